"""Reading many notes: in this process, or in several that send back plain data."""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from notelint.checks import CHECKS
from notelint.collection.texts import Reading
from notelint.collection.view import View
from notelint.files import inputs
from notelint.model import kept
from notelint.model.finding import Finding, Hit
from notelint.model.items import NoteItems
from notelint.reading.profile import ReadingProfiles
from notelint.rule.contract import Remark, Undecided
from notelint.rule.facts import RuleMistakeError, UnknownFactError
from notelint.rule.rule import Rule, builtin_rules
from notelint.run.crew import Answer, Killed, shared
from notelint.run.ruleset import RuleSet, items_of, options_of
from notelint.run.stamping import Stamper
from notelint.site import Roots
from notelint.site.listing import Listing
from notelint.text.digest import digest_of
from notelint.text.user_patterns import TooCostlyError

T = TypeVar("T")
U = TypeVar("U")

# Below this many notes a second process costs more than it brings.
WORTH_A_PROCESS = 200
_CHUNK = 32


class Result(NamedTuple):
    """What was read of a note. `given_up` are the rules that would have cost too much in it, see `View.spend`."""

    note: NoteItems
    findings: list[Finding]
    given_up: list[str]
    digest: bytes  # tells contents apart


class Failed(msgspec.Struct, frozen=True):
    """A note with which notelint could not go on: `code` is of a notice, `facts` are what it says besides the path."""

    path: str
    code: str
    facts: dict[str, str]


class Worker:
    """Reads notes and runs the rules that need nothing but the note."""

    def __init__(self, reading: Reading, rules: RuleSet) -> None:
        self.reading = reading
        self.rules = rules
        self._digests: dict[Any, bytes] = {}
        self.listing = Listing(reading.root, reading.texts)
        self.roots = Roots(reading.site, self.listing)
        self.profiles = ReadingProfiles(reading.site, reading.labels, rules.in_force)

    def digest_for(self, path: str) -> bytes:
        """Tells apart what decides, besides a note's items, on what is found in it: the rules and what shows it."""
        rules, site = self.rules.of_note(path), self.reading.site.of(path)
        key = tuple(map(id, rules)), id(site)
        if key not in self._digests:
            # Of a rule, all but its place and its words, which are for people.
            said = [msgspec.structs.replace(rule, path="", body="", title="", zh=None) for rule in rules]
            shown = site.generator, msgspec.structs.replace(site.dialect, why={})
            self._digests[key] = digest_of((said, shown))
        return self._digests[key]

    def note(self, path: str) -> Result | Failed:
        """The items of a note that rules across notes need, and the findings of the others. Raises RuleMistakeError."""
        try:
            return self._read(path)
        except RuleMistakeError:
            raise
        except Exception as error:
            # A mistake in notelint must not take the other notes with it.
            if os.environ.get("NOTELINT_DEBUG"):
                raise
            return _failed(path, error)

    def _read(self, path: str) -> Result | Failed:
        from notelint.reading import note as note_reader  # with the parser, which a run without a note to read spares

        try:
            source = self.reading.source(path)
        except OSError as error:
            return Failed(path, "note-unreadable", {"reason": inputs.reason(error)})
        note = note_reader.read_note(source, self.profiles.of(path))
        return Result(_small(note), *self._findings(note), digest(source.original()))

    def _findings(self, note: NoteItems) -> tuple[list[Finding], list[str]]:
        """What the rules find, and which of them would have cost too much."""
        found: list[Finding] = []
        given_up: list[str] = []
        if note.template:
            return found, given_up
        notes = {note.path: note}
        stamper = Stamper(notes)
        # A rule that needs nothing but the note asks for no day.
        view = View(notes, self.reading.site, self.listing, self.roots, date.min, reading=self.reading)
        for rule in self.rules.of_note(note.path):
            if items := items_of(rule, note):
                try:
                    for told in applied(rule, items, options_of(rule), view, stamper):
                        if isinstance(told, Finding):  # a check of one note tells nothing else
                            found.append(told)
                except TooCostlyError:
                    given_up.append(rule.id)
        return found, given_up


def _small(note: NoteItems) -> NoteItems:
    """The note as bytes, if it can be packed: most kinds of its items are never asked for again."""
    try:
        return kept.kept(kept.packed(note))
    except (UnicodeEncodeError, msgspec.MsgspecError, TypeError, OverflowError):
        return note


def _failed(path: str, error: Exception) -> Failed:
    return Failed(path, "note-failed", {"reason": f"{type(error).__name__}: {error}"})


