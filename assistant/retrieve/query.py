"""A question, taken apart: what is asked, of which roles and companies, in which shape.

Nothing here decides by similarity alone: companies are looked up in the catalog, roles in the index of role cards, and
what no posting names is reported as `unknown`, so that the answering side can say so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from typing import Literal, Protocol

from assistant.domain import Role
from assistant.index.analysis import words
from assistant.knowledge import load
from assistant.reading.companies import company_key, known_company

Shape = Literal["one", "list", "compare"]
TOKEN = re.compile(r"[^\W_](?:[\w+#./&-]*[\w+#])?", re.UNICODE)
_POSSESSIVE = re.compile(r"[’']s?\b")
# What stands in place of words that have been understood.
MASK = "·"
# Roles whose score on the description is this close to the best one are meant as well as it.
_AS_GOOD = 0.8
# A description is of no role here when the best one has less than this share of its words.
_KNOWN_SHARE = 0.34
_MOST_ROLES = 4
# How far down the ranking by cards a role may stand and still be looked at word for word.
_WORTH_A_LOOK, _LOOKED_AT = 0.4, 8


class Lookup(Protocol):
    """What understanding a question needs of the library; every method is an index look-up."""

    def companies_named(self, keys: Sequence[str]) -> dict[str, str]: ...
    def search_roles(
        self, query: str, *, limit: int, companies: Sequence[str] | None = None
    ) -> list[tuple[str, float]]: ...
    def roles(self, ids: Sequence[str]) -> list[Role]: ...
    def roles_of_company(self, key: str, limit: int) -> list[Role]: ...
    def document_frequency(self, term: str) -> int: ...
    def posting_text(self, posting_id: str) -> str: ...
    def roles_named_like(self, word: str, *, limit: int) -> list[str]: ...
    def near_word(self, word: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Query:
    """What a question asks.

    `asks` are fact names and "section:<kind>" in the order of `knowledge/questions.yaml`; empty for an open question.
    `companies` are keys, `roles` ids: what the question is narrowed to; both empty means the whole library.
    `subject` are the content words that name neither role nor company nor what is asked. `unknown` are names of
    companies or descriptions of roles that nothing in the library answers to. `parts` are the sides of a comparison.
    """

    question: str
    shape: Shape = "one"
    asks: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    extreme: Literal["maximum", "minimum"] | None = None
    parts: tuple[Query, ...] = field(default=())

    @property
    def narrowed(self) -> bool:
        """Whether the question names a company or role, known or not."""
        return bool(self.companies or self.roles or self.unknown)


def understand(question: str, history: Sequence[str], scope: Sequence[str], library: Lookup) -> Query:
    """Takes `question` apart in the light of `history` (earlier questions, oldest first).

    `scope` (role ids) is what the user has picked: the question is about those roles unless it names others among them.
    """
    own = _alone(question, scope, library)
    if not history or not _leans(question, own):
        return own
    before = understand(history[-1], history[:-1], scope, library)
    return _joined(own, before)


def _leans(question: str, own: Query) -> bool:
    """Whether a question needs the one before it to make sense."""
    if own.shape == "list" and not pattern("follow_up").match(question):
        return False
    return not own.narrowed or not (own.asks or own.subject)


def _joined(own: Query, before: Query) -> Query:
    """`own` with what it leaves open taken from `before`."""
    if not own.narrowed:
        own = replace(own, companies=before.companies, roles=before.roles, unknown=before.unknown)
    if not own.asks and not own.subject:
        shape = before.shape if own.shape == "one" and before.shape == "list" else own.shape
        own = replace(own, asks=before.asks, subject=before.subject, extreme=own.extreme or before.extreme, shape=shape)
    return own


def _alone(question: str, scope: Sequence[str], library: Lookup) -> Query:
    question = _spelled(question, library)
    companies, rest, unknown = _companies(question, library)
    shape: Shape = "one"
    if pattern("shapes", "compare").search(rest):
        shape = "compare"
    elif pattern("shapes", "list").search(question):
        shape = "list"
    description, rest = _description(rest) if shape == "one" else ("", rest)
    asks, left = _asks(rest)
    extreme: Literal["maximum", "minimum"] | None = None
    if pattern("shapes", "maximum").search(rest):
        extreme = "maximum"
    elif pattern("shapes", "minimum").search(rest):
        extreme = "minimum"
    subject = content_words(left)
    roles, subject, lost = _roles(description, subject, asks, companies, scope, library, shape)
    query = Query(question, shape, asks, tuple(companies), roles, subject, (*unknown, *lost), extreme)
    if shape == "compare":
        parts = _sides(question, asks, scope, library)
        query = _compared(query, parts, library) if len(parts) > 1 else replace(query, shape="one")
    return query


@cache
def pattern(group: str, name: str | None = None) -> re.Pattern[str]:
    """A compiled pattern of `knowledge/questions.yaml`."""
    entry = load("questions")[group]
    return re.compile(entry if name is None else entry[name], re.IGNORECASE)


@cache
def ask_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each thing that can be asked for, with the words that ask for it, in order of precedence."""
    return tuple((name, re.compile(p, re.IGNORECASE)) for name, p in load("questions")["asks"].items())


