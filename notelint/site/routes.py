"""The pages of a site, as they follow from its notes and its settings: which there are, and what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from notelint.files.suffixes import FOLDER_PAGES, NOTE_ENDINGS

if TYPE_CHECKING:
    from notelint.model.items import NoteItems
    from notelint.site.configuration import Config

_MAX_FILES = 100_000  # of one folder: nobody's assets are more
_MAX_DEPTH = 30


class Destinations(msgspec.Struct, frozen=True, kw_only=True):
    """Which paths in a note its generator takes for files of the collection, and replaces by their addresses.

    All others reach the reader as they are written, and a browser takes them for addresses.
    """

    notes: bool = False  # `[x](b.md)`
    bare: bool = False  # `[x](b)`
    files: bool = False  # `[x](b.pdf)`
    images: bool = False  # `![](b.png)`
    html_links: bool = False  # the same as attributes of HTML
    html_images: bool = False  # those that begin with a dot
    rooted: bool = False  # `/b.md` is looked up in the folder of the notes
    from_content: bool = False  # so is `b.md`, where nothing of that name lies beside the note
    ending: bool = False  # an address without an ending gets `.html`
    any_case: bool = False  # notes are found in any case of the letters, and with any ending
    readmes: bool = False  # `README.md` is the address of its folder, also where another note is its page
    links_by: str = ""  # what decides about links, or images, in a way that is not known
    images_by: str = ""
    images_from_root: bool = False  # a relative image is looked up as if it began with "/"


class Open(msgspec.Struct, frozen=True):
    """A part of the addresses that something fills which no file tells of."""

    prefix: str  # with "/" at its end; "" for all addresses
    setting: str  # what fills it, as the settings name it


class Routes:
    """The addresses of a site, as paths below its output folder: `guide/start/index.html`.

    `pages` has the note of each page, "" where a page is made of none; `at` the page of each note, without those whose
    address is not known; `files` what is copied to an address of its own; `served` the folders that are copied whole,
    as (address, folder). A site may live below an address, `base`, which is in none of them.
    """

    def __init__(self, destinations: Destinations, base: str = "", *, without_slash: bool = False) -> None:
        self.destinations = destinations
        self.base = base.strip("/")
        self.without_slash = without_slash  # relative paths count from addresses without "/" at their end, but indexes'
        self.exact_base = False  # paths from "/" reach the reader without it
        self.notes: set[str] = set()  # of the site, whether their address is known or not
        self.pages: dict[str, str] = {}
        self.at: dict[str, str] = {}
        # By language: pages that have an address in the place of the original's, for who reads the site in it.
        self.translated: dict[str, dict[str, str]] = {}
        self.language: dict[str, str] = {}  # of the notes that are such translations
        self.files: dict[str, str] = {}
        self.served: list[tuple[str, str]] = []
        self.open: list[Open] = []
        self.borrows: re.Pattern[str] | None = None  # what makes anchors besides what the viewer's row has

    def add(self, output: str, note: str = "") -> None:
        """A page of a note, or one that is made of none. The first note at an address has it."""
        self.pages[output] = self.pages.get(output) or note
        if note:
            self.notes.add(note)
            self.at.setdefault(note, output)

    def leave_open(self, setting: str, prefix: str = "") -> None:
        """Says what fills an address, or the whole site, that no file tells of."""
        self.open.append(Open(f"{prefix.strip('/')}/" if prefix.strip("/") else "", setting))

    def may_be_made(self, address: str) -> str:
        """The setting that may make a page at an address (without "/" around it), "" for none."""
        return next(
            (each.setting for each in self.open if not each.prefix or f"{address}/".startswith(each.prefix)), ""
        )


def shown_address(output: str) -> str:
    """How the address of a page is written: `/guide/start/`, `/guide/start.html`."""
    return "/" + (output.removesuffix("index.html") if f"/{output}".endswith("/index.html") else output)


def walk(config: Config, folder: str) -> Iterator[str]:
    """The files below a folder of the site, as paths from that folder."""
    pending, count = [""], 0
    while pending:
        at = pending.pop()
        where = "/".join(filter(None, (folder, at)))
        for name, kind in config.entries(where).items():
            path = f"{at}/{name}" if at else name
            if kind == "dir" and path.count("/") < _MAX_DEPTH and name not in ("node_modules", ".git"):
                pending.append(path)
            elif kind == "file":
                yield path
                count += 1
                if count > _MAX_FILES:
                    return


def value(note: NoteItems, *names: str) -> str:
    """What a key of a note's front matter says, without quotes; "" where it is not there."""
    for key in note.keys:
        if key.name in names and key.kind not in ("list", "map", "null"):
            return key.raw.strip().strip("\"'").strip()
    return ""


def values(note: NoteItems, *names: str) -> Sequence[str]:
    """What a key holds that may be a list."""
    for key in note.keys:
        if key.name in names:
            return key.items or ((key.raw.strip().strip("\"'"),) if key.kind not in ("list", "map", "null") else ())
    return ()


def stem_of(path: str) -> str:
    """A note's path without its ending."""
    return path.rpartition(".")[0] if path.lower().endswith(NOTE_ENDINGS) else path


def is_index(note: str) -> bool:
    """Is a note the page of its folder, by its name?"""
    return stem_of(note).rpartition("/")[2].lower() in FOLDER_PAGES


def page(path: str) -> str:
    """Where a page is whose address is a folder: `guide/start` -> `guide/start/index.html`."""
    return f"{path.strip('/')}/index.html".lstrip("/")
