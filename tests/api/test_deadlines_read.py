"""Deadlines through the API: read with their derivation by the office and by their own people, and recorded by the office."""

import pytest

from domain.commands import Return
from domain.commands.deadlines import SetDeadline
from domain.dates import When
from domain.vocabulary import ReturnPurpose
from tests.api.asking import problem, say
from tests.api.conftest import Call
from tests.houses import CITY, DESK, KG, LEIPZIG, RESIDENT, findings, leipzig_case
from tests.portal.desk import now
from workflows.house import House
from workflows.inbox import receive

ON = "2026-11-20"


def _returned(house: House) -> tuple[str, str]:
    """A case with a deadline of the applicant and one of the office: its id and the name of the first."""
    id_ = leipzig_case(house, "kg").dossier.id
    asked = Return(
        stage="submission", on=When(ON), purpose=ReturnPurpose.DOCUMENTS, documents=("Finanzplan",), due=When("2026-12-10"),
        reason="Der Finanzplan fehlt.",
    )  # fmt: skip
    receive(house, "2.2", asked, by=DESK, programme=LEIPZIG)
    name = f"submission:1:return:{now(house, id_).version}"
    ours = SetDeadline(
        deadline="frist:1", role="case_officer", due=When("2026-12-04"), on=When(ON), title="Prüfvermerk", start=When(ON),
        period="2 weeks", source="Hausverfügung",
    )  # fmt: skip
    receive(house, "2.2", ours, by=DESK, programme=LEIPZIG)
    return id_, name


def test_the_office_reads_every_deadline_with_the_sentences_of_its_derivation(a_house: House, call: Call) -> None:
    id_, name = _returned(a_house)

    items = call(DESK).get(f"dossiers/{id_}/deadlines", headers={"Accept-Language": "en"}).json()["items"]

    assert [one["name"] for one in items] == [name, "frist:1"]
    theirs, ours = items
    assert (theirs["due"], theirs["state"], theirs["owed_by"], theirs["derivation"]) == ("2026-12-10", "open", "sponsor", [])
    assert "2 weeks from 20 November 2026" in ours["derivation"][0]
    assert any("Hausverfügung" in sentence for sentence in ours["derivation"])
    assert [one["number"] for one in ours["versions"]] == [now(a_house, id_).version]


def test_applicants_read_their_own_and_strangers_nothing(a_house: House, call: Call) -> None:
    id_, name = _returned(a_house)
    assert [one["name"] for one in call(CITY).get(f"dossiers/{id_}/deadlines").json()["items"]] == [name]
    problem(call(RESIDENT, authority="berlin").get(f"dossiers/{id_}/deadlines"), 404, "not-found")


def test_a_dossier_without_deadlines_has_none(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    assert call(KG).get(f"dossiers/{id_}/deadlines").json() == {"items": []}


def test_more_time_is_given_once_and_shows_as_another_version(a_house: House, call: Call) -> None:
    id_, name = _returned(a_house)
    said = {"kind": "extend_deadline", "deadline": name, "until": "2026-12-21", "on": ON, "reason": "Gutachten"}

    first, again = say(call(DESK), id_, said), say(call(DESK), id_, said)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["entries"] == again.json()["entries"]
    shown = call(CITY).get(f"dossiers/{id_}/deadlines").json()["items"][0]
    assert shown["due"] == "2026-12-21"
    assert [one["state"] for one in shown["versions"]] == ["superseded", "open"]
    assert call(CITY).get(f"dossiers/{id_}").json()["waits"][0]["due"] == "2026-12-21"
    assert findings(a_house) == []


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "set_deadline", "deadline": "frist:2", "role": "applicant", "due": "2026-12-31", "on": ON, "title": "Abruf"},
        {"kind": "end_deadline", "deadline": "frist:1", "outcome": "met", "on": ON, "reason": "Vermerk"},
        {"kind": "stop_clock", "party": "land", "on": ON, "reason": "Stellungnahme", "deadlines": ["frist:1"]},
    ],
)
def test_the_office_records_about_deadlines_and_nobody_else(a_house: House, call: Call, said: dict[str, object]) -> None:
    id_, _name = _returned(a_house)
    problem(say(call(CITY), id_, said, "a-deadline-of-mine-1"), 403, "not-permitted")
    problem(say(call(KG), id_, said, "a-deadline-of-mine-2"), 403, "not-permitted")
    assert say(call(DESK), id_, said, "a-deadline-of-mine-3").status_code == 201
    assert findings(a_house) == []


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "extend_deadline", "deadline": "nichts:1", "until": "2026-12-21", "on": ON, "reason": "x"},
        {"kind": "extend_deadline", "deadline": "frist:1", "until": "2026-12", "on": ON, "reason": "x"},
        {"kind": "extend_deadline", "deadline": "frist:1", "until": "2026-12-01", "on": ON, "reason": "x"},
        {"kind": "set_deadline", "deadline": "frist:2", "role": "niemand", "due": "2026-12-31", "on": ON},
        {"kind": "resume_clock", "on": ON, "reason": "x", "dues": [{"deadline": "frist:1", "due": "2026-12-21"}]},
        {"kind": "notify", "stage": "decision", "on": ON, "delivery": "post", "notified_on": ON},
        {"kind": "notify", "stage": "nirgends", "on": ON, "delivery": "post", "notified_on": ON},
        {"kind": "extend_deadline", "deadline": "x\x00", "until": "2026-12-21", "on": ON, "reason": "x"},
        {"kind": "stop_clock", "party": "office", "on": ON, "reason": "x"},
    ],
)
def test_what_cannot_be_so_is_refused_with_a_sentence(a_house: House, call: Call, said: dict[str, object]) -> None:
    id_, _name = _returned(a_house)
    before = now(a_house, id_).version
    answer = say(call(DESK), id_, said)
    assert answer.status_code in {404, 409, 422}, answer.text
    assert answer.json()["detail"]
    assert now(a_house, id_).version == before
