"""Roles, memberships and erasing: what they do at once, and what has to stay true whoever asks."""

import threading
from datetime import timedelta

import pytest
from httpx2 import Response
from sqlalchemy import text

from config.clock import FixedClock
from domain.errors.people import MayNoLonger
from store import roster
from store.people import party_id
from tests.houses import BERLIN, CITY, CONTACT, DESK, KG, LEIPZIG, RESIDENT, RP, findings, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import hidden
from tests.portal.people_kept import MEMBER, a_second_administrator, account, noted
from workflows import roster as changing
from workflows.house import House
from workflows.roster_change import By


def test_roles_are_given_and_taken_and_end_the_sessions(visit: Visit, a_house: House) -> None:
    desk, theirs = visit(DESK), visit(CONTACT)
    path = f"/personen/{CONTACT}/rollen"
    form = hidden(desk.get(path).text)

    answer = desk.post(path, data={**form, f"{LEIPZIG}.applicant": "1", f"{BERLIN}.qm_team": "1", f"{LEIPZIG}.king": "1"})

    assert answer.status_code == 303
    assert account(a_house, CONTACT).roles == {LEIPZIG: {"applicant"}}
    assert theirs.get("/antraege").status_code == 303
    told = desk.get(f"/personen/{CONTACT}?lang=en").text
    assert "Roles given in" in told
    assert "Roles taken in" in told
    stale = desk.post(path, data={**form, f"{LEIPZIG}.sponsor": "1"})
    assert stale.status_code == 422
    assert account(a_house, CONTACT).roles == {LEIPZIG: {"applicant"}}


def test_nobody_takes_the_administration_from_themselves_or_from_the_last_one(visit: Visit, a_house: House) -> None:
    desk = visit(DESK)
    path = f"/personen/{DESK}/rollen"
    alone = desk.post(path, data={**hidden(desk.get(path).text), f"{LEIPZIG}.funding_partner": "1"})
    assert alone.status_code == 422
    a_second_administrator(a_house)
    own = desk.post(f"{path}?lang=en", data={**hidden(desk.get(path).text), f"{LEIPZIG}.funding_partner": "1"})
    assert own.status_code == 422
    assert "from yourself" in own.text
    erase = desk.post(f"/personen/{DESK}/loeschen", data={**hidden(desk.get(path).text), "typed": DESK})
    assert erase.status_code == 422
    mailless = f"/personen/{DESK}/bearbeiten"
    assert desk.post(mailless, data={**hidden(desk.get(mailless).text), "name": "X", "email": ""}).status_code == 422

    assert "case_officer" in account(a_house, DESK).roles[LEIPZIG]
    assert noted(a_house) == []


