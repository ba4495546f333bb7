"""The calendar of meetings and a meeting's head: calling, moving, inviting, cancelling; a body's rules and members."""

import re
from datetime import date
from html import unescape

import pytest

from domain.programme.bodies import Body
from domain.text import Text
from domain.vocabulary import MeetingState
from portal.meetings.bodies import rules_in_words
from store import meetings, members
from tests.houses import CITY, CONTACT, DESK, KG, LEIPZIG, RP
from tests.portal.conftest import Visit
from tests.portal.desk import hidden
from tests.portal.sittings import LATER, TODAY, a_meeting, items, now, seat, secretary, with_cases
from wording.days import local, typed
from wording.language import speak
from wording.meetings import mailed
from wording.values import NotReadable
from workflows import meetings as running
from workflows.house import House
from workflows.meetings.invitations import how_many

FORM = {"gremium": f"{LEIPZIG}/kg", "tag": "10.12.2026", "uhrzeit": "18:00", "ort": "Neues Rathaus"}


def _called(a_house: House) -> list[meetings.Meeting]:
    with a_house.database.reading() as connection:
        return meetings.between(connection, "leipzig")


def test_a_meeting_is_called_and_stands_in_the_calendar(a_house: House, visit: Visit) -> None:
    kg = visit(KG)

    answer = kg.post("/sitzungen/neu", data={**hidden(kg.get("/sitzungen/neu").text), **FORM})

    (made,) = _called(a_house)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sitzungen/{made.id}?getan=neu"
    assert (made.meets_at, made.place, made.body) == (LATER, "Neues Rathaus", "kg")
    page = kg.get(answer.headers["location"]).text
    assert "Donnerstag, 10.12.2026, 18:00 Uhr" in page
    assert 'role="status"' in page
    assert f"/sitzungen/{made.id}" in kg.get("/sitzungen").text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"tag": "31.11.2026"}, "tag"), ({"tag": "12/2026"}, "tag"), ({"tag": ""}, "tag"), ({"uhrzeit": "25:00"}, "uhrzeit"),
        ({"uhrzeit": ""}, "uhrzeit"), ({"gremium": ""}, "gremium"), ({"gremium": "berlin-aktionsfonds/jury"}, "gremium"),
        ({"unterlagen_tag": "1.12.2026"}, "unterlagen_uhrzeit"),
        ({"unterlagen_tag": "11.12.2026", "unterlagen_uhrzeit": "9:00"}, ""), ({"ort": "x" * 301}, ""),
    ],
)  # fmt: skip
def test_what_is_wrong_comes_back_as_it_was_typed(a_house: House, visit: Visit, wrong: dict[str, str], field: str) -> None:
    kg = visit(KG)

    answer = kg.post("/sitzungen/neu", data={**hidden(kg.get("/sitzungen/neu").text), **FORM, **wrong})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert not field or f'href="#{field}"' in answer.text
    for name in ("tag", "uhrzeit", "ort"):
        assert f'value="{({**FORM, **wrong})[name]}"' in unescape(answer.text)
    assert _called(a_house) == []


def test_a_meeting_is_changed_as_it_was_seen_and_not_over_somebody_elses_change(a_house: House, visit: Visit) -> None:
    made = a_meeting(a_house, LATER)
    kg, at = visit(KG), f"/sitzungen/{made.id}/aendern"
    form = kg.get(at).text
    running.change_meeting(a_house, made.id, made.version, secretary(a_house, DESK), place="Volkshaus")
    wanted = {"tag": "11.12.2026", "uhrzeit": "17:30", "ort": "Neues Rathaus"}

    over = kg.post(at, data={**hidden(form), **wanted})
    again = kg.post(at, data={**hidden(over.text), **wanted})

    assert over.status_code == 422
    assert 'role="alert"' in over.text
    assert 'value="17:30"' in over.text
    assert again.status_code == 303
    after = now(a_house, made.id)
    assert (after.meets_at, after.place) == ("2026-12-11T17:30", "Neues Rathaus")


def test_inviting_and_cancelling_with_the_items_taken_to_the_next_meeting(a_house: House, visit: Visit) -> None:
    first, (one,) = with_cases(a_house, 1)
    following = a_meeting(a_house, LATER)
    kg, home = visit(KG), f"/sitzungen/{first.id}"

    invited = kg.post(f"{home}/einladen", data=hidden(kg.get(home).text))
    told, sent = kg.get(invited.headers["location"]), how_many(a_house, now(a_house, first.id))
    without = kg.post(f"{home}/absagen", data={**hidden(kg.get(f"{home}/absagen").text), "grund": ""})
    cancelled = kg.post(
        f"{home}/absagen", data={**hidden(kg.get(f"{home}/absagen").text), "grund": "Kein Saal", "mitnehmen": "1"}
    )

    assert invited.status_code == 303
    assert sent
    assert mailed(sent) in told.text
    assert without.status_code == 422
    assert 'href="#grund"' in without.text
    assert cancelled.status_code == 303
    assert now(a_house, first.id).state is MeetingState.CANCELLED
    assert [item.dossier for item in items(a_house, following.id)] == [one.dossier]
    assert "ausgefallen" in kg.get("/sitzungen").text or "cancelled" in kg.get("/sitzungen").text
    assert "Kein Saal" in unescape(kg.get(f"/akten/{one.dossier}").text)


