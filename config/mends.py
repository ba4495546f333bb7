"""What to do about a wrong setting: one sentence per setting, in German and in English."""

from typing import NamedTuple

LIMITS = {"sweep_seconds": (1, 3600), "chunk": (1, 10_000), "lease_seconds": (5, 600)}
"""Smallest and largest value of the settings that are whole numbers without another meaning."""

SHOWN = 80
"""Characters of a wrong value that are repeated in the message."""


class Mend(NamedTuple):
    """The same advice in both languages, without the full stop."""

    de: str
    en: str


def _whole_number(low: int, high: int, unit_de: str, unit_en: str) -> Mend:
    return Mend(
        f"geben Sie eine ganze Zahl von {low} bis {high} an ({unit_de})",
        f"give a whole number from {low} to {high} ({unit_en})",
    )


_WEB = Mend(
    "geben Sie eine Adresse wie https://foerderung.example.org an",
    "give an address such as https://foerderung.example.org",
)

MENDS: dict[str, Mend] = {
    "data": Mend("geben Sie einen Ordner an", "give a folder"),
    "config": Mend(
        "geben Sie einen Ordner mit programmes/*.yaml und authorities/*.yaml an oder lassen Sie die Einstellung leer, "
        "dann gilt, was mitgeliefert ist",
        "give a folder with programmes/*.yaml and authorities/*.yaml, or leave it empty to use what the release brings",
    ),
    "database_url": Mend(
        "geben Sie sqlite:///ORDNER/DATEI oder postgresql://NUTZER@RECHNER/DATENBANK an",
        "give sqlite:///FOLDER/FILE or postgresql://USER@HOST/DATABASE",
    ),
    "prefect_api_url": Mend(
        "geben Sie eine Adresse wie http://localhost:4200/api an oder lassen Sie sie leer",
        "give an address such as http://localhost:4200/api, or leave it empty",
    ),
    "language": Mend("geben Sie de oder en an", "give de or en"),
    "public_url": _WEB,
    "portal_host": Mend(
        "geben Sie eine Adresse dieses Rechners an, etwa 127.0.0.1", "give an address of this machine, such as 127.0.0.1"
    ),
    "portal_port": _whole_number(1, 65535, "Port", "port"),
    "as_person": Mend(
        "geben Sie eine Kennung aus Kleinbuchstaben, Ziffern, Punkt und Strich an",
        "give an identifier of small letters, digits, dots and dashes",
    ),
    "trusted_proxies": Mend(
        "geben Sie Adressen oder Netze wie 10.0.0.5 oder 10.0.0.0/24 an, durch Leerzeichen getrennt",
        "give addresses or networks such as 10.0.0.5 or 10.0.0.0/24, separated by blanks",
    ),
    "oidc_issuer": Mend(
        "geben Sie die https-Adresse des Anmeldedienstes an, etwa https://anmeldung.example.org/verwaltung",
        "give the https address of the identity provider, such as https://login.example.org/staff",
    ),
    "oidc_client_id": Mend("geben Sie die Kennung des Portals beim Anmeldedienst an", "give the portal's client id there"),
    "oidc_client_secret": Mend(
        "geben Sie das Geheimnis des Portals beim Anmeldedienst an", "give the portal's client secret there"
    ),
    "oidc_client_secret_file": Mend(
        "geben Sie eine lesbare Datei an, deren erste Zeile das Geheimnis ist",
        "give a readable file whose first line is the secret",
    ),
    "staff_by_oidc_only": Mend("geben Sie true oder false an", "give true or false"),
    "mail_from": Mend("geben Sie eine Adresse wie antrag@example.org an", "give an address such as antrag@example.org"),
    "mail_domain": Mend("geben Sie einen Namen wie example.org an", "give a name such as example.org"),
    "smtp_host": Mend(
        "geben Sie nur den Namen des Mailservers an, ohne Protokoll und Pfad",
        "give the mail server's name alone, without protocol and path",
    ),
    "smtp_security": Mend("geben Sie none, starttls oder tls an", "give none, starttls or tls"),
    "smtp_port": _whole_number(1, 65535, "Port", "port"),
    "smtp_username": Mend("geben Sie den Anmeldenamen am Mailserver an", "give the login name at the mail server"),
    "smtp_password": Mend("geben Sie das Passwort am Mailserver an", "give the password at the mail server"),
    "smtp_password_file": Mend(
        "geben Sie eine lesbare Datei an, deren erste Zeile das Passwort ist",
        "give a readable file whose first line is the password",
    ),
    "smtp_ca_file": Mend("geben Sie eine lesbare PEM-Datei an", "give a readable PEM file"),
    "sweep_seconds": _whole_number(*LIMITS["sweep_seconds"], "Sekunden", "seconds"),
    "chunk": _whole_number(*LIMITS["chunk"], "Akten je Transaktion", "dossiers per transaction"),
    "lease_seconds": _whole_number(*LIMITS["lease_seconds"], "Sekunden", "seconds"),
    # Settings that are right one by one and wrong together:
    "two_passwords": Mend(
        "FOERDERKETTE_SMTP_PASSWORD ist ebenfalls gesetzt, behalten Sie eines von beiden",
        "FOERDERKETTE_SMTP_PASSWORD is set as well, keep one of the two",
    ),
    "half_a_login": Mend(
        "geben Sie Anmeldenamen und Passwort zusammen an oder keines von beiden",
        "give login name and password together or neither",
    ),
    "login_in_clear": Mend(
        "wählen Sie starttls oder tls, sonst gingen Schreiben und Passwort unverschlüsselt durchs Netz",
        "choose starttls or tls, or letters and password would cross the network in the clear",
    ),
    "two_client_secrets": Mend(
        "FOERDERKETTE_OIDC_CLIENT_SECRET ist ebenfalls gesetzt, behalten Sie eines von beiden",
        "FOERDERKETTE_OIDC_CLIENT_SECRET is set as well, keep one of the two",
    ),
    "half_a_provider": Mend(
        "geben Sie Adresse (FOERDERKETTE_OIDC_ISSUER) und Kennung zusammen an oder keines von beiden",
        "give address (FOERDERKETTE_OIDC_ISSUER) and client id together or neither",
    ),
    "no_provider": Mend(
        "geben Sie auch FOERDERKETTE_OIDC_ISSUER an, sonst könnte sich niemand von der Verwaltung anmelden",
        "give FOERDERKETTE_OIDC_ISSUER too, or nobody of the staff could sign in",
    ),
    "misspelt": Mend("diese Einstellung gibt es nicht, gemeint ist wohl {}", "there is no such setting, {} is meant"),
}


class SettingsError(Exception):
    """A setting has a value the installation cannot run with; nothing was started."""

    def __init__(self, variable: str, value: str, mend: str, *inserts: str) -> None:
        """Name the variable, the value as it may be shown (never a secret), and the key of the mend."""
        self.variable, self.value, self.mend, self.inserts = variable, _shown(value), MENDS[mend], inserts
        super().__init__(self.sentence("de"))

    def sentence(self, language: str) -> str:
        """Return the one sentence a person reads, in `de` or `en`."""
        if language == "en":
            return f'{self.variable} is "{self.value}": {self.mend.en.format(*self.inserts)}.'
        return f"{self.variable} ist „{self.value}“: {self.mend.de.format(*self.inserts)}."


def _shown(value: str) -> str:
    plain = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in value)
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"
