"""The test mailbox: there only where mails stay on this machine, showing them as they are and as nothing more."""

from email.message import EmailMessage
from pathlib import Path

from starlette.testclient import TestClient

from portal.app import create_app
from portal.pages import mailbox
from tests.houses import HousesOf
from tests.portal.conftest import Visit
from workflows.house import House


def keep(folder: Path, number: int, subject: str, text: str) -> None:
    """Put a mail into the folder as the catcher does."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "amt@example.org", "quartiersmoderation@example.org", subject
    mail["Date"] = "Mon, 23 Nov 2026 09:00:00 +0100"
    mail.set_content(text)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number:05}-{number}@example.org.eml").write_bytes(bytes(mail))


def test_mails_are_listed_newest_first(a_house: House, visit: Visit) -> None:
    keep(a_house.settings.mails, 1, "Der erste", "…")
    keep(a_house.settings.mails, 2, "Der <zweite>", "…")

    page = visit().get("/postfach").text

    assert 0 < page.index('href="/postfach/2">Der &lt;zweite&gt;') < page.index('href="/postfach/1">Der erste')
    assert "23.11.2026, 09:00 Uhr" in page


def test_an_empty_mailbox_says_so(visit: Visit) -> None:
    page = visit().get("/postfach")

    assert (page.status_code, "<table" in page.text) == (200, False)


def test_only_links_into_this_portal_can_be_followed_and_nothing_is_markup(a_house: House, visit: Visit) -> None:
    text = (
        f"Jetzt anmelden: {a_house.portal}/anmelden/abc_-1\n"
        '<script>alert(1)</script> "quoted" https://evil.example.org/x\n'
        f'{a_house.portal}/a"><img src=x>\n{a_house.portal}.evil.example.org/y\n'
    )
    keep(a_house.settings.mails, 7, "Ihr Anmeldelink", text)

    page = visit().get("/postfach/7").text
    letter = page.split("<pre", 1)[1].split("</pre>", 1)[0]

    assert f'<a class="kern-link" href="/anmelden/abc_-1">{a_house.portal}/anmelden/abc_-1</a>' in letter
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in letter
    assert "<img" not in letter
    assert letter.count("<a ") == 2
    assert 'href="/a"' in letter


def test_a_link_that_would_lead_elsewhere_is_text(a_house: House, visit: Visit) -> None:
    keep(
        a_house.settings.mails,
        7,
        "Ihr Anmeldelink",
        f"{a_house.portal}//evil.example.org\n{a_house.portal}/\\evil.example.org\n",
    )

    page = visit().get("/postfach/7").text

    assert "<a " not in page.split("<pre", 1)[1].split("</pre>", 1)[0]


def test_a_mail_that_is_not_there_is_nothing(a_house: House, visit: Visit) -> None:
    keep(a_house.settings.mails, 1, "Der erste", "…")

    answers = [visit().get(f"/postfach/{number}").status_code for number in ("2", "0", "-1", "x", "..%2F1", "²", "9" * 30, "*")]

    assert answers == [404] * 8


def test_of_many_mails_the_newest_are_shown(a_house: House, visit: Visit) -> None:
    for number in range(1, mailbox.NEWEST + 3):
        keep(a_house.settings.mails, number, f"Nummer {number}", "…")

    page = visit().get("/postfach").text

    assert page.count('href="/postfach/') == mailbox.NEWEST
    assert 'href="/postfach/3"' in page
    assert 'href="/postfach/2"' not in page


def test_there_is_no_mailbox_where_mails_leave_the_machine(houses: HousesOf) -> None:
    house = houses.open(smtp_host="mail.example.org")
    keep(house.settings.mails, 1, "Der erste", "…")
    with TestClient(create_app(house), base_url="http://127.0.0.1") as client:
        assert [client.get(path).status_code for path in ("/postfach", "/postfach/1")] == [404, 404]
        assert "/postfach" not in client.get("/anmelden/unterwegs").text
