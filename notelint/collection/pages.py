"""What a link in a page of a site leads to: a file that the generator replaces by its address, or an address."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from notelint.collection.targets import Target, readings
from notelint.collection.vault import fold, joined
from notelint.files.suffixes import FILE_SUFFIXES, FOLDER_PAGE_FILES, NOTE_ENDINGS, suffix_of
from notelint.site.routes import is_index, shown_address
from notelint.text.lazy import lazy_re
from notelint.text.near import Names

if TYPE_CHECKING:
    from notelint.model.items import NoteItems
    from notelint.site import Site
    from notelint.site.listing import Listing
    from notelint.site.routes import Routes

# Those that are notes.
_INDEXES = tuple(name for name in FOLDER_PAGE_FILES if name.endswith(NOTE_ENDINGS))
_UNKNOWN = Target("unknown")
# What templates make besides pages: feeds, maps of the site, data for its search.
_MADE = lazy_re(
    r"(?:.*/)?(?:[\w.-]+\.(?:xml|webmanifest|rss|atom|ics)|(?:index|search|feed)\.json|robots\.txt|404\.html|page/\d+)"
)


class Pages:
    """Finds what the links of a site's notes lead to, as its readers would."""

    def __init__(self, routes: Routes, site: Site, listing: Listing, notes: Mapping[str, NoteItems]) -> None:
        self._routes = routes
        self._content = site.content or (site.folder,)
        self._folder = site.folder
        self._listing = listing
        self._notes = notes

    def has(self, note: str) -> bool:
        """Is the note a page of the site?"""
        return note in self._routes.notes

    def decided_elsewhere(self, image: bool) -> str:
        """What makes addresses of the paths in links, or images, in a way that is not known; "" for nothing."""
        where = self._routes.destinations
        return where.images_by if image else where.links_by

    def _gets_ending(self, path: str, html: bool) -> bool:
        """Does the generator add an ending to a path?"""
        name = path.rpartition("/")[2]
        return self._routes.destinations.ending and not html and bool(name) and "." not in name.strip(".")

    def find(self, note: str, path: str, image: bool, html: bool) -> Target | None:
        """What a path in a note finds; None where that cannot be told from the pages, since the address of the note's
        own page is not known.

        `image` is what is shown and not followed, `html` what an attribute in HTML holds.
        """
        nearly = None
        for reading in readings(path):
            found = self._replaced(note, reading, image, html)
            if found and found.kind != "case":
                return found
            nearly = nearly or found
        address = readings(path)[0]
        from_root = path.startswith("/") or (image and not html and self._routes.destinations.images_from_root)
        if not from_root and note not in self._routes.at:
            if self._is_left(note, address, image, html):
                return self._astray(note, address, "", image)
            if nearly or image or suffix_of(address) in FILE_SUFFIXES:
                return nearly
            return Target("page", made_by=self._routes.may_be_made("") or f"what gives {note} its address")
        addresses = list(self._addresses(note, address, image and not html))
        if not addresses:
            return _UNKNOWN
        bare = self._gets_ending(path, html)
        language = self._routes.translated.get(self._routes.language.get(note, ""), {})
        found = next((found for each in addresses if (found := self._at(each, bare, language))), None)
        if found and not (image and found.kind == "note"):
            where = self._routes.destinations
            decided = not html and (self.decided_elsewhere(image) or (where.any_case and path.endswith(".html")))
            return self._beside_base(address, found) if not decided and self._misses_base(address) else found
        if not html and self.decided_elsewhere(image):
            return None
        return nearly or self._nothing(note, address, addresses, image)

    def named(self, note: str, path: str) -> Target:
        """The note that a path names from another one, from the folder of all, or by its own name if that is the only
        one; `.md` may be left out, and the letters' case does not count. Neither a page nor an address is meant.
        """
        folder = note.rpartition("/")[0]
        bases = [*self._content] if path.startswith("/") else [folder, *self._content]
        looked = [whole for base in bases if (whole := joined(base, path)) is not None]
        for whole in looked:
            stem = whole.rpartition(".")[0] if whole.lower().endswith(NOTE_ENDINGS) else whole
            found = self._in_any_case(stem) or self._in_any_case(f"{stem}/index") or self._in_any_case(f"{stem}/_index")
            if found or self._listing.find(stem).kind == "dir":
                return found or Target("made", stem)
        name = fold(path.rpartition("/")[2])
        same = [each for each in self._routes.notes if name and fold(_name(each)) in (name, f"{name}.md")]
        if same and "/" not in path:
            return self._target(same[0]) if len(same) == 1 else _UNKNOWN
        return _UNKNOWN if self._routes.language or not looked else Target("missing", looked_in=tuple(looked[:1]))

    def _misses_base(self, path: str) -> bool:
        """Does a path from "/" leave the folder that the site is served in, which nobody adds to it?"""
        routes = self._routes
        below = f"{path.lstrip('/')}/".startswith(f"{routes.base}/")
        return routes.exact_base and bool(routes.base) and path.startswith("/") and path != "/" and not below

    def _beside_base(self, path: str, found: Target) -> Target:
        """What the site has, at an address outside of the folder that it is served in."""
        near = f"/{self._routes.base}{path}"
        if found.kind == "file":
            return Target("astray", found.path, looked_in=(path,), near=near)
        return Target("no-page", looked_in=(path,), near=near)

    # Paths that the generator replaces

    def _replaced(self, note: str, path: str, image: bool, html: bool) -> Target | None:
        where = self._routes.destinations
        if where.from_content:
            path = path.replace("\\", "/")
        if html and not (where.html_images and path.startswith(".") if image else where.html_links):
            return None
        is_file = suffix_of(path) in FILE_SUFFIXES
        if image:
            replaced = where.images
        elif path.lower().endswith((*NOTE_ENDINGS, *((".html",) if where.any_case else ()))):
            replaced = where.notes
        else:
            replaced = where.files if is_file else where.bare
        if not replaced:
            return None
        nearly = None
        for base in self._bases(note, path):
            whole = joined(base, path.removeprefix("@site/"))
            found = self._file(whole, bare=not (is_file or image)) if whole is not None else _UNKNOWN
            if found and found.kind != "case":
                return found
            nearly = nearly or found
        return nearly

    def _bases(self, note: str, path: str) -> Iterator[str]:
        """The folders in which the generator looks a path up."""
        where = self._routes.destinations
        if path.startswith("@site/"):
            yield self._folder
        elif path.startswith("/"):
            if where.any_case or (where.rooted and (where.html_images or path.lower().endswith(NOTE_ENDINGS))):
                yield from (*self._content, *((self._folder,) if where.from_content else ()))
        else:
            yield note.rpartition("/")[0]
            if where.from_content and not path.startswith("."):
                yield from (folder for folder in self._content if note.startswith(f"{folder}/"))

    def _file(self, where: str, bare: bool) -> Target | None:
        found = self._listing.find(where)
        if found.kind in ("outside", "closed"):
            return _UNKNOWN
        if found.kind == "file":
            # A name whose accents are letters of their own finds it on a Mac, and on no server.
            return self._target(found.actual) if found.actual == where else None
        if bare:
            names = [f"{where}{ending}" for ending in NOTE_ENDINGS] + [f"{where}/{name}" for name in _INDEXES]
            for name in names:
                if (each := self._listing.find(name)).kind == "file":
                    return self._target(each.actual)
        folder, _, last = where.rpartition("/")
        if self._routes.destinations.readmes and last == "README.md":
            index = f"{folder}/index.md".lstrip("/")
            return self._target(index) if self._listing.find(index).kind == "file" else None
        if self._routes.destinations.any_case:
            return self._in_any_case(where)
        return Target("case", found.actual) if found.kind == "case" and found.only and not bare else None

    def _in_any_case(self, where: str) -> Target | None:
        stem = where.rpartition(".")[0] if where.endswith((*NOTE_ENDINGS, ".html")) else where
        found = (self._listing.find(f"{stem}{ending}") for ending in NOTE_ENDINGS)
        actual = next((each.actual for each in found if each.kind in ("file", "case")), "")
        return self._target(actual) if actual else None

    def _target(self, path: str) -> Target:
        return Target("note" if path in self._notes else "file", path)

    # Addresses

    def _addresses(self, note: str, path: str, image: bool) -> Iterator[str]:
        """The addresses, without "/" around them, that a browser asks for; none where it leaves the site."""
        routes = self._routes
        if path.startswith("/") or (image and routes.destinations.images_from_root):
            whole = posixpath.normpath(f"/{path}").strip("/")
            yield whole
            if routes.base and f"{whole}/".startswith(f"{routes.base}/"):
                yield whole[len(routes.base) + 1 :]
            return
        output = routes.at[note]
        folder = output.rpartition("/")[0]
        if routes.without_slash and not is_index(note):
            folder = folder.rpartition("/")[0]
        below = joined(folder, path.replace("\\", "/"))
        if below is not None:
            yield below

    def _at(self, address: str, bare: bool, language: Mapping[str, str]) -> Target | None:
        """What the site has at an address; `bare` for one that `.html` is added to. `language` has the notes that
        readers get there in their own.
        """
        routes = self._routes
        for output in (f"{address}.html", *(() if bare else (address, f"{address}/index.html".lstrip("/")))):
            if output in routes.pages:
                owner = language.get(output) or routes.pages[output]
                return Target("note", owner) if owner else Target("made", output)
            if output in routes.files:
                return Target("file", routes.files[output])
        for prefix, folder in routes.served:
            if address and f"{address}/".startswith(f"{prefix}/" if prefix else ""):
                rest = address[len(prefix) :].lstrip("/")
                whole = f"{folder}/{rest}" if folder and rest else folder or rest
                if found := self._served(whole):
                    return found
        return None

    def _served(self, whole: str) -> Target | None:
        for name in (whole, f"{whole}/index.html", f"{whole}.html"):
            found = self._listing.find(name)
            if found.kind == "outside":
                return _UNKNOWN
            if found.kind == "file" and found.actual == name and found.actual not in self._routes.notes:
                return Target("file", found.actual)
        return None

    # What leads nowhere

    def _nothing(self, note: str, path: str, addresses: list[str], image: bool) -> Target:
        shown = "/" + addresses[0] + ("/" if path.endswith("/") and addresses[0] else "")
        if suffix_of(path) in FILE_SUFFIXES:
            return self._astray(note, path, shown, image)
        for address in addresses:
            if setting := self._routes.may_be_made(address):
                return Target("page", made_by=setting)
            if _MADE.fullmatch(address):
                return Target("page")
        folder = self._folder_at(note, path, addresses)
        near = "" if folder else self._near_page(addresses[0])
        return Target("no-page", folder, looked_in=(shown,), near=near)

    def _folder_at(self, note: str, path: str, addresses: list[str]) -> str:
        """The folder of notes that an address names, "" for none: it has no page of its own."""
        for folder in self._content:
            for address in addresses:
                found = self._listing.find(f"{folder}/{address}")
                if found.kind == "dir" and found.actual not in self._content:
                    return found.actual
        return ""

    def _is_left(self, note: str, path: str, image: bool, html: bool) -> bool:
        """Does a path of a note certainly reach the reader as it is written?"""
        destinations = self._routes.destinations
        return (
            not image
            and (html or not destinations.links_by)
            and path.lower().endswith(NOTE_ENDINGS)
            and not (destinations.notes and not html)
        )

    def _astray(self, note: str, path: str, address: str, image: bool) -> Target:
        """A file that is there, and not at the address that the reader's browser asks for; else one that is missing."""
        if path.startswith("/"):
            served = [joined(folder, path) for _, folder in self._routes.served]
            looked = served + [joined(folder, path) for folder in self._content]
        else:
            served = looked = [joined(note.rpartition("/")[0], path)]
        places = [each for each in looked if each is not None]
        for whole in places:
            found = self._listing.find(whole)
            if found.kind == "file":
                near = self._address_of(found.actual)
                return Target("astray", found.actual, looked_in=(address or path,), near=near)
            if found.kind == "case" and found.only:
                return Target("file" if self._routes.destinations.any_case else "case", found.actual)
        return Target("missing", looked_in=tuple(dict.fromkeys(each for each in served or looked if each is not None)))

    def _address_of(self, path: str) -> str:
        """Where the site has a file or the page of a note, "" where that is not known."""
        if path in self._routes.at:
            return shown_address(self._routes.at[path])
        if path in self._owners:
            return "/" + self._owners[path]
        for prefix, folder in self._routes.served:
            if path.startswith(f"{folder}/" if folder else "") and path not in self._routes.notes:
                rest = path[len(folder) :].lstrip("/")
                return f"/{prefix}/{rest}" if prefix else f"/{rest}"
        return ""

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {path: output for output, path in self._routes.files.items()}

    def _near_page(self, address: str) -> str:
        """The page that was clearly meant by an address: a name that is near, else the only one of that name."""
        last = fold(address.rpartition("/")[2].removesuffix(".html"))
        near = self._shown.near("/" + address)
        same = self._by_name.get(last, []) if last and last not in ("index", "readme") else []
        return near or (same[0] if len(same) == 1 else "")

    @cached_property
    def _shown(self) -> Names:
        return Names(shown_address(output) for output, note in self._routes.pages.items() if note)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for output, note in self._routes.pages.items():
            if note:
                shown = shown_address(output)
                found.setdefault(fold(shown.rstrip("/").rpartition("/")[2].removesuffix(".html")), []).append(shown)
        return found


def _name(note: str) -> str:
    """What a note is called by: its file, or the folder whose page it is."""
    folder, _, name = note.rpartition("/")
    return folder.rpartition("/")[2] if name.startswith(("index.", "_index.")) else name
