"""Every page of the portal, in one place: its route, the states worth looking at, and who sees it.

A test fails if a GET route of the portal is missing here, so a new page is looked at in a real browser from its first day.
"""

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


SHOTS = (
    Shot("/", "start", "/", (STRANGER,)),
    Shot("", "nichts-hier", "/gibt-es-nicht", ROLES, 404),
    Shot("/anmelden", "anmelden", "/anmelden", (STRANGER,)),
    Shot("/anmelden", "anmelden-fehler", "/anmelden", (STRANGER,), press="Send me a link", answers=422),
    Shot("/anmelden/unterwegs", "anmelden-unterwegs", "/anmelden/unterwegs", (STRANGER, OFFICER)),
    Shot("/anmelden/unterwegs", "anmelden-code-fehler", "/anmelden/unterwegs", (STRANGER,), press="Sign in with the code", answers=422),  # noqa: E501
    Shot("/konto", "konto", "/konto", SIGNED_IN),
    Shot("/anmelden/{token}", "anmelden-link", "/anmelden/abc", (STRANGER, OFFICER)),
    Shot("/anmelden/{token}", "anmelden-vorbei", "/anmelden/abc", (STRANGER,), press="Sign in now", answers=410),
    Shot("/postfach", "postfach", "/postfach", (STRANGER, OFFICER)),
    Shot("/postfach/{number}", "brief-im-postfach", "/postfach/1", (STRANGER, OFFICER)),
    Shot("/arbeitsvorrat", "arbeitsvorrat", "/arbeitsvorrat", STAFF),
    Shot("/arbeitsvorrat", "arbeitsvorrat-alle", "/arbeitsvorrat?fuer=alle", (OFFICER,)),
    Shot("/arbeitsvorrat", "arbeitsvorrat-niemand", "/arbeitsvorrat?fuer=niemand&uebernommen=1&gelassen=1", STAFF),
    Shot("/suche", "suche", "/suche", STAFF),
    Shot("/suche", "suche-treffer", "/suche?q=2.", STAFF),
    Shot("/suche", "suche-ohne-treffer", "/suche?q=Nirgends", STAFF),
    Shot("/programme", "programme", "/programme", STAFF),
    Shot("/programme/{key}", "programm", "/programme/urban-ii-leipzig", STAFF),
    Shot("/programme/{key}/fassungen", "fassungen", "/programme/urban-ii-leipzig/fassungen", (OFFICER,)),
    Shot("/programme/{key}/fassungen", "fassungen-vorschau", "/programme/berlin-aktionsfonds/fassungen", (FUND_TEAM,)),
    Shot("/programme/{key}", "programm-verwaltung", "/programme/berlin-aktionsfonds", (FUND_TEAM,)),
    Shot("/programme/{key}/aufruf", "aufruf-ohne-budget", "/programme/urban-ii-leipzig/aufruf", (OFFICER,)),
    Shot("/programme/{key}/aufruf", "aufruf", "/programme/berlin-aktionsfonds/aufruf", (FUND_TEAM,)),
    Shot("/programme/{key}/aufruf", "aufruf-fehler", "/programme/berlin-aktionsfonds/aufruf", (FUND_TEAM,), press="Open the call", answers=422),  # noqa: E501
    Shot("/sitzungen", "sitzungen", "/sitzungen", STAFF),
    Shot("/sitzungen", "sitzungen-vergangen", "/sitzungen?vergangen=1", STAFF),
    Shot("/sitzungen/neu", "sitzung-neu", "/sitzungen/neu", STAFF),
    Shot("/sitzungen/neu", "sitzung-neu-fehler", "/sitzungen/neu", (SECRETARIAT,), press="Call the meeting", answers=422),
    Shot("/sitzungen/{meeting}", "sitzung", "/sitzungen/{coming}", STAFF),
    Shot("/sitzungen/{meeting}", "sitzung-oeffentlich", "/sitzungen/{coming}?oeffentlich=1", STAFF),
    Shot("/sitzungen/{meeting}", "sitzung-gehalten", "/sitzungen/{held}", STAFF),
    Shot("/sitzungen/{meeting}", "sitzung-ausgefallen", "/sitzungen/{off}", STAFF),
    Shot("/sitzungen/{meeting}", "sitzung-fehler", "/sitzungen/{coming}", (SECRETARIAT,), press="Take off what is ticked", answers=422),  # noqa: E501
    Shot("/sitzungen/{meeting}/aendern", "sitzung-aendern", "/sitzungen/{coming}/aendern", STAFF),
    Shot("/sitzungen/{meeting}/absagen", "sitzung-absagen", "/sitzungen/{coming}/absagen", STAFF),
    Shot(
        "/sitzungen/{meeting}/absagen", "sitzung-absagen-fehler", "/sitzungen/{coming}/absagen", (SECRETARIAT,),
        press="Cancel the meeting", answers=422,
    ),
    Shot("/sitzungen/{meeting}/eintragen", "sitzung-eintragen", "/sitzungen/{today}/eintragen", STAFF),
    Shot("/sitzungen/{meeting}/eintragen", "sitzung-eintragen-teilweise", "/sitzungen/{held}/eintragen", STAFF),
    Shot("/sitzungen/{meeting}/eintragen", "sitzung-eintragen-zu-frueh", "/sitzungen/{coming}/eintragen", STAFF),
    Shot("/sitzungen/{meeting}/eintragen", "sitzung-eintragen-fehler", "/sitzungen/{today}/eintragen", (SECRETARIAT,), press="Check", answers=422),  # noqa: E501
    Shot(
        "/sitzungen/{meeting}/eintragen", "sitzung-eintragen-vorschau", "/sitzungen/{today}/eintragen", STAFF,
        fields=(("ergebnis.{first}", "adopted"), ("stimmen.{first}", "7 Ja, 1 Nein"), ("ergebnis.{second}", "referred")),
        press="Check", answers=200,
    ),
    Shot("/sitzungen/{meeting}/niederschrift", "niederschrift", "/sitzungen/{held}/niederschrift?erfasst=2", STAFF),
    Shot("/sitzungen/{meeting}/niederschrift", "niederschrift-oeffentlich", "/sitzungen/{held}/niederschrift?oeffentlich=1", STAFF),  # noqa: E501
    Shot("/gremien/{programme}/{body_key}", "gremium", "/gremien/urban-ii-leipzig/kg", STAFF),
    Shot(
        "/gremien/{programme}/{body_key}", "gremium-fehler", "/gremien/urban-ii-leipzig/kg", (SECRETARIAT,),
        press="Add the member", answers=422,
    ),
    Shot("/auflagen", "auflagen", "/auflagen", STAFF),
    Shot("/auflagen", "auflagen-dahinter", "/auflagen?nach=2099-01-01T00:00:00.000000Z/{granted}/1/1", STAFF),
    Shot("/akten/{id_}", "akte-auflagen", "/akten/{conditions}", STAFF),
    Shot("/akten/{id_}", "akte-angebote", "/akten/{project}", (FUND_TEAM,)),
    Shot("/akten/{id_}/auflage/{about}/{which}", "auflage", "/akten/{conditions}/auflage/{condition}/1", (OFFICER,)),
    Shot(
        "/akten/{id_}/auflage/{about}/{which}", "auflage-fehler", "/akten/{conditions}/auflage/{condition}/1", (OFFICER,),
        press="Check", answers=422,
    ),
    Shot("/akten/{id_}/eintragen/{about}", "eintragen-angebot", "/akten/{bidding}/eintragen/bids", (FUND_TEAM,)),
    Shot("/akten/{id_}/eintragen/{about}", "eintragen-auswahl", "/akten/{choosing}/eintragen/selection", (FUND_TEAM,)),
    Shot("/antraege/{id_}", "antrag-auflagen", "/antraege/{conditions}", OWN),
    Shot("/antraege/{id_}", "antrag-ausgewaehlt", "/antraege/{project}", (SELECTED,)),
    Shot("/betrieb", "betrieb", "/betrieb", (OFFICER,)),
    Shot("/personen", "personen", "/personen", (OFFICER,)),
    Shot("/personen", "personen-niemand", "/personen?q=Nirgends", (OFFICER,)),
    Shot("/personen/aenderungen", "personen-aenderungen", "/personen/aenderungen", (OFFICER,)),
    Shot("/personen/neu", "person-neu", "/personen/neu", (OFFICER,)),
    Shot("/personen/neu", "person-neu-fehler", "/personen/neu", (OFFICER,), press="Save", answers=422),
    Shot(
        "/personen/neu", "person-neu-adresse", "/personen/neu", (OFFICER,),
        fields=(("name", "Vorzimmer"), ("email", "antragstelle@example.org")), press="Save", answers=200,
    ),
    Shot("/personen/{handle}", "person", "/personen/quartiersmoderation", (OFFICER,)),
    Shot("/personen/{handle}", "person-organisation", "/personen/antragstelle", (OFFICER,)),
    Shot("/personen/{handle}/bearbeiten", "person-bearbeiten", "/personen/quartiersmoderation/bearbeiten", (OFFICER,)),
    Shot("/personen/{handle}/rollen", "person-rollen", "/personen/quartiersmoderation/rollen", (OFFICER,)),
    Shot("/personen/{handle}/mitglieder", "person-mitglieder", "/personen/antragstelle/mitglieder", (OFFICER,)),
    Shot("/personen/{handle}/loeschen", "person-loeschen", "/personen/quartiersmoderation/loeschen", (OFFICER,)),
    Shot(
        "/personen/{handle}/loeschen", "person-loeschen-fehler", "/personen/quartiersmoderation/loeschen", (OFFICER,),
        press="Ask for it to be erased", answers=422,
    ),
    Shot("/vertretungen", "vertretungen", "/vertretungen", STAFF),
    Shot("/vertretungen", "vertretungen-fehler", "/vertretungen", STAFF, press="Name the deputy", answers=422),
    Shot("/konto/organisation", "organisation", "/konto/organisation", (MEMBER,)),
    Shot("/konto/organisation", "organisation-fehler", "/konto/organisation", (MEMBER,), press="Invite", answers=422),
    Shot("/api", "api", "/api", (STRANGER, OFFICER)),
    Shot("/konto/schluessel", "schluessel", "/konto/schluessel", SIGNED_IN),
    Shot("/konto/schluessel", "schluessel-fehler", "/konto/schluessel", (APPLICANT,), press="Make the key", answers=422),
    Shot("/akten/{id_}", "akte-bewilligt", "/akten/{granted}", STAFF),
    Shot("/akten/{id_}", "akte-wartet", "/akten/{waiting}", STAFF),
    Shot("/akten/{id_}", "akte-zurueckgegeben", "/akten/{returned}", STAFF),
    Shot("/akten/{id_}/zustaendig", "zustaendig", "/akten/{waiting}/zustaendig", (OFFICER,)),
    Shot("/akten/{id_}/einsicht", "einsicht", "/akten/{waiting}/einsicht", (OFFICER,)),
    Shot("/akten/{id_}/briefe/{letter_id}", "akte-brief", "/akten/{granted}/briefe/{letter}", STAFF),
    Shot("/akten/{id_}/eintragen/{about}", "eintragen", "/akten/{waiting}/eintragen/kg", STAFF),
    Shot("/akten/{id_}/eintragen/{about}", "eintragen-fehler", "/akten/{waiting}/eintragen/kg", STAFF, press="Check", answers=422),  # noqa: E501
    Shot(
        "/akten/{id_}/eintragen/{about}", "eintragen-vorschau", "/akten/{waiting}/eintragen/kg", STAFF,
        fields=(("outcome", "adopted"), ("on", "04.07.2002")), press="Check", answers=200,
    ),
    Shot(
        "/akten/{id_}/eintragen/{about}", "eintragen-auffaellig", "/akten/{waiting}/eintragen/kg", (OFFICER,),
        fields=(("outcome", "resubmission"), ("on", "20.05.2002"), ("resubmit_on", "01.05.2002")), press="Check", answers=200,
    ),
    Shot("/akten/{id_}/eintragen/{about}", "eintragen-entscheidung", "/akten/{waiting}/eintragen/decision", (OFFICER,)),
    Shot("/akten/{id_}/zurueckgeben/{about}", "zurueckgeben", "/akten/{waiting}/zurueckgeben/submission", (OFFICER,)),
    Shot(
        "/akten/{id_}/zurueckgeben/{about}", "zurueckgeben-fehler", "/akten/{waiting}/zurueckgeben/submission", (OFFICER,),
        press="Check", answers=422,
    ),
    Shot("/akten/{id_}/berichtigen/{about}", "berichtigen", "/akten/{waiting}/berichtigen/2", (OFFICER,)),
    Shot("/akten/{id_}/berichtigen/{about}", "berichtigen-entscheidung", "/akten/{granted}/berichtigen/3", (OFFICER,)),
    Shot("/akten/{id_}/zurueckziehen", "akte-zurueckziehen", "/akten/{waiting}/zurueckziehen", (OFFICER,)),
    Shot("/akten/{id_}/vorschlagen/{about}", "vorschlagen", "/akten/{waiting}/vorschlagen/decision", (OFFICER,)),
    Shot("/akten/{id_}/befangenheit", "befangenheit", "/akten/{waiting}/befangenheit", STAFF),
    Shot("/akten/{id_}/stand", "projektstand", "/akten/{waiting}/stand", (OFFICER,)),
    Shot("/antraege", "antraege", "/antraege", SIGNED_IN),
    Shot("/antraege/neu", "antrag-waehlen", "/antraege/neu", SIGNED_IN),
    Shot("/antraege/entwurf/{draft}", "entwurf", "/antraege/entwurf/{draft}", SIDE),
    Shot("/antraege/entwurf/{draft}", "entwurf-fertig", "/antraege/entwurf/{full}", SIDE),
    Shot("/antraege/entwurf/{draft}", "entwurf-berlin", "/antraege/entwurf/{kiez}", (NEIGHBOUR,)),
    Shot("/antraege/entwurf/{draft}/vorhaben", "entwurf-vorhaben", "/antraege/entwurf/{draft}/vorhaben", SIDE),
    Shot("/antraege/entwurf/{draft}/vorhaben", "entwurf-vorhaben-berlin", "/antraege/entwurf/{kiez}/vorhaben", (NEIGHBOUR,)),
    Shot(
        "/antraege/entwurf/{draft}/vorhaben", "entwurf-vorhaben-fehler", "/antraege/entwurf/{kiez}/vorhaben", (NEIGHBOUR,),
        press="Save and continue", answers=422,
    ),
    Shot("/antraege/entwurf/{draft}/zeitraum", "entwurf-zeitraum", "/antraege/entwurf/{draft}/zeitraum", SIDE),
    Shot("/antraege/entwurf/{draft}/finanzierung", "entwurf-geld", "/antraege/entwurf/{draft}/finanzierung", SIDE),
    Shot("/antraege/entwurf/{draft}/finanzierung", "entwurf-kosten", "/antraege/entwurf/{kiez}/finanzierung", (NEIGHBOUR,)),
    Shot("/antraege/entwurf/{draft}/beteiligte", "entwurf-beteiligte", "/antraege/entwurf/{draft}/beteiligte", SIDE),
    Shot("/antraege/entwurf/{draft}/pruefen", "entwurf-pruefen", "/antraege/entwurf/{draft}/pruefen", SIDE),
    Shot("/antraege/entwurf/{draft}/pruefen", "entwurf-pruefen-fertig", "/antraege/entwurf/{full}/pruefen", SIDE),
    # Somebody was faster: a form that has seen an old version (`seen`) comes back with what happened since.
    Shot(
        "/antraege/entwurf/{draft}/vorhaben", "entwurf-konflikt", "/antraege/entwurf/{full}/vorhaben", SIDE,
        fields=(("seen", "1"), ("title", "Ein Garten für alle im Quartier")), press="Save and continue", answers=409,
    ),
    Shot(
        "/antraege/entwurf/{draft}/pruefen", "entwurf-pruefen-konflikt", "/antraege/entwurf/{full}/pruefen", SIDE,
        fields=(("seen", "1"),), press="Submit the application with binding effect", answers=409,
    ),
    Shot(
        "/antraege/{id_}/zurueckziehen", "zurueckziehen-konflikt", "/antraege/{returned}/zurueckziehen", SIDE,
        fields=(("seen", "1"), ("reason", "Die Förderung wird nicht mehr gebraucht.")), press="Continue", answers=409,
    ),
    Shot(
        "/antraege/{id_}/nachreichen/{stage}", "nachreichen-konflikt", "/antraege/{returned}/nachreichen/submission", SIDE,
        fields=(("seen", "1"),), press="Upload: this is everything", answers=409,
    ),
    Shot(
        "/akten/{id_}/eintragen/{about}", "eintragen-konflikt", "/akten/{waiting}/eintragen/kg", STAFF,
        fields=(("seen", "1"), ("outcome", "adopted"), ("on", "04.07.2002")), press="Check", answers=409,
    ),
    Shot(
        "/akten/{id_}/zurueckgeben/{about}", "zurueckgeben-konflikt", "/akten/{returned}/zurueckgeben/submission", (OFFICER,),
        fields=(("seen", "1"), ("purpose", "documents"), ("on", "03.06.2002"), ("reason", "Der Kostenplan ist unvollständig.")),
        press="Check", answers=409,
    ),
    Shot("/antraege/entwurf/{draft}/loeschen", "entwurf-loeschen", "/antraege/entwurf/{draft}/loeschen", SIDE),
    Shot("/wo-ist-mein-antrag", "wo-ist", "/wo-ist-mein-antrag", (STRANGER, APPLICANT)),
    Shot("/wo-ist-mein-antrag", "wo-ist-fehler", "/wo-ist-mein-antrag", (STRANGER,), press="Show where it is", answers=422),
    Shot("/wo-ist-mein-antrag/{code}/{secret}", "wo-ist-qr", "/wo-ist-mein-antrag/{code}/{secret}", (STRANGER, APPLICANT)),
    Shot("/wo-ist-mein-antrag/{code}/{secret}", "wo-ist-falsch", "/wo-ist-mein-antrag/{code}/x", (STRANGER,), 404),
    Shot("/antraege/{id_}", "antrag-bewilligt", "/antraege/{granted}", OWN),
    Shot("/antraege/{id_}", "antrag-wartet", "/antraege/{waiting}", OWN),
    Shot("/antraege/{id_}", "antrag-unterlagen", "/antraege/{returned}", OWN),
    Shot("/antraege/{id_}", "antrag-aktionsfonds", "/antraege/{berlin}", (NEIGHBOUR,)),
    Shot("/antraege/{id_}/quittung", "quittung", "/antraege/{granted}/quittung", OWN),
    Shot(
        "/antraege/{id_}/nachreichen/{stage}", "nachreichen", "/antraege/{returned}/nachreichen/submission", SIDE
    ),
    Shot(
        "/antraege/{id_}/nachreichen/{stage}", "nachreichen-fehler", "/antraege/{returned}/nachreichen/submission",
        SIDE, press="Upload only, more will follow", answers=422,
    ),
    Shot("/antraege/{id_}/unterlagen", "unterlagen", "/antraege/{returned}/unterlagen", OWN),
    Shot("/antraege/{id_}/unterlagen", "unterlagen-neu", "/antraege/{returned}/unterlagen?neu=2", OWN),
    Shot("/antraege/{id_}/unterlagen", "unterlagen-fehler", "/antraege/{waiting}/unterlagen", (APPLICANT,), press="Upload", answers=422),  # noqa: E501
    Shot("/akten/{id_}/unterlagen", "akte-unterlagen", "/akten/{returned}/unterlagen", STAFF),
    Shot("/antraege/entwurf/{draft}/unterlagen", "entwurf-unterlagen", "/antraege/entwurf/{draft}/unterlagen", SIDE),
    Shot("/antraege/{id_}/zurueckziehen", "zurueckziehen", "/antraege/{waiting}/zurueckziehen", SIDE),
    Shot(
        "/antraege/{id_}/zurueckziehen", "zurueckziehen-fehler", "/antraege/{waiting}/zurueckziehen", SIDE,
        press="Continue", answers=422,
    ),
    Shot(
        "/antraege/{id_}/zurueckziehen", "zurueckziehen-vorschau", "/antraege/{waiting}/zurueckziehen", SIDE,
        fields=(("reason", "Die Förderung wird nicht mehr gebraucht."),), press="Continue", answers=200,
    ),
)  # fmt: skip

#: Routes that answer with a redirect or a file: there is no page to look at.
NO_PAGE: frozenset[str] = frozenset(
    {
        "/anmelden/code",
        "/konto/daten",
        "/programme/{key}/kette.svg",
        "/akten/{id_}/kette.svg",
        "/antraege/{id_}/termine.ics",
        "/antraege/{id_}/unterlagen/{document}",
        "/akten/{id_}/unterlagen/{document}",
        "/antraege/entwurf/{draft}/unterlagen/{document}",
    }
)
