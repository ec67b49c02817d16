"""VitePress."""

from __future__ import annotations

import re

from notelint.site.configuration import Config, get, installed_footnotes, scripted, setting
from notelint.site.viewer import JS_YAML_3, SITE, Marker, Viewer
from notelint.site.viewers.vitepress_pages import routes
from notelint.text.lazy import lazy_re


def _configure(config: Config) -> None:
    installed_footnotes(config)
    package = config.data("package.json")
    versions = [str(get(package, key, "vitepress")) for key in ("dependencies", "devDependencies")]
    if any(re.match(r"\D*(?:[2-9]|\d\d+)\.", version) for version in versions):
        config.decisions.change({"emphasis": "cjk-friendly"}, "vitepress from 2.0 on, in package.json")
    for file in (".vitepress/config", ".vitepress/config/index"):
        for ending in (".ts", ".mts", ".js", ".mjs"):
            if not (code := scripted(config, file + ending)):
                continue
            if re.search(r"\bcontainer\b", code):
                config.decisions.change({"containers": True}, f"containers in {file}{ending}")
            if re.search(r"task-?(?:list|checkbox)", code):
                config.decisions.change({"tasks": True}, f"task lists in {file}{ending}")
            if re.search(r"\bmath\s*:\s*true\b", code):
                config.decisions.change({"math": True}, f"math: true in {file}{ending}")
            if re.search(r"\bcjkFriendly(?:Emphasis)?\s*:\s*false\b", code):
                config.decisions.change({"emphasis": "commonmark"}, f"cjkFriendlyEmphasis: false in {file}{ending}")
            if re.search(r"\bbreaks\s*:\s*true\b", code):
                config.decisions.change({"breaks": True}, f"breaks: true in {file}{ending}")
            if source := setting(code, "srcDir"):
                config.content, config.assets = (source,), (f"{source}/public",)


VITEPRESS = Viewer(
    name="VitePress",
    markers=(Marker((".vitepress",)),),
    assets=("public",),
    configure=_configure,
    routed=True,
    leaves_front_pages=True,
    routes=routes,
    imports=True,
    exact_anchors=True,
    borrows=lazy_re(r"<!--\s*@include"),
    parts=True,
    shows_outside="files",
    front_matter_at_top=True,
    yaml=JS_YAML_3,
    dialect={
        **SITE,
        "footnotes": False,
        "tasks": False,
        "containers": True,
        "attributes": True,
        "callouts": "titled",
        "slugs": ("vitepress",),
    },
    footnotes_known=True,
    components=True,
    container_names=frozenset({"info", "tip", "warning", "danger", "details", "raw", "v-pre", "code-group"}),
    slash_closes=True,  # Vue compiles the pages
    # Its parser of bare addresses ends a host at punctuation of any kind, a path only at that of ASCII.
    ascii_addresses="host",
)
