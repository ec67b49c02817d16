"""What shows a repository's README, and all in it that no site does; and its wiki."""

from __future__ import annotations

from notelint.site.viewer import Marker, Viewer

# The defaults of `Dialect` are its own.
FORGE = Viewer(name="GitHub", from_the_top=True)

# Gollum. A page is found by its name, in whichever folder; what it wants for a space is a hyphen.
WIKI = Viewer(
    name="GitHub wiki",
    markers=(Marker(("Home.md",), beside=("_Sidebar.md", "_Footer.md", "_Header.md")),),
    from_the_top=True,
    titled_by_file=True,
    hyphens_for_spaces=True,
    alias_first=True,
    escapes_bars=True,
    dialect={"wikilinks": True},
)
