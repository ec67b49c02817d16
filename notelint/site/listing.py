"""What stands in the folders of a collection, and what a path finds there."""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

from notelint.files import absent, environments, inputs, witness
from notelint.files.checkout import boundary
from notelint.git import runner

# Never anybody's notes, whatever stands beside them.
NEVER = frozenset({"node_modules", "bower_components", "__pycache__", "_site"})
# Paths that differ in case only and are followed further: linked folders could make billions of them.
_MOST_ALIKE = 16
# Why a folder cannot be listed that is none, or has a name that no file system takes.
_NOT_THERE = frozenset((errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ))

# What stands in a folder; `outside` is a link that leads out of what may be read.
Entry = Literal["file", "dir", "outside"]
Kind = Literal["file", "dir", "case", "missing", "outside", "closed"]


class Found(msgspec.Struct, frozen=True):
    """What a path finds. `case`: only the letters' case differs; `outside`: it leaves the root, or what may be read;
    `closed`: whether it is there is not known, since its folder cannot be listed.

    `actual` is the path as it is spelled on the disk, "" where nothing was found. `only` is False where several names
    differ from the asked one in nothing but case.
    """

    kind: Kind
    actual: str = ""
    only: bool = True


class Listing:
    """The folders below a root as they are on the disk, each read once and only when asked for.

    Spelling is exact on every system: `A.png` does not find `a.png` even where the file system would. `added` are
    paths of files that are on no disk: texts of an editor; `hidden` are files that count as not there. What a symbolic
    link leads to is there as long as it lies within git's root (without git: this root), and of what lies outside
    nothing is read or told.
    """

    def __init__(self, root: Path, added: Iterable[str] = (), hidden: Collection[str] = ()) -> None:
        self.root = root
        self.boundary = boundary(root)
        # The root and the folders above it that may be read, as paths from the root.
        self._tops = [""] + ["/".join([".."] * up) for up in range(1, _steps(self.boundary, root) + 1)]
        self._hidden = hidden
        self._added: dict[str, dict[str, Entry]] = {}
        for path in added:
            kind: Entry = "file"
            while path:
                path, _, name = path.rpartition("/")
                self._added.setdefault(path, {}).setdefault(name, kind)
                kind = "dir"
        self._names: dict[str, dict[str, Entry]] = {}
        self._folded: dict[str, dict[str, list[str]]] = {}
        self._alike: dict[str, list[tuple[str, bool]]] = {}
        self._links: set[str] = set()
        self.refusal: runner.GitError | None = None  # why git did not say which files there are
        self.unread_lists: dict[str, str] = {}  # of what git would ignore, where there is no git; and why
        self.dead_links: set[str] = set()  # that are named like notes, and lead out of what is read or to no file
        self.too_long: dict[
            str, str
        ] = {}  # files that say more than is gone through, and what of them counts for nothing
        self.unreadable: dict[str, str] = {}  # folders that are there and cannot be listed, and why
        self.missed: set[str] = set()  # those of them in which something was looked for
        self.asked_absent: set[str] = set()  # what of `absent` something was looked for in
        self.environments: set[str] = set()  # folders that were met and hold what Python has installed

    @cached_property
    def absent(self) -> frozenset[str]:
        """What git has and is not on the disk, by its path from this root: folders of submodules, and in a sparse
        checkout the files that were left out.
        """
        if not inputs.is_file(self.boundary / ".gitmodules") and not runner.is_sparse(self.root):
            return frozenset()
        up = len(self._tops) - 1
        here = self.root.resolve().relative_to(self.boundary).parts if up else ()
        found = [path.split("/") for path in absent.submodules(self.boundary)]
        own = ["/".join(_from(list(here), parts)) for parts in found]
        return frozenset((*own, *runner.left_out(self.root)))

    def _is_absent(self, parts: list[str]) -> bool:
        """Does a path lead to, or into, what is absent? Then it was asked for, which is told."""
        if not self.absent:
            return False
        path = "/".join(parts)
        above = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        asked = next((each for each in above if each in self.absent), path if path in self._absent_folders else "")
        self.asked_absent.update([asked] if asked else ())
        return bool(asked)

    @cached_property
    def _absent_folders(self) -> frozenset[str]:
        """The folders above what is absent."""
        return frozenset(path[:at] for path in self.absent for at, letter in enumerate(path) if letter == "/")

    @property
    def top(self) -> str:
        """The highest folder that may be read, git's root if there is one, as a path from this root: "" or "../…"."""
        return self._tops[-1]

    def names(self, folder: str) -> Mapping[str, Entry]:
        """What stands in a folder (exact path relative to the root, "" for it); empty where there is no such folder,
        or where it lies outside.
        """
        if folder not in self._names:
            for end in (0, *(at for at, letter in enumerate(folder) if letter == "/")):
                above = folder[:end]
                if above not in self._names:
                    self._names[above] = self._read(above)
                if not self._names[above] and above not in self._tops:
                    return {}  # nothing lies below, and a path may have thousands of parts
            self._names[folder] = self._read(folder)
        return self._names[folder]

    def is_link(self, path: str) -> bool:
        """Is this (exact, existing) path a symbolic link?"""
        self.names(path.rpartition("/")[0])
        return path in self._links

    def is_behind_link(self, path: str) -> bool:
        """Is this (exact, existing) path a symbolic link, or a folder above it?"""
        return bool(self._links) and any(
            self.is_link(path[:end]) for end in (*(n for n, letter in enumerate(path) if letter == "/"), len(path))
        )

    def is_environment(self, folder: str) -> bool:
        """Does a folder hold what Python has installed?"""
        if "pyvenv.cfg" in self.names(folder) and environments.is_one(self.root / folder, self.root):
            self.environments.add(folder)
        return folder in self.environments

    def find(self, path: str) -> Found:
        """What a path relative to the root finds; "." and ".." are followed, "/" at either end means nothing.

        What begins with "..", as a configured folder can, is found within git's root.
        """
        parts = _normalised(path, len(self._tops) - 1)
        if parts is None:
            return Found("outside")
        here = "/".join(part for part in parts if part == "..")
        kind: Entry = "dir"
        for part in parts[len(here.split("/")) if here else 0 :]:
            names = self.names(here) if kind == "dir" else {}
            if part not in names:
                return self._nearly(parts)
            here, kind = f"{here}/{part}" if here else part, names[part]
            if kind == "outside":
                return Found("outside")
        return Found(kind, here)

    def read(self, path: str, limit: int = inputs.LIMIT) -> bytes:
        """The bytes of a file by its path from the root. Raises OSError, as `inputs.read`."""
        return inputs.read(self.root / path, within=self.boundary, limit=limit)

    def head(self, path: str, size: int) -> bytes:
        """The first bytes of a file by its path from the root. Raises OSError, as `inputs.read`."""
        return inputs.head(self.root / path, within=self.boundary, size=size)

    def _read(self, folder: str) -> dict[str, Entry]:
        names = dict(self._added.get(folder, {}))
        above, _, name = folder.rpartition("/")
        if folder not in self._tops and self._names.get(above, {}).get(name) != "dir":
            return names  # no folder, or not within the boundary: each link on the way has been looked at
        found = _scanned(self.root / folder if folder else self.root, self.boundary)
        if found.refusal:
            self.unreadable[folder] = found.refusal
        for name, kind, is_link in found.entries:
            path = f"{folder}/{name}" if folder else name
            if is_link:
                self._links.add(path)
            if kind and not (self._hidden and path in self._hidden):
                names[name] = kind
        return names

    def _nearly(self, parts: list[str]) -> Found:
        """Follows the parts whatever their case and Unicode form, exactly where possible: `images/x.png` may stand in
        `Images` although `images` exists.
        """
        paths = self._paths_like(parts)
        if not paths:
            return Found("closed" if self._leads_into_unreadable(parts) or self._is_absent(parts) else "missing")
        actual, changed = min(paths, key=lambda found: found[1])
        if self._leaves(actual):
            return Found("outside")
        if changed:
            return Found("case", actual, len(paths) == 1)
        folder, _, name = actual.rpartition("/")
        return Found(self.names(folder)[name], actual)

    def _leaves(self, path: str) -> bool:
        """Does an existing path end at a link that leads outside? Nothing lies behind one."""
        folder, _, name = path.rpartition("/")
        return self.names(folder).get(name) == "outside"

    def _leads_into_unreadable(self, parts: list[str]) -> bool:
        if not self.unreadable:
            return False
        above = [path for depth in range(len(parts)) for path, _ in self._paths_like(parts[:depth])]
        self.missed.update(self.unreadable.keys() & above)
        return not self.unreadable.keys().isdisjoint(above)

    def _paths_like(self, parts: list[str]) -> list[tuple[str, bool]]:
        """The paths that the parts may mean, and whether more than the Unicode form was changed on the way."""
        start = next(depth for depth in range(len(parts) + 1) if depth == len(parts) or parts[depth] != "..")
        folder = "/".join(parts[:start])
        paths = [(folder, False)]
        for part in parts[start:]:
            folder = f"{folder}/{part}" if folder else part
            if folder in self._alike:
                paths = self._alike[folder]
                continue
            paths = [
                (f"{path}/{name}" if path else name, changed or _nfc(name) != _nfc(part))
                for path, changed in paths
                for name in self._matches(path, part)
            ][:_MOST_ALIKE]
            if not paths:  # which is not kept: there may be a million of these
                break
            self._alike[folder] = paths
        return paths

    def _matches(self, folder: str, name: str) -> list[str]:
        names = self.names(folder)
        if folder not in self._folded:
            same: dict[str, list[str]] = {}
            for known in names:
                same.setdefault(folded(known), []).append(known)
            self._folded[folder] = same
        return sorted(self._folded[folder].get(folded(name), ()), key=lambda known: (known != name, known))


