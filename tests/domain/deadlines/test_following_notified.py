"""A deadline of the programme that begins with the notification of a decision, not with the decision."""

from domain.commands import Correct
from domain.commands.deadlines import Notify
from domain.dates import When
from domain.deadlines.held import deadline
from domain.events.deadlines import DeadlineSet, Notified
from domain.programme import Programme
from domain.vocabulary import Delivery
from tests.domain.deadlines.following import ADOPT, DAY, GRANT, SUBMIT, due, follow
from tests.offices import LEIPZIG, Desk, a_desk


def noticed() -> Desk:
    """A desk at which a grant starts a year that begins with its notification."""
    duty = {
        "key": "start", "title": {"de": "Beginn"}, "role": "city", "since": "decision", "since_notified": True,
        "within": {"years": 1},
    }  # fmt: skip
    desk = a_desk(Programme.model_validate({**LEIPZIG.model_dump(mode="json"), "deadlines": [duty]}))
    for command in (SUBMIT, ADOPT, GRANT):
        desk.ask(command)
    return desk


def notify(desk: Desk, known: str) -> None:
    desk.ask(Notify(stage="decision", on=DAY, delivery=Delivery.POST, notified_on=When(known)))


def test_a_deadline_from_the_notification_begins_when_the_notice_counts_as_known() -> None:
    desk = noticed()
    assert not [event for event in follow(desk) if isinstance(event, DeadlineSet)], "decided, but nobody knows it yet"
    notify(desk, "2010-01-08")
    (set_,) = (event for event in follow(desk) if isinstance(event, DeadlineSet))
    assert (set_.deadline, set_.start, set_.due) == ("start:1", "2010-01-08", "2011-01-10"), "the 8th is a Saturday"
    assert (set_.stage, set_.round) == ("decision", 1)
    assert follow(desk) == []


def test_a_notification_taken_out_voids_the_deadline_and_the_right_one_sets_it_anew() -> None:
    desk = noticed()
    notify(desk, "2010-01-08")
    follow(desk)
    wrong = next(fact.seq for fact in desk.dossier.facts if isinstance(fact.event, Notified))
    desk.ask(Correct(seq=wrong, void=True, reason="kam nie an"))
    follow(desk)
    found = deadline(desk.dossier, "start:1")
    assert found is not None
    assert not found.holds
    notify(desk, "2010-02-01")
    follow(desk)
    assert due(desk, "start:1") == "2011-02-01"
    assert follow(desk) == []