def test_two_administrators_who_remove_each_other_leave_one(visit: Visit, a_house: House) -> None:
    a_second_administrator(a_house)
    asks = [(visit(DESK), KG), (visit(KG), DESK)]
    forms = [hidden(client.get(f"/personen/{other}/rollen").text) for client, other in asks]
    begin = threading.Barrier(2)
    answers: list[int] = []

    def remove(n: int) -> None:
        client, other = asks[n]
        begin.wait()
        answers.append(client.post(f"/personen/{other}/rollen", data=forms[n]).status_code)

    threads = [threading.Thread(target=remove, args=(n,)) for n in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    left = [handle for handle in (DESK, KG) if "case_officer" in account(a_house, handle).roles.get(LEIPZIG, ())]
    assert len(left) == 1
    assert answers.count(303) == 1


def test_who_holds_roles_in_a_programme_one_does_not_administer_is_not_taken_over(visit: Visit, a_house: House) -> None:
    """An address is a way into all of somebody's roles, so a stranger to one of them may not change it."""
    with a_house.database.transaction() as connection:
        roster.set_roles(connection, party_id("leipzig", KG), BERLIN, ["qm_team"])
        roster.set_roles(connection, party_id("leipzig", CITY), BERLIN, ["qm_team"])
    desk = visit(DESK)
    edit = f"/personen/{KG}/bearbeiten"
    form = hidden(desk.get(edit).text)

    taken = desk.post(edit, data={**form, "name": "KG", "email": "sachbearbeitung2@example.org"})
    assert taken.status_code == 422
    assert desk.post(f"/personen/{KG}/loeschen", data={**form, "typed": KG}).status_code == 422
    assert desk.post(f"/personen/{CITY}/mitglieder", data={**form, "word": CONTACT}).status_code == 422
    assert account(a_house, KG).email == "kg-geschaeftsstelle@example.org"
    renamed = desk.post(edit, data={**form, "name": "KG neu", "email": "kg-geschaeftsstelle@example.org"})
    assert renamed.status_code == 303


def second_confirms(visit: Visit, path: str, handle: str) -> Response:
    second = visit(RP)
    shown = second.get(f"{path}?lang=en").text
    assert "asked for it on" in shown
    return second.post(path, data={**hidden(shown), "typed": handle})


def test_a_request_to_erase_can_be_refused_and_ends_after_two_weeks(visit: Visit, a_house: House, clock: FixedClock) -> None:
    a_second_administrator(a_house, RP)
    path = f"/personen/{KG}/loeschen"
    desk, second = visit(DESK), visit(RP)
    ask = {**hidden(desk.get(path).text), "typed": KG}

    assert desk.post(path, data=ask).status_code == 303
    assert second.post(path, data={**hidden(second.get(path).text), "keep": "1"}).status_code == 303
    assert second.post(path, data={**hidden(second.get(path).text), "keep": "1"}).status_code == 422
    assert desk.post(path, data=ask).status_code == 303
    clock.move(timedelta(days=14, seconds=1))
    desk, second = visit(DESK), visit(RP)
    late = second.post(path, data={**hidden(second.get(path).text), "typed": KG})

    assert late.status_code == 303
    assert late.headers["location"] == path, "the request was over: this one asks anew"
    assert account(a_house, KG).name
    assert noted(a_house)[:4] == ["erase_asked", "erase_asked", "erase_refused", "erase_asked"]


def test_erasing_asks_for_the_handle_and_leaves_the_history_valid(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id
    desk, theirs = visit(DESK), visit(KG)
    path = f"/personen/{KG}/loeschen"
    form = hidden(desk.get(path).text)
    for typed in ("", "kg", KG.upper()):
        assert desk.post(path, data={**form, "typed": typed}).status_code == 422

    assert desk.post(path, data={**form, "typed": KG}).status_code == 303
    assert theirs.get("/arbeitsvorrat").status_code == 200, "it takes two"
    assert desk.post(path, data={**form, "typed": KG}).status_code == 422
    a_second_administrator(a_house, RP)
    assert second_confirms(visit, path, KG).status_code == 303

    assert theirs.get("/arbeitsvorrat").status_code == 303
    assert desk.get(f"/personen/{KG}").status_code == 404
    assert desk.post(path, data={**form, "typed": KG}).status_code == 404
    changes = desk.get("/personen/aenderungen?lang=en").text
    assert "name erased" in changes
    handle = changes.split('href="/personen/geloescht-', 1)[1].split('"', 1)[0]
    assert desk.get(f"/personen/geloescht-{handle}").status_code == 200
    assert desk.get(f"/personen/geloescht-{handle}/rollen").status_code == 404
    assert KG not in desk.get("/personen").text
    assert desk.get(f"/akten/{id_}").status_code == 200
    assert findings(a_house) == []
    again = desk.post("/personen/neu", data={**form, "name": "Geschäftsstelle", "handle": KG})
    assert again.status_code == 422


def test_members_are_added_by_handle_or_address_and_removed(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    desk, path = visit(DESK), f"/personen/{CITY}/mitglieder"
    form = hidden(desk.get(path).text)
    for word in ("", "niemand", "gbm", CITY, MEMBER, RESIDENT, "bewohnerin@example.org", "x" * 500, "a\x00b"):
        refused = desk.post(path, data={**form, "word": word})
        assert (word, refused.status_code) == (word, 422)
    assert visit(RP).get(f"/antraege/{id_}").status_code == 404

    assert desk.post(path, data={**form, "word": "RP-Bewilligung@example.org"}).status_code == 303

    assert visit(RP).get(f"/antraege/{id_}").status_code == 200
    assert desk.post(path, data={**form, "remove": RP}).status_code == 303
    assert visit(RP).get(f"/antraege/{id_}").status_code == 404
    assert desk.post(path, data={**form, "remove": RP}).status_code == 303
    assert noted(a_house) == ["left", "joined"]
    assert desk.get(f"/personen/{CONTACT}/mitglieder").status_code == 404


def test_a_member_signs_in_sees_and_records_for_the_organisation_under_their_own_handle(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    member = visit(MEMBER)
    assert id_ in member.get("/antraege").text
    path = f"/antraege/{id_}/zurueckziehen"
    check = member.post(path, data={**hidden(member.get(path).text), "reason": "Kein Bedarf mehr.", "step": "check"})

    assert member.post(path, data={**hidden(check.text), "step": "send"}).status_code == 303

    with a_house.database.reading() as connection:
        actor = connection.execute(text("SELECT actor FROM event WHERE type = 'Withdrawn'")).scalar_one()
    assert actor == party_id("leipzig", MEMBER)
    assert "Antragstelle, Vertretung" in visit(DESK).get(f"/akten/{id_}").text


def test_nobody_decides_the_application_of_their_own_organisation(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id
    path = f"/akten/{id_}/eintragen/decision"
    assert visit(RP).get(path).status_code == 200
    with a_house.database.transaction() as connection:
        roster.join(connection, party_id("leipzig", RP), party_id("leipzig", CITY))

    office = visit(RP)
    assert office.get(path).status_code == 404
    form = hidden(office.get("/antraege").text)
    assert office.post(path, data={**form, "on": "18.11.2002", "outcome": "granted", "schritt": "eintragen"}).status_code == 404


def test_who_stopped_administering_a_moment_ago_saves_nothing(visit: Visit, a_house: House) -> None:
    """The request began while they still did; what counts is what holds when it is written."""
    with pytest.raises(MayNoLonger):
        changing.add(a_house, By("leipzig", party_id("leipzig", KG)), "", roster.Said("X"), organisation=False)
    assert visit(KG).get("/personen").status_code == 404
