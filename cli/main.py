"""`foerderkette`: the table of all commands. What each does stands in the file it comes from."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cli import changes, checks, deputies, duties, facts, importing, looks, mails, people, programmes, replaying, run, worklist
from cli.agenda_items import item
from cli.agendas import AGENDA
from cli.bodies import BODY
from cli.budgets import budget, call, offer
from cli.calendars import CALENDAR
from cli.conditions import CONDITION, condition
from cli.deadlines import DEADLINE, deadline
from cli.desk import NAME, Desk, Given
from cli.forecasts import forecast, radar
from cli.helps import Spoken
from cli.lint import lint
from cli.meetings import meeting
from cli.minutes import MEETING
from cli.reminders import REMINDERS
from cli.values import language
from cli.versions import move, preview
from wording.language import N_

app = typer.Typer(name=NAME, cls=Desk, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
programme = typer.Typer(cls=Desk, rich_markup_mode=None, help=N_("Programmes: list them, show one, check a file."))
persons = typer.Typer(cls=Desk, rich_markup_mode=None, help=N_("People and organisations: list them, erase one."))
deputy = typer.Typer(cls=Desk, rich_markup_mode=None, help=N_("Deputies: name one, end it, list who stands in for whom."))
calendar = typer.Typer(cls=Desk, rich_markup_mode=None, help=N_("Calendars to subscribe to: make, list, end, show them."))
reminders = typer.Typer(cls=Desk, rich_markup_mode=None, help=N_("Reminders: preview them, list what was sent, halt them."))
bodies = typer.Typer(cls=Desk, rich_markup_mode=None, help=N_("Bodies: list them, and who sits on them."))


@app.callback()
def foerderkette(
    ctx: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", metavar="PATH", readable=False, help=N_("The data folder of the installation (FOERDERKETTE_DATA).")
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="de|en", parser=language, help=N_("The language: de or en (FOERDERKETTE_LANGUAGE).")),
    ] = None,
    person: Annotated[str | None, typer.Option("--as", metavar="HANDLE", help=N_("Who is acting (FOERDERKETTE_AS)."))] = None,
) -> None:
    """Approval chains of public funding: record facts, let the chain walk, see where every dossier stands.

    --data, --lang and --as may stand anywhere in the command.
    """
    call: Given = ctx.ensure_object(Given)
    call.data, call.language, call.person = data, lang or "", person


#: Every command, in the order of a case's life; the docstring of a function is its help text.
COMMANDS: dict[str, Any] = {
    "up": run.up,
    "engine": run.engine,
    "portal": run.portal,
    "replay": replaying.replay,
    "submit": facts.submit,
    "record": facts.record,
    "return": changes.send_back,
    "withdraw": changes.withdraw,
    "correct": changes.correct,
    "status": changes.status,
    "assign": changes.assign,
    "import": importing.import_,
    "worklist": worklist.worklist,
    "sheet": looks.sheet,
    "history": looks.history,
    "chain": looks.chain,
    "mails": mails.mails,
    "verify": checks.verify,
    "doctor": checks.doctor,
}
PERSON: dict[str, Any] = {"list": people.listed, "erase": people.erase}
PROGRAMME: dict[str, Any] = {"list": programmes.listed, "show": programmes.show, "check": programmes.check}
PROGRAMME |= {"lint": lint, "preview": preview, "move": move}
COMMANDS |= {"budget": budget, "offer": offer}
COMMANDS |= {"forecast": forecast, "radar": radar}
COMMANDS |= {"propose": duties.propose, "conflict": duties.conflict}
DEPUTY: dict[str, Any] = {"add": deputies.add, "list": deputies.listed, "end": deputies.end}

for name, function in COMMANDS.items():
    app.command(name, cls=Spoken)(function)
for name, function in PROGRAMME.items():
    programme.command(name, cls=Spoken)(function)
for name, function in PERSON.items():
    persons.command(name, cls=Spoken)(function)
for name, function in BODY.items():
    bodies.command(name, cls=Spoken)(function)
for name, function in {**AGENDA, "item": item, **MEETING}.items():
    meeting.command(name, cls=Spoken)(function)
for name, function in DEPUTY.items():
    deputy.command(name, cls=Spoken)(function)
for name, function in CALENDAR.items():
    calendar.command(name, cls=Spoken)(function)
for name, function in REMINDERS.items():
    reminders.command(name, cls=Spoken)(function)
for name, function in CONDITION.items():
    condition.command(name, cls=Spoken)(function)
for name, function in DEADLINE.items():
    deadline.command(name, cls=Spoken)(function)
app.add_typer(programme, name="programme")
app.add_typer(persons, name="person")
app.add_typer(bodies, name="body")
app.add_typer(meeting, name="meeting")
app.add_typer(deputy, name="deputy")
app.add_typer(condition, name="condition")
app.add_typer(deadline, name="deadline")
app.add_typer(reminders, name="reminders")
app.add_typer(calendar, name="calendar")
app.add_typer(call, name="call")

if __name__ == "__main__":
    app()
