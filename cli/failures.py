"""Every way of failing as sentences: refusals with their values in words, files with their places, faults of the machine."""

import errno
import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from config import log as log_lines
from config.addresses import without_password
from config.bad_file import BadFile
from config.mends import SettingsError
from domain.errors import AmbiguousReference, DateNeeded, NoSuchDossier, Refusal
from domain.errors.agendas import NoSuchMeeting
from domain.errors.corrections import NoSuchEntry, NothingCorrected
from domain.errors.people import NoSuchParty
from domain.fault import Fault
from wording.language import N_, _, spoken
from wording.refusals import said

if TYPE_CHECKING:
    from cli.desk import Given

log = structlog.get_logger()

LOG = "foerderkette.log"

#: What operating systems answer most often; another answer is repeated as it is.
REASONS = {
    os.strerror(errno.ENOENT): N_("it does not exist"),
    os.strerror(errno.EACCES): N_("permission denied"),
    os.strerror(errno.EPERM): N_("permission denied"),
    os.strerror(errno.EROFS): N_("it lies on a read-only file system"),
    os.strerror(errno.ENOSPC): N_("no space is left"),
    os.strerror(errno.ENOTDIR): N_("a part of its path is not a folder"),
    os.strerror(errno.EISDIR): N_("it is a folder"),
    os.strerror(errno.EEXIST): N_("a file of that name is in the way"),
}

#: What the command line adds to a refusal, because only here there are commands and options; the portal shows neither.
HINTS: dict[type[Refusal], str] = {
    NoSuchDossier: N_('"foerderkette worklist" lists it.'),
    AmbiguousReference: N_("On the command line: --programme or --authority."),
    NoSuchEntry: N_('"foerderkette history" shows them.'),
    NothingCorrected: N_("On the command line: --on, --effective-on, --outcome, --amount, --text or --void."),
    DateNeeded: N_("Give it with --on."),
    NoSuchParty: N_('"foerderkette person list" shows everybody.'),
    NoSuchMeeting: N_('"foerderkette meeting list" shows the meetings and their ids.'),
}

_UNEXPECTED = N_(
    "Something went wrong that should not have ({error}). What was acknowledged is kept; "
    'the details are in "{log}", please send them to whoever looks after Förderkette.'
)
_NO_LOG = N_("Something went wrong that should not have ({error}), and the log could not be written ({reason}).")
_MACHINE = N_('The file or folder "{name}" cannot be used ({reason}); nothing was changed.')
_DATABASE = N_('The database "{url}" cannot be used ({reason}); nothing was changed.')
_DAMAGED = N_('"{url}" is damaged or is no database ({reason}); nothing was changed. Restore it from a backup.')


def sentences(error: Exception, call: "Given") -> list[str]:
    """Say what went wrong; what nobody foresaw goes into the log, and the sentence names the log."""
    if isinstance(error, SettingsError):
        return [error.sentence(spoken())]
    if isinstance(error, BadFile):
        return BadFile(error.path, [replace(each, fault=_worded(each.fault)) for each in error.problems]).sentences(_, spoken())
    if isinstance(error, Refusal):
        hint = HINTS.get(type(error))
        return [f"{said(error)} {_(hint)}" if hint else said(error)]
    from store.errors import OutOfDate, TryAgain, Unreachable, Unreadable

    if isinstance(error, Unreachable):
        return [_(template_of(error)).format(reason=_without_login(error.reason))]
    if isinstance(error, Unreadable):
        return [_(template_of(error)).format(dossier=error.dossier)]
    if isinstance(error, TryAgain | OutOfDate):
        return [_(template_of(error))]
    if isinstance(error, OSError) and error.filename is not None:
        return [_(_MACHINE).format(name=error.filename, reason=_reason(error.strerror or type(error).__name__))]
    if type(error).__name__ in _DRIVERS:
        # The store lets those of its drivers' errors pass that trying again would not mend.
        reason = _without_login(str(getattr(error, "orig", error)).strip().partition("\n")[0])
        sentence = _(_DRIVERS[type(error).__name__])
        return [sentence.format(reason=reason, url=without_password(call.settings.database_url))]
    return [_unexpected(error, call)]


_DRIVERS = {"OperationalError": _DATABASE, "DatabaseError": _DAMAGED}


def _worded(fault: Fault) -> Fault:
    """The fault with the operating system's answer in the language spoken."""
    said = fault.values.get("reason")
    return type(fault)(fault.path, **{**fault.values, "reason": _reason(said)}) if isinstance(said, str) else fault


def _reason(said: str) -> str:
    return _(REASONS[said]) if said in REASONS else said


def template_of(error: Exception) -> str:
    """The English sentence of an error whose docstring it is."""
    return " ".join((type(error).__doc__ or "").split())


def _unexpected(error: Exception, call: "Given") -> str:
    name = type(error).__name__
    try:
        folder = call.settings.data
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / LOG).open("a", encoding="utf-8") as file:
            log_lines.configure(file)
            log.error("cli.failed", exc_info=error)
        return _(_UNEXPECTED).format(error=name, log=folder / LOG)
    except (OSError, SettingsError) as second:
        return _(_NO_LOG).format(error=name, reason=second)


def _without_login(reason: str) -> str:
    """A driver may repeat the address it was given, with its password."""
    return re.sub(r"://[^@\s]*@", "://***@", reason)
