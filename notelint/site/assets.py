"""Where a root-relative path of a note, `/images/x.png`, is looked up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from notelint.site import viewers
from notelint.site.detection import existing_folders
from notelint.site.model import Site

if TYPE_CHECKING:
    from notelint.site.listing import Listing

_USUAL = ("public", "static", "source", "docs/public", "assets")


class Roots:
    """Knows the folders of a site, those of a site within it, and what plain folders use.

    `configured` folders are relative to the root and come first, whether they exist or not.
    """

    def __init__(self, site: Site, listing: Listing, configured: Sequence[str] = ()) -> None:
        self._listing = listing
        self._site = site
        self._configured = tuple(folder.strip("/").removeprefix("./") for folder in configured)
        self._cache: dict[tuple[int, str, str], tuple[str, ...]] = {}

    def asset_roots(self, note: str, target: str = "") -> tuple[str, ...]:
        """The folders (relative to the root, "" for it) where a note's root-relative paths are looked up, best first.

        With a `target`, `/images/x.png`, also the folders above the note in which `images` stands: on GitHub and in a
        vault the top is the root.
        """
        return self._known(self._site.of(note), note.rpartition("/")[0], target.strip("/").partition("/")[0])

    def _known(self, site: Site, folder: str, first: str) -> tuple[str, ...]:
        key = id(site), folder, first
        if key not in self._cache:
            self._cache[key] = self._of(site, folder, first)
        return self._cache[key]

    def known(self, note: str, target: str) -> bool:
        """Is there any folder where a root-relative path could be? Not for a note that was checked out alone."""
        return bool(self.asset_roots(note, target))

    def _of(self, site: Site, folder: str, first: str) -> tuple[str, ...]:
        if site.viewer.from_the_top:
            return tuple(dict.fromkeys((*self._configured, self._listing.top)))
        if first:
            above = (up for up in _upwards(folder) if self._stands_in(up, first))
            return tuple(dict.fromkeys((*self._known(site, folder, ""), *above)))
        roots = dict.fromkeys((*self._configured, *site.assets))
        usual: dict[str, None] = {}
        for up in _upwards(folder):
            found = viewers.found_in(self._listing.names(up))
            for pattern in found[0].assets if found else ():
                roots.update(dict.fromkeys(existing_folders(self._listing, up, pattern)))
            for name in _USUAL:
                usual.update(dict.fromkeys(existing_folders(self._listing, up, name)))
        return tuple(roots | usual)

    def _stands_in(self, folder: str, name: str) -> bool:
        # What leads outside is there as well, though nobody looks what it is.
        return name not in (".", "..") and self._listing.find(f"{folder}/{name}").kind not in ("missing", "closed")


def _upwards(folder: str) -> list[str]:
    """The folder and those above it, up to the root."""
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:depth]) for depth in range(len(parts), -1, -1)]
