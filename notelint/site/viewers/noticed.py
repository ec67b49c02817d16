"""Generators that are known when they are seen, and of which nothing else is known: it is said that they are there."""

from __future__ import annotations

from notelint.site.viewer import Marker, Viewer, with_endings


def _noticed(name: str, *markers: Marker, others: tuple[str, ...] = ()) -> Viewer:
    return Viewer(name=name, markers=markers, understood=False, routed=True, other_notes=others)


NOTICED = (
    _noticed("VuePress", Marker((".vuepress",))),
    _noticed("Rspress", Marker(with_endings("rspress.config"))),
    _noticed("GitBook", Marker((".gitbook.yaml",)), Marker(("book.json",), beside=("SUMMARY.md",))),
    _noticed("Docsify", Marker((".nojekyll",), beside=("_sidebar.md", "_coverpage.md"))),
    _noticed("Mintlify", Marker(("mint.json",))),
    _noticed("Retype", Marker(("retype.yml", "retype.yaml"))),
    _noticed("Zola", Marker(("config.toml",), beside=("sass",))),
    _noticed("Bridgetown", Marker(("bridgetown.config.yml",))),
    _noticed("Nikola", Marker(("conf.py",), beside=("galleries",)), others=(".rst", ".ipynb")),
    _noticed("Antora", Marker(("antora.yml",)), others=(".adoc",)),
)
