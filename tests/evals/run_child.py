"""A run in a process of its own, to be killed: `python run_child.py CASES HOME SECONDS_PER_ANSWER`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from assistant.errors import RunStopped
from assistant.evals.run import run
from tests.evals.product import Product, bench, plan

if __name__ == "__main__":
    file, home, seconds = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    try:
        run(plan(file), bench(home, Product(pause=lambda question: seconds)))
    except RunStopped as error:
        print(error)
        sys.exit(error.exit_code)
