"""Recording a whole meeting in one table: rehearsed, confirmed, saved together, and printed in the minutes."""

import re

from domain.dossier import Dossier
from domain.vocabulary import MeetingOutcome, MeetingState
from domain.words import OUTCOMES
from portal.meetings.outcome_keys import KEYS, legend
from store import readings
from store.people import party_id
from tests.houses import KG, RP, findings, letters, version
from tests.portal import desk
from tests.portal.conftest import Visit
from tests.portal.sittings import a_meeting, items, now, seat, with_cases
from tests.portal.table import confirm, post, resolved
from wording.language import speak
from workflows.house import House
from workflows.walk import catch_up


def test_what_is_typed_is_rehearsed_then_recorded_and_stands_in_the_minutes(a_house: House, visit: Visit) -> None:
    meeting, (one, two, three) = with_cases(a_house, 3)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    known = len(letters(a_house))
    typed = {
        f"ergebnis.{one.id}": "adopted", f"stimmen.{one.id}": "7 Ja, 1 Nein",
        f"ergebnis.{two.id}": "adopted_with_conditions", f"auflagen.{two.id}": "Kostenplan ergänzen\r\nEigenmittel belegen",
    }  # fmt: skip

    preview = post(kg, at, "pruefen", **typed)
    assert preview.status_code == 200, preview.text
    before = [resolved(a_house, item) for item in (one, two, three)]
    answer = confirm(kg, at, preview.text)
    catch_up(a_house)

    assert before == [None, None, None], "the rehearsal writes nothing"
    assert re.search(r"<strong>2 (Vorgänge|cases), 2 (E-Mails|e-mails)</strong>", preview.text)
    assert "7 Ja, 1 Nein" in preview.text
    assert "Kostenplan ergänzen" in preview.text
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sitzungen/{meeting.id}/niederschrift?erfasst=2")
    first, second = resolved(a_house, one), resolved(a_house, two)
    assert first is not None
    assert (first.outcome, first.vote, first.meeting) == (MeetingOutcome.ADOPTED, "7 Ja, 1 Nein", meeting.id)
    assert second is not None
    assert second.conditions == "Kostenplan ergänzen\nEigenmittel belegen"
    assert resolved(a_house, three) is None
    assert len(letters(a_house)) == known + 2
    assert now(a_house, meeting.id).state is MeetingState.HELD
    minutes = kg.get(answer.headers["location"]).text
    assert "mit Auflagen bestätigt" in minutes
    assert "Eigenmittel belegen" in minutes
    assert findings(a_house) == []


def test_the_same_again_changes_nothing(a_house: House, visit: Visit) -> None:
    meeting, (one,) = with_cases(a_house, 1)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    preview = post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "adopted"}).text
    confirm(kg, at, preview)
    recorded = version(a_house, one.dossier)

    confirm(kg, at, preview)

    assert version(a_house, one.dossier) == recorded


def test_a_rehearsal_shows_letters_and_is_noted_as_a_reading_of_those_cases(a_house: House, visit: Visit) -> None:
    meeting, (one, two) = with_cases(a_house, 2)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"

    post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "adopted"})

    with a_house.database.reading() as connection:
        noted = [[each.party for each in readings.readings_of(connection, item.dossier)] for item in (one, two)]
    assert noted == [[party_id("leipzig", KG)], []]


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

    answer = confirm(visitor, at, post(visitor, at, "pruefen", **typed).text)

    assert answer.status_code == 303, answer.text
    first, second = resolved(a_house, one), resolved(a_house, two)
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

    answer = confirm(kg, at, post(kg, at, "pruefen", **{f"anwesend.{party_id('leipzig', RP)}": "1"}).text)

    assert answer.status_code == 303, answer.text
    assert 'role="status"' in kg.get(answer.headers["location"]).text
    after = now(a_house, meeting.id)
    assert (after.state, after.present) == (MeetingState.HELD, (party_id("leipzig", RP),))


def test_the_public_minutes_hold_nothing_of_non_public_items(a_house: House, visit: Visit) -> None:
    meeting, (one, two) = with_cases(a_house, 2, non_public=[2])
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    typed = {f"ergebnis.{one.id}": "adopted", f"ergebnis.{two.id}": "adopted", f"stimmen.{two.id}": "einstimmig"}
    confirm(kg, at, post(kg, at, "pruefen", **typed).text)

    public = kg.get(f"/sitzungen/{meeting.id}/niederschrift?oeffentlich=1").text

    assert "3.1" in public
    assert not [word for word in ("3.2", two.id, two.dossier, "einstimmig", "ichtöffentlich", "on-public") if word in public]


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
    confirm(kg, at, post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "adopted"}).text)

    table = kg.get(at).text

    assert f'name="ergebnis.{one.id}"' not in table
    assert f'name="ergebnis.{two.id}"' in table
    assert len(items(a_house, meeting.id)) == 2
    assert isinstance(desk.now(a_house, one.dossier), Dossier)
