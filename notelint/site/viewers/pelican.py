"""Pelican, whose Markdown is Python-Markdown."""

from __future__ import annotations

import re

from notelint.site.configuration import Config, folder_name
from notelint.site.viewer import SITE, Marker, Viewer
from notelint.text.lazy import lazy_re

_PATH = lazy_re(r"^PATH\s*=\s*[\"']([^\"'\n]*)[\"']", re.MULTILINE)
_EXTENSION = lazy_re(r"[\"']((?:markdown\.extensions\.|pymdownx\.|mdx_)\w+)[\"']")


def _configure(config: Config) -> None:
    code = re.sub(r"^[ \t]*#[^\n]*", "", config.text(config.marker), flags=re.MULTILINE)
    source = _PATH.search(code)
    # Without a setting its notes lie beside the configuration.
    config.content = config.assets = (folder_name(source[1]) or "" if source else "",)
    config.decisions.extensions(_EXTENSION.findall(code), config.marker)


PELICAN = Viewer(
    name="Pelican",
    markers=(Marker(("pelicanconf.py",)),),
    content=("content",),
    assets=("content",),
    output=("output",),
    configure=_configure,
    routed=True,
    other_notes=(".rst", ".ipynb"),
    shows_outside="files",
    leaves_front_pages=True,
    front_matter_at_top=True,
    heads_with_keys=True,
    fills_in=lazy_re(r"[{|](?:(?P<file>filename|static|attach)|category|tag|author|index)[|}]"),
    dialect={
        **SITE,
        "strikethrough": False,
        "autolinks": False,
        "attributes": True,
        "definitions": True,
        "abbreviations": True,
        "emphasis": "python-markdown",
        "lists": "python-markdown",
        "slugs": ("mkdocs",),
    },
    footnotes_known=True,
)
