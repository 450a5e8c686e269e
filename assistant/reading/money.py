"""Pay as postings write it: amounts, ranges, currency and period."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.domain import Span
from assistant.knowledge import load
from assistant.knowledge.patterns import compiled

_NUMBER = r"\d{1,3}(?:[,.’' ]\d{3})+(?:[.,]\d{2})?(?!\d)|\d+(?:\.\d{1,2})?"
_CELL = "|"
_DIGIT = re.compile(r"\d")
# A code, a sign and the spaces in front of a number are no longer than this.
_BEFORE = 12
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A bare figure below this is no sum; one below the other is a month's pay in China.
_BARE, _YEARLY_CNY = 1_000, 100_000
# A line of nothing but amounts has no more letters besides them, and is no longer.
_FEW_LETTERS, _LONGEST_BARE = 12, 80
# Behind the end of its sentence nothing says what an amount is paid for.
_SENTENCE = re.compile(r"\n|[.;]\s+(?=[A-ZÀ-Þ])")
# The least that is earned in a stretch of time, in most currencies: below it, phones and trains are paid for.
_EARNED = {"hour": 5, "day": 50, "week": 200, "month": 500, "year": 10_000}
# What joins the ends of a range is short.
_WIDEST_GAP = 24


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


@cache
def _known() -> dict[str, Any]:
    known: dict[str, Any] = load("money")
    return known


@cache
def _amount() -> re.Pattern[str]:
    """A number with what may stand before and behind it: a code or sign, a scale, a code, sign or word."""
    codes, signs = "|".join(_known()["codes"]), _alternatives(_known()["signs"])
    plain = [re.escape(s) for s in _known()["signs"] if s not in ("$", "¥", "₹")]
    letters = _alternatives(n for n in _known()["scales"] if n.isascii() and len(n) > 1)
    return re.compile(
        rf"(?:\b(?P<code>{codes})\s?)?(?P<pre>{signs})?\s?(?P<number>{_NUMBER})"
        rf"\s?(?P<scale>[kK](?!\w)|[万千](?!\w)?|(?i:(?:{letters})s?)\b)?"
        rf"\s?(?P<post>(?:{codes})\b|(?:{'|'.join(plain)})(?!\d)|(?i:(?:{_alternatives(_known()['words'])})s?)\b)?"
    )


def _alternatives(words: Iterable[str]) -> str:
    """The words as one pattern, longer ones first."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def _joining() -> re.Pattern[str]:
    return compiled(_known()["joins"])


@cache
def _periods() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, compiled(pattern)) for name, pattern in _known()["periods"])


@cache
def hints() -> tuple[str, ...]:
    """Letters, case-folded, of which at least one stands in every line that names an amount with its currency."""
    signs = {sign[-1] if sign[-1] == "$" else sign for sign in _known()["signs"]}
    return tuple(map(str.casefold, [*sorted(signs), *_known()["codes"], *_known()["words"]]))


def amounts(text: str, span: Span) -> Iterator[Amount]:
    """The sums within `span`: numbers with a currency, and bare ones that a range ties to one with a currency."""
    figure = _DIGIT.search(text, span.start, span.end)
    if figure is None:
        return
    found = list(_amount().finditer(text, max(span.start, figure.start() - _BEFORE), span.end))
    for i, match in enumerate(found):
        currency = _code(match)
        if currency is None:
            near = [found[j] for j in (i - 1, i + 1) if 0 <= j < len(found) and _tied(text, match, found[j])]
            currency = next((c for c in _of_pair(match, near) if c), None)
        if currency is not None:
            words = match.group()
            start, end = match.start() + len(words) - len(words.lstrip()), match.start() + len(words.rstrip())
            scale = match.group("scale") or _scale_of_pair(text, found, i)
            yield Amount(_value(match.group("number"), scale), currency, Span(start, end))


def is_range(text: str, found: Sequence[Amount]) -> bool:
    """Whether two neighbouring amounts are the ends of a range."""
    return any(_joins(text, a.span.end, b.span.start) for a, b in itertools.pairwise(found))


def bare(words: str) -> Pay | None:
    """The pay that figures without a currency state, where a label says that they are pay ("up to 80k", "30-45K")."""
    found = list(_amount().finditer(words))
    sums = [_value(m.group("number"), m.group("scale") or _scale_of_pair(words, found, i)) for i, m in enumerate(found)]
    first = next((i for i, value in enumerate(sums) if value >= _BARE), None)
    if first is None:
        return None
    last = first + 1 if first + 1 < len(found) and _tied(words, found[first], found[first + 1]) else first
    low, high = min(sums[first], sums[last]), max(sums[first], sums[last])
    # Chinese postings leave the currency out; figures in thousands are a month's pay there.
    chinese = bool(_HAN.search(words))
    period = _period(words) or ("month" if chinese and high < _YEARLY_CNY else "year" if high >= 10_000 else None)
    span = Span(found[first].start(), found[last].end())
    return Pay(low if last > first else None, high, "CNY" if chinese else None, period, span)


