"""Files that steer a run and come with the notes: read as what a stranger may have put there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from notelint import git

LIMIT = 16 * 1024 * 1024  # bytes


class InputError(Exception):
    """A file that is there and is not read. The message is `FILE: reason`."""


def boundary(root: Path) -> Path:
    """The folder that a run stays in: git's, else the collection's own root."""
    return (git.repository(root) or root).resolve()


def read(path: Path, *, within: Path | None, limit: int = LIMIT) -> bytes:
    """The bytes of a regular file of at most `limit` bytes.

    `within` is the folder that it has to lie in, links followed; None for a file that the user has named. Never waits,
    as it would for a pipe. Raises FileNotFoundError where there is none, InputError, OSError.
    """
    if within is not None and not _resolved(path).is_relative_to(within.resolve()):
        raise InputError(f"{path}: a link leads out of {within}, and what is outside is not read")
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(number, "rb") as file:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise InputError(f"{path}: not a regular file")
        data = file.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"{path}: larger than {limit:,} bytes")
    return data


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:  # a loop of links
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
