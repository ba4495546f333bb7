"""Requests for more time: who may ask for what, what answers a request, and that a correction takes back either."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.commands import Command, Correct, Withdraw
from domain.commands.deadlines import (
    EndDeadline,
    ExtendDeadline,
    RefuseExtension,
    RequestExtension,
    ResumeClock,
    SetDeadline,
    StopClock,
)
from domain.dates import When
from domain.deadlines.held import deadline
from domain.deadlines.requested import refusal_of, request_for
from domain.errors import DateNeeded, InTheFuture, ReasonNeeded, Refusal
from domain.errors.corrections import NotCorrectable
from domain.errors.deadlines import (
    AlreadyRequested,
    ClockIsStopped,
    DayNeeded,
    DeadlineOver,
    NoDeadlineYet,
    NoSuchDeadline,
    NothingRequested,
    NotLonger,
    NotTheirs,
    OnlyTakenOut,
    StatutoryDeadline,
    TooFarAhead,
)
from domain.events import Corrected
from domain.events.deadlines import NewDue
from domain.vocabulary import DeadlineOutcome, DeadlineState, OwedBy
from tests.domain.deadlines.at_kg import DAY, LATER, at_kg, notify
from tests.offices import Desk, a_dossier, refused

DUE, UNTIL = When("2010-03-31"), When("2010-06-30")
SET = SetDeadline(deadline="report", role="city", due=DUE, on=DAY, title="Bericht")
ASK = RequestExtension(deadline="report", on=DAY, reason="Die Bank antwortet spät.", until=UNTIL)
NO = RefuseExtension(deadline="report", on=DAY, reason="Mittelabruf")
YES = ExtendDeadline(deadline="report", until=UNTIL, on=DAY, reason="genehmigt")
MET = EndDeadline(deadline="report", outcome=DeadlineOutcome.MET, on=DAY, reason="da")
STOP = StopClock(party=OwedBy.LAND, on=DAY, reason="Land", deadlines=("report",))
RESUME = ResumeClock(on=DAY, reason="da", dues=(NewDue("report", UNTIL),))


def owing() -> Desk:
    """A dossier whose applicant's side has a deadline; the entry that set it is number 6."""
    desk = a_dossier("end")
    desk.ask(SET)
    assert desk.dossier.version == 6
    return desk


def waits(desk: Desk) -> int | None:
    """The number of the request that waits for its answer."""
    found = deadline(desk.dossier, "report")
    assert found is not None
    request = request_for(desk.dossier, found)
    return request.seq if request else None


def asked(name: str = "report", **said: object) -> RequestExtension:
    return RequestExtension(deadline=name, **{"on": DAY, "reason": "x", **said})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("command", "no"),
    [
        (asked(reason=" "), ReasonNeeded),
        (asked("zwischen"), NoSuchDeadline),
        (asked(on=When.unknown()), DateNeeded),
        (asked(on=When("2010-01-05")), InTheFuture),
        (asked(until=DUE), NotLonger),
        (asked(until=When("2010-03-30")), NotLonger),
        (asked(until=When("2010-06")), DayNeeded),
        (asked(until=When.unknown()), DayNeeded),
        (asked(until=When("2099-01-04")), TooFarAhead),
        (NO, NothingRequested),
        (RefuseExtension(deadline="report", on=DAY, reason=""), ReasonNeeded),
        (RefuseExtension(deadline="zwischen", on=DAY, reason="x"), NoSuchDeadline),
    ],
)
def test_what_makes_no_sense_is_refused(command: Command, no: type[Refusal]) -> None:
    assert isinstance(refused(owing(), command), no)


def test_nothing_is_asked_for_where_nothing_was_set() -> None:
    assert isinstance(refused(a_dossier("end"), ASK), NoDeadlineYet)
    assert isinstance(refused(a_dossier("end"), NO), NoDeadlineYet)


def test_it_is_asked_once_until_it_is_answered_and_then_again() -> None:
    desk = owing()
    desk.ask(ASK)
    again = refused(desk, asked(reason="noch einmal"))
    assert isinstance(again, AlreadyRequested)
    assert DAY in str(again)
    desk.ask(NO)
    assert isinstance(refused(desk, NO), NothingRequested)
    desk.ask(asked(reason="neuer Grund"))
    assert waits(desk) == 9


def test_nobody_asks_for_what_the_law_sets_or_others_owe() -> None:
    desk = a_dossier("cofinancing")
    desk.ask(notify())
    appeal = f"appeal:decision:1:{desk.dossier.version}"
    assert isinstance(refused(desk, asked(appeal, until=LATER)), StatutoryDeadline)
    for role in ("kg", "rp", ""):
        desk.ask(SetDeadline(deadline=f"own-{role}", role=role, due=DUE, on=DAY))
        assert isinstance(refused(desk, asked(f"own-{role}")), NotTheirs)
    assert isinstance(refused(at_kg(), asked("kg:1")), NotTheirs)


