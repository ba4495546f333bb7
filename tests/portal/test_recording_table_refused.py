"""The table of a meeting when something is wrong: nothing typed is lost, nobody overrules unseen, nobody else gets in."""

import re
from html import unescape

import pytest

from domain.commands import Resolve
from domain.dates import When
from domain.events.meetings import Scheduled
from domain.vocabulary import MeetingOutcome
from tests.houses import CITY, DESK, KG, LEIPZIG, RP
from tests.portal import desk
from tests.portal.conftest import Visit
from tests.portal.desk import hidden
from tests.portal.sittings import LATER, with_cases
from tests.portal.table import confirm, post, resolved
from tests.portal.test_parking import ended, onward, sign_in
from workflows.house import House
from workflows.inbox import receive


def test_refused_rows_come_first_with_their_sentence_and_the_others_are_recorded(a_house: House, visit: Visit) -> None:
    meeting, (one, two) = with_cases(a_house, 2)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"

    preview = post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "referred", f"ergebnis.{two.id}": "adopted"}).text
    answer = confirm(kg, at, preview)

    alert = preview.index('role="alert"')
    assert alert < preview.index('id="punkt-1"')
    assert "3.1" in preview[alert : preview.index('id="punkt-1"')]
    assert "3.2" in preview[preview.index('id="punkt-1"') :]
    assert answer.status_code == 409
    assert f'href="#zeile-{one.id}"' in answer.text
    assert re.search(rf'name="ergebnis.{one.id}".*?value="referred"[^>]* selected', answer.text, re.DOTALL)
    assert resolved(a_house, one) is None
    assert resolved(a_house, two) is not None


def test_a_case_that_moved_meanwhile_is_reported_and_the_others_are_saved(a_house: House, visit: Visit) -> None:
    meeting, (one, two) = with_cases(a_house, 2)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    preview = post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "adopted", f"ergebnis.{two.id}": "rejected"}).text
    other = Resolve(stage="kg", on=When("2026-11-23"), outcome=MeetingOutcome.POSTPONED)
    receive(a_house, "3.1", other, by=DESK, programme=LEIPZIG, authority="leipzig")

    answer = confirm(kg, at, preview)

    assert answer.status_code == 409
    assert f'href="#zeile-{one.id}"' in answer.text
    assert f'id="zeile-{one.id}"' in answer.text
    assert "zurückgestellt" in answer.text
    first, second = resolved(a_house, one), resolved(a_house, two)
    assert first is not None
    assert first.outcome is MeetingOutcome.POSTPONED
    assert second is not None
    assert second.outcome is MeetingOutcome.REJECTED


def test_what_only_the_system_added_meanwhile_stops_nobody(a_house: House, visit: Visit) -> None:
    meeting, (one,) = with_cases(a_house, 1)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    # The version before the chain opened the next stage, as if the page had been open for long.
    seen = next(entry.seq for entry in desk.now(a_house, one.dossier).entries if isinstance(entry.event, Scheduled))
    preview = post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "adopted"}).text

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

    answer = post(visit(KG), at, "pruefen", **{f"{name}.{one.id}": value for name, value in typed.items()})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert not field or f'href="#{field}.{one.id}"' in answer.text
    page = unescape(answer.text)
    for name in ("stimmen", "wiedervorlage"):
        assert name not in typed or f'value="{typed[name]}"' in page
    assert resolved(a_house, one) is None


def test_back_from_the_rehearsal_keeps_what_was_typed(a_house: House, visit: Visit) -> None:
    meeting, (one,) = with_cases(a_house, 1)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    preview = post(kg, at, "pruefen", **{f"ergebnis.{one.id}": "adopted", f"stimmen.{one.id}": '5 : 2 "knapp"'}).text

    table = confirm(kg, at, preview, "zurueck")

    assert table.status_code == 200
    assert 'value="5 : 2 "knapp""' in unescape(table.text)
    assert resolved(a_house, one) is None


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


def test_a_meeting_to_come_cannot_be_recorded_yet(a_house: House, visit: Visit) -> None:
    meeting, (one,) = with_cases(a_house, 1, LATER)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"

    page = kg.get(at)
    answer = post(kg, at, "pruefen", **{"csrf": hidden(kg.get("/sitzungen/neu").text)["csrf"], f"ergebnis.{one.id}": "adopted"})

    assert page.status_code == 200
    assert "<select" not in page.text
    assert answer.status_code == 422
    assert resolved(a_house, one) is None


def test_a_table_of_200_rows_is_taken_in(a_house: House, visit: Visit) -> None:
    meeting, (one,) = with_cases(a_house, 1)
    kg, at = visit(KG), f"/sitzungen/{meeting.id}/eintragen"
    names = ("ergebnis", "stimmen", "auflagen", "ueberwiesen", "wiedervorlage", "geheim", "seen", "befangen")
    many = {f"{name}.{number}": "1" for name in names for number in range(199)}

    answer = post(kg, at, "pruefen", **many, **{f"ergebnis.{one.id}": "adopted"})

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
    assert resolved(a_house, one) is None
