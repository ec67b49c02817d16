"""Where notelint keeps what must come from nobody else: in a folder of the user's own, outside of the collection."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from notelint.files.checkout import boundary

_GIVEN = "LOCALAPPDATA" if os.name == "nt" else "XDG_STATE_HOME"


def places(root: Path) -> list[Path]:
    """The folders that may hold it, the best one first; they need not be there.

    None of them lies in what git has checked out around the root, whose files may be a stranger's.
    """
    border = boundary(root)
    found = []
    for place in _candidates():
        with suppress(OSError, RuntimeError):  # links in a ring
            real = place.resolve()
            if place.is_absolute() and not real.is_relative_to(border):
                found.append(real)
    return found


def made(root: Path) -> Path:
    """The first of these folders that can be used. Raises OSError where there is none."""
    reason = "there is no folder of yours outside of the collection"
    for place in places(root):
        try:
            if not _of_another(place):
                place.mkdir(0o700, parents=True, exist_ok=True)
                if is_own(place) and os.access(place, os.W_OK):
                    return place
            reason = f"{place}: it is another user's, or others may write there"
        except OSError as error:
            reason = f"{place}: {error.strerror or error}"
    raise OSError(errno.EACCES, f"{reason}; set {_GIVEN} to one that is yours alone")


def is_own(path: Path) -> bool:
    """Is it a file or folder of this user, in which nobody else can write?"""
    try:
        there = path.lstat()
    except OSError:
        return False
    if stat.S_ISLNK(there.st_mode):
        return False
    return not hasattr(os, "geteuid") or (there.st_uid == os.geteuid() and not there.st_mode & 0o022)


def _of_another(place: Path) -> bool:
    """Would root make a folder in another user's home, as with `sudo`? The user could not use it then."""
    above = next(each for each in (place, *place.parents) if each.exists())
    return hasattr(os, "geteuid") and os.geteuid() == 0 != above.stat().st_uid


def _candidates() -> Iterator[Path]:
    given = os.environ.get(_GIVEN)
    if given:
        yield Path(given, "notelint")
    else:
        with suppress(RuntimeError):  # a user without a home
            yield Path.home() / ".local" / "state" / "notelint"
    with suppress(OSError):
        user = os.geteuid() if hasattr(os, "geteuid") else "user"
        yield Path(tempfile.gettempdir(), f"notelint-{user}")
