"""Agendas: cases put on and taken off, other business, the order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.commands.meetings import Unschedule
from domain.dates import When
from domain.errors import AlreadySettled, NoSuchDossier, NoSuchStage, Refusal
from domain.errors.agendas import (
    AgendaIncomplete,
    CancelReasonNeeded,
    NoSuchItem,
    NothingChosen,
    NumberBad,
    OtherBody,
    TitleNeeded,
)
from domain.errors.meetings import AlreadyOnAgenda
from store.meetings import Item
from tests.houses import KG, berlin_case, findings, leipzig_case
from tests.meetings import (
    FIRST,
    SECOND,
    THIRD,
    a_meeting,
    agenda,
    everything,
    log,
    now,
    put_on,
    said,
    secretary,
    why,
)
from workflows.house import House
from workflows.inbox import receive
from workflows.meetings import (
    Wanted,
    add_business,
    cancel,
    change_meeting,
    put_on_agenda,
    renumber,
    reorder,
    show,
    take_off,
)


def test_what_was_taken_off_is_proposed_again(a_house: House) -> None:
    meeting = a_meeting(a_house)
    items = put_on(a_house, meeting, "3.1", "3.2", "3.3")

    left = take_off(a_house, meeting.id, [items[1].id], secretary(a_house), "nicht reif")

    assert left == agenda(a_house, meeting)
    assert [(item.dossier, item.position, item.number) for item in left] == [
        (items[0].dossier, 1, "1"), (items[2].dossier, 2, "2"),
    ]  # fmt: skip
    assert said(a_house, items[1].dossier)[-1] == "Unscheduled"
    assert why(a_house, SECOND) == {"3.2": "postponed"}
    assert log(a_house, meeting) == ["called", "put_on", "taken_off"]
    assert findings(a_house) == []


def test_a_row_whose_case_was_taken_off_elsewhere_gives_way(a_house: House) -> None:
    meeting, following = a_meeting(a_house), a_meeting(a_house, SECOND)
    first, second = put_on(a_house, meeting, "3.1", "3.2")
    receive(a_house, "3.1", Unschedule(stage="kg", on=When("2026-11-23"), reason="nicht reif"), by=KG)

    (again,) = put_on_agenda(a_house, meeting.id, [Wanted(first.dossier, "kg")], secretary(a_house))

    assert isinstance(again, Item)
    assert [(item.dossier, item.position) for item in agenda(a_house, meeting)] == [(second.dossier, 1), (first.dossier, 2)]
    receive(a_house, "3.1", Unschedule(stage="kg", on=When("2026-11-23"), reason="nicht reif"), by=KG)
    put_on_agenda(a_house, following.id, [Wanted(first.dossier, "kg")], secretary(a_house))
    receive(a_house, "3.1", Unschedule(stage="kg", on=When("2026-11-23"), reason="nicht reif"), by=KG)
    put_on_agenda(a_house, meeting.id, [Wanted(first.dossier, "kg")], secretary(a_house))
    cancel(a_house, meeting.id, now(a_house, meeting).version, secretary(a_house), reason="Krankheit", roll_on=True)
    assert sorted(item.dossier for item in agenda(a_house, following)) == sorted([first.dossier, second.dossier])
    take_off(a_house, following.id, [item.id for item in agenda(a_house, following)], secretary(a_house), "nicht reif")
    assert agenda(a_house, following) == []
    assert findings(a_house) == []


def test_each_case_that_cannot_come_on_says_why_and_the_others_come_on(a_house: House) -> None:
    meeting, other = a_meeting(a_house), a_meeting(a_house, SECOND)
    there = put_on(a_house, other, "3.1")[0].dossier
    decided = leipzig_case(a_house, "decision", "3.2").dossier.id
    berlin = berlin_case(a_house, "AF-1", "jury").dossier.id
    fine = leipzig_case(a_house, "kg", "3.3").dossier.id
    wanted = [
        Wanted(there, "kg"), Wanted(decided, "kg"), Wanted(berlin, "jury"), Wanted("0" * 36, "kg"), Wanted(fine, "decision"),
        Wanted(fine, "gibt-es-nicht"), Wanted(fine, "kg", number="x" * 21), Wanted(fine, "kg", public=False, number=" 7.1 "),
        Wanted(fine, "kg"),
    ]  # fmt: skip

    given = put_on_agenda(a_house, meeting.id, wanted, secretary(a_house))

    assert [type(one) for one in given] == [
        AlreadyOnAgenda, AlreadySettled, NoSuchDossier, NoSuchDossier, OtherBody, NoSuchStage, NumberBad, Item,
        AlreadyOnAgenda,
    ]  # fmt: skip
    (item,) = agenda(a_house, meeting)
    assert (item.dossier, item.stage, item.round, item.number, item.public) == (fine, "kg", 1, "7.1", False)
    before = everything(a_house)
    assert [type(one) for one in put_on_agenda(a_house, meeting.id, wanted[:1], secretary(a_house))] == [AlreadyOnAgenda]
    assert everything(a_house) == before
    with pytest.raises(NothingChosen):
        put_on_agenda(a_house, meeting.id, [], secretary(a_house))
    assert findings(a_house) == []


def test_other_business_stands_on_the_agenda_by_its_title(a_house: House) -> None:
    meeting = a_meeting(a_house)
    welcome = add_business(a_house, meeting.id, " Begrüßung ", True, secretary(a_house))
    put_on(a_house, meeting, "3.1")
    staff = add_business(a_house, meeting.id, "Personalsache", False, secretary(a_house))

    found = agenda(a_house, meeting)
    assert [found[0], found[2]] == [welcome, staff]
    assert [(item.position, item.title, item.public) for item in found] == [
        (1, "Begrüßung", True), (2, "", True), (3, "Personalsache", False),
    ]  # fmt: skip
    take_off(a_house, meeting.id, [welcome.id], secretary(a_house), "entfällt")
    for title in ("", "  ", "a\nb", "x" * 301):
        with pytest.raises(TitleNeeded):
            add_business(a_house, meeting.id, title, True, secretary(a_house))
    assert [item.position for item in agenda(a_house, meeting)] == [1, 2]


def test_the_order_and_the_printed_numbers_are_the_secretarys(a_house: House) -> None:
    meeting = a_meeting(a_house)
    one, two, three = put_on(a_house, meeting, "3.1", "3.2", "3.3")
    renumber(a_house, meeting.id, {three.id: "10.1"}, secretary(a_house))

    given = reorder(a_house, meeting.id, [three.id, one.id, two.id], secretary(a_house))

    assert given == agenda(a_house, meeting)
    assert [(item.id, item.position, item.number) for item in given] == [
        (three.id, 1, "10.1"), (one.id, 2, "2"), (two.id, 3, "3"),
    ]  # fmt: skip
    assert renumber(a_house, meeting.id, {three.id: ""}, secretary(a_house)) == agenda(a_house, meeting)
    assert agenda(a_house, meeting)[0].number == "1"
    for wrong in ([one.id, two.id], [one.id, two.id, three.id, three.id], [one.id, two.id, "x"], []):
        with pytest.raises(AgendaIncomplete):
            reorder(a_house, meeting.id, wrong, secretary(a_house))
    with pytest.raises(NoSuchItem):
        renumber(a_house, meeting.id, {"x": "1"}, secretary(a_house))
    with pytest.raises(NoSuchItem):
        take_off(a_house, meeting.id, [one.id, "x"], secretary(a_house), "nicht reif")
    with pytest.raises(NothingChosen):
        take_off(a_house, meeting.id, [], secretary(a_house), "nicht reif")
    with pytest.raises(CancelReasonNeeded):
        take_off(a_house, meeting.id, [one.id], secretary(a_house), " ")
    assert log(a_house, meeting) == ["called", "put_on", "renumbered", "reordered", "renumbered"]


def test_an_item_moves_to_the_other_part_of_the_agenda_and_its_history_says_so(a_house: House) -> None:
    meeting = a_meeting(a_house)
    one, two = put_on(a_house, meeting, "3.1", "3.2")

    given = show(a_house, meeting.id, one.id, False, secretary(a_house))

    assert (given.id, given.public) == (one.id, False)
    assert [(item.id, item.public) for item in agenda(a_house, meeting)] == [(one.id, False), (two.id, two.public)]
    assert said(a_house, one.dossier)[-2:] == ["Unscheduled", "Scheduled"]
    with pytest.raises(NoSuchItem):
        show(a_house, meeting.id, "x", False, secretary(a_house))
    assert findings(a_house) == []


def test_two_secretaries_put_on_at_once_what_each_wants(a_house: House) -> None:
    meeting = a_meeting(a_house)
    cases = [leipzig_case(a_house, "kg", f"3.{n}").dossier.id for n in range(4)]
    both = leipzig_case(a_house, "kg", "4.1").dossier.id

    def put(case: str) -> list[Item | Refusal]:
        return put_on_agenda(a_house, meeting.id, [Wanted(case, "kg"), Wanted(both, "kg")], secretary(a_house))

    with ThreadPoolExecutor(4) as pool:
        given = [one for each in pool.map(put, cases) for one in each]

    assert sum(isinstance(one, AlreadyOnAgenda) for one in given) == 3
    found = agenda(a_house, meeting)
    assert [item.position for item in found] == [1, 2, 3, 4, 5]
    assert sorted(item.dossier for item in found) == sorted([*cases, both])
    assert findings(a_house) == []


@pytest.mark.parametrize("act", [
    lambda house, meeting: put_on_agenda(house, meeting, [Wanted("x", "kg")], secretary(house)),
    lambda house, meeting: add_business(house, meeting, "Begrüßung", True, secretary(house)),
    lambda house, meeting: reorder(house, meeting, [], secretary(house)),
])  # fmt: skip
def test_the_agenda_of_a_meeting_that_is_over_stays(a_house: House, act: Callable[[House, str], object]) -> None:
    meeting = a_meeting(a_house)
    cancel(a_house, meeting.id, 1, secretary(a_house), reason="Krankheit", roll_on=False)
    before = everything(a_house)
    with pytest.raises(Refusal):
        act(a_house, meeting.id)
    assert everything(a_house) == before


def test_papers_follow_the_day_unless_they_were_set_by_hand(a_house: House) -> None:
    by_rule, by_hand = a_meeting(a_house), a_meeting(a_house, SECOND, papers_due="2026-12-08T12:00")
    assert by_rule.papers_due == "", "the KG of the shipped programme sets no limit"

    moved = change_meeting(a_house, by_hand.id, 1, secretary(a_house), meets_at=THIRD)
    freed = change_meeting(a_house, by_hand.id, 2, secretary(a_house), papers_due="")

    assert (moved.papers_due, freed.papers_due) == ("2026-12-08T12:00", "")
    assert by_rule.meets_at == FIRST
