"""Finds files by their names, wherever they are: what Obsidian and its like make of `[[name]]`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from notelint.files import inputs
from notelint.files.suffixes import FILE_SUFFIXES, FOLDER_PAGES, IMAGE_SUFFIXES, NOTE_ENDINGS, plain_stem, suffix_of
from notelint.text.near import Names

if TYPE_CHECKING:
    from notelint.model.items import NoteItems
    from notelint.site.listing import Listing

_ALIASES = frozenset({"alias", "aliases"})
_DEVICES = ("/dev/", "/proc/", "/sys/")
_NEVER = frozenset({"node_modules", "__pycache__"})


class Vault:
    """The files below a folder by name, compared without case and in NFC; a note's suffix may be left out."""

    def __init__(self, listing: Listing, notes: Mapping[str, NoteItems], folder: str = "") -> None:
        self._listing = listing
        self._notes = {path: note for path, note in notes.items() if path.startswith(f"{folder}/")} if folder else notes
        self._top = folder
        self._folders: dict[tuple[str, bool], tuple[Names, dict[str, list[str]]]] = {}

    @cached_property
    def _walked(self) -> list[tuple[str, bool]]:
        """All files but the hidden, the installed, and those behind symbolic links; and the links that lead outside."""
        return list(_walk(self._listing, self._top))

    @cached_property
    def _files(self) -> dict[str, list[str]]:
        files: dict[str, list[str]] = {}
        for path, _ in self._walked:
            name = fold(path.rpartition("/")[2])
            files.setdefault(name, []).append(path)
            if name.endswith(NOTE_ENDINGS):
                files.setdefault(name.rpartition(".")[0], []).append(path)
        return files

    @cached_property
    def way_out(self) -> str:
        """A link that may lead to a folder in which nobody looks, so that names may be there; "" where there is none.

        What lies outside is not asked: only the link itself says what it leads to. One to a file has that one name.
        """
        return next((path for path, inside in self._walked if not (inside or self._leads_to_file(path))), "")

    def _leads_to_file(self, link: str) -> bool:
        try:
            leads_to = inputs.leads_to(self._listing.root / link)
        except OSError:  # it was exchanged since the folder was listed
            return False
        return leads_to.startswith(_DEVICES) or any(suffix_of(each) in FILE_SUFFIXES for each in (link, leads_to))

    @cached_property
    def _aliases(self) -> dict[str, list[str]]:
        aliases: dict[str, list[str]] = {}
        for path, note in self._notes.items():
            for key in note.keys:
                if key.name.lower() in _ALIASES:
                    for alias in key.items or (key.raw.strip("\"' "),):
                        aliases.setdefault(fold(alias), []).append(path)
        return aliases

    @cached_property
    def _names(self) -> Names:
        stems = [path.rpartition("/")[2].rpartition(".")[0] for path in self._notes]
        return Names([*stems, *self._aliases])

    def find(self, folder: str, target: str) -> list[str]:
        """The files that `[[target]]` may mean in a note of that folder, the one that is meant first.

        A bare name is a file of the same folder, else the one with the shortest path; a path counts from the root,
        then from the folder, then as the end of a path. Else it is a note's alias.
        """
        wanted, beside = _wanted(folder, target)
        head, _, name = wanted.rpartition("/")
        found = self._files.get(name, ()) if name else ()
        if head:
            found = [path for path in found if f"/{fold(path.rpartition('/')[0])}".endswith(f"/{head}")]
        rank = _ranking(head, beside, fold(self._top))
        return (
            sorted(found, key=lambda path: (*rank(path), len(path), path)) if found else self._aliases.get(wanted, [])
        )

    def tied(self, folder: str, target: str, found: Sequence[str]) -> list[str]:
        """Of what was found, the others that are as near as the first: only the length of their paths decides."""
        wanted, beside = _wanted(folder, target)
        rank = _ranking(wanted.rpartition("/")[0], beside, fold(self._top))
        return [path for path in found[1:] if rank(path) == rank(found[0])]

    def near_name(self, target: str) -> str:
        """The name of a note, or an alias, that was clearly meant by this one; "" where there is none."""
        return self._names.near(target.rpartition("/")[2].removesuffix(".md"))

    def near_file(self, path: str, image: bool) -> str:
        """The path that was clearly meant by one (from the root) that finds nothing; "" where there is none.

        It is the one file of that name elsewhere, else one beside: an image with another ending, a name that is near.
        """
        folder, _, name = path.replace("\\", "/").rpartition("/")
        stem = name.rpartition(".")[0] or name
        if plain_stem(name) in FOLDER_PAGES or len(stem) < 3:
            return ""
        if not image and suffix_of(name) not in FILE_SUFFIXES:
            name += ".md"
        if elsewhere := [path for path in self._files.get(fold(name), ()) if path.rpartition("/")[2] == name]:
            return elsewhere[0] if len(elsewhere) == 1 else ""
        names, stems = self._beside(folder, image)
        same = stems.get(stem, [])
        near = names.near(name) if not same else same[0] if len(same) == 1 else ""
        return f"{folder}/{near}".lstrip("/") if near else ""

    def _beside(self, folder: str, image: bool) -> tuple[Names, dict[str, list[str]]]:
        """The files of a folder, for an image only the images; and these by their names without the ending."""
        if (folder, image) not in self._folders:
            found = [name for name, kind in self._listing.names(folder).items() if kind == "file"]
            stems: dict[str, list[str]] = {}
            if image:
                found = [name for name in found if suffix_of(name) in IMAGE_SUFFIXES]
                for name in found:
                    stems.setdefault(name.rpartition(".")[0], []).append(name)
            self._folders[folder, image] = Names(found), stems
        return self._folders[folder, image]


def _wanted(folder: str, target: str) -> tuple[str, str]:
    """What is looked for from a folder, and the folder, in the form in which names are compared."""
    wanted = fold(target.replace("\\", "/")).strip("/ ").removeprefix("./")
    beside = fold(folder)
    return (joined(beside, wanted) or "" if wanted.startswith("../") else wanted), beside


def _ranking(head: str, beside: str, top: str) -> Callable[[str], tuple[int, int]]:
    """From the root before from the folder, from the folder before from anywhere; then the nearest to the top."""
    first = [f"{top}/{head}".strip("/"), f"{beside}/{head}".strip("/")] if head else [beside]

    def rank(path: str) -> tuple[int, int]:
        own = fold(path.rpartition("/")[0])
        return first.index(own) if own in first else len(first), path.count("/")

    return rank


def fold(name: str) -> str:
    """The form in which names are compared."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", name).casefold()


def joined(folder: str, path: str) -> str | None:
    """The path from the root of a path in a folder, "." and ".." followed; None where it leaves the root."""
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _walk(listing: Listing, top: str) -> Iterator[tuple[str, bool]]:
    """See `Vault._walked`. With each path, whether it is within what may be read."""
    pending = [top]
    while pending:
        folder = pending.pop()
        for name, kind in listing.names(folder).items():
            path = f"{folder}/{name}" if folder else name
            if kind != "dir":
                yield path, kind == "file"
            elif not (name.startswith(".") or name in _NEVER or listing.is_link(path)):
                pending.append(path)
