"""Five days without a relay, over several rungs: afterwards one true mail, and never two on a day for a mailbox."""

import re
from datetime import date, timedelta
from pathlib import Path

from config.clock import FixedClock
from notifications.catcher import MailCatcher
from notifications.caught import CaughtMail, list_mails
from tests.houses import HousesOf, findings
from tests.timed_mails import FIRST, at, extended, items, met, owing, timed
from workflows.house import House
from workflows.post import PostOffice
from workflows.relay import smtp
from workflows.reminders.climbing import climb

_STEP = timedelta(minutes=45)


async def a_port(folder: Path) -> int:
    """A port at which nobody listens any more."""
    async with MailCatcher(folder) as catcher:
        return catcher.port


async def live(house: House, clock: FixedClock, until: str) -> None:
    """Climb and post every three quarters of an hour until that day is over."""
    office = PostOffice(house, smtp(house.settings))
    while clock.at.date() <= date.fromisoformat(until):
        climb(house)
        await office.empty()
        clock.move(_STEP)
    await office.transport.close()


def reminders(folder: Path) -> list[CaughtMail]:
    return [mail for mail in list_mails(folder) if re.search("Erinnerung|abgelaufen|^Heute:", mail.subject)]


async def test_after_five_days_without_a_relay_nothing_stale_goes_out_and_no_mailbox_gets_two_mails_on_a_day(
    houses: HousesOf, clock: FixedClock, tmp_path: Path
) -> None:
    folder = tmp_path / "caught"
    port = await a_port(folder)
    house = houses.open(smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")
    owing(house, "2.1", title="Sachbericht")  # first rung on Friday, the day the relay goes down
    owing(house, "2.2", "2026-12-14", title="Zwischennachweis")  # first rung on Monday
    owing(house, "2.3", "2026-12-15", title="Verwendungsnachweis")  # met before the relay is back
    owing(house, "2.4", "2026-12-17", title="Kostenplan")  # extended before
    owing(house, "2.5", "2026-12-01", title="Mittelabruf")  # the rung before the end and that after it are both missed
    at(clock, f"{FIRST}T07:30")
    await live(house, clock, "2026-12-02")
    assert reminders(folder) == []

    met(house, "2.3")
    extended(house, "2.4", "2027-03-31")
    async with MailCatcher(folder, port=port):
        await live(house, clock, "2026-12-04")

    told = [letter for letter in timed(house) if letter.state == "accepted"]
    assert [letter.message_id for letter in told] == [mail.message_id for mail in reminders(folder)]
    assert len({(mail.recipient, mail.date and mail.date.date()) for mail in reminders(folder)}) == len(told)
    to_the_office = [mail for mail in reminders(folder) if mail.subject.startswith("Heute:")]
    assert ["Mittelabruf" in mail.text for mail in to_the_office] == [True]
    said = [line for mail in reminders(folder) if mail not in to_the_office for line in items(mail.text)]
    assert sorted(title for title in ("Sachbericht", "Zwischennachweis", "Mittelabruf") for line in said if title in line) == [
        "Mittelabruf", "Sachbericht", "Zwischennachweis",
    ]  # fmt: skip
    assert not [line for line in said if "Verwendungsnachweis" in line or "Kostenplan" in line]
    assert {letter.state for letter in timed(house)} == {"accepted", "dropped"}
    assert all(letter.reply for letter in timed(house))
    assert findings(house) == []
