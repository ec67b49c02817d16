"""What is found from each note, as what shows that note finds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from notelint.collection.links import Resolver
from notelint.collection.targets import Target
from notelint.files.suffixes import FILE_SUFFIXES, suffix_of
from notelint.text.slugs import compared_as_written, github

_UNKNOWN = Target("unknown")

if TYPE_CHECKING:
    from notelint.collection.view import View
    from notelint.model.items import Image, Link
    from notelint.site import Site


class Resolvers:
    """The questions of `Resolver`, asked of the one for the site, the vault or the forge that shows the note."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: dict[int, Resolver] = {}

    def of(self, note: str) -> Resolver:
        """The resolver for what shows a note."""
        return self._for(self._view.site.of(note))

    def _for(self, site: Site) -> Resolver:
        if id(site) not in self._known:
            self._known[id(site)] = Resolver(self._view, site)
        return self._known[id(site)]

    @property
    def way_out(self) -> str:
        """A link behind which a name may be that was found nowhere; "" where there is none."""
        return next((each.way_out for each in self._known.values() if each.way_out), "")

    @property
    def unread_anchors(self) -> dict[str, set[str]]:
        """See `Resolver.unread_anchors`: of all notes."""
        return {path: fragments for each in self._known.values() for path, fragments in each.unread_anchors.items()}

    def borrowed(self, path: str) -> str:
        return self.of(path).borrowed(path)

    def link(self, note: str, target: str, html: bool = False) -> Target:
        resolver = self.of(note)
        found = self._filled_in(note, target, resolver.link) or resolver.link(note, target, html)
        return self._sure(note, target, found)

    def led(self, link: Link) -> Target:
        resolver = self.of(link.path)
        found = self._filled_in(link.path, link.target, resolver.link) or resolver.led(link)
        return self._sure(link.path, link.target, found)

    def image(self, note: str, target: str, html: bool = False) -> Target:
        resolver = self.of(note)
        found = self._filled_in(note, target, resolver.image) or resolver.image(note, target, html)
        return self._sure(note, target, found)

    def shown(self, image: Image) -> Target:
        if image.kind == "embed":
            return self.wikilink(image.path, image.target)
        resolver = self.of(image.path)
        found = self._filled_in(image.path, image.target, resolver.image) or resolver.shown(image)
        return self._sure(image.path, image.target, found)

    def _filled_in(self, note: str, target: str, resolve: Callable[[str, str], Target]) -> Target | None:
        """What a target leads to that opens with `{filename}` or `{tag}`; None for any other."""
        pattern = self._view.site.of(note).viewer.fills_in
        opening = pattern.match(target) if pattern else None
        if opening is None:
            return None
        if not opening["file"]:
            return Target("page")
        # What was meant instead would have to be written behind the opening, too.
        return replace(resolve(note, target[opening.end() :]), near="")

    def wikilink(self, note: str, target: str) -> Target:
        viewer, resolver = self._view.site.of(note).viewer, self.of(note)
        found = resolver.wikilink(note, target)
        if found.kind == "missing" and viewer.hyphens_for_spaces and " " in target:
            name, mark, fragment = target.partition("#")
            found = resolver.wikilink(note, name.strip().replace(" ", "-") + mark + fragment)
        return found if viewer.understood or found.kind != "missing" else _UNKNOWN

    def _sure(self, note: str, target: str, found: Target) -> Target:
        """What was found; where the viewer is not understood, only what the path of a file tells by itself."""
        if found.kind != "missing" or self._view.site.of(note).viewer.understood:
            return found
        return found if suffix_of(target.partition("#")[0]) in FILE_SUFFIXES and target[0] != "/" else _UNKNOWN

    def anchor(self, path: str, fragment: str, reader: str = "") -> bool | None:
        """Is there such a place in a note, for who comes from the note `reader`? Where two viewers show the one and
        the other, either's anchors will do: the reader stays in the one, or is led to the other.
        """
        own, other = self.of(path), self.of(reader or path)
        if not self._view.site.of(path).viewer.understood:
            return own.anchor(path, fragment) or None
        found = own.anchor(path, fragment)
        if (
            found is False
            and self._view.site.of(path).viewer.names_places
            and unquote(fragment).casefold() in self._places
        ):
            return True
        return other.anchor(path, fragment) if found is False and other is not own else found

    def named(self, path: str, fragment: str, reader: str = "") -> bool | None:
        """`anchor`, for the fragment of a wikilink: outside of vaults, plugins make an anchor of the heading's name."""
        found = self.anchor(path, fragment, reader)
        if found is not False or compared_as_written(self._view.site.of(path).dialect.slugs):
            return found
        return self.anchor(path, github(" ".join(fragment.split())), reader)

    @cached_property
    def _places(self) -> frozenset[str]:
        """Names of places that all notes know."""
        notes = self._view.notes.values()
        return frozenset(each.name.casefold() for note in notes for each in note.anchors if each.kind == "place")

    def near_heading(self, path: str, fragment: str) -> str:
        return self.of(path).near_heading(path, fragment)

    def tied(self, note: str, target: str, found: Sequence[str]) -> list[str]:
        """See `Vault.tied`."""
        return self.of(note).vault.tied(note.rpartition("/")[0], target, found)
