"""The settings of one installation: read once from the environment, checked, then frozen.

Every variable is explained in `docs/settings.md`; a test compares the two. Nothing here opens a connection.
"""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, AliasChoices, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.addresses import (
    LOOPBACK,
    database_address,
    domain_name,
    issuer_address,
    mail_address,
    networks,
    web_address,
    without_password,
)
from config.mends import LIMITS, SettingsError

PREFIX = "FOERDERKETTE_"
SQLITE_FILE = "foerderkette.sqlite"
PORTS = {"none": 25, "starttls": 587, "tls": 465}


def _absolute(path: Path) -> Path:
    # Child processes run elsewhere; a relative folder would become another one there.
    return path.expanduser().resolve()


def _readable(path: Path) -> Path:
    try:
        path.open("rb").close()
    except OSError as refusal:
        raise ValueError(str(path)) from refusal
    return path


def _furnished(path: Path) -> Path:
    # An empty folder would be an installation without a programme, in which nobody could apply for anything.
    for kind in ("programmes", "authorities"):
        if not any((path / kind).glob("*.yaml")):
            raise ValueError(f"no {kind} in {path}")
    return path


def _secret(given: SecretStr | None, file: Path | None) -> SecretStr | None:
    return given if file is None else SecretStr(file.read_text("utf-8").partition("\n")[0].rstrip("\r"))


