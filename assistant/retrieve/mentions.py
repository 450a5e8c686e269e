"""Which roles a question names, among those that the library has."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from assistant.domain import Role, Section, SectionKind
from assistant.index.analysis import words
from assistant.reading.companies import company_key, has_title_word
from assistant.retrieve.alike import readings
from assistant.retrieve.language import content_words, tech_titles, title_words
from assistant.retrieve.lookup import Lookup

# Roles whose fit to a description is this close to the best one are meant as well as it.
_AS_GOOD = 0.92
# Those this close fit it still, if something else speaks for them.
_FITS = 0.8
# A description is of no role here when the best one has less than this share of its words.
_KNOWN_SHARE = 0.6
# How soon more mentions of a word stop telling more.
_MENTIONS = 3.0
# A role without a title names the person sought, if at all, in so many words at its beginning.
_BEGINNING = 300
_MOST_ROLES = 4
# Names of so many roles may hold a word that names a role by itself.
_FEW = 2
# How many roles of a company are looked through for the words of their titles.
_MANY = 200
# What a description is worth whose words stand in a role's text side by side as it has them.
_VERBATIM = 0.8
# Words of a line that names another opening.
_OPENING = 14
# How far down the BM25 ranking a role may stand and still be looked at word for word.
_WORTH_A_LOOK, _LOOKED_AT = 0.1, 8


def roles_in(
    description: str,
    subject: tuple[str, ...],
    companies: Sequence[str],
    scope: Sequence[str],
    library: Lookup,
    *,
    by_title: bool,
    by_text: bool = False,
    strict: bool = True,
    anchored: Collection[str] = (),
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The role ids that are meant, the subject words left over, and descriptions of roles that are not there.

    `by_title` also looks for roles whose titles the subject's words spell ("Grok Code" in "what does Grok Code pay?"),
    and for those that one of the `anchored` words names by itself ("at 10x"); `by_text` for roles of the companies that
    alone speak of the subject ("NVIDIA vector search salary"). Without `strict` a description that fits nothing is let
    go of (a question in another language).
    """
    lone = anchored if by_title and not companies else ()
    described = content_words(description) or (title_words(description) if by_title else ())
    if described:
        if found := _described(described, subject, companies, scope, library):
            return found, subject, ()
        subject = (*described, *subject)
        if single := _anchored(lone, subject, scope, library):
            return _without(single, subject)
        if strict and (not companies or _names_a_job(described)):
            return tuple(scope), subject, (description.strip(),)
    if subject and by_title:
        titled = _by_title(subject, companies, scope, library) or _anchored(lone, subject, scope, library)
        if titled:
            return _without(titled, subject)
    if subject and by_text and companies:
        found = _speaking_of(subject, companies, scope, library)
        if found:
            # Of several roles the subject has picked some, and is used up; of a single one it says what about.
            several = len(library.roles_of_company(companies[0], _MOST_ROLES)) > 1
            return found, () if several else subject, ()
    kept = tuple(scope)
    if scope and companies:
        kept = tuple(r.id for r in library.roles(list(scope)) if company_key(r.company or "") in companies) or kept
    return kept, subject, ()


