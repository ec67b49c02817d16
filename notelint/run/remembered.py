"""What a run knows of its notes from the runs before: what was read of each, and what all of them came to.

What is read of a note follows from its bytes, its path and its reading profile, what the rules about single notes find
in it from that and from them. So that, and nothing else, is the key under which both are kept. A run's outcome follows
from these, and from the answers to the questions that the run has asked of everything else (`files.witness`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from notelint.files import witness
from notelint.memory.build import build
from notelint.memory.shelf import Shelf
from notelint.memory.status import Status, now
from notelint.model import kept
from notelint.model.finding import Finding, Report, ShownFinding
from notelint.run.relations import Relations
from notelint.run.workers import Result, Worker, digest


class _Row(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A note as it was looked at last."""

    status: Status
    digest: bytes


class _Findings(msgspec.Struct, frozen=True, gc=False, array_like=True):
    findings: list[Finding]
    given_up: list[str]


class Sum(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What a run came to: its findings, also in words, and the rest of its report; and what it asked of the world."""

    asked: list[tuple[witness.Question, bytes]]
    findings: list[Finding]
    shown: list[ShownFinding]
    rest: Report
    day: str  # on which it was, if that was asked for
    notes: bytes  # tells the notes as they were


class Keys(NamedTuple):
    """Under which a note's items are kept, and what the rules found in it."""

    items: bytes
    findings: bytes


class Counts(msgspec.Struct):
    """What `--profile` tells of the memory."""

    unchanged: int = 0  # notes that were not even opened
    compared: int = 0  # whose bytes were compared
    read: int = 0  # that were read
    whole: bool = False  # the whole outcome was known


_rows = msgspec.msgpack.Decoder(dict[str, _Row])
_findings = msgspec.msgpack.Decoder(_Findings)
_sums = msgspec.msgpack.Decoder(Sum)


class Remembered:
    """The notes of a root as earlier runs left them in a folder. `worker` says how a note is read."""

    def __init__(self, folder: Path, worker: Worker) -> None:
        self.shelf = Shelf(folder)
        self.counts = Counts()
        self._worker = worker
        self._began = now()
        self._rows = self._read_rows()
        self._known: dict[str, _Row] = {}  # of this run
        self._changed = False
        self._new: dict[bytes, bytes] = {}

    def _read_rows(self) -> dict[str, _Row]:
        data = self.shelf.single("notes")
        try:
            return _rows.decode(data) if data else {}
        except msgspec.MsgspecError:
            return {}

    # Notes

    def key(self, path: str) -> Keys | None:
        """The keys of a note as it is now; None where its bytes are not known, or nothing is kept of it."""
        content = self._digest(path)
        return None if content is None else self.keys_for(path, content)

    def keys_for(self, path: str, content: bytes) -> Keys:
        """The keys of a note that has this content."""
        profile = self._worker.profiles.of(path)
        try:
            name = os.fsencode(path)
        except UnicodeEncodeError:
            name = path.encode("utf-8", "surrogatepass")
        items = blake2b(b"\0".join((build(), profile.digest, content, name)), digest_size=16).digest()
        return Keys(items, blake2b(items + self._worker.digest_for(path), digest_size=16).digest())

    def _digest(self, path: str) -> bytes | None:
        """Of a note's bytes: as they were, if the system says that it is the same file, else of what is in it."""
        reading = self._worker.reading
        if path in reading.texts:
            return None
        if path in reading.contents:
            return digest(reading.contents[path])
        full = f"{reading.root}{os.sep}{path}"
        status, row = Status.of(full, self._began), self._rows.get(path)
        if status is None or row is None:
            if status is not None:
                self._known[path] = _Row(status, b"")
            return None
        if status.is_of(row.status):
            self.counts.unchanged += 1
            self._known[path] = row
            return row.digest
        self.counts.compared += 1
        try:
            content = digest(reading.bytes_of(path))
        except OSError:
            return None
        self._known[path] = _Row(status, content)
        self._changed = True
        return content

    def has(self, keys: Keys) -> bool:
        """Is something kept under these keys?"""
        return self.shelf.has(keys.items) and self.shelf.has(keys.findings)

    def recall(self, path: str, keys: Keys) -> Result | None:
        """What is kept of a note; None where anything of that is not there."""
        items, found = self.shelf.get(keys.items), self.shelf.get(keys.findings)
        if items is None or found is None:
            return None
        try:
            said = _findings.decode(found) if found else _Findings([], [])
            return Result(kept.kept(items), said.findings, said.given_up, self._known[path].digest)
        except (msgspec.MsgspecError, KeyError):
            return None

    def keep(self, result: Result) -> Keys | None:
        """Keeps what was read of a note, under which keys; None where that cannot be packed."""
        path = result.note.path
        row = self._known.get(path)
        try:
            keys = self.keys_for(path, result.digest)
            items = kept.packed(result.note)
            said = _Findings(result.findings, result.given_up)
            found = msgspec.msgpack.encode(said) if result.findings or result.given_up else b""
        except (UnicodeEncodeError, msgspec.MsgspecError, TypeError, OverflowError):
            return None  # a name that is not UTF-8, or a number that nobody can pack: it is read each time
        self._new |= {keys.items: items, keys.findings: found}
        if row is not None:
            self._known[path] = _Row(row.status, result.digest)
            self._changed = True
        return keys

    def save(self, live: Iterable[Keys]) -> None:
        """Puts what this run has learned beside what is kept; `live` is what the run's notes need."""
        if self._new:
            needed = {key for keys in live for key in keys}
            self.shelf.put(self._new, needed | self._new.keys())
            self._new = {}
        rows = {path: row for path, row in self._known.items() if row.digest}
        if self._changed and rows:
            self.shelf.put_single("notes", msgspec.msgpack.encode(self._rows | rows))
            self._changed = False

    # All notes together

    def sum(self, name: str, notes: bytes, known: dict[witness.Question, bytes], day: str) -> Sum | None:
        """What a run of this name came to, if all that it rests on is as it was; `known` was asked just now."""
        data = self.shelf.single(name)
        if data is None:
            return None
        try:
            found = _sums.decode(data)
        except msgspec.MsgspecError:
            return None
        same = found.notes == notes and found.day in ("", day)
        return found if same and witness.is_same(found.asked, known) else None

    def keep_relations(self, name: str, found: Relations) -> None:
        """Keeps what the rules across notes have found."""
        with suppress(UnicodeEncodeError, msgspec.MsgspecError, TypeError, OverflowError):
            self.shelf.put_single(name, msgspec.msgpack.encode(found))

    def keep_sum(self, name: str, found: Sum) -> None:
        """Keeps what a run came to."""
        with suppress(UnicodeEncodeError, msgspec.MsgspecError, TypeError, OverflowError):
            self.shelf.put_single(name, msgspec.msgpack.encode(found))