class Settings(BaseSettings):
    """The installation's settings; build them with `load`, which turns a wrong value into one sentence.

    Seconds are whole seconds, `chunk` counts dossiers per transaction.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore", populate_by_name=True
    )

    data: Annotated[Path, AfterValidator(_absolute)] = Field(default=Path("data"), validate_default=True)
    #: The folder with `programmes/`, `authorities/` and `rules/`; that of the release where an office keeps no own.
    config: Annotated[Path, AfterValidator(_absolute), AfterValidator(_furnished)] = Path(__file__).parent
    database_url: Annotated[str, AfterValidator(database_address)] = Field(
        default_factory=lambda known: f"sqlite:///{known['data'] / SQLITE_FILE}", repr=False
    )
    prefect_api_url: Annotated[str, AfterValidator(web_address)] = Field(
        default="", validation_alias=AliasChoices("PREFECT_API_URL", "prefect_api_url")
    )
    language: Literal["de", "en"] = "de"
    public_url: Annotated[str, AfterValidator(web_address)] = ""
    portal_host: str = Field(default="127.0.0.1", pattern=r"^[A-Za-z0-9.-]{1,253}$")
    portal_port: int = Field(default=8765, ge=1, le=65535)
    as_person: str = Field(
        default="sachbearbeitung",
        pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$",
        validation_alias=AliasChoices(f"{PREFIX}AS", "as_person"),
    )

    trusted_proxies: Annotated[str, AfterValidator(networks)] = "127.0.0.1/32 ::1/128"

    oidc_issuer: Annotated[str, AfterValidator(issuer_address)] = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    oidc_client_secret_file: Annotated[Path, AfterValidator(_readable)] | None = None
    staff_by_oidc_only: bool = False

    mail_from: Annotated[str, AfterValidator(mail_address)] = "foerderkette@example.org"
    mail_domain: Annotated[str, AfterValidator(domain_name)] = Field(
        default_factory=lambda known: known["mail_from"].rpartition("@")[2]
    )
    smtp_host: str = Field(default="", pattern=r"^[A-Za-z0-9._:-]{0,253}$")
    smtp_security: Literal["none", "starttls", "tls"] = "starttls"
    smtp_port: int = Field(default_factory=lambda known: PORTS[known["smtp_security"]], ge=1, le=65535)
    smtp_username: str = ""
    smtp_password: SecretStr | None = None
    smtp_password_file: Annotated[Path, AfterValidator(_readable)] | None = None
    smtp_ca_file: Annotated[Path, AfterValidator(_readable)] | None = None

    sweep_seconds: int = Field(default=20, ge=LIMITS["sweep_seconds"][0], le=LIMITS["sweep_seconds"][1])
    chunk: int = Field(default=1000, ge=LIMITS["chunk"][0], le=LIMITS["chunk"][1])
    lease_seconds: int = Field(default=30, ge=LIMITS["lease_seconds"][0], le=LIMITS["lease_seconds"][1])

    @model_validator(mode="after")
    def _settings_agree(self) -> Self:
        if self.smtp_password is not None and self.smtp_password_file is not None:
            raise SettingsError(f"{PREFIX}SMTP_PASSWORD_FILE", str(self.smtp_password_file), "two_passwords")
        if bool(self.smtp_username) != (self.password() is not None):
            raise SettingsError(f"{PREFIX}SMTP_USERNAME", self.smtp_username, "half_a_login")
        if self.smtp_host and self.smtp_security == "none" and self.smtp_host not in LOOPBACK:
            raise SettingsError(f"{PREFIX}SMTP_SECURITY", self.smtp_security, "login_in_clear")
        if self.oidc_client_secret is not None and self.oidc_client_secret_file is not None:
            raise SettingsError(f"{PREFIX}OIDC_CLIENT_SECRET_FILE", str(self.oidc_client_secret_file), "two_client_secrets")
        if bool(self.oidc_issuer) != bool(self.oidc_client_id):
            raise SettingsError(f"{PREFIX}OIDC_CLIENT_ID", self.oidc_client_id, "half_a_provider")
        if self.staff_by_oidc_only and not self.oidc_issuer:
            raise SettingsError(f"{PREFIX}STAFF_BY_OIDC_ONLY", "true", "no_provider")
        return self

    def password(self) -> SecretStr | None:
        """Return the SMTP password, from the variable or the first line of the file it stands in."""
        return _secret(self.smtp_password, self.smtp_password_file)

    def client_secret(self) -> SecretStr | None:
        """Return the secret of the portal at the identity provider, from the variable or the first line of its file."""
        return _secret(self.oidc_client_secret, self.oidc_client_secret_file)

    @property
    def proxies(self) -> tuple[str, ...]:
        """The networks whose proxies are believed when they say who came to them."""
        return tuple(self.trusted_proxies.split())

    @property
    def mails(self) -> Path:
        """The folder of the embedded mail catcher."""
        return self.data / "mails"

    @property
    def prefect_home(self) -> Path:
        """The folder of the embedded Prefect server; may be deleted at any time (docs/adr/0002)."""
        return self.data / "prefect"

    @property
    def embedded_mail(self) -> bool:
        """Whether letters go to the catcher on this machine instead of a relay."""
        return not self.smtp_host

    @property
    def _public_host(self) -> str:
        return urlsplit(self.public_url).hostname or ""

    @property
    def hosts(self) -> frozenset[str]:
        """The names people reach the portal by; a request for another one was led here by somebody else (DNS rebinding)."""
        return frozenset({self.portal_host, self._public_host, *LOOPBACK} - {""})

    @property
    def test_mailbox(self) -> bool:
        """Whether the portal shows the mails caught: they hold sign-in links, so only where it serves this machine alone."""
        return self.embedded_mail and self.portal_host in LOOPBACK and self._public_host in {"", *LOOPBACK}

    @property
    def embedded_prefect(self) -> bool:
        """Whether the engine starts its own Prefect server."""
        return not self.prefect_api_url


def variable(field: str) -> str:
    """Return the environment variable that sets a field."""
    alias = Settings.model_fields[field].validation_alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"{PREFIX}{field.upper()}"


VARIABLES = {variable(field): field for field in Settings.model_fields}
"""Every variable the settings are read from, and the field it sets."""


def load(**given: Any) -> Settings:  # noqa: ANN401 - the model checks them
    """Read the settings from the environment; `given` values (those of the command line) win.

    Raises SettingsError: one sentence naming variable, value and mend. Secrets are never in it.
    """
    _refuse_misspelt(os.environ)
    try:
        return Settings(**given)
    except ValidationError as refusal:
        wrong = refusal.errors(include_url=False)[0]
        field = VARIABLES.get(str(wrong["loc"][0]), str(wrong["loc"][0]))
        raise SettingsError(variable(field), _showable(field, wrong["input"]), field) from None


def _refuse_misspelt(environ: Mapping[str, str]) -> None:
    # A misspelt name would be passed over in silence: letters would go to the catcher, say, instead of the relay.
    for name in environ:
        if name.startswith(PREFIX) and name not in VARIABLES:
            for near in get_close_matches(name.removeprefix(PREFIX), _SUFFIXES, n=1, cutoff=0.85):
                raise SettingsError(name, environ[name] if near not in _SECRET else "***", "misspelt", PREFIX + near)


_SUFFIXES = [name.removeprefix(PREFIX) for name in VARIABLES if name.startswith(PREFIX)]
_SECRET = {"SMTP_PASSWORD", "DATABASE_URL", "OIDC_CLIENT_SECRET"}


def _showable(field: str, value: object) -> str:
    if field in {"smtp_password", "oidc_client_secret"}:
        return "***"
    return without_password(str(value)) if field.endswith("_url") else str(value)
