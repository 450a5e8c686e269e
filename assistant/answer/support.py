"""Whether the words that a claim cites support it. Pure, without a model: what it checks, it checks by words.

Every number, date and proper name of the claim must stand in what it cites (or in the names given), it must not deny
what that says nor the other way round, and enough of its content words must be there. It cannot tell whether words
that are all there are put together rightly ("the minimum is 233,900"), nor see through a translation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.cited import Cited, cited, plain, verbatim
from assistant.answer.claims import Claim
from assistant.answer.coverage import coverage
from assistant.answer.dates import Day, dates
from assistant.answer.figures import Figure, figures
from assistant.answer.framing import framing_stems, function_stems, label_stems
from assistant.answer.polarity import condition_conflict, denial_conflict
from assistant.answer.proper import proper_names
from assistant.index.analysis import words

# The share of a claim's content that must stand in what it cites; chosen on the labelled pairs of
# tests/answer/claim_pairs.yaml (see docs/evals.md).
ENOUGH = 0.65


@dataclass(frozen=True, slots=True)
class Support:
    """How far a claim is supported: the `share` of its content, in [0, 1], that stands in what it cites, and what is
    `missing` of that which must (numbers, dates, names, quoted words; for a denial the word that is turned around)."""

    share: float
    missing: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the claim counts as supported."""
        return self.share >= ENOUGH and not self.missing


def asserts(claim: Claim, names: Sequence[str] = ()) -> bool:
    """Whether the claim says anything that needs proof: more than framing words and the `names` of roles and companies
    that are spoken of. A lead may name slots besides, and count the items that it leads to."""
    if claim.framing:
        return False
    if claim.kind == "quotation":
        return True
    numbers, days, rest = _taken_apart(claim, names)
    content = set(words(rest)) - function_stems() - _neutral(claim) - _terms_of(names)
    return bool(content or numbers or days)


def supported(claim: Claim, quotes: Sequence[str], names: Sequence[str] = ()) -> Support:
    """How far the texts that the claim cites support it; `names` are the roles and companies that it may speak of.

    What asserts nothing is supported; what asserts and cites nothing is not.
    """
    if not asserts(claim, names):
        return Support(1.0)
    if not any(quote.strip() for quote in quotes):
        return Support(0.0)
    source = cited(tuple(quotes))
    if claim.kind == "quotation":
        return Support(1.0) if verbatim(claim.text, source) else Support(0.0, (claim.text,))
    if plain(claim.text) in source.plain:
        return Support(1.0)
    numbers, days, rest = _taken_apart(claim, names)
    found = coverage(rest, source, _neutral(claim), _terms_of(names))
    lacking = [n.words for n in numbers if not any(n.agrees(other) for other in source.figures)]
    lacking += [day.words for day in days if not any(day.within(other) for other in source.days)]
    held = found.held + len(numbers) + len(days) - len(lacking)
    share = held / (held + found.alien + len(lacking)) if held + found.alien + len(lacking) else 1.0
    missing = [*lacking, *_unnamed(rest, source, names), *_misquoted(claim.text, source)]
    missing += [run for run in found.stray if not any(word in run for word in missing)]
    turned = denial_conflict(claim.text, quotes) or condition_conflict(claim.text, quotes)
    return Support(share, tuple(dict.fromkeys([*missing, *([turned] if turned else [])])))


def _taken_apart(claim: Claim, names: Sequence[str]) -> tuple[list[Figure], tuple[Day, ...], str]:
    """The claim's numbers (but those in names, and the number of items that a lead leads to), dates, and the rest."""
    days, rest = dates(claim.text)
    numbers, rest = figures(rest)
    given = {value for name in names for number in figures(name)[0] for value in number.values}
    if claim.items:
        given.add(float(claim.items))
    return [number for number in numbers if not number.values & given], days, rest


def _neutral(claim: Claim) -> frozenset[str]:
    return framing_stems() | label_stems() if claim.kind == "lead" else framing_stems()


def _terms_of(names: Sequence[str]) -> frozenset[str]:
    return frozenset(term for name in names for term in words(name))


def _unnamed(text: str, source: Cited, names: Sequence[str]) -> list[str]:
    """The proper names in the claim that neither stand in what it cites nor were given. Short ones must be spelled the
    same: "Go" is not "go"."""
    given = _terms_of(names)
    return [name for name in proper_names(text) if not _stands(name, source, given) and not _joined(name, text, source)]


def _stands(name: str, source: Cited, given: frozenset[str]) -> bool:
    terms = set(words(name)) - function_stems()
    if terms <= given or source.abbreviates(name):
        return True
    if len(name) <= 2 and name.isalpha():
        return name in source.spelled
    return all(source.has(term) for term in words(name))


def _joined(name: str, text: str, source: Cited) -> bool:
    """Whether the name stands there written together with the word behind it: "KV cache" as "KVcache"."""
    behind = re.search(rf"{re.escape(name)}[\s-]+(\w+)", text)
    return behind is not None and all(source.has(term) for term in words(name + behind.group(1)))


def _misquoted(text: str, source: Cited) -> list[str]:
    """Quoted words inside the claim, three and more, that do not stand in what it cites as they are."""
    inner = (a or b for a, b in re.findall(r"“([^“”]+)”|\"([^\"]+)\"", text))
    return [quoted for quoted in inner if len(quoted.split()) >= 3 and not verbatim(quoted, source)]
