"""The engine with a chat model: it writes, the code decides. What is shown is proved; what is not is left out.

The answer without a model (`extractive`) is made first. It decides what is not stated and must not be asked, names the
passages that state what is asked, and stands in where the model fails.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from assistant.answer.asking import Failed, Reply, Writer
from assistant.answer.draft import Draft
from assistant.answer.notes import left_out, notes
from assistant.answer.numbered import Passage, passages
from assistant.answer.packing import pack, room
from assistant.answer.targets import Library, targets, unheard
from assistant.answer.units import Units
from assistant.answer.usage import added
from assistant.answer.vetting import Vetting
from assistant.domain import Answer, Usage
from assistant.errors import ModelError
from assistant.prompts import Prompt
from assistant.retrieve.language import pattern
from assistant.retrieve.query import Query

ENGINE = "llm"
PROMPT = "answer"


@dataclass(frozen=True, slots=True)
class Written:
    """A request to the model that came to its end: what passed and what did not, and what it used."""

    vetting: Vetting
    usage: Usage | None
    complete: bool


def stream(
    query: Query, plain: Answer, library: Library, writer: Writer, prompt: Prompt, history: Sequence[str] = ()
) -> Generator[str | Answer, None, None]:
    """The answer to `query` as pieces of text that add up to the answer's, then the `Answer`.

    `plain` is the answer without a model, `history` the earlier questions, oldest first. Where the model fails `plain`
    is the answer, with `degraded` saying why; had text been shown by then, the answer takes its place. Closing the
    iterator hangs up.
    """
    if plain.status == "abstained" and not may_ask(query, plain, library):
        yield from _whole(replace(plain, engine=ENGINE))
        return
    found = passages(query, plain, library)
    if not found:
        yield from _whole(replace(plain, degraded="there is nothing to show to the chat model"))
        return
    try:
        written = yield from _write(query, found, library, writer, prompt, history)
    except ModelError as error:
        usage, begun = (error.usage, error.begun) if isinstance(error, Failed) else (None, False)
        fallback = replace(plain, degraded=_because(str(error)), usage=usage)
        yield from _whole(fallback, shown=begun)
        return
    yield from _finished(query, plain, written, library)


def may_ask(query: Query, plain: Answer, library: Library) -> bool:
    """Whether a model may be asked what the rules found no answer to: only an open question, about what there is, whose
    words all stand in the postings. What is asked of a slot that no role states, of an unknown company, or beyond
    postings, is not for a model to answer."""
    if query.asks or query.unknown or query.shape != "one" or not query.subject or not plain.ask_the_recruiter:
        return False
    return not pattern("beyond").search(query.question) and not unheard(query, targets(query, library), library)


def _write(
    query: Query,
    found: Sequence[Passage],
    library: Library,
    writer: Writer,
    prompt: Prompt,
    history: Sequence[str],
) -> Generator[str, None, Written]:
    """Asks the model, with a smaller prompt if the first was too large. Returns `Written`; raises ModelError."""
    budget, spent = room(writer.window, writer.answer_tokens), None
    for attempt in (1, 2):
        packed = pack(prompt, query, found, history, library=library, budget=budget, model=writer.name)
        if packed.incomplete and query.shape != "one":
            raise ModelError("more roles answer this than fit into the chat model's window")
        reply = Reply(writer, packed)
        vetting = Vetting(query.question, packed.shown, Draft(library.posting_text))
        try:
            yield from _vetted(reply, vetting)
        except Failed as error:
            if error.failure.kind != "overflow" or attempt == 2:
                raise Failed(error.failure, reply.usage, begun=bool(vetting.text)) from None
            spent, budget = reply.usage, min(budget, packed.tokens) // 2
            continue
        usage = reply.usage if spent is None or reply.usage is None else added(spent, reply.usage)
        return Written(vetting, usage, reply.complete)
    raise AssertionError("the second attempt returns or raises")


def _vetted(reply: Reply, vetting: Vetting) -> Iterator[str]:
    """What passes of the model's text, as it comes."""
    units = Units()
    with closing(reply.pieces()) as pieces:
        for piece in pieces:
            yield from vetting.passing(units.feed(piece))
            if vetting.looping or units.stuck:
                reply.complete = False
                break
    yield from vetting.passing(units.end(complete=reply.complete))


def _finished(query: Query, plain: Answer, written: Written, library: Library) -> Iterator[str | Answer]:
    """The notes under the text and the answer; where nothing passed, an abstention or the answer without a model."""
    vetting = written.vetting
    if not vetting.text:
        yield from _whole(replace(_nothing_passed(query, plain, written), usage=written.usage))
        return
    for note in notes(query, plain, vetting, library):
        yield vetting.add(note)
    questions = (plain.ask_the_recruiter or (query.question,)) if vetting.silent else ()
    vetting.draft.say(vetting.text)
    answer = vetting.draft.answer(query.question)
    yield replace(answer, ask_the_recruiter=questions, engine=ENGINE, usage=written.usage)


def _nothing_passed(query: Query, plain: Answer, written: Written) -> Answer:
    vetting = written.vetting
    if vetting.removed and plain.status == "answered":
        # Saying that nothing is stated would be untrue: the rules found it, and quote it.
        wrote = "a statement" if vetting.removed == 1 else f"{vetting.removed} statements"
        return replace(plain, degraded=_because(f"the chat model wrote {wrote} that the postings do not support"))
    if vetting.removed:
        text = f"The postings do not support an answer to this. {left_out(vetting.removed)}"
        return Answer(query.question, "abstained", text, ask_the_recruiter=(query.question,), engine=ENGINE)
    if vetting.silent and plain.status == "abstained":
        text = "The posting does not say. The chat model found no passage that answers this."
        questions = plain.ask_the_recruiter or (query.question,)
        return Answer(query.question, "abstained", text, ask_the_recruiter=questions, engine=ENGINE)
    if vetting.silent:
        # Small models call much unsaid that is there; the rules do not, and what they quote can be looked at.
        return replace(plain, degraded=_because("the chat model found no answer in the passages"))
    why = "the chat model gave an empty answer" if written.complete else "the chat model came to no end"
    return replace(plain, degraded=_because(why))


def _because(why: str) -> str:
    return f"{why}; the extractive engine answered"


def _whole(answer: Answer, *, shown: bool = False) -> Iterator[str | Answer]:
    """An answer that no model streams; its text is not told again where something else was shown."""
    if not shown:
        yield from answer.text.splitlines(keepends=True)
    yield answer
