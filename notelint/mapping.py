"""Reading many notes: in this process, or in several that send back plain data."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from notelint import inputs
from notelint.checks import CHECKS
from notelint.files import Listing
from notelint.finding import Finding, Notice
from notelint.findings import Stamper
from notelint.items import NoteItems
from notelint.labels import Labels
from notelint.note import Settings, read_note
from notelint.notices import notice
from notelint.rule import Rule, builtin_rules
from notelint.rules import RuleSet, items_of, options_of
from notelint.site import Roots, Site
from notelint.source import Source, from_text, read
from notelint.view import View
from notelint.words import UnknownFactError

if TYPE_CHECKING:
    from multiprocessing.pool import IMapIterator, Pool

T = TypeVar("T")
U = TypeVar("U")

# Below this many notes a second process costs more than it brings.
WORTH_A_PROCESS = 200
_CHUNK = 32
# Seconds without a result after which the processes are looked at.
PATIENCE = 5.0

Result = tuple[NoteItems, list[Finding], bytes]  # the last one tells contents apart, see `digest`


class Reading:
    """What reading the notes of a run depends on; picklable, so that a worker can have it."""

    def __init__(
        self, root: Path, site: Site, texts: Mapping[str, str], labels: Mapping[str, Sequence[str]], today: date
    ) -> None:
        self.root = root
        self.site = site
        self.texts = dict(texts)
        self.labels = labels
        self.today = today
        self.contents: dict[str, bytes] = {}  # in the place of files' own
        self.named: frozenset[str] = frozenset()  # by an argument, and so read wherever they lie
        self._boundary = inputs.boundary(root)
        self._last: Source | None = None
        self._line = ("", 0, "")

    @cached_property
    def settings(self) -> Settings:
        return Settings(self.site, Labels(self.labels), self.today)

    def source(self, path: str) -> Source:
        """The note at a path relative to the root. Raises OSError."""
        if path in self.texts:
            return from_text(path, self.texts[path])
        if path in self.contents:
            return read(path, self.contents[path])
        within = None if path in self.named else self._boundary
        return read(path, inputs.read(self.root / path, within=within, limit=inputs.NOTE_LIMIT))

    def replace(self, contents: Mapping[str, bytes]) -> None:
        """From now on these notes' files hold something else."""
        self.contents.update(contents)
        self._last, self._line = None, ("", 0, "")

    def line(self, path: str, line: int) -> str:
        """The 1-based line of a note, "" where it cannot be read."""
        if self._line[:2] != (path, line):  # a long line has many findings
            self._line = path, line, self._read_line(path, line)
        return self._line[2]

    def _read_line(self, path: str, line: int) -> str:
        if self._last is None or self._last.path != path:  # findings come note by note
            try:
                self._last = self.source(path)
            except OSError:
                return ""
        source = self._last
        start = source.line_starts[line - 1] if line <= len(source.line_starts) else len(source.text)
        end = source.text.find("\n", start)
        return source.text[start : end if end >= 0 else None]


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

    def note(self, path: str) -> Result | Notice:
        """The items of a note that rules across notes need, and the findings of the others."""
        try:
            source = self.reading.source(path)
        except OSError as error:
            facts = {"path": self.shown[path], "reason": inputs.reason(error)}
            return notice("note-unreadable", facts, self.lang)
        try:
            note = read_note(source, self.reading.settings)
            return msgspec.structs.replace(note, **self.drop), list(self._findings(note)), digest(source.original())
        except RuleMistakeError:
            raise
        except Exception as error:
            # A mistake in notelint must not take the other notes with it.
            if os.environ.get("NOTELINT_DEBUG"):
                raise
            facts = {"path": self.shown[path], "reason": f"{type(error).__name__}: {error}"}
            return notice("note-failed", facts, self.lang)

    def _findings(self, note: NoteItems) -> Iterator[Finding]:
        if note.template:
            return
        notes = {note.path: note}
        stamper = Stamper(notes, self.lang, self.shown.__getitem__)
        view = View(notes, self.reading.site, self.listing, self.roots, self.reading.today, reading=self.reading)
        for rule in self.rules.of_note(note.path):
            if items := items_of(rule, note):
                for _, finding in applied(rule, items, options_of(rule), view, stamper):
                    yield finding


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
    except Exception as error:
        if Path(rule.path).is_relative_to(builtin_rules()) or os.environ.get("NOTELINT_DEBUG"):
            raise
        # Whoever wrote the rule may have given the check items that it knows nothing of.
        why = f"`{rule.check}` cannot be applied to `{rule.items}`: {type(error).__name__}: {error}"
        raise RuleMistakeError(f"{rule.path}: {why}") from error


def digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()


def read_notes(worker: Worker, paths: Sequence[str], jobs: int) -> Iterator[Result | Notice]:
    """Reads notes, in any order, with `jobs` processes; 0: as many as pay."""
    jobs = min(jobs or _processors(len(paths)), max(1, len(paths)))
    if jobs == 1:
        yield from map(worker.note, paths)
    else:
        yield from _in_processes(worker, paths, jobs)


def mapped(function: Callable[[T], U], tasks: Sequence[T], jobs: int) -> Iterator[U]:
    """What a function of a module says of each task, in their order, with `jobs` processes; 0: as many as pay."""
    jobs = min(jobs or _processors(len(tasks)), max(1, len(tasks)))
    if jobs == 1:
        yield from map(function, tasks)
    else:
        with _pool(jobs, None) as pool:
            yield from _watched(pool.imap(function, tasks))


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


_worker: Worker | None = None
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(list[Result])


def _start(worker: Worker | None) -> None:
    global _worker
    _worker = worker
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C is answered once, by the first process


def _chunk(paths: Sequence[str]) -> tuple[bytes, list[Notice]]:
    assert _worker is not None
    results = [_worker.note(path) for path in paths]
    notes = [result for result in results if not isinstance(result, Notice)]
    return _encoder.encode(notes), [result for result in results if isinstance(result, Notice)]


def _pool(jobs: int, worker: Worker | None) -> Pool:
    # Forking costs nothing where it is safe; elsewhere each process imports what it needs.
    method = "fork" if os.name == "posix" and "darwin" not in os.uname().sysname.lower() else "spawn"
    return multiprocessing.get_context(method).Pool(jobs, _start, (worker,))


def _in_processes(worker: Worker, paths: Sequence[str], jobs: int) -> Iterator[Result | Notice]:
    chunks = [paths[n : n + _CHUNK] for n in range(0, len(paths), _CHUNK)]
    with _pool(jobs, worker) as pool:
        for data, said in _watched(pool.imap_unordered(_chunk, chunks)):
            yield from said
            yield from _decoder.decode(data)


def _watched(results: IMapIterator[T]) -> Iterator[T]:
    """The results, or an error where a process was killed: a pool would wait for what it had in hand forever."""
    processes = {process.pid for process in multiprocessing.active_children()}
    while True:
        try:
            yield results.next(timeout=PATIENCE)
        except StopIteration:
            return
        except multiprocessing.TimeoutError:
            if processes - {process.pid for process in multiprocessing.active_children()}:
                raise ChildProcessError("a process was killed, perhaps for want of memory: try --jobs 1") from None