def test_a_stopped_clock_has_no_day_to_ask_more_than_and_what_was_asked_before_waits_on() -> None:
    desk = owing()
    desk.ask(STOP)
    assert isinstance(refused(desk, ASK), ClockIsStopped)
    desk.ask(RESUME)
    desk.ask(asked())
    desk.ask(STOP)
    assert waits(desk) == 9
    desk.ask(NO)
    assert waits(desk) is None


@pytest.mark.parametrize("ended", [MET, EndDeadline(deadline="report", outcome=DeadlineOutcome.VOIDED, on=DAY, reason="x")])
def test_what_is_over_is_neither_asked_for_nor_refused(ended: Command) -> None:
    desk = owing()
    desk.ask(ASK)
    desk.ask(ended)
    assert waits(desk) is None
    assert isinstance(refused(desk, ASK), DeadlineOver)
    assert isinstance(refused(desk, NO), DeadlineOver)


def test_a_withdrawn_application_asks_for_nothing_any_more() -> None:
    desk = a_dossier("kg")
    desk.ask(SET)
    desk.ask(ASK)
    assert waits(desk) == 4
    desk.ask(Withdraw(on=DAY, reason="verkauft"))
    assert waits(desk) is None


def test_it_can_be_asked_for_after_the_end_and_until_then_the_old_day_holds() -> None:
    desk = owing()
    desk.today = date(2010, 4, 7)
    desk.ask(asked(on=When("2010-04-07"), until=UNTIL))
    found = deadline(desk.dossier, "report")
    assert found is not None
    assert (waits(desk), found.due, found.state) == (7, DUE, DeadlineState.OPEN)
    assert len(found.versions) == 1, "asking sets no day"


@pytest.mark.parametrize("answer", [YES, NO, SetDeadline(deadline="report", role="city", due=UNTIL, on=DAY, reason="x")])
def test_an_answer_taken_out_leaves_the_request_waiting_again(answer: Command) -> None:
    desk = owing()
    desk.ask(ASK)
    assert waits(desk) == 7
    desk.ask(answer)
    assert waits(desk) is None
    desk.ask(Correct(seq=8, reason="falsche Akte", void=True))
    assert waits(desk) == 7


def test_a_request_taken_out_waits_for_nothing_and_is_only_taken_out_whole() -> None:
    desk = owing()
    desk.ask(ASK)
    assert isinstance(refused(desk, Correct(seq=7, reason="x", on=DAY)), OnlyTakenOut | NotCorrectable)
    desk.ask(Correct(seq=7, reason="zurückgenommen", void=True))
    assert waits(desk) is None
    assert isinstance(refused(desk, NO), NothingRequested)
    desk.ask(ASK)
    assert waits(desk) == 9


def test_the_last_refusal_is_told_until_more_time_is_asked_for_again_or_given() -> None:
    desk = owing()
    desk.ask(ASK)
    desk.ask(NO)
    found = deadline(desk.dossier, "report")
    assert found is not None
    refusal = refusal_of(desk.dossier, found)
    assert refusal is not None
    assert refusal.seq == 8
    for command in (asked(), YES):
        desk.ask(command)
        found = deadline(desk.dossier, "report")
        assert found is not None
        assert refusal_of(desk.dossier, found) is None


ANSWERS = (ExtendDeadline, SetDeadline, RefuseExtension)
_DAYS = st.sampled_from(["2010-04-30", "2010-05-31", "2010-06-30", "2010-08-31"]).map(When)
_COMMANDS = st.one_of(
    st.builds(asked, until=st.one_of(st.none(), _DAYS)),
    st.just(NO), st.builds(lambda day: ExtendDeadline(deadline="report", until=day, on=DAY, reason="x"), _DAYS),
    st.builds(lambda day: SetDeadline(deadline="report", role="city", due=day, on=DAY, reason="x"), _DAYS),
    st.just(STOP), st.just(RESUME), st.just(MET),
    st.builds(lambda seq: Correct(seq=seq, reason="x", void=True), st.integers(6, 16)),
)  # fmt: skip


@given(st.lists(_COMMANDS, max_size=12))
def test_whatever_people_ask_in_whatever_order_the_last_word_that_counts_says_whether_a_request_waits(
    commands: list[Command],
) -> None:
    desk = owing()
    said: dict[int, Command] = {}
    for command in commands:
        try:
            desk.ask(command)
        except Refusal:
            continue
        said[desk.dossier.version] = command
        taken_out = {entry.event.seq for entry in desk.dossier.entries if isinstance(entry.event, Corrected)}
        words = [(seq, one) for seq, one in said.items() if seq not in taken_out]
        asking = [seq for seq, one in words if isinstance(one, RequestExtension)]
        answered = [seq for seq, one in words if isinstance(one, ANSWERS)]
        found = deadline(desk.dossier, "report")
        assert found is not None
        expected = asking[-1] if found.holds and asking and asking[-1] > max(answered, default=0) else None
        assert waits(desk) == expected
