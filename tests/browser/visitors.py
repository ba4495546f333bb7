"""Who looks at the portal's pages, and what a look at one of them is."""

from dataclasses import dataclass

from tests.houses import CITY, CONTACT, DESK, KG, RESIDENT, TEAM
from tests.projects import A_LEAD


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of visitor, and the person of the samples who stands for it."""

    name: str
    handle: str = ""
    authority: str = "leipzig"


STRANGER = Role("fremd")
APPLICANT = Role("antragstellerin", CITY)
CONTACT_PERSON = Role("ansprechperson", CONTACT)
OFFICER = Role("sachbearbeitung", DESK)
SECRETARIAT = Role("kg", KG)
MEMBER = Role("vertretung", "antragstelle-vertretung")
NEIGHBOUR = Role("bewohnerin", RESIDENT, "berlin")
FUND_TEAM = Role("qm-team", TEAM, "berlin")
SELECTED = Role("projekttraeger", A_LEAD, "berlin")
ROLES = (STRANGER, APPLICANT, CONTACT_PERSON, OFFICER, SECRETARIAT, NEIGHBOUR, MEMBER)
SIGNED_IN = ROLES[1:]
STAFF = (OFFICER, SECRETARIAT)
#: Whose application the Leipzig cases are.
OWN = (APPLICANT, CONTACT_PERSON, MEMBER)
#: Whose draft it is: the organisation's that applies, and its people's.
SIDE = (APPLICANT, MEMBER)


@dataclass(frozen=True, slots=True)
class Shot:
    """A page in one state: `path` may name a case of `shown.py` in braces; `status` is what it answers.

    With `press`, its form is sent by that button, with `fields` filled in, and `answers` is the status of what comes back.
    """

    route: str
    name: str
    path: str
    roles: tuple[Role, ...]
    status: int = 200
    fields: tuple[tuple[str, str], ...] = ()
    press: str = ""
    answers: int = 0
