"""A mistyped command in one sentence. typer words these in English and in boxes; here they are said like everything else."""

from typing import Any

import typer

from wording.language import N_, _

_MISSING = N_('{name} is missing; "{command} --help" shows how the command is written.')
_OPTION = N_('There is no option {name} here; "{command} --help" shows them.')
_VALUE = N_("{name}: {sentence}")
_NOT_ONE_OF = N_('{name}: this value does not fit; "{command} --help" shows what does.')
_COMMAND = N_('A command is missing here, or there is no such command; "{command} --help" shows them.')
_OTHER = N_('The command cannot be understood like this; "{command} --help" shows how it is written.')


class BadValue(typer.BadParameter):
    """A value typed that means nothing; its message is a sentence in the language spoken."""


def usage(error: Exception) -> str:
    """Say what was mistyped, or nothing if the error is of another sort.

    typer's exception classes are private in some of its versions, so they are told apart by name.
    """
    if getattr(error, "exit_code", 0) != 2 or not hasattr(error, "format_message"):  # noqa: PLR2004 - usage, by convention
        return ""
    found: Any = error
    context = found.ctx
    said = {"command": context.command_path if context else "foerderkette", "name": _name(found, context)}
    match type(error).__name__:
        case "MissingParameter":
            return _(_MISSING).format(**said)
        case "NoSuchOption":
            return _(_OPTION).format(**said)
        case "BadValue":
            return _(_VALUE).format(**said, sentence=found.message)
        case "BadParameter":
            return _(_NOT_ONE_OF).format(**said)
        case "UsageError" if context is not None and hasattr(context.command, "commands"):
            return _(_COMMAND).format(**said)
        case _:
            return _(_OTHER).format(**said)


def _name(error: Any, context: Any) -> str:  # noqa: ANN401 - typer's own types are private
    if hint := getattr(error, "option_name", "") or getattr(error, "param_hint", ""):
        return str(hint)
    param = getattr(error, "param", None)
    if param is None:
        return ""
    long = [option for option in getattr(param, "opts", ()) if option.startswith("-")]
    return long[0] if long else str(param.metavar or param.name).upper()
