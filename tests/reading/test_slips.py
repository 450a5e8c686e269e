"""What pages say about other things than the job: other jobs' places, a company's past, sums that nobody earns."""

from __future__ import annotations

import re

import pytest

from assistant.domain import Document, Role
from assistant.knowledge import load
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles

TOP = "Data Engineer\nAcme · Lisbon\n\nWhat you will do\n- Build pipelines\n- Run them\n\n"


def roles_of(text: str) -> list[Role]:
    return read_roles(normalize(Document("acme.txt", text + "\n")))


def stated(text: str, name: str, top: str = TOP) -> list[str]:
    return [fact.value for fact in roles_of(top + text)[0].stated(name)]


@pytest.mark.parametrize(
    "heading",
    [
        "Other roles in Data",
        "More openings at Acme",
        "See other positions",
        "Weitere offene Stellen",
        "D’autres offres",
        "Otras vacantes de Acme",
        "Mais vagas",
        "Altre posizioni aperte",
        "Andere vacatures",
        "其他职位",
    ],
)
def test_other_jobs_state_nothing_of_this_one(heading: str) -> None:
    role = roles_of(f"{TOP}{heading}\nTide Analyst\nRemote, US\nHead of Buoys\nOslo · Hybrid\n")[0]
    assert [f.value for f in role.stated("location")] == ["Lisbon"]
    assert not role.stated("work_mode")


def test_other_jobs_on_a_page_without_line_breaks_state_nothing() -> None:
    page = (
        "Data Engineer at AcmeResponsibilitiesBuild pipelines that carry readings.Run them.Minimum Qualifications"
        "You know SQL.You have built pipelines.About usAcme measures tides in forty harbours, and has long done so. "
        "More openings like this oneTide Analyst Remote, USHarbour Engineer Oslo, NorwayShow all"
    )
    assert not roles_of(page)[0].stated("work_mode")


def test_what_stands_below_a_share_button_is_still_the_job() -> None:
    page = "Acme\nShare\nShow more options\nData Engineer\nOslo, Norway · Reposted 2 weeks ago\nHybrid\nFull-time\n"
    role = roles_of(
        f"{page}Meet the hiring team\nIda Berg\nTalent Partner at Acme\nMessage\nAbout the job\nWe chart.\n"
    )
    assert (role[0].title, role[0].company) == ("Data Engineer", "Acme")
    assert {f.name for f in role[0].facts} >= {"location", "work_mode", "employment_type"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("years", "Acme is a leader in tide gauges with over 75 years of history."),
        ("years", "For the last five years we built gauges."),
        ("years", "Llevamos 12 años haciendo software."),
        ("salary", "Run our bug bounty (we paid out $410,000 last year)"),
        ("salary", "Formación: 1.000 € al año"),
        ("salary", "We give you 800 euros a year for books and pay on time."),
        ("work_mode", "The line is open 24 hours a day, 7 days a week."),
        ("work_mode", "Cycle scheme and other onsite benefits"),
        ("work_mode", "You plan virtual and in-person learning for fellows."),
        ("employment_type", "List the hours per week you worked (if part time)"),
        ("seniority", "You supervise early-career colleagues."),
        ("work_mode", "Patience with remote systems and hybrid clouds."),
        ("deadline", "The closing date for a similar role in Hull was 3 May 2026."),
        ("team", "Join Our Team!"),
        ("years", "投递截止：2027年1月20日"),
        ("location", "This opportunity is located in the Solutions Division’s Tide team."),
        ("start_date", "We welcomed our first cohort of fellows, and the next is starting in July 2023."),
    ],
)
def test_what_is_said_of_something_else_is_no_fact(name: str, text: str) -> None:
    assert stated(text, name) == (["Lisbon"] if name == "location" else [])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("work_mode", "You come to the Oslo office Mondays and Fridays."),
        ("work_mode", "We spend at least 50% of our time in the local office."),
        ("work_mode", "Up to two days at home each week can be agreed."),
        ("work_mode", "A vaga é 100% remota."),
        ("employment_type", "Contratação CLT, com plano de saúde."),
        ("deadline", "Could you let me know by Monday 23 November if you want this?"),
        ("deadline", "closes 9 Jan 2027"),
        ("start_date", "They would like someone to start by 1 February 2027."),
        ("years", "Practice\n- 20 years as a mate"),
        ("years", "工作年限：3年以上"),
        ("degree", "Abgeschlossenes Hochschulstudium der Physik"),
        ("deadline", "Send your CV by the end of January."),
        ("start_date", "Ab dem 01.03.2027, befristet auf drei Jahre"),
    ],
)
def test_what_is_said_of_the_job_is_a_fact(name: str, text: str) -> None:
    assert len(stated(text, name)) == 1


