"""Recording a whole meeting in one table: rehearsed, confirmed, saved together; nothing is lost, nobody overrules unseen."""

import re
from html import unescape

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from domain.commands import Resolve
from domain.dates import When
from domain.dossier import Dossier
from domain.events import Resolved
from domain.events.meetings import Scheduled
from domain.vocabulary import MeetingOutcome, MeetingState
from domain.words import OUTCOMES
from portal.meetings.outcome_keys import KEYS, legend
from store import readings
from store.meetings import Item
from store.people import party_id
from tests.houses import CITY, DESK, KG, LEIPZIG, RP, findings, letters, version
from tests.portal import desk
from tests.portal.conftest import Visit
from tests.portal.desk import hidden
from tests.portal.sittings import LATER, a_meeting, items, now, seat, with_cases
from tests.portal.test_parking import ended, onward, sign_in
from wording.language import speak
from workflows.house import House
from workflows.inbox import receive
from workflows.walk import catch_up


def _post(visitor: TestClient, at: str, step: str, **typed: str) -> Response:
    return visitor.post(at, data={**hidden(visitor.get(at).text), **typed, "schritt": step})


def _confirm(visitor: TestClient, at: str, page: str, step: str = "eintragen") -> Response:
    return visitor.post(at, data={**hidden(page), "schritt": step})


def _resolved(house: House, item: Item) -> Resolved | None:
    facts = desk.now(house, item.dossier).facts
    return next((fact.event for fact in facts if isinstance(fact.event, Resolved)), None)


def test_what_is_typed_is_rehearsed_then_recorded_and_stands_in_the_minutes(a_house: House, visit: Visit) -> None:
    meeting, (one, two, three) = with_cases(a_house, 3)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    known = len(letters(a_house))
    typed = {
        f"ergebnis.{one.id}": "adopted", f"stimmen.{one.id}": "7 Ja, 1 Nein",
        f"ergebnis.{two.id}": "adopted_with_conditions", f"auflagen.{two.id}": "Kostenplan ergänzen\r\nEigenmittel belegen",
    }  # fmt: skip

    preview = _post(kg, at, "pruefen", **typed)
    assert preview.status_code == 200, preview.text
    before = [_resolved(a_house, item) for item in (one, two, three)]
    answer = _confirm(kg, at, preview.text)
    catch_up(a_house)

    assert before == [None, None, None], "the rehearsal writes nothing"
    assert re.search(r"<strong>2 (Vorgänge|cases), 2 (E-Mails|e-mails)</strong>", preview.text)
    assert "7 Ja, 1 Nein" in preview.text
    assert "Kostenplan ergänzen" in preview.text
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sitzungen/{meeting.id}/niederschrift?erfasst=2")
    first, second = _resolved(a_house, one), _resolved(a_house, two)
    assert first is not None
    assert (first.outcome, first.vote, first.meeting) == (MeetingOutcome.ADOPTED, "7 Ja, 1 Nein", meeting.id)
    assert second is not None
    assert second.conditions == "Kostenplan ergänzen\nEigenmittel belegen"
    assert _resolved(a_house, three) is None
    assert len(letters(a_house)) == known + 2
    assert now(a_house, meeting.id).state is MeetingState.HELD
    minutes = kg.get(answer.headers["location"]).text
    assert "mit Auflagen bestätigt" in minutes
    assert "Eigenmittel belegen" in minutes
    assert findings(a_house) == []


def test_the_same_again_changes_nothing(a_house: House, visit: Visit) -> None:
    meeting, (one,) = with_cases(a_house, 1)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    preview = _post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "adopted"}).text
    _confirm(kg, at, preview)
    recorded = version(a_house, one.dossier)

    _confirm(kg, at, preview)

    assert version(a_house, one.dossier) == recorded


def test_a_rehearsal_shows_letters_and_is_noted_as_a_reading_of_those_cases(a_house: House, visit: Visit) -> None:
    meeting, (one, two) = with_cases(a_house, 2)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"

    _post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "adopted"})

    with a_house.database.reading() as connection:
        noted = [[each.party for each in readings.readings_of(connection, item.dossier)] for item in (one, two)]
    assert noted == [[party_id("leipzig", KG)], []]


def test_refused_rows_come_first_with_their_sentence_and_the_others_are_recorded(a_house: House, visit: Visit) -> None:
    meeting, (one, two) = with_cases(a_house, 2)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"

    preview = _post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "referred", f"ergebnis.{two.id}": "adopted"}).text
    answer = _confirm(kg, at, preview)

    alert = preview.index('role="alert"')
    assert alert < preview.index('id="punkt-1"')
    assert "3.1" in preview[alert : preview.index('id="punkt-1"')]
    assert "3.2" in preview[preview.index('id="punkt-1"') :]
    assert answer.status_code == 409
    assert f'href="#zeile-{one.id}"' in answer.text
    assert re.search(rf'name="ergebnis.{one.id}".*?value="referred"[^>]* selected', answer.text, re.DOTALL)
    assert _resolved(a_house, one) is None
    assert _resolved(a_house, two) is not None


