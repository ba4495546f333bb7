"""Optional mails just before they leave: not needed any more they are dropped, and only they say how to decline them."""

import email
import email.policy
from email.message import EmailMessage

import pytest

from config.clock import FixedClock
from domain.commands import Assign
from domain.commands.deadlines import SetDeadline
from domain.dates import When
from domain.vocabulary import OptionalMail
from notifications.transports import Delivery, Outcome, RecordingTransport
from portal.signing_in import sessions
from store.people import party_id
from tests.houses import DESK, HousesOf
from tests.optional_mails import OWNER, PORTAL, declines, looks, with_links
from tests.timed_mails import DOWN, FIRST, TODAY, at, items, met, owing, timed
from workflows.house import House
from workflows.inbox import receive
from workflows.post import PostOffice
from workflows.reminders.climbing import climb
from workflows.reminders.unsubscribing import with_tokens

UNCERTAIN = Delivery(Outcome.AMBIGUOUS, "dot", None, "line broke")
OFFICER = party_id("leipzig", DESK)


@pytest.fixture
def house(houses: HousesOf) -> House:
    """A house whose address is known."""
    return with_links(houses)


async def post(house: House, *ends: Delivery) -> list[EmailMessage]:
    """Empty the outbox; the mails about deadlines that were accepted."""
    transport = RecordingTransport(ends)
    await PostOffice(house, transport).empty()
    read = [email.message_from_bytes(one.data, policy=email.policy.default) for one in transport.accepted]
    ours = {letter.message_id for letter in timed(house)}
    return [one for one in read if one["Message-ID"] in ours]


def settled(house: House) -> None:
    """Send what facts owe, so that only reminders are left."""
    with house.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE letter SET state = 'accepted' WHERE occasion = '' AND state = 'owed'")


def of_the_office(house: House, reference: str, due: str, *, officer: bool = True) -> str:
    """A deadline of the officer in charge; gives the dossier's id."""
    receipt = owing(house, reference, "2027-06-30")
    if officer:
        receive(house, reference, Assign(on=TODAY, officer=OFFICER), by=DESK)
    command = SetDeadline(deadline="note", role="case_officer", due=When(due), on=TODAY, title="Vermerk")
    receive(house, reference, command, by=DESK)
    return receipt.dossier.id


def link_of(house: House, party: str = OWNER, kind: str = "frueh") -> str:
    return f"{PORTAL}/abbestellen/{with_tokens(house, [party])[party]}/{kind}"


async def test_an_early_reminder_says_how_to_decline_it_in_header_text_and_html(house: House, clock: FixedClock) -> None:
    owing(house, "2.1")
    at(clock, f"{FIRST}T09:00")
    climb(house)
    (mail,) = await post(house)

    link = link_of(house)
    assert mail["List-Unsubscribe"] == f"<{link}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = (str(mail.get_body((kind,)).get_content()) for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert text.splitlines()[-2:] == ["", f"Sie können diese frühe Erinnerung abbestellen: {link}"]
    assert f'<a href="{link}">Sie können diese frühe Erinnerung abbestellen</a>' in html
    (letter,) = timed(house)
    assert letter.unsubscribe == link
    assert link not in letter.text_for_others


async def test_the_last_reminder_cannot_be_declined(house: House, clock: FixedClock) -> None:
    owing(house, "2.1", "2026-11-30")  # fourteen days before have passed already
    at(clock, f"{FIRST}T09:00")
    climb(house)
    (mail,) = await post(house)

    assert (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]) == (None, None)
    assert "abbestellen" not in timed(house)[0].text
    assert timed(house)[0].html.count("<a ") == 1


