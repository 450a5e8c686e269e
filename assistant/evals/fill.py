"""Cases to results on disk: several at a time, few of them in memory, whatever happens meanwhile."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

from assistant.errors import RunStopped
from assistant.evals.conduct import conduct
from assistant.evals.document import case_json
from assistant.evals.intake import Intake, Product
from assistant.evals.judge import Judge
from assistant.evals.model import Case
from assistant.evals.plan import Progress
from assistant.evals.record import Record

# So many cases in a row with the same error are no matter of the cases.
SAME_ERRORS = 5
# Cases handed out or waiting to be counted, for each that is worked on.
_AHEAD = 2


class Filling:
    """Runs the cases that `record` lacks, `jobs` at a time, and adds each to it as soon as it is done."""

    def __init__(self, record: Record, taken: Intake, *, jobs: int, engine: str | None, judge: Judge | None) -> None:
        self._record = record
        self._taken = taken
        self._jobs = jobs
        self._engine = engine
        self._judge = judge
        self._waiting: deque[Future[tuple[str | None, str]]] = deque()
        self._error: str | None = None
        self._same = 0
        self._done = record.found

    def run(self, progress: Progress | None = None) -> str | None:
        """Runs to the end, and returns None; or says why it ended early: case after case died of the same error.

        Raises RunStopped where the user breaks it off; what was being worked on is finished first.
        """
        tell = progress or (lambda done, total, name: None)
        tell(self._done, self._taken.total, "")
        pool = ThreadPoolExecutor(self._jobs, thread_name_prefix="case")
        try:
            return self._run(pool, tell)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            done = self._record.held
            raise RunStopped(
                f"stopped after {done} of {self._taken.total} cases, which are kept; "
                "run the same command again to go on, or with --fresh to begin anew"
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)

    def _run(self, pool: ThreadPoolExecutor, tell: Progress) -> str | None:
        for at, (case, product) in enumerate(self._taken.cases()):
            if at in self._record:
                continue
            self._waiting.append(pool.submit(self._one, at, case, product))
            if len(self._waiting) > self._jobs * _AHEAD:
                self._count(tell)
            if self._same >= SAME_ERRORS:
                return self._stopped()
        while self._waiting:
            self._count(tell)
            if self._same >= SAME_ERRORS and self._waiting:
                return self._stopped()
        return None

    def _one(self, at: int, case: Case, product: Product) -> tuple[str | None, str]:
        conducted = conduct(case, product, engine=self._engine, judge=self._judge)
        self._record.add(at, case_json(conducted))
        return conducted.result.error, case.description or case.id

    def _count(self, tell: Progress) -> None:
        """Waits for the oldest case: in the order of the files, so that what is in a row does not depend on `jobs`."""
        error, name = self._waiting.popleft().result()
        self._same = self._same + 1 if error is not None and error == self._error else int(error is not None)
        self._error = error
        self._done += 1
        tell(self._done, self._taken.total, name)

    def _stopped(self) -> str:
        return (
            f"{SAME_ERRORS} cases in a row died of the same error: {self._error}; the run ended there, what it had "
            "done is kept: mend the cause and run the same command again to go on"
        )
