"""Every entry about deadlines through the API, and what of them the applicant's side reads."""

from domain.deadlines.held import deadlines
from store import roster
from store.people import party_id
from tests.api.asking import problem, say
from tests.api.conftest import Call
from tests.houses import CITY, CONTACT, DESK, KG, LEIPZIG, RESIDENT, findings, leipzig_case
from tests.portal.desk import now
from workflows.house import House

DAY = "2026-11-23"
SAID: list[dict[str, object]] = [
    {"kind": "set_deadline", "deadline": "report", "role": "applicant", "due": "2031-03-03", "on": DAY, "title": "Bericht"},
    {"kind": "set_deadline", "deadline": "check", "role": "case_officer", "due": "2031-03-03", "on": DAY},
    {"kind": "extend_deadline", "deadline": "report", "until": "2031-06-30", "on": DAY, "reason": "Rechnungsprüfung"},
    {"kind": "extend_deadline", "deadline": "check", "until": "2031-06-30", "on": DAY, "reason": "Urlaub"},
    {"kind": "request_extension", "deadline": "report", "on": DAY, "reason": "Die Bank antwortet spät.", "until": "2031-08-29"},
    {"kind": "refuse_extension", "deadline": "report", "on": DAY, "reason": "Der Mittelabruf endet vorher."},
    {"kind": "stop_clock", "party": "land", "on": DAY, "reason": "Rückfrage beim Land"},
    {"kind": "resume_clock", "on": DAY, "reason": "da", "dues": [{"deadline": "check", "due": "2031-06-30"}]},
    {"kind": "end_deadline", "deadline": "report", "outcome": "met", "on": DAY, "reason": "liegt vor"},
    {"kind": "notify", "stage": "decision", "on": DAY, "delivery": "post", "notified_on": "2026-11-27",
     "appeal_until": "2026-12-28"},
]  # fmt: skip


def recorded(house: House, call: Call) -> str:
    id_ = leipzig_case(house, "cofinancing").dossier.id
    for number, said in enumerate(SAID):
        answer = say(call(DESK), id_, said, f"0123456789abcd{number:02}")
        assert answer.status_code == 201, answer.text
    return id_


def test_everything_about_deadlines_is_recorded_by_the_office(a_house: House, call: Call) -> None:
    id_ = recorded(a_house, call)
    held = {one.name.partition(":")[0]: (one.due, one.state.value) for one in deadlines(now(a_house, id_))}
    assert held == {"report": ("2031-06-30", "met"), "check": ("2031-06-30", "open"), "appeal": ("2026-12-28", "open")}


def test_the_applicants_side_reads_its_own_deadlines_and_no_reasons(a_house: House, call: Call) -> None:
    id_ = recorded(a_house, call)
    own = call(CONTACT)
    timeline = own.get(f"applications/{id_}/timeline").text
    assert "Bericht" in timeline
    assert "check" not in timeline
    entries = own.get(f"dossiers/{id_}/entries").json()["items"]
    assert {"DeadlineSet", "DeadlineExtended", "DeadlineEnded", "ClockStopped", "Notified"} <= {one["type"] for one in entries}
    for told in (timeline, str(entries)):
        assert "Die Bank antwortet spät." in told
        assert "Der Mittelabruf endet vorher." in told
        assert "Rückfrage" not in told
        assert "Rechnungsprüfung" not in told
        assert "Urlaub" not in told


def owing(house: House, call: Call) -> str:
    """A case whose applicant has until a day, and the office too."""
    id_ = leipzig_case(house, "kg").dossier.id
    for number, said in enumerate(SAID[:2]):
        assert say(call(DESK), id_, said, f"0123456789abcd{number:02}").status_code == 201
    return id_


ASK: dict[str, object] = {"kind": "request_extension", "deadline": "report", "on": DAY, "reason": "Die Bank antwortet spät."}
NO: dict[str, object] = {"kind": "refuse_extension", "deadline": "report", "on": DAY, "reason": "Mittelabruf"}


def test_the_applicants_side_asks_for_more_time_as_of_today_and_reads_that_it_waits(a_house: House, call: Call) -> None:
    id_ = owing(a_house, call)
    city = call(CITY)
    problem(say(city, id_, {**ASK, "on": "2026-11-20"}, "0123456789abcdef1"), 422, "not-valid")
    assert say(city, id_, {**ASK, "reason": " "}, "0123456789abcdef2").status_code == 422
    problem(say(city, id_, {**ASK, "until": "2031-03"}, "0123456789abcdef3"), 409, "day-needed")
    problem(say(city, id_, {**ASK, "deadline": "check"}, "0123456789abcdef4"), 409, "not-theirs")
    assert say(city, id_, ASK, "0123456789abcdef5").status_code == 201
    problem(say(city, id_, {**ASK, "reason": "noch einmal"}, "0123456789abcdef6"), 409, "already-requested")
    for reader in (city, call(DESK)):
        found = {one["name"]: one for one in reader.get(f"dossiers/{id_}/deadlines").json()["items"]}
        assert (found["report"]["asked_on"], found["report"]["due"]) == (DAY, "2031-03-03")
    assert say(call(DESK), id_, NO, "0123456789abcdef7").status_code == 201
    assert city.get(f"dossiers/{id_}/deadlines").json()["items"][0]["asked_on"] is None
    assert findings(a_house) == []


def test_only_a_side_of_the_case_or_its_administration_asks_and_only_the_office_refuses(a_house: House, call: Call) -> None:
    id_ = owing(a_house, call)
    problem(say(call(KG), id_, ASK, "0123456789abcdef1"), 403, "not-permitted")
    problem(say(call(RESIDENT, authority="berlin"), id_, ASK, "0123456789abcdef2"), 404, "not-found")
    with a_house.database.transaction() as connection:
        roster.set_roles(connection, party_id("leipzig", KG), LEIPZIG, ["kg_secretariat", "applicant"])
    problem(say(call(KG), id_, ASK, "0123456789abcdef6"), 403, "not-permitted")
    assert say(call(DESK), id_, ASK, "0123456789abcdef3").status_code == 201, "what came in a letter"
    problem(say(call(CITY), id_, NO, "0123456789abcdef4"), 403, "not-permitted")
    problem(say(call(KG), id_, NO, "0123456789abcdef5"), 403, "not-permitted")


def test_another_day_needs_a_reason_keeps_what_is_left_empty_and_both_sides_read_why(a_house: House, call: Call) -> None:
    id_ = owing(a_house, call)
    another: dict[str, object] = {"kind": "set_deadline", "deadline": "report", "role": "", "due": "2031-02-03", "on": DAY}
    problem(say(call(DESK), id_, another, "0123456789abcdef1"), 409, "why-another-day")
    assert say(call(DESK), id_, {**another, "reason": "Bescheid geändert"}, "0123456789abcdef2").status_code == 201
    for reader in (call(CONTACT), call(DESK)):
        (found, *_) = reader.get(f"dossiers/{id_}/deadlines").json()["items"]
        assert (found["due"], found["role"], found["title"]["de"]) == ("2031-02-03", "applicant", "Bericht")
        assert "Bescheid geändert" in str(found["derivation"])


def test_no_clock_stops_or_goes_on_by_a_month(a_house: House, call: Call) -> None:
    id_ = owing(a_house, call)
    stop: dict[str, object] = {"kind": "stop_clock", "party": "land", "on": "2026-11", "reason": "Rückfrage"}
    problem(say(call(DESK), id_, stop, "0123456789abcdef1"), 409, "clock-needs-a-day")
