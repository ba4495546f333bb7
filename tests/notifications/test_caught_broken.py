"""Mails nobody has written well: each is shown as far as it can be read, and none hides the others."""

from pathlib import Path

import pytest

from domain.office_time import instant
from notifications.caught import list_mails

BROKEN = [
    b"Subject: =?utf-8?b?@@@?=\r\n\r\nx",
    b"Subject: =?nope?q?x?=\r\n\r\nx",
    b"Subject: =?idna?q?=FF?=\r\n\r\nx",
    b"Subject: \xff\xfe\r\n\r\nx",
    b"Date: Mon, 99 Foo 99999999999 99:99:99 +9999\r\n\r\nx",
    b"Date: 31 Dec 9999 23:59:59 -2359\r\n\r\nx",
    b"Date: 1 Jan 0001 00:00:00 +2359\r\n\r\nx",
    b"Date: Mon, 01 Jan 2024 10:00:00 -9999999\r\n\r\nx",
    b'Content-Type: text/plain; charset="\x00"\r\n\r\nx',
    b"Content-Type: text/plain; charset=undefined\r\n\r\nx",
    b"Content-Type: text/plain; charset=rot13\r\n\r\nx",
    b"Content-Type: text/plain; charset*0*=nope'de'%ff\r\n\r\nx",
]


@pytest.mark.parametrize("data", BROKEN)
def test_a_broken_mail_is_listed_with_the_others(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "00001-a.eml").write_bytes(b"Subject: before\r\n\r\n")
    (tmp_path / "00002-b.eml").write_bytes(data)
    (tmp_path / "00003-c.eml").write_bytes(b"Subject: after\r\n\r\n")

    mails = list_mails(tmp_path)

    assert [mails[0].subject, mails[2].subject] == ["before", "after"]
    assert mails[1].text in {"x", "k"}, "rot13 is no charset"
    assert all(instant(mail.date) for mail in mails if mail.date and mail.date.tzinfo)
