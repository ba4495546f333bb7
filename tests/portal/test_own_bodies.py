"""What the applicant's side reads of bodies, bids and conditions, and what it never reads: page, API, copy, public status."""

import io
import json
import zipfile
from html import unescape

from starlette.testclient import TestClient

from domain.commands import Command, Correct, Resolve
from domain.commands.meetings import DeclareConflict, Propose, Schedule, SettleCondition, Unschedule
from domain.dates import When
from domain.events.meetings import BidsClosed, Selected
from domain.vocabulary import ConditionOutcome, DecisionOutcome, MeetingOutcome
from portal.applicant import public_status
from store.people import MEMBERSHIP, party_id
from tests.houses import CITY, DESK, KG, LEIPZIG, RESIDENT, RP, findings, leipzig_case
from tests.portal.conftest import Visit
from tests.projects import A_LEAD, STEPS, B, a_project, tell
from workflows.house import House
from workflows.inbox import receive
from workflows.record import Receipt

#: Words that stand in entries of the office alone.
SECRETS = (
    "7 Ja, 1 Nein", "9:1", "4:1", "Das Konzept von B trägt nicht.", "23.456,00", "2345600", "Trägerverein Beispielkiez B",
    "Vorbereitete Begründung", "Saal zu klein",
)  # fmt: skip


def _everything(client: TestClient, id_: str) -> dict[str, str]:
    """All that somebody can read of their own case: page, timeline, dossier, entries, copy."""
    page = client.get(f"/antraege/{id_}?lang=de")
    assert page.status_code == 200
    copy = zipfile.ZipFile(io.BytesIO(client.get("/konto/daten").content))
    return {
        "page": unescape(page.text),
        "copy": copy.read("daten.json").decode(),
        "summary": copy.read("uebersicht.txt").decode(),
    }


def _tell(house: House, command: Command, by: str) -> Receipt:
    return receive(house, "2.2", command, by=by, programme=LEIPZIG, authority="leipzig")


def _leipzig(house: House) -> str:
    """A case with everything the office keeps to itself."""
    id_ = leipzig_case(house, "kg").dossier.id
    early, later = When("2002-06-10"), When("2002-06-20")
    _tell(house, Schedule(stage="kg", on=early, meets_on=When("2002-06-27"), public=False), KG)
    _tell(house, Unschedule(stage="kg", on=early, reason="Saal zu klein"), KG)
    _tell(house, DeclareConflict(on=early, party=party_id("leipzig", RP)), DESK)
    _tell(house, Schedule(stage="kg", on=later, meets_on=When("2002-07-04"), public=False), KG)
    return id_


def _adopted(house: House) -> int:
    resolved = Resolve(
        stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED_WITH_CONDITIONS, vote="7 Ja, 1 Nein",
        conditions="ohne Fest\nBericht", biased=(party_id("leipzig", RP),),
    )  # fmt: skip
    return _tell(house, resolved, KG).seq


def test_the_agenda_it_is_on_is_told_and_neither_the_one_it_left_nor_that_it_is_non_public(
    a_house: House, visit: Visit
) -> None:
    id_ = _leipzig(a_house)
    read = _everything(visit(CITY), id_)
    assert "04.07.2002" in read["page"]
    assert "27.06.2002" not in read["page"]
    for where, text in read.items():
        for secret in (*SECRETS, "nicht öffentlich", "non-public", "ConflictDeclared", "Unscheduled", '"public"'):
            assert secret not in text, (where, secret)
        assert party_id("leipzig", RP) not in text, where


