"""The pages of those who apply: drafts, applications, and where an application is."""

from tests.browser.visitors import APPLICANT, NEIGHBOUR, OWN, SELECTED, SIDE, SIGNED_IN, STRANGER, Shot

OWN_SHOTS = (
    Shot("/antraege/{id_}", "antrag-auflagen", "/antraege/{conditions}", OWN),
    Shot("/antraege/{id_}", "antrag-ausgewaehlt", "/antraege/{project}", (SELECTED,)),
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
