"""Posting -> its roles, read: the one way into this floor for those above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import FACT_NAMES, Fact, Posting, Role, Span
from assistant.reading.block import Block, block_of
from assistant.reading.boilerplate import boilerplate_spans
from assistant.reading.chips import CHIPS
from assistant.reading.companies import company_of, company_of_all
from assistant.reading.conflicts import conflicts
from assistant.reading.course import course
from assistant.reading.facts import facts
from assistant.reading.header import of_block
from assistant.reading.lines import Line, lines
from assistant.reading.names import has_title_word
from assistant.reading.naming import slug, title_of, told_apart, top_lines
from assistant.reading.orders import without_orders
from assistant.reading.parts import parts_of
from assistant.reading.process import remarks, rounds
from assistant.reading.requirements import requirements
from assistant.reading.sections import sections
from assistant.reading.segment import Stretch, stretches, whole
from assistant.reading.titles import named_by
from assistant.reading.typed import typed

# Raised with every change to what is read, so that a library knows when its roles were read by older rules.
READING_VERSION = 22
# What a preamble may state for each of the roles below it: not what is asked of one of them.
_SHARED = ("salary", "location", "work_mode", "employment_type", "visa", "deadline", "start_date")
# A posting whose text is mostly boilerplate has its role outside it; a stretch this short is a leftover, not a role.
_SHORTEST_ROLE = 80
# How many lines may hold a header, and how many a page may have up to it; how far above the title it begins.
_HEAD, _PAGE, _ABOVE = 20, 45, 4
# Lines that two roles must share, before one that differs counts as a saved copy's slip.
_ALIKE = 6


def read_roles(posting: Posting) -> list[Role]:
    """The roles of `posting`, in text order, at least one; repeated ones are folded into the first, which counts them.

    Role ids are proposals made of company and title: unique within the posting, stable from run to run.
    """
    runs = boilerplate_spans(posting.text)
    # A record that states whose it is and what it is called is one role, whatever its text speaks of.
    record = {"title", "company"} <= posting.hints.keys()
    found = [whole(posting.text)] if record else stretches(posting.text, skip=[span for _, span in runs])
    kept = [s for s in found if s.header or s.span.end - s.span.start >= _SHORTEST_ROLE] or found[:1]
    read = _folded(posting, kept)
    roles = [_role(posting, stretch, runs, count, only=len(read) == 1) for stretch, count in read]
    if any(_stands_apart(stretch, only=len(read) == 1) for stretch, _ in read):
        roles = _of_the_only_company(posting, roles)
    return _with_unique_ids(posting, roles)


def _stands_apart(stretch: Stretch, *, only: bool) -> bool:
    """Whether a role may be of another company than the others of its file: a rule or a header of its own opens it, and
    no company's heading stands over it."""
    return stretch.apart or (stretch.header and not only and stretch.company is None)


def _of_the_only_company(posting: Posting, roles: Sequence[Role]) -> list[Role]:
    """Roles that stand apart: those that name no company are of the one that the others name, or the whole file does;
    where the others name several, of none."""
    named = {role.company for role in roles if role.company}
    company = next(iter(named)) if len(named) == 1 else None if named else company_of_all(posting)
    if company is None:
        return list(roles)
    return [r if r.company else replace(r, company=company, id=slug(company, r.title)) for r in roles]


def read_within(posting: Posting, spans: Sequence[Span]) -> list[Role]:
    """The roles that stand in these spans of `posting`, in text order: for a person who says which roles it holds."""
    runs = boilerplate_spans(posting.text)
    found = [Stretch(span, None, span.start) for span in sorted(spans)]
    return _with_unique_ids(posting, [_role(posting, one, runs, 0, only=len(found) == 1) for one in found])


