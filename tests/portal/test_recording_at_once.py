"""Several people, several tabs, several clicks: each entry is recorded once, and nobody overrules what they have not seen."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from threading import Barrier

import pytest

from domain.commands import Assign, Resolve
from domain.dates import When
from domain.events import DocumentFiled
from domain.standing import with_next
from domain.vocabulary import MeetingOutcome
from portal.office.recording import moved_on
from store.people import party_id
from tests.houses import BERLIN, DESK, KG, LEIPZIG_STEPS, RP, berlin_case, leipzig_case, version
from tests.portal.conftest import Visit
from tests.portal.desk import check, confirm, enter, hidden, now
from workflows.house import House
from workflows.inbox import receive
from workflows.walk import catch_up


def test_a_double_click_records_once(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    path, desk = f"/akten/{dossier.id}/eintragen/kg", visit(DESK)
    preview = check(desk, path, outcome="adopted", on="04.07.2002").text

    first, second = confirm(desk, path, preview), confirm(desk, path, preview)

    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    assert version(a_house, dossier.id) == 3


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("eintragen/submission", {"on": "01.07.2002", "begins_round": "Neu eingereicht"}),
        ("zurueckgeben/submission", {"purpose": "rework", "on": "01.07.2002", "reason": "Neu rechnen"}),
        ("berichtigen/2", {"way": "void", "reason": "Verwechslung"}),
        ("stand", {"status": "planning", "on": "01.07.2002"}),
        ("zurueckziehen", {"on": "01.07.2002", "reason": "Kein Bedarf"}),
    ],
)
def test_a_double_click_records_once_whatever_the_form(a_house: House, visit: Visit, act: str, typed: dict[str, str]) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    path, desk = f"/akten/{dossier.id}/{act}", visit(DESK)
    preview = check(desk, path, **typed).text

    first = confirm(desk, path, preview)
    recorded = version(a_house, dossier.id)
    second = confirm(desk, path, preview)

    assert first.status_code == second.status_code == 303, second.text
    assert first.headers["location"] == second.headers["location"]
    assert version(a_house, dossier.id) == recorded


def test_a_stale_tab_shows_what_was_recorded_and_keeps_what_was_typed(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "decision").dossier
    path, desk = f"/akten/{dossier.id}/eintragen/decision", visit(DESK)
    typed = {"outcome": "refused", "on": "18.11.2002", "reason": "Kein Geld da <b>"}
    form, preview = hidden(desk.get(path).text), check(desk, path, **typed).text
    enter(visit(RP), path, outcome="granted", on="18.11.2002")

    for answer in (
        desk.post(path, data={**form, **typed, "schritt": "pruefen"}),
        confirm(desk, path, preview),
    ):
        assert answer.status_code == 409
        assert 'role="alert"' in answer.text
        assert "Projektentscheidung (Runde 1): bewilligt" in answer.text
        assert "RP, Bewilligung" in answer.text
        assert "Kein Geld da &lt;b&gt;" in answer.text
        assert 'value="18.11.2002"' in answer.text
        assert 'value="refused" checked' in answer.text
    again = desk.post(path, data={**hidden(answer.text), **typed, "schritt": "pruefen"})
    assert again.status_code == 422  # decided is decided: only a correction changes it
    assert version(a_house, dossier.id) == dossier.version + 1


def test_what_the_chain_adds_meanwhile_stops_nobody(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    path, desk = f"/akten/{dossier.id}/eintragen/kg", visit(DESK)
    preview = check(desk, path, outcome="adopted", on="04.07.2002").text
    catch_up(a_house)
    assert version(a_house, dossier.id) > dossier.version

    assert confirm(desk, path, preview).status_code == 303


def test_two_decide_at_once_one_wins_and_the_other_sees_both(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "decision").dossier
    path = f"/akten/{dossier.id}/eintragen/decision"
    ready = Barrier(2)
    pairs = [
        (visit(RP), {"outcome": "granted", "on": "18.11.2002", "reason": "Wir sagen ja"}),
        (visit(DESK), {"outcome": "refused", "on": "19.11.2002", "reason": "Wir sagen nein"}),
    ]
    previews = [(visitor, check(visitor, path, **typed).text, typed) for visitor, typed in pairs]

    def press(one: int) -> tuple[int, str]:
        visitor, preview, _ = previews[one]
        ready.wait()
        answer = confirm(visitor, path, preview)
        return answer.status_code, answer.text

    with ThreadPoolExecutor(2) as two:
        answers = list(two.map(press, range(2)))

    assert sorted(status for status, _ in answers) == [303, 409]
    loser = next(n for n, (status, _) in enumerate(answers) if status == 409)
    said = unescape(answers[loser][1])
    assert previews[loser][2]["reason"] in said
    assert previews[1 - loser][2]["reason"] in said
    assert version(a_house, dossier.id) == dossier.version + 1


def test_a_budget_that_is_spent_refuses_at_the_last_step_too(a_house: House, visit: Visit) -> None:
    desk = visit("qm-team", "berlin")
    first = berlin_case(a_house, "AF-1").dossier
    path = f"/akten/{first.id}/eintragen/decision"
    typed = {"outcome": "granted", "on": "21.03.2024", "amount": "1500"}
    preview = check(desk, path, **typed).text
    for number in range(2, 40):
        other = berlin_case(a_house, f"AF-{number}").dossier
        if enter(desk, f"/akten/{other.id}/eintragen/decision", **typed).status_code == 422:
            break

    answer = confirm(desk, path, preview)

    assert first.programme.programme == BERLIN
    assert answer.status_code == 422
    assert 'value="1500"' in answer.text


def test_an_outcome_is_recorded_at_the_door_everybody_uses(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    enter(visit(KG), f"/akten/{dossier.id}/eintragen/kg", outcome="adopted", on="04.07.2002")
    through_the_door = leipzig_case(a_house, "kg", "9.9").dossier
    command, by = LEIPZIG_STEPS["kg"]
    assert command == Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED)
    receive(a_house, "9.9", command, by=by)

    one, other = (now(a_house, id_).entries[-1] for id_ in (dossier.id, through_the_door.id))
    assert (one.event, one.on, one.actor, one.role) == (other.event, other.on, other.actor, other.role)


def test_both_versions_stand_side_by_side_and_either_can_be_kept(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    home, mine, theirs = f"/akten/{dossier.id}", visit(DESK), visit(KG)
    path = f"{home}/eintragen/kg"
    form = hidden(mine.get(f"{path}?lang=en").text)
    enter(theirs, path, outcome="postponed", on="04.07.2002", vote="5:3")

    answer = mine.post(path, data={**form, "outcome": "adopted", "on": "2002-07-04", "vote": "6:2", "schritt": "pruefen"})

    assert answer.status_code == 409
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())
    assert "What you typed is still here. Compare both versions." in text
    assert "Outcome confirmed postponed Day it happened 4 July 2002 4 July 2002 (the same)" in text
    assert "Vote 6:2 5:3" in text
    assert f'<a class="kern-link" href="{home}">Leave it as it is recorded now</a>' in answer.text
    again = {"outcome": "adopted", "on": "2002-07-05", "vote": "6:2"}
    preview = mine.post(path, data={**hidden(answer.text), **again, "schritt": "pruefen"})
    assert preview.status_code == 200, "the body may deal with it again"
    assert confirm(mine, path, preview.text).status_code == 303
    assert version(a_house, dossier.id) == dossier.version + 2


def test_two_corrections_of_one_entry_are_compared_with_the_entry_as_it_is_now(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "decision").dossier
    path, one, other = f"/akten/{dossier.id}/berichtigen/3?lang=en", visit(DESK), visit(DESK)
    form = hidden(one.get(path).text)
    enter(other, path, way="change", on="05.07.2002", reason="Protokoll gelesen")

    answer = one.post(path, data={**form, "way": "change", "on": "06.07.2002", "reason": "Verlesen", "schritt": "pruefen"})

    assert answer.status_code == 409
    assert "6 July 2002</td>" in answer.text
    assert "5 July 2002</td>" in answer.text


def test_what_others_recorded_elsewhere_in_the_file_is_listed_without_a_comparison(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    path, desk = f"/akten/{dossier.id}/eintragen/kg?lang=en", visit(DESK)
    form = hidden(desk.get(path).text)
    enter(visit(DESK), f"/akten/{dossier.id}/stand", status="planning", on="01.07.2002")

    answer = desk.post(path, data={**form, "outcome": "adopted", "on": "04.07.2002", "schritt": "pruefen"})

    assert answer.status_code == 409
    assert "Implementation status: planning" in answer.text
    assert "Both versions" not in answer.text


def test_who_became_responsible_meanwhile_stops_nobody_but_who_says_so_too(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    path, desk = f"/akten/{dossier.id}/eintragen/kg", visit(DESK)
    preview = check(desk, path, outcome="adopted", on="04.07.2002").text
    receive(a_house, "2.2", Assign(on=When("2002-07-01"), officer=party_id("leipzig", RP)), by=DESK)

    assert moved_on(now(a_house, dossier.id), dossier.version, "", assigning=True)
    assert confirm(desk, path, preview).status_code == 303


def test_ones_own_document_stops_nobody_and_that_of_another_does(a_house: House) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    filed = DocumentFiled("d", "0" * 64, 1, "application/pdf")
    after = with_next(dossier, [(filed, When("2002-07-01"))], at="2002-07-01T08:00:00Z", by=("p", "applicant"))
    assert not moved_on(after, dossier.version, "p")
    assert moved_on(after, dossier.version, "q")
