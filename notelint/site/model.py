"""What the collection turned out to be."""

from __future__ import annotations

import msgspec

from notelint.site import viewers
from notelint.site.dialect import Dialect
from notelint.site.viewer import Viewer


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """All folders are relative to `root`, "" for itself, with "/"."""

    root: str  # absolute
    generator: str = ""  # "" for a plain folder
    marker: str = ""  # the file that told, or the note where nothing but its syntax did
    folder: str = ""  # where the marker stands
    content: tuple[str, ...] = ()  # reported when no path is given; () for everything
    assets: tuple[str, ...] = ()  # where the generator looks up `/images/x.png`, existing ones only
    locales: tuple[str, ...] = ()  # folders of translations, as they are spelled
    endings: tuple[str, ...] = ()  # `_zh`, `.en`: how names of translations end here
    dialect: Dialect = Dialect()

    @property
    def viewer(self) -> Viewer:
        """All that is true of the generator; a neutral row for a plain folder."""
        return viewers.named(self.generator)
