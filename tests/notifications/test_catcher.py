"""What the catcher has answered 250 to lies in its folder, byte for byte, in order, through restarts."""

import asyncio
import hashlib
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from pathlib import Path

import pytest

from notifications.catcher import CaughtMail, MailCatcher, list_mails
from notifications.smtp import SmtpTransport
from notifications.transports import Delivery, Envelope, Outcome
from tests.notifications.smtp_lines import LETTER, Caller, plain

TEXT = "Sehr geehrte Frau Muster,\n\nIhr Finanzierungsplan fehlt noch.\n.\n..\nGrüße\n"


@cache
def a_letter(number: int = 1) -> bytes:
    letter = EmailMessage(policy=SMTP)
    letter["Date"] = "Mon, 04 Nov 2002 09:30:00 +0100"
    letter["From"] = "Förderstelle <amt@example.org>"
    letter["To"] = "Sponsor <sponsor@example.org>"
    letter["Subject"] = "Bitte bis 24.09. nachreichen: Finanzierungsplan für das Projekt „Quartiersladen Grünau“"
    letter["Message-ID"] = f"<{number}.frist@example.org>"
    letter["In-Reply-To"] = "<0.eingang@example.org>"
    letter["References"] = "<0.antrag@example.org> <0.eingang@example.org>"
    letter.set_content(TEXT)
    letter.add_alternative("<p>Ihr Finanzierungsplan fehlt noch.</p>", subtype="html")
    letter.add_attachment(b"Posten;Betrag\r\n", maintype="text", subtype="csv", filename="plan.csv")
    return letter.as_bytes()


def envelope(data: bytes, recipient: str = "sponsor@example.org") -> Envelope:
    return Envelope("bounce+4711@example.org", recipient, data)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def post(catcher: MailCatcher, *envelopes: Envelope) -> list[Delivery]:
    transport = SmtpTransport(plain(catcher.port))
    deliveries = [await transport.send(one, data_started=Caller().data_started) for one in envelopes]
    await transport.close()
    return deliveries


async def test_an_accepted_mail_lies_in_the_folder_byte_for_byte(tmp_path: Path) -> None:
    async with MailCatcher(tmp_path) as catcher:
        (delivery,) = await post(catcher, envelope(a_letter()))
    (mail,) = list_mails(tmp_path)
    assert (delivery.outcome, mail.path.name) == (Outcome.ACCEPTED, "00001-1.frist@example.org.eml")
    assert mail.path.read_bytes() == a_letter()


async def test_a_mail_is_listed_as_a_person_would_read_it(tmp_path: Path) -> None:
    async with MailCatcher(tmp_path) as catcher:
        await post(catcher, envelope(a_letter()))
    (mail,) = list_mails(tmp_path)
    assert mail == CaughtMail(
        path=mail.path,
        number=1,
        date=datetime(2002, 11, 4, 8, 30, tzinfo=UTC),
        sender="bounce+4711@example.org",
        recipient="sponsor@example.org",
        subject="Bitte bis 24.09. nachreichen: Finanzierungsplan für das Projekt „Quartiersladen Grünau“",
        message_id="<1.frist@example.org>",
        in_reply_to="<0.eingang@example.org>",
        references=("<0.antrag@example.org>", "<0.eingang@example.org>"),
        text=TEXT,
        attachments=("plan.csv",),
    )


async def test_a_mail_sent_twice_is_seen_as_the_same_bytes(tmp_path: Path) -> None:
    async with MailCatcher(tmp_path) as catcher:
        await post(catcher, envelope(a_letter()), envelope(a_letter()))
    first, second = list_mails(tmp_path)
    digests = {hashlib.sha256(mail.path.read_bytes()).hexdigest() for mail in (first, second)}
    assert digests == {hashlib.sha256(a_letter()).hexdigest()}
    assert first.path != second.path


async def test_numbers_follow_arrival_and_continue_after_a_restart(tmp_path: Path) -> None:
    for start in (1, 4):
        async with MailCatcher(tmp_path) as catcher:
            await post(catcher, *(envelope(a_letter(number)) for number in range(start, start + 3)))
    assert [(mail.number, mail.message_id) for mail in list_mails(tmp_path)] == [
        (number, f"<{number}.frist@example.org>") for number in range(1, 7)
    ]


async def test_mails_arriving_at_once_all_get_a_number_of_their_own(tmp_path: Path) -> None:
    async with MailCatcher(tmp_path) as catcher:
        await asyncio.gather(*(post(catcher, envelope(a_letter(number))) for number in range(12)))
    assert [mail.number for mail in list_mails(tmp_path)] == list(range(1, 13))


async def test_numbers_beyond_five_digits_stay_in_order(tmp_path: Path) -> None:
    (tmp_path / "99999-old.eml").write_bytes(a_letter(7))
    async with MailCatcher(tmp_path) as catcher:
        await post(catcher, envelope(a_letter(8)), envelope(a_letter(9)))
    assert [mail.number for mail in list_mails(tmp_path)] == [99999, 100000, 100001]


