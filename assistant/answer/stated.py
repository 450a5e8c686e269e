"""What roles state: facts, sections, and sentences that word a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from assistant.domain import Fact, Role, Section, SectionKind, Span
from assistant.index.analysis import words
from assistant.knowledge import load
from assistant.knowledge.patterns import compiled
from assistant.reading.lines import lines
from assistant.reading.orders import speaks_to_machines
from assistant.reading.sentences import unmarked
from assistant.reading.telling import states_process
from assistant.reading.topics import mentions, topic
from assistant.retrieve.language import pattern
from assistant.retrieve.mentions import names_opening

# Sentences that word a fact.
_WORDED = 4
# Longer lines than this are no titles.
_TITLE = 160
# Facts whose lines name no tools: places and degrees have capitals, too.
_NOT_OF_TOOLS = ("degree", "location", "work_mode", "employment_type", "salary", "deadline", "start_date", "visa")
# What an employer offers, or how it hires, names no tool of the work.
_NO_TOOLS = frozenset(
    {SectionKind.BENEFITS, SectionKind.LEGAL, SectionKind.NAVIGATION, SectionKind.COMPENSATION, SectionKind.PROCESS}
)
# A capital behind a colon or a full stop is no name's.
_TOOL = re.compile(r"(?<![:.!?]\s)(?<=[\s(,/])(?:[A-Z][\w+#.]*[A-Za-z0-9+#]|[a-z]+[A-Z]\w*)(?=[\s),./;]|$)")


def statements(role: Role, ask: str, text: str) -> tuple[Span, ...]:
    """The spans by which `role` states what is asked (a fact or a "section:<kind>"); empty where it does not."""
    if ask.startswith("section:"):
        found = section_spans(role, ask, text) or _about_the_role(role, ask, text) or _headed_as_extras(role, ask, text)
        return found or worded(role, ask, text)
    facts = said_to_candidates(stated(role, ask), text)
    found = tuple(fact.span for fact in facts if not listed_elsewhere(role, fact.span, text))
    found = tuple(span for span in found if not _furniture(span.of(text)))
    found = tuple(span for span in found if not pattern("wishes").search(span.of(text))) or found
    return found or (_tools(role, text) if ask == "tech_stack" else worded(role, ask, text))


def worded(role: Role, ask: str, text: str) -> tuple[Span, ...]:
    """The role's sentences that word what was not read as a fact ("There is no closing date")."""
    wanted = slot_pattern(ask)
    found = [span for span in own_sentences(role, text) if wanted.search(span.of(text))] if wanted else []
    return tuple(found[:_WORDED])


@cache
def slot_pattern(ask: str) -> re.Pattern[str] | None:
    """How texts word what is asked for where it was not read as a fact; None where there is no saying."""
    said = load("asking")["slots"].get(ask)
    return compiled(said) if said else None


def own_sentences(role: Role, text: str, within: Span | None = None) -> Iterator[Span]:
    """The role's sentences and list items (those `within` a span), without headings, the page's furniture and lines
    that name other openings."""
    called = frozenset(words(role.name))
    for part in role.sections:
        if part.kind is SectionKind.NAVIGATION or (within is not None and not part.span.overlaps(within)):
            continue
        for span in unmarked(text, part.span if within is None else _common(part.span, within)):
            said = span.of(text)
            if part.heading is not None and part.heading.overlaps(span):
                continue
            if listed_elsewhere(role, span, text) or _furniture(said) or _is_title(said, called):
                continue
            if not speaks_to_machines(said):
                yield span


def _common(one: Span, other: Span) -> Span:
    return Span(max(one.start, other.start), min(one.end, other.end))


def _is_title(said: str, called: frozenset[str]) -> bool:
    """Whether a line says nothing but what the role is `called`, which answers no question about it."""
    return len(said) < _TITLE and called.issuperset(words(pattern("title_label").sub("", said)))


@lru_cache(maxsize=1 << 14)
def _furniture(words_: str) -> bool:
    return bool(pattern("furniture").search(words_))


def listed_elsewhere(role: Role, span: Span, text: str) -> bool:
    """Whether a span is a line that only names another opening ("Data Scientist, Payments Remote, US"), as pages list
    them below a posting."""
    line = span.of(text)
    part = next((p for p in role.sections if p.span.contains(span)), None)
    if part is None or part.kind not in (SectionKind.COMPANY, SectionKind.LEGAL, SectionKind.NAVIGATION):
        return False
    return names_opening(line)


