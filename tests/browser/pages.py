"""Every page of the portal, in one place: its route, the states worth looking at, and who sees it.

A test fails if a GET route of the portal is missing here, so a new page is looked at in a real browser from its first day.
"""

from tests.browser.pages_calendars import CALENDAR_SHOTS
from tests.browser.pages_deadlines import DEADLINE_SHOTS
from tests.browser.pages_forecast import FORECAST_SHOTS
from tests.browser.pages_mails import MAIL_SHOTS
from tests.browser.pages_more_time import MORE_TIME_SHOTS
from tests.browser.pages_office import OFFICE_SHOTS
from tests.browser.pages_own import OWN_SHOTS
from tests.browser.visitors import APPLICANT, FUND_TEAM, MEMBER, OFFICER, ROLES, SIGNED_IN, STAFF, STRANGER, Shot

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
    Shot("/akten/{id_}", "akte-auflagen", "/akten/{conditions}", STAFF),
    Shot("/akten/{id_}", "akte-angebote", "/akten/{project}", (FUND_TEAM,)),
    Shot("/akten/{id_}/auflage/{about}/{which}", "auflage", "/akten/{conditions}/auflage/{condition}/1", (OFFICER,)),
    Shot(
        "/akten/{id_}/auflage/{about}/{which}", "auflage-fehler", "/akten/{conditions}/auflage/{condition}/1", (OFFICER,),
        press="Check", answers=422,
    ),
    Shot("/akten/{id_}/eintragen/{about}", "eintragen-angebot", "/akten/{bidding}/eintragen/bids", (FUND_TEAM,)),
    Shot("/akten/{id_}/eintragen/{about}", "eintragen-auswahl", "/akten/{choosing}/eintragen/selection", (FUND_TEAM,)),
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
    Shot(
        "/akten/{id_}/eintragen/{about}", "eintragen-konflikt", "/akten/{waiting}/eintragen/kg", STAFF,
        fields=(("seen", "1"), ("outcome", "adopted"), ("on", "04.07.2002")), press="Check", answers=409,
    ),
    Shot(
        "/akten/{id_}/zurueckgeben/{about}", "zurueckgeben-konflikt", "/akten/{returned}/zurueckgeben/submission", (OFFICER,),
        fields=(("seen", "1"), ("purpose", "documents"), ("on", "03.06.2002"), ("reason", "Der Kostenplan ist unvollständig.")),
        press="Check", answers=409,
    ),
    Shot("/akten/{id_}/unterlagen", "akte-unterlagen", "/akten/{returned}/unterlagen", STAFF),
    *CALENDAR_SHOTS,
    *DEADLINE_SHOTS,
    *FORECAST_SHOTS,
    *MAIL_SHOTS,
    *MORE_TIME_SHOTS,
    *OFFICE_SHOTS,
    *OWN_SHOTS,
)  # fmt: skip

#: Routes that answer with a redirect or a file: there is no page to look at.
NO_PAGE: frozenset[str] = frozenset(
    {
        "/anmelden/code",
        "/konto/daten",
        "/kalender/{token}.ics",
        "/programme/{key}/kette.svg",
        "/akten/{id_}/kette.svg",
        "/antraege/{id_}/termine.ics",
        "/antraege/{id_}/unterlagen/{document}",
        "/akten/{id_}/unterlagen/{document}",
        "/antraege/entwurf/{draft}/unterlagen/{document}",
    }
)
