# ruff: noqa: E501 -- a specimen of a glued line is best seen in one line
"""Pages that were saved without their line breaks get them back, and other texts stay as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.knowledge import load
from assistant.reading.relayout import relaid, relaid_lines
from assistant.reading.vocabulary import headings_known

# How the lines of the real page begin from the title on, written by hand; "…$" is a whole line.
META = """
Research Scientist, Machine Learning (PhD)$
Apply to Job$
Research Scientist, Machine Learning (PhD)$
Apply to Job$
Location pin icon$
Sunnyvale, CA$
Apply to Job$
From making valuable
Research Scientist, Machine Learning (PhD) Responsibilities$
Develop highly
Suggest, collect
Adapt standard
Lead and contribute
Collaborate closely
Minimum Qualifications$
Currently has, or is in the process of obtaining a
Currently has, or is in the process of obtaining, a
Hands-on experience
Experience with Python
Must obtain work
Preferred Qualifications$
Demonstrated research
Proven track
Experience working
Experience on Data
Exposure to
Experience manipulating
Experience solving
Locations$
About Meta$
Meta builds
Meta is committed to
$117,000/year to $173,000/year + bonus + equity + benefits$
Individual pay
Related Job Openings$
Applied AI
Applied Research
Research Engineer - Computer
Research Intern
Research Scientist, AI
Research Scientist, ML
View All Related Jobs$
Meta is proud
Let us know you're interested.$
Share your resume
Create career profile$
Create career profile$
© Meta 2024
""".strip().split("\n")

MENU = [
    "Skip to main content", "Jobs", "Areas of Work", "Back", "By Technology", "Facebook", "Instagram", "Messenger", "Meta Quest",
    "WhatsApp", "Workplace", "By Field", "AR and VR", "Artificial Intelligence", "Communications and Public Policy", "Creative",
    "Data and Analytics", "Legal, Finance, Facilities and Administration", "People and Recruiting", "Students & Grads",
    "Already have a Career Profile?", "Log in", "Data Centers", "Apprenticeship",
]  # fmt: skip


def test_the_real_page_gets_the_lines_that_a_reader_saw(shared: Path) -> None:
    lines = relaid((shared / "postings" / "meta-research-scientist-ml-phd.txt").read_text()).split("\n")
    body = lines[lines.index("Apply to Job") - 1 :]
    for line, expected in zip(body, META, strict=False):
        assert line == expected[:-1] if expected.endswith("$") else line.startswith(expected)
    assert set(MENU) <= set(lines)
    assert all(line.startswith(("© Meta", "Candidate privacy", "Cookies")) for line in body[len(META) - 1 :])


def test_no_other_real_posting_is_broken_but_where_it_is_glued(shared: Path) -> None:
    for path in sorted((shared / "postings").glob("*.txt")):
        if path.name.startswith("meta-research-scientist"):
            continue
        broken = [parts for parts in relaid_lines(path.read_text().split("\n")) if len(parts) > 1]
        assert [parts[0][:20] for parts in broken] == (
            ["$220K/yr - $419.8K/yr"[:20]] if path.name.startswith("nvidia") else []
        )


GLUED = (
    "Staff Engineer, Search — Initech CareersSkip to main contentHomeTeamsLocationsBenefitsSign inStaff Engineer, Search"
    "Lisbon, PortugalApply nowAbout the jobWe build search for warehouses. You’ll join a team of nine.Responsibilities"
    "Design ranking models (BM25, transformers) and run them.Own the index.Mentor engineers who know JavaScript or PyTorch."
    "Minimum qualifications:Bachelor’s degree or equivalent experience.8 years of experience with C++ or Go.Fluent English"
    "Preferred qualificationsExperience with iOS and macOS at OpenAI or a startup3+ years of people managementPay"
    "€95,000 - €120,000 per year + bonusOur hiring processRecruiter call (30 min)On-site with four interviews"
    "© 2031 InitechPrivacyTerms"
)
UNGLUED = [
    "Staff Engineer, Search — Initech Careers", "Skip to main content", "Home", "Teams", "Locations", "Benefits", "Sign in",
    "Staff Engineer, Search", "Lisbon, Portugal", "Apply now", "About the job",
    "We build search for warehouses. You’ll join a team of nine.", "Responsibilities",
    "Design ranking models (BM25, transformers) and run them.", "Own the index.",
    "Mentor engineers who know JavaScript or PyTorch.", "Minimum qualifications:",
    "Bachelor’s degree or equivalent experience.", "8 years of experience with C++ or Go.", "Fluent English",
    "Preferred qualifications", "Experience with iOS and macOS at OpenAI or a startup", "3+ years of people management", "Pay",
    "€95,000 - €120,000 per year + bonus", "Our hiring process", "Recruiter call (30 min)", "On-site with four interviews",
    "© 2031 Initech", "Privacy", "Terms",
]  # fmt: skip


def test_a_page_run_together_comes_apart_at_its_headings_buttons_and_items() -> None:
    assert relaid(GLUED).split("\n") == UNGLUED


def test_only_line_breaks_are_added() -> None:
    assert re.sub(r"\s", "", relaid(GLUED)) == re.sub(r"\s", "", GLUED)


def test_chips_that_a_network_glued_to_their_explanations_come_apart() -> None:
    line = (
        "$120K/yr - $150K/yrMatches your job preferences, minimum pay preference is 90000. RemoteMatches your job "
        "preferences, workplace type is Remote. Full-timeMatches your job preferences, job type is Full-time. Mid level"
    )
    assert relaid(line).split("\n")[::2] == ["$120K/yr - $150K/yr", "Remote", "Full-time", "Mid level"]


def test_a_contact_card_comes_apart_though_no_punctuation_helps() -> None:
    card = "NameDr Ada KingJob titleClinical PsychologistEmail addressada.king@example.nhs.ukTelephone number0118 929 6400 ext 12"
    assert relaid(card).split("\n") == [
        "Name", "Dr Ada King", "Job title", "Clinical Psychologist", "Email addressada.king@example.nhs.uk",
        "Telephone number0118 929 6400 ext 12",
    ]  # fmt: skip


def test_a_page_whose_line_breaks_became_spaces_comes_apart_at_its_headings() -> None:
    page = (
        "Acme Rail builds simulation software for rail networks and ships every week to customers in nine countries. "
        "Key Responsibilities Lead research on reinforcement learning. Build training infrastructure with Ray. Publish "
        "at top conferences and bring what you learn back to the team. Minimum Qualifications MSc or PhD in Computer "
        "Science or a related field. 5+ years of experience with deep learning at scale, in research or in industry. "
        "Preferred Qualifications Experience with CUDA or Triton, and an interest in railways. Interview Process A call "
        "with a recruiter, a coding interview of one hour, and a research talk before the whole team in our office. "
        "What We Offer Thirty days of holiday, a travel card, and a budget for conferences."
    )
    lines = relaid(page).split("\n")
    assert [line for line in lines if len(line) < 40] == [
        "Key Responsibilities", "Minimum Qualifications", "Preferred Qualifications", "Interview Process", "What We Offer",
    ]  # fmt: skip


def test_list_marks_and_capital_headings_within_a_line_begin_lines() -> None:
    line = (
        "DESCRIPTIONWe are hiring.About the teamOne of these places:Bellevue, WA, USABASIC QUALIFICATIONS- 3+ years of "
        "building models- PhD, or Master's degreePREFERRED QUALIFICATIONS- Experience using LinuxOur pay is fair."
    )
    assert relaid(line).split("\n") == [
        "DESCRIPTION", "We are hiring.", "About the team", "One of these places:Bellevue, WA, USA", "BASIC QUALIFICATIONS", "- 3+ years of building models", "- PhD, or Master's degree",
        "PREFERRED QUALIFICATIONS", "- Experience using Linux", "Our pay is fair.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Experience with PyTorch, JavaScript, TypeScript, GitHub, WhatsApp, NVLink, SGLang, LaTeX, iOS, macOS and eBay is a plus for us.",
        "You know KubeFloat, ClearMLX and SageCutter, have used OpenPlasma at work, and wrote a ParserKit in your own time, e.g. for fun.",
        "Our PhD, MSc and BSc graduates work on MLOps, DevOps, LLMs, GPUs, TPUs, APIs, SaaS, IoT and PoCs at OpenAI, McKinsey or JPMorgan.",
        "Write to jobs@Example.ORG or see https://careers.Example.com/OpenRoles/SeniorEngineer?utmSource=JobBoard for more. Thank you all.",
        "We work in C#, F#, Node.js, ASP.NET, Vue.js and C++; degrees such as a B.Sc. or Ph.D. help, the U.S. Army too. It is i.e. fun.",
        "Title: Engineer. Location: Porto. Type: Full-time. Salary: €50,000. Start: May. Travel: 10%. Team: Search. Reports to: CTO. Ok.",
        "这是一个很长的中文段落，介绍了我们的PyTorch团队和GitHub项目，没有任何空格，也没有换行，但是它不需要被拆开。"
        * 3,
        "Responsibilities for this role include design, build and test. Requirements change. About the role we say more in the call. End.",
    ],
)
def test_names_addresses_and_prose_stay_whole(line: str) -> None:
    assert relaid(line) == line


def test_a_name_of_the_texts_own_is_not_broken_in_a_glued_line() -> None:
    page = GLUED.replace("C++ or Go", "C++ or ZetaForge") + "\nAt Initech, ZetaForge is our build tool."
    assert "8 years of experience with C++ or ZetaForge." in relaid(page).split("\n")


def test_a_short_or_ordinary_line_is_not_looked_at() -> None:
    for line in ("JobLocation pin iconSunnyvale, CAApply", "x" * 5000, "", "One. Two! Three? Four.Five"):
        assert relaid(line) == line


def test_the_headings_can_be_given() -> None:
    page = "The first paragraph tells a lot about us and our work.Xylophones wanted here.Zither SectionPlay the zither well.Learn the lute"
    assert "Zither Section" in relaid(page, frozenset({"zither section"})).split("\n")


def test_indentation_stays_with_the_first_line() -> None:
    assert relaid("    " + GLUED).startswith("    Staff Engineer, Search — Initech Careers\nSkip")


@settings(deadline=None)
@given(st.lists(st.sampled_from([*UNGLUED, "iPad", "GitHub", "x@y.com", "https://A.b/C", " ", "• "]), max_size=40))
def test_breaking_twice_is_breaking_once(pieces: list[str]) -> None:
    once = relaid("".join(pieces))
    assert relaid(once) == once
    assert re.sub(r"\s", "", once) == re.sub(r"\s", "", "".join(pieces))


def test_the_known_names_all_have_a_capital_inside() -> None:
    names = [name for group in load("mixed_case").values() for name in group]
    assert len(names) > 800
    assert len(names) == len(set(names))
    assert all(re.search(r"[a-z0-9)][A-Z]|[A-Z]{2}[a-z]{2}|[a-z][.][A-Z]|^KVcache$", name) for name in names)


def test_headings_are_compared_in_lower_case() -> None:
    assert all(phrase == phrase.lower() for phrase in headings_known())
