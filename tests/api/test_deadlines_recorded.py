"""Every entry about deadlines through the API, and what of them the applicant's side reads."""

from domain.deadlines.held import deadlines
from tests.api.asking import say
from tests.api.conftest import Call
from tests.houses import CONTACT, DESK, leipzig_case
from tests.portal.desk import now
from workflows.house import House

DAY = "2026-11-23"
SAID: list[dict[str, object]] = [
    {"kind": "set_deadline", "deadline": "report", "role": "applicant", "due": "2031-03-03", "on": DAY, "title": "Bericht"},
    {"kind": "set_deadline", "deadline": "check", "role": "case_officer", "due": "2031-03-03", "on": DAY},
    {"kind": "extend_deadline", "deadline": "report", "until": "2031-06-30", "on": DAY, "reason": "Rechnungsprüfung"},
    {"kind": "extend_deadline", "deadline": "check", "until": "2031-06-30", "on": DAY, "reason": "Urlaub"},
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
        assert "Rückfrage" not in told
        assert "Rechnungsprüfung" not in told
        assert "Urlaub" not in told
