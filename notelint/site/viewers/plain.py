"""A plain folder: read on GitHub, or in any editor."""

from __future__ import annotations

from notelint.site.viewer import JAVASCRIPT, Viewer

PLAIN = Viewer(
    name="",
    known=False,
    editor=True,
    dialect={"slugs": ("github", "obsidian")},
    yaml=JAVASCRIPT,
)
