"""Quarto, whose Markdown is Pandoc's."""

from __future__ import annotations

from notelint.site.viewer import Marker, Viewer

QUARTO = Viewer(
    name="Quarto",
    markers=(Marker(("_quarto.yml", "_quarto.yaml")),),
    routed=True,
    other_notes=(".qmd", ".ipynb", ".rmd"),
    understood=False,
    leaves_front_pages=True,
    dialect={
        "callouts": "none",
        "autolinks": False,
        "inline_footnotes": True,
        "containers": True,
        "attributes": True,
        "shortcodes": True,
        "emphasis": "pandoc",
    },
)
