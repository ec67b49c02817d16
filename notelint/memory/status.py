"""Is a file what it was? Told by what the system says of it, where that can be trusted, else by its bytes."""

from __future__ import annotations

import os
import time

import msgspec

# A file that was written so shortly before it was read may have been written again within one tick of its clock, which
# for some file systems is two seconds long, and a server's clock may be another one.
_TICK = 3_000_000_000  # nanoseconds


class Status(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What the system says of a file, and when it was asked, in nanoseconds."""

    size: int
    modified: int
    changed: int
    inode: int
    asked: int

    @classmethod
    def of(cls, path: str | os.PathLike[str], now: int) -> Status | None:
        """Of the file at a path, links followed; None where there is none. `now` is when the run began."""
        try:
            found = os.stat(path)  # noqa: PTH116 - thousands are asked about
        except (OSError, ValueError):
            return None
        return cls(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, now)

    def is_of(self, other: Status) -> bool:
        """Is it the file as it was then, for certain? On Windows no time tells that the others were set back."""
        if os.name == "nt":
            return False
        same = (self.size, self.modified, self.changed, self.inode)
        return same == (other.size, other.modified, other.changed, other.inode) and other.is_settled

    @property
    def is_settled(self) -> bool:
        """Would a change after it was asked for show?"""
        return max(self.modified, self.changed) + _TICK < self.asked


def now() -> int:
    """The time in nanoseconds, as files have it."""
    return time.time_ns()