def _role(posting: Posting, stretch: Stretch, runs: Sequence[tuple[str, Span]], duplicates: int, *, only: bool) -> Role:
    text, span = posting.text, stretch.span
    parts = sections(text, span, [r for r in runs if r[1].overlaps(span)])
    top = top_lines(text, Span(stretch.top, span.end), parts)
    page = lines(text, Span(0 if only else stretch.top, span.end))[:_PAGE]
    block = _block(posting, top, list(without_orders(text, page)))
    company = company_of(posting, span, stretch.company, block, apart=_stands_apart(stretch, only=only))
    title = stretch.title or title_of(posting, Span(stretch.top, span.end), parts, company, only=only, block=block)
    steps = rounds(text, parts)
    stated = _with_shared(posting, stretch, facts(posting, parts, steps, title))
    stated = _with_header(text, block, stated)
    if not only and title == named_by(top) and not has_title_word(title):
        stated = _ordered([Fact("team", title, top[0].span), *stated])
    return Role(
        id=slug(company, title),
        posting_id=posting.id,
        source=posting.source,
        company=company,
        title=title,
        span=span,
        sections=parts,
        facts=stated,
        requirements=requirements(text, parts),
        process=steps,
        duplicates=duplicates,
        conflicts=conflicts(stated),
        course=course(text, remarks(text, parts, steps)),
    )


def _block(posting: Posting, top: Sequence[Line], page: Sequence[Line]) -> Block:
    """The header of a role; among a page's buttons it may count as navigation.

    What a record states apart from its text needs none.
    """
    if {"title", "company"} <= posting.hints.keys():
        return Block()
    block = block_of(posting.text, top)
    if block.title is not None or list(page[:_HEAD]) == top[:_HEAD]:
        return block
    first = next((i for i, line in enumerate(page) if any(p.is_a("title") for p in parts_of(line, i))), None)
    whole = block_of(posting.text, page[max(0, first - _ABOVE) :]) if first is not None else Block()
    told = sum(p.is_a("place", "pay", *CHIPS) for p in whole.parts)
    return whole if whole.title and (whole.sure or told > 1) else block


def _with_header(text: str, block: Block, own: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts of a role, with those that its header alone states, whatever section its lines are in."""
    stated = {fact.name for fact in own}
    more = [typed(f, f.span.of(text)) for f in of_block(block) if f.name not in stated]
    return _ordered([*own, *more])


def _with_shared(posting: Posting, stretch: Stretch, own: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts of a role, with those that the preamble of several roles states for each of them.

    What the role states itself goes first. The spans of the others lie in the preamble, outside of the role.
    """
    shared = stretch.shared
    if shared is None or shared.start == stretch.span.start:
        return own
    stated = {fact.name for fact in own}
    above = facts(posting, sections(posting.text, shared), ())
    told = [*own, *(f for f in above if f.name in _SHARED and f.name not in stated)]
    return _ordered(told)


def _ordered(told: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(told, key=lambda f: FACT_NAMES.index(f.name)))


def _folded(posting: Posting, found: Sequence[Stretch]) -> list[tuple[Stretch, int]]:
    """Each distinct stretch with how often it stands again, word for word or all but a sentence."""
    if len(found) == 1:
        return [(found[0], 0)]
    kept: list[Stretch] = []
    counts: list[int] = []
    by_line: dict[str, int] = {}
    for stretch in found:
        own = _lines(stretch.span.of(posting.text))
        candidates = {by_line[line] for line in own if line in by_line}
        twin = next((i for i in sorted(candidates) if _same(own, _lines(kept[i].span.of(posting.text)))), None)
        if twin is not None and kept[twin].company == stretch.company:
            counts[twin] += 1
            continue
        for line in own:
            by_line.setdefault(line, len(kept))
        kept.append(stretch)
        counts.append(0)
    return list(zip(kept, counts, strict=True))


def _lines(text: str) -> list[str]:
    return [w for line in text.split("\n") if (w := re.sub(r"\W+", " ", line).strip().casefold())]


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two roles are word for word the same, or alike but for a line of each."""
    a, b = set(one), set(other)
    return a == b or (len(a - b) <= 1 and len(b - a) <= 1 and len(a & b) >= _ALIKE)


def _with_unique_ids(posting: Posting, roles: Sequence[Role]) -> list[Role]:
    """The roles, those whose id an earlier one has under a longer title or, at last, with a number."""
    seen: dict[str, int] = {}
    out = []
    for role in roles:
        if role.id in seen:
            title = told_apart(posting, role)
            role = replace(role, title=title, id=slug(role.company, title))
        count = seen[role.id] = seen.get(role.id, 0) + 1
        out.append(role if count == 1 else replace(role, id=f"{role.id}-{count}", title=f"{role.title} ({count})"))
    return out
