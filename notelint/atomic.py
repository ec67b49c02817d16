"""Files of notelint's own, written so that each is whole old or whole new whenever the process ends."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


class OutsideError(Exception):
    """A file that would be written through a link out of its folder. The message is `FILE: reason`."""


def write(path: Path, data: bytes, *, within: Path | None) -> None:
    """Puts `data` in the place of a file, or makes it, with the mode that it had.

    `within` is the folder that it has to lie in, links followed; None for a file that the user has named. Raises
    OutsideError, OSError; then nothing is written.
    """
    real = path.resolve()
    if within is not None and not real.is_relative_to(within.resolve()):
        raise OutsideError(f"{path}: a link leads out of {within}, and nothing is written there")
    mode = 0o666 & ~_umask()
    with suppress(FileNotFoundError):
        mode = real.stat().st_mode & 0o777
    number, part = tempfile.mkstemp(prefix=".notelint-", suffix=".part", dir=real.parent)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(part).chmod(mode)
        Path(part).replace(real)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
