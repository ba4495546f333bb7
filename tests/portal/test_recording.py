"""Recording in the portal: form, preview, entry; nothing is recorded twice, nothing typed is lost, nobody overrules unseen."""

import re
from contextvars import copy_context
from html import unescape

import pytest

from domain.dossier import Dossier
from domain.events import Decided
from domain.standing import waiting
from tests.houses import CITY, DESK, KG, RP, findings, leipzig_case, letters, version
from tests.portal.conftest import Visit
from tests.portal.desk import check, confirm, enter, hidden, now
from wording.language import speak
from wording.words import waits
from workflows.house import House
from workflows.walk import catch_up

_LETTER = re.compile(r"<li>To (.+?): (.+?)\n.*?<pre[^>]*>(.*?)</pre>", re.DOTALL)
_WAITS = re.compile(r"<li>Waits then for: (.+?)</li>")


def _waits_in_english(dossier: Dossier) -> list[str]:
    speak("en")
    return [waits(line, dossier.programme) for line in waiting(dossier)]


def test_the_leipzig_case_from_submission_to_cofinancing_and_each_preview_comes_true(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "submission").dossier
    catch_up(a_house)
    desk = visit(DESK)
    desk.get("/?lang=en")
    authority, money = "granting authority (RP) – Project decision (round 1)", "funding partner – Financing (round 1)"
    steps: list[tuple[str, dict[str, str], list[str]]] = [
        ("submission", {"on": "24.05.2002"}, ["KG secretariat – KG session (round 1)"]),
        ("kg", {"outcome": "adopted", "on": "2002-07-04", "vote": "7:1"}, [authority]),
        ("early_start", {"outcome": "granted", "effective_on": "16.11.2000"}, [authority]),
        ("decision", {"outcome": "granted", "on": "18.11.2002", "amount": "12.345,67"}, [money]),
        ("cofinancing", {"outcome": "confirmed", "sources__efre": "1"}, [money]),
        ("cofinancing", {"outcome": "confirmed", "sources__stadt": "1"}, []),
    ]  # fmt: skip
    for stage, typed, whom in steps:
        path = f"/akten/{dossier.id}/eintragen/{stage}"
        known = {letter.id for letter in letters(a_house)}
        preview = check(desk, path, **typed).text

        answer = confirm(desk, path, preview)
        catch_up(a_house)

        promised = [(name, unescape(subject), unescape(text)) for name, subject, text in _LETTER.findall(preview)]
        written = [(one.recipient_name, one.subject, one.text) for one in letters(a_house) if one.id not in known]
        assert promised == written, stage
        assert [unescape(line) for line in _WAITS.findall(preview)] == whom, stage
        assert copy_context().run(_waits_in_english, now(a_house, dossier.id)) == whom, stage
        assert answer.status_code == 303, answer.text
        assert 'role="status"' in desk.get(answer.headers["location"]).text
    done = now(a_house, dossier.id)
    assert list(waiting(done)) == []
    assert [fact.event.amount for fact in done.facts if isinstance(fact.event, Decided)] == [None, 1_234_567]
    assert findings(a_house) == []


