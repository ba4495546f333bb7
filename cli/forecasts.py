"""What is to be expected of a dossier, what if something comes earlier or later, and who misses the next meeting."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import say
from cli.desk import given
from cli.values import InAuthority, InProgramme, Json, Reference
from wording.language import N_, _, spoken

if TYPE_CHECKING:
    from domain.dossier import Dossier
    from domain.forecast import Expected, Forecast
    from domain.forecast.radar import WillMiss
    from workflows.forecasting import WhatIf
    from workflows.house import House

_OVER = N_("Nothing is ahead of this case: all proceedings have ended.")
_HEADINGS = (N_("stage"), N_("expected"), N_("why"))
_WITHOUT = N_("without the assumption")
_A_DAY_LATER = N_("A day later: {stage} on {day}, {lost} more.")
_A_DAY_LATER_SAME = N_("A day later: nothing changes at the end.")
_A_DAY_LATER_NOTHING = N_("A day later: when {stage} comes cannot be said any more.")
_CUT = N_("Only the {most} steps of each programme that have waited longest were looked at; {count} more were not.")
_CLEAR = N_("Nothing misses the next meeting for want of one thing.")
_RADAR = (N_("until"), N_("dossier"), N_("meeting"), N_("what is missing"), N_("owed by"), N_("if it is missed"))


def forecast(
    ctx: typer.Context,
    reference: Reference,
    assume: Annotated[
        list[str] | None,
        typer.Option(
            "--if", metavar="ASSUMPTION",
            help=N_('What if: "documents on 2026-09-12", "Unterlagen am 12.09.2026 14:00", "kg on 2026-09-04" (repeatable).'),
        ),
    ] = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Show when the next stages of a dossier are to be expected, and what missing the next cut-off costs."""
    from wording.forecast import NOTICE, cut_off
    from workflows.forecasting import turning_of, what_if
    from workflows.inbox import look

    house = given(ctx).house
    dossier = look(house, reference, programme, authority).dossier
    found = what_if(house, dossier, assume or ())
    turning = turning_of(house, dossier)
    sentence = cut_off(dossier, turning) if turning is not None else ""
    if as_json:
        say.machine({
            "reference": dossier.opened.reference,
            "notice": _(NOTICE),
            "assumed": [{"stage": one.stage, "at": one.at.isoformat(timespec="minutes")} for one in found.assume],
            "steps": _plain(found.assumed),
            "without": _plain(found.plain) if found.assume else None,
            "cut_off": {
                "until": turning.until.isoformat(timespec="minutes"), "wanted": turning.wanted, "meeting": turning.meeting,
                "days_lost": turning.lost, "in_time": _plain(turning.in_time), "too_late": _plain(turning.too_late),
            } if turning is not None else None,
        })  # fmt: skip
        return
    if not found.assumed.steps:
        say.line(_(_OVER))
        return
    _print(dossier, found)
    for line in ([_a_day_later(found)] if found.assume else []) + [sentence, _(NOTICE)]:
        if line:
            say.line(line)


def _print(dossier: "Dossier", found: "WhatIf") -> None:
    from wording.forecast import when, why

    headings = [_(heading) for heading in _HEADINGS]
    rows = [[_title(step), when(step), why(step)] for step in found.assumed.steps]
    if found.assume:
        headings.insert(2, _(_WITHOUT))
        for row, step in zip(rows, found.plain.steps, strict=True):
            row.insert(2, when(step))
    if say.narrow():
        if found.assume:
            rows = [[*row[:2], f"{headings[2]}: {row[2]}", *row[3:]] for row in rows]
        headings, rows = headings[:2], [[row[0], "\n".join(row[1:])] for row in rows]
    say.table(headings, rows, title=f"{dossier.opened.reference} – {dossier.opened.title}")


def _title(step: "Expected") -> str:
    return step.title.into(spoken()) + (f" ({step.round})" if step.round > 1 else "")


