"""Meetings, programmes, people, conditions and operation: the pages of office and bodies beside the case file."""

from tests.browser.visitors import FUND_TEAM, OFFICER, SECRETARIAT, STAFF, Shot

OFFICE_SHOTS = (
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
)  # fmt: skip
