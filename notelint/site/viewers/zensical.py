"""Zensical, MkDocs' successor: the same Markdown and the same settings, in TOML or in MkDocs' own file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from notelint.model.items import NoteItems
from notelint.site.configuration import Config, get
from notelint.site.model import Site
from notelint.site.routes import Destinations, Routes
from notelint.site.viewer import Marker
from notelint.site.viewers.mkdocs import MKDOCS, ZENSICAL_EXTENSIONS, settle
from notelint.site.viewers.mkdocs_pages import routes_by


def _configure(config: Config) -> None:
    project = get(config.data(config.marker), "project")
    data = dict(project) if isinstance(project, dict) else {}
    listed = data.get("markdown_extensions", ZENSICAL_EXTENSIONS)
    data["markdown_extensions"] = list(_hoisted(listed)) if isinstance(listed, dict) else listed
    settle(config, data, config.text(config.marker))


def _hoisted(tables: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """The names of extensions: `[project.markdown_extensions.pymdownx.tilde]` needs no quotes."""
    for name, options in tables.items():
        if prefix + name in ("pymdownx", "pymdownx.blocks", "zensical", "zensical.extensions"):
            yield from _hoisted(options if isinstance(options, dict) else {}, f"{prefix}{name}.")
        else:
            yield prefix + name


def _routes(config: Config, site: Site, notes: Mapping[str, NoteItems]) -> Routes | None:
    """MkDocs' pages; but all relative paths count from the note's folder, those in HTML as well."""
    project = get(config.data(config.marker), "project")
    if not site.content or not isinstance(project, dict):
        return None
    found = routes_by(config, site, notes, project, ())
    found.destinations = Destinations(
        notes=True, files=True, images=True, html_links=True, html_images=True, readmes=True
    )
    found.exact_base = False  # not tried
    found.without_slash = project.get("use_directory_urls") is not False
    return found


ZENSICAL = replace(
    MKDOCS,
    name="Zensical",
    markers=(Marker(("zensical.toml",)),),
    configure=_configure,
    front_matter_at_top=False,
    excludes=None,
    navigation=None,
    routes=_routes,
    ascii_addresses="all",
)
