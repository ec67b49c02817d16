"""The pages of the site that was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from notelint.site.configuration import Config
from notelint.site.dialect import Decisions

if TYPE_CHECKING:
    from notelint.model.items import NoteItems
    from notelint.site.listing import Listing
    from notelint.site.model import Site
    from notelint.site.routes import Routes


def routes_of(site: Site, listing: Listing, notes: Mapping[str, NoteItems]) -> Routes | None:
    """The addresses that the site makes of its notes; None where they are not known, or names lead anywhere."""
    viewer = site.viewer
    if viewer.routes is None or site.dialect.wikilinks:
        return None
    marker = site.marker[len(site.folder) :].lstrip("/")
    return viewer.routes(Config(Decisions(viewer.name, viewer.dialect), site.folder, marker, listing), site, notes)