def _without(
    titled: tuple[tuple[str, ...], set[str]], subject: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The roles that were named, and the subject without the words that named them."""
    roles, used = titled
    return roles, tuple(w for w in subject if w not in used), ()


def _described(
    described: tuple[str, ...],
    subject: tuple[str, ...],
    companies: Sequence[str],
    scope: Sequence[str],
    library: Lookup,
) -> tuple[str, ...]:
    """The roles that a description fits; of several those that speak of the question's subject, or are titled by it."""
    both = (*described, *subject)
    found = _named(both, companies, scope, library, both) if subject else ()
    if not found and (anchors := _of_titles(subject, companies, library)):
        found = _named((*described, *anchors), companies, scope, library, (*described, *anchors))
    if _names_a_job(described):
        # What is asked about a job may tell apart those that its title fits; it points at no other.
        fitting = _named(described, companies, scope, library, share=_FITS, most=_MANY)
        found = found if not fitting or set(found) <= set(fitting) else ()
    return found or _named(described, companies, scope, library)


def _of_titles(subject: Sequence[str], companies: Sequence[str], library: Lookup) -> tuple[str, ...]:
    """The words of the subject that stand in titles of the companies' roles."""
    titles = {t for key in companies for role in library.roles_of_company(key, _MANY) for t in words(role.title)}
    return tuple(w for w in subject if set(words(w)) & titles)


def _speaking_of(
    subject: Sequence[str], companies: Sequence[str], scope: Sequence[str], library: Lookup
) -> tuple[str, ...]:
    """The roles of the companies whose text holds all of the subject; empty where all of them do, or none."""
    ranked = library.search_roles(" ".join(subject), limit=20, companies=companies)
    roles = [r for r in library.roles([i for i, _ in ranked]) if not scope or r.id in scope]
    wanted = set(words(" ".join(subject)))
    held = [r for r in roles if wanted <= set(words(f"{r.name}\n{own_text(r, library)}"))]
    fits = _fits(subject, held, dict(ranked), library)
    most = max(fits.values(), default=0.0)
    return tuple(r.id for r in held if fits.get(r.id, 0.0) >= _AS_GOOD * most)[:_MOST_ROLES] if most else ()


def _named(
    described: Sequence[str],
    companies: Sequence[str],
    scope: Sequence[str],
    library: Lookup,
    holding: Sequence[str] = (),
    *,
    share: float = _AS_GOOD,
    most: int = _MOST_ROLES,
) -> tuple[str, ...]:
    """The roles that a description fits best, of those whose text holds all of `holding`; empty where it fits none.
    They come within `share` of the best fit, and are at most `most`."""
    described = [_job(w) for w in described]
    spelled_out = [term for w in described for reading in readings(w) for term in reading]
    ranked = library.search_roles(" ".join([*described, *spelled_out]), limit=20, companies=companies or None)
    ranked = [(role, score) for role, score in ranked if not scope or role in scope]
    if not ranked:
        return ()
    found = [role for role, score in ranked if score >= _WORTH_A_LOOK * ranked[0][1]][:_LOOKED_AT]
    roles = [r for r in library.roles(found) if _holds(words(f"{r.name}\n{own_text(r, library)}"), holding)]
    fits = _fits(described, roles, dict(ranked), library)
    best = max(fits.values(), default=0.0)
    return tuple(r for r in found if r in fits and fits[r] >= share * best)[:most]


def _names_a_job(described: Sequence[str]) -> bool:
    """Whether a description holds the word for a job ("product manager"), which a role must then answer to."""
    return any(has_title_word(w) for w in described)


def _fits(
    described: Sequence[str], roles: Sequence[Role], scores: Mapping[str, float], library: Lookup
) -> dict[str, float]:
    """How well each role fits a description: how much of it the role's text holds, and how often (rare words weigh
    more), how much its name holds, its BM25 score. Roles below `_KNOWN_SHARE` and of another job are left out."""
    weights = {w: 1 / math.log2(2 + library.document_frequency(w)) for w in dict.fromkeys(described) if words(w)}
    total = sum(weights.values()) or 1.0
    pairs = [" ".join(pair).casefold() for pair in pairwise(described)]
    best = max(scores.values(), default=1.0)
    out = {}
    for role in roles:
        said = own_text(role, library).casefold()
        name, text = Counter(words(role.name)), Counter(words(said))
        held = sum(weight for w, weight in weights.items() if _count(text, w) or _count(name, w)) / total
        if held < _KNOWN_SHARE or not _same_job(described, role, said.split()[:_BEGINNING]):
            continue
        often = sum(weight * (n := _count(text, w)) / (n + _MENTIONS) for w, weight in weights.items()) / total
        named = sum(weight for w, weight in weights.items() if _count(name, w)) / total
        verbatim = _VERBATIM * sum(pair in said for pair in pairs) / len(pairs) if pairs else 0.0
        out[role.id] = 0.4 * held + often + 0.5 * named + 0.3 * scores[role.id] / best + verbatim
    return out


def _count(text: Mapping[str, int], word: str) -> int:
    """How often the word or another name of it stands in the text of which the terms are counted."""
    return max((min((text.get(t, 0) for t in reading), default=0) for reading in readings(word)), default=0)


def _holds(terms: Sequence[str], wanted: Sequence[str]) -> bool:
    held = Counter(terms)
    return all(_count(held, w) for w in wanted if words(w))


def own_text(role: Role, library: Lookup) -> str:
    """The role's text without the page's navigation, which names other jobs."""
    text = library.posting_text(role.posting_id)
    kept = [line for p in role.sections if p.kind is not SectionKind.NAVIGATION for line in _own_lines(p, text)]
    return "\n".join(kept) or role.span.of(text)


def _own_lines(part: Section, text: str) -> list[str]:
    """The lines of a section, without those of what stands about the company that only name other openings."""
    found = part.span.of(text).splitlines()
    if part.kind not in (SectionKind.COMPANY, SectionKind.LEGAL):
        return found
    return [line for line in found if not names_opening(line)]


def names_opening(line: str) -> bool:
    """Whether a line names an opening and says nothing: "Data Scientist, Payments Remote, US"."""
    short = len(line.split()) <= _OPENING and not line.rstrip().endswith((".", "!", "?", ":"))
    return short and any(has_title_word(w.casefold()) for w in line.replace(",", " ").split())


def _same_job(described: Sequence[str], role: Role, beginning: Sequence[str]) -> bool:
    """Whether the job that a description names ("analyst") is the role's: its title says so, or, where it has none,
    its text. The titles of engineers and scientists pass for each other."""
    jobs = {w.casefold().rstrip("s") for w in described if has_title_word(w) and w.casefold() not in tech_titles()}
    if not jobs or any(job in role.title.casefold() for job in jobs):
        return True
    return not has_title_word(role.title) and bool(jobs & set(beginning))


def _job(word: str) -> str:
    """A title's word for what it is called after: "internship" means the intern's role."""
    bare = word.casefold().removesuffix("ship")
    return bare if bare != word.casefold() and has_title_word(bare) else word


def _role_words(role: Role) -> set[str]:
    return set(words(role.name))


def _by_title(
    subject: tuple[str, ...], companies: Sequence[str], scope: Sequence[str], library: Lookup
) -> tuple[tuple[str, ...], set[str]] | None:
    """The roles whose names hold the subject's words, and the words that named them."""
    ranked = library.search_roles(" ".join(subject), limit=10, companies=companies or None)
    best: list[Role] = []
    used: set[str] = set()
    for role in library.roles([r for r, _ in ranked if not scope or r in scope]):
        named = _role_words(role)
        hits = {w for w in subject if set(words(w)) <= named}
        if len(hits) > len(used):
            best, used = [role], hits
        elif hits and hits == used:
            best.append(role)
    # One common word shared with a title ("data") is no name; all of the subject, or two words of it, are.
    if not used or (len(used) < 2 and (len(used) < len(subject) or not companies)):
        return None
    return _told_apart(best[:_MOST_ROLES], subject, used, library)


def _anchored(
    lone: Iterable[str], subject: Sequence[str], scope: Sequence[str], library: Lookup
) -> tuple[tuple[str, ...], set[str]] | None:
    """The few roles whose names hold one of the words of the subject that may name a role alone, and that word."""
    for word in (w for w in lone if w in subject and words(w)):
        ranked = library.search_roles(word, limit=_LOOKED_AT)
        roles = library.roles([r for r, _ in ranked if not scope or r in scope])
        named = tuple(r.id for r in roles if set(words(word)) <= _role_words(r))
        if 0 < len(named) <= _FEW:
            return named, {word}
    return None


def _told_apart(
    roles: Sequence[Role], subject: Sequence[str], used: set[str], library: Lookup
) -> tuple[tuple[str, ...], set[str]]:
    """Those of several roles of which the subject's other words speak, and the words used: also one that stands right
    beside the name ("Grok Code post-training")."""
    held = {r.id: set(words(own_text(r, library))) for r in roles} if len(roles) > 1 else {}
    kept = [r.id for r in roles]
    beside = {
        subject[i + step]
        for i, w in enumerate(subject)
        for step in (-1, 1)
        if w in used and 0 <= i + step < len(subject)
    }
    for word in (w for w in subject if w not in used):
        some = [r for r in kept if set(words(word)) <= held.get(r, set())]
        if 0 < len(some) < len(kept):
            kept = some
            used = used | ({word} & beside)
    return tuple(kept), used
