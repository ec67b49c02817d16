"""A run made ready: its root, its configuration, its notes, and which of them are reported."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from notelint.collection.texts import Reading
from notelint.config.config import Config, load
from notelint.files import witness
from notelint.files.suffixes import NOTE_SUFFIXES
from notelint.run.dialect_override import with_dialect
from notelint.site import detect
from notelint.site.listing import Listing
from notelint.site.near_paths import suggest
from notelint.site.notes import notes as notes_below
from notelint.site.root import collection_root


class PathError(Exception):
    """An argument that names nothing: the message says which one and what may be meant."""


class Run:
    """A collection made ready: its root, its configuration, its notes and its site."""

    def __init__(
        self,
        paths: Sequence[str | os.PathLike[str]] = (),
        *,
        root: str | os.PathLike[str] | None = None,
        texts: Mapping[str, str] | None = None,
        config: Config | None = None,
        config_file: Path | None = None,
        lang: str = "en",
        today: date | None = None,
        cwd: Path | None = None,
        dialect: Mapping[str, str | bool] | None = None,
        force_exclude: bool = False,
    ) -> None:
        """With `force_exclude`, `paths` choose among the notes that a run without any would report."""
        self.force_exclude = force_exclude
        self.cwd = (cwd or Path.cwd()).resolve()
        given = {_note_path((self.cwd / path).resolve()): text for path, text in (texts or {}).items()}
        if isinstance(paths, (str, os.PathLike)):  # a single path is a sequence of letters too
            paths = [paths]
        self.arguments = [_existing(self.cwd, path) for path in paths]
        around = [] if force_exclude else self.arguments or [*given]
        with witness.looking_away():  # it is looked for in each run, and what else is in the folders above is all one
            self.root = Path(root).resolve() if root else collection_root(around, self.cwd)
        self.lang = lang
        self.today = today or date.today()
        self.texts = {self.relative(path): text for path, text in given.items()}
        self.config = config if config is not None else load(self.root, config_file)
        self.listing = Listing(self.root, self.texts)
        found = notes_below(self.root, self.config.exclude, listing=self.listing, only=self.config.notes)
        self.notes = sorted({*found, *self.texts, *(() if force_exclude else self._named())})
        self.site = with_dialect(detect(self.root, self.listing, self.notes), self.config, dialect or {})
        self.selected = self._selection()
        self.reading = Reading(self.root, self.site, self.texts, self.config.labels)
        self.reading.named = frozenset(self._named())
        self.reading.notes = frozenset(self.notes)
        self._shown: dict[str, str] = {}
        inside = self.cwd != self.root and self.cwd.is_relative_to(self.root)
        way = os.path.relpath(self.root, self.cwd).replace(os.sep, "/")
        # What is put before a path; None where the way to it may begin with fewer steps back.
        self._before = None if inside else "" if way == "." else f"{way}/"

    def relative(self, path: str | os.PathLike[str]) -> str:
        """A path of the user relative to the root, with "/"."""
        return os.path.relpath(self.cwd / path, self.root).replace(os.sep, "/")

    def _named(self) -> Iterator[str]:
        """Notes that an argument names, whatever git or the configuration ignores."""
        for path in self.arguments:
            if path.is_file():
                yield self.relative(_note_path(path))

    def _selection(self) -> frozenset[str]:
        """The notes that are reported."""
        if self.texts and not self.arguments:
            return frozenset(self.texts)
        usual = self.below(self.site.content or ["."], self.notes)
        if not self.arguments:
            return frozenset(usual)
        folders = [self.relative(path) for path in self.arguments if path.is_dir()]
        chosen = self.below(folders, self.notes) | set(self._named())
        return frozenset(chosen & usual if self.force_exclude else chosen)

    def below(self, folders: Sequence[str], notes: Sequence[str]) -> set[str]:
        """Those of the notes that lie in one of the folders; all are paths from the root, which is "."."""
        return {path for folder in folders for path in notes if folder == "." or path.startswith(f"{folder}/")}

    def is_whole(self) -> bool:
        """Are all notes of the site reported?"""
        folders = [self.relative(path) for path in self.arguments if path.is_dir()]
        if not self.arguments:
            return not self.texts
        content = self.site.content or (self.site.folder,)
        return all(any(folder == "." or f"{each}/".startswith(f"{folder}/") for folder in folders) for each in content)

    def show_path(self, path: str) -> str:
        """A note's path as the user sees it: relative to the working directory, with "/"."""
        if self._before is not None and path and path[0] != ".":
            return self._before + path
        if path not in self._shown:
            self._shown[path] = os.path.relpath(self.root / path, self.cwd).replace(os.sep, "/")
        return self._shown[path]

    def line_text(self, shown: str, line: int) -> str:
        """A line of a note by its shown path, "" where it cannot be read."""
        return self.reading.line(self.relative(shown), line)


def _existing(cwd: Path, path: str | os.PathLike[str]) -> Path:
    try:
        full = (cwd / path).resolve()
        if full.is_file() or full.is_dir():
            return full
        if full.exists():
            raise PathError(f"{os.fspath(path)}: neither a file nor a folder")
    except (OSError, ValueError) as error:  # not to be entered, or a name that no file system takes
        raise PathError(f"{os.fspath(path)}: {getattr(error, 'strerror', None) or error}") from None
    near = suggest(Path(os.path.normpath(cwd / path)), cwd)
    raise PathError(f"{os.fspath(path)}: no such file or folder" + (f"; did you mean {near}?" if near else ""))


def _note_path(path: Path) -> Path:
    if path.suffix.lower() not in NOTE_SUFFIXES:
        raise PathError(f"{path}: no note; notes end in {', '.join(sorted(NOTE_SUFFIXES))}")
    return path
