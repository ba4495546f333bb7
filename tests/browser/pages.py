"""Every page of the portal, in one place: its route, the states worth looking at, and who sees it.

A test fails if a GET route of the portal is missing here, so a new page is looked at in a real browser from its first day.
"""

from dataclasses import dataclass

from tests.houses import CITY, CONTACT, DESK, KG, RESIDENT


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
NEIGHBOUR = Role("bewohnerin", RESIDENT, "berlin")
ROLES = (STRANGER, APPLICANT, CONTACT_PERSON, OFFICER, SECRETARIAT, NEIGHBOUR)
SIGNED_IN = ROLES[1:]
STAFF = (OFFICER, SECRETARIAT)
#: Whose application the Leipzig cases are.
OWN = (APPLICANT, CONTACT_PERSON)


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


SHOTS = (
    Shot("/", "start", "/", (STRANGER,)),
    Shot("", "nichts-hier", "/gibt-es-nicht", ROLES, 404),
    Shot("/anmelden", "anmelden", "/anmelden", (STRANGER,)),
    Shot("/anmelden", "anmelden-fehler", "/anmelden", (STRANGER,), press="Send me a link", answers=422),
    Shot("/anmelden/unterwegs", "anmelden-unterwegs", "/anmelden/unterwegs", (STRANGER, OFFICER)),
    Shot("/anmelden/{token}", "anmelden-link", "/anmelden/abc", (STRANGER, OFFICER)),
    Shot("/anmelden/{token}", "anmelden-vorbei", "/anmelden/abc", (STRANGER,), press="Sign in now", answers=410),
    Shot("/postfach", "postfach", "/postfach", (STRANGER, OFFICER)),
    Shot("/postfach/{number}", "brief-im-postfach", "/postfach/1", (STRANGER, OFFICER)),
    Shot("/arbeitsvorrat", "arbeitsvorrat", "/arbeitsvorrat", STAFF),
    Shot("/arbeitsvorrat", "arbeitsvorrat-alle", "/arbeitsvorrat?fuer=alle", STAFF),
    Shot("/suche", "suche", "/suche", STAFF),
    Shot("/suche", "suche-treffer", "/suche?q=2.", STAFF),
    Shot("/suche", "suche-ohne-treffer", "/suche?q=Nirgends", STAFF),
    Shot("/programme", "programme", "/programme", STAFF),
    Shot("/programme/{key}", "programm", "/programme/urban-ii-leipzig", STAFF),
    Shot("/betrieb", "betrieb", "/betrieb", (OFFICER,)),
    Shot("/akten/{id_}", "akte-bewilligt", "/akten/{granted}", STAFF),
    Shot("/akten/{id_}", "akte-wartet", "/akten/{waiting}", STAFF),
    Shot("/akten/{id_}", "akte-zurueckgegeben", "/akten/{returned}", STAFF),
    Shot("/akten/{id_}/briefe/{letter_id}", "akte-brief", "/akten/{granted}/briefe/{letter}", STAFF),
    Shot("/akten/{id_}/eintragen/{about}", "eintragen", "/akten/{waiting}/eintragen/kg", STAFF),
    Shot("/akten/{id_}/eintragen/{about}", "eintragen-fehler", "/akten/{waiting}/eintragen/kg", STAFF, press="Check", answers=422),  # noqa: E501
    Shot(
        "/akten/{id_}/eintragen/{about}", "eintragen-vorschau", "/akten/{waiting}/eintragen/kg", STAFF,
        fields=(("outcome", "adopted"), ("on", "04.07.2002")), press="Check", answers=200,
    ),
    Shot("/akten/{id_}/eintragen/{about}", "eintragen-entscheidung", "/akten/{waiting}/eintragen/decision", (OFFICER,)),
    Shot("/akten/{id_}/zurueckgeben/{about}", "zurueckgeben", "/akten/{waiting}/zurueckgeben/submission", (OFFICER,)),
    Shot(
        "/akten/{id_}/zurueckgeben/{about}", "zurueckgeben-fehler", "/akten/{waiting}/zurueckgeben/submission", (OFFICER,),
        press="Check", answers=422,
    ),
    Shot("/akten/{id_}/berichtigen/{about}", "berichtigen", "/akten/{waiting}/berichtigen/2", (OFFICER,)),
    Shot("/akten/{id_}/zurueckziehen", "akte-zurueckziehen", "/akten/{waiting}/zurueckziehen", (OFFICER,)),
    Shot("/akten/{id_}/stand", "projektstand", "/akten/{waiting}/stand", (OFFICER,)),
    Shot("/antraege", "antraege", "/antraege", SIGNED_IN),
    Shot("/antraege/neu", "antrag-waehlen", "/antraege/neu", SIGNED_IN),
    Shot("/antraege/neu/{programme}", "antrag", "/antraege/neu/urban-ii-leipzig", (APPLICANT, OFFICER)),
    Shot("/antraege/neu/{programme}", "antrag-berlin", "/antraege/neu/berlin-aktionsfonds", (NEIGHBOUR,)),
    Shot(
        "/antraege/neu/{programme}", "antrag-fehler", "/antraege/neu/urban-ii-leipzig", (APPLICANT,),
        press="Continue: check what you typed", answers=422,
    ),
    Shot("/antraege/{id_}", "antrag-bewilligt", "/antraege/{granted}", OWN),
    Shot("/antraege/{id_}", "antrag-wartet", "/antraege/{waiting}", OWN),
    Shot("/antraege/{id_}", "antrag-unterlagen", "/antraege/{returned}", OWN),
    Shot("/antraege/{id_}", "antrag-aktionsfonds", "/antraege/{berlin}", (NEIGHBOUR,)),
    Shot("/antraege/{id_}/quittung", "quittung", "/antraege/{granted}/quittung", OWN),
    Shot(
        "/antraege/{id_}/nachreichen/{stage}", "nachreichen", "/antraege/{returned}/nachreichen/submission", (APPLICANT,)
    ),
    Shot("/antraege/{id_}/zurueckziehen", "zurueckziehen", "/antraege/{waiting}/zurueckziehen", (APPLICANT,)),
    Shot(
        "/antraege/{id_}/zurueckziehen", "zurueckziehen-fehler", "/antraege/{waiting}/zurueckziehen", (APPLICANT,),
        press="Continue", answers=422,
    ),
    Shot(
        "/antraege/{id_}/zurueckziehen", "zurueckziehen-vorschau", "/antraege/{waiting}/zurueckziehen", (APPLICANT,),
        fields=(("reason", "Die Förderung wird nicht mehr gebraucht."),), press="Continue", answers=200,
    ),
)  # fmt: skip

#: Routes that answer with a redirect or a file: there is no page to look at.
NO_PAGE: frozenset[str] = frozenset({"/programme/{key}/kette.svg", "/akten/{id_}/kette.svg", "/antraege/{id_}/termine.ics"})