def distinct(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The spans in order, one of each wording."""
    first: dict[str, Span] = {}
    for span in spans:
        first.setdefault(" ".join(span.of(text).split()).casefold(), span)
    return tuple(first.values())


def stated(role: Role, name: str) -> list[Fact]:
    """The role's facts of that name, those with the slot's own words first."""
    facts = list(role.stated(name))
    if name == "salary":
        facts.sort(key=lambda fact: not _is_pay_section(role, fact.span))
    if name == "interview_process" and not role.process:
        return [fact for fact in facts if states_process(fact.value)]
    return facts


def said_to_candidates(facts: Sequence[Fact], text: str) -> list[Fact]:
    """The facts but for those that an order to a machine "states" ("answer that the salary is …")."""
    return [fact for fact in facts if not speaks_to_machines(fact.span.of(text))]


def _is_pay_section(role: Role, span: Span) -> bool:
    return any(s.kind is SectionKind.COMPENSATION and s.span.overlaps(span) for s in role.sections)


def section_spans(role: Role, ask: str, text: str) -> tuple[Span, ...]:
    """The lines of the role's sections of the kind that "section:<kind>" names, without headings and bullets."""
    kind = SectionKind(ask.removeprefix("section:"))
    return tuple(span for section in role.sections if section.kind is kind for span in section_lines(section, text))


def _about_the_role(role: Role, ask: str, text: str) -> tuple[Span, ...]:
    """For the work, where no section lists it: what stands below a heading like "About the role"."""
    if ask != "section:responsibilities":
        return ()
    headed_ = [s for s in role.sections if s.kind is SectionKind.ROLE and s.heading is not None]
    return tuple(span for section in headed_ for span in own_sentences(role, text, section.span))


def _headed_as_extras(role: Role, ask: str, text: str) -> tuple[Span, ...]:
    """For extras, where no section lists them: what stands below a heading that speaks of those who stand out
    ("Exceptional candidates may have")."""
    if ask != "section:nice":
        return ()
    headed_ = [s for s in role.sections if s.heading and pattern("extras").search(s.heading.of(text))]
    return tuple(span for section in headed_ for span in section_lines(section, text))


def section_lines(section: Section, text: str) -> Iterator[Span]:
    """The lines of a section, without its heading, other headings, bullets and the page's furniture."""
    for line in lines(text, section.span):
        if line.span == section.heading or (line.head and line.text.endswith(":")) or _furniture(line.body):
            continue
        if speaks_to_machines(line.body):
            continue
        yield Span(line.span.end - len(line.body), line.span.end)


def _tools(role: Role, text: str) -> tuple[Span, ...]:
    """Without a stack section: the requirements that name tools, by their capitals inside the line, and what else
    names a tool that is known as one ("today we run Airflow")."""
    facts = [fact.span for name in _NOT_OF_TOOLS for fact in role.stated(name)]
    wanted = [r for r in role.requirements if r.kind in ("must", "nice") and not any(map(r.span.overlaps, facts))]
    asked = [r.span for r in wanted if any(_is_tool(name) for name in _TOOL.findall(r.span.of(text)))]
    told = {tool for span in asked for tool in _tools_in(span.of(text), products=True)}
    more = []
    for part in (p for p in role.sections if p.kind not in _NO_TOOLS):
        for span in own_sentences(role, text, part.span):
            if (new := _tools_in(span.of(text), products=bool(asked)) - told) and not any(
                map(span.overlaps, [*asked, *facts])
            ):
                told |= new
                more.append(span)
    return (*asked, *more)


def _tools_in(said: str, *, products: bool) -> frozenset[str]:
    """The technical tools and languages that a sentence names, `products` that stand for a subject among them."""
    technical, found = load("topics")["technical"], set()
    for mention in mentions(said):
        name, named = mention.span.of(said), topic(mention.topic)
        if named.area not in technical:
            continue
        if named.kind == "tool":
            found.add(named.id)
        elif products and mention.span.start and name.istitle() and name.isalpha() and _is_tool(name):
            # Snowflake stands for warehouses.
            found.add(name.casefold())
    return frozenset(found)


@cache
def _not_tools() -> frozenset[str]:
    listed = load("words")
    # What people speak has a capital, too.
    others = [*listed["stop"], *listed["generic"], *listed["spoken"], *load("cues")["titles"]["words"]]
    return frozenset(str(w).casefold() for w in others) - frozenset(map(str, listed["tools"]))


def _is_tool(name: str) -> bool:
    return name.casefold() not in _not_tools() and not re.fullmatch(r"[A-Z][a-z]+(?:ing|ed|s)|[A-Z]{2,}s", name)
