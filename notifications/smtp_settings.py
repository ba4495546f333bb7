"""How to reach the relay, and the ways of reaching it that are refused before a byte leaves."""

import ipaddress
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Security = Literal["none", "starttls", "tls"]


class SmtpSettingsRefusedError(ValueError):
    """Diese Angaben zum Mailserver sind unsicher oder unvollständig."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Patience per stage, in seconds (RFC 5321 4.5.3.2 asks for 300, 120 and 600 from MAIL on)."""

    connect: float = 30
    """Each of: connection with TLS handshake, banner, EHLO, STARTTLS."""
    command: float = 300
    """Each of: AUTH, MAIL, RCPT."""
    data: float = 300
    """DATA until the server's 354."""
    final: float = 600
    """Body and final dot until the last reply. Short patience here is what breeds duplicates (RFC 1047)."""


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """One relay and how it is spoken to; building it with an unsafe mixture raises `SmtpSettingsRefusedError`."""

    host: str
    port: int
    security: Security = "starttls"
    """`none`: plain text. `starttls`: upgraded first (RFC 3207). `tls`: from the first byte (RFC 8314)."""
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    """PEM file of the authority that signed the relay's certificate; None = the system's authorities."""
    hostname: str = "localhost"
    """Our name in EHLO; a relay on another machine may insist on the name the DNS knows us by."""
    allow_plain: bool = False
    """Permits `none`, without a password, to another machine in a network that is protected by other means."""
    timeouts: Timeouts = field(default_factory=Timeouts)

    def __post_init__(self) -> None:
        """Refuse with one sentence that names the value and the mend."""
        if self.security not in ("none", "starttls", "tls"):
            raise SmtpSettingsRefusedError(f"„{self.security}“ ist kein Schutz: möglich sind none, starttls und tls.")
        if not _is_a_name(self.host) or not _is_a_name(self.hostname):
            raise SmtpSettingsRefusedError(f"„{self.host}“ und „{self.hostname}“ müssen Rechnernamen sein.")
        if (self.username is None) != (self.password is None):
            raise SmtpSettingsRefusedError("Für den Mailserver fehlt Benutzername oder Passwort; beide gehören zusammen.")
        if self.security == "none" and not is_loopback(self.host):
            if self.username is not None:
                raise SmtpSettingsRefusedError(
                    f"Das Passwort ginge unverschlüsselt an {self.host}; stellen Sie „starttls“ oder „tls“ ein."
                )
            if not self.allow_plain:
                raise SmtpSettingsRefusedError(
                    f"E-Mails gingen unverschlüsselt an {self.host}; stellen Sie „starttls“ oder „tls“ ein."
                )

    def tls_context(self) -> ssl.SSLContext | None:
        """The rules of the encrypted link: TLS 1.2 or newer, certificate and host name checked; None for plain text."""
        if self.security == "none":
            return None
        try:
            context = ssl.create_default_context(cafile=self.ca_file)
        except OSError as error:
            raise SmtpSettingsRefusedError(f"Die Zertifikatsdatei {self.ca_file} ist nicht lesbar: {error}") from error
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context


def is_loopback(host: str) -> bool:
    """Whether `host` names this very machine without asking anybody (no DNS look-up)."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_a_name(host: str) -> bool:
    """Whether the resolver and the EHLO line can take it: an over-long label makes them raise instead of answer."""
    try:
        encoded = host.encode("idna")
    except UnicodeError:
        return False
    return bool(encoded) and host.isascii() and host.isprintable() and " " not in host
