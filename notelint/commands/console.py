"""What all commands share: exit codes, options, and how something is said to the user."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from notelint.report.words import Lang
    from notelint.run.run import Run

CLEAN, FINDINGS, FAILED, INTERRUPTED = 0, 1, 2, 130

lang_option = click.option("--lang", type=click.Choice(["en", "zh"]), default=None, help="Language of the findings.")
config_option = click.option(
    "--config", "config_file", type=click.Path(path_type=Path), help="This configuration file."
)


class Failure(click.ClickException):
    """The run could not be done as asked."""


def complain(*lines: str) -> None:
    """Lines on stderr."""
    from notelint.report import one_line

    write(sys.stderr, "".join(f"notelint: {one_line(line)}\n" for line in lines))


def complain_of_unread(run: Run) -> None:
    """What a command without a report did not read, on stderr, in the words that a report has for it."""
    from notelint.run.notices import notice
    from notelint.run.unread import about_unread

    if refusal := run.listing.refusal:
        code = "git-refused-owner" if refusal.command else "git-refused"
        complain(notice(code, {"reason": refusal.reason, "command": refusal.command}, run.lang).message)
    complain(*(said.message for said in about_unread(run) if said.code == "not-read"))


def say(text: str) -> None:
    """A page on stdout."""
    from notelint.report import page

    write(sys.stdout, page(text if text.endswith("\n") else f"{text}\n"))


def write(stream: TextIO | None, text: str, utf8: bool = False) -> None:
    """Writes, and goes on where nobody reads any more: `notelint | head` has the exit code of `notelint`."""
    from notelint import report

    if stream is not None and text:
        with _unread(stream):
            report.write(stream, text, utf8=utf8)
            stream.flush()


def write_bytes(data: bytes) -> None:
    """Bytes on stdout as they are."""
    if sys.stdout is not None and data:
        with _unread(sys.stdout):
            sys.stdout.flush()  # what was written as text stands before it
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()


@contextmanager
def _unread(stream: TextIO) -> Iterator[None]:
    """Nobody reads any more: that is no mistake. Raises OSError for any other reason."""
    try:
        yield
    except OSError as error:
        # What is left in the buffer must not raise again when Python exits.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OSError(error.errno, f"cannot write: {error.strerror}") from error


def is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def wants_colour() -> bool:
    """Does the terminal show colours, and its user want them?"""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def names(values: Sequence[str]) -> list[str]:
    """The names of an option that takes several and can be given again."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def language(asked: str | None) -> Lang:
    """The language asked for, else Chinese where the environment asks for it."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    asked = asked or next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "zh" if asked.lower().startswith("zh") else "en"
