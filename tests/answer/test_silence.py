"""What is said where the postings do not answer, answer in part, or where a name fits several roles."""

from __future__ import annotations

import pytest

from assistant.answer.continued import continued
from assistant.app import Assistant
from assistant.domain import Role, Span

VECTOR = "NVIDIA's vector search role"


class TestSilence:
    def test_offers_the_nearest_that_is_stated_and_cites_nothing(self, assistant: Assistant) -> None:
        question = "How long is each technical interview for Grok Code post-training?"
        answer = assistant.ask(question)
        assert (answer.status, answer.citations, answer.ask_the_recruiter) == ("abstained", (), (question,))
        assert "The nearest that is stated: “" in answer.text
        assert "interview" in answer.text.partition("The nearest that is stated")[2]

    def test_names_the_word_that_was_looked_for_and_where(self, assistant: Assistant) -> None:
        answer = assistant.ask(f"Does {VECTOR} want deep learning?")
        assert answer.status == "abstained"
        assert "does not mention “deep learning”" in answer.text
        assert "NVIDIA: Senior Machine Learning Engineer" in answer.text


class TestAYesOrNoQuestion:
    def test_says_what_is_asked_for_and_what_is_not_mentioned(self, assistant: Assistant) -> None:
        question = f"Is a PhD needed for {VECTOR}?"
        answer = assistant.ask(question)
        assert "BS or MS" in answer.text
        assert answer.text.endswith("It does not mention “PhD”.")
        assert answer.ask_the_recruiter == (question,)

    @pytest.mark.parametrize("degree", ["master's", "MSc", "bachelor's degree"])
    def test_knows_degrees_by_their_other_names(self, assistant: Assistant, degree: str) -> None:
        answer = assistant.ask(f"Is a {degree} enough for {VECTOR}?")
        assert "BS or MS" in answer.text
        assert "does not mention" not in answer.text


class TestANameThatFitsSeveralRoles:
    def test_is_answered_for_each_or_says_which_was_taken(self, assistant: Assistant) -> None:
        answer = assistant.ask("What does the multimodal engineer job use?")
        told = {c.role for c in answer.citations}
        assert len(told) > 1 or "I took “multimodal engineer” to mean" in answer.text

    def test_that_fits_one_says_nothing_of_others(self, assistant: Assistant) -> None:
        assert "I took" not in assistant.ask(f"What does {VECTOR} pay?").text


class TestWhatTheNextSentencesSay:
    def test_is_quoted_with_the_colon_that_announces_it(self, assistant: Assistant) -> None:
        answer = assistant.ask("Which NLP problems does the Zoom team work on?")
        assert "coreference resolution" in answer.citations[0].quote

    def test_is_left_out_where_it_is_another_matter(self, assistant: Assistant) -> None:
        role, text, span = placed(assistant, "xai-ai-expert", "From day to day we evaluate models")
        assert continued("How does the team work?", role, span, text) == span

    def test_goes_with_an_enumeration_that_is_asked_for(self, assistant: Assistant) -> None:
        role, text, span = placed(assistant, "xai-ai-expert", "To get there we train Grok")
        assert "material science" in continued("Which fields is Grok trained on?", role, span, text).of(text)
        assert continued("How is Grok trained?", role, span, text) == span


def placed(assistant: Assistant, role_id: str, beginning: str) -> tuple[Role, str, Span]:
    """A role, its posting's text, and the sentence in it that begins so."""
    role = assistant.role(role_id)
    text = assistant.posting(role.posting_id).text
    start = text.index(beginning)
    return role, text, Span(start, text.index(".", start) + 1)