def test_a_return_for_documents_and_their_arrival(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    desk = visit(DESK)
    back = {
        "purpose": "documents",
        "on": "01.06.2002",
        "reason": "Es fehlt etwas.",
        "documents": "Lageplan\r\n\r\nKostenplan",
        "due": "1.7.2002",
    }

    preview = check(desk, f"/akten/{dossier.id}/zurueckgeben/submission", **back)
    confirm(desk, f"/akten/{dossier.id}/zurueckgeben/submission", preview.text)
    catch_up(a_house)

    assert "Lageplan, Kostenplan; bis 01.07.2002" in preview.text
    assert letters(a_house)[-1].template == "documents_requested"
    supplied = enter(desk, f"/akten/{dossier.id}/eintragen/submission", on="02.06.2002")
    assert "Unterlagen nachgereicht" in desk.get(supplied.headers["location"]).text


def test_a_rework_keeps_what_is_ticked(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "decision").dossier
    path = f"/akten/{dossier.id}/zurueckgeben/submission"

    enter(visit(DESK), path, purpose="rework", on="05.07.2002", reason="Neu rechnen", keep__kg="1")

    after = now(a_house, dossier.id)
    assert after.rounds["approval"] == 2
    assert [line.stage for line in waiting(after)] == ["submission"]
    assert after.at("kg", 2)


def test_a_settled_stage_asks_for_the_reason_of_the_next_round(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "decision").dossier
    path, desk = f"/akten/{dossier.id}/eintragen/kg", visit(DESK)

    without = check(desk, path, outcome="adopted", on="04.09.2002")
    assert without.status_code == 422
    assert 'name="begins_round"' in without.text
    assert 'name="begins_round"' not in desk.get(f"/akten/{dossier.id}/eintragen/decision").text
    enter(desk, path, outcome="adopted", on="04.09.2002", begins_round="Zweite Bestätigung laut Blatt")

    assert [line.stage for line in waiting(now(a_house, dossier.id))] == ["submission"]


def test_withdrawal_status_and_correction_go_the_same_way(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "cofinancing").dossier
    catch_up(a_house)
    desk, home = visit(DESK), f"/akten/{dossier.id}"
    decision = next(fact.seq for fact in dossier.facts if isinstance(fact.event, Decided))
    known = len(letters(a_house))

    enter(desk, f"{home}/stand", status="planning", on="06/2002")
    assert "Projektentscheidung (Runde 1): bewilligt" in desk.get(f"{home}/berichtigen/{decision}").text
    nothing = check(desk, f"{home}/berichtigen/{decision}", way="change", reason="Tippfehler")
    preview = check(desk, f"{home}/berichtigen/{decision}", way="change", amount="1.000,00", reason="Tippfehler")
    confirm(desk, f"{home}/berichtigen/{decision}", preview.text)
    catch_up(a_house)
    page = desk.get(home).text

    assert nothing.status_code == 422
    assert "in Planung" in page
    assert "1.000,00 EUR" in page
    assert "Ein Eintrag wurde berichtigt" in preview.text
    assert [letter.template for letter in letters(a_house)[known:]] == ["correction"]
    enter(desk, f"{home}/zurueckziehen", on="1.12.2002", reason="Es fehlt an Geld")
    assert list(waiting(now(a_house, dossier.id))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": "31.02.2002"},
        {"on": ""},
        {"on": "2.1.2999"},
        {"on": "01.01.2001"},
        {"amount": "10.000"},
        {"amount": "viel"},
        {"amount": "-1"},
        {"outcome": "adopted"},
        {"outcome": ""},
        {"outcome": "partially_granted", "reason": ""},
        {"reason": "Zeichen \u202e verdreht"},
        {"reason": "x" * 5000},
    ],
)
def test_refusals_keep_what_was_typed(a_house: House, visit: Visit, wrong: dict[str, str]) -> None:
    dossier = leipzig_case(a_house, "decision").dossier
    typed = {"outcome": "granted", "on": "18.11.2002", "amount": "300.000,00", "reason": "Ja & gern", **wrong}

    answer = check(visit(DESK), f"/akten/{dossier.id}/eintragen/decision?lang=en", **typed)

    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert 'role="alert"' in answer.text
    assert "There is a problem" in answer.text
    page = unescape(answer.text)
    for name in ("on", "amount"):
        assert f'value="{typed[name]}"' in page
    assert typed["reason"] in page
    assert version(a_house, dossier.id) == dossier.version


def test_back_from_the_preview_keeps_what_was_typed(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "cofinancing").dossier
    path, desk = f"/akten/{dossier.id}/eintragen/cofinancing", visit(DESK)
    preview = check(desk, path, outcome="declined", reason='Nein, "danke"', sources__efre="1").text

    form = confirm(desk, path, preview, "zurueck")

    assert form.status_code == 200
    assert 'name="sources.efre" value="1" checked' in form.text
    assert 'name="sources.stadt" value="1" checked' not in form.text
    assert 'Nein, "danke"' in unescape(form.text)
    assert version(a_house, dossier.id) == dossier.version


def test_who_may_not_record_finds_nothing(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "decision").dossier
    forbidden = {
        KG: ("eintragen/decision", "eintragen/nichts", "zurueckgeben/submission", "stand", "zurueckziehen", "berichtigen/2"),
        RP: ("eintragen/kg", "zurueckgeben/submission", "berichtigen/3", "stand"),
        CITY: ("eintragen/submission", "zurueckziehen"),
        DESK: ("eintragen/nichts", "zurueckgeben/kg", "berichtigen/1", "berichtigen/0", "berichtigen/99", "berichtigen/²"),
    }
    for handle, acts in forbidden.items():
        visitor = visit(handle)
        own = hidden(visitor.get("/").text)
        for act in acts:
            path = f"/akten/{dossier.id}/{act}"
            assert visitor.get(path).status_code == 404, (handle, act)
            posted = visitor.post(path, data={**own, "schritt": "eintragen", "outcome": "granted", "on": "18.11.2002"})
            assert posted.status_code in {403, 404}, (handle, act)
    assert version(a_house, dossier.id) == dossier.version


def test_the_form_token_is_required(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "decision").dossier
    path, desk = f"/akten/{dossier.id}/eintragen/decision", visit(DESK)
    form = hidden(desk.get(path).text)

    answer = desk.post(path, data={**form, "csrf": "x", "outcome": "granted", "on": "18.11.2002", "schritt": "eintragen"})

    assert answer.status_code == 403
    assert version(a_house, dossier.id) == dossier.version


def test_what_looks_like_a_slip_is_said_in_the_preview_and_can_be_recorded(a_house: House, visit: Visit) -> None:
    dossier = leipzig_case(a_house, "kg").dossier
    path, desk = f"/akten/{dossier.id}/eintragen/kg?lang=en", visit(DESK)

    fine = check(desk, path, outcome="adopted", on="04.07.2002").text
    slip = check(desk, path, outcome="resubmission", on="23.05.2002", resubmit_on="01.05.2002")

    assert "Please check" not in fine
    assert "The session lies before the day the application came in (24 May 2002)." in slip.text
    assert "The day of resubmission (1 May 2002) does not lie after the session." in slip.text
    assert confirm(desk, path, slip.text).status_code == 303
