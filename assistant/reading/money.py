"""Pay as postings write it: amounts, ranges, currency and period."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import Span

_SYMBOLS = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "CNY", "₹": "INR", "R$": "BRL", "C$": "CAD", "A$": "AUD"}
_SYMBOLS |= {"CA$": "CAD", "AU$": "AUD", "HK$": "HKD", "S$": "SGD"}
_CODES = "USD|GBP|EUR|CAD|AUD|CHF|SEK|NOK|DKK|PLN|INR|JPY|CNY|RMB|BRL|SGD|NZD|MXN|ILS"
_WORDS = {"euro": "EUR", "dollar": "USD", "pound": "GBP", "franc": "CHF"}
_NUMBER = r"\d{1,3}(?:[,.’' ]\d{3})+(?:[.,]\d{2})?(?!\d)|\d+(?:\.\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?:\b(?P<code>{_CODES})\s?)?(?P<pre>(?:US|CA|AU|C|A|R|HK|S)?[$£€¥₹])?\s?"
    rf"(?P<number>{_NUMBER})\s?(?P<scale>[kK](?!\w)|[万千](?!\w)?)?"
    rf"\s?(?P<post>(?:{_CODES})\b|[€£](?!\d)|(?:euro|dollar|pound|franc)s?\b)?"
)
_RANGE = re.compile(
    r"^\s*(?:/\s*(?:yr|year|hr|hour|annum))?\s*(?:-|–|—|to|bis|until|a|à|y|und|et|and|(?:and\s+)?up to|至|~)\s*$",
    re.IGNORECASE,
)
# What joins the ends of a range is short.
_WIDEST_GAP = 24
_PERIODS = (
    ("hour", re.compile(r"/\s*(?:hr|hour|h)\b|\b(?:per|an|a)\s+hour\b|\bhourly\b|\bstunde\b|\bde l'heure\b", re.I)),
    ("day", re.compile(r"/\s*day\b|\b(?:per|a)\s+day\b|\bdaily rate\b", re.I)),
    ("week", re.compile(r"/\s*(?:wk|week)\b|\bper\s+week\b", re.I)),
    ("month", re.compile(r"/\s*(?:mo|month)\b|\b(?:per|a)\s+month\b|\bmonthly\b|月薪|\bmonatlich\b|\bpor mês\b", re.I)),
    ("year", re.compile(r"/\s*(?:yr|year)\b|\b(?:per|a)\s+(?:year|annum)\b|\bannual(?:ly)?\b|\bp\.?a\.?\b|年薪", re.I)),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """One sum of money in the text: its value in whole or decimal units of `currency` (ISO 4217), or None if unsaid."""

    value: float
    currency: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Pay:
    """A pay statement: smallest and largest amount, currency, period ("hour", "year", …) or None, its span."""

    low: float | None
    high: float
    currency: str | None
    period: str | None
    span: Span

    def __str__(self) -> str:
        ends = [_plain(v) for v in (self.low, self.high) if v is not None]
        amount = "–".join(dict.fromkeys(ends))
        return " ".join(p for p in (self.currency, amount, f"per {self.period}" if self.period else None) if p)


def hints() -> tuple[str, ...]:
    """Letters, case-folded, of which at least one stands in every line that names an amount with its currency."""
    return tuple(map(str.casefold, ["$", "£", "€", "¥", "₹", *_CODES.split("|"), *_WORDS]))


def amounts(text: str, span: Span) -> Iterator[Amount]:
    """The sums within `span`: numbers with a currency, and bare ones that a range ties to one with a currency."""
    found = [m for m in _AMOUNT.finditer(text, span.start, span.end)]
    for i, match in enumerate(found):
        currency = _currency(match)
        if currency is None:
            near = [found[j] for j in (i - 1, i + 1) if 0 <= j < len(found) and _tied(text, match, found[j])]
            currency = next((c for c in map(_currency, near) if c), None)
        if currency is not None:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            scale = match.group("scale") or _scale_of_pair(text, found, i)
            yield Amount(_value(match.group("number"), scale), currency, Span(start, match.end()))


def alone(words: str) -> bool:
    """Whether a line holds a range of amounts and hardly anything else ("$145k - $175k")."""
    rest, count = _AMOUNT.subn(" ", words)
    return count == 2 and len(re.findall(r"[^\W\d_]", rest)) <= 12


def pay(text: str, found: Sequence[Amount]) -> Pay | None:
    """One pay statement from the amounts of one or a few neighbouring lines; None where they are too odd to be pay."""
    sums = _one_statement(text, [a for a in found if a.value >= 5])
    if not sums:
        return None
    low, high = min(a.value for a in sums), max(a.value for a in sums)
    span = Span(sums[0].span.start, sums[-1].span.end)
    before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 60].split("\n")[0]
    period = _period(span.of(text)) or _period(after) or _period(before) or ("year" if high >= 10_000 else None)
    return Pay(low if len(sums) > 1 else None, high, sums[0].currency, period, span)


def _one_statement(text: str, sums: Sequence[Amount]) -> Sequence[Amount]:
    """The amounts that make up the pay: those of its ranges; without any, the first amount of a line ("$42/hr plus a
    $3,000 stipend"), or all of those that stand on lines of their own ("Minimum / $117,000 / Maximum / $233,900")."""
    pairs = [(a, b) for a, b in itertools.pairwise(sums) if _joins(text, a.span.end, b.span.start)]
    if pairs:
        return [amount for pair in pairs for amount in pair]
    if len(sums) > 1 and "\n" in text[sums[0].span.end : sums[-1].span.start]:
        return sums
    return sums[:1]


def _period(text: str) -> str | None:
    return next((name for name, pattern in _PERIODS if pattern.search(text)), None)


def _currency(match: re.Match[str]) -> str | None:
    """The currency as a code, which says more than the sign beside it ("CAD $150,000", "$150,000 CAD")."""
    post = match.group("post") or ""
    code = match.group("code") or (post if post.isupper() else None) or _WORDS.get(post.casefold().rstrip("s"))
    sign = code or match.group("pre") or post
    if not sign:
        return None
    return _SYMBOLS.get(sign) or _SYMBOLS.get(sign[-1] if sign[-1] in _SYMBOLS else "") or sign.replace("RMB", "CNY")


def _tied(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    first, second = sorted((one, other), key=lambda m: m.start())
    return _joins(text, first.end(), second.start())


def _joins(text: str, start: int, end: int) -> bool:
    """Whether what stands between two amounts makes a range of them."""
    return end - start <= _WIDEST_GAP and bool(_RANGE.match(text[start:end]))


def _scale_of_pair(text: str, found: Sequence[re.Match[str]], i: int) -> str | None:
    """ "$45-55K": the K of the range's end holds for its start."""
    following = found[i + 1] if i + 1 < len(found) else None
    if following is None or not following.group("scale") or not _tied(text, found[i], following):
        return None
    return following.group("scale") if float(_digits(found[i].group("number"))) < 1000 else None


def _digits(number: str) -> str:
    cents = re.search(r"[.,]\d{1,2}$", number)
    whole = number[: cents.start()] if cents else number
    return re.sub(r"\D", "", whole) + ("." + cents.group()[1:] if cents else "")


def _value(number: str, scale: str | None) -> float:
    factor = {"k": 1_000, "万": 10_000, "千": 1_000}.get((scale or "").casefold(), 1)
    return round(float(_digits(number)) * factor, 2)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
