"""What a run knows of its notes from the runs before: what was read of each, and what all of them came to.

What is read of a note follows from its bytes, its path and its reading profile, what the rules about single notes find
in it from that and from them. So that, and nothing else, is the key under which both are kept. A run's outcome follows
from these, and from the answers to the questions that the run has asked of everything else (`files.witness`).
"""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from notelint.files import witness
from notelint.memory.build import build
from notelint.memory.shelf import Shelf
from notelint.memory.status import Status, now
from notelint.model import kept
from notelint.model.finding import Finding, Report, ShownFinding
from notelint.model.items import NoteItems
from notelint.run.outcome import Outcome
from notelint.run.relations import Relations, held, order_of, read_relations
from notelint.run.workers import Result, Worker, digest


class _Row(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A note as it was looked at last."""

    status: Status
    digest: bytes


class _Findings(msgspec.Struct, frozen=True, gc=False, array_like=True):
    findings: list[Finding]
    given_up: list[str]


class _OfSum(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What a run's outcome rests on besides what it asked of the world: it stands first, and is read first."""

    notes: bytes  # tells the notes as they were
    day: str  # on which it was, if that was asked for


class Sum(_OfSum, frozen=True, gc=False, array_like=True):
    """What a run came to: its findings, also in words, and the rest of its report; and what it asked of the world."""

    asked: list[tuple[witness.Question, bytes]]
    findings: list[Finding]
    shown: list[ShownFinding]
    rest: Report


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
_of_sums = msgspec.msgpack.Decoder(_OfSum)
_sums = msgspec.msgpack.Decoder(Sum)


class Memory(msgspec.Struct):
    """Where earlier runs have left what they found, and what tells this run from others.

    `asked_for` is all that was asked of it, `rules` that part which says what is looked for, wherever; `seen` is what
    it asked of the world so far, and goes on to ask.
    """

    folder: Path
    asked_for: bytes
    rules: bytes
    seen: dict[witness.Question, bytes]
    of_past: bool = False  # what is read is the collection as it was at some commit


class Remembered:
    """What earlier runs have left. `worker` says how a note is read."""

    def __init__(self, memory: Memory, worker: Worker) -> None:
        self.memory = memory
        self.shelf = Shelf(memory.folder)
        self.counts = Counts()
        self.kept: dict[str, Keys] = {}  # of the notes of this run, by their paths
        self._worker = worker
        self._began = now()
        self._rows = self._read_rows()
        self._known: dict[str, _Row] = {}  # of this run
        self._changed = False
        self._new: dict[bytes, bytes] = {}
        self._relations: Relations | None = None  # of what was related last
        self._before: set[witness.Question] = set()  # what was asked before anything was related
        self._is_aside = False  # what is related here is only compared with what was related elsewhere

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
            self._known.pop(path, None)
            return digest(reading.contents[path])
        full = f"{reading.root}{os.sep}{path}"
        status, row = Status.of(full, self._began), self._rows.get(path)
        if status is None or row is None:
            if status is not None:
                self._known[path] = _Row(status, b"")
            return None
        if status.is_of(row.status):
            self._known[path] = row
            return row.digest
        try:
            content = digest(reading.bytes_of(path))
        except OSError:
            return None
        self._known[path] = _Row(status, content)
        self._changed = True
        return content

    def has(self, path: str) -> bool:
        """Is something kept of a note as it is now?"""
        keys = self.key(path)
        if keys is None or not (self._holds(keys.items) and self._holds(keys.findings)):
            self.counts.read += 1
            return False
        if self._known.get(path) is self._rows.get(path):
            self.counts.unchanged += 1
        else:
            self.counts.compared += 1
        self.kept[path] = keys
        return True

    def _holds(self, key: bytes) -> bool:
        return key in self._new or self.shelf.has(key)

    def _blob(self, key: bytes) -> bytes | None:
        return self._new[key] if key in self._new else self.shelf.get(key)

    def note(self, key: bytes) -> NoteItems | None:
        """The items that are kept under a key; None where they are not there."""
        data = self._blob(key)
        try:
            return kept.kept(data) if data is not None else None
        except msgspec.MsgspecError:
            return None

    def recall(self, path: str) -> Result | None:
        """What is kept of a note; None where anything of that is not there."""
        keys = self.kept[path]
        note, found = self.note(keys.items), self._blob(keys.findings)
        content = self._known[path].digest if path in self._known else self._digest(path)
        if note is None or found is None or content is None:
            return None
        try:
            said = _findings.decode(found) if found else _Findings([], [])
            return Result(note, said.findings, said.given_up, content)
        except msgspec.MsgspecError:
            return None

    def keep(self, result: Result) -> None:
        """Keeps what was read of a note. What cannot be packed is read each time."""
        path = result.note.path
        self.kept.pop(path, None)
        try:
            keys = self.keys_for(path, result.digest)
            items = kept.packed(result.note)
            said = _Findings(result.findings, result.given_up)
            found = msgspec.msgpack.encode(said) if result.findings or result.given_up else b""
        except (UnicodeEncodeError, msgspec.MsgspecError, TypeError, OverflowError):
            return  # a name that is not UTF-8, or a number that nobody can pack
        self.kept[path] = keys
        if not self._holds(keys.items) or not self._holds(keys.findings):
            self._new |= {keys.items: items, keys.findings: found}
        row = self._known.get(path)
        if row is not None and not row.digest:
            self._known[path] = _Row(row.status, result.digest)
            self._changed = True

    def save(self) -> None:
        """Puts what this run has learned beside what is kept."""
        if self._new:
            needed = {key for keys in self.kept.values() for key in keys}
            self.shelf.put(self._new, needed | self._new.keys())
            self._new = {}
        rows = {path: row for path, row in self._known.items() if row.digest}
        if self._changed and rows:
            self.shelf.put_single("notes", msgspec.msgpack.encode(self._rows | rows))
            self._changed = False

    # All notes together

    def sum(self, verdicts: bytes, day: str) -> Sum | None:
        """What a run like this one came to, if all that it rests on is as it was."""
        data = self.shelf.single(self._name("sum", self.memory.asked_for, verdicts)) or b""
        try:
            head = _of_sums.decode(data)
            if head.notes != self._notes_told() or head.day not in ("", day):
                return None
            found = _sums.decode(data)
        except msgspec.MsgspecError:
            return None
        self.counts.whole = witness.is_same(found.asked, self.memory.seen)
        return found if self.counts.whole else None

    def keep_sum(self, verdicts: bytes, outcome: Outcome, day: str) -> None:
        """Keeps what a run came to."""
        asked = list(self.memory.seen.items())
        found = Sum(self._notes_told(), day, asked, outcome.findings, outcome.shown or [], outcome.rest)
        self._put(self._name("sum", self.memory.asked_for, verdicts), found)

    @property
    def lasts(self) -> bool:
        """Are the notes as the disk has them, or as they once were, and not as a fix would have them?"""
        return self.memory.of_past or not self._worker.reading.contents

    def _notes_told(self) -> bytes:
        """Tells the notes, with what was found in each, from others."""
        return digest(b"".join(key for path in sorted(self.kept) for key in self.kept[path]))

    def relations(self, verdicts: bytes, day: str, last: Collection[str]) -> Relations:
        """What the rules across notes have found before, as far as it holds now that these notes come `last`."""
        self._before = {*self.memory.seen}
        found = self._relations or self._read_relations(verdicts)
        return held(found, self.memory.seen, self._items(), day, order_of(last), self.note)

    def _read_relations(self, verdicts: bytes) -> Relations:
        return read_relations(self.shelf.single(self._name("relations", self.memory.rules, verdicts)))

    def begin_with(self, other: Remembered, verdicts: bytes) -> None:
        """What the rules across notes have found in the other's notes is what they are compared with here."""
        self._relations = other._relations or other._read_relations(verdicts)
        self._is_aside = True

    def keep_relations(self, verdicts: bytes, found: Relations, day: str, last: Collection[str]) -> None:
        """Keeps what the rules across notes have found: for this run, and if it `lasts`, for others too."""
        of_git = {question for question, _ in found.of_git} - self._before
        found.asked = [each for each in self.memory.seen.items() if each[0] not in of_git]
        found.day, found.keys, found.order = day, self._items(), order_of(last)
        self._relations = found
        if self.lasts and not self._is_aside:
            self._put(self._name("relations", self.memory.rules, verdicts), found)

    def _items(self) -> dict[str, bytes]:
        return {path: self.kept[path].items for path in sorted(self.kept)}

    def _name(self, what: str, asked_for: bytes, verdicts: bytes) -> str:
        return f"{what}-{digest(build() + asked_for + verdicts).hex()}"

    def _put(self, name: str, found: Any) -> None:
        with suppress(UnicodeEncodeError, msgspec.MsgspecError, TypeError, OverflowError):
            self.shelf.put_single(name, msgspec.msgpack.encode(found))
