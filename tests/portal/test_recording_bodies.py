"""The forms of the stages around bodies: secret ballots, biased members, calls, bids, selections, conditions."""

import re
from html import unescape

from httpx2 import Response

from domain.commands import Details
from domain.commands.meetings import Schedule
from domain.dates import When
from domain.events import Decided, Resolved
from domain.events.meetings import BidReceived, BidsClosed, Called, Selected
from domain.stages import KINDS
from portal.office.stage_fields import Around, stage_form
from store.people import party_id
from store.tables.meetings import BodyMemberRow
from tests.body_programmes import CALL
from tests.houses import CITY, CONTACT, DESK, KG, RP, TEAM, findings, leipzig_case
from tests.offices import EVERYBODY, Actor, a_desk
from tests.offices import LEIPZIG as CHAIN
from tests.portal.conftest import Visit
from tests.portal.desk import check, enter, now
from tests.projects import AGENCY, A, B, a_project
from workflows.house import House
from workflows.inbox import receive

MEMBER = BodyMemberRow.__table__  # type: ignore[attr-defined]
_TEAM = Actor("t" * 16, "qm-team", frozenset({"team"}))
A_ID, B_ID = party_id("berlin", A), party_id("berlin", B)


def _members(house: House, *rows: tuple[str, str, str]) -> None:
    with house.database.transaction() as connection:
        for handle, since, until in rows:
            row = {"party": party_id("leipzig", handle), "programme": "urban-ii-leipzig", "body": "kg", "kept_by": "portal"}
            connection.execute(MEMBER.insert().values(**row, since=since, until=until, chair=False))


def _last(house: House, id_: str) -> object:
    return now(house, id_).entries[-1].event


def _errors(answer: Response) -> str:
    assert answer.status_code == 422
    return " ".join(unescape(answer.text).split())


def test_every_detail_a_kind_of_stage_takes_has_a_field_or_is_read_from_elsewhere() -> None:
    elsewhere = {"digest", "meeting", "voters"}
    known = Around(members=(("m" * 16, "Mitglied"),), bidders=(("b" * 16, "Verein"),))
    for programme in (CALL, CHAIN):
        dossier = a_desk(programme, _TEAM if programme is CALL else EVERYBODY).dossier
        for stage in programme.stages.values():
            fields = {field.name for field in stage_form(dossier, stage, known).fields} - {
                "outcome", "on", "begins_round", "keep",
            }  # fmt: skip
            takes = KINDS[stage.kind].takes - elsewhere
            if not stage.effective_date:
                takes -= {"effective_on"}
            assert fields == takes, stage.kind
            assert fields <= set(Details.__slots__)


def test_the_form_of_a_meeting_has_the_day_of_the_agenda_and_the_members_of_that_day(a_house: House, visit: Visit) -> None:
    _members(a_house, (CITY, "2001-01-01", ""), (CONTACT, "2001-01-01", "2002-06-30"), (RP, "2002-07-01", ""))
    id_ = leipzig_case(a_house, "kg").dossier.id
    receive(a_house, "2.2", Schedule(stage="kg", on=When("2002-06-20"), meets_on=When("2002-07-04")), by=KG)
    desk, path = visit(DESK), f"/akten/{id_}/eintragen/kg"

    page = desk.get(path).text

    assert 'name="on" type="text" autocomplete="off" aria-describedby="on-hinweis" value="04.07.2002"' in page
    assert "steht auf der Tagesordnung vom" in page or "It is on the agenda of" in page
    boxes = re.findall(r'name="biased\.([0-9a-f-]+)"', page)
    assert set(boxes) == {party_id("leipzig", CITY), party_id("leipzig", RP)}
    typed = {
        "outcome": "adopted_with_conditions",
        "on": "04.07.2002",
        "conditions": "ohne Fest\r\nBericht",
        "vote": "5:1",
        "secret": "1",
    }
    enter(desk, path, **typed, **{f"biased__{party_id('leipzig', RP)}": "1"})
    event = _last(a_house, id_)
    assert isinstance(event, Resolved)
    assert (event.secret, event.biased, event.vote) == (True, (party_id("leipzig", RP),), "5:1")
    assert "Biased" in desk.get(f"/akten/{id_}?lang=en").text or "biased" in desk.get(f"/akten/{id_}?lang=en").text


