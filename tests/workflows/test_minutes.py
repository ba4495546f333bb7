"""A whole meeting at once: rehearsed, confirmed, recorded in one transaction, its consequences and letters once."""

from collections import Counter

from domain.commands import Details
from domain.dates import When
from domain.events import Resolved
from domain.meetings.minutes import Row
from domain.vocabulary import MeetingOutcome, MeetingState
from store import conditions
from store.database import Connection
from store.meetings import Item
from store.memory import Memory, Remembered
from store.outbox import LetterState
from tests.changed_programmes import store_changed, with_a_hearing
from tests.councils import (
    AUTHORITY,
    COMMITTEES,
    EVERY_OUTCOME,
    MOVER,
    OFFICE,
    PROGRAMME,
    a_council,
    a_meeting,
    agenda,
    now,
    refusals,
    results,
    said_of,
    seated,
    secretary,
    walked,
)
from tests.houses import DESK, LEIPZIG, events_of, findings, leipzig_case, letters, without_next_actor, worklist
from workflows.house import House
from workflows.inbox import person
from workflows.meetings import Wanted, call_meeting, proposals, put_on_agenda
from workflows.meetings.minutes import record_minutes, rehearse
from workflows.meetings.minutes_files import filled_in, read_minutes
from workflows.meetings.results import results as came_out
from workflows.walk import catch_up

PAPERS = 40
ADOPTED = MeetingOutcome.ADOPTED


def as_file(rows: list[Row], items: list[Item]) -> bytes:
    """The rows as somebody types them into the printed agenda."""
    number = {item.id: item.number for item in items}
    lines = [
        ";".join([
            number[row.item], row.outcome, row.details.vote, '"' + row.details.conditions + '"', row.details.referred_to,
            row.details.resubmit_on or "",
        ])
        for row in rows
    ]  # fmt: skip
    return "\n".join(["item;outcome;vote;conditions;referred to;resubmit on", *lines]).encode()


def test_forty_items_with_every_outcome_are_recorded_from_one_file_exactly_once(a_house: House) -> None:
    meeting, items = walked(a_house, PAPERS)
    before, sent = events_of(a_house), {letter.id for letter in letters(a_house)}
    rows = read_minutes(a_house, meeting, "ergebnisse.csv", as_file(results(items), items))
    assert rows == results(items)

    ahead = rehearse(a_house, meeting, rows, secretary(a_house))

    assert (events_of(a_house), ahead.cases, [row.refusal for row in ahead.rows]) == (before, PAPERS, [None] * PAPERS)
    done = record_minutes(a_house, meeting, rows, secretary(a_house), seen=ahead.seen)
    assert [row.receipt is not None and not row.receipt.repeated for row in done] == [True] * PAPERS
    assert events_of(a_house) == before + PAPERS
    assert now(a_house, meeting).state is MeetingState.HELD
    for row, item in zip(rows, items, strict=True):
        said = said_of(a_house, meeting, item)
        assert said is not None
        assert (said.outcome, said.vote, said.conditions) == (row.outcome, row.details.vote, row.details.conditions)

    catch_up(a_house)
    written = [letter for letter in letters(a_house) if letter.id not in sent]
    promised = [letter for row in ahead.rows if row.preview for letter in row.preview.letters]
    assert sorted((one.subject, one.text) for one in promised) == sorted((one.subject, one.text) for one in written)
    assert len(written) == ahead.letters == PAPERS
    assert {letter.state for letter in written} == {LetterState.OWED}
    assert (findings(a_house), without_next_actor(a_house)) == ([], [])


def test_the_consequences_are_those_of_each_outcome(a_house: House) -> None:
    meeting, items = walked(a_house, len(EVERY_OUTCOME))
    record_minutes(a_house, meeting, results(items), secretary(a_house))
    catch_up(a_house)

    waits = {reference: {stage for ref, stage, _ in worklist(a_house) if ref == reference} for reference in references(11)}
    assert waits == {
        "01/SVV/0001": set(), "01/SVV/0002": set(), "01/SVV/0003": set(), "01/SVV/0004": set(), "01/SVV/0005": set(),
        "01/SVV/0006": {"svv"}, "01/SVV/0007": {"hauptausschuss", "fachausschuss"}, "01/SVV/0008": {"svv"},
        "01/SVV/0009": {"svv"}, "01/SVV/0010": {"svv"}, "01/SVV/0011": set(),
    }  # fmt: skip
    with a_house.database.reading() as connection:
        owed = {(one.reference, one.text) for one in conditions.page(connection, AUTHORITY, programmes=[PROGRAMME])}
    assert owed == {("01/SVV/0003", "Bericht im Mai."), ("01/SVV/0003", "Kostenplan nachreichen.")}
    early = proposals(a_house, a_meeting(a_house, When("2001-12-05")))
    late = proposals(a_house, a_meeting(a_house, When("2002-02-06")))
    assert {one.reference: one.why for one in late if one.reference != "01/SVV/0010"} == {
        "01/SVV/0006": "postponed", "01/SVV/0008": "resubmission", "01/SVV/0009": "not_dealt_with",
    }  # fmt: skip
    # What is to be resubmitted on 30.01.2002 is no matter for December.
    assert "01/SVV/0008" not in {one.reference for one in early}
    committee = a_meeting(a_house, When("2001-12-05"), body="hauptausschuss", handle=COMMITTEES)
    assert [(one.reference, one.why) for one in proposals(a_house, committee)] == [("01/SVV/0007", "referred")]


