"""What a case file says of bodies, bidders, conflicts and frameworks, and what can be corrected of it."""

import re
from html import unescape

from config.application import Project
from domain.commands import Command, Resolve
from domain.commands.meetings import DeclareConflict, Propose, Schedule, SettleCondition
from domain.dates import When
from domain.events import Resolved
from domain.events.meetings import BidReceived, ConditionSettled, ConflictDeclared, Proposed
from domain.vocabulary import ConditionOutcome, DecisionOutcome, MeetingOutcome
from store.people import party_id
from tests.councils import AUTHORITY, OFFICE, PROGRAMME, a_paper
from tests.houses import DESK, KG, LEIPZIG, RP, TEAM, a_key, findings, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import enter, now
from tests.projects import a_project
from tests.workflows.test_framework import OFFICER, framework, opened
from workflows.house import House
from workflows.inbox import open_case, receive

_ROW = re.compile(
    r'<th scope="row" class="kern-table__cell">([^<]+)</th>\s*<td[^>]*data-label="(?:Day)">([^<]*)</td>\s*'
    r'<td[^>]*data-label="Result">(?:<a[^>]*>)?([^<]*)',
)


def _page(visit: Visit, id_: str, handle: str, authority: str = "leipzig") -> str:
    answer = visit(handle, authority).get(f"/akten/{id_}?lang=en")
    assert answer.status_code == 200
    return unescape(answer.text)


def _paper(house: House, command: Command) -> None:
    receive(house, "01/SVV/0001", command, by=OFFICE, programme=PROGRAMME, authority=AUTHORITY)


def test_the_agenda_it_is_on_stands_at_the_top_until_there_is_a_result(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    put_on = Schedule(stage="kg", on=When("2002-06-20"), meets_on=When("2002-07-04"), public=False)
    receive(a_house, "2.2", put_on, by=KG, programme=LEIPZIG)
    page = _page(visit, id_, DESK)
    assert "On the agenda of KG on 4 July 2002, non-public" in page[: page.index('id="naechster"')]
    receive(a_house, "2.2", Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED), by=KG)
    assert "On the agenda of KG" not in _page(visit, id_, DESK)


def test_several_bodies_have_their_course_in_the_order_of_their_days(a_house: House, visit: Visit) -> None:
    id_ = a_paper(a_house, 1)
    first, second = When("2001-11-07"), When("2001-11-21")
    _paper(a_house, Resolve(stage="svv", on=first, outcome=MeetingOutcome.REFERRED, referred_to="Hauptausschuss"))
    rows = _ROW.findall(_page(visit, id_, OFFICE, AUTHORITY))
    assert rows == [
        ("city council of Potsdam", "7 November 2001", "referred"), ("main committee (advises)", "without a date", "not yet"),
    ]  # fmt: skip
    _paper(a_house, Schedule(stage="hauptausschuss", on=first, meets_on=second))
    assert ("main committee (advises)", "21 November 2001", "not yet") in _ROW.findall(_page(visit, id_, OFFICE, AUTHORITY))
    _paper(a_house, Resolve(stage="hauptausschuss", on=second, outcome=MeetingOutcome.NOTED))
    assert [row[2] for row in _ROW.findall(_page(visit, id_, OFFICE, AUTHORITY))] == ["referred", "noted"]


def test_committees_nobody_referred_it_to_are_neither_expected_nor_offered(a_house: House, visit: Visit) -> None:
    page = _page(visit, a_paper(a_house, 1), OFFICE, AUTHORITY)
    assert "Main committee" not in page
    assert "Specialist committee" not in page


def test_with_one_body_there_is_no_course(a_house: House, visit: Visit) -> None:
    assert "Course of the consultation" not in _page(visit, leipzig_case(a_house, "decision").dossier.id, DESK)


def test_bids_and_the_choice_among_them_are_read_by_staff(a_house: House, visit: Visit) -> None:
    page = _page(visit, a_project(a_house, "application").dossier.id, TEAM, "berlin")
    section = page[page.index('id="angebote"') :]
    assert section.index("Trägerverein Beispielkiez A") < section.index("Trägerverein Beispielkiez B")
    assert "23,456.00 EUR" in section
    assert section.count(">selected<") == 1
    assert "bidder: Trägerverein Beispielkiez B" in page
    assert "chosen: Trägerverein Beispielkiez A" in page


