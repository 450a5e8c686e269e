"""Which roles a question names, among those that the library has."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.domain import Role, SectionKind
from assistant.index.analysis import words
from assistant.reading.companies import company_key, has_title_word
from assistant.retrieve.language import content_words, tech_titles
from assistant.retrieve.lookup import Lookup

# Roles whose fit to a description is this close to the best one are meant as well as it.
_AS_GOOD = 0.92
# A description is of no role here when the best one has less than this share of its words.
_KNOWN_SHARE = 0.6
# How soon more mentions of a word stop telling more.
_MENTIONS = 3.0
# A role without a title names the person sought, if at all, in so many words at its beginning.
_BEGINNING = 300
_MOST_ROLES = 4
# How far down the BM25 ranking a role may stand and still be looked at word for word.
_WORTH_A_LOOK, _LOOKED_AT = 0.4, 8


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
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The role ids that are meant, the subject words left over, and descriptions of roles that are not there.

    `by_title` also looks for roles whose titles the subject's words spell ("Grok Code" in "what does Grok Code pay?"),
    `by_text` for roles of the companies that alone speak of the subject ("NVIDIA vector search salary"). Without
    `strict` a description that fits nothing is let go of (a question in another language).
    """
    described = content_words(description)
    if described:
        both = (*described, *subject)
        found = _named(both, companies, scope, library, both) if subject else ()
        found = found or _named(described, companies, scope, library)
        if found:
            return found, subject, ()
        if strict and (not companies or _names_a_job(described)):
            return tuple(scope), (*described, *subject), (description.strip(),)
        subject = (*described, *subject)
    if subject and by_title:
        titled = _by_title(subject, companies, scope, library)
        if titled:
            roles, used = titled
            return roles, tuple(w for w in subject if w not in used), ()
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
) -> tuple[str, ...]:
    """The roles that a description fits best, of those whose text holds all of `holding`; empty where it fits none."""
    described = [_job(w) for w in described]
    ranked = library.search_roles(" ".join(described), limit=20, companies=companies or None)
    ranked = [(role, score) for role, score in ranked if not scope or role in scope]
    if not ranked:
        return ()
    found = [role for role, score in ranked if score >= _WORTH_A_LOOK * ranked[0][1]][:_LOOKED_AT]
    wanted = set(words(" ".join(holding)))
    roles = [r for r in library.roles(found) if wanted <= set(words(f"{r.name}\n{own_text(r, library)}"))]
    fits = _fits(described, roles, dict(ranked), library)
    most = max(fits.values(), default=0.0)
    return tuple(r for r in found if r in fits and fits[r] >= _AS_GOOD * most)[:_MOST_ROLES]


def _names_a_job(described: Sequence[str]) -> bool:
    """Whether a description holds the word for a job ("product manager"), which a role must then answer to."""
    return any(has_title_word(w) for w in described)


def _fits(
    described: Sequence[str], roles: Sequence[Role], scores: Mapping[str, float], library: Lookup
) -> dict[str, float]:
    """How well each role fits a description: how much of it the role's text holds, and how often (rare words weigh
    more), how much its name holds, its BM25 score. Roles below `_KNOWN_SHARE` and of another job are left out."""
    terms = set(words(" ".join(described)))
    weights = {t: 1 / math.log2(2 + library.document_frequency(t)) for t in terms}
    total = sum(weights.values()) or 1.0
    best = max(scores.values(), default=1.0)
    out = {}
    for role in roles:
        name = set(words(role.name))
        text = Counter(words(own_text(role, library)))
        held = sum(w for t, w in weights.items() if t in text or t in name) / total
        if held < _KNOWN_SHARE or not _same_job(
            described, role, own_text(role, library).casefold().split()[:_BEGINNING]
        ):
            continue
        often = sum(w * text[t] / (text[t] + _MENTIONS) for t, w in weights.items()) / total
        named = sum(w for t, w in weights.items() if t in name) / total
        out[role.id] = 0.4 * held + often + 0.5 * named + 0.3 * scores[role.id] / best
    return out


def own_text(role: Role, library: Lookup) -> str:
    """The role's text without the page's navigation, which names other jobs."""
    text = library.posting_text(role.posting_id)
    return "\n".join(p.span.of(text) for p in role.sections if p.kind is not SectionKind.NAVIGATION) or role.span.of(
        text
    )


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
    return tuple(r.id for r in best[:_MOST_ROLES]), used
