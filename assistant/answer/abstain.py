"""What is said when the postings do not say: what was looked for, where, and what to ask the recruiter."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.phrases import listed, name_of, plain, recruiter_question
from assistant.domain import Answer, Role
from assistant.retrieve.query import Query


def empty_library(question: str) -> Answer:
    """No posting has been read yet."""
    return Answer(
        question,
        "abstained",
        "There are no postings in the library yet. Add some first: `prep ingest FILE_OR_FOLDER`.",
    )


def unknown_name(query: Query, companies: Sequence[str]) -> Answer:
    """A company or role that no posting is of. `companies` are the ones there are, as spelled."""
    asked = listed([f"“{plain(name)}”" for name in query.unknown], last="or")
    there = f" The saved postings are from {listed(companies, most=12)}." if companies else ""
    text = f"None of the saved postings is about {asked}, so there is nothing to answer from.{there}"
    return Answer(query.question, "abstained", text, ask_the_recruiter=(query.question,))


def beyond(query: Query) -> Answer:
    """An opinion, advice, or work that is asked for: no posting can be quoted for it. What was asked is nothing to put
    to a recruiter either; what the postings leave open is."""
    text = "The postings cannot answer this: I only quote what they state, and give no opinions or advice."
    return Answer(query.question, "abstained", text, ask_the_recruiter=(recruiter_question("anything", "this role"),))


def not_stated(
    query: Query, asks: Sequence[str], looked: Sequence[Role], note: str = "", near: Sequence[str] = ()
) -> Answer:
    """The facts or sections asked for are stated by none of the roles `looked` at. `note` is what is said in place of
    it, `near` what is stated of it that does not answer."""
    what = listed([name_of(ask) for ask in asks], last="or")
    where = looked_in(looked)
    role = looked[0].name if len(looked) == 1 else (looked[0].company if looked and _one_company(looked) else None)
    questions = tuple(recruiter_question(ask, role or "this role") for ask in asks)
    if near:
        text = f"The posting does not say. I looked at {what} in {where}; this is not part of it.{_near(near)}"
        questions = (query.question,)
    else:
        text = f"The posting does not say. I looked for {what} in {where}; nothing there states it.{note}"
    return Answer(query.question, "abstained", text, ask_the_recruiter=questions)


def nothing_found(query: Query, missing: Sequence[str], looked: Sequence[Role], near: Sequence[str] = ()) -> Answer:
    """An open question whose subject the postings do not speak of. `missing` are the words that stand nowhere there,
    `near` the words that come nearest to an answer."""
    where = looked_in(looked) if looked else "all saved postings"
    if missing:
        words = listed([f"“{plain(word)}”" for word in missing], last="or")
        text = f"The posting does not say. I looked in {where}; it does not mention {words}."
    else:
        text = f"The posting does not say. I looked in {where} and found no sentence that answers this."
    return Answer(query.question, "abstained", text + _near(near), ask_the_recruiter=(query.question,))


def _near(near: Sequence[str]) -> str:
    """What comes nearest, quoted as what it is: no answer."""
    if not near:
        return ""
    return f" The nearest that is stated: {listed([f'“{plain(words)}”' for words in near])}."


def looked_in(roles: Sequence[Role]) -> str:
    """Where the search went, for people: one role by name, a company's roles by count."""
    if len(roles) == 1:
        return f"**{plain(roles[0].name)}** ({plain(roles[0].source)})"
    if roles and _one_company(roles):
        return f"all {len(roles)} saved roles of {plain(roles[0].company or '')}"
    return f"{len(roles)} roles" if roles else "all saved postings"


def _one_company(roles: Sequence[Role]) -> bool:
    return len({r.company for r in roles}) == 1 and roles[0].company is not None
