"""The command line: which command is meant, and what becomes of whatever goes wrong in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from notelint import __version__
from notelint.commands.console import CLEAN, FAILED, INTERRUPTED, complain


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns the exit code: 0 nothing, 1 findings, 2 the run could not be done as asked."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = group.main(_with_names_apart(_with_command(arguments)), prog_name="notelint", standalone_mode=False)
        return result if isinstance(result, int) else CLEAN
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        complain(error.format_message(), *_usage(error))
    except Exception as error:
        if os.environ.get("NOTELINT_DEBUG"):
            raise
        complain(*_explained(error))
    return FAILED


def flush() -> None:
    """Writes what is left in the buffers."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()


def _with_command(arguments: list[str]) -> list[str]:
    """`notelint PATHS` is short for `notelint check PATHS`. A first argument that names a command is the command."""
    first = (arguments or [""])[0]
    if first in ("--help", "-h", "--version"):
        return arguments
    if first not in _COMMANDS:
        return ["check", *arguments]
    if Path(first).exists():
        complain(f"`{first}` is taken as the command; the file or folder of that name is `./{first}`")
    return arguments


def _with_names_apart(arguments: list[str]) -> list[str]:
    """Where a hook passes names after its options, puts `--` between both: a file may be called `--output=x.md`.

    The names are the notes at the end that are there. A hook's own options come before them, whoever has set them.
    """
    if "--force-exclude" not in arguments:
        return arguments
    from notelint.files.suffixes import NOTE_ENDINGS

    first = len(arguments)
    while first and arguments[first - 1].lower().endswith(NOTE_ENDINGS) and os.access(arguments[first - 1], os.F_OK):
        first -= 1
    if "--" in arguments[:first]:
        return arguments
    return [*arguments[:first], "--", *arguments[first:]]


def _usage(error: click.ClickException) -> list[str]:
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    return [f"`{command} --help` says what can be asked"] if command else []


def _explained(error: Exception) -> list[str]:
    """What went wrong, and what can be done about it, a line each."""
    from notelint.config.config import ConfigError
    from notelint.fix.write import WriteError
    from notelint.git.changes import SinceError
    from notelint.git.runner import GitError
    from notelint.papers.file import PapersError
    from notelint.rule.facts import RuleMistakeError
    from notelint.rule.rule import RuleError
    from notelint.run.ruleset import SelectionError
    from notelint.run.run import PathError
    from notelint.scope.baseline import BaselineError
    from notelint.writing.atomic import OutsideError

    of_the_user = (PathError, ConfigError, RuleError, SelectionError, RuleMistakeError, BaselineError, SinceError)
    if isinstance(error, (*of_the_user, WriteError, PapersError, OutsideError, GitError)):
        return [_typed(str(error))]
    if isinstance(error, OSError):
        if not error.filename and _working_folder() is None:
            return ["the working directory is no longer there: change to one that is"]
        what = error.strerror or _typed(str(error))
        return [_typed(f"{error.filename}: {what}") if error.filename else what]
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return [
        f"internal error: {type(error).__name__}: {error} ({where})",
        "this is a mistake in notelint, not in your notes: please report it with what NOTELINT_DEBUG=1 shows; "
        "until it is mended, try --ignore RULE or a part of the notes",
    ]


def _typed(message: str) -> str:
    """A message with paths in the working directory as they would be typed."""
    folder = _working_folder()
    return message if folder is None else message.replace(f"{folder}{os.sep}", "")


def _working_folder() -> Path | None:
    try:
        return Path.cwd()
    except OSError:  # deleted meanwhile
        return None


# The commands by their names, and the modules that they stand in: each is imported when it is asked for.
_COMMANDS = {
    "check": "check",
    "baseline": "baseline",
    "cache": "memory",
    "config": "settings",
    "explain": "rules",
    "init": "init",
    "links": "links",
    "papers": "papers",
    "rules": "rules",
    "test": "rules",
}


class _Commands(click.Group):
    """Knows its commands by their names."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"notelint.commands.{_COMMANDS[name]}"), name)
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
@click.version_option(__version__, prog_name="notelint")
def group() -> None:
    """Says where a collection of Markdown notes contradicts itself, has a hole or points at nothing.

    `notelint [PATHS]` is short for `notelint check [PATHS]`, and `notelint check --help` tells its options. A folder
    that is called as a command is `./NAME`.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 the run could not be done as asked.
    """
