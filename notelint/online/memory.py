"""What was learned of links and hosts, kept from run to run in the collection's `.notelint_cache`."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec

from notelint.online.pace import is_gap
from notelint.online.store import ROWS, NotOursError, Store
from notelint.online.verdict import FAILURES, REASONS, VIAS, WALLS, Verdict, plain

T = TypeVar("T")

DAY = 86_400
# For how long a verdict is believed without asking again, in days; ±20 %, so that not all are due on one day.
ALIVE, MOVED, PAPER = 14.0, 7.0, 180.0
# A little less than a day: a run each night asks again.
UNDECIDED = 0.8
# A dead link is always asked again. A run that asks nobody reports it, or one that fails, for so many days.
REPORTED = 14.0
_SPREAD = 0.2
# Days from now beyond which no clock that is only wrong can have put a time.
_AHEAD = 400.0
_OTHERS = 5000  # rows that are passed over

_VERSION = 1
_COLUMNS = Verdict.__struct_fields__
_TABLES = {
    "links": f"CREATE TABLE links ({', '.join(_COLUMNS)}, PRIMARY KEY (url))",
    "hosts": "CREATE TABLE hosts (host PRIMARY KEY, gap)",
}
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM links"


class Memory:
    """The verdicts and paces of one collection. Where it cannot be read or written, the run goes on without it.

    `damaged` says that a file was found which is none of ours; it was set aside. `keep` writes all or nothing: a run
    that is killed has lost nothing of what came before, and two runs at once do not disturb each other.
    """

    def __init__(self, root: Path) -> None:
        self.damaged = ""
        self.unwritable = ""
        self._store = Store(root, _TABLES, _VERSION)

    @cached_property
    def ignored(self) -> str:
        """The notice that says why the memory is neither read nor written, "" where it is."""
        return self._store.distrusted()

    def known(self) -> dict[str, Verdict]:
        """All verdicts by their address, however old."""
        none: list[Verdict] = []
        verdicts = self._read(lambda base: _verdicts(base.execute(f"{_SELECT} LIMIT {ROWS}")), none)
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
        found = self._read(lambda base: base.execute(f"SELECT host, gap FROM hosts LIMIT {ROWS}").fetchall(), none)
        return {str(host): float(gap) for host, gap in found if isinstance(gap, int | float) and is_gap(gap)}

    def keep(
        self, verdicts: Iterable[Verdict], paces: Mapping[str, float] | None = None, now: float | None = None
    ) -> dict[str, Verdict]:
        """Remembers what was learned, joined with what was known before; gives the verdicts as they are now kept."""
        now = time.time() if now is None else now
        learned = list(verdicts)
        kept = {new.url: joined(None, new, now) for new in learned}

        def write(base: sqlite3.Connection) -> None:
            for new in learned:
                old = _verdicts(base.execute(f"{_SELECT} WHERE url = ?", (new.url,)))
                kept[new.url] = joined(old[0] if old else None, new, now)
            marks = ", ".join("?" * len(_COLUMNS))
            base.executemany(f"REPLACE INTO links VALUES ({marks})", map(msgspec.structs.astuple, kept.values()))
            base.executemany("REPLACE INTO hosts VALUES (?, ?)", (paces or {}).items())

        if not self.ignored:
            try:
                self.damaged = self._store.write(write) or self.damaged
            except (sqlite3.Error, OSError) as error:  # locked for long, a full disk, a folder that is read only
                self.unwritable = getattr(error, "strerror", None) or str(error)
        return kept

    def _read(self, action: Callable[[sqlite3.Connection], T], without: T) -> T:
        """What `action` finds; `without` where there is no data base that can be used."""
        if self.ignored:
            return without
        try:
            return self._store.read(action)
        except (FileNotFoundError, NotADirectoryError, NotOursError):
            return without
        except (sqlite3.Error, OSError) as error:
            self.unwritable = getattr(error, "strerror", None) or str(error)
            return without


def _verdicts(rows: Iterable[tuple[object, ...]]) -> list[Verdict]:
    """The rows that hold what they should. Raises NotOursError for too many others: anybody can change a file."""
    found, others, latest = [], 0, time.time() + _AHEAD * DAY
    for row in rows:
        try:
            verdict = msgspec.convert(dict(zip(_COLUMNS, row, strict=True)), Verdict, strict=False)
        except msgspec.ValidationError:
            verdict = None
        if verdict is not None and _is_sound(verdict, latest):
            found.append(verdict)
        elif (others := others + 1) > _OTHERS:
            raise NotOursError(f"more than {_OTHERS} rows that make no sense")
    return found


def _is_sound(verdict: Verdict, latest: float) -> bool:
    """Can it be a verdict of ours? Of numbers, also those that are none fail here."""
    times = (verdict.asked, verdict.fresh_until, verdict.alive_at, verdict.failing_since)
    return (
        all(0.0 <= each <= latest for each in times)
        and 0 <= verdict.status < 1000
        and 0 <= verdict.failures < 1_000_000
        and verdict.reason in REASONS
        and verdict.via in VIAS
        and verdict.moved == plain(verdict.moved)
    )


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
    if verdict.state == "dead" or verdict.reason == "private":  # which the next run may be allowed to ask
        return 0.0
    if verdict.state == "undecided":
        return UNDECIDED
    if verdict.via in ("arxiv", "doi"):
        return PAPER
    return MOVED if verdict.moved else ALIVE
