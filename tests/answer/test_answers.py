"""How answers behave, whatever the question."""

from __future__ import annotations

import json

import pytest

from assistant.app import Assistant, Settings, build
from assistant.domain import Answer
from assistant.errors import UnknownRole, UsageError
from assistant.wire import answer_json


def test_the_answer_comes_as_the_json_that_scripts_rely_on(assistant: Assistant) -> None:
    found = json.loads(json.dumps(answer_json(assistant.ask("What is the maximum salary for the Zoom role?"))))
    assert list(found) == [
        "id", "question", "status", "text", "citations", "ask_the_recruiter", "engine", "degraded", "seconds", "usage",
    ]  # fmt: skip
    assert found["status"] == "answered"
    assert found["engine"] == "extractive"
    assert set(found["citations"][0]) == {"n", "role", "company", "title", "source", "start", "end", "quote"}


def test_the_maximum_is_the_figure_first(assistant: Assistant) -> None:
    answer = assistant.ask("What is the maximum salary for the Zoom role?")
    assert "maximum pay" in answer.text
    assert "233,900" in answer.text.split(":")[1] + answer.text.split(":")[2]


def test_a_role_that_is_picked_is_the_one_that_is_asked(assistant: Assistant) -> None:
    zoom = next(r.id for r in assistant.roles() if r.company == "Zoom")
    answer = assistant.ask("What is the salary?", roles=[zoom])
    assert {c.role for c in answer.citations} == {zoom}


def test_asked_about_one_company_no_other_is_cited(assistant: Assistant) -> None:
    for question in ("What are the requirements at NVIDIA?", "Does NVIDIA want Docker?", "What is the team at Meta?"):
        companies = {c.company for c in assistant.ask(question).citations}
        assert len(companies) <= 1, question


def test_an_abstention_cites_nothing_and_says_what_to_ask(assistant: Assistant) -> None:
    answer = assistant.ask("What is the interview process at NVIDIA?")
    assert answer.status == "abstained"
    assert answer.citations == ()
    assert answer.ask_the_recruiter
    assert "does not say" in answer.text


def test_a_company_that_no_posting_is_from_is_said_to_be_missing(assistant: Assistant) -> None:
    answer = assistant.ask("What does Tesla require for its autopilot role?")
    assert answer.status == "abstained"
    assert "Tesla" in answer.text
    assert "Zoom" in answer.text


def test_a_follow_up_keeps_role_and_question(assistant: Assistant) -> None:
    pay = assistant.ask("and the pay?", history=["What degree does the Zoom role need?"])
    assert {c.company for c in pay.citations} == {"Zoom"}
    process = assistant.ask("what about NVIDIA?", history=["What is the interview process for the Grok Code team?"])
    assert process.status == "abstained"
    assert "interview process" in process.text


def test_a_typing_slip_in_a_company_is_mended(assistant: Assistant) -> None:
    assert {c.company for c in assistant.ask("What is the salary at Zooom?").citations} == {"Zoom"}


def test_the_pieces_of_a_stream_add_up_to_the_answer(assistant: Assistant) -> None:
    *pieces, last = assistant.stream("What is the interview process for xAI's Grok Code team?")
    assert isinstance(last, Answer)
    assert "".join(str(p) for p in pieces) == last.text
    assert len(pieces) > 3


def test_comparing_sets_each_role_in_a_column_of_its_own(assistant: Assistant) -> None:
    paid = [r for r in assistant.roles() if r.stated("salary") or r.stated("years")]
    ids = [next(r.id for r in paid if r.company == name) for name in ("Zoom", "NVIDIA")]
    answer = assistant.compare(ids)
    assert answer.text.startswith("| | Zoom")
    assert "not stated" in answer.text
    assert {c.company for c in answer.citations} == {"Zoom", "NVIDIA"}


@pytest.mark.parametrize(
    ("question", "says"),
    [("", "empty"), ("  \n ", "empty"), ("?!…", "empty"), ("x" * 100_000, "100,000")],
    ids=["nothing", "space", "punctuation", "100,000 characters"],
)
def test_a_question_that_is_none_is_refused_in_a_sentence(question: str, says: str, assistant: Assistant) -> None:
    with pytest.raises(UsageError, match=says):
        assistant.ask(question)


def test_an_unknown_role_is_refused_with_the_likely_ones(assistant: Assistant) -> None:
    with pytest.raises(UnknownRole, match="zoom"):
        assistant.ask("What is the salary?", roles=["zoom-nlp-scientst"])


def test_without_the_llm_engine_the_answer_says_who_answered(assistant: Assistant) -> None:
    answer = assistant.ask("What is the salary at Zoom?", engine="llm")
    assert answer.engine == "extractive"
    assert answer.degraded


def test_an_empty_library_says_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = build(Settings(home=tmp_path_factory.mktemp("empty")))
    answer = empty.ask("What is the salary?")
    assert answer.status == "abstained"
    assert "prep ingest" in answer.text
    assert empty.example_questions() == []
    empty.close()


def test_example_questions_are_answered(assistant: Assistant) -> None:
    examples = assistant.example_questions()
    assert len(examples) >= 3
    assert [assistant.ask(q).status for q in examples] == ["answered"] * len(examples)


def test_the_retriever_drops_into_a_chain(assistant: Assistant) -> None:
    from langchain_core.runnables import RunnableLambda

    chain = assistant.retriever(k=3) | RunnableLambda(lambda docs: [d.metadata["role"] for d in docs])
    found = chain.invoke("vector search on GPUs with CUDA")
    assert len(found) == 3
    assert found[0].startswith("nvidia")
    for document in assistant.retriever(k=3).invoke("interview"):
        text = assistant.posting(assistant.role(document.metadata["role"]).posting_id).text
        assert text[document.metadata["start"] : document.metadata["end"]] == document.page_content


@pytest.mark.parametrize(
    "question",
    [
        "Tell me about the accountant position.",
        "What does the product manager role at NVIDIA require?",
        "What is the tech stack of the iOS developer role?",
        "Does the vector search job mention Haskell?",
        "Is there a take-home assignment at NVIDIA?",
        "What is Zoom's stock price?",
        "Is Zoom a good company to work for?",
        "How much vacation do I get at NVIDIA?",
        "Does Zoom pay for relocation?",
        "What will the weather be in Palo Alto?",
    ],
)
def test_what_no_posting_says_is_not_answered_with_what_stands_near_it(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.status == "abstained", answer.text
    assert answer.citations == ()


def test_a_library_tells_what_it_holds(assistant: Assistant) -> None:
    companies = assistant.ask("Which companies are hiring?")
    assert all(name in companies.text for name in ("Meta", "Microsoft", "NVIDIA", "xAI", "Zoom"))
    roles = assistant.ask("List the roles at NVIDIA")
    assert {c.company for c in roles.citations} == {"NVIDIA"}


def test_roles_are_chosen_by_figures(assistant: Assistant) -> None:
    paid = assistant.ask("Which roles pay more than $200,000?")
    assert {"Zoom", "NVIDIA"} <= {c.company for c in paid.citations}
    assert "173,000" not in paid.text
    assert assistant.ask("Which role requires the most experience?").text.split("1. ")[1].startswith("**NVIDIA")


def test_a_question_about_the_listed_roles_stays_with_them(assistant: Assistant) -> None:
    answer = assistant.ask("Which of them pay the most?", history=["Which roles mention CUDA?"])
    assert {c.company for c in answer.citations} == {"NVIDIA"}