async def test_a_half_written_mail_of_a_crash_is_neither_listed_nor_kept(tmp_path: Path) -> None:
    (tmp_path / "00001-x.eml.unfinished").write_bytes(b"Subject: half")
    assert list_mails(tmp_path) == []
    async with MailCatcher(tmp_path) as catcher:
        await post(catcher, envelope(a_letter()))
    assert names(tmp_path) == [
        "00001-1.frist@example.org.eml",
        "00001-1.frist@example.org.json",
    ]


@pytest.mark.parametrize(
    ("body", "code"), [(b"x" * 5_000_000 + b"\r\n", 500), (b"x" * 70 + b"\r\n" * 60_000, 552)], ids=["line", "mail"]
)
async def test_a_monstrous_mail_is_refused_for_good_and_the_next_one_taken(tmp_path: Path, body: bytes, code: int) -> None:
    async with MailCatcher(tmp_path, max_bytes=100_000) as catcher:
        monster, normal = await post(catcher, envelope(b"Subject: x\r\n\r\n" + body), envelope(a_letter()))
    assert (monster.outcome, monster.stage, monster.code) == (Outcome.REFUSED_FOR_GOOD, "dot", code)
    assert (normal.outcome, len(list_mails(tmp_path))) == (Outcome.ACCEPTED, 1)


async def test_what_cannot_be_stored_is_refused_for_now(tmp_path: Path) -> None:
    folder = tmp_path / "mails"
    async with MailCatcher(folder) as catcher:
        folder.rmdir()
        (lost,) = await post(catcher, envelope(a_letter()))
        folder.mkdir()
        (stored,) = await post(catcher, envelope(a_letter()))
    assert (lost.outcome, lost.code, lost.stage) == (Outcome.REFUSED_FOR_NOW, 451, "dot")
    assert (stored.outcome, len(list_mails(folder))) == (Outcome.ACCEPTED, 1)


@pytest.mark.parametrize("identifier", ["<../../etc/passwd@x>", "<a/b\\c:d@x>", "", "<" + "x" * 900 + "@x>", "<ü@x>"])
async def test_no_message_id_leads_out_of_the_folder(tmp_path: Path, identifier: str) -> None:
    folder = tmp_path / "mails"
    async with MailCatcher(folder) as catcher:
        (delivery,) = await post(catcher, envelope(f"Message-ID: {identifier}\r\n\r\nText\r\n".encode()))
    assert delivery.outcome is Outcome.ACCEPTED
    assert [mail.path.parent for mail in list_mails(folder)] == [folder]
    assert names(tmp_path) == ["mails"]


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"Subject: =?no-such-charset?q?x?=\r\nDate: someday\r\n",
        b"Subject: =?utf-8?b?!!!?=\r\nDate: Mon, 99 Foo 99999 99:99:99 +9999\r\n",
        b"Subject: \xff\xfe\r\nContent-Type: text/plain; charset=no-such\r\n",
        b"Content-Type: multipart/mixed\r\nReferences: <<>> <>\r\n",
        b"Content-Type: text/plain; charset=undefined\r\nContent-Transfer-Encoding: base64\r\n",
    ],
)
async def test_a_malformed_mail_is_listed_all_the_same(tmp_path: Path, head: bytes) -> None:
    async with MailCatcher(tmp_path) as catcher:
        await post(catcher, envelope(head + b"\r\nText\r\n"))
    (mail,) = list_mails(tmp_path)
    assert (mail.date, mail.recipient) == (None, "sponsor@example.org")


async def test_a_mail_that_must_not_bounce_is_caught(tmp_path: Path) -> None:
    async with MailCatcher(tmp_path) as catcher:
        (delivery,) = await post(catcher, Envelope("", LETTER.recipient, LETTER.data))
    assert delivery.outcome is Outcome.ACCEPTED
    assert list_mails(tmp_path)[0].sender == ""


async def test_stopping_hangs_up_and_a_new_catcher_takes_over_the_port(tmp_path: Path) -> None:
    first = MailCatcher(tmp_path)
    await first.start()
    transport = SmtpTransport(plain(first.port))
    await transport.send(LETTER, data_started=Caller().data_started)
    await first.stop()
    async with MailCatcher(tmp_path, port=first.port or 0) as second:
        assert second.port > 0
    refused = await transport.send(LETTER, data_started=Caller().data_started)
    await transport.close()
    assert (refused.outcome, len(list_mails(tmp_path))) == (Outcome.NOT_SENT, 1)


def test_a_bare_mail_file_is_listed_with_the_addresses_of_its_headers(tmp_path: Path) -> None:
    (tmp_path / "by-hand.eml").write_bytes(a_letter())
    (mail,) = list_mails(tmp_path)
    assert (mail.number, mail.sender, mail.recipient) == (0, "amt@example.org", "sponsor@example.org")


def test_an_absent_folder_holds_no_mails(tmp_path: Path) -> None:
    assert list_mails(tmp_path / "nowhere") == []


async def test_what_people_wrote_is_readable_by_the_owner_alone(tmp_path: Path) -> None:
    async with MailCatcher(tmp_path / "mails") as catcher:
        await post(catcher, envelope(a_letter()))
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "mails").iterdir()} == {0}
