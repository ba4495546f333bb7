"""Addresses in settings: what is accepted, in which form it is kept, and how it is shown without its password."""

import re
from ipaddress import ip_network
from urllib.parse import urlsplit

# RFC 5321 4.5.3.1: 64 octets before the @, 255 after it. Letters beyond ASCII would need SMTPUTF8 at every relay.
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?=.{{1,255}}\Z){_LABEL}(?:\.{_LABEL})*")
_MAIL = re.compile(rf"(?=.{{1,64}}@){_LOCAL}@(?P<domain>.+)")
_POSTGRES = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://")

#: The names of this machine.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def database_address(url: str) -> str:
    """Return the database's URL with the driver this project uses; ValueError unless SQLite or PostgreSQL."""
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        return url
    if _POSTGRES.match(url) and urlsplit(url).path.strip("/"):
        return _POSTGRES.sub("postgresql+psycopg://", url, count=1)
    raise ValueError(url)


def web_address(url: str) -> str:
    """Return a web address without its closing slash, or the empty string; ValueError for anything else."""
    parts = urlsplit(url)
    plain = url.isascii() and url.isprintable() and " " not in url
    if url and not (plain and parts.scheme in {"http", "https"} and parts.hostname):
        raise ValueError(url)
    return url.rstrip("/")


def issuer_address(url: str) -> str:
    """Return an identity provider's address as it stands, for it is compared letter by letter; ValueError if it is none.

    Plain http is taken for a provider on this machine only.
    """
    web_address(url)
    parts = urlsplit(url)
    if url and (parts.query or parts.fragment or (parts.scheme != "https" and parts.hostname not in LOOPBACK)):
        raise ValueError(url)
    return url


def networks(text: str) -> str:
    """Return addresses and networks separated by single blanks; ValueError if one of them is none."""
    return " ".join(str(ip_network(each, strict=False)) for each in text.replace(",", " ").split())


def domain_name(name: str) -> str:
    """Return a domain name in small letters; ValueError if it is none."""
    if not _DOMAIN.fullmatch(name):
        raise ValueError(name)
    return name.lower()


def mail_address(address: str) -> str:
    """Return a bare mail address (RFC 5321 4.1.2, no quoted local part); ValueError if it is none."""
    found = _MAIL.fullmatch(address)
    if found is None:
        raise ValueError(address)
    domain_name(found["domain"])
    return address


def without_password(url: str) -> str:
    """Return a URL as it may be shown: everything between the scheme and the last @ is hidden."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}***@{rest.rpartition('@')[2]}" if "@" in rest else url