def test_a_place_is_named_by_the_room_there_and_by_scripts_without_capitals() -> None:
    assert stated("You come to our room in Leith on most days.", "location", "Data Engineer\n\n") != []
    assert stated("工作地点\n上海浦东新区张江路88号\n", "location") == ["Lisbon", "上海浦东新区张江路88号"]


def test_a_place_of_work_that_is_a_way_of_working_is_no_place() -> None:
    assert stated("Work Location: In person", "location") == ["Lisbon"]
    assert len(stated("Work Location: In person", "work_mode")) == 1


def test_few_days_in_the_office_are_a_hybrid_way_of_working() -> None:
    (fact,) = roles_of(f"{TOP}Permanent, two days a week in the office.\n")[0].stated("work_mode")
    assert fact.mode is not None
    assert (fact.mode.modes, fact.mode.office_days) == (("hybrid",), 2)


def test_ranges_of_two_sentences_are_two_statements() -> None:
    text = "Pay\nCAD 165,000–195,000 in Toronto. Elsewhere in Canada: CAD 150,000–178,000."
    assert stated(text, "salary") == ["CAD 165,000–195,000 per year", "CAD 150,000–178,000 per year"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "The base is £85,000 to £95,000 plus bonus. Permanent, two days a week at home.",
            "GBP 85,000–95,000 per year",
        ),
        ("Pay: £85,000 for 37 hours per week", "GBP 85,000 per year"),
        ("Pay: £850 a week", "GBP 850 per week"),
    ],
)
def test_a_week_of_work_is_no_week_of_pay(text: str, value: str) -> None:
    assert stated(text, "salary") == [value]


def test_the_titles_among_notes_are_roles_and_their_lists_are_no_process() -> None:
    notes = (
        "## Orrery Labs\n### Research Engineer\n- London, hybrid\n- £95-120k\n- wants 2 yrs of Python\n"
        "- Process: phone call -> coding (90 min)\n\n### Infrastructure Engineer\n- Slurm\n- 5 yrs of SRE\n"
    )
    first, second = roles_of(notes)
    assert (first.title, second.title) == ("Research Engineer", "Infrastructure Engineer")
    assert [r.format for r in first.process] == ["phone", "coding"]
    assert second.stated("years")
    assert not second.process


def test_the_headings_over_other_jobs_are_written_as_they_are_compared() -> None:
    for words, pattern in load("boilerplate")["navigation"]["related_like"]:
        assert words
        assert pattern == pattern.lower().replace("’", "'")
        re.compile(pattern)


@pytest.mark.parametrize(
    ("text", "formats", "minutes"),
    [
        ("El proceso: primero una llamada, después una prueba técnica y por último una entrevista.", 3, None),
        ("O processo tem três etapas: conversa com a Bia, desafio técnico em casa e um papo com a chefia.", 3, None),
        (
            "So geht es weiter\nNach einem Telefonat (30 Minuten) folgt ein Fachgespräch, danach lernst du uns kennen.",
            3,
            30,
        ),
        ("The process has two stages: a call with me (20 minutes) and a task at home.", 2, 20),
        ("Interviews: a 45 minute chat, then a code review, then a final with the CTO.", 3, 45),
        ("Interviews: intro call, pairing on a real bug, day on site (paid).", 3, None),
        (
            "Hiring takes two weeks: 1) intro with Joana (30m) 2) live review of a PR (1h) 3) chat with the founders",
            3,
            30,
        ),
        ("How we hire\nWe’ll talk for half an hour, then spend a paid day together, then you meet a curator.", 3, 30),
    ],
)
def test_prose_in_several_languages_is_cut_into_its_rounds(text: str, formats: int, minutes: int | None) -> None:
    process = roles_of(f"{TOP}{text}\n")[0].process
    assert len(process) == formats
    assert process[0].minutes == minutes


def test_a_label_before_arrows_is_no_part_of_the_first_round() -> None:
    process = roles_of(f"{TOP}Process: HR call -> coding (90 min) -> talk with the team\n")[0].process
    assert [r.name for r in process] == ["HR call", "coding", "talk with the team"]


