"""Sphinx with MyST, and Jupyter Book."""

from __future__ import annotations

import re

from msgspec.structs import replace

from notelint.site.configuration import Config
from notelint.site.viewer import JS_YAML, PYYAML, SITE, Marker, Viewer, silent


def _configure(config: Config) -> None:
    code = re.sub(r"#[^\n]*", "", config.text(config.marker))
    found = re.search(r"\bmyst_enable_extensions\b[^\[({]*[\[({]?([^\])}]*)", code)
    if found:
        config.decisions.extensions(re.findall(r"\w+", found[1]), config.marker)


_INDEX = ("_toc.yml", "index.rst", "index.md", "index.ipynb", "Makefile", "make.bat")

SPHINX = Viewer(
    name="Sphinx",
    markers=(
        Marker(("conf.py",), beside=_INDEX),
        Marker(("_config.yml",), beside=("_toc.yml",)),
    ),
    configure=_configure,
    routed=True,
    other_notes=(".rst", ".ipynb"),
    leaves_front_pages=True,
    front_matter_at_top=True,
    names_places=True,
    names_links=True,
    yaml=PYYAML,
    dialect={**SITE, "strikethrough": False, "autolinks": False},
    footnotes_known=True,
)
# What reads the same Markdown without Sphinx: mystmd, and Jupyter Book from 2 on.
MYST = replace(
    SPHINX,
    name="MyST",
    markers=(Marker(("myst.yml", "myst.yaml")),),
    configure=silent,
    yaml=JS_YAML,
    dialect={**SITE, "math": True, "containers": True, "attributes": True, "autolinks": True},
)
