"""Which companies and roles a question names, among those that the library has."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from assistant.domain import Role
from assistant.index.analysis import words
from assistant.reading.companies import company_key, known_company
from assistant.retrieve.language import MASK, POSSESSIVE, TOKEN, content_words, fillers, masked, pattern
from assistant.retrieve.lookup import Lookup

# Roles whose fit to a description is this close to the best one are meant as well as it.
_AS_GOOD = 0.8
# A description is of no role here when the best one has less than this share of its words.
_KNOWN_SHARE = 0.34
_MOST_ROLES = 4
_DOES = re.compile(r"\b(?:do|does|did|will|would|can|is)\s+$", re.IGNORECASE)
# How far down the ranking by cards a role may stand and still be looked at word for word.
_WORTH_A_LOOK, _LOOKED_AT = 0.4, 8


def companies_in(question: str, library: Lookup) -> tuple[list[str], str, tuple[str, ...]]:
    """The keys of the library's companies that `question` names, the question without them, and companies that are
    named as employers but have no posting here."""
    tokens = list(TOKEN.finditer(question))
    grams: dict[str, list[tuple[int, int]]] = {}
    for size in (3, 2, 1):
        for i in range(len(tokens) - size + 1):
            start, end = tokens[i].start(), tokens[i + size - 1].end()
            for key in _keys(question[start:end]):
                grams.setdefault(key, []).append((start, end))
    present = library.companies_named(list(grams)) if grams else {}
    rest, found = question, []
    for key in grams:
        grams[key] = [(a, b) for a, b in grams[key] if not _is_medium(question, a, b)]
        if key in present and grams[key]:
            found.append(key)
            for start, end in grams[key]:
                rest = masked(rest, start, end)
    found.sort(key=lambda k: grams[k][0])
    unknown = _strangers(rest, library)
    for name in unknown:
        rest = rest.replace(name, MASK * len(name))
    return found, rest, unknown


def _is_medium(question: str, start: int, end: int) -> bool:
    """Whether the name there is what something is done with ("held on Zoom"), and no employer ("on Zoom's team")."""
    return bool(pattern("medium").search(question[:start])) and not POSSESSIVE.match(question[end:])


def _keys(text: str) -> set[str]:
    """The keys a company may be filed under when it is written so; short forms count in capitals only."""
    bare = POSSESSIVE.sub("", text)
    known = known_company(bare)
    keys = {company_key(bare)}
    if known and (len(bare) > 3 or company_key(known) == company_key(bare)):
        keys.add(company_key(known))
    return keys - {""}


def _strangers(rest: str, library: Lookup) -> tuple[str, ...]:
    """Companies that no posting is from: known ones, and names after "at" or before "'s" that no posting has."""
    out = []
    for match in TOKEN.finditer(rest):
        word = match.group()
        employer = bool(re.search(r"\b(?:at|with|by|from|join|joining)\s+$", rest[: match.start()], re.IGNORECASE))
        # "What does Google pay?", but not "does Google Meet …", which is a product.
        subject = _DOES.search(rest[: match.start()]) and not re.match(r"\s+[A-Z]", rest[match.end() :])
        owns = bool(re.match(r"[’']s\b", rest[match.end() :])) or bool(subject)
        if word.casefold() in fillers() or len(word) < 3 or _is_medium(rest, match.start(), match.end()):
            continue
        unheard = not library.document_frequency(word)
        if (known_company(word) and len(word) > 3 and (unheard or employer or owns)) or (
            unheard and (employer or owns) and word[:1].isupper()
        ):
            out.append(word)
    return tuple(dict.fromkeys(out))


def roles_in(
    description: str,
    subject: tuple[str, ...],
    companies: Sequence[str],
    scope: Sequence[str],
    library: Lookup,
    *,
    by_title: bool,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The role ids that are meant, the subject words left over, and descriptions of roles that are not there.

    `by_title` also looks for roles whose titles the subject's words spell ("Grok Code" in "what does Grok Code pay?").
    """
    described = content_words(description)
    if described:
        found = _named(described, companies, scope, library)
        if found:
            return found, subject, ()
        if not companies:
            return tuple(scope), (*described, *subject), (description.strip(),)
        subject = (*described, *subject)
    if subject and by_title:
        titled = _by_title(subject, companies, scope, library)
        if titled:
            roles, used = titled
            return roles, tuple(w for w in subject if w not in used), ()
    kept = tuple(scope)
    if scope and companies:
        kept = tuple(r.id for r in library.roles(list(scope)) if company_key(r.company or "") in companies) or kept
    return kept, subject, ()


def _named(
    described: Sequence[str], companies: Sequence[str], scope: Sequence[str], library: Lookup
) -> tuple[str, ...]:
    """The roles that a description fits best; empty where it fits none."""
    ranked = library.search_roles(" ".join(described), limit=20, companies=companies or None)
    ranked = [(role, score) for role, score in ranked if not scope or role in scope]
    if not ranked:
        return ()
    found = [role for role, score in ranked if score >= _WORTH_A_LOOK * ranked[0][1]][:_LOOKED_AT]
    fits = _fits(described, library.roles(found), dict(ranked), library)
    most = max(fits.values(), default=0.0)
    return tuple(r for r in found if fits.get(r, 0.0) >= _AS_GOOD * most)[:_MOST_ROLES]


def _fits(
    described: Sequence[str], roles: Sequence[Role], scores: Mapping[str, float], library: Lookup
) -> dict[str, float]:
    """How well each role fits a description: the share of it that the role's text holds (rare words weigh more),
    a quarter of the share that its name holds, half of its BM25 score. Roles below `_KNOWN_SHARE` are left out."""
    terms = set(words(" ".join(described)))
    weights = {t: 1 / math.log2(2 + library.document_frequency(t)) for t in terms}
    total = sum(weights.values()) or 1.0
    best = max(scores.values(), default=1.0)
    out = {}
    for role in roles:
        name = set(words(role.name))
        text = name | set(words(role.span.of(library.posting_text(role.posting_id))))
        in_text, in_name = (sum(w for t, w in weights.items() if t in held) / total for held in (text, name))
        if in_text >= _KNOWN_SHARE:
            out[role.id] = in_text + 0.25 * in_name + 0.5 * scores[role.id] / best
    return out


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
