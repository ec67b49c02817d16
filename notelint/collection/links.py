"""What a link, an image, a wikilink or a fragment in a note leads to, among the files of the collection."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

import msgspec

from notelint.collection.targets import Target, address, is_local, may_be_elsewhere, readings, without_path
from notelint.collection.vault import Vault, joined
from notelint.files.suffixes import FILE_SUFFIXES, FOLDER_PAGE_FILES, FOLDER_PAGES, NOTE_ENDINGS, suffix_of
from notelint.text.near import Names
from notelint.text.slugs import anchors, compared_as_written, github, normalise, without_symbols

if TYPE_CHECKING:
    from notelint.collection.view import View


_HEADING_LINE = re.compile(r"^[ \t>]*#{1,6}[ \t]+(.+)", re.MULTILINE)
# Text and headings that come from another file, or from a template: shortcodes, includes, components; and the terms
# of definition lists, of which some generators make anchors.
_BORROWED = re.compile(
    r"\{\{%|\{\{<\s*[\w/.-]*(?:include|partial|readfile|import)|\{%-?\s*(?:include|render|import)|--8<--|<!--\s*@include"
    r"|^import\s.+\sfrom\s|^\{\{#include|^```\{(?:include|eval-rst)|^:[ \t]+\S",
    re.MULTILINE,
)
_LINES = re.compile(r"L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?")
# What viewers and generators add of themselves: footnotes, tabs, the top.
_GIVEN = re.compile(r"top\Z|(?:user-content-)?fn(?:ref)?[-:_\d]|footnote|__|!?/", re.IGNORECASE)

_UNKNOWN = Target("unknown")


class Resolver:
    """Resolves for one view. Each target is looked up once for each folder (on sites: for each note) it occurs in."""

    def __init__(self, view: View) -> None:
        self._notes = view.notes
        self._text = view.text
        self._listing = view.listing
        self._roots = view.roots
        self._site = view.site
        self._viewer = view.site.viewer
        self._is_vault = view.site.dialect.wikilinks
        self._resolved: dict[tuple[str, str, bool], Target] = {}
        self._wikilinks: dict[tuple[str, str], Target] = {}
        self._paths: dict[str, Target] = {}  # those that were found
        self._routes: dict[str, bool] = {}
        self.way_out = ""  # a link behind which a name may be that was found nowhere else
        self._anchors: dict[str, frozenset[str]] = {}
        self._written: dict[str, frozenset[str]] = {}  # a note's headings as they are written, for Obsidian
        self._titles: dict[str, Names] = {}
        self._borrowing: dict[str, bool] = {}

    @cached_property
    def vault(self) -> Vault:
        return Vault(self._listing, self._notes)

    # The four questions

    def link(self, note: str, target: str) -> Target:
        """What a Markdown or HTML link in a note leads to. `target` is unescaped, percent-encoding as written."""
        if target.startswith("#"):
            return Target("note", note, target[1:])
        return self._resolve(note, target, False)

    def image(self, note: str, target: str) -> Target:
        """What a Markdown or HTML image shows. An embed `![[…]]` is found by `wikilink`."""
        return self._resolve(note, target, True)

    def wikilink(self, note: str, target: str) -> Target:
        """What `[[target]]` or `[[target#fragment]]` in a note leads to; see `Vault.find` for the order."""
        folder = note.rpartition("/")[0]
        known = self._wikilinks.get((folder, target))
        if known is None:
            known = self._wikilinks[folder, target] = self._wikilink(folder, target)
        # Only a fragment: the note itself, whose folder the cache does not tell from its neighbours.
        return msgspec.structs.replace(known, path=note) if known.kind == "note" and not known.path else known

    def anchor(self, path: str, fragment: str) -> bool | None:
        """Is there such a place in a note? None where that cannot be told: no note, or headings made elsewhere."""
        fragment = fragment.partition(":~:")[0].rstrip("&")
        if not fragment or _LINES.fullmatch(fragment):
            return True
        note = self._notes.get(path)
        if note is None:
            return None
        if _GIVEN.match(fragment):
            return True
        known = self._anchors.get(path)
        if known is None:
            headings = [(heading.slug_text, heading.anchor) for heading in note.headings]
            named = {normalise(anchor.name.removeprefix("^")) for anchor in note.anchors}
            known = self._anchors[path] = anchors(headings, self._site.dialect.slugs) | named
        for part in (fragment, fragment.rpartition("#")[2]):  # [[note#heading#sub-heading]]
            part = part.removeprefix("user-content-").removeprefix("^")
            if normalise(part) in known or self._finds_as_written(path, part, known):
                return True
        return None if self._borrows(path) else False

    def named(self, path: str, fragment: str) -> bool | None:
        """`anchor`, for the fragment of a wikilink: outside of vaults, plugins make an anchor of the heading's name."""
        found = self.anchor(path, fragment)
        if found is not False or compared_as_written(self._site.dialect.slugs):
            return found
        return self.anchor(path, github(" ".join(fragment.split())))

    def _finds_as_written(self, path: str, fragment: str, known: frozenset[str]) -> bool:
        """Where a link is compared with the heading as it is written, links in it and all, without either's symbols."""
        if not compared_as_written(self._site.dialect.slugs):
            return False
        wanted = normalise(without_symbols(fragment))
        if wanted in known:
            return True
        if path not in self._written:
            lines = _HEADING_LINE.findall(self._text(path))
            self._written[path] = frozenset(normalise(without_symbols(line)) for line in lines)
        return wanted in self._written[path]

    def _borrows(self, path: str) -> bool:
        """May a note have headings that are not written in it, or be a part of others that have them?"""
        if path not in self._borrowing:
            text = self._text(path)
            is_part = self._viewer.parts and any(name[0] == "_" for name in path.split("/")[:-1])
            self._borrowing[path] = is_part or path.endswith(".mdx") or _BORROWED.search(text) is not None
        return self._borrowing[path]

    def near_heading(self, path: str, fragment: str) -> str:
        """The heading that a fragment without a place clearly meant, "" where there is none."""
        if path not in self._titles:
            note = self._notes.get(path)
            self._titles[path] = Names(heading.text for heading in note.headings) if note else Names(())
        titles = self._titles[path]
        return titles.near(unquote(fragment)) or titles.opened(unquote(fragment))

    # Links and images

    def _resolve(self, note: str, target: str, image: bool) -> Target:
        routed = self._routed(note)
        key = (note if routed else note.rpartition("/")[0], target, image)
        known = self._resolved.get(key)
        if known is None:
            known = self._resolved[key] = self._look(note, target.strip(), image, routed)
        return known

    def _look(self, note: str, target: str, image: bool, routed: bool) -> Target:
        if kind := without_path(target):
            return Target(kind)
        path, _, fragment = target.partition("#")
        path = path.partition("?")[0]
        if not path:
            return Target("page")
        if path.startswith("/"):
            found = self._rooted(note, path, image, routed)
        else:
            found = self._relative(note, path, image, routed)
        if is_local(target) and found.kind not in ("note", "file", "folder"):
            return Target("local")
        return msgspec.structs.replace(found, fragment=fragment) if fragment else found

    def _routed(self, note: str) -> bool:
        """Is the note a page of a site, so that paths in it may be addresses of pages?"""
        known = self._routes.get(note)
        if known is None:
            site = self._site
            inside = not site.content or any(note.startswith(f"{folder}/") for folder in site.content)
            known = self._routes[note] = self._viewer.routed and inside
        return known

    def _relative(self, note: str, path: str, image: bool, routed: bool) -> Target:
        if path.startswith("@site/"):
            tried = [joined("", reading) for reading in readings(path[6:])]
        else:
            bases = self._bases(note, routed and not path.endswith(NOTE_ENDINGS))
            tried = [joined(base, reading) for reading in readings(path) for base in bases]
        if found := self._first(tried, image):
            return self._judged(found, path, routed)
        if self._is_vault and (named := self._named(note, path, image)):
            return named
        if full := address(path):
            return Target("address", near=full)
        if may_be_elsewhere(path) or None in tried or (self._is_vault and not self._sees_all()):
            return _UNKNOWN
        if not image and self._is_page(path, routed):
            return _UNKNOWN
        return self._missing(tried[:1], image)

    def _is_page(self, path: str, routed: bool) -> bool:
        """May a path that finds no file be the address of a page that the site makes?"""
        suffix = suffix_of(path)
        return (routed and suffix not in FILE_SUFFIXES) or (self._viewer.routed and suffix == "html")

    def _bases(self, note: str, as_page: bool) -> list[str]:
        """The folders that a relative path may start from: the note's own, and that of the page it becomes."""
        folder, _, name = note.rpartition("/")
        stem = name.partition(".")[0]
        page = f"{folder}/{stem}".lstrip("/")
        return [folder, page] if as_page and stem.lower() not in FOLDER_PAGES else [folder]

    def _named(self, note: str, path: str, image: bool) -> Target | None:
        """Obsidian finds the file of a Markdown link by its name too."""
        for reading in readings(path):
            if found := self.vault.find(note.rpartition("/")[0], reading):
                return _UNKNOWN if self._listing.find(found[0]).kind == "outside" else self._file(found[0])
        return None

    def _rooted(self, note: str, path: str, image: bool, routed: bool) -> Target:
        """A path from "/": on a site from what it serves, elsewhere from any folder above too."""
        read = readings(path)
        served = self._roots.asset_roots(note)
        anywhere = self._roots.asset_roots(note, read[0])
        if routed and (found := self._served(path)):
            return found
        roots = (*(served if routed else anywhere), *(() if image else (*self._site.content, self._site.folder)))
        tried = [joined(root, reading) for reading in read for root in roots]
        if found := self._first(tried, image):
            return self._judged(found, path, routed)
        if self._below_own_address(served, path, image) or (image and self._beside_pages(read)):
            return _UNKNOWN
        if not image and suffix_of(path) not in FILE_SUFFIXES:
            return Target("page")
        if not anywhere:
            return Target("unknown", looked_in=_paths(joined(folder, read[0]) for folder in ("", "public", "static")))
        missing = self._missing(tried, image)
        elsewhere = self._first([joined(root, reading) for reading in read for root in anywhere], image)
        return msgspec.structs.replace(missing, near=elsewhere.path) if elsewhere else missing

    def _beside_pages(self, read: Sequence[str]) -> bool:
        """Does what lies beside the pages have the address?"""
        tried = [joined(root, reading) for reading in read for root in self._site.content]
        return self._viewer.serves_beside_pages and self._first(tried, image=True) is not None

    def _below_own_address(self, served: Sequence[str], path: str, image: bool) -> bool:
        """May the site live below an address of its own, so that its images are at /name/images/x.png?"""
        first, _, below = path.strip("/").partition("/")
        if not below or any(self._at(joined(root, first) or "", False) for root in served):
            return False
        return self._first([joined(root, each) for each in readings(below) for root in served], image) is not None

    def _served(self, path: str) -> Target | None:
        """Where the site shows `public/` as "/", `/public/x.png` is not there."""
        first, _, rest = unquote(path).strip("/").partition("/")
        for root in self._site.assets:
            if rest and root.rpartition("/")[2] == first and self._listing.find(f"{root}/{rest}").kind == "file":
                return Target("served", f"{root}/{rest}", near="/" + path.lstrip("/").partition("/")[2])
        return None

    def _first(self, tried: list[str | None], image: bool) -> Target | None:
        """The first path that finds something, else the first that would in another case, or might in a folder that
        cannot be looked into.
        """
        nearly = None
        for where in tried:
            found = self._at(where, image) if where is not None else None
            if found and found.kind not in ("case", "unknown"):
                return found
            nearly = nearly or found
        return nearly

    def _judged(self, found: Target, path: str, routed: bool) -> Target:
        """Obsidian does not mind the letters' case, and addresses of pages have a case of their own."""
        if found.kind != "case":
            return found
        if self._is_vault:
            return self._file(found.path)
        return _UNKNOWN if routed and suffix_of(path) not in FILE_SUFFIXES else found

    def _at(self, where: str, image: bool) -> Target | None:
        found = self._paths.get(where) or self._find(where)
        if found:
            self._paths[where] = found
        return None if image and found and found.kind in ("folder", "note") else found

    def _find(self, where: str) -> Target | None:
        found = self._listing.find(where)
        if found.kind in ("outside", "closed"):
            return _UNKNOWN
        if found.kind == "file":
            return self._file(found.actual)
        if found.kind == "dir":
            prefix = f"{found.actual}/" if found.actual else ""
            names = self._listing.names(found.actual)
            index = next((name for name in FOLDER_PAGE_FILES if names.get(name) == "file"), "")
            return self._file(prefix + index) if index else Target("folder", found.actual)
        stem = where.removesuffix(".html")
        if suffix_of(stem) not in FILE_SUFFIXES:
            for suffix in NOTE_ENDINGS:
                if self._listing.find(stem + suffix).kind == "file":
                    return self._file(stem + suffix)
        return Target("case", found.actual) if found.kind == "case" and found.only else None

    def _file(self, path: str) -> Target:
        return Target("note" if path in self._notes else "file", path)

    def _missing(self, tried: list[str | None], image: bool) -> Target:
        looked = _paths(tried)
        near = next((near for where in looked if (near := self.vault.near_file(where, image))), "")
        return Target("missing", looked_in=looked, near=near)

    # Wikilinks

    def _wikilink(self, folder: str, target: str) -> Target:
        name, _, fragment = target.partition("#")
        name = name.strip()
        if not name:
            return Target("note", "", fragment)
        found = self.vault.find(folder, name) or self.vault.find(folder, unquote(name))
        content = [f"{each}/" for each in self._site.content]
        if content and f"{folder}/".startswith(tuple(content)):
            # A site reads nothing outside of its folders.
            found = [path for path in found if path.startswith(tuple(content))] or found
        if not found:
            self._listing.missed.update(self._listing.unreadable)
            whole = self._sees_all() and not self._listing.unreadable
            kind = without_path(name) or ("missing" if whole else "unknown")
            return Target(kind, fragment=fragment, near=self.vault.near_name(name) if kind == "missing" else "")
        if self._listing.find(found[0]).kind == "outside":
            return _UNKNOWN
        return Target(self._file(found[0]).kind, found[0], fragment, ambiguous=tuple(found[1:]))

    def _sees_all(self) -> bool:
        """Is a name that finds nothing nowhere? `way_out` tells why that cannot be told."""
        self.way_out = self.vault.way_out
        return not self.way_out


def _paths(tried: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for path in tried if path is not None))
