"""Astro. What its content collections demand of front matter is read by `notelint.site.schema`."""

from __future__ import annotations

import re

from msgspec.structs import replace

from notelint.site import plugins
from notelint.site.configuration import Config, scripted, setting
from notelint.site.viewer import JS_YAML, SITE, Marker, Viewer, with_endings
from notelint.site.viewers.astro_pages import routes


def _configure(config: Config) -> None:
    code = scripted(config)
    if re.search(r"\bgfm\s*:\s*false\b", code):
        off = {"tables": False, "strikethrough": False, "autolinks": False, "footnotes": False}
        config.decisions.change(off, f"gfm: false in {config.marker}")
    if public := setting(code, "publicDir"):
        config.assets = (public,)
    own = dict(re.findall(r"[\"']\./(([^\"'\n]*)\.[mc]?[jt]s)[\"']", code))
    for name in plugins.loaded(code):
        path = next((path for path, stem in own.items() if stem.endswith(name[2:])), "") if name[:2] == "./" else ""
        if path and "[!" in config.text(path):  # one's own, which looks for [!NOTE]
            config.decisions.change({"callouts": "titled"}, path)


ASTRO = Viewer(
    name="Astro",
    markers=(Marker(with_endings("astro.config")),),
    content=("src/content", "src/data", "src/pages"),
    assets=("public",),
    configure=_configure,
    routed=True,
    other_notes=(".mdoc",),
    routes=routes,
    exact_anchors=True,
    borrows=None,
    yaml=replace(JS_YAML, dates_in_text=False),
    ticks=1000,
    dialect=SITE,
    footnotes_known=True,
)
