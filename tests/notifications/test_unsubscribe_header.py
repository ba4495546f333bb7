"""The headers by which mail programs decline optional mails (RFC 2369, RFC 8058): with an address, and never without one."""

from dataclasses import replace

import pytest

from notifications.compose import compose, digest
from tests.notifications.composed import LETTER

LINK = f"portal.example.org/abbestellen/{'x' * 43}/frueh"


def headers(address: str) -> list[str]:
    head = compose(replace(LETTER, unsubscribe=address)).decode("ascii").partition("\r\n\r\n")[0]
    return [line for line in head.split("\r\n") if line.startswith("List-")]


def test_one_click_is_offered_over_https_only() -> None:
    assert headers(f"https://{LINK}?lang=en") == [
        f"List-Unsubscribe: <https://{LINK}?lang=en>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]  # fmt: skip
    assert headers(f"http://{LINK}") == [f"List-Unsubscribe: <http://{LINK}>"]
    assert headers("") == []


@pytest.mark.parametrize(
    "address", ["mailto:a@example.org", f"https://{LINK}>, <x", "https://a b", "https://ä", "https://", f"https://{'x' * 1000}"]
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in a mail header"):
        headers(address)


def test_the_digest_covers_the_address_and_is_what_it_was_without_one() -> None:
    with_one = replace(LETTER, unsubscribe=f"https://{LINK}")
    assert len({digest(LETTER), digest(with_one), digest(replace(LETTER, attachment=f"https://{LINK}"))}) == 3
    assert digest(replace(with_one, unsubscribe="")) == digest(LETTER)