def test_the_calendar_shows_what_is_coming_or_what_has_been_and_only_ones_own(a_house: House, visit: Visit) -> None:
    past, today, later = (a_meeting(a_house, at) for at in ("2026-11-20T18:00", TODAY, LATER))

    def shown(handle: str, query: str = "", authority: str = "leipzig") -> list[str]:
        page = visit(handle, authority).get(f"/sitzungen{query}")
        assert page.status_code == 200
        return re.findall(r'href="/sitzungen/([0-9a-f-]{36})"', page.text)

    assert shown(KG) == [today.id, later.id]
    assert shown(RP, "?vergangen=1") == [past.id]
    assert shown(KG, f"?gremium={LEIPZIG}/kg&programm={LEIPZIG}") == [today.id, later.id]
    assert visit(KG).get("/sitzungen?gremium=berlin-aktionsfonds/jury").status_code == 404
    assert shown("qm-team", authority="berlin") == []


def test_only_the_staff_sees_a_meeting_and_only_whoever_keeps_them_acts(a_house: House, visit: Visit) -> None:
    made = a_meeting(a_house, LATER)
    home = f"/sitzungen/{made.id}"

    for handle in (CITY, CONTACT):
        for path in ("/sitzungen", "/sitzungen/neu", home, f"/gremien/{LEIPZIG}/kg"):
            assert visit(handle).get(path).status_code == 404, (handle, path)
    reader = visit(RP)
    page = reader.get(home)
    assert page.status_code == 200
    assert "/absagen" not in page.text
    assert f"{home}/tagesordnung" not in page.text
    own = hidden(reader.get("/konto").text)
    for path in ("aendern", "einladen", "absagen", "tagesordnung"):
        assert reader.post(f"{home}/{path}", data={**own, "grund": "Nein", "schritt": "aufnehmen"}).status_code == 404, path
    assert now(a_house, made.id) == made


def test_the_page_of_a_body_shows_members_now_and_before_and_takes_new_ones(a_house: House, visit: Visit) -> None:
    kg, at = visit(KG), f"/gremien/{LEIPZIG}/kg"
    seat(a_house, DESK, "2024-01-01", "2025-12-31")
    new = {"wer": "rp-bewilligung@example.org", "seit": "01.01.2026", "vorsitz": "1"}

    added = kg.post(at, data={**hidden(kg.get(at).text), **new})
    page = kg.get(at).text
    ended = kg.post(at, data={**hidden(page), "ende": RP, "bis_ende": "30.06.2026"})

    assert (added.status_code, ended.status_code) == (303, 303)
    assert page.index("RP, Bewilligung") < page.index("Sachbearbeitung")
    with a_house.database.reading() as connection:
        kept = members.members(connection, authority="leipzig", programme=LEIPZIG, body="kg", day="")
    assert {(one.name, one.chair, one.until) for one in kept} == {
        ("RP, Bewilligung", True, "2026-06-30"), ("Sachbearbeitung", False, "2025-12-31"),
    }  # fmt: skip


@pytest.mark.parametrize("wrong", [{"wer": "niemand"}, {"wer": ""}, {"seit": ""}, {"seit": "2026"}, {"bis": "01.01.2025"}])
def test_a_member_that_cannot_be_kept_is_refused_with_a_sentence(a_house: House, visit: Visit, wrong: dict[str, str]) -> None:
    kg, at = visit(KG), f"/gremien/{LEIPZIG}/kg"

    answer = kg.post(at, data={**hidden(kg.get(at).text), "wer": RP, "seit": "01.01.2026", **wrong})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    with a_house.database.reading() as connection:
        assert members.members(connection, authority="leipzig", programme=LEIPZIG, body="kg", day="") == []


def test_a_membership_ends_on_a_day_somebody_names(a_house: House, visit: Visit) -> None:
    seat(a_house, RP, "2025-01-01")
    kg, at = visit(KG), f"/gremien/{LEIPZIG}/kg"

    without = kg.post(at, data={**hidden(kg.get(at).text), "ende": RP})
    before = kg.post(at, data={**hidden(kg.get(at).text), "ende": RP, "bis_ende": "31.12.2024"})

    assert (without.status_code, before.status_code) == (422, 422)
    assert 'href="#bis_ende"' in without.text
    with a_house.database.reading() as connection:
        (kept,) = members.members(connection, authority="leipzig", programme=LEIPZIG, body="kg", day="")
    assert kept.until == ""


def test_rules_are_said_in_words_with_those_in_force_first() -> None:
    speak("de")
    old = {"since": "2010-01-01", "quorum": "1/2"}
    new = {"since": "2020-01-01", "quorum": "2/3", "majority": "2/3", "reaching": True, "tie": "chair", "bias": "may_stay"}
    coming = {"since": "2030-01-01"}
    body = Body.model_validate({"key": "qr", "title": Text(de="Quartiersrat"), "rules": [old, new, coming]})

    found = rules_in_words(body, date(2026, 11, 23))

    assert [(rules.since, rules.until, rules.in_force) for rules in found] == [
        ("01.01.2020", "31.12.2029", True), ("01.01.2030", "", False), ("01.01.2010", "31.12.2019", False),
    ]  # fmt: skip
    assert any("2/3" in words for _term, words in found[0].lines)


@pytest.mark.parametrize(
    ("day", "time", "instant"), [("4.7.2002", "18", "2002-07-04T18:00"), ("2002-07-04", "9.30 Uhr", "2002-07-04T09:30")]
)
def test_a_time_is_read_as_offices_write_it(day: str, time: str, instant: str) -> None:
    assert local(day, time) == instant
    assert local(*typed(instant)) == instant


@pytest.mark.parametrize(
    ("day", "time"), [("4.7.2002", "24:00"), ("4.7.2002", "18:60"), ("07/2002", "18:00"), ("morgen", "18:00")]
)
def test_what_is_no_day_or_time_is_refused(day: str, time: str) -> None:
    with pytest.raises(NotReadable):
        local(day, time)
