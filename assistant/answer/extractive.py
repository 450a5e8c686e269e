"""The engine that needs no model: nothing is generated, everything is quoted and assembled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import abstain
from assistant.answer.compare import answer_compare
from assistant.answer.details import asks_detail
from assistant.answer.facts import answer_facts
from assistant.answer.kinds import figure_of
from assistant.answer.listing import answer_list
from assistant.answer.passages import answer_bridged, answer_open
from assistant.answer.phrases import bold, listed, plain
from assistant.answer.several import together
from assistant.answer.targets import Library
from assistant.domain import Answer, Role
from assistant.index.analysis import words
from assistant.retrieve.language import content_words, is_abroad, pattern
from assistant.retrieve.query import Query
from assistant.retrieve.rivals import rivals


def answer(query: Query, library: Library, companies: tuple[str, ...]) -> Answer:
    """Answers `query` from what the library's postings state, or abstains and says why.

    `companies` are the names of companies that an abstention may list.
    """
    if pattern("beyond").search(query.question) or pattern("orders").search(query.question):
        return abstain.beyond(query)
    if query.clauses:
        each = [answer(clause, library, companies) for clause in query.clauses]
        if found := together(query.question, each):
            return found
    query = _of_the_listed(query, library)
    if query.unknown and not query.parts:
        return abstain.unknown_name(query, companies)
    if pattern("repeated").search(query.question):
        return answer_list(query, library)
    if query.shape == "compare":
        return answer_compare(query, library)
    if query.shape == "list":
        return answer_list(query, library)
    found = _answer_one(query, library)
    others = rivals(query, library)
    if others and found.status == "answered":
        return replace(found, text=f"{found.text}\n\n{took(query, others, library)}")
    if found.status == "abstained" and query.guessed and query.companies and not query.asks:
        # A title's word was used in passing ("the post-training sessions"): the company's other roles may say it.
        found = _answer_one(replace(query, roles=(), subject=content_words(query.question)), library)
    return found


def _of_the_listed(query: Query, library: Library) -> Query:
    """`query`, asked of the roles that the answer to the earlier question lists, or of one of them by its place."""
    if query.among is None:
        return query
    cited = answer_list(_of_the_listed(query.among, library), library).citations
    listed = tuple(dict.fromkeys(c.role for c in cited))
    if query.place is not None:
        listed = listed[query.place :][:1] if query.place < len(listed) else ()
    return replace(query, among=None, place=None, roles=listed)


def took(query: Query, others: Sequence[Role], library: Library) -> str:
    """Which role a name that fits several was taken for, and which others it fits."""
    name, role = plain(" ".join(query.described)), library.roles(list(query.roles))[0]
    return f"I took “{name}” to mean {bold(role)}. It also fits {listed([bold(r) for r in others], most=4)}."


def _answer_one(query: Query, library: Library) -> Answer:
    bridged = answer_bridged(query, library)
    if bridged is not None:
        return bridged
    if query.asks and not _is_mere_frame(query, library):
        return _fact_or_figure(query, library)
    found = answer_open(query, library)
    if found.status == "abstained" and query.asks and query.narrowed and not pattern("yes_no").search(query.question):
        # "What would I do on the product that ships CLIs?": no one sentence, but the duties do answer it.
        return answer_facts(query, library)
    return found


def _fact_or_figure(query: Query, library: Library) -> Answer:
    """What is stated of the facts; where it is nothing, the sentence that holds the date or figure which is asked for:
    "Interviews take place on 3 May" is no process, but says when."""
    found, figure = answer_facts(query, library), figure_of(query.wording)
    if found.status == "answered" or figure is None or figure.by_nature & set(query.asks):
        return found
    if asks_detail(query) or not query.narrowed or is_abroad(query.question):
        return found
    other = answer_open(replace(query, asks=(), subject=content_words(query.matter)), library)
    return other if other.status == "answered" else found


def _is_mere_frame(query: Query, library: Library) -> bool:
    """Whether "require", "look for", "what does it do" only frame a subject: "does it require CUDA?" is about CUDA.
    Words of the role's name are no subject."""
    framing = {"section:must", "section:responsibilities"}
    if pattern("yes_no").match(query.question) and not pattern("length").search(query.question):
        # "Is CBT experience required?" is about CBT.
        framing.add("years")
    if pattern("is_it_paid").match(query.question):
        # "Is the trial project paid?" is about the project.
        framing.add("salary")
    if not set(query.asks) <= framing or pattern("section_names").search(query.question):
        return False
    looked = library.roles(list(query.roles)) if len(query.roles) == 1 else []
    own = {t for role in looked for t in words(f"{role.name} {' '.join(f.value for f in role.stated('team'))}")}
    own |= set(words(" ".join(query.described)))
    return any(not set(words(w)) <= own for w in query.subject)