def alone(words: str) -> bool:
    """Whether a line holds a range of amounts and hardly anything else ("$145k - $175k")."""
    rest, count = _amount().subn(" ", words)
    return count == 2 and len(re.findall(r"[^\W\d_]", rest)) <= _FEW_LETTERS


def is_bare(words: str) -> bool:
    """Whether a line holds amounts of money and hardly anything else ("$117,000.00 - $270,500.00 USD")."""
    if not _DIGIT.search(words) or len(words) > _LONGEST_BARE or not any(amounts(words, Span(0, len(words)))):
        return False
    return len(re.findall(r"[^\W\d_]", _amount().sub(" ", words))) <= _FEW_LETTERS


def is_rate(text: str, amount: Amount) -> bool:
    """Whether an amount is for a stretch of time, as the words right behind it say ("€450/day"), and may be earned."""
    behind = text[amount.span.end : amount.span.end + _WIDEST_GAP].lstrip()
    return any(pattern.match(behind) and amount.value >= _EARNED[name] for name, pattern in _periods())


def pay(text: str, found: Sequence[Amount]) -> Pay | None:
    """One pay statement from the amounts of one or a few neighbouring lines; None where they are too odd to be pay."""
    sums = _one_statement(text, [a for a in found if a.value >= 5])
    if not sums:
        return None
    low, high = min(a.value for a in sums), max(a.value for a in sums)
    span = Span(sums[0].span.start, sums[-1].span.end)
    *above, before = _SENTENCE.split(text[max(0, span.start - 60) : span.start])
    if above and not _DIGIT.search(above[-1]):
        # A label on the line above; figures there are of something else.
        before = f"{above[-1]} {before}"
    after = _SENTENCE.split(text[span.end : span.end + 60])[0]
    period = _period(span.of(text)) or _period(after) or _period(before) or ("year" if high >= 10_000 else None)
    return Pay(low if len(sums) > 1 else None, high, sums[0].currency, period, span)


def _one_statement(text: str, sums: Sequence[Amount]) -> Sequence[Amount]:
    """The amounts that make up the pay: those of its ranges; without any, the first amount of a line ("$42/hr plus a
    $3,000 stipend"), or all of those that stand on lines of their own ("Minimum / $117,000 / Maximum / $233,900")."""
    pairs = [(a, b) for a, b in itertools.pairwise(sums) if _joins(text, a.span.end, b.span.start)]
    if len(pairs) > 1 and _CELL in text[pairs[0][1].span.end : pairs[1][0].span.start]:
        # Another cell of a table's row is another kind of pay (base, then on-target earnings).
        return pairs[0]
    if pairs:
        # "€70–85k or $80–95k": what is paid elsewhere is no part of the first range.
        return [amount for pair in pairs for amount in pair if amount.currency == pairs[0][0].currency]
    if len(sums) > 1 and "\n" in text[sums[0].span.end : sums[-1].span.start]:
        return sums
    return sums[:1]


def begins_with_period(words: str) -> bool:
    """Whether words say for what stretch of time an amount in front of them is paid ("a year, before tax")."""
    return any((found := pattern.search(words)) is not None and not found.start() for _, pattern in _periods())


def _period(text: str) -> str | None:
    return next((name for name, pattern in _periods() if pattern.search(text)), None)


def _of_pair(match: re.Match[str], near: Sequence[re.Match[str]]) -> Iterator[str | None]:
    """The currencies that an amount without a code may have, the likeliest first: the code of a range's other end where
    both have one sign ("$138,000 — $164,500 CAD"), its own sign, what the other end says."""
    sign = match.group("pre")
    if sign:
        yield from (_code(other) for other in near if other.group("pre") == sign)
    yield _currency(match)
    yield from map(_currency, near)


def _code(match: re.Match[str]) -> str | None:
    """The currency as the code or word beside an amount names it, which says more than its sign does."""
    post = match.group("post") or ""
    code = (
        match.group("code") or (post if post.isupper() else None) or _known()["words"].get(post.casefold().rstrip("s"))
    )
    return str(_known()["everyday"].get(code, code)) if code else None


def _currency(match: re.Match[str]) -> str | None:
    """The currency of an amount by itself, by its code or its sign ("CAD $150,000", "$150,000 CAD")."""
    sign = match.group("pre") or match.group("post")
    return _code(match) or (str(_known()["signs"].get(sign, sign)) if sign else None)


def _tied(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    first, second = sorted((one, other), key=lambda m: m.start())
    return _joins(text, first.end(), second.start())


def _joins(text: str, start: int, end: int) -> bool:
    """Whether what stands between two amounts makes a range of them."""
    return end - start <= _WIDEST_GAP and bool(_joining().match(text[start:end]))


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
    factor: int = _known()["scales"].get((scale or "").casefold().rstrip("s"), 1)
    return round(float(_digits(number)) * factor, 2)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