@cache
def _point_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in load("questions")["points"])


@cache
def _fillers() -> frozenset[str]:
    return frozenset(map(str, load("questions")["fillers"])) | frozenset(map(str, load("words")["stop"]))


def _spelled(question: str, library: Lookup) -> str:
    """`question` with typing slips mended: a word that stands nowhere becomes the likeliest word of a question, of a
    company's name, or of the postings."""
    out = question
    for word in dict.fromkeys(TOKEN.findall(question)):
        low = word.casefold()
        if len(word) < 4 or not word.isalpha() or not word.isascii() or low in _vocabulary() or known_company(word):
            continue
        if library.document_frequency(word):
            continue
        meant = next(iter(get_close_matches(low, _vocabulary(), n=1, cutoff=0.8)), None)
        meant = _near_company(word, library) or meant or library.near_word(low)
        if meant:
            out = re.sub(rf"\b{re.escape(word)}\b", meant, out)
    return out


def _near_company(word: str, library: Lookup) -> str | None:
    near = {r.company for r in library.roles(library.roles_named_like(word, limit=5)) if r.company}
    close = [n for n in near if abs(len(n) - len(word)) <= 1 and n[:1].casefold() == word[:1].casefold()]
    return close[0] if len(close) == 1 else None


@cache
def _vocabulary() -> frozenset[str]:
    """The words that questions are made of."""
    entry = load("questions")
    listed = [*entry["fillers"], *entry["slot_words"], *load("words")["stop"]]
    return frozenset(str(w) for w in listed if len(str(w)) > 3)


def _companies(question: str, library: Lookup) -> tuple[list[str], str, tuple[str, ...]]:
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
                rest = _masked(rest, start, end)
    found.sort(key=lambda k: grams[k][0])
    unknown = _strangers(rest, library)
    for name in unknown:
        rest = rest.replace(name, MASK * len(name))
    return found, rest, unknown


def _is_medium(question: str, start: int, end: int) -> bool:
    """Whether the name there is what something is done with ("held on Zoom"), and no employer ("on Zoom's team")."""
    return bool(pattern("medium").search(question[:start])) and not _POSSESSIVE.match(question[end:])


def _masked(text: str, start: int, end: int) -> str:
    """`text` with that stretch used up: neither a word nor a gap between words."""
    return text[:start] + MASK * (end - start) + text[end:]


def _keys(text: str) -> set[str]:
    """The keys a company may be filed under when it is written so; short forms count in capitals only."""
    bare = _POSSESSIVE.sub("", text)
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
        owns = bool(re.match(r"[’']s\b", rest[match.end() :]))
        if word.casefold() in _fillers() or len(word) < 3 or _is_medium(rest, match.start(), match.end()):
            continue
        unheard = not library.document_frequency(word)
        if (known_company(word) and len(word) > 3 and (unheard or employer or owns)) or (
            unheard and (employer or owns) and word[:1].isupper()
        ):
            out.append(word)
    return tuple(dict.fromkeys(out))


