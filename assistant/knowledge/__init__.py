"""Word lists and tables that the product reads, as YAML files beside this module: data, no code.

`load("headings")` gives the parsed content of `headings.yaml`. Each file says at its top what its entries mean.
"""

from functools import cache
from importlib import resources
from typing import Any


@cache
def load(name: str) -> Any:
    """The parsed content of `<name>.yaml`, read once a process. Treat it as constant: all callers share it.

    Raises `FileNotFoundError` where there is no such file.
    """
    import yaml

    text = (resources.files(__name__) / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def exists(name: str) -> bool:
    """Whether `<name>.yaml` stands beside this module."""
    return (resources.files(__name__) / f"{name}.yaml").is_file()


def parts(folder: str) -> tuple[str, ...]:
    """The names of the YAML files in `folder` beside this module, in alphabetical order; `load(f"{folder}/{name}")`
    reads one."""
    found = (resources.files(__name__) / folder).iterdir()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in found if file.name.endswith(".yaml")))