async def test_without_an_address_of_the_portal_there_is_no_link(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    (mail,) = await post(a_house)

    assert mail["List-Unsubscribe"] is None
    assert "abbestellen" not in timed(a_house)[0].text


async def test_a_reader_of_english_is_led_to_an_english_page(house: House, clock: FixedClock) -> None:
    owing(house, "2.1")
    with house.database.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE party SET language = 'en' WHERE id = '{OWNER}'")
    at(clock, f"{FIRST}T09:00")
    climb(house)
    (mail,) = await post(house)

    assert mail["List-Unsubscribe"] == f"<{link_of(house)}?lang=en>"
    assert "You can unsubscribe from this early reminder" in timed(house)[0].text


async def test_an_early_reminder_of_a_case_opened_meanwhile_is_left_out(house: House, clock: FixedClock) -> None:
    first = owing(house, "2.1").dossier.id
    owing(house, "2.2", title="Zwischennachweis")
    at(clock, f"{FIRST}T09:00")
    climb(house)
    looks(house, first)
    (mail,) = await post(house)

    (letter,) = timed(house)
    assert len(items(letter.text)) == 1
    assert "Zwischennachweis" in letter.text
    assert mail["List-Unsubscribe"] == f"<{link_of(house)}>"


@pytest.mark.parametrize(
    ("how", "reply"), [("seen", "seen in the portal"), ("declined", "declined"), ("met", "nothing left to say")]
)
async def test_an_early_reminder_nobody_needs_any_more_is_dropped_with_the_reason(
    house: House, clock: FixedClock, how: str, reply: str
) -> None:
    id_ = owing(house, "2.1").dossier.id
    at(clock, f"{FIRST}T09:00")
    climb(house)
    match how:
        case "seen":
            looks(house, id_)
        case "declined":
            declines(house)
        case _:
            met(house, "2.1")

    assert await post(house) == []
    assert [(one.state, one.reply) for one in timed(house)] == [("dropped", reply)]


async def test_after_an_uncertain_try_the_same_bytes_go_or_none(house: House, clock: FixedClock) -> None:
    id_ = owing(house, "2.1").dossier.id
    owing(house, "2.2", title="Zwischennachweis")
    at(clock, f"{FIRST}T09:00")
    climb(house)
    settled(house)
    (before,) = timed(house)
    await post(house, UNCERTAIN)
    looks(house, id_)
    at(clock, f"{FIRST}T12:00")

    assert await post(house) == []
    (letter,) = timed(house)
    assert (letter.state, letter.reply, letter.digest) == ("dropped", "may have arrived", before.digest)


async def test_a_mail_that_takes_in_one_that_must_not_be_missed_cannot_be_declined(house: House, clock: FixedClock) -> None:
    owing(house, "2.1")  # its early reminder on Friday, 27 November
    owing(house, "2.2", "2026-12-03", title="Zwischennachweis")  # its last one on Monday, 30 November
    at(clock, f"{FIRST}T09:00")
    climb(house)
    (early,) = timed(house)
    assert early.unsubscribe
    await post(house, *[DOWN] * 9)
    at(clock, "2026-11-30T09:00")
    climb(house)
    (mail,) = await post(house)

    assert mail["List-Unsubscribe"] is None
    sent = timed(house)[-1]
    assert (sent.state, sent.unsubscribe, len(items(sent.text))) == ("accepted", "", 2)
    assert "abbestellen" not in sent.text


async def test_a_mail_of_which_only_an_early_reminder_is_left_can_be_declined(house: House, clock: FixedClock) -> None:
    owing(house, "2.1")
    owing(house, "2.2", "2026-11-30", title="Zwischennachweis")  # its last one on Friday, 27 November as well
    at(clock, f"{FIRST}T09:00")
    climb(house)
    (both,) = timed(house)
    assert (both.unsubscribe, len(items(both.text))) == ("", 2)
    met(house, "2.2")
    (mail,) = await post(house)

    assert mail["List-Unsubscribe"] == f"<{link_of(house)}>"


async def test_the_overview_of_a_morning_says_how_to_decline_it(house: House, clock: FixedClock) -> None:
    of_the_office(house, "2.1", "2026-12-11")
    at(clock, f"{FIRST}T09:00")
    climb(house)
    (mail,) = await post(house)

    assert mail["List-Unsubscribe"] == f"<{link_of(house, OFFICER, 'morgens')}>"
    assert "Sie können diese Übersicht am Morgen abbestellen: " in timed(house)[0].text


@pytest.mark.parametrize(("signed_in", "state"), [("T07:30", "dropped"), ("T00:10", "dropped"), ("", "accepted")])
async def test_who_was_here_this_morning_needs_no_overview(house: House, clock: FixedClock, signed_in: str, state: str) -> None:
    of_the_office(house, "2.1", "2026-12-11")
    at(clock, "2026-11-26T16:00")
    sessions.open_session(house, OFFICER)
    if signed_in:
        at(clock, f"{FIRST}{signed_in}")
        sessions.open_session(house, OFFICER)
    at(clock, f"{FIRST}T09:00")
    climb(house)
    await post(house)

    (letter,) = timed(house)
    assert (letter.state, letter.reply) == (state, "already signed in" if state == "dropped" else letter.reply)


async def test_an_escalation_goes_also_to_who_was_here_this_morning(house: House, clock: FixedClock) -> None:
    of_the_office(house, "2.1", "2026-11-24")  # the day after on the 25th, the officer on the 27th
    of_the_office(house, "2.2", "2026-12-11")
    at(clock, f"{FIRST}T08:30")
    sessions.open_session(house, OFFICER)
    declines(house, OFFICER, OptionalMail.EARLY)
    climb(house)
    (mail,) = await post(house)

    assert mail["List-Unsubscribe"] is None
    assert len(items(timed(house)[0].text)) == 3


async def test_an_overview_for_several_goes_as_long_as_one_of_them_was_not_here(house: House, clock: FixedClock) -> None:
    of_the_office(house, "2.1", "2026-12-11", officer=False)
    at(clock, f"{FIRST}T09:00")
    climb(house)
    readers = {letter.addressee for letter in timed(house)}
    sessions.open_session(house, OFFICER)
    await post(house)

    states = {letter.addressee: letter.state for letter in timed(house)}
    assert states == {reader: "dropped" if reader == OFFICER else "accepted" for reader in readers}
