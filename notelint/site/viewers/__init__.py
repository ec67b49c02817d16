"""The generators and editors that notes live in, one row each. A new one is a module here and its line below."""

from __future__ import annotations

from collections.abc import Container

from notelint.site.viewer import Viewer
from notelint.site.viewers.astro import ASTRO
from notelint.site.viewers.docusaurus import DOCUSAURUS
from notelint.site.viewers.editors import DENDRON, FOAM, LOGSEQ, MARKSMAN, OBSIDIAN, ZK
from notelint.site.viewers.eleventy import ELEVENTY
from notelint.site.viewers.forge import FORGE, WIKI
from notelint.site.viewers.frameworks import GATSBY, NEXT, NUXT
from notelint.site.viewers.hexo import HEXO
from notelint.site.viewers.hugo import HUGO
from notelint.site.viewers.jekyll import JEKYLL
from notelint.site.viewers.mdbook import MDBOOK
from notelint.site.viewers.mkdocs import MKDOCS
from notelint.site.viewers.noticed import NOTICED
from notelint.site.viewers.pelican import PELICAN
from notelint.site.viewers.plain import PLAIN
from notelint.site.viewers.quarto import QUARTO
from notelint.site.viewers.quartz import QUARTZ
from notelint.site.viewers.sphinx import MYST, SPHINX
from notelint.site.viewers.vitepress import VITEPRESS
from notelint.site.viewers.zensical import ZENSICAL

# Source: the viewers' manuals and sources and, for what they do with a missing image, trials. The first that fits
# counts.
VIEWERS: tuple[Viewer, ...] = (
    *NOTICED,
    *(
        QUARTZ,
        ASTRO,
        DOCUSAURUS,
        VITEPRESS,
        ZENSICAL,
        MKDOCS,
        HUGO,
        HEXO,
        PELICAN,
        MYST,
        SPHINX,
        JEKYLL,
        MDBOOK,
        QUARTO,
    ),
    *(ELEVENTY, GATSBY, NUXT, NEXT, WIKI, OBSIDIAN, LOGSEQ, DENDRON, FOAM, ZK, MARKSMAN),
)
_BY_NAME = {viewer.name: viewer for viewer in (PLAIN, FORGE, *VIEWERS)}


def named(name: str) -> Viewer:
    """The row of a viewer, the neutral one for "". Raises KeyError for a name that is none."""
    return _BY_NAME[name]


def found_in(names: Container[str], editors: bool = True) -> tuple[Viewer, str] | None:
    """The viewer whose marker is among the names of a folder, and that marker."""
    for viewer in VIEWERS:
        if viewer.editor and not editors:
            continue
        for each in viewer.markers:
            marker = next((name for name in each.names if name in names), None)
            if marker and (not each.beside or any(name in names for name in each.beside)):
                return viewer, marker
    return None
