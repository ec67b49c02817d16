"""MkDocs, whose Markdown is Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from notelint.model.items import NoteItems
from notelint.site import configuration
from notelint.site.configuration import Config, folder_name, get, read_yaml
from notelint.site.navigation import MAX_SIZE, NavEntry, Navigation
from notelint.site.viewer import PYYAML, SITE, Marker, Viewer
from notelint.site.viewers.mkdocs_pages import blocks, routes
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.site.model import Site
    from notelint.site.viewer import ReadText

_KEYS = frozenset({"INHERIT", "docs_dir", "markdown_extensions", "plugins"})
_MAX_LINE = 2000
# `- path.md`, `- Title: path.md`, or, below a title on a line of its own, `: path.md`; quoted or not.
_ENTRY = lazy_re(
    r"(?>.*:[ \t]+|[ \t]*-[ \t]+)(?P<quote>[\"']?)(?P<target>[^\s\"'][^\"']*?\.(?:md|markdown))(?P=quote)"
    r"[ \t]*(?:[ \t]#.*)?"
)
_SPECIAL = lazy_re(r"[*{}$]|https?://|\.\.\.")
# Plugins that make pages or navigations, so that files do not tell what is there.
_MAKES_PAGES = lazy_re(r"\b(?:gen-files|gen_files|monorepo|multirepo|literate-nav|awesome-(?:pages|nav)|simple)\b")
_BLOCK = r":[ \t]*\|[-+]?[ \t]*\n((?:[ \t]+\S.*\n|[ \t]*\n)*)"
_NOT_IN_NAV = lazy_re(rf"^not_in_nav{_BLOCK}", re.MULTILINE)
_EXCLUDED = lazy_re(rf"^(?:exclude|draft)_docs{_BLOCK}", re.MULTILINE)
# What pins versions.
_PINS = lazy_re(r"[\w-]*requirements[\w-]*\.(?:txt|in)|pyproject\.toml|(?:uv|poetry)\.lock|Pipfile")
_BLOG = lazy_re(r"^[ \t]*-[ \t]+(?:material/)?blog\b", re.MULTILINE)


def _configure(config: Config) -> None:
    # The navigation may be long, and nothing else.
    text = "\n".join(blocks(config.text(config.marker, MAX_SIZE), _KEYS))[: configuration.MAX_SIZE]
    data = read_yaml(text)
    if not get(data, "markdown_extensions") and _built_by_zensical(config):
        data = {**(data or {}), "markdown_extensions": ZENSICAL_EXTENSIONS}
    settle(config, data, text)


def _built_by_zensical(config: Config) -> bool:
    """Its successor reads the same file, and loads more where the file names no extensions."""
    files = ("pyproject.toml", *(name for name in config.names() if name.startswith("requirements")))
    return any(re.search(r"^[\s\"']*zensical\b", config.text(file), re.MULTILINE) for file in files)


def settle(config: Config, data: Any, text: str) -> None:
    """What the settings of MkDocs decide, whatever file they were read from; `text` is that file's."""
    if docs := folder_name(get(data, "docs_dir")):
        config.content = config.assets = (docs,)
    if "simple" in _names(get(data, "plugins")):  # which gathers notes from everywhere
        config.content = ("",)
    if get(data, "INHERIT") and not get(data, "markdown_extensions"):  # the other file may load them
        config.decisions.change({"footnotes": True}, f"INHERIT in {config.marker}")
    for key in ("markdown_extensions", "plugins"):
        config.decisions.extensions(_names(get(data, key)), config.marker)
    if {"pymdownx.betterem", "pymdownx.extra"} & set(_names(get(data, "markdown_extensions"))) and _is_strict(config):
        config.decisions.change({"emphasis": "betterem"}, f"pymdownx.betterem in {config.marker}")
    if "slugify_unicode" in text:
        config.decisions.change({"slugs": ("mkdocs-unicode",)}, f"slugify_unicode in {config.marker}")
    elif "pymdownx.slugs" in text:
        config.decisions.change({"slugs": ("mkdocs-pymdownx",)}, f"pymdownx.slugs in {config.marker}")


def _is_strict(config: Config) -> bool:
    """From version 12 on, the extension's emphasis is CommonMark's."""
    pins = "\n".join(config.text(name) for name in config.names() if _PINS.fullmatch(name))
    found = re.findall(r"pymdown-extensions[\"']?\s*(?:[=<~]=?=?|\nversion = )\s*[\"']?(\d+)", pins)
    return not any(int(version) < 12 for version in found)


# Source: zensical 0.0.73, config.py.
ZENSICAL_EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "toc", "pymdownx.arithmatex"),
    *("pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite"),
    *("pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.superfences"),
    *("pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
)


def _names(listed: Any) -> Iterator[str]:
    """`- name`, `- name: {options}` or `name: {options}`."""
    for item in listed if isinstance(listed, (list, tuple, dict)) else ():
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            yield from (name for name in item if isinstance(name, str))


def nav_entries(text: str) -> list[NavEntry]:
    """The notes that the `nav` of a mkdocs.yml names."""
    found, at, inside = [], 0, False
    for line in text[:MAX_SIZE].split("\n"):
        if line[:1] not in ("", " ", "\t", "-", "#"):
            inside = line.startswith("nav:")
        elif inside and ".m" in line and len(line) < _MAX_LINE and not line.lstrip().startswith("#"):
            entry = _ENTRY.fullmatch(line)
            if entry and not _SPECIAL.search(entry["target"]):
                found.append(NavEntry(entry["target"], at + entry.start("target"), at + entry.end("target")))
        at += len(line) + 1
    return found


def _navigation(site: Site, read: ReadText, notes: Mapping[str, NoteItems]) -> Navigation | None:
    text = read(site.marker)
    if text is None or not site.content or _MAKES_PAGES.search(text):
        return None
    entries = nav_entries(text)
    if not entries:
        return None
    folder = site.content[0]
    aside = [*_patterns(_NOT_IN_NAV, text), *(["**/posts/"] if _BLOG.search(text) else [])]
    found = [(entry, f"{folder}/{entry.target}") for entry in entries]
    return Navigation(site.marker, found, folder, (*aside, "404.md", "includes/", "_snippets/"))


def _excludes(text: str) -> list[str]:
    return _patterns(_EXCLUDED, text)


def _patterns(block: re.Pattern[str], text: str) -> list[str]:
    return [line.strip() for found in block.finditer(text + "\n") for line in found[1].split("\n")]


MKDOCS = Viewer(
    name="MkDocs",
    markers=(Marker(("mkdocs.yml", "mkdocs.yaml")),),
    content=("docs",),
    assets=("docs",),
    output=("site",),
    configure=_configure,
    routed=True,
    borrows=lazy_re(r"--8<--|\{%-?\s*(?:include|render|import)|^:::[ \t]+[\w.]+", re.MULTILINE),
    routes=routes,
    exact_anchors=True,
    shows_outside="nothing",
    excludes=_excludes,
    navigation=_navigation,
    front_matter_at_top=True,
    yaml=PYYAML,
    dialect={
        **SITE,
        "footnotes": False,
        "strikethrough": False,
        "tasks": False,
        "autolinks": False,
        "emphasis": "python-markdown",
        "lists": "python-markdown",
        "slugs": ("mkdocs",),
    },
    footnotes_known=True,
    # The documented objects of a program, a file added to each note.
    defines_labels=lazy_re(r"\b(?:autorefs|mkdocstrings|auto_append)\b"),
)
