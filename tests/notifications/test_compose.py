"""The bytes of a letter: any mail reader understands them, and sending again sends the same."""

from dataclasses import fields, replace

import pytest

from notifications.compose import Letter, compose, digest, message_id
from tests.notifications.composed import DONE, LETTER, mailbox, part, read

AS_SENT = """\
From: =?utf-8?b?U3RhZHQgTGVpcHppZyBGw7ZyZGVybWl0dGVsc3RlbGxl?=
 <noreply@example.org>
Reply-To: foerderung@example.org
To: =?utf-8?b?UXVhcnRpZXJzYsO8cm8gTGVpcHppZ2VyIFdlc3Rlbg==?=
 <quartier@example.org>
Subject: =?utf-8?b?WzIuMl0gUHLDvGZ1bmcg8J+Pl++4jw==?=
Date: Thu, 04 Jul 2002 10:00:00 +0200
Message-ID: <0190f3c2a4b87c1e@mail.example.org>
In-Reply-To: <0190aaaaaaaaaaaa@mail.example.org>
References: <0190aaaaaaaaaaaa@mail.example.org>
Auto-Submitted: auto-generated
X-Auto-Response-Suppress: All
Content-Language: de
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="=_7f5179d145e724107414cb851ccf013b8f534ff7"

--=_7f5179d145e724107414cb851ccf013b8f534ff7
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Guten Tag,

=C3=84nderung.

--=_7f5179d145e724107414cb851ccf013b8f534ff7
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>=C3=84nderung.</p>

--=_7f5179d145e724107414cb851ccf013b8f534ff7--
"""


def test_a_mail_reader_finds_everything_the_letter_holds() -> None:
    message = read(compose(LETTER))

    assert mailbox(compose(LETTER), "From") == ("Stadt Leipzig Fördermittelstelle", "noreply@example.org")
    assert mailbox(compose(LETTER), "To") == ("Quartiersbüro Leipziger Westen", "quartier@example.org")
    assert message["Reply-To"] == "foerderung@example.org"
    assert message["Subject"] == DONE.subject
    assert message["Content-Language"] == "de"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message.get_content_type() == "multipart/alternative"
    assert [p.get_content_type() for p in message.iter_parts()] == ["text/plain", "text/html"]
    assert (part(message, "plain"), part(message, "html")) == (DONE.text, f"{DONE.html}\n")


def test_no_part_of_a_letter_is_a_defect_to_a_parser() -> None:
    message = read(compose(LETTER))

    assert [defect for each in message.walk() for defect in each.defects] == []
    assert [value.defects for value in message.values() if value.defects] == []


def test_a_letter_belongs_to_the_thread_of_its_dossier() -> None:
    message = read(compose(LETTER))

    assert message["Message-ID"] == LETTER.message_id
    assert message["In-Reply-To"] == message["References"] == LETTER.thread_id


@pytest.mark.parametrize("thread", [None, "", LETTER.message_id])
def test_the_first_letter_of_a_thread_answers_nothing(thread: str | None) -> None:
    message = read(compose(replace(LETTER, thread_id=thread)))

    assert message["In-Reply-To"] is None
    assert message["References"] is None


def test_a_message_id_is_made_of_the_letters_id_and_the_houses_domain() -> None:
    assert message_id(LETTER.id, "mail.example.org") == LETTER.message_id


@pytest.mark.parametrize(
    ("written_at", "shown"),
    [
        ("2002-07-04T08:00:00+00:00", "Thu, 04 Jul 2002 10:00:00 +0200"),
        ("2002-12-04T23:30:00Z", "Thu, 05 Dec 2002 00:30:00 +0100"),
        ("2026-10-25T01:30:00.250000+00:00", "Sun, 25 Oct 2026 02:30:00 +0100"),
    ],
)
def test_the_date_is_that_of_the_office(written_at: str, shown: str) -> None:
    assert f"\r\nDate: {shown}\r\n".encode() in compose(replace(LETTER, written_at=written_at))


def test_an_instant_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has to name its zone"):
        compose(replace(LETTER, written_at="2002-07-04T08:00:00"))


def test_sending_again_sends_the_same_bytes_under_every_release() -> None:
    # A letter written before an upgrade is resent after it: whoever has to change these lines breaks promise P3.
    umlauts = replace(LETTER, subject="[2.2] Prüfung 🏗️", text="Guten Tag,\n\nÄnderung.\n", html="<p>Änderung.</p>\n")

    assert compose(umlauts).decode("ascii").split("\r\n") == AS_SENT.split("\n")


def test_the_digest_changes_with_every_field_and_with_nothing_else() -> None:
    changed = {digest(replace(LETTER, **{field.name: "x"})) for field in fields(Letter)}

    assert digest(replace(LETTER)) == digest(LETTER)
    assert len(changed | {digest(LETTER), digest(replace(LETTER, thread_id=None))}) == len(fields(Letter)) + 2


def test_no_field_runs_into_the_next_in_the_digest() -> None:
    assert digest(replace(LETTER, text="ab", html="c")) != digest(replace(LETTER, text="a", html="bc"))