def _description(rest: str) -> tuple[str, str]:
    """How the question describes the role it means, and the question without that description."""
    for point in _point_patterns():
        forward = point.pattern.endswith("}") or point.pattern.endswith("})")
        for match in point.finditer(rest):
            start, end = match.span("role")
            text = match.group("role")
            if not forward and (cut := _last_determiner(text)):
                start, text = start + cut, text[cut:]
            if forward and (stop := re.search(rf"\s(?:at|from|with)\s+{MASK}|\s+at\s|,|{MASK}", text)):
                end, text = start + stop.start(), text[: stop.start()]
            if content_words(_asks(text)[1] if forward else text):
                return text, _masked(rest, start, end)
    return "", rest


def _last_determiner(text: str) -> int:
    found = list(re.finditer(r"\b(?:the|an?|this|that|for|as|at|of|on|in|to|does|do|is|would|my|your)\s+", text, re.IGNORECASE))
    return found[-1].end() if found else 0


def _asks(text: str) -> tuple[tuple[str, ...], str]:
    """What `text` asks for, and what is left of it without the words that ask."""
    left, found = text, []
    for name, wanted in ask_patterns():
        if wanted.search(text):
            found.append(name)
            left = wanted.sub(lambda m: MASK * len(m.group()), left)
    if len(found) > 1:
        # "Which degree is required?" asks for the degree; "required" only frames it.
        found = [name for name in found if name != "section:must"]
    return tuple(found), left


def content_words(text: str) -> tuple[str, ...]:
    """The words of `text` that carry content, as written, without repeats."""
    bare = _POSSESSIVE.sub("", text)
    return tuple(dict.fromkeys(t for t in TOKEN.findall(bare) if t.casefold().strip(".") not in _fillers()))


def _roles(
    description: str,
    subject: tuple[str, ...],
    asks: tuple[str, ...],
    companies: Sequence[str],
    scope: Sequence[str],
    library: Lookup,
    shape: Shape,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The role ids that are meant, the subject words left over, and descriptions of roles that are not there."""
    described = content_words(description)
    if described:
        found = _named(described, companies, scope, library)
        if found:
            return found, subject, ()
        if not companies:
            return tuple(scope), (*described, *subject), (description.strip(),)
        subject = (*described, *subject)
    if subject and shape != "list":
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
    """How well each role fits a description: the share of it (rare words weigh more) that the role's text holds, half
    of the share that its name holds, half of its score among the role cards. Roles below `_KNOWN_SHARE` are left out."""
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


def _sides(question: str, asks: tuple[str, ...], scope: Sequence[str], library: Lookup) -> tuple[Query, ...]:
    """The sides of a comparison: each stretch between "and", "vs", commas … that names a company or role."""
    found = []
    for stretch in re.split(r"\s+(?:and|with|vs\.?|versus|than|or|to|und|y|e|et)\s+|[,;]|和|与", question, flags=re.IGNORECASE):
        side = _alone_side(stretch, scope, library)
        if side.narrowed:
            found.append(replace(side, asks=asks))
    return tuple(found)


def _compared(query: Query, parts: tuple[Query, ...], library: Lookup) -> Query:
    """`query` with its sides; the words that only name a side are no subject."""
    named = {w for part in parts for word in content_words(part.question) for w in words(word) if part.roles}
    subject = tuple(w for w in query.subject if not set(words(w)) <= named)
    return replace(query, parts=parts, subject=subject)


def _alone_side(stretch: str, scope: Sequence[str], library: Lookup) -> Query:
    companies, rest, unknown = _companies(stretch, library)
    description, rest = _description(rest)
    _, left = _asks(rest)
    bare = content_words(pattern("shapes", "compare").sub(" ", left))
    if companies and bare and not description:
        # "NVIDIA for vector search": what stands beside a company's name says which of its roles is meant.
        description, bare = " ".join(bare), ()
    roles, subject, lost = _roles(description, bare, (), companies, scope, library, "one")
    return Query(stretch.strip(), "one", (), tuple(companies), roles, subject, (*unknown, *lost))
