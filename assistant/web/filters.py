"""Which roles a visitor wants to see: the filters as a value, and the roles that pass them. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.domain import FACT_NAMES, Role
from assistant.web.facts import WORK_MODES, modes, stated_names

PAGE = 100
# Stands for "no company was found" where a company's name is expected.
NO_COMPANY = "-"
_LONGEST_TEXT = 1_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; by default everything. `states` are facts that must all be stated, `shown` how many cards are
    drawn at most. An empty `company` means any; `NO_COMPANY` the roles where none was found."""

    text: str = ""
    company: str = ""
    states: frozenset[str] = frozenset()
    mode: str = ""
    sort: Literal["company", "title"] = "company"
    shown: int = PAGE

    @property
    def narrowing(self) -> bool:
        """Whether any role can fail."""
        return bool(self.text.strip() or self.company or self.states or self.mode)


def read_filters(sent: object) -> Filters:
    """The filters as the browser sends them. It may send anything: what is not understood does not filter."""
    wanted = sent if isinstance(sent, dict) else {}
    shown = wanted.get("shown")
    return Filters(
        text=_text(wanted.get("text")),
        company=_text(wanted.get("company")),
        states=_states(wanted.get("states")),
        mode=mode if (mode := _text(wanted.get("mode"))) in WORK_MODES else "",
        sort="title" if wanted.get("sort") == "title" else "company",
        shown=min(max(shown, PAGE), 100_000) if type(shown) is int else PAGE,
    )


def matching(roles: Sequence[Role], filters: Filters) -> list[Role]:
    """The roles that pass, sorted; `filters.shown` is not applied."""
    words = filters.text.casefold().split()
    return sorted((role for role in roles if _passes(role, filters, words)), key=_order(filters.sort))


def companies(roles: Sequence[Role]) -> list[tuple[str, int]]:
    """The companies with how many roles each has, alphabetically; last `NO_COMPANY`, if there are such roles."""
    counted = Counter(role.company or NO_COMPANY for role in roles)
    return sorted(counted.items(), key=lambda item: (item[0] == NO_COMPANY, item[0].casefold()))


def statements(roles: Sequence[Role]) -> list[tuple[str, int]]:
    """The facts that at least one role states, with how many do, in the order of `FACT_NAMES`."""
    counted = Counter(name for role in roles for name in stated_names(role))
    return [(name, counted[name]) for name in FACT_NAMES if counted[name]]


def work_modes(roles: Sequence[Role]) -> list[tuple[str, int]]:
    """The work modes that at least one role names, with how many do."""
    counted = Counter(mode for role in roles for mode in modes(role))
    return [(mode, counted[mode]) for mode in WORK_MODES if counted[mode]]


def _passes(role: Role, filters: Filters, words: Sequence[str]) -> bool:
    if filters.company and (role.company or NO_COMPANY) != filters.company:
        return False
    if filters.mode and filters.mode not in modes(role):
        return False
    if not filters.states <= set(stated_names(role)):
        return False
    name = role.name.casefold()
    return all(word in name for word in words)


def _order(sort: str) -> Callable[[Role], tuple[str, ...]]:
    def key(role: Role) -> tuple[str, ...]:
        # Roles without a company come last.
        company, title = (role.company or "\U0010ffff").casefold(), role.title.casefold()
        return (title, company, role.id) if sort == "title" else (company, title, role.id)

    return key


def _text(value: object) -> str:
    return value[:_LONGEST_TEXT] if isinstance(value, str) else ""


def _states(value: object) -> frozenset[str]:
    names = value if isinstance(value, list) else []
    return frozenset(name for name in FACT_NAMES if name in names)
