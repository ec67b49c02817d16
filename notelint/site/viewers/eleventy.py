"""Eleventy."""

from __future__ import annotations

import re

from notelint.site.configuration import Config, installed_footnotes, scripted, setting
from notelint.site.viewer import JS_YAML_3, SITE, Marker, Viewer, with_endings
from notelint.site.viewers.eleventy_pages import routes
from notelint.text.lazy import lazy_re


def _configure(config: Config) -> None:
    installed_footnotes(config)
    code = scripted(config)
    if source := setting(code, "input"):
        config.content = (source,)
    if re.search(r"\bcallout", code):
        config.decisions.change({"callouts": "titled"}, f"callout in {config.marker}")


ELEVENTY = Viewer(
    name="Eleventy",
    markers=(Marker((*with_endings("eleventy.config"), ".eleventy.js")),),
    assets=("public", "static", "src", ""),
    configure=_configure,
    routed=True,
    leaves_front_pages=True,
    routes=routes,
    exact_anchors=True,
    borrows=lazy_re(r"\{%-?\s*(?!(?:end)?(?:raw|comment)\b)\w"),  # tags of the site's own may make headings
    serves_beside_pages=True,  # where it is told to copy them
    front_matter_at_top=True,
    yaml=JS_YAML_3,
    single_for_list=True,
    dialect={
        **SITE,
        "footnotes": False,
        "autolinks": False,
        "shortcodes": True,
        "slugs": ("github", "markdown-it-anchor"),
    },
    footnotes_known=True,
)
