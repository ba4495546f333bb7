"""The people, programmes and situations the tests speak of: an office in Saxony, a jury in Berlin, and dossiers at a stage."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from domain import follows
from domain.admission import admit, open_dossier
from domain.commands import Actor, Command, ConfirmFunds, Decide, Open, Resolve, Submit
from domain.dates import When
from domain.dossier import Dossier, fold
from domain.events import Event, Recorded, Share
from domain.programme import Programme
from domain.standing import with_next
from domain.vocabulary import CofinancingOutcome, DecisionOutcome, MeetingOutcome

CITY = Actor(person="p-city", handle="city-clerk", roles=frozenset({"city"}))
KG_SECRETARY = Actor(person="p-kg", handle="kg-secretary", roles=frozenset({"kg"}))
CASE_OFFICER = Actor(person="p-rp", handle="case-officer", roles=frozenset({"rp"}))
FUNDERS = Actor(person="p-funds", handle="treasurer", roles=frozenset({"funders"}))
NOBODY = Actor(person="p-nobody", handle="passer-by", roles=frozenset())
EVERYBODY = Actor(person="p-all", handle="small-office", roles=frozenset({"city", "kg", "rp", "funders"}))

TODAY = date(2010, 1, 4)

_ROLES = {
    "city": {"de": "Stadt", "en": "City"},
    "kg": {"de": "Geschäftsstelle der KG", "en": "KG secretariat"},
    "rp": {"de": "Regierungspräsidium", "en": "Regional authority"},
    "funders": {"de": "Geldgeber", "en": "Funders"},
}
_APPROVAL = {
    "key": "approval",
    "title": {"de": "Genehmigung", "en": "Approval"},
    "rounds": True,
    "stages": [
        {
            "key": "submission", "kind": "submission", "role": "city", "recorded_by": ["city", "rp"],
            "title": {"de": "Einreichung", "en": "Submission"}, "sheet": {"de": "Einreichung Projektantrag an RP"},
        },
        {
            "key": "kg", "kind": "meeting", "role": "kg", "body": "kg", "usually_after": ["submission"],
            "title": {"de": "KG-Sitzung", "en": "KG session"}, "sheet": {"de": "Bestätigung KG-Sitzung"},
        },
        {
            "key": "decision", "kind": "decision", "role": "rp", "needs": ["submission", "kg"], "within": {"months": 3},
            "title": {"de": "Projektentscheidung", "en": "Project decision"},
        },
        {
            "key": "cofinancing", "kind": "cofinancing", "role": "funders", "needs": ["decision"], "undated": True,
            "title": {"de": "Kofinanzierung", "en": "Co-financing"},
        },
    ],
}  # fmt: skip

#: A chain like that of the Leipzig measure sheet: early start, approval in rounds, amendment on request.
LEIPZIG = Programme.model_validate(
    {
        "programme": "leipzig",
        "title": {"de": "Gemeinschaftsinitiative Leipziger Westen", "en": "Leipzig West Initiative"},
        "roles": _ROLES,
        "administrators": ["rp"],
        "withdrawn_by": ["city"],
        "bodies": [{"key": "kg", "title": {"de": "KG"}}],
        "sources": [
            {"key": "erdf", "title": {"de": "EFRE", "en": "ERDF"}, "share": "75 %"},
            {"key": "town", "title": {"de": "Stadt", "en": "City"}, "share": "25 %", "takes_remainder": True},
        ],
        "proceedings": [
            {
                "key": "early_start",
                "title": {"de": "Vorzeitiger Beginn", "en": "Early start"},
                "starts": "on_request",
                "stages": [
                    {
                        "key": "consent", "kind": "decision", "role": "rp", "undated": True, "effective_date": True,
                        "title": {"de": "Zustimmung", "en": "Consent"},
                        "sheet": {"de": "Bestätigung vorzeitiger Vorhabensbeginn zum"},
                    },
                ],
            },
            _APPROVAL,
            {
                "key": "amendment",
                "title": {"de": "Änderung", "en": "Amendment"},
                "starts": "on_request",
                "requires": "approval",
                "rounds": True,
                "stages": [
                    {
                        "key": "request", "kind": "submission", "role": "city",
                        "title": {"de": "Änderungsantrag", "en": "Amendment request"},
                    },
                    {
                        "key": "change", "kind": "decision", "role": "rp", "needs": ["request"],
                        "title": {"de": "Änderungsbescheid", "en": "Amendment decision"},
                    },
                ],
            },
        ],
    }
)  # fmt: skip

#: A fund with a cap: the jury deals with what was applied for, the team decides, 1,500 EUR a project at most since 2015.
BERLIN = Programme.model_validate(
    {
        "programme": "berlin",
        "title": {"de": "Aktionsfonds"},
        "roles": {"team": {"de": "QM-Team"}, "jury": {"de": "Jury"}, "resident": {"de": "Bewohnerschaft"}},
        "administrators": ["team"],
        "withdrawn_by": ["resident"],
        "bodies": [{"key": "jury", "title": {"de": "Aktionsfondsjury"}}],
        "budgets": [
            {"since": "2014-01-01", "per_area_and_year": "10000", "per_project": "1000"},
            {"since": "2015-01-01", "per_area_and_year": "10000", "per_project": "1500"},
        ],
        "proceedings": [
            {
                "key": "approval",
                "title": {"de": "Förderung"},
                "stages": [
                    {"key": "application", "kind": "submission", "role": "resident", "title": {"de": "Antrag"}},
                    {
                        "key": "vote", "kind": "meeting", "role": "jury", "body": "jury", "needs": ["application"],
                        "title": {"de": "Jurysitzung"}, "outcomes": ["adopted", "rejected", "postponed"],
                    },
                    {
                        "key": "award", "kind": "decision", "role": "team", "needs": ["vote"],
                        "title": {"de": "Bestätigung"},
                    },
                ],
            }
        ],
    }
)  # fmt: skip

TEAM = Actor(person="p-team", handle="qm-team", roles=frozenset({"team", "jury", "resident"}))


@dataclass
class Desk:
    """A dossier on a desk: asks for what people ask for, and files what is admitted; `land` is the authority's seat."""

    dossier: Dossier
    today: date = TODAY
    land: str = "SN"
    filed: int = field(default=0, init=False)

    def ask(self, asked: Command, actor: Actor = EVERYBODY) -> list[Event]:
        """Record what is admitted, one minute after the last; a Refusal passes through and leaves the dossier as it was."""
        admitted = admit(self.dossier, asked, actor, self.today)
        self.file(admitted, actor)
        return [event for event, _ in admitted]

    def follow(self) -> list[Event]:
        """File what follows by itself, as the chain does, and give it."""
        found = what_follows(self.dossier, self.today, self.land)
        self.file([(event, When.of(self.today)) for event in found], Actor("chain", "chain", frozenset()))
        return found

    def file(self, events: list[tuple[Event, When]], actor: Actor) -> None:
        """Fold the events in."""
        self.dossier = with_next(self.dossier, events, at=instant(self.dossier.version), by=(actor.person, ""))


