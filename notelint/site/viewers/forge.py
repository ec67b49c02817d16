"""What shows a repository's README, and all in it that no site does."""

from __future__ import annotations

from notelint.site.viewer import Viewer

# The defaults of `Dialect` are its own.
FORGE = Viewer(name="GitHub", from_the_top=True)
