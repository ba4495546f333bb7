"""The settings of the mail relay: a password is never half given, shown, or sent in the clear."""

from pathlib import Path

import pytest

from config.addresses import mail_address
from config.settings import load
from tests.config.refused import refusal

SECRET = "Kirschbaum-17"


def test_the_smtp_password_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{SECRET}\r\nnot this line\n")

    password = load(smtp_username="office", smtp_password_file=file).password()

    assert password is not None
    assert password.get_secret_value() == SECRET


def test_two_passwords_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(SECRET)

    assert "behalten Sie eines" in str(refusal(smtp_password=SECRET, smtp_password_file=file))


@pytest.mark.parametrize("half", [{"smtp_username": "office"}, {"smtp_password": SECRET}])
def test_half_a_login_is_refused(half: dict[str, str]) -> None:
    assert "zusammen" in str(refusal(**half))


def test_a_password_never_crosses_the_network_in_the_clear() -> None:
    login = {"smtp_username": "office", "smtp_password": SECRET, "smtp_security": "none"}

    assert "unverschlüsselt" in str(refusal(smtp_host="mail.example.org", **login))
    assert load(smtp_host="localhost", **login).smtp_port == 25


@pytest.mark.parametrize(("security", "port"), [("none", 25), ("starttls", 587), ("tls", 465)])
def test_the_port_follows_the_kind_of_encryption_until_it_is_given(security: str, port: int) -> None:
    assert load(smtp_security=security).smtp_port == port
    assert load(smtp_security=security, smtp_port=2525).smtp_port == 2525


def test_message_ids_use_the_senders_domain_until_another_is_given() -> None:
    assert load(mail_from="antrag@Amt.example.org").mail_domain == "amt.example.org"
    assert load(mail_from="antrag@amt.example.org", mail_domain="example.org").mail_domain == "example.org"


@pytest.mark.parametrize("address", ["a@b\r\nBcc: c@d", "a b@example.org", "a@@example.org", "ä@example.org", "a@"])
def test_a_sender_that_could_add_a_header_is_refused(address: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which part is wrong differs
        mail_address(address)