def _a_day_later(found: "WhatIf") -> str:
    """What it costs if each thing assumed comes a day later, for the last stage of which something can be said."""
    from domain.forecast.turning import last_day
    from wording.forecast import shown, span

    last = last_day(found.assumed)
    if last is None:
        return ""
    step, day = last
    then = found.a_day_later.at(step.stage)
    if then is None or then.likely is None:
        return _(_A_DAY_LATER_NOTHING).format(stage=step.title.into(spoken()))
    if then.likely == day:
        return _(_A_DAY_LATER_SAME)
    lost = span((then.likely - day).days)
    return _(_A_DAY_LATER).format(stage=step.title.into(spoken()), day=shown(then.likely), lost=lost)


def radar(
    ctx: typer.Context,
    programme: Annotated[str, typer.Option("--programme", metavar="KEY", help=N_("Only dossiers of this programme."))] = "",
    authority: Annotated[str, typer.Option("--authority", metavar="KEY", help=N_("Only dossiers of this authority."))] = "",
    body: Annotated[str, typer.Option("--body", metavar="KEY", help=N_("Only meetings of this body."))] = "",
    as_json: Json = False,
) -> None:
    """Show which cases miss a body's next cut-off, and the one thing that is missing."""
    from workflows.forecasting import MOST
    from workflows.forecasting import radar as on_radar

    house = given(ctx).house
    wanted = _asked(house, authority, programme, body)
    found = on_radar(house, wanted, body)
    if as_json:
        say.machine([_missed(one) for one in found.cases])
    elif found.cases:
        rows, headings = [_row(one) for one in found.cases], [_(heading) for heading in _RADAR]
        if say.narrow():
            headings, rows = headings[:2], [(row[0], "\n".join(row[1:])) for row in rows]
        say.table(headings, rows)
    else:
        say.line(_(_CLEAR))
    if found.left:
        say.aside(_(_CUT).format(most=MOST, count=found.left))


def _asked(house: "House", authority: str, programme: str, body: str) -> list[tuple[str, str]]:
    """The authorities and programmes asked for; refused where none has that name: an empty list would say all is well."""
    from domain.errors import NoSuchAuthority, NoSuchProgramme
    from domain.errors.agendas import NoSuchBody
    from store import people, programmes

    with house.database.reading() as connection:
        known = programmes.newest(connection)
        offices = sorted(people.seats(connection))
        found = {key: programmes.programme_by_hash(connection, hash_) for key, hash_ in sorted(known.items())}
    if programme and programme not in found:
        raise NoSuchProgramme(programme=programme, known=", ".join(found))
    if authority and authority not in offices:
        raise NoSuchAuthority(authority=authority, known=", ".join(offices))
    asked = [programme] if programme else list(found)
    bodies = {one for key in asked for one in found[key].bodies_by_key}
    if body and body not in bodies:
        raise NoSuchBody(programme=", ".join(asked), body=body, known=", ".join(sorted(bodies)))
    return [(office, key) for office in ([authority] if authority else offices) for key in asked]


def _row(one: "WillMiss") -> tuple[str, ...]:
    from wording import days
    from wording.forecast import cost, minute, missing

    programme = one.dossier.programme
    body = programme.bodies_by_key[one.meeting.body].title.into(spoken())
    return (
        minute(one.until), one.dossier.opened.reference, f"{body}, {days.on(one.meeting.meets_at)}", missing(one),
        programme.roles[one.role].into(spoken()), cost(one),
    )  # fmt: skip


def _missed(one: "WillMiss") -> dict[str, Any]:
    opened = one.dossier.opened
    return {
        "authority": opened.authority, "programme": opened.programme, "reference": opened.reference, "title": opened.title,
        "stage": one.stage, "round": one.round, "body": one.meeting.body, "meets_at": one.meeting.meets_at,
        "until": one.until.isoformat(timespec="minutes"), "missing": one.missing.value, "at": one.at, "role": one.role,
        "since": one.since, "next_meeting": one.following.meets_at if one.following else None, "days_lost": one.lost,
    }  # fmt: skip


def _plain(found: "Forecast") -> list[dict[str, Any]]:
    return [
        {
            "stage": step.stage, "round": step.round, "title": step.title.into(spoken()), "earliest": step.earliest,
            "likely": step.likely, "latest": step.latest, "why": step.why.reason.value, "day": step.why.day,
            "cut_off": step.why.cut_off or None, "cases": step.why.cases or None, "meeting": step.why.meeting or None,
        }
        for step in found.steps
    ]  # fmt: skip
