"""Calendars to subscribe to: the page that makes them."""

from tests.browser.visitors import CONTACT_PERSON, SECRETARIAT, SIGNED_IN, Shot

HERE = "/konto/kalender"

CALENDAR_SHOTS = (
    Shot(HERE, "kalender-neu", HERE, (SECRETARIAT,), press="Make the calendar", answers=201),
    Shot(HERE, "kalender", HERE, SIGNED_IN),
    Shot(HERE, "kalender-fehler", f"{HERE}?gremium=keines", (CONTACT_PERSON,), press="Make the calendar", answers=422),
)