def instant(number: int) -> str:
    """The instant at which entry `number` is recorded in these tests."""
    return (datetime(2010, 1, 4, 8, 0, tzinfo=UTC) + timedelta(minutes=number)).isoformat()


def what_follows(dossier: Dossier, today: date = TODAY, land: str = "SN") -> list[Event]:
    """Everything the chain would add now: stages to open, proceedings to close."""
    opened = (follows.opens(dossier, stage, today, land) for stage in dossier.programme.stages.values())
    return [*(event for event in opened if event), *follows.closes(dossier)]


def an_opening(programme: Programme = LEIPZIG, **said: object) -> Open:
    """What the city asks for when it opens a dossier."""
    told: dict[str, object] = {
        "authority": "rp-leipzig",
        "programme": programme.programme,
        "programme_hash": "a" * 64,
        "reference": "2.2",
        "title": "Etablierung eines integrierten Quartiersmanagement und -service",
        "on": When("2002-05-24"),
        **said,
    }
    return Open(**told)  # type: ignore[arg-type] # the tests name fields of Open


def a_desk(programme: Programme = LEIPZIG, actor: Actor = EVERYBODY, **said: object) -> Desk:
    """A dossier just opened, nothing submitted yet."""
    events = open_dossier(programme, an_opening(programme, **said), None, actor, TODAY)
    entries = [Recorded(n, event, on, instant(n), actor.person, "") for n, (event, on) in enumerate(events, start=1)]
    return Desk(fold("d-1", programme, entries))


def a_dossier(at: str, **said: object) -> Desk:
    """A Leipzig dossier at which it is the turn of stage `at`: "submission", "kg", "decision", "cofinancing" or "end"."""
    desk = a_desk(**said)
    done = {
        "submission": Submit(stage="submission", on=When("2002-05-24")),
        "kg": Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED),
        "decision": Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED),
        "cofinancing": ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED),
    }
    for stage, command in done.items():
        if stage == at:
            break
        desk.ask(command)
    return desk


#: The plan of the measure sheet: shares without an amount.
PLAN = (Share("erdf", "75 %"), Share("town", "25 %"))
