"""One call of the command line: its language, its settings, its house, and how every way of failing is told.

`Desk` is the group of all commands. Whatever a command raises ends here as one sentence on stderr and an exit code:
0 done, 1 refused (nothing was changed), 2 the command was mistyped.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from cli import say
from cli.helps import SpokenHelp, translate
from cli.usage import usage
from config.collector import collect_rarely
from wording.language import speak, wanted

if TYPE_CHECKING:
    from config.settings import Settings
    from domain.dates import When
    from workflows.house import House

NAME = "foerderkette"
#: Options of `foerderkette` itself; they may stand anywhere in a call.
GLOBAL = ("--data", "--lang", "--as")


@dataclass
class Given:
    """What a call says about the installation, and the installation once it is needed."""

    data: Path | None = None
    language: str = ""
    person: str | None = None

    @cached_property
    def settings(self) -> "Settings":
        """The settings: what was typed wins over the environment. Raises SettingsError."""
        from config.settings import load

        said = {"data": self.data, "language": self.language, "as_person": self.person}
        return load(**{name: value for name, value in said.items() if value})

    @cached_property
    def house(self) -> "House":
        """The installation, opened: schema up to date, programmes and authorities read in."""
        from workflows.house import open_house

        return open_house(self.settings)

    def today(self) -> "When":
        """The office's day, for what happened on no other."""
        from domain.dates import When
        from domain.office_time import office_day

        return When.of(office_day(self.house.clock.now()))


def given(context: typer.Context) -> Given:
    """What the call said before its command."""
    found: Given = context.find_object(Given) or Given()
    return found


class Desk(SpokenHelp, TyperGroup):
    """All commands: chooses the language first, and turns every failure into a sentence and an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,  # noqa: ANN401 - typer's own types are private
    ) -> Any:  # noqa: ANN401
        """Run one call and end the process with its exit code."""
        collect_rarely()
        os.umask(0o077)  # logs, letters and Prefect's files tell of people; they are for this user alone
        words = global_first(sys.argv[1:] if args is None else args) or ["--help"]
        speak(wanted(words, os.environ))
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        translate(self)
        call = Given()
        try:
            code = super().main(words, prog_name or NAME, complete_var, False, windows_expand_args, obj=call, **extra)  # noqa: FBT003
        except typer.Abort:
            code = 1
        except BrokenPipeError:
            # Nobody reads on (`… | head`); the interpreter must not try again when it closes stdout.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            code = 1
        except Exception as error:  # noqa: BLE001 - the last resort: whatever it is, it is told, logged and counted
            code = told(error, call)
        if not standalone_mode:
            return code
        sys.exit(code if isinstance(code, int) else 0)


def told(error: Exception, call: Given) -> int:
    """Say what went wrong on stderr; give the exit code."""
    if mistyped := usage(error):
        say.refuse(mistyped)
        return 2
    from cli.failures import sentences

    for sentence in sentences(error, call):
        say.refuse(sentence)
    return 1


def global_first(args: Sequence[str]) -> list[str]:
    """Move the global options, with their values, before the command; after `--` nothing is an option."""
    front: list[str] = []
    others: list[str] = []
    words = iter(args)
    for word in words:
        if word == "--":
            others += [word, *words]
        elif word in GLOBAL:
            front += [word, *([value] if (value := next(words, None)) is not None else [])]
        elif word.startswith(tuple(f"{name}=" for name in GLOBAL)):
            front.append(word)
        else:
            others.append(word)
    return front + others
