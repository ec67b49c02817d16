"""Sphinx with MyST, and Jupyter Book."""

from __future__ import annotations

import re

from notelint.site.configuration import Config
from notelint.site.viewer import PYYAML, SITE, Marker, Viewer


def _configure(config: Config) -> None:
    code = re.sub(r"#[^\n]*", "", config.text(config.marker))
    found = re.search(r"\bmyst_enable_extensions\b[^\[({]*[\[({]?([^\])}]*)", code)
    if found:
        config.decisions.extensions(re.findall(r"\w+", found[1]), config.marker)


SPHINX = Viewer(
    name="Sphinx",
    markers=(Marker(("_config.yml", "conf.py"), beside=("_toc.yml", "index.rst", "Makefile", "make.bat")),),
    configure=_configure,
    routed=True,
    leaves_front_pages=True,
    front_matter_at_top=True,
    yaml=PYYAML,
    dialect={**SITE, "strikethrough": False, "autolinks": False},
    footnotes_known=True,
)