def test_a_case_that_moved_meanwhile_is_reported_and_the_others_are_saved(a_house: House, visit: Visit) -> None:
    meeting, (one, two) = with_cases(a_house, 2)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    preview = _post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "adopted", f"ergebnis.{two.id}": "rejected"}).text
    other = Resolve(stage="kg", on=When("2026-11-23"), outcome=MeetingOutcome.POSTPONED)
    receive(a_house, "3.1", other, by=DESK, programme=LEIPZIG, authority="leipzig")

    answer = _confirm(kg, at, preview)

    assert answer.status_code == 409
    assert f'href="#zeile-{one.id}"' in answer.text
    assert f'id="zeile-{one.id}"' in answer.text
    assert "zurückgestellt" in answer.text
    first, second = _resolved(a_house, one), _resolved(a_house, two)
    assert first is not None
    assert first.outcome is MeetingOutcome.POSTPONED
    assert second is not None
    assert second.outcome is MeetingOutcome.REJECTED


def test_what_only_the_system_added_meanwhile_stops_nobody(a_house: House, visit: Visit) -> None:
    meeting, (one,) = with_cases(a_house, 1)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    # The version before the chain opened the next stage, as if the page had been open for long.
    seen = next(entry.seq for entry in desk.now(a_house, one.dossier).entries if isinstance(entry.event, Scheduled))
    preview = _post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "adopted"}).text

    answer = kg.post(at, data={**hidden(preview), f"seen.{one.id}": str(seen), "schritt": "eintragen"})

    assert answer.status_code == 303, answer.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, ""),
        ({"stimmen": "einstimmig"}, "ergebnis"),
        ({"ergebnis": "granted"}, "ergebnis"),
        ({"ergebnis": "resubmission", "wiedervorlage": "31.02.2027"}, "wiedervorlage"),
    ],
)
def test_what_cannot_be_read_comes_back_as_it_was_typed(
    a_house: House, visit: Visit, typed: dict[str, str], field: str
) -> None:
    meeting, (one,) = with_cases(a_house, 1)
    at = f"/sitzungen/{meeting.id}/eintragen"

    answer = _post(visit(KG), at, "pruefen", **{f"{name}.{one.id}": value for name, value in typed.items()})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert not field or f'href="#{field}.{one.id}"' in answer.text
    page = unescape(answer.text)
    for name in ("stimmen", "wiedervorlage"):
        assert name not in typed or f'value="{typed[name]}"' in page
    assert _resolved(a_house, one) is None


def test_back_from_the_rehearsal_keeps_what_was_typed(a_house: House, visit: Visit) -> None:
    meeting, (one,) = with_cases(a_house, 1)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    preview = _post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "adopted", f"stimmen.{one.id}": '5 : 2 "knapp"'}).text

    table = _confirm(kg, at, preview, "zurueck")

    assert table.status_code == 200
    assert 'value="5 : 2 "knapp""' in unescape(table.text)
    assert _resolved(a_house, one) is None


def test_attendance_and_bias_are_recorded_and_whoever_is_biased_does_not_vote(a_house: House, visit: Visit) -> None:
    meeting, (one, two) = with_cases(a_house, 2)
    for handle in (RP, KG):
        seat(a_house, handle, "2025-01-01")
    rp, kg_ = party_id("leipzig", RP), party_id("leipzig", KG)
    visitor, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    typed = {
        f"anwesend.{rp}": "1", f"anwesend.{kg_}": "1", f"ergebnis.{one.id}": "adopted", f"befangen.{one.id}.{rp}": "1",
        f"ergebnis.{two.id}": "rejected", f"geheim.{two.id}": "1", f"stimmen.{two.id}": "0:2",
    }  # fmt: skip

    answer = _confirm(visitor, at, _post(visitor, at, "pruefen", **typed).text)

    assert answer.status_code == 303, answer.text
    first, second = _resolved(a_house, one), _resolved(a_house, two)
    assert first is not None
    assert (first.biased, first.voters) == ((rp,), (kg_,))
    assert second is not None
    assert (second.secret, second.voters) == (True, ())
    assert set(now(a_house, meeting.id).present) == {rp, kg_}
    minutes = visitor.get(f"/sitzungen/{meeting.id}/niederschrift").text
    public = visitor.get(f"/sitzungen/{meeting.id}/niederschrift?oeffentlich=1").text
    assert "RP, Bewilligung" in minutes
    assert "RP, Bewilligung" not in public


def test_a_meeting_without_cases_is_noted_as_held_with_who_was_there(a_house: House, visit: Visit) -> None:
    seat(a_house, RP, "2025-01-01")
    meeting = a_meeting(a_house)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"

    answer = _confirm(kg, at, _post(kg, at, "pruefen", **{f"anwesend.{party_id('leipzig', RP)}": "1"}).text)

    assert answer.status_code == 303, answer.text
    assert 'role="status"' in kg.get(answer.headers["location"]).text
    after = now(a_house, meeting.id)
    assert (after.state, after.present) == (MeetingState.HELD, (party_id("leipzig", RP),))


