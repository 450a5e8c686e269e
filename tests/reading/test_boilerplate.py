"""What of a posting is navigation or legal text; above all, what is not."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Document
from assistant.knowledge import load
from assistant.reading.boilerplate import boilerplate_spans
from assistant.reading.normalize import normalize

CONTENT = [
    "Must obtain work authorization in the country of employment at the time of hire.",
    "• Must be authorized to work in the US; we do not offer visa sponsorship.",
    "Open to U.S. citizens or nationals. Subject to background check.",
    "The base salary range is $117,000 - $173,000 per year.",
    "California, United States · 2 days ago · 68 applicants",
    "Sunnyvale, CA",
    "Remote",
    "Hybrid, three days a week in the office",
    "We hire engineers in Palo Alto. Our team usually works from the office 5 days a week.",
    "After submitting your application, the team reviews your CV and statement of exceptional work.",
    "Interview Process",
    "Share your vision with a small audience, and present your past work.",
    "Ensure Equal Employment Opportunity (EEO) regulations are followed in hiring.",
    "• Support individuals with disabilities in their daily lives, and make reasonable adjustments for them.",
    "• Knowledge of GDPR, privacy policy and data protection law",
    "Draft privacy policies and respond to fraud.",
    "Experience with cookies, consent and preference management platforms",
    "Build the search that finds similar jobs for our users.",
    "Enhanced Disclosure & Barring Service (DBS) check",
    "Apply statistical analysis and predictive modeling skills to collect and analyze data.",
    "Save lives",
    "Benefits",
    "Locations",
    "Teams",
    "Design",
    "Research Scientist, Machine Learning (PhD)",
    "Python",
    "In addition to base salary, Meta offers benefits.",
    "7+ years of experience in industry or a degree in law, equal opportunity or privacy",
]
NAVIGATION = [
    "Skip to main content",
    "Apply now",
    "APPLY FOR THIS JOB »",
    "Show more options",
    "83 connections work here · 1,538 school alumni work here",
    "7 of 10 skills match your profile - you may be a good fit",
    "Matches your job preferences, workplace type is Remote.",
    "Posted 3 days ago",
    "We use cookies to improve your experience on our site.",
    "Accept all cookies",
    "Sign in to save this job",
    "Already have an account? Log in",
    "© 2031 Initech GmbH. All rights reserved.",
    "Share on LinkedIn",
    "Candidatar-se",
    "Jetzt bewerben",
    "Postuler maintenant",
    "Aceptar todas",
    "立即申请",
    "Follow us on LinkedIn",
    "About us Company info Newsroom On social Facebook Instagram LinkedIn Threads Our policies Cookies",
]
LEGAL = [
    "Initech is proud to be an equal opportunity employer.",
    "We do not discriminate on the basis of race, religion, color, national origin, gender or citizenship status.",
    "All qualified applicants will receive consideration for employment without regard to race or religion.",
    "Initech participates in the E-Verify program in certain locations, as required by law.",
    "If you need assistance or an accommodation due to a disability, you may contact us at help@initech.com.",
    "Pursuant to the San Francisco Fair Chance Ordinance, we consider applicants with arrest and conviction records.",
    "Initech does not accept unsolicited resumes from search firms.",
    "By applying you agree to our privacy policy, which says how we process your personal data.",
    "Somos uma empresa que promove a igualdade de oportunidades.",
    "Alle Bewerbungen sind willkommen, ungeachtet von Geschlecht, Alter oder ethnischer Herkunft.",
    "Nous garantissons l'égalité des chances.",
    "公司提供平等机会。",
]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(kind, span.of(text)) for kind, span in boilerplate_spans(text)]


@pytest.mark.parametrize("line", CONTENT)
def test_content_is_never_boilerplate(line: str) -> None:
    assert kinds(line) == []
    assert kinds(f"About the role\n{line}\nBuild things.") == []


@pytest.mark.parametrize("line", NAVIGATION)
def test_navigation_is_known_line_by_line(line: str) -> None:
    assert kinds(f"Engineer\n{line}\nWe build things.") == [("navigation", line)]


@pytest.mark.parametrize("line", LEGAL)
def test_legal_text_is_known_by_its_sentences(line: str) -> None:
    assert kinds(f"Engineer\n{line}\nWe build things.") == [("legal", line)]


def test_legal_sentences_within_a_paragraph_leave_the_rest_alone() -> None:
    text = (
        "You will join a team of nine in Porto and build the search of our shop. The salary is €50,000 a year. "
        "Initech is an equal opportunity employer. We welcome applicants of all backgrounds."
    )
    assert kinds(text) == [("legal", text[text.index("Initech is") :])]


def test_a_step_of_the_process_in_a_legal_paragraph_is_kept() -> None:
    text = "Initech is an equal opportunity employer. After a call, there are three interviews. We do not discriminate."
    assert [span for kind, span in kinds(text) if "interviews" in span] == []


def test_a_paragraph_that_is_legal_text_but_for_its_first_sentence_is_legal_as_a_whole() -> None:
    text = "We believe in people. We never discriminate on the basis of race. Initech is an equal opportunity employer."
    assert kinds(text) == [("legal", text)]


def test_a_heading_over_legal_text_belongs_to_it_and_one_over_content_does_not() -> None:
    assert kinds("Accommodations\nIf you need an accommodation, please tell us.")[0][1].startswith("Accommodations\nIf")
    assert kinds("Equal opportunity\nYou will build the equality team's software.") == []


MENU = ["About us", "Careers", "Early talent", "Blog", "Press", "Our story", "Contact us"]


def test_a_run_of_menu_items_is_a_menu_with_what_stands_between_them() -> None:
    text = "\n".join([*MENU, "Senior Data Engineer", "Lisbon, PT", "Apply now", "We build things."])
    assert kinds(text) == [("navigation", "\n".join(MENU)), ("navigation", "Apply now")]


def test_the_title_and_the_place_between_two_menus_are_kept() -> None:
    text = "\n".join([*MENU, "Data Engineer", "Porto, Portugal", "Remote", *MENU])
    assert kinds(text) == [("navigation", "\n".join(MENU)), ("navigation", "\n".join(MENU))]


def test_short_lists_of_skills_and_sections_are_no_menu() -> None:
    stack = ["Tech Stack", "Python", "JAX", "Rust", "Kubernetes", "Buildkite / ArgoCD", "Prometheus", "Linux", "GitHub"]
    assert kinds("\n".join(stack)) == []
    sections = [
        "Benefits",
        "Health insurance",
        "Gym",
        "Culture",
        "Lunch",
        "Teams of six",
        "Design weeks",
        "Location",
        "Porto",
    ]
    assert kinds("\n".join(sections)) == []


def test_other_jobs_below_their_heading_are_navigation_until_text_goes_on() -> None:
    text = "We build things.\nSimilar jobs (2)\nData Engineer\nHooli\nBerlin, Germany\nRequirements\nPython\nWe hire."
    assert kinds(text) == [("navigation", "Similar jobs (2)\nData Engineer\nHooli\nBerlin, Germany")]


def test_spans_are_in_order_do_not_overlap_and_tell_kinds_apart() -> None:
    text = "Apply now\nSave\n\nShare\nInitech is an equal opportunity employer.\nPrivacy policy"
    assert kinds(text) == [
        ("navigation", "Apply now\nSave\n\nShare"),
        ("legal", "Initech is an equal opportunity employer."),
        ("navigation", "Privacy policy"),
    ]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*CONTENT, *NAVIGATION, *LEGAL, *MENU, "", "İstanbul", "ﬃ"]), max_size=30))
def test_spans_cover_whole_lines_or_sentences_of_any_mixture(lines: list[str]) -> None:
    text = "\n".join(lines)
    spans = [span for _, span in boilerplate_spans(text)]
    assert spans == sorted(spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    for span in spans:
        assert span.of(text) == span.of(text).strip()
        assert span.start == 0 or text[span.start - 1] in " \n"


def test_the_phrases_are_written_as_they_are_compared() -> None:
    known = load("boilerplate")
    phrases = [*known["navigation"]["lines"], *known["navigation"]["related"], *known["legal"]["phrases"]]
    assert all(phrase == phrase.lower().replace("’", "'") for phrase in phrases)


def test_the_real_postings_keep_what_a_candidate_needs(shared: Path) -> None:
    needed = {
        "meta-research-scientist-ml-phd.txt": [
            "Sunnyvale, CA",
            "$117,000/year",
            "work authorization",
            "Minimum Qualifications",
        ],
        "nvidia-senior-mle-vector-search.txt": ["Remote", "Full-time", "Mid-Senior level", "220,000 USD", "California"],
        "zoom-nlp-scientist.txt": ["$117,000.00", "in-person, hybrid or remote", "PhD degree", "About Us"],
        "notes-nvidia-xai-microsoft.txt": ["15-minute interview", "four days a week", "Tech Stack", "Focus"],
    }
    for name, phrases in needed.items():
        posting = normalize(Document(name, (shared / "postings" / name).read_text()))
        kept = "".join(
            char for n, char in enumerate(posting.text) if not any(s.start <= n < s.end for s in posting.boilerplate)
        )
        assert [phrase for phrase in phrases if phrase not in kept] == []
