"""Files that the user has named on the command line: anywhere, and also what is no file, such as a pipe."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from pathlib import Path

from notelint.text.lazy import lazy_re
from notelint.writing import atomic

PATIENCE = 10.0  # seconds for which a pipe in the checkout, where a stranger may have put it, is waited for
_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_STREAM = lazy_re(r"/(?:dev|proc/(?:self|thread-self))/fd/(\d+)")
# Of a folder that takes no new files, and of a file on which something is mounted.
_NO_REPLACING = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY}


def destination(path: Path, checkout: Path) -> Path:
    """Where a file lies that the user has named. A link in the checkout may be a stranger's: none is followed out of
    it, or to a file of another name. Raises OutsideError, OSError.
    """
    anchor, *names = (Path.cwd() / path).parts
    here, border = Path(anchor), checkout.resolve()
    for at, name in enumerate(names, start=1):
        if name == "..":
            here = here.parent
        elif here.is_relative_to(border) and (here / name).is_symlink():
            here = atomic.destination(here / name, border, renamed=at < len(names))
        else:
            here = atomic.destination(here / name, None)
    return here


def write(path: Path, data: bytes, checkout: Path) -> None:
    """Puts `data` into a file, whole or not at all, or sends it to what is no file. Raises OutsideError, OSError."""
    stream = _STREAM.fullmatch(str(path))
    number = int(stream[1]) if stream else _STREAMS.get(str(path))
    if number is not None:
        for each in (sys.stdout, sys.stderr):
            if each is not None:
                each.flush()
        _send(path, _again(path, number), data)
        return
    real = destination(path, checkout)
    inside = real.is_relative_to(checkout.resolve())
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        _send(path, _opened(real if inside else path, PATIENCE if inside else 0), data)
        return
    try:
        atomic.write(real, data, within=checkout if inside else None)
    except OSError as error:
        if error.errno not in _NO_REPLACING:
            raise
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        _send(path, os.open(real, flags, 0o666), data)


def _again(path: Path, number: int) -> int:
    """Another number for what is open already."""
    try:
        return os.dup(number)
    except OSError as error:
        error.filename = os.fspath(path)
        raise


def _opened(path: Path, patience: float) -> int:
    """The number under which something is open that is no file; with patience, only if somebody reads it by then."""
    end = time.monotonic() + patience
    while patience:
        try:
            number = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            os.set_blocking(number, True)
            return number
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            if time.monotonic() > end:
                raise OSError(errno.ENXIO, "nobody reads from this pipe", str(path)) from None
        time.sleep(0.05)
    return os.open(path, os.O_WRONLY)


def _send(path: Path, number: int, data: bytes) -> None:
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(data)
    except OSError as error:
        error.filename = os.fspath(path)
        raise