def test_a_table_sent_after_the_session_ended_is_kept_until_somebody_signed_in(a_house: House, visit: Visit) -> None:
    meeting, (one,) = with_cases(a_house, 1)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    form = hidden(kg.get(at).text)
    many = {f"stimmen.{number}": "" for number in range(1300)}
    ended(a_house)

    answer = kg.post(at, data={**form, **many, f"ergebnis.{one.id}": "adopted", f"stimmen.{one.id}": "7:1"})

    assert answer.status_code == 401
    sign_in(a_house, kg, KG)
    table = kg.get(onward(answer.text)).text
    assert 'value="7:1"' in table
    assert re.search(r'value="adopted"[^>]* selected', table)


def test_the_public_minutes_hold_nothing_of_non_public_items(a_house: House, visit: Visit) -> None:
    meeting, (one, two) = with_cases(a_house, 2, non_public=[2])
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    typed = {f"ergebnis.{one.id}": "adopted", f"ergebnis.{two.id}": "adopted", f"stimmen.{two.id}": "einstimmig"}
    _confirm(kg, at, _post(kg, at, "pruefen", **typed).text)

    public = kg.get(f"/sitzungen/{meeting.id}/niederschrift?oeffentlich=1").text

    assert "3.1" in public
    assert not [word for word in ("3.2", two.id, two.dossier, "einstimmig", "ichtöffentlich", "on-public") if word in public]


def test_a_meeting_to_come_cannot_be_recorded_yet(a_house: House, visit: Visit) -> None:
    meeting, (one,) = with_cases(a_house, 1, LATER)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"

    page = kg.get(at)
    answer = _post(
        kg, at, "pruefen", **{"csrf": hidden(kg.get("/sitzungen/neu").text)["csrf"], f"ergebnis.{one.id}": "adopted"}
    )

    assert page.status_code == 200
    assert "<select" not in page.text
    assert answer.status_code == 422
    assert _resolved(a_house, one) is None


def test_a_table_of_200_rows_is_taken_in(a_house: House, visit: Visit) -> None:
    meeting, (one,) = with_cases(a_house, 1)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    names = ("ergebnis", "stimmen", "auflagen", "ueberwiesen", "wiedervorlage", "geheim", "seen", "befangen")
    many = {f"{name}.{number}": "1" for name in names for number in range(199)}

    answer = _post(kg, at, "pruefen", **many, **{f"ergebnis.{one.id}": "adopted"})

    assert answer.status_code == 200, answer.text
    elsewhere = kg.post("/sitzungen/neu", data={**hidden(kg.get("/sitzungen/neu").text), **many})
    assert elsewhere.status_code == 400, "every other form has the limit it had"


def test_who_only_reads_finds_no_table_and_sponsors_find_nothing(a_house: House, visit: Visit) -> None:
    meeting, (one,) = with_cases(a_house, 1)
    home = f"/sitzungen/{meeting.id}"

    assert visit(RP).get(f"{home}/niederschrift").status_code == 200
    for handle, paths in {RP: ["/eintragen"], CITY: ["", "/niederschrift", "/eintragen"]}.items():
        visitor = visit(handle)
        own = hidden(visitor.get("/konto").text)
        for path in paths:
            assert visitor.get(f"{home}{path}").status_code == 404, (handle, path)
        posted = visitor.post(f"{home}/eintragen", data={**own, f"ergebnis.{one.id}": "adopted", "schritt": "eintragen"})
        assert posted.status_code == 404
    assert _resolved(a_house, one) is None


def test_letters_are_unique_in_each_language_and_every_outcome_has_one() -> None:
    assert set(KEYS) == set(MeetingOutcome)
    for language in ("de", "en"):
        said = [letter.into(language) for letter in KEYS.values()]
        assert len({*said}) == len(MeetingOutcome), language
        assert all(len(letter) == 1 and letter.islower() for letter in said)


def test_the_legend_says_which_outcome_needs_a_field() -> None:
    speak("de")
    found = {key.outcome: key for key in legend(["adopted", "referred"])}

    assert [*found] == ["adopted", "referred"]
    assert found["adopted"].word == OUTCOMES["adopted"].de
    assert (found["adopted"].needs, found["referred"].needs) == ("", "referred_to")


def test_the_agenda_after_recording_offers_only_what_is_left(a_house: House, visit: Visit) -> None:
    meeting, (one, two) = with_cases(a_house, 2)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    _confirm(kg, at, _post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "adopted"}).text)

    table = kg.get(at).text

    assert f'name="ergebnis.{one.id}"' not in table
    assert f'name="ergebnis.{two.id}"' in table
    assert len(items(a_house, meeting.id)) == 2
    assert isinstance(desk.now(a_house, one.dossier), Dossier)
