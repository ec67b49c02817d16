"""A folder that is held open, so that nobody can put another one, or a link, in its place meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

# Windows knows no such folders: there the path is used.
_CALLS = {os.open, os.mkdir, os.rename, os.unlink, os.rmdir, os.stat}
_HELD = os.supports_dir_fd >= _CALLS and hasattr(os, "O_DIRECTORY")
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
# Who may go through a folder need not be allowed to list it.
_WAY = getattr(os, "O_PATH", os.O_RDONLY) | _FOLDER | _NO_LINK


class Folder:
    """A folder by its path. What is asked of it is about its own entries, by their names; no link is followed.

    Errors are those of `os`, with the whole path as their file name.
    """

    def __init__(self, path: Path, number: int | None) -> None:
        self.path = path
        self._number = number

    @classmethod
    @contextmanager
    def opened(cls, path: Path, top: Path | None = None) -> Iterator[Folder]:
        """The folder at `path`, to which no link leads below `top`, which is one of the folders above it or itself."""
        top = path if top is None else top
        if not path.is_relative_to(top) or ".." in path.parts:
            raise OSError(errno.EINVAL, f"not in {top}", os.fspath(path))
        if not _HELD:
            yield cls(path, None)
            return
        number = os.open(top, (os.O_RDONLY if path == top else getattr(os, "O_PATH", os.O_RDONLY)) | _FOLDER)
        try:
            steps = path.relative_to(top).parts
            for at, name in enumerate(steps, start=1):
                flags = os.O_RDONLY | _FOLDER | _NO_LINK if at == len(steps) else _WAY
                with _about(top.joinpath(*steps[:at])):
                    below = os.open(name, flags, dir_fd=number)
                os.close(number)
                number = below
            yield cls(path, number)
        finally:
            os.close(number)

    @contextmanager
    def below(self, name: str) -> Iterator[Folder]:
        """A folder in this one."""
        if self._number is None:
            yield Folder(self.path / name, None)
            return
        with _about(self.path / name):
            number = os.open(name, os.O_RDONLY | _FOLDER | _NO_LINK, dir_fd=self._number)
        try:
            yield Folder(self.path / name, number)
        finally:
            os.close(number)

    def names(self) -> list[str]:
        return os.listdir(self.path if self._number is None else self._number)  # noqa: PTH208 - a path cannot be held

    def open(self, name: str, flags: int, mode: int = 0o600) -> int:
        """The number of an open file. One that is there already is opened only if it is a regular file."""
        flags |= _NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with _about(self.path / name):
            number = os.open(self._named(name), flags, mode, dir_fd=self._number)
            if not stat.S_ISREG(os.fstat(number).st_mode):
                os.close(number)
                raise OSError(errno.EINVAL, "not a regular file")
        return number

    def create_whole(self, name: str, data: bytes) -> int:
        """Makes a file that has its content from the first moment on, where the system can do that; its number."""
        if self._number is not None and hasattr(os, "O_TMPFILE"):
            with suppress(OSError):  # not on every disk
                return self._linked(name, data)
        number = self.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        try:
            os.write(number, data)
        except OSError:
            os.close(number)
            raise
        return number

    def _linked(self, name: str, data: bytes) -> int:
        """Gives a file a name that had none while it was written."""
        number = os.open(".", os.O_RDWR | os.O_TMPFILE, 0o600, dir_fd=self._number)
        try:
            os.write(number, data)
            os.link(f"/proc/self/fd/{number}", name, dst_dir_fd=self._number)
        except OSError:
            os.close(number)
            raise
        return number

    def stat(self, name: str) -> os.stat_result | None:
        """What there is of that name, be it a link that leads nowhere; None for nothing."""
        with _about(self.path / name), suppress(FileNotFoundError):
            return os.stat(self._named(name), dir_fd=self._number, follow_symlinks=False)
        return None

    def make(self, name: str) -> None:
        """A new folder, which nobody else can enter."""
        with _about(self.path / name):
            os.mkdir(self._named(name), 0o700, dir_fd=self._number)

    def move(self, name: str, target: Folder, new: str) -> None:
        """Puts a file in the place of one in `target`, or where there is none."""
        with _about(target.path / new):
            if self._number is None:
                (self.path / name).replace(target.path / new)
            else:
                os.rename(name, new, src_dir_fd=self._number, dst_dir_fd=target._number)

    def remove(self, name: str) -> None:
        """Takes a file or link away, if there is one."""
        with _about(self.path / name), suppress(FileNotFoundError):
            os.unlink(self._named(name), dir_fd=self._number)

    def remove_folder(self, name: str) -> None:
        """Takes an empty folder away."""
        with _about(self.path / name):
            os.rmdir(self._named(name), dir_fd=self._number)

    def flush(self) -> None:
        """So that what was renamed here outlives a power cut, where the system can do that."""
        if self._number is not None:
            with suppress(OSError):
                os.fsync(self._number)

    def _named(self, name: str) -> Any:
        return self.path / name if self._number is None else name


@contextmanager
def _about(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = os.fspath(path), None
        raise
