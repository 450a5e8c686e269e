"""Prompts as files: the top-level folder `prompts/`, one Markdown file each.

A file is the system part, a line `---`, and the user part; `$name` stands for a value (`string.Template`, `$$` for a
dollar sign). Every value must be given and none may be unknown, so that a renamed variable is an error, not a silence.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

from assistant.errors import InvalidPrompt

_NAME = re.compile(r"[a-z0-9_-]+")
_DIVIDER = re.compile(r"^---[ \t]*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with its two parts. `sha256` (hex) of the file's text goes on record with what the prompt led to."""

    name: str
    system: str
    user: str
    sha256: str

    @property
    def variables(self) -> frozenset[str]:
        """The names of the values that `fill` takes."""
        return frozenset(Template(self.system).get_identifiers() + Template(self.user).get_identifiers())

    def fill(self, **values: str) -> tuple[str, str]:
        """The system and the user part with `values` in their places; what looks like a variable inside a value stays.

        Raises InvalidPrompt where a value is missing or the prompt has no place for it.
        """
        missing, unknown = self.variables - values.keys(), values.keys() - self.variables
        if missing or unknown:
            faults = [f"lacks a value for {_listed(missing)}"] * bool(missing)
            faults += [f"has no place for {_listed(unknown)}"] * bool(unknown)
            raise InvalidPrompt(f"the prompt {self.name!r} {' and '.join(faults)}; it takes {_listed(self.variables)}")
        return Template(self.system).substitute(values), Template(self.user).substitute(values)


def prompts_folder() -> Path:
    """The folder of the prompts that come with the source tree, beside the package."""
    return Path(__file__).resolve().parent.parent / "prompts"


def load_prompt(name: str, folder: Path | None = None) -> Prompt:
    """The prompt `<name>.md` of `folder` (default: the product's own). Reads the file anew at each call.

    Raises InvalidPrompt, naming the prompts that there are, where there is none of that name, and where the file has
    no two parts or a `$` that is no variable.
    """
    text = _read(name, folder or prompts_folder())
    system, divider, user = text.partition(match.group()) if (match := _DIVIDER.search(text)) else (text, "", "")
    if not divider or not system.strip() or not user.strip():
        raise InvalidPrompt(f"the prompt {name!r} needs a system part, a line with only `---`, and a user part")
    if not Template(system).is_valid() or not Template(user).is_valid():
        raise InvalidPrompt(f"the prompt {name!r} has a `$` that names no variable; write `$$` for a dollar sign")
    return Prompt(name, system.strip(), user.strip(), hashlib.sha256(text.encode()).hexdigest())


def _read(name: str, folder: Path) -> str:
    if not folder.is_dir():
        raise InvalidPrompt(
            f"no prompts: the folder {folder.name!r} is missing beside the package; run from a whole source tree"
        )
    path = folder / f"{name}.md"
    if not _NAME.fullmatch(name) or not path.is_file():
        there = ", ".join(sorted(p.stem for p in folder.glob("*.md"))) or "none"
        raise InvalidPrompt(f"no prompt {name!r} in the folder {folder.name!r}; there are: {there}")
    try:
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InvalidPrompt(f"the prompt {name!r} is not UTF-8; save it with that encoding") from error


def _listed(names: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
