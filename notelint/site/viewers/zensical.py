"""Zensical, MkDocs' successor: the same Markdown and the same settings, in TOML or in MkDocs' own file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from notelint.site.configuration import Config, get
from notelint.site.viewer import Marker
from notelint.site.viewers.mkdocs import MKDOCS, ZENSICAL_EXTENSIONS, settle


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


ZENSICAL = replace(
    MKDOCS,
    name="Zensical",
    markers=(Marker(("zensical.toml",)),),
    configure=_configure,
    front_matter_at_top=False,
    excludes=None,
    navigation=None,
)