class _Scanned(msgspec.Struct, frozen=True):
    """What stands in a folder: names, what they are, and whether they are links; why it could not be listed."""

    entries: list[tuple[str, Entry | None, bool]] = []
    refusal: str = ""

    def answer(self) -> bytes:
        said = "\0".join(
            f"{name}/{kind}/{is_link}" for name, kind, is_link in sorted(self.entries, key=str) if name != witness.OWN
        )
        return witness.short(os.fsencode(f"{self.refusal}/{said}"))


def _scanned(folder: Path, boundary: Path) -> _Scanned:
    found = _scan(folder, boundary)
    if witness.is_watched():
        witness.told("listing", (str(folder), str(boundary)), found.answer())
    return found


def _scan(folder: Path, boundary: Path) -> _Scanned:
    found: list[tuple[str, Entry | None, bool]] = []
    refusal = ""
    try:
        with os.scandir(folder) as entries:
            found.extend((entry.name, _kind(entry, boundary), entry.is_symlink()) for entry in entries)
    except ValueError:  # a name that no file system takes
        pass
    except OSError as error:
        if error.errno not in _NOT_THERE:
            refusal = error.strerror or str(error)
    return _Scanned(found, refusal)


@witness.asker("listing")
def _scanned_now(folder: str, boundary: str) -> bytes:
    return _scan(Path(folder), Path(boundary)).answer()


