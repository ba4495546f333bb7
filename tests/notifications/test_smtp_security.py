"""The link is encrypted and checked, or nothing is sent: no fallback, no password in the clear."""

import ssl
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from notifications.smtp import Security, SmtpSettings, SmtpSettingsRefusedError, SmtpTransport
from notifications.transports import Outcome
from tests.notifications.certificates import Authority
from tests.notifications.scripted_smtp import PASSWORD, USER, Say, ScriptedSmtp
from tests.notifications.smtp_lines import PATIENT, send_once


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("certificates"))


def to(port: int, security: Security, ca_file: Path | None) -> SmtpSettings:
    return SmtpSettings(host="127.0.0.1", port=port, security=security, ca_file=ca_file, timeouts=PATIENT)


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_of_the_named_authority_is_accepted(authority: Authority, security: Security) -> None:
    async with ScriptedSmtp(tls=authority.server(), tls_from_the_start=security == "tls") as server:
        delivery, _ = await send_once(to(server.port, security, authority.file))
    assert (delivery.outcome, len(server.held)) == (Outcome.ACCEPTED, 1)
    assert [line for line in server.heard_in_plain if not line.startswith(("EHLO", "STARTTLS"))] == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("fault", ["stranger", "other host", "expired", "no ca file"])
async def test_a_certificate_that_proves_nothing_sends_nothing_and_raises_the_alarm(
    authority: Authority, tmp_path: Path, fault: str, security: Security
) -> None:
    contexts = {
        "stranger": Authority(tmp_path, "Fremdamt").server(),
        "other host": authority.server("127.0.0.2"),
        "expired": authority.server(valid_for=timedelta(hours=-1)),
        "no ca file": authority.server(),
    }
    async with ScriptedSmtp(tls=contexts[fault], tls_from_the_start=security == "tls") as server:
        ca_file = None if fault == "no ca file" else authority.file
        delivery, announced = await send_once(to(server.port, security, ca_file))
    assert (delivery.outcome, announced, server.held) == (Outcome.OUR_CONFIGURATION, 0, [])
    assert delivery.stage == ("connect" if security == "tls" else "starttls")
    assert "MAIL" not in server.verbs()


@pytest.mark.parametrize("answer", [b"\x15\x03\x01\x00\x02\x02\x46", b"500 what?"], ids=["only TLS 1.0", "no TLS"])
async def test_a_relay_that_cannot_speak_our_tls_is_our_configuration(authority: Authority, answer: bytes) -> None:
    """RFC 8996 deprecates TLS 1.0 and 1.1; a server that knows nothing newer answers with alert 70."""
    async with ScriptedSmtp({"handshake": [Say(answer)]}, tls=authority.server()) as server:
        delivery, announced = await send_once(to(server.port, "starttls", authority.file))
    assert (delivery.outcome, delivery.stage, announced) == (Outcome.OUR_CONFIGURATION, "starttls", 0)
    assert server.held == []


def test_we_offer_tls_1_2_or_newer_and_check_name_and_certificate(authority: Authority) -> None:
    context = to(25, "starttls", authority.file).tls_context()
    assert context is not None
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)


async def test_a_plain_server_on_the_tls_port_is_our_configuration(authority: Authority) -> None:
    async with ScriptedSmtp() as server:
        delivery, _ = await send_once(to(server.port, "tls", authority.file))
    assert (delivery.outcome, delivery.stage, server.held) == (Outcome.OUR_CONFIGURATION, "connect", [])


async def test_stripped_starttls_sends_neither_mail_nor_password(authority: Authority) -> None:
    async with ScriptedSmtp(offers=("AUTH PLAIN LOGIN", "8BITMIME")) as server:
        settings = replace(to(server.port, "starttls", authority.file), username=USER, password=PASSWORD)
        delivery, announced = await send_once(settings)
    assert (delivery.outcome, delivery.stage, announced) == (Outcome.OUR_CONFIGURATION, "starttls", 0)
    assert server.verbs() == ["EHLO"]


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN", "LOGIN PLAIN CRAM-MD5"])
async def test_the_password_travels_encrypted_and_opens_the_relay(authority: Authority, mechanism: str) -> None:
    async with ScriptedSmtp(tls=authority.server(), offers=(f"AUTH {mechanism}",)) as server:
        settings = replace(to(server.port, "starttls", authority.file), username=USER, password=PASSWORD)
        delivery, _ = await send_once(settings)
    assert (delivery.outcome, server.verbs().count("AUTH")) == (Outcome.ACCEPTED, 1)
    assert [line.split()[0] for line in server.heard_in_plain] == ["EHLO", "STARTTLS"]


async def test_a_wrong_password_is_offered_once_only_and_is_our_configuration(authority: Authority) -> None:
    async with ScriptedSmtp(tls=authority.server(), offers=("AUTH LOGIN PLAIN",)) as server:
        settings = replace(to(server.port, "starttls", authority.file), username=USER, password="alt")
        delivery, _ = await send_once(settings)
    assert (delivery.outcome, delivery.stage, delivery.code) == (Outcome.OUR_CONFIGURATION, "auth", 535)
    assert (server.verbs().count("AUTH"), "MAIL" in server.verbs()) == (1, False)


@pytest.mark.parametrize("offers", [(), ("AUTH CRAM-MD5 NTLM",)], ids=["no AUTH", "strange AUTH"])
async def test_a_relay_that_takes_no_password_is_our_configuration(authority: Authority, offers: tuple[str, ...]) -> None:
    async with ScriptedSmtp(tls=authority.server(), offers=offers) as server:
        settings = replace(to(server.port, "starttls", authority.file), username=USER, password=PASSWORD)
        delivery, _ = await send_once(settings)
    assert (delivery.outcome, delivery.stage, server.held) == (Outcome.OUR_CONFIGURATION, "auth", [])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"security": "none"}, "unverschlüsselt"),
        ({"security": "none", "allow_plain": True, "username": USER, "password": PASSWORD}, "Passwort"),
        ({"username": USER}, "gehören zusammen"),
        ({"password": PASSWORD}, "gehören zusammen"),
        ({"security": "ssl"}, "„ssl“"),
        ({"host": "relay..example.org"}, "Rechnernamen"),
        ({"host": "relay\r\nQUIT"}, "Rechnernamen"),
        ({"hostname": "amt QUIT"}, "Rechnernamen"),
    ],
)
def test_unsafe_settings_are_refused_with_one_sentence(change: dict[str, object], word: str) -> None:
    with pytest.raises(SmtpSettingsRefusedError, match=word):
        SmtpSettings(**({"host": "relay.example.org", "port": 25} | change))  # type: ignore[arg-type]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_plain_text_is_allowed_to_this_very_machine(host: str) -> None:
    SmtpTransport(SmtpSettings(host=host, port=25, security="none", username=USER, password=PASSWORD))


def test_plain_text_to_another_machine_needs_an_express_permission() -> None:
    SmtpTransport(SmtpSettings(host="relay.example.org", port=25, security="none", allow_plain=True))


def test_a_missing_authority_file_is_refused_at_start(tmp_path: Path) -> None:
    with pytest.raises(SmtpSettingsRefusedError, match="nicht lesbar"):
        SmtpTransport(to(25, "tls", tmp_path / "missing.pem"))


def test_the_password_is_not_shown_with_the_settings(authority: Authority) -> None:
    assert PASSWORD not in repr(replace(to(25, "tls", authority.file), username=USER, password=PASSWORD))
