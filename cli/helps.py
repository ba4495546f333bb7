"""`--help` in the language spoken: plain text that reads the same in a narrow terminal, in a pipe and to a screen reader."""

from collections.abc import Iterator
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup

from wording.language import N_, _

__all__ = ["SpokenHelp", "translate"]

_SHOW = N_("Show this help.")
_USAGE = N_("Usage:")
_OPTIONS = N_("[options]")
_COMMAND = N_("COMMAND …")
_HEAD_ARGUMENTS = N_("Arguments")
_HEAD_OPTIONS = N_("Options")
_HEAD_COMMANDS = N_("Commands")


class SpokenHelp:
    """What a command and a group of commands do alike when asked for help. typer's own types are private: hence Any."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        """Explain `--help` in the language spoken."""
        option = super().get_help_option(ctx)  # type: ignore[misc] # of the command this is mixed into
        if option is not None:
            option.help = _(_SHOW)
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write usage, what the command does, and a list each of arguments, options and commands."""
        command = ctx.command
        params = command.get_params(ctx)
        arguments = [param for param in params if isinstance(param, TyperArgument)]
        options = [param for param in params if not isinstance(param, TyperArgument)]
        words = [str(param.metavar) if param.required else f"[{param.metavar}]" for param in arguments]
        if isinstance(command, TyperGroup):
            words.append(_(_COMMAND))
        words += [_typed(option) for option in options if option.required]
        formatter.write_usage(ctx.command_path, " ".join([*words, _(_OPTIONS)]), prefix=f"{_(_USAGE)} ")
        formatter.write_paragraph()
        formatter.write_text(command.help)
        self._list(formatter, _HEAD_ARGUMENTS, [(param.metavar, param.help) for param in arguments])
        self._list(formatter, _HEAD_OPTIONS, [(_typed(param), param.help) for param in options])
        if isinstance(command, TyperGroup):
            self._list(formatter, _HEAD_COMMANDS, [(each.name, each.help) for each in command.commands.values()])

    def _list(self, formatter: Any, heading: str, rows: list[tuple[Any, Any]]) -> None:  # noqa: ANN401
        if rows:
            with formatter.section(_(heading)):
                formatter.write_dl(rows)


def _typed(option: Any) -> str:  # noqa: ANN401 - typer's own types are private
    """An option as it is typed: its name, and what to put after it."""
    return option.opts[0] if option.is_flag else f"{option.opts[0]} {option.metavar}"


def translate(group: TyperGroup) -> None:
    """Put every help text into the language spoken; typer builds the commands anew for each call."""
    for command in (group, *group.commands.values()):
        sentence = " ".join((command.help or "").split())
        command.help = _(sentence)
        for param in _explained(command):
            param.help = _(param.help)
        if isinstance(command, TyperGroup) and command is not group:
            translate(command)


def _explained(command: Any) -> Iterator[Any]:  # noqa: ANN401 - typer's own types are private
    return (param for param in command.params if getattr(param, "help", None))


class Spoken(SpokenHelp, TyperCommand):
    """A command whose help is spoken in the language of the call."""