def _kind(entry: os.DirEntry[str], boundary: Path) -> Entry | None:
    """What stands in a folder, None for what leads nowhere. What may not be looked at counts as a file."""
    try:
        if entry.is_symlink() and not inputs.is_inside(Path(entry.path), boundary):
            return "outside"
        return "dir" if entry.is_dir() else "file" if entry.is_file() else None
    except PermissionError:
        return "file"
    except OSError:  # a link to itself
        return None


def _nfc(name: str) -> str:
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def folded(name: str) -> str:
    return _nfc(_nfc(name).casefold())


def _steps(top: Path, folder: Path) -> int:
    """How many folders a folder lies below another."""
    try:
        return len(folder.resolve().relative_to(top).parts)
    except ValueError:
        return 0


def _from(here: list[str], parts: list[str]) -> list[str]:
    """The path to a place from a folder; both are given from one that holds them."""
    while here and parts and here[0] == parts[0]:
        here, parts = here[1:], parts[1:]
    return [*([".."] * len(here)), *parts]


def _normalised(path: str, above: int) -> list[str] | None:
    """The parts of a path without "", "." and "..", but for `above` of these at the beginning; None for more."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if parts and parts[-1] != "..":
                parts.pop()
            elif len(parts) < above:
                parts.append(part)
            else:
                return None
        elif part not in ("", "."):
            parts.append(part)
    return parts


def names_in(folder: Path) -> frozenset[str]:
    return frozenset(inputs.names(folder) or ())
