"""A calendar file in a mail: beside the two bodies, the same bytes every time; letters without one are as they were."""

from dataclasses import replace

import pytest

from notifications.compose import compose, digest
from tests.notifications.composed import LETTER, part, read

FILE = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Prüfung 🏗️\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
INVITATION = replace(LETTER, attachment=FILE)
#: What the release before attachments wrote beside its letters.
DIGEST_BEFORE = "e9663adb5357957e603a8f8e4d9815b26a646449f9b9250264724a1d054c840f"
AS_SENT = """\
From: "Stadt Leipzig Foerdermittelstelle"
 <noreply@example.org>
Reply-To: foerderung@example.org
To: "Quartier"
 <quartier@example.org>
Subject: Einladung
Date: Thu, 04 Jul 2002 10:00:00 +0200
Message-ID: <0190f3c2a4b87c1e@mail.example.org>
Auto-Submitted: auto-generated
X-Auto-Response-Suppress: All
Content-Language: de
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_{boundary}"

--=_{boundary}
Content-Type: multipart/alternative; boundary="=_{boundary}b"

--=_{boundary}b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Guten Tag.

--=_{boundary}b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>Guten Tag.</p>

--=_{boundary}b--
--=_{boundary}
Content-Type: text/calendar; method=CANCEL; charset=utf-8;
 name="sitzung.ics"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="sitzung.ics"

TUVUSE9EOkNBTkNFTA0K
--=_{boundary}--
"""


def test_a_letter_without_a_file_has_the_digest_it_was_stored_with_by_the_release_before() -> None:
    # Its words then led to the portal's first page.
    then = {name: getattr(LETTER, name).replace("/antraege/d-1", "") for name in ("text", "html")}
    assert digest(replace(LETTER, **then)) == DIGEST_BEFORE


def test_the_file_counts_for_the_digest() -> None:
    assert len({digest(LETTER), digest(INVITATION), digest(replace(LETTER, attachment=f"{FILE} "))}) == 3


def test_sending_an_invitation_again_sends_the_same_bytes_under_every_release() -> None:
    # Whoever has to change these lines breaks promise P3.
    plain = replace(
        LETTER, thread_id=None, sender_name="Stadt Leipzig, Foerdermittelstelle", recipient_name="Quartier",
        subject="Einladung", text="Guten Tag.\n", html="<p>Guten Tag.</p>\n", attachment="METHOD:CANCEL\r\n",
    )  # fmt: skip
    sent = compose(plain).decode("ascii")
    boundary = sent.partition('boundary="=_')[2][:40]

    assert sent.split("\r\n") == AS_SENT.replace("{boundary}", boundary).split("\n")


def test_text_html_and_file_arrive_as_they_were() -> None:
    message = read(compose(INVITATION))
    file = list(message.walk())[-1]

    assert (part(message, "plain"), part(message, "html")) == (LETTER.text, f"{LETTER.html}\n")
    assert file.get_payload(decode=True) == FILE.encode()
    assert (file.get_content_type(), file.get_param("method"), file.get_content_charset()) == (
        "text/calendar",
        "REQUEST",
        "utf-8",
    )
    assert file.get_filename() == "sitzung.ics"
    assert [defect for each in message.walk() for defect in each.defects] == []


def test_no_line_of_the_mail_is_longer_than_mail_servers_take() -> None:
    data = compose(replace(INVITATION, attachment=FILE * 400))

    assert max(map(len, data.partition(b"text/calendar")[2].split(b"\r\n"))) <= 76
    data.decode("ascii")


@pytest.mark.parametrize(
    "file", ["BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "X-METHOD:REQUEST\r\n", "METHOD:\r\n", "METHOD:a; b\r\n"]
)
def test_a_file_that_does_not_say_what_it_asks_for_is_no_invitation(file: str) -> None:
    with pytest.raises(ValueError, match="METHOD"):
        compose(replace(LETTER, attachment=file))


@pytest.mark.parametrize(("language", "name"), [("de", "sitzung.ics"), ("en", "meeting.ics"), ("fr", "sitzung.ics")])
def test_the_file_has_a_name_in_plain_letters(language: str, name: str) -> None:
    file = list(read(compose(replace(INVITATION, language=language))).walk())[-1]

    assert file.get_filename() == name
