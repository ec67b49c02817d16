"""Reading many notes: in this process, or in several that send back plain data."""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from notelint.checks import CHECKS
from notelint.collection.texts import Reading
from notelint.collection.view import View
from notelint.files import inputs
from notelint.model.finding import Finding, Notice
from notelint.model.items import NoteItems
from notelint.reading.note import read_note
from notelint.rule.facts import UnknownFactError
from notelint.rule.rule import Rule, builtin_rules
from notelint.run.crew import Answer, Killed, shared
from notelint.run.notices import notice
from notelint.run.ruleset import RuleSet, items_of, options_of
from notelint.run.stamping import Stamper
from notelint.site import Roots
from notelint.site.listing import Listing
from notelint.text.user_patterns import TooCostlyError

T = TypeVar("T")
U = TypeVar("U")

# Below this many notes a second process costs more than it brings.
WORTH_A_PROCESS = 200
_CHUNK = 32

Result = tuple[NoteItems, list[Finding], bytes]  # the last one tells contents apart, see `digest`


class Worker:
    """Reads notes and runs the rules that need nothing but the note."""

    def __init__(self, reading: Reading, rules: RuleSet, lang: str, shown: Mapping[str, str]) -> None:
        self.reading = reading
        self.rules = rules
        self.lang = lang
        self.shown = shown
        self.drop = rules.unneeded()
        self.listing = Listing(reading.root, reading.texts)
        self.roots = Roots(reading.site, self.listing)
        self.given_up: list[tuple[str, str]] = []  # rules that cost too much in notes, with these; see `View.spend`

    def note(self, path: str) -> Result | Notice:
        """The items of a note that rules across notes need, and the findings of the others. Raises RuleMistakeError."""
        try:
            return self._read(path)
        except RuleMistakeError:
            raise
        except Exception as error:
            # A mistake in notelint must not take the other notes with it.
            if os.environ.get("NOTELINT_DEBUG"):
                raise
            return self.failed(path, error)

    def failed(self, path: str, error: Exception) -> Notice:
        """What is said of a note with which notelint could not go on."""
        facts = {"path": self.shown[path], "reason": f"{type(error).__name__}: {error}"}
        return notice("note-failed", facts, self.lang)

    def _read(self, path: str) -> Result | Notice:
        try:
            source = self.reading.source(path)
        except OSError as error:
            facts = {"path": self.shown[path], "reason": inputs.reason(error)}
            return notice("note-unreadable", facts, self.lang)
        note = read_note(source, self.reading.settings)
        return msgspec.structs.replace(note, **self.drop), list(self._findings(note)), digest(source.original())

    def _findings(self, note: NoteItems) -> Iterator[Finding]:
        if note.template:
            return
        notes = {note.path: note}
        stamper = Stamper(notes, self.lang, self.shown.__getitem__)
        view = View(notes, self.reading.site, self.listing, self.roots, self.reading.today, reading=self.reading)
        for rule in self.rules.of_note(note.path):
            if items := items_of(rule, note):
                try:
                    for _, finding in applied(rule, items, options_of(rule), view, stamper):
                        yield finding
                except TooCostlyError:
                    self.given_up.append((rule.id, note.path))

    def about_given_up(self) -> Iterator[Notice]:
        """A notice of each rule that was given up since this was asked last."""
        found: dict[str, set[str]] = {}
        for rule, path in self.given_up:
            found.setdefault(rule, set()).add(self.shown[path])
        self.given_up = []
        for rule, paths in found.items():
            facts = {"rule": rule, "count": len(paths), "examples": sorted(paths)[:3]}
            yield notice("rule-given-up", facts, self.lang)


class RuleMistakeError(UnknownFactError):
    """A rule that its check has no use for. The message begins with the rule's path."""


def applied(
    rule: Rule, items: Sequence[Any], options: Any, view: View, stamper: Stamper
) -> Iterator[tuple[str, Finding]]:
    """The findings of a rule, each with its note's path. Raises RuleMistakeError."""
    try:
        for hit in CHECKS[rule.check].run(items, options, view):
            finding = stamper.finding(rule, hit)
            if finding is not None:
                yield hit.item.path, finding
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


def read_notes(worker: Worker, paths: Sequence[str], jobs: int) -> Iterator[Result | Notice]:
    """Reads notes, in any order, with `jobs` processes; 0: as many as pay. Raises RuleMistakeError, ChildProcessError.

    Whatever goes wrong with a note costs that note alone, even where it ends the process that reads it.
    """
    jobs = min(jobs or _processors(len(paths)), max(1, len(paths)))
    if jobs == 1:
        yield from map(worker.note, paths)
    else:
        notes = _Notes(worker, paths)
        for answer in shared(notes, len(paths), _CHUNK, jobs):
            yield from notes.unpacked(answer)
    yield from worker.about_given_up()


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


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(list[Result])


class _Notes:
    """Notes as work for several processes."""

    def __init__(self, worker: Worker, paths: Sequence[str]) -> None:
        self.worker = worker
        self.paths = paths

    def __call__(self, start: int, stop: int) -> tuple[bytes | list[bytes], list[Notice], list[tuple[str, str]]]:
        self.worker.given_up = []
        results = [self.worker.note(path) for path in self.paths[start:stop]]
        read = [result for result in results if not isinstance(result, Notice)]
        said = [result for result in results if isinstance(result, Notice)]
        try:
            return _encoder.encode(read), said, self.worker.given_up
        except Exception:  # msgspec packs text only, and a file's name that is not UTF-8 is none
            return self._one_by_one(read, said), said, self.worker.given_up

    def _one_by_one(self, read: Sequence[Result], said: list[Notice]) -> list[bytes]:
        """The long way, which takes nearly anything. What cannot be packed at all costs one note."""
        packed = []
        for result in read:
            try:
                packed.append(pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
            except Exception as error:
                said.append(self.worker.failed(result[0].path, error))
        return packed

    def unpacked(self, answer: Answer) -> Iterator[Result | Notice]:
        """What an answer holds. Raises RuleMistakeError, and what else went wrong with all of the notes."""
        if isinstance(answer.value, Killed):
            facts = {"path": self.worker.shown[self.paths[answer.start]], "how": answer.value.how}
            yield notice("note-killed", facts, self.worker.lang)
            return
        if isinstance(answer.value, Exception):
            raise answer.value
        packed, said, given_up = answer.value
        self.worker.given_up += given_up
        yield from said
        try:
            yield from _decoder.decode(packed) if isinstance(packed, bytes) else map(pickle.loads, packed)
        except msgspec.MsgspecError:  # what was packed is not of the type that it should be
            yield from map(self.worker.note, self.paths[answer.start : answer.stop])


class _Each:
    """Tasks of a function as work for several processes."""

    def __init__(self, function: Callable[[T], Any], tasks: Sequence[T]) -> None:
        self.function = function
        self.tasks = tasks

    def __call__(self, start: int, stop: int) -> Any:
        return self.function(self.tasks[start])
