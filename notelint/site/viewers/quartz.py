"""Quartz, which makes a site of a vault."""

from __future__ import annotations

import re

from notelint.site.configuration import Config
from notelint.site.script import without_comments
from notelint.site.viewer import JAVASCRIPT, Marker, Viewer


def _configure(config: Config) -> None:
    code = without_comments(config.text(config.marker))
    if re.search(r"\bPlugin\.HardLineBreaks\(", code):
        config.decisions.change({"breaks": True}, f"Plugin.HardLineBreaks in {config.marker}")
    if re.search(r"\bPlugin\.Latex\(", code):
        config.decisions.change({"math": True}, f"Plugin.Latex in {config.marker}")
    if code and not re.search(r"\bPlugin\.ObsidianFlavoredMarkdown\(", code) and config.marker.endswith(".ts"):
        off = {"mark": False, "wikilinks": False, "comments": False, "callouts": "none"}
        config.decisions.change(off, f"no ObsidianFlavoredMarkdown in {config.marker}")


QUARTZ = Viewer(
    name="Quartz",
    markers=(Marker(("quartz.config.ts", "quartz.config.yaml")),),
    content=("content",),
    assets=("content",),
    configure=_configure,
    routed=True,
    drops_drafts=True,
    titled_by_file=True,
    front_matter_at_top=True,
    yaml=JAVASCRIPT,
    keys_in_any_case=True,
    tags_in_any_case=True,
    single_for_list=True,
    dialect={
        "mark": True,
        "wikilinks": True,
        "comments": True,
        "callouts": "titled",
        "slugs": ("github", "obsidian"),
    },
    escapes_bars=True,
    any_callout=True,
)
