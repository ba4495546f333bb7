"""Agendas at the command line: what is proposed, what stands on one, putting on, taking off, the order."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import say
from cli.desk import Given, given
from cli.looks import instant
from cli.meetings import NO_PLACE, Id, acting, found, plain
from cli.minutes import to_fill_in
from cli.usage import BadValue
from cli.values import Json
from wording.language import N_, _, spoken
from wording.meetings import state, why

if TYPE_CHECKING:
    from domain.dossier import Dossier
    from store.meetings import Item, Meeting
    from workflows.meetings import Proposal

NON_PUBLIC = N_("non-public agenda item")
_PROPOSED = (N_("dossier"), N_("title"), N_("stage"), N_("why"), N_("since"), N_("in time"))
_NOTHING_WAITS = N_("Nothing waits for this body.")
_HEAD = N_("{body}, {at}, {place} ({state})")
_DUE = N_("Papers until {at}")
_EMPTY = N_("The agenda is empty.")
_ON_AGENDA = N_("{number}  {reference} is on the agenda.")
_NOT_ON = N_("{reference}: {why}")
_ORDER = N_("Items on the agenda: {count}.")
_NO_NUMBER = N_('the agenda has no item "{number}", or several; it has: {known}.')
_NEEDS_STAGE = N_('this body deals with "{reference}" at several stages; name one by --stage: {known}.')
_EITHER = N_("give either --public or --non-public.")
_YES, _NO = N_("yes"), N_("no")

Numbers = Annotated[
    list[str], typer.Argument(metavar="NUMBER…", help=N_("Items by their numbers as they are printed on the agenda."))
]
NonPublic = Annotated[bool, typer.Option("--non-public", help=N_("Deal with it in the non-public part."))]


def proposals(ctx: typer.Context, id_: Id, as_json: Json = False) -> None:
    """Show what waits for the body and stands on no agenda yet."""
    from workflows import meetings

    call = given(ctx)
    one, _body = found(call, id_)
    waiting = meetings.proposals(call.house, one)
    if as_json:
        fields = ("dossier", "reference", "title", "stage", "round", "why", "since", "in_time")
        say.machine([{name: getattr(each, name) for name in fields} for each in waiting])
        return
    if not waiting:
        say.line(_(_NOTHING_WAITS))
        return
    known = _dossiers(call, [each.dossier for each in waiting])
    say.table([_(heading) for heading in _PROPOSED], [_proposed(each, known[each.dossier]) for each in waiting])


def _proposed(each: "Proposal", dossier: "Dossier") -> tuple[str, ...]:
    stage = dossier.programme.stages[each.stage].title.into(spoken())
    in_time = _(_YES if each.in_time else _NO)
    return (each.reference, each.title, stage, why(each.why), instant(each.since), in_time)


def agenda(
    ctx: typer.Context,
    id_: Id,
    public: Annotated[bool, typer.Option("--public", help=N_("Leave out everything about non-public items."))] = False,
    kind: Annotated[
        str, typer.Option("--format", metavar="text|csv|yaml", help=N_("As text, or as the file of results to fill in."))
    ] = "text",
    as_json: Json = False,
) -> None:
    """Print the agenda: as text, for machines, or as the file of results to fill in."""
    from store.meetings import items
    from wording.days import at

    call = given(ctx)
    if kind != "text":
        to_fill_in(ctx, id_, kind)
        return
    one, body = found(call, id_)
    with call.house.database.reading() as connection:
        there = items(connection, one.id)
    known = _dossiers(call, [item.dossier for item in there])
    if as_json:
        say.machine(plain(one) | {"items": [_item(item, known, public=public) for item in there]})
        return
    words = {"at": at(one.meets_at), "place": one.place or _(NO_PLACE), "state": state(one.state)}
    say.line(_(_HEAD).format(body=body.title.into(spoken()), **words))
    if one.papers_due:
        say.line(_(_DUE).format(at=at(one.papers_due)))
    width = max((len(item.number) for item in there), default=0)
    for item in there:
        say.hanging(item.number, _in_words(item, known, public=public), width)
    if not there:
        say.line(_(_EMPTY))


def _item(item: "Item", known: "dict[str, Dossier]", *, public: bool) -> dict[str, Any]:
    """An item for machines; nothing but its place is told of a non-public one where the public reads."""
    place = {"position": item.position, "number": item.number, "public": item.public}
    if public and not item.public:
        return place
    if not item.dossier:
        return place | {"id": item.id, "title": item.title}
    opened = known[item.dossier].opened
    case = {"dossier": item.dossier, "reference": opened.reference, "stage": item.stage, "round": item.round}
    return place | {"id": item.id, "title": opened.title} | case


def _in_words(item: "Item", known: "dict[str, Dossier]", *, public: bool) -> str:
    if public and not item.public:
        return _(NON_PUBLIC)
    said = item.title
    if item.dossier:
        opened = known[item.dossier].opened
        said = f"{opened.reference}  {opened.title}"
    return said if item.public else f"{said} ({_(NON_PUBLIC)})"


def put_on(
    ctx: typer.Context,
    id_: Id,
    references: Annotated[list[str], typer.Argument(metavar="REF…", help=N_("Dossiers by their references as printed."))],
    stage: Annotated[str, typer.Option("--stage", metavar="STAGE", help=N_("The stage, where the body has several."))] = "",
    public: Annotated[bool, typer.Option("--public", help=N_("Deal with it in the public part."))] = False,
    non_public: NonPublic = False,
    number: Annotated[str, typer.Option("--number", metavar="TEXT", help=N_("The number printed before a single item."))] = "",
) -> None:
    """Put cases on the agenda, at its end; those that cannot come on say why."""
    from domain.errors import Refusal
    from wording.refusals import said
    from workflows.meetings import Wanted, put_on_agenda

    if public and non_public:
        raise BadValue(_(_EITHER), param_hint="--public")
    call = given(ctx)
    one, _body = found(call, id_)
    open_to_all = True if public else False if non_public else None
    wanted = [Wanted(*_case(call, one, reference, stage), open_to_all, number) for reference in references]
    done = put_on_agenda(call.house, one.id, wanted, acting(call, one))
    for reference, given_ in zip(references, done, strict=True):
        if isinstance(given_, Refusal):
            say.refuse(_(_NOT_ON).format(reference=reference, why=said(given_)))
        else:
            say.line(_(_ON_AGENDA).format(number=given_.number, reference=reference))
    if any(isinstance(each, Refusal) for each in done):
        raise typer.Exit(1)


def _case(call: Given, one: "Meeting", reference: str, stage: str) -> tuple[str, str]:
    """The dossier with this reference, and the stage at which it comes before the body: named, waiting, or the only one."""
    from domain.meetings.agenda import stages_of
    from domain.standing import waiting
    from workflows.inbox import look

    dossier = look(call.house, reference, one.programme, one.authority).dossier
    known = [each.key for each in stages_of(dossier.programme, one.body)]
    meant = [stage] if stage else [line.stage for line in waiting(dossier) if line.stage in known] or known
    if len(meant) != 1:
        raise BadValue(_(_NEEDS_STAGE).format(reference=reference, known=", ".join(known)), param_hint="--stage")
    return dossier.id, meant[0]


def take_off(
    ctx: typer.Context,
    id_: Id,
    numbers: Numbers,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("The reason; it stays in the history."))],
) -> None:
    """Take items off the agenda."""
    from workflows import meetings

    call = given(ctx)
    one, _body = found(call, id_)
    left = meetings.take_off(call.house, one.id, ids_of(call, one, numbers), acting(call, one), reason)
    say.line(_(_ORDER).format(count=len(left)))


def business(
    ctx: typer.Context,
    id_: Id,
    title: Annotated[str, typer.Argument(metavar="TITLE", help=N_("What it is about, in one line."))],
    non_public: NonPublic = False,
) -> None:
    """Put other business on the agenda, at its end."""
    from workflows.meetings import add_business

    call = given(ctx)
    one, _body = found(call, id_)
    item = add_business(call.house, one.id, title, not non_public, acting(call, one))
    say.line(_(_ON_AGENDA).format(number=item.number, reference=item.title))


def order(ctx: typer.Context, id_: Id, numbers: Numbers) -> None:
    """Bring the agenda into this order; every item is named once."""
    from workflows.meetings import reorder

    call = given(ctx)
    one, _body = found(call, id_)
    done = reorder(call.house, one.id, ids_of(call, one, numbers), acting(call, one))
    say.line(_(_ORDER).format(count=len(done)))


def ids_of(call: Given, one: "Meeting", numbers: Sequence[str]) -> list[str]:
    """The items with these printed numbers; an item of no number, or of one that several have, is refused."""
    from store.meetings import items

    with call.house.database.reading() as connection:
        there = items(connection, one.id)
    ids = []
    for number in numbers:
        named = [item.id for item in there if item.number == number]
        if len(named) != 1:
            known = ", ".join(item.number for item in there)
            raise BadValue(_(_NO_NUMBER).format(number=number[:40], known=known), param_hint="NUMBER")
        ids += named
    return ids


def _dossiers(call: Given, ids: Sequence[str]) -> "dict[str, Dossier]":
    from store import dossiers

    with call.house.database.reading() as connection:
        held = dossiers.load_many(call.house.database, connection, sorted({id_ for id_ in ids if id_}))
    return {one.dossier.id: one.dossier for one in held}


AGENDA: dict[str, Any] = {
    "proposals": proposals, "agenda": agenda, "put-on": put_on, "take-off": take_off, "business": business, "order": order,
}  # fmt: skip
