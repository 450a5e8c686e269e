"""What a check asks for, in words. A type that is not known here is shown with its value as it stands.

Patterns stand in frames (`<code>`), words that are looked for as they are in quotation marks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.evals.report.figures import figure, number
from assistant.evals.report.markup import Html, clipped, html, joined

Json = Mapping[str, Any]
_LONGEST = 400  # Characters of what is looked for.


def expected(check: Json) -> Html:
    """What the author of the case asks for, as a sentence."""
    name = str(check.get("type", ""))
    words = _WORDS.get(name.removeprefix("not-"), _as_it_stands)(check.get("value"), check.get("threshold"))
    return html("<strong>Not this:</strong> {words}", words=words) if name.startswith("not-") else words


def either(values: Any, tag: str = "code") -> Html:
    """One thing, or several of which one will do."""
    if isinstance(values, str) or not isinstance(values, Sequence):
        return html("<{tag}>{value}</{tag}>", tag=Html(tag), value=clipped(_text(values), _LONGEST))
    return joined((either(value, tag) for value in values), " or ")


def _items(values: Any, tag: str, mark: str = "ul") -> Html:
    several = values if isinstance(values, Sequence) and not isinstance(values, str) else [values]
    items = joined(html("<li>{item}</li>", item=either(value, tag)) for value in several)
    return html("<{mark}>{items}</{mark}>", mark=Html(mark), items=items)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _at_least(threshold: Any) -> str:
    share = number(threshold)
    return "all" if share is not None and share >= 1 else f"at least {figure(threshold, 'share')}"


def _as_it_stands(value: Any, threshold: Any) -> Html:
    held = html("The check holds")
    if value is not None:
        held = html("{held} for <code>{value}</code>", held=held, value=clipped(_text(value), _LONGEST))
    return held if threshold is None else html("{held}, with a threshold of {at}", held=held, at=figure(threshold, ""))


def _abstains(value: Any, _threshold: Any) -> Html:
    said = html(", in words that match {words}", words=either(value)) if value else None
    return html("It says that the postings do not say{said}.", said=said)


def _facts(value: Any, threshold: Any) -> Html:
    many = _at_least(1.0 if threshold is None else threshold)
    return html("The answer says {many} of these:{items}", many=many, items=_items(value, "code"))


def _cites_role(value: Any, _threshold: Any) -> Html:
    if isinstance(value, Mapping):
        return html("Each of these roles is cited, and no other:{items}", items=_items(value.get("all"), "code"))
    return html("Every citation is of {roles}, and there is at least one.", roles=either(value))


def _grounded(_value: Any, threshold: Any) -> Html:
    many = _at_least(threshold).capitalize()
    return html("{many} of the answer’s statements are borne out by what they cite.", many=many)


def _retrieves(value: Any, threshold: Any) -> Html:
    gold = value if isinstance(value, Mapping) else {}
    items = joined(
        html("<li>{role}: <q>{quote}</q></li>", role=one.get("role"), quote=clipped(_text(one.get("quote")), _LONGEST))
        for one in gold.get("spans") or ()
        if isinstance(one, Mapping)
    )
    return html(
        "Among the first {k} passages found are {many} of these:<ul>{items}</ul>",
        k=gold.get("k", "few"),
        many=_at_least(threshold),
        items=items,
    )


def _judge(value: Any, threshold: Any) -> Html:
    at, asked = figure(threshold, "share"), _text(value)
    return html("A chat model that judges the answer gives at least {at} to: <q>{asked}</q>", at=at, asked=asked)


def _exactly(pattern: str) -> Callable[[Any, Any], Html]:
    return lambda value, _threshold: html(pattern, value=clipped(_text(value), _LONGEST))


def _says(pattern: str, tag: str = "q") -> Callable[[Any, Any], Html]:
    return lambda value, _threshold: html(pattern, words=either(value, tag))


def _lists(pattern: str, tag: str = "q", mark: str = "ul") -> Callable[[Any, Any], Html]:
    return lambda value, _threshold: html(pattern, items=_items(value, tag, mark))


def _at_most(pattern: str, unit: str) -> Callable[[Any, Any], Html]:
    return lambda _value, threshold: html(pattern, most=figure(threshold, unit))


def _is_json(value: Any, _threshold: Any) -> Html:
    schema = html(" by the schema <code>{schema}</code>", schema=clipped(_text(value), _LONGEST)) if value else None
    return html("The answer is JSON{schema}.", schema=schema)


_WORDS: dict[str, Callable[[Any, Any], Html]] = {
    "answers": lambda _value, _threshold: html("It gives an answer."),
    "abstains": _abstains,
    "facts": _facts,
    "cites": _says("It cites a passage of a posting that matches {words}.", "code"),
    "cites-role": _cites_role,
    "grounded": _grounded,
    "retrieves": _retrieves,
    "rounds": _lists("The answer gives these steps in this order:{items}", "code", "ol"),
    "judge": _judge,
    "latency": _at_most("It takes no longer than {most}.", "ms"),
    "cost": _at_most("It costs no more than {most}.", "USD"),
    "contains": _says("The answer holds {words}, in these very letters."),
    "icontains": _says("The answer holds {words}."),
    "contains-all": _lists("The answer holds each of these, in these very letters:{items}"),
    "icontains-all": _lists("The answer holds each of these:{items}"),
    "contains-any": _says("The answer holds {words}, in these very letters."),
    "icontains-any": _says("The answer holds {words}."),
    "starts-with": _says("The answer begins with {words}."),
    "equals": _exactly("The answer is <q>{value}</q> and nothing else."),
    "regex": _says("The answer matches the pattern {words}.", "code"),
    "is-json": _is_json,
}