def test_a_framework_and_its_operations_are_linked_both_ways(a_house: House, visit: Visit) -> None:
    above = framework(a_house).dossier.id
    under = [opened(a_house, reference, part_of="F-1").dossier.id for reference in ("E-1", "E-2")]

    page = _page(visit, above, OFFICER, "sab")
    section = page[page.index('id="zugehoerig"') :]
    assert [href in section for href in under] == [True, True]
    assert f'href="/akten/{above}"' in _page(visit, under[0], OFFICER, "sab")
    assert findings(a_house) == []


def test_fields_of_action_and_the_kind_of_paper_are_shown_in_words(a_house: House, visit: Visit) -> None:
    told = {"programme": "berlin-ihek", "reference": "K-1", "title": "Konzept", "codes": ("HF5",)}
    project = Project.model_validate({"authority": "berlin", **told})
    concept = open_case(a_house, project, When("2024-01-15"), None, by=TEAM, key=a_key())
    told = {"programme": PROGRAMME, "reference": "01/SVV/0349", "title": "Abschlussbericht", "paper": "mitteilung"}
    project = Project.model_validate({"authority": AUTHORITY, "refers_to": "01/0349/0000", **told})
    report = open_case(a_house, project, When("2001-10-23"), None, by=OFFICE, key=a_key())
    assert "HF5 – " in _page(visit, concept.dossier.id, TEAM, "berlin")
    page = _page(visit, report.dossier.id, OFFICE, AUTHORITY)
    assert "<dt>Kind of paper</dt><dd>report</dd>" in page
    assert "<dt>Refers to</dt><dd>01/0349/0000</dd>" in page


def test_what_was_recorded_around_bodies_can_be_taken_out(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    on, conditions = When("2002-07-04"), MeetingOutcome.ADOPTED_WITH_CONDITIONS
    receive(a_house, "2.2", Resolve(stage="kg", on=on, outcome=conditions, conditions="ohne Fest"), by=KG, programme=LEIPZIG)
    seq = next(fact.seq for fact in now(a_house, id_).facts if isinstance(fact.event, Resolved))
    met = SettleCondition(seq=seq, number=1, on=on, outcome=ConditionOutcome.MET, proof="Vermerk")
    prepared = Propose(stage="decision", on=on, outcome=DecisionOutcome.GRANTED)
    for command in (met, prepared, DeclareConflict(on=on, party=party_id("leipzig", RP))):
        receive(a_house, "2.2", command, by=DESK, programme=LEIPZIG)
    desk = visit(DESK)
    assert "RP, Bewilligung was declared biased" in _page(visit, id_, DESK)
    for kind in (ConditionSettled, Proposed, ConflictDeclared):
        entry = next(one.seq for one in now(a_house, id_).entries if isinstance(one.event, kind))
        enter(desk, f"/akten/{id_}/berichtigen/{entry}", way="void", reason="verwechselt")
    dossier = now(a_house, id_)
    assert dossier.conflicted == frozenset()
    assert dossier.proposed("decision", 1) is None
    assert findings(a_house) == []


def test_a_bid_is_corrected_by_its_day_and_an_agenda_has_no_form(a_house: House, visit: Visit) -> None:
    id_ = a_project(a_house, "bids_closed").dossier.id
    bid = next(one.seq for one in now(a_house, id_).entries if isinstance(one.event, BidReceived))
    team = visit(TEAM, "berlin")
    enter(team, f"/akten/{id_}/berichtigen/{bid}", way="change", on="19.03.2024", reason="Eingangsstempel")
    assert next(fact.on for fact in now(a_house, id_).facts if fact.seq == bid) == "2024-03-19"
    other = leipzig_case(a_house, "kg").dossier.id
    put_on = Schedule(stage="kg", on=When("2002-06-20"), meets_on=When("2002-07-04"))
    seq = receive(a_house, "2.2", put_on, by=KG, programme=LEIPZIG).seq
    assert visit(DESK).get(f"/akten/{other}/berichtigen/{seq}").status_code == 404