def references(number: int) -> list[str]:
    return [f"01/SVV/{n:04d}" for n in range(1, number + 1)]


class Counting(Memory):
    """Remembers nothing, and counts how often each dossier is asked for."""

    def __init__(self) -> None:
        super().__init__(size=0)
        self.asked: Counter[str] = Counter()

    def recall(self, id_: str) -> Remembered | None:
        self.asked[id_] += 1
        return super().recall(id_)


def test_a_rehearsal_of_forty_items_loads_each_case_once_on_few_connections(a_house: House) -> None:
    meeting, items = a_council(a_house, PAPERS)
    taken = a_house.database._take  # noqa: SLF001 - what is counted is what the house takes
    connections: set[int] = set()

    def counted() -> Connection:
        connection = taken()
        connections.add(id(connection))
        return connection

    a_house.database._take = counted  # type: ignore[method-assign] # noqa: SLF001 - as above
    a_house.database.memory = memory = Counting()
    rehearse(a_house, meeting, results(items), secretary(a_house))

    assert memory.asked == {item.dossier: 1 for item in items}
    assert len(connections) <= 2


def test_an_item_without_a_row_stays_open(a_house: House) -> None:
    meeting, items = walked(a_house, 2)

    record_minutes(a_house, meeting, results(items)[:1], secretary(a_house))

    assert said_of(a_house, meeting, items[1]) is None
    assert [one.said is None for one in came_out(a_house, meeting)] == [False, True]
    assert [(ref, stage) for ref, stage, _ in worklist(a_house)] == [("01/SVV/0002", "svv")]


def test_who_was_there_voted_unless_biased_or_in_secret(a_house: House) -> None:
    meeting, items = walked(a_house, 4)
    one, two, mover = seated(a_house, OFFICE, COMMITTEES, MOVER)
    rows = [
        Row(items[0].id, ADOPTED, Details(vote="1:1")),
        Row(items[1].id, ADOPTED, Details(vote="2:0", secret=True)),
        Row(items[2].id, ADOPTED, Details(biased=(two,))),
        Row(items[3].id, MeetingOutcome.NOT_DEALT_WITH),
    ]

    done = record_minutes(a_house, meeting, rows, secretary(a_house), present=[one, two, mover])

    assert refusals(done) == []
    assert now(a_house, meeting).present == (one, two, mover)
    voters = [said.voters for item in items if (said := said_of(a_house, meeting, item))]
    # The mover's own papers: they were there, and did not vote (§ 20 VwVfG).
    assert voters == [(one, two), (), (one,), ()]
    assert (said_of(a_house, meeting, items[1]) or Resolved("", 0, ADOPTED, "")).secret
    again = record_minutes(a_house, meeting, rows, secretary(a_house))
    assert [row.receipt is not None and row.receipt.repeated for row in again] == [True] * 4


def test_what_is_printed_can_be_handed_in_again(a_house: House) -> None:
    meeting, items = walked(a_house, len(EVERY_OUTCOME))
    record_minutes(a_house, meeting, results(items), secretary(a_house))

    for kind in ("csv", "yaml"):
        for language in ("de", "en"):
            printed = filled_in(a_house, meeting, kind, language).encode()
            assert read_minutes(a_house, meeting, f"niederschrift.{kind}", printed) == results(items)


def test_a_case_on_the_agenda_at_two_stages_gets_both_results_on_top_of_each_other(a_house: House) -> None:
    store_changed(a_house, LEIPZIG, with_a_hearing)
    case = leipzig_case(a_house, "kg")
    desk = person(a_house, "leipzig", LEIPZIG, DESK)
    meeting = call_meeting(
        a_house, authority="leipzig", programme=LEIPZIG, body="kg", meets_at="2002-07-04T10:00", place="", actor=desk
    )
    put_on_agenda(a_house, meeting.id, [Wanted(case.dossier.id, stage) for stage in ("kg", "hearing")], desk)
    catch_up(a_house)
    sent = {letter.id for letter in letters(a_house)}
    rows = [Row(item.id, ADOPTED) for item in agenda(a_house, meeting)]

    ahead = rehearse(a_house, meeting, rows, desk)
    done = record_minutes(a_house, meeting, rows, desk, seen=ahead.seen)

    assert ahead.cases == 1
    assert [row.preview and row.preview.waits for row in ahead.rows] == [
        ("Sachbearbeitung – Anhörung (Runde 1)",), ("Bewilligungsbehörde (RP) – Projektentscheidung (Runde 1)",),
    ]  # fmt: skip
    assert refusals(done) == []
    catch_up(a_house)
    assert len({letter.id for letter in letters(a_house)} - sent) == ahead.letters
    assert [row.receipt is not None and row.receipt.repeated for row in record_minutes(a_house, meeting, rows, desk)] == [
        True
    ] * 2
