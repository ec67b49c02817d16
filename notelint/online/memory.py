"""What was learned of links and hosts, kept from run to run in the collection's `.notelint_cache`."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from notelint.online.known import FOLDER, NAME
from notelint.online.verdict import FAILURES, WALLS, Verdict

T = TypeVar("T")

DAY = 86_400
# For how long a verdict is believed without asking again, in days; ±20 %, so that not all are due on one day.
ALIVE, MOVED, PAPER = 14.0, 7.0, 180.0
# A little less than a day: a run each night asks again.
UNDECIDED = 0.8
# A dead link is always asked again. A run that asks nobody reports it, or one that fails, for so many days.
REPORTED = 14.0
_SPREAD = 0.2

_VERSION = 1
_COLUMNS = Verdict.__struct_fields__
_TABLES = (
    f"CREATE TABLE links ({', '.join(_COLUMNS)}, PRIMARY KEY (url))",
    "CREATE TABLE hosts (host PRIMARY KEY, gap)",
    f"PRAGMA user_version = {_VERSION}",
)
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM links"
# Seconds to wait for another run that is writing.
_PATIENCE = 10.0


class Memory:
    """The verdicts and paces of one collection. Where it cannot be read or written, the run goes on without it.

    `damaged` says that a file was found which is none of ours; it was set aside. Every `keep` is a transaction: a run
    that is killed has lost nothing of what came before, and two runs at once do not disturb each other.
    """

    def __init__(self, root: Path) -> None:
        self.path = root / FOLDER / NAME
        self.damaged = ""
        self.unwritable = ""

    def known(self) -> dict[str, Verdict]:
        """All verdicts by their address, however old."""
        none: list[Verdict] = []
        verdicts = self._use(lambda base: _verdicts(base.execute(_SELECT)), none, write=False)
        return {each.url: each for each in verdicts}

    def believed(self, now: float | None = None) -> dict[str, Verdict]:
        """Those that a run which asks nobody may report: what failed is remembered for a while, as what is alive."""
        now = time.time() if now is None else now
        return {
            url: each
            for url, each in self.known().items()
            if each.fresh_until > now or (each.state != "alive" and each.asked > now - REPORTED * DAY)
        }

    def paces(self) -> dict[str, float]:
        """The gaps, in seconds, that hosts have taught."""
        none: list[tuple[object, object]] = []
        found = self._use(lambda base: base.execute("SELECT host, gap FROM hosts").fetchall(), none, write=False)
        return {str(host): float(gap) for host, gap in found if isinstance(gap, int | float)}

    def keep(
        self, verdicts: Iterable[Verdict], paces: Mapping[str, float] | None = None, now: float | None = None
    ) -> dict[str, Verdict]:
        """Remembers what was learned, joined with what was known before; gives the verdicts as they are now kept."""
        now = time.time() if now is None else now
        kept = {new.url: joined(None, new, now) for new in verdicts}

        def write(base: sqlite3.Connection) -> None:
            for url, new in kept.items():
                old = _verdicts(base.execute(f"{_SELECT} WHERE url = ?", (url,)))
                kept[url] = joined(old[0] if old else None, new, now)
            marks = ", ".join("?" * len(_COLUMNS))
            base.executemany(f"REPLACE INTO links VALUES ({marks})", map(msgspec.structs.astuple, kept.values()))
            base.executemany("REPLACE INTO hosts VALUES (?, ?)", (paces or {}).items())

        self._use(write, None, write=True)
        return kept

    def _use(self, action: Callable[[sqlite3.Connection], T], without: T, *, write: bool) -> T:
        """What `action` gives within one transaction; `without` where there is no data base that can be used."""
        try:
            if write:
                _make(self.path.parent)
            elif not self.path.exists():
                return without
            try:
                return self._transaction(action, write)
            except _NotOurs:
                if not write:
                    return without
                self._set_aside()
                return self._transaction(action, write)
        except (sqlite3.Error, OSError) as error:  # locked for long, a full disk, a folder that is read only
            self.unwritable = getattr(error, "strerror", None) or str(error)
            return without

    def _transaction(self, action: Callable[[sqlite3.Connection], T], write: bool) -> T:
        """Raises _NotOurs, and what sqlite3 raises."""
        with contextlib.closing(self._connection()) as base:
            _begin(base, write)
            result = action(base)
            base.execute("COMMIT")
            return result

    def _connection(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)

    def _set_aside(self) -> None:
        """Puts a file that is no data base of ours, or was damaged, out of the way."""
        from filelock import FileLock

        # Of two runs that found the damage, the later one would set aside what the earlier one has begun anew.
        with FileLock(self.path.with_suffix(".lock"), timeout=_PATIENCE):
            try:
                with contextlib.closing(self._connection()) as base:
                    _begin(base, write=True)
            except _NotOurs:
                aside = self.path.with_suffix(".damaged")
                self.path.replace(aside)
                self.damaged = str(aside)


class _NotOurs(sqlite3.DatabaseError):
    """A file that is damaged, or was made by another program."""


def _begin(base: sqlite3.Connection, write: bool) -> None:
    """Begins a transaction in a data base that is whole and ours, with its tables. Raises _NotOurs."""
    try:
        # All is read within the transaction: another run may be making the tables just now.
        base.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        (version,) = base.execute("PRAGMA user_version").fetchone()
        (sound,) = base.execute("PRAGMA quick_check(1)").fetchone()
        (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:  # locked, say: nothing is wrong with the file
        raise
    except sqlite3.DatabaseError as error:
        raise _NotOurs(str(error)) from error
    empty = version == 0 and tables == 0
    if sound != "ok" or not (version == _VERSION or (empty and write)):
        raise _NotOurs(f"{sound}, version {version}, {tables} tables")
    if empty:
        for statement in _TABLES:
            base.execute(statement)


def _make(folder: Path) -> None:
    """The folder, which no git takes notice of."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("# Made by notelint; may be deleted at any time.\n*\n", "utf-8")
        (folder / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n", "utf-8")


def _verdicts(rows: Iterable[tuple[object, ...]]) -> list[Verdict]:
    """The rows that hold what they should; a file can be changed by anybody."""
    found = []
    for row in rows:
        with contextlib.suppress(msgspec.ValidationError):
            found.append(msgspec.convert(dict(zip(_COLUMNS, row, strict=True)), Verdict, strict=False))
    return found


def joined(old: Verdict | None, new: Verdict, now: float) -> Verdict:
    """The new verdict with the history of the old one. A wall is no failure: neither goes on with the other's count."""
    kind = _kind(new)
    before = old if old is not None and kind and _kind(old) == kind else None
    return msgspec.structs.replace(
        new,
        asked=now,
        fresh_until=now + _lifetime(new) * DAY * random.uniform(1 - _SPREAD, 1 + _SPREAD),
        alive_at=now if new.state == "alive" else old.alive_at if old else 0.0,
        failing_since=(before.failing_since if before else now) if kind else 0.0,
        failures=((before.failures if before else 0) + 1) if kind else 0,
    )


def _kind(verdict: Verdict) -> str:
    """What kind of trouble there is."""
    if verdict.reason in WALLS:
        return "wall"
    return "failure" if verdict.state == "dead" or verdict.reason in FAILURES else ""


def _lifetime(verdict: Verdict) -> float:
    if verdict.state == "dead":
        return 0.0
    if verdict.state == "undecided":
        return UNDECIDED
    if verdict.via in ("arxiv", "doi"):
        return PAPER
    return MOVED if verdict.moved else ALIVE