def applied(
    rule: Rule, items: Sequence[Any], options: Any, view: View, stamper: Stamper
) -> Iterator[Finding | Remark | Undecided]:
    """The findings of a rule, and what its check says else. Raises RuleMistakeError."""
    try:
        for told in CHECKS[rule.check].run(items, options, view):
            if not isinstance(told, Hit):
                yield told
            elif (finding := stamper.finding(rule, told)) is not None:
                yield finding
    except UnknownFactError as error:
        raise RuleMistakeError(f"{rule.path}: {error}") from None
    except TooCostlyError:
        raise
    except Exception as error:
        if Path(rule.path).is_relative_to(builtin_rules()) or os.environ.get("NOTELINT_DEBUG"):
            raise
        # Whoever wrote the rule may have given the check items that it knows nothing of.
        why = f"`{rule.check}` cannot be applied to `{rule.items}`: {type(error).__name__}: {error}"
        raise RuleMistakeError(f"{rule.path}: {why}") from error


def digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()


def read_notes(worker: Worker, paths: Sequence[str], jobs: int) -> Iterator[Result | Failed]:
    """Reads notes, in any order, with `jobs` processes; 0: as many as pay. Raises RuleMistakeError, ChildProcessError.

    Whatever goes wrong with a note costs that note alone, even where it ends the process that reads it.
    """
    jobs = min(jobs or _processors(len(paths)), max(1, len(paths)))
    if jobs == 1:
        yield from map(worker.note, paths)
        return
    import notelint.reading.note  # noqa: F401 - once, before there are several processes

    notes = _Notes(worker, paths)
    for answer in shared(notes, len(paths), _CHUNK, jobs):
        yield from notes.unpacked(answer)


def mapped(function: Callable[[T], U], tasks: Sequence[T], jobs: int) -> Iterator[U]:
    """What a function of a module says of each task, in their order, with `jobs` processes; 0: as many as pay.

    Raises what the function raises, and ChildProcessError where a task ends its process.
    """
    jobs = min(jobs or _processors(len(tasks)), max(1, len(tasks)))
    if jobs == 1:
        yield from map(function, tasks)
        return
    early: dict[int, Any] = {}
    due = 0
    for answer in shared(_Each(function, tasks), len(tasks), 1, jobs):
        early[answer.start] = answer.value
        while due in early:
            yield _sound(early.pop(due))
            due += 1


def _sound(value: Any) -> Any:
    if isinstance(value, Killed):
        raise ChildProcessError(f"a process was killed by {value.how}, perhaps for want of memory: try --jobs 1")
    if isinstance(value, Exception):
        raise value
    return value


@contextmanager
def uncollected() -> Iterator[None]:
    """Without garbage collection: items make no cycles, and there are so many that looking for some takes long."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _processors(notes: int) -> int:
    if notes < WORTH_A_PROCESS:
        return 1
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(available, 8)


class _Packed(msgspec.Struct, array_like=True, gc=False):
    note: bytes
    findings: list[Finding]
    given_up: list[str]
    digest: bytes


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(list[_Packed])


class _Notes:
    """Notes as work for several processes."""

    def __init__(self, worker: Worker, paths: Sequence[str]) -> None:
        self.worker = worker
        self.paths = paths

    def __call__(self, start: int, stop: int) -> tuple[bytes | list[bytes], list[Failed]]:
        results = [self.worker.note(path) for path in self.paths[start:stop]]
        read = [result for result in results if not isinstance(result, Failed)]
        said = [result for result in results if isinstance(result, Failed)]
        try:
            return _encoder.encode([(kept.packed(each.note), *each[1:]) for each in read]), said
        except Exception:  # msgspec packs text only, and a file's name that is not UTF-8 is none
            return self._one_by_one(read, said), said

    def _one_by_one(self, read: Sequence[Result], said: list[Failed]) -> list[bytes]:
        """The long way, which takes nearly anything. What cannot be packed at all costs one note."""
        packed = []
        for result in read:
            try:
                packed.append(pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
            except Exception as error:
                said.append(_failed(result[0].path, error))
        return packed

    def unpacked(self, answer: Answer) -> Iterator[Result | Failed]:
        """What an answer holds. Raises RuleMistakeError, and what else went wrong with all of the notes."""
        if isinstance(answer.value, Killed):
            yield Failed(self.paths[answer.start], "note-killed", {"how": answer.value.how})
            return
        if isinstance(answer.value, Exception):
            raise answer.value
        packed, said = answer.value
        yield from said
        try:
            if isinstance(packed, bytes):
                found = _decoder.decode(packed)
                yield from (Result(kept.kept(one.note), one.findings, one.given_up, one.digest) for one in found)
            else:
                yield from map(pickle.loads, packed)
        except msgspec.MsgspecError:  # what was packed is not of the type that it should be
            yield from map(self.worker.note, self.paths[answer.start : answer.stop])


class _Each:
    """Tasks of a function as work for several processes."""

    def __init__(self, function: Callable[[T], Any], tasks: Sequence[T]) -> None:
        self.function = function
        self.tasks = tasks

    def __call__(self, start: int, stop: int) -> Any:
        return self.function(self.tasks[start])
