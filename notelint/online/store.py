"""The memory's file: read as what a stranger may have put there, written whole.

SQLite never opens the file itself, since it would also follow what lies beside it: a journal, which can name any file
to be deleted, or a log of changes. It works on a copy in a folder of its own.
"""

from __future__ import annotations

import contextlib
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from notelint.files import inputs
from notelint.files.checkout import boundary
from notelint.online.known import NAME
from notelint.writing import atomic, cache

T = TypeVar("T")

LIMIT = 256 * 1024 * 1024  # bytes of the file
ROWS = 1_000_000  # of a table that are read
CELL = 64 * 1024  # bytes of a value
SECONDS = 20.0  # of the processor's time that reading or writing may take
# Seconds to wait for another run that is writing.
PATIENCE = 10.0

# A data base without a log of changes beside it.
_MAGIC, _NO_LOG = b"SQLite format 3\0", b"\1\1"
_STEPS = 10_000  # of SQLite's, between two looks at the clock


class NotOursError(Exception):
    """A file that is damaged, or was made by another program, or for us by somebody else."""


class Store:
    """A data base of these `tables`, each by the statement that makes it."""

    def __init__(self, root: Path, tables: dict[str, str], version: int) -> None:
        self.root = root
        self.folder = root / cache.FOLDER
        self.path = self.folder / NAME
        self._version = version
        self._tables = tables
        indices = {("index", f"sqlite_autoindex_{name}_1", name, None) for name in tables}
        self._schema = {("table", name, name, statement) for name, statement in tables.items()} | indices

    def distrusted(self) -> str:
        """The notice that says why what is there is not used: it came with the notes. "" where it is this machine's."""
        return cache.distrusted(self.root, self.path, self._lock)

    def read(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """What `action` finds. Raises FileNotFoundError, NotOursError, sqlite3.Error, OSError."""
        with self._copied() as (base, _):
            return action(base)

    def write(self, action: Callable[[sqlite3.Connection], None]) -> str:
        """Puts what `action` makes of the data base in its place, and gives where a file is now that was none of ours.

        Whoever writes at the same time waits. Raises sqlite3.Error, OSError.
        """
        from filelock import FileLock

        cache.make(self.folder)
        if self._lock.exists() and not self._lock.is_file():
            raise OSError(f"{self._lock.name} is no file")
        with FileLock(self._lock, timeout=PATIENCE):
            try:
                self._rewrite(action)
            except NotOursError:
                aside = self.path.with_suffix(".damaged")
                self.path.replace(aside)
                self._rewrite(action)
                return str(aside)
        return ""

    @property
    def _lock(self) -> Path:
        return self.path.with_suffix(".lock")

    def _rewrite(self, action: Callable[[sqlite3.Connection], None]) -> None:
        with self._copied(new=True) as (base, copy):
            base.execute("BEGIN")
            action(base)
            base.execute("COMMIT")
            base.close()
            data = copy.read_bytes()
        try:
            atomic.write(self.path, data, within=boundary(self.root))
        except atomic.OutsideError as error:
            raise OSError(str(error)) from None

    @contextlib.contextmanager
    def _copied(self, new: bool = False) -> Iterator[tuple[sqlite3.Connection, Path]]:
        """A copy of the data base, which was looked through; with `new`, an empty one where there is none."""
        data = b""
        if not new or self.path.exists():
            try:
                data = inputs.read(self.path, within=boundary(self.root), limit=LIMIT)
            except inputs.InputError as error:
                raise NotOursError(str(error)) from None
        if data and not (data.startswith(_MAGIC) and data[18:20] == _NO_LOG):
            raise NotOursError("no data base")
        with tempfile.TemporaryDirectory(prefix="notelint-") as folder:
            copy = Path(folder) / NAME
            copy.write_bytes(data)
            empty = not data
            del data
            with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as base, _distrusting():
                _restrain(base)
                if empty:
                    self._begin(base)
                else:
                    self._look_through(base)
                yield base, copy

    def _begin(self, base: sqlite3.Connection) -> None:
        for statement in self._tables.values():
            base.execute(statement)
        base.execute(f"PRAGMA user_version = {self._version}")

    def _look_through(self, base: sqlite3.Connection) -> None:
        """Raises NotOursError where anything is there but our tables as we make them: a view can be endless."""
        schema = set(base.execute("SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT 9").fetchall())
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if schema != self._schema or version != self._version:
            raise NotOursError(f"version {version}, {len(schema)} tables and indices")
        (sound,) = base.execute("PRAGMA quick_check(1)").fetchone()
        if sound != "ok":
            raise NotOursError(sound)


@contextlib.contextmanager
def _distrusting() -> Iterator[None]:
    """What SQLite says against the file, whenever it finds it: damage, values that are too long, work without end."""
    try:
        yield
    except sqlite3.OperationalError as error:  # a full disk, say: nothing is wrong with the file
        if error.sqlite_errorcode in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_ERROR):
            raise NotOursError(str(error)) from error
        raise
    except (sqlite3.DatabaseError, ValueError) as error:  # ValueError: its message holds bytes of the file
        raise NotOursError(str(error)) from error


def _restrain(base: sqlite3.Connection) -> None:
    """Whatever the file holds, it is data: nothing in it is run, nothing takes for ever."""
    until = time.process_time() + SECONDS
    base.set_progress_handler(lambda: time.process_time() > until, _STEPS)
    base.text_factory = lambda data: data.decode("utf-8", "replace")
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, CELL)
    base.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    if sys.version_info >= (3, 12):
        base.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        base.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
        base.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)
    for setting in ("trusted_schema = OFF", "cell_size_check = ON", "journal_mode = OFF", "synchronous = OFF"):
        base.execute(f"PRAGMA {setting}").fetchall()
