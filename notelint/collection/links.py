"""What a link, an image, a wikilink or a fragment in a note leads to, among the files of the collection."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

import msgspec

from notelint.collection.borrowing import borrowed
from notelint.collection.pages import Pages
from notelint.collection.targets import Target, address, decoded, is_local, may_be_elsewhere, readings, without_path
from notelint.collection.vault import Vault, joined
from notelint.files.suffixes import FILE_SUFFIXES, FOLDER_PAGE_FILES, FOLDER_PAGES, NOTE_ENDINGS, suffix_of
from notelint.text.lazy import lazy_re
from notelint.text.near import Names
from notelint.text.slugs import anchors, compared_as_written, normalise, without_symbols

if TYPE_CHECKING:
    from notelint.collection.view import View
    from notelint.model.items import Image, Link
    from notelint.site import Site


_HEADING_LINE = lazy_re(r"^[ \t>]*#{1,6}[ \t]+(.+)", re.MULTILINE)
_LINES = lazy_re(r"L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?")
# What viewers and generators add of themselves: footnotes, tabs, the top.
_GIVEN = lazy_re(r"top\Z|(?:user-content-)?fn(?:ref)?[-:_\d]|footnote|__|!?/", re.IGNORECASE)

_UNKNOWN = Target("unknown")


class Resolver:
    """Resolves for one view, from the notes that one site shows. Each target is looked up once for each folder (on
    sites: for each note) it occurs in.
    """

    def __init__(self, view: View, site: Site) -> None:
        self._view = view
        self._notes = view.notes
        self._text = view.text
        self._listing = view.listing
        self._roots = view.roots
        self._site = site
        self._viewer = site.viewer
        self._is_vault = site.dialect.wikilinks
        routes = view.routes(site)
        self._pages = Pages(routes, site, view.listing, view.notes) if routes else None
        self._borrows = routes.borrows if routes else None
        self._resolved: dict[tuple[str, str, bool, bool], Target] = {}
        self._wikilinks: dict[tuple[str, str], Target] = {}
        self._paths: dict[str, Target] = {}  # those that were found
        self._routes: dict[str, bool] = {}
        self.way_out = ""  # a link behind which a name may be that was found nowhere else
        self._anchors: dict[str, frozenset[str]] = {}
        self._written: dict[str, frozenset[str]] = {}  # a note's headings as they are written, for Obsidian
        self._titles: dict[str, Names] = {}
        self._borrowing: dict[str, str] = {}
        # By note: fragments that its headings do not make, and that what it takes in from elsewhere may.
        self.unread_anchors: dict[str, set[str]] = {}

    @cached_property
    def vault(self) -> Vault:
        # A vault is one program's folder, and knows nothing of what lies around it.
        return Vault(self._listing, self._notes, self._site.folder if self._viewer.editor else "")

    # The four questions

    def link(self, note: str, target: str, html: bool = False) -> Target:
        """What a Markdown link, or one in HTML, leads to. `target` is unescaped, percent-encoding as written."""
        if target.startswith("#"):
            return Target("note", note, target[1:])
        return self._resolve(note, target, False, html)

    def image(self, note: str, target: str, html: bool = False) -> Target:
        """What a Markdown image, or one in HTML, shows. An embed `![[…]]` is found by `wikilink`."""
        return self._resolve(note, target, True, html)

    def shown(self, image: Image) -> Target:
        """What an image of any kind shows."""
        if image.kind == "embed":
            return self.wikilink(image.path, image.target)
        return self.image(image.path, image.target, image.kind in ("html", "shortcode"))

    def led(self, link: Link) -> Target:
        """What a link of any kind leads to."""
        if link.kind == "shortcode" and not link.target.startswith("#"):
            return self._reference(link.path, link.target)
        return self.link(link.path, link.target, link.kind == "html")

    def _reference(self, note: str, target: str) -> Target:
        """What a shortcode leads to that names a note; see `Pages.named`."""
        if self._pages is None or not self._pages.has(note) or without_path(target):
            return _UNKNOWN
        path, _, fragment = target.partition("#")
        found = self._pages.named(note, path)
        if found.kind == "missing":
            return self._missing(list(found.looked_in), False)
        return msgspec.structs.replace(found, fragment=fragment)

    def wikilink(self, note: str, target: str) -> Target:
        """What `[[target]]` or `[[target#fragment]]` in a note leads to; see `Vault.find` for the order."""
        folder = note.rpartition("/")[0]
        known = self._wikilinks.get((folder, target))
        if known is None:
            known = self._wikilinks[folder, target] = self._wikilink(folder, target)
        # Only a fragment: the note itself, whose folder the cache does not tell from its neighbours.
        return msgspec.structs.replace(known, path=note) if known.kind == "note" and not known.path else known

    def anchor(self, path: str, fragment: str) -> bool | None:
        """Is there such a place in a note? None where that cannot be told: no note, or headings made elsewhere.

        Where the note takes in text from elsewhere, that is kept to be told; see `unread_anchors`.
        """
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
            named = {self._compared(anchor.name.removeprefix("^")) for anchor in note.anchors}
            known = self._anchors[path] = anchors(headings, self._slugs(path), self._exact) | named
        parts = (fragment,) if self._viewer.exact_anchors else (fragment, fragment.rpartition("#")[2])
        for part in parts:  # [[note#heading#sub-heading]]
            part = part.removeprefix("user-content-").removeprefix("^")
            if self._compared(part) in known or self._finds_as_written(path, part, known):
                return True
        if not self.borrowed(path):
            return False
        self.unread_anchors.setdefault(path, set()).add(fragment)
        return None

    def _slugs(self, path: str) -> tuple[str, ...]:
        """How anchors are made of a note's headings; the README of a vault is read on the forge, too."""
        slugs = self._site.dialect.slugs
        readme = self._viewer.editor and path.rpartition("/")[2].lower().startswith("readme.")
        return (*slugs, "github") if readme and "github" not in slugs else slugs

    @property
    def _exact(self) -> bool:
        """Does a fragment lead nowhere where a letter's case differs? Some sluggers keep the case, or not."""
        return self._viewer.exact_anchors and not any("pymdownx" in name for name in self._site.dialect.slugs)

    def _compared(self, fragment: str) -> str:
        return normalise(fragment, exact=self._exact)

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

    def borrowed(self, path: str) -> str:
        """What may bring headings into a note that are not written in it; "" for nothing."""
        if path not in self._borrowing:
            is_part = self._viewer.parts and any(name[0] == "_" for name in path.split("/")[:-1])
            code = self._view.code(path)
            self._borrowing[path] = borrowed(self._text(path), code, path, self._view, self._site, self._borrows) or (
                path if is_part else ""
            )
        return self._borrowing[path]

    def near_heading(self, path: str, fragment: str) -> str:
        """The heading that a fragment without a place clearly meant, "" where there is none."""
        if path not in self._titles:
            note = self._notes.get(path)
            self._titles[path] = Names(heading.text for heading in note.headings) if note else Names(())
        titles = self._titles[path]
        return titles.near(unquote(fragment)) or titles.opened(unquote(fragment))

    # Links and images

    def _resolve(self, note: str, target: str, image: bool, html: bool) -> Target:
        paged = self._pages is not None and self._pages.has(note)
        routed = paged or self._routed(note)
        key = (note if routed else note.rpartition("/")[0], target, image, html)
        known = self._resolved.get(key)
        if known is None:
            known = self._resolved[key] = self._look(note, target.strip(), image, routed, html)
        return known

    def _look(self, note: str, target: str, image: bool, routed: bool, html: bool) -> Target:
        if kind := without_path(target):
            return Target(kind)
        path, _, fragment = target.partition("#")
        path = path.partition("?")[0]
        if not path:
            return Target("page")
        found = self._on_site(note, path, image, html)
        if found is None and path.startswith("/"):
            found = self._rooted(note, path, image, routed)
        elif found is None:
            found = self._relative(note, path, image, routed)
        if found.kind in ("page", "unknown") and self._pages and self._pages.has(note) and not found.made_by:
            found = msgspec.structs.replace(found, made_by=self._pages.decided_elsewhere(image))
        if is_local(target) and found.kind not in ("note", "file", "folder"):
            return Target("local")
        return msgspec.structs.replace(found, fragment=fragment) if fragment else found

    def _on_site(self, note: str, path: str, image: bool, html: bool) -> Target | None:
        """What a note's page leads to; None where its pages do not tell."""
        if self._pages is None or not self._pages.has(note):
            return None
        found = self._pages.find(note, path, image, html)
        if found is not None and found.kind == "case" and (respelled := _respelled(path, found.path)):
            # Spelled as the file is, it may still be looked for where nothing is.
            again = self._pages.find(note, respelled, image, html)
            found = again if again is not None and again.kind == "astray" else found
        if found is None or found.kind not in ("missing", "no-page", "astray", "page"):
            return found
        if may_be_elsewhere(path):
            return _UNKNOWN
        if found.kind == "page":
            return found
        if path.startswith("/") and (served := self._served(path)):
            return served
        if full := address(path):
            return Target("address", near=full)
        if found.kind != "missing":
            return found
        missing = self._missing(list(found.looked_in), image)
        return self._rooted_elsewhere(note, path, image, missing) if path.startswith("/") else missing

    def _rooted_elsewhere(self, note: str, path: str, image: bool, missing: Target) -> Target:
        """A file that is at no address from "/", with one of that path in another folder; unknown where the site may
        have an address of its own.
        """
        first = path.strip("/").partition("/")[0]
        own = {folder.rpartition("/")[2] for folder in (*self._site.content, *self._site.assets)}
        served = self._roots.asset_roots(note)
        if first not in own and self._below_own_address(served, path, image):
            return _UNKNOWN
        read = readings(path)
        anywhere = self._roots.asset_roots(note, read[0])
        found = self._first([joined(root, reading) for reading in read for root in anywhere], image)
        return msgspec.structs.replace(missing, near=found.path) if found and not missing.near else missing

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
        first, _, rest = decoded(path).strip("/").partition("/")
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
        found = self.vault.find(folder, name) or self.vault.find(folder, decoded(name))
        content = [f"{each}/" for each in self._site.content]
        if content and f"{folder}/".startswith(tuple(content)):
            # A site reads nothing outside of its folders.
            found = [path for path in found if path.startswith(tuple(content))] or found
        if not found:
            self._listing.missed.update(self._listing.unreadable)
            whole = self._sees_all() and not (self._listing.unreadable or self._listing.absent)
            kind = without_path(name) or ("missing" if whole else "unknown")
            return Target(kind, fragment=fragment, near=self.vault.near_name(name) if kind == "missing" else "")
        if self._listing.find(found[0]).kind == "outside":
            return _UNKNOWN
        return Target(self._file(found[0]).kind, found[0], fragment, ambiguous=tuple(found[1:]))

    def _sees_all(self) -> bool:
        """Is a name that finds nothing nowhere? `way_out` tells why that cannot be told."""
        self.way_out = self.vault.way_out
        return not self.way_out


def _respelled(path: str, actual: str) -> str:
    """A path with the letters' case of the file that it nearly names, "" where it is written in another way."""
    length = len(path.lstrip("./"))
    same = length > 0 and actual[-length:].casefold() == path[-length:].casefold()
    return path[:-length] + actual[-length:] if same else ""


def _paths(tried: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for path in tried if path is not None))
