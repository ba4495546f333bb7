"""A body in words: how it votes and since when, who sits on it now and who did before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from domain.dates import When
from domain.office_time import office_day
from domain.programme import Programme
from domain.programme.bodies import Body, BodyRules
from domain.text import Text
from domain.vocabulary import Bias, Tie
from portal.errors import NotFound
from portal.meetings.meetings import bodies_of
from portal.policy import Act, may
from store import meetings, people
from store.access import Account
from store.meetings import Member
from wording.language import N_, _, spoken
from workflows.house import House

_TIES = {Tie.REJECTED: N_("Rejected"), Tie.CHAIR: N_("The chair decides")}
_BIASES = {
    Bias.LEAVES: N_("Leaves the room and does not vote"), Bias.MAY_STAY: N_("May stay in the room and does not vote"),
}  # fmt: skip
_MORE_THAN, _AT_LEAST = N_("more than {share} of the votes cast"), N_("at least {share} of the votes cast")
_QUORUM = N_("at least {share} of the members are present")
_NO_QUORUM = N_("no number is set")
_DUE, _DUE_HOUR = N_("{days} days before, by the end of the day"), N_("{days} days before, by {hour}:00")
_HALF = Text(de="die Hälfte", en="half")
_END_OF_DAY = 24


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a time in words; `until` is the day before the next ones, or empty while they are the last known."""

    since: str
    until: str
    in_force: bool
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A body as its page shows it."""

    programme: Programme
    body: Body
    rules: Sequence[Rules]
    papers_due: str
    now: Sequence[Member]
    former: Sequence[Member]
    coming: Sequence[Member]
    keeps: bool
    #: Handles of the members, by the ids of the parties.
    handles: Mapping[str, str]

    @property
    def home(self) -> str:
        """Its address."""
        return f"/gremien/{self.programme.programme}/{self.body.key}"


def body(house: House, account: Account, programme: str, key: str) -> Seen:
    """The body of a programme the person works in; raises NotFound."""
    found = bodies_of(house, account).get(f"{programme}/{key}")
    if found is None:
        raise NotFound
    of, which = found
    today = office_day(house.clock.now())
    with house.database.reading() as connection:
        all_ = meetings.members(connection, authority=account.authority, programme=programme, body=key, day="")
        known = people.parties(connection, {one.party for one in all_})
    day = today.isoformat()
    return Seen(
        of, which, rules_in_words(which, today), _papers(which),
        now=[one for one in all_ if one.since <= day and (not one.until or one.until >= day)],
        former=[one for one in all_ if one.until and one.until < day],
        coming=[one for one in all_ if one.since > day],
        keeps=may(account, Act.RUN_MEETINGS, of, body=key),
        handles={id_: each.handle for id_, each in known.items()},
    )  # fmt: skip


def rules_in_words(which: Body, today: date) -> list[Rules]:
    """Those in force first, then the others, the newest first."""
    ordered = sorted(which.rules, key=lambda rules: rules.since)
    in_force = which.rules_on(today)
    found = [
        Rules(When.of(one.since).show(spoken()), _day_before(after), one is in_force, _lines(one))
        for one, after in zip_longest(ordered, ordered[1:])
    ]
    newest_first = [*reversed(found)]
    return sorted(newest_first, key=lambda rules: not rules.in_force)


def _day_before(after: BodyRules | None) -> str:
    return When.of(date.fromordinal(after.since.toordinal() - 1)).show(spoken()) if after else ""


def _lines(rules: BodyRules) -> list[tuple[str, str]]:
    quorum = _(_QUORUM).format(share=_share(rules.quorum)) if rules.quorum else _(_NO_QUORUM)
    majority = _(_AT_LEAST if rules.reaching else _MORE_THAN).format(share=_share(rules.majority))
    return [
        (_("Quorum"), quorum),
        (_("Majority"), majority),
        (_("Equal votes"), _(_TIES[rules.tie])),
        (_("A biased member"), _(_BIASES[rules.bias])),
    ]


def _share(share: str) -> str:
    return _HALF.into(spoken()) if share in {"1/2", "50 %", "50%"} else share


def _papers(which: Body) -> str:
    due = which.papers_due
    if due is None:
        return ""
    return _(_DUE if due.hour == _END_OF_DAY else _DUE_HOUR).format(days=due.days, hour=due.hour)
