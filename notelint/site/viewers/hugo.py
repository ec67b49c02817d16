"""Hugo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from notelint.site.configuration import Config, folder_name, get, switch
from notelint.site.viewer import DATA, GO, SITE, Marker, Viewer, with_endings
from notelint.site.viewers.hugo_pages import routes, settings
from notelint.text.lazy import lazy_re

_GOLDMARK = {
    "footnote": "footnotes",
    "linkify": "autolinks",
    "passthrough": "math",
    "strikethrough": "strikethrough",
    "table": "tables",
}


def _configure(config: Config) -> None:
    file, data = settings(config)
    config.content = tuple(dict.fromkeys(_content(data))) or None
    goldmark = get(data, "markup", "goldmark")
    extensions = get(goldmark, "extensions")
    switch(config.decisions, "breaks", get(goldmark, "renderer", "hardWraps"), f"renderer.hardWraps in {file}")
    for name, feature in _GOLDMARK.items():
        switch(config.decisions, feature, get(extensions, name), f"{name} in {file}")
    switch(config.decisions, "mark", get(extensions, "extras", "mark"), f"extras.mark in {file}")
    attribute = get(goldmark, "parser", "attribute", "title")
    switch(config.decisions, "attributes", attribute, f"parser.attribute in {file}")
    parameters = get(data, "params")
    for name in ("math", "katex", "mathjax", "latex"):
        if get(parameters, name) is True:
            config.decisions.change({"math": True}, f"params.{name} in {file}")
    if hook := _blockquote_hook(config, bool(get(data, "theme") or get(data, "module", "imports"))):
        config.decisions.change({"callouts": "titled"}, hook)


def _content(data: dict[str, Any]) -> Iterator[str]:
    """The folders that the pages of all languages are made from, those of modules' mounts among them."""
    languages = get(data, "languages")
    tables = [data, *(languages.values() if isinstance(languages, dict) else ())]
    named = [folder for table in tables if (folder := folder_name(get(table, "contentDir")))]
    mounts = get(data, "module", "mounts")
    mounted = [
        source
        for mount in (mounts if isinstance(mounts, list) else ())
        if str(get(mount, "target")).startswith("content") and (source := folder_name(get(mount, "source")))
    ]
    if mounted and not named:
        yield "content"
    yield from (*named, *mounted)


def _blockquote_hook(config: Config, themed: bool) -> str:
    """Where the template is that makes callouts of quotes; Hugo itself leaves them quotes. "" for nowhere."""
    themes = config.names("themes")
    for layouts in ("layouts", *(f"themes/{theme}/layouts" for theme in themes)):
        for folder in (f"{layouts}/_markup", f"{layouts}/_default/_markup"):
            if any(name.startswith("render-blockquote") for name in config.names(folder)):
                return f"render-blockquote in {folder}"
    return "the theme, which is not here, may do so" if themed and not themes else ""


HUGO = Viewer(
    name="Hugo",
    markers=(
        Marker(with_endings("hugo", DATA)),
        Marker((*with_endings("config", DATA), "config"), beside=("archetypes", "themes", "layouts")),
    ),
    content=("content",),
    assets=("static", "assets", "themes/*/static"),
    output=("public", "resources", "themes"),
    configure=_configure,
    routed=True,
    other_notes=(".org", ".adoc", ".rst", ".pandoc"),
    routes=routes,
    exact_anchors=True,
    spaced_footnotes=True,
    borrows=lazy_re(
        r"\{\{%(?!/?\*|\s*/?\s*(?:ref|relref|figure|highlight|param)\b)|\{\{<\s*[\w/.-]*(?:include|partial|readfile|import)"
    ),
    parts=True,
    # The top folders of the pages are bundles, with an `_index.md` and without.
    serves_beside_pages=True,
    shows_outside="files",
    drops_drafts=True,
    yaml=GO,
    keys_in_any_case=True,
    tags_in_any_case=True,
    single_for_list=True,
    date_keys=frozenset(
        {"date", "publishdate", "pubdate", "published", "expirydate", "unpublishdate", "lastmod", "modified"}
    ),
    stops_at_own_dates=True,
    # No seconds, slashes, one digit where it wants two.
    unread_dates=lazy_re(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}|\d{4}/.*|\d{4}-(?:\d-\d{1,2}|\d{2}-\d)"),
    ticks=1,
    dialect={**SITE, "attributes": True, "shortcodes": True, "definitions": True},
    shortcodes={"figure": (True, "src"), "ref": (False, "path"), "relref": (False, "path")},
    footnotes_known=True,
    ascii_addresses="all",
    long_delimiters=True,
)
