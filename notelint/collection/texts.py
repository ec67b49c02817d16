"""The notes' texts as they stand now: on the disk, in an editor, or as a fix has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path

from notelint.files import inputs, witness
from notelint.files.checkout import boundary
from notelint.reading.profile import ReadingProfiles
from notelint.site import Site
from notelint.text.source import Source, from_text, read


class Reading:
    """What reading the notes of a run depends on; picklable, so that a worker can have it."""

    def __init__(self, root: Path, site: Site, texts: Mapping[str, str], labels: Mapping[str, Sequence[str]]) -> None:
        self.root = root
        self.site = site
        self.texts = dict(texts)
        self.labels = labels
        self.contents: dict[str, bytes] = {}  # in the place of files' own
        self.notes: frozenset[str] = frozenset()  # of the run
        self.named: frozenset[str] = frozenset()  # by an argument, and so read wherever they lie
        self._boundary = boundary(root)
        self._last: Source | None = None
        self._line = ("", 0, "")

    @cached_property
    def profiles(self) -> ReadingProfiles:
        """How each note is read, whatever rules there are."""
        return ReadingProfiles(self.site, self.labels)

    def source(self, path: str) -> Source:
        """The note at a path relative to the root. Raises OSError."""
        if path in self.texts:
            return from_text(path, self.texts[path])
        if path in self.contents:
            return read(path, self.contents[path])
        return read(path, self.bytes_of(path))

    def bytes_of(self, path: str) -> bytes:
        """What the file of a note holds, whatever an editor has. Raises OSError."""
        within = None if path in self.named else self._boundary
        # Whether the notes of the run are as they were is told by their contents.
        with witness.looking_away() if path in self.notes else nullcontext():
            return inputs.read(self.root / path, within=within, limit=inputs.NOTE_LIMIT)

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
