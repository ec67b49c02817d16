"""What the collection turned out to be."""

from __future__ import annotations

import re
from functools import cached_property

import msgspec
from msgspec.structs import replace

from notelint.site import viewers
from notelint.site.dialect import Dialect
from notelint.site.viewer import Viewer
from notelint.text.digest import digest_of
from notelint.text.lazy import lazy_re

# What a forge shows people of a repository, in any language: `README.zh-CN.md`, `CONTRIBUTING_de.md`.
_FRONT_PAGE = lazy_re(
    r"(?:readme|contributing|code_of_conduct|security|support|governance|maintainers|changelog|license|licence"
    r"|issue_template|pull_request_template)(?:[._-].*)?\.\w+",
    re.IGNORECASE,
)


class Site(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All folders are relative to `root`, "" for itself, with "/"."""

    root: str  # absolute
    generator: str = ""  # "" for a plain folder
    marker: str = ""  # the file that told, or the note where nothing but its syntax did
    folder: str = ""  # where the marker stands
    content: tuple[str, ...] = ()  # reported when no path is given; () for everything
    pages: tuple[str, ...] = ()  # the folders that it reads, whether they are there or not; () for all of its own
    assets: tuple[str, ...] = ()  # where the generator looks up `/images/x.png`, existing ones only
    locales: tuple[str, ...] = ()  # folders of translations, as they are spelled
    endings: tuple[str, ...] = ()  # `_zh`, `.en`: how names of translations end here
    templates: tuple[str, ...] = ()  # folders and notes that its settings name as templates
    dialect: Dialect = Dialect()
    # Of the site around which the run is: the sites and vaults among its folders and beside it; who shows a
    # repository's front page; and who shows what no site does.
    others: tuple[Site, ...] = ()
    forge: Site | None = None
    outside: Site | None = None
    front_pages: frozenset[str] = frozenset()  # in its own folder, and yet no page of it

    @property
    def viewer(self) -> Viewer:
        """All that is true of the generator; a neutral row for a plain folder."""
        return viewers.named(self.generator)

    @cached_property
    def digest(self) -> bytes:
        """Tells sites apart, by all but what is told to people of how their dialects were decided."""
        return digest_of(self._without_why())

    def _without_why(self) -> Site:
        near = {name: each._without_why() for name in ("forge", "outside") if (each := getattr(self, name)) is not None}
        others = tuple(each._without_why() for each in self.others)
        return replace(self, dialect=replace(self.dialect, why={}), others=others, **near)

    @cached_property
    def _known(self) -> dict[str, Site]:
        return {}

    @cached_property
    def _by_depth(self) -> list[Site]:
        return sorted((self, *self.others), key=lambda site: -len(site.folder.split("/")) if site.folder else 0)

    def of(self, path: str) -> Site:
        """The site, the vault or the forge that shows the note at a path from the root."""
        if not (self.others or self.forge or self.outside):
            return self
        if path not in self._known:
            self._known[path] = self._shower(path)
        return self._known[path]

    def _shower(self, path: str) -> Site:
        around = [site for site in self._by_depth if site.holds(path)]
        if around and around[0].shows(path):
            return around[0]
        if is_front_page(path):
            return self.forge or self.outside or self
        vault = next((site for site in around[1:] if site.viewer.editor), None)
        return vault or self.outside or self.forge or self

    def holds(self, path: str) -> bool:
        """Does a path lie in the site's folder, or in one that it reads?"""
        return is_below(path, (self.folder,)) or (bool(self.pages) and is_below(path, self.pages))

    def shows(self, path: str) -> bool:
        """May the site make a page of a note that it holds?"""
        if any(name.startswith(".") for name in path.split("/")) or path in self.front_pages:
            return False
        if not self.pages or is_below(path, self.pages):
            return True
        return self.viewer.shows_outside == "anything" and not is_front_page(path)


def is_below(path: str, folders: tuple[str, ...]) -> bool:
    """Does a path lie in one of the folders, of which "" is the root?"""
    return any(not folder or path.startswith(f"{folder}/") for folder in folders)


def is_front_page(path: str) -> bool:
    """Is this what a forge shows people of a repository: its README, how to contribute?"""
    return path.startswith(".github/") or "/.github/" in path or bool(_FRONT_PAGE.fullmatch(path.rpartition("/")[2]))