def test_whom_to_ask_and_other_jobs_are_no_rounds() -> None:
    text = "Bewerbungsprozess\n1. Telefonat\n2. Fachgespräch\nDeine Ansprechpartnerin\nJana P.\nWeitere Jobs\nKoch"
    assert [r.name for r in roles_of(TOP + text)[0].process] == ["Telefonat", "Fachgespräch"]


@pytest.mark.parametrize(
    ("page", "company"),
    [
        (
            "Page 1 of 2\nSaltmere Water Authority\nPosition: Modeller\n\nThe Authority supplies the coast.",
            "Saltmere Water Authority",
        ),
        (
            "首页 职位 公司 校园 APP\n推理工程师\n40-70K·15薪\n上海·浦东新区 5-10年 硕士\n云栈智能\n"
            "岗位职责：\n1、优化；\n公司介绍\n云栈智能成立于2016年。",
            "云栈智能",
        ),
        (
            "Fenn & Rook — founding engineer\n\nHi, we're Ada and Theo. We build. Write to theo@fennrook.example.",
            "Fenn & Rook",
        ),
        (
            "From: Ida Berg <ida@lark.example>\nTo: Sam Oko <sam@oko.example>\nSubject: Lead iOS Engineer\n\n"
            "Hi Sam,\nthe role is below.\n\nIda Berg | Partner\nLark Recruit Ltd, London",
            "Lark Recruit",
        ),
    ],
)
def test_a_company_is_neither_a_menu_nor_a_person_nor_a_kind_of_organisation(page: str, company: str) -> None:
    assert roles_of(page)[0].company == company


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("degree", "Formación: 1.000 € al año", 0),
        ("degree", "Estudios mínimos: Ciclo Formativo Grado Superior", 1),
        ("salary", "Contract\nRemote\n€450/day\n", 1),
        ("team", "Team\nTide Systems\nJob type\nFull time\n", 1),
        ("location", "Office locations\nOslo\nRemote locations\nRemote in Norway\n", 2),
    ],
)
def test_labels_state_what_they_ask_for(name: str, text: str, count: int) -> None:
    assert len(stated(text, name, "Data Engineer\n\nWe measure tides.\n\n")) == count


def test_what_a_line_of_chips_offers_is_no_place() -> None:
    (role,) = roles_of("Acme | ML Engineer | London, UK or Boston, MA | Hybrid (3 days) | VISA\n\nWe train models.\n")
    assert [f.value for f in role.stated("location")] == ["London, UK or Boston, MA"]
    assert role.stated("visa")


def test_words_above_the_first_company_of_notes_are_no_role() -> None:
    notes = "# Job hunt, winter\n\nAsk everyone about on-call. Tom says that Acme pays late, and pays $6,000.\n\n"
    role = "### Tide Engineer\n- Oslo\n- wants 2 yrs of Python and some patience with old harbour systems\n"
    assert [r.title for r in roles_of(f"{notes}## Orrery Labs\n{role}")] == ["Tide Engineer"]


def test_pay_in_another_currency_is_no_end_of_the_range() -> None:
    assert stated("Pay\n€70–85k or $80–95k, by where you live", "salary") == ["EUR 70,000–85,000 per year"]


def test_what_a_header_counts_files_or_brackets_names_nobody() -> None:
    (role,) = roles_of("Engineer\nTidewell · Series A · 22 people · Remote\n\nWe make dashboards for pilots.\n")
    assert not role.stated("team")
    (role,) = roles_of("Analyst (m/w/d)\nKennziffer 2026-88\n\nIhre Aufgaben\n• Auswertung\n")
    assert role.company is None
    (role,) = roles_of("【社招】数据平台开发工程师\n公司：青禾数据\n\n岗位描述\n1. 优化任务\n")
    assert (role.title, role.company) == ("数据平台开发工程师", "青禾数据")


def test_an_invitation_to_visit_is_no_round() -> None:
    text = "Interview process\n- Phone call\n- Panel\n- We welcome informal visits by appointment\n"
    assert [r.name for r in roles_of(TOP + text)[0].process] == ["Phone call", "Panel"]


def test_a_day_a_week_at_home_is_hybrid_in_chinese() -> None:
    (fact,) = roles_of(f"{TOP}福利：每周可居家办公1天\n")[0].stated("work_mode")
    assert fact.mode is not None
    assert fact.mode.modes == ("hybrid",)
