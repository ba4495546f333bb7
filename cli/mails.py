"""The post: every letter owed with what became of it, and the mails the test mailbox keeps."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import say
from cli.desk import Given, given
from cli.looks import instant
from cli.usage import BadValue
from cli.values import InAuthority, InProgramme, Json, Which
from wording.language import N_, _
from wording.letters import standing

if TYPE_CHECKING:
    from notifications.caught import CaughtMail
    from store.outbox import Posted

_NONE = N_("No letters.")
_AMBIGUOUS = N_("{state}, {count} × ambiguous")
_NO_SUCH = N_("there are {count} letters in this list; the first column numbers them.")
_HEADINGS = (N_("No."), N_("written"), N_("to"), N_("subject"), N_("state"), N_("kept as"))
_ATTACHED = N_("Attached: a calendar file.")
_KEPT = N_('The mails are kept in "{folder}".')
_HEAD = ((N_("From"), "sender"), (N_("To"), "recipient"), (N_("Subject"), "subject"))


def mails(
    ctx: typer.Context,
    reference: Annotated[str | None, typer.Argument(metavar="REF", help=N_("Only letters about this dossier."))] = None,
    show: Annotated[
        int | None,
        typer.Option("--show", metavar="N", min=1, help=N_("Print the letter with this number in the list.")),
    ] = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """List the letters, with their state and the mails the test mailbox keeps; or print one."""
    call = given(ctx)
    letters, kept = post(call, Which(reference, programme, authority) if reference is not None else None)
    if show is not None:
        if show > len(letters):
            raise BadValue(_(_NO_SUCH).format(count=len(letters)), param_hint="--show")
        _print(letters[show - 1], kept, as_json=as_json)
    elif as_json:
        say.machine([_plain(n, letter, kept) for n, letter in enumerate(letters, start=1)])
    else:
        listed(letters, kept)
        if kept:
            say.line(_(_KEPT).format(folder=call.settings.mails))


def post(call: Given, which: Which | None) -> "tuple[list[Posted], dict[str, list[CaughtMail]]]":
    """The letters (of one dossier, or the newest of all, oldest first), and the kept mails by their Message-ID."""
    from notifications.caught import list_mails
    from store import outbox
    from workflows.inbox import find

    place = find(call.house, *which) if which else None
    with call.house.database.reading() as connection:
        letters = outbox.letters(connection, dossier=place.dossier if place else "")
    kept: dict[str, list[CaughtMail]] = {}
    for mail in list_mails(call.settings.mails):
        kept.setdefault(mail.message_id, []).append(mail)
    return letters, kept


def listed(letters: "Sequence[Posted]", kept: "dict[str, list[CaughtMail]]") -> None:
    """Print letters as a table."""
    if not letters:
        say.line(_(_NONE))
        return
    rows: list[tuple[str, ...]] = [
        (str(n), instant(letter.written_at), letter.recipient, letter.subject, _state(letter), _files(letter, kept))
        for n, letter in enumerate(letters, start=1)
    ]
    headings = [_(heading) for heading in _HEADINGS]
    if say.narrow():
        headings, rows = [headings[0], headings[1], headings[3]], [_folded(*row) for row in rows]
    say.table(headings, rows)


def _state(letter: "Posted") -> str:
    state = standing(letter.state, letter.reply)
    return _(_AMBIGUOUS).format(state=state, count=letter.ambiguous) if letter.ambiguous else state


def _files(letter: "Posted", kept: "dict[str, list[CaughtMail]]") -> str:
    return ", ".join(_short(mail) for mail in kept.get(letter.message_id, ()))


def _short(mail: "CaughtMail") -> str:
    """The file's name as a pattern for the shell: the number alone tells it from the others, the rest is long."""
    return f"{mail.number:05}-*.eml" if mail.number else mail.path.name


def _folded(*row: str) -> tuple[str, ...]:
    """The same letter in three columns."""
    number, written, recipient, subject, state, files = row
    return (number, written, f"{subject}\n{', '.join(filter(None, (recipient, state, files)))}")


def _print(letter: "Posted", kept: "dict[str, list[CaughtMail]]", *, as_json: bool) -> None:
    if as_json:
        say.machine({**_plain(0, letter, kept), "text": letter.text})
        return
    for label, field in _HEAD:
        say.line(f"{_(label)}: {getattr(letter, field)}")
    if letter.attachment:
        say.line(_(_ATTACHED))
    say.line("")
    say.text(letter.text)


def _plain(number: int, letter: "Posted", kept: "dict[str, list[CaughtMail]]") -> dict[str, Any]:
    fields = (
        "seq", "occasion", "template", "message_id", "sender", "recipient", "language", "subject", "written_at", "state",
        "attempts", "ambiguous", "reply",
    )  # fmt: skip
    files = [str(mail.path) for mail in kept.get(letter.message_id, ())]
    numbered = {"number": number} if number else {}
    return {**numbered, **{name: getattr(letter, name) for name in fields}, "files": files}