def test_conditions_are_told_with_what_is_open_and_not_how_anybody_voted(a_house: House, visit: Visit) -> None:
    id_ = _leipzig(a_house)
    seq = _adopted(a_house)
    met = SettleCondition(
        seq=seq, number=2, on=When("2002-08-05"), outcome=ConditionOutcome.MET, proof="Vermerk der Sachbearbeitung"
    )
    _tell(a_house, met, DESK)
    prepared = Propose(
        stage="decision", on=When("2002-09-02"), outcome=DecisionOutcome.REFUSED, reason="Vorbereitete Begründung"
    )
    _tell(a_house, prepared, DESK)

    read = _everything(visit(CITY), id_)

    assert "Vermerk der Sachbearbeitung" not in read["page"]
    section = read["page"][read["page"].index('id="auflagen"') :]
    assert section.index("ohne Fest") < section.index("Bericht")
    for where, text in read.items():
        for secret in (*SECRETS, "Proposed", '"biased"', '"vote"'):
            assert secret not in text, (where, secret)
        assert party_id("leipzig", RP) not in text, where


def test_a_selected_bidder_reads_the_case_and_a_losing_one_nothing(a_house: House, visit: Visit) -> None:
    id_ = a_project(a_house, "selection").dossier.id
    with a_house.database.transaction() as connection:
        row = {"person": party_id("berlin", RESIDENT), "organisation": party_id("berlin", B)}
        connection.execute(MEMBERSHIP.insert().values(row))
    lead = visit(A_LEAD, "berlin")
    assert lead.get(f"/antraege/{id_}").status_code == 404, "nobody is selected yet"
    tell(a_house, *STEPS["selection"])

    read = _everything(lead, id_)
    assert "Lesegarten" in lead.get("/antraege").text
    for where, text in read.items():
        for secret in SECRETS:
            assert secret not in text, (where, secret)
        assert party_id("berlin", B) not in text, where
    loser = visit(RESIDENT, "berlin")
    assert loser.get(f"/antraege/{id_}").status_code == 404
    assert "Lesegarten" not in loser.get("/antraege").text
    copy = zipfile.ZipFile(io.BytesIO(loser.get("/konto/daten").content)).read("daten.json").decode()
    assert json.loads(copy)["applications"] == []


def test_the_conditions_of_the_notice_are_told_to_the_sponsor(a_house: House, visit: Visit) -> None:
    id_ = a_project(a_house, "end").dossier.id
    page = visit(A_LEAD, "berlin").get(f"/antraege/{id_}").text
    section = page[page.index('id="auflagen"') :]
    assert "Hinweistafel aufstellen" in section
    assert "Sie müssen nichts tun" not in page, "something is open"
    assert "Bericht bis Ende 2024" in section


def test_the_public_status_says_nothing_of_bodies_but_that_they_met(a_house: House) -> None:
    receipt = a_project(a_house, "end")
    code = public_status.code_of(a_house, receipt.dossier.id)
    found = public_status.status(a_house, code.code, code.secret)
    assert found is not None
    said = repr(found)
    for secret in (*SECRETS, "Hinweistafel", "Trägerverein", "19.000"):
        assert secret not in said, secret


def test_a_correction_of_what_was_never_told_is_not_told_either(a_house: House, visit: Visit) -> None:
    case = a_project(a_house, "application").dossier
    closed = next(fact.seq for fact in case.facts if isinstance(fact.event, BidsClosed))
    tell(a_house, Correct(seq=closed, on=When("2024-04-03"), reason="Eingangsbuch"))
    page = visit(A_LEAD, "berlin").get(f"/antraege/{case.id}").text
    assert "Das Amt hat einen Eintrag berichtigt" not in page


def test_a_selection_taken_out_takes_the_case_back_from_whoever_was_selected(a_house: House, visit: Visit) -> None:
    case = a_project(a_house, "application").dossier
    chosen = next(fact.seq for fact in case.facts if isinstance(fact.event, Selected))
    lead = visit(A_LEAD, "berlin")
    assert lead.get(f"/antraege/{case.id}").status_code == 200
    tell(a_house, Correct(seq=chosen, void=True, reason="falscher Bieter"))
    assert lead.get(f"/antraege/{case.id}").status_code == 404
    assert findings(a_house) == []