def test_somebody_who_is_no_member_cannot_be_ticked_as_biased(a_house: House, visit: Visit) -> None:
    _members(a_house, (CITY, "2001-01-01", ""))
    id_ = leipzig_case(a_house, "kg").dossier.id
    path = f"/akten/{id_}/eintragen/kg"
    answer = check(visit(DESK), path, outcome="adopted", on="04.07.2002", **{"biased__" + "f" * 36: "1"})
    assert answer.status_code == 422


def test_a_project_from_its_call_to_its_sponsor(a_house: House, visit: Visit) -> None:
    id_ = a_project(a_house, "call").dossier.id
    team, home = visit(TEAM, "berlin"), f"/akten/{id_}/eintragen"

    enter(team, f"{home}/call", on="05.03.2024", closes_on="29.03.2024")
    assert _last(a_house, id_) == Called("call", 1, When("2024-03-29"))
    preview = check(
        team, f"{home}/bids", outcome="received", on="20.03.2024", bidder="Trägerverein Beispielkiez A", amount="20.000,00"
    )
    assert "Trägerverein Beispielkiez A" in preview.text
    enter(team, f"{home}/bids", outcome="received", on="20.03.2024", bidder="Trägerverein Beispielkiez A", amount="20.000,00")
    assert _last(a_house, id_) == BidReceived("bids", 1, A_ID, 2_000_000)
    enter(team, f"{home}/bids", outcome="received", on="21.03.2024", bidder="traeger-b")
    assert _last(a_house, id_) == BidReceived("bids", 1, B_ID)
    enter(team, f"{home}/bids", outcome="closed", on="02.04.2024")
    assert _last(a_house, id_) == BidsClosed("bids", 1)
    page = team.get(f"{home}/selection").text
    assert set(re.findall(r'name="bidder" value="([^"]*)"', page)) == {A_ID, B_ID, ""}
    assert "Trägerverein Beispielkiez B" in page
    enter(team, f"{home}/selection", outcome="selected", on="10.04.2024", bidder=A_ID, vote="4:1", reason="Konzept")
    assert _last(a_house, id_) == Selected("selection", 1, "selected", A_ID, "Konzept", "4:1")  # type: ignore[arg-type]
    assert now(a_house, id_).sponsor == A_ID
    assert "Trägerverein Beispielkiez A" in team.get(f"/akten/{id_}").text
    assert findings(a_house) == []


def test_a_bidder_is_somebody_of_the_authority_and_one_of_them(a_house: House, visit: Visit) -> None:
    id_ = a_project(a_house, "bids").dossier.id
    team, path = visit(TEAM, "berlin"), f"/akten/{id_}/eintragen/bids"
    team.get("/?lang=en")

    def typed(bidder: str) -> Response:
        return check(team, path, outcome="received", on="20.03.2024", bidder=bidder)

    several = _errors(typed("Beispielkiez"))
    assert "can mean several" in several
    assert "Trägerverein Beispielkiez A (traeger-a)" in several
    for nobody in ("Gibtsnicht e. V.", A_ID, "gbm", "%", "\x00"):
        assert "Nobody here is called" in _errors(typed(nobody)), nobody
    assert typed("TRAEGER-A").status_code == 200, "a handle, however it is typed"
    assert 'value="Beispielkiez"' in typed("Beispielkiez").text, "what was typed is still there"
    assert 'Fill in "Bidder"' in _errors(typed(""))


def test_nobody_but_a_bidder_can_be_selected_and_what_is_needed_is_asked_for(a_house: House, visit: Visit) -> None:
    id_ = a_project(a_house, "selection").dossier.id
    team, path = visit(TEAM, "berlin"), f"/akten/{id_}/eintragen/selection"
    team.get("/?lang=en")
    assert "Choose an answer" in _errors(
        check(team, path, outcome="selected", on="10.04.2024", bidder=party_id("berlin", TEAM))
    )
    assert "Fill in" in _errors(check(team, path, outcome="selected", on="10.04.2024", bidder=""))
    assert 'Fill in "Reason"' in _errors(check(team, path, outcome="nobody_selected", on="10.04.2024"))


def test_a_decision_says_its_conditions_one_a_line(a_house: House, visit: Visit) -> None:
    id_ = a_project(a_house, "decision").dossier.id
    agency = visit(AGENCY, "berlin")
    typed = {"outcome": "granted", "on": "06.05.2024", "amount": "19.000,00", "conditions": "Hinweistafel\r\n\r\nBericht"}
    enter(agency, f"/akten/{id_}/eintragen/decision", **typed)
    event = _last(a_house, id_)
    assert isinstance(event, Decided)
    assert event.conditions.split() == ["Hinweistafel", "Bericht"]
