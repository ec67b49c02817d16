"""Editors: who writes the notes reads them there."""

from __future__ import annotations

from notelint.site.configuration import Config, folder_name, get
from notelint.site.viewer import JAVASCRIPT, Marker, Viewer

_WIKILINKS = {"wikilinks": True, "slugs": ("github", "obsidian")}


def _templates(config: Config) -> None:
    """What the core plugins and Templater fill in, as their settings name it."""
    settings = (
        (".obsidian/templates.json", "folder"),
        (".obsidian/daily-notes.json", "template"),
        (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
    )
    named = [folder_name(get(config.data(file), key)) for file, key in settings]
    found = [name for name in named if name]
    config.templates = (*found, *(f"{name}.md" for name in found))


OBSIDIAN = Viewer(
    name="Obsidian",
    editor=True,
    markers=(Marker((".obsidian",)),),
    configure=_templates,
    titled_by_file=True,
    shared_without_images=True,
    front_matter_at_top=True,
    yaml=JAVASCRIPT,
    keys_in_any_case=True,
    tags_in_any_case=True,
    dialect={
        "breaks": True,
        "mark": True,
        "wikilinks": True,
        "inline_footnotes": True,
        "comments": True,
        "callouts": "titled",
        "slugs": ("obsidian",),
    },
    any_callout=True,
    blank_in_callout=True,
    math_across_lines=True,
)
LOGSEQ = Viewer(
    name="Logseq",
    editor=True,
    markers=(Marker(("logseq",), beside=("pages", "journals")),),
    understood=False,
    other_notes=(".org",),
    leaves_front_pages=True,
    dialect={
        "breaks": True,
        "mark": True,
        "wikilinks": True,
        "callouts": "none",
        "slugs": ("obsidian",),
        "markdown_in_html": True,
    },
)
DENDRON = Viewer(
    name="Dendron",
    editor=True,
    markers=(Marker(("dendron.yml",)),),
    titled_by_file=True,
    dialect=_WIKILINKS,
    alias_first=True,
)
FOAM = Viewer(name="Foam", editor=True, markers=(Marker((".foam",)),), titled_by_file=True, dialect=_WIKILINKS)
ZK = Viewer(name="zk", editor=True, markers=(Marker((".zk",)),), dialect=_WIKILINKS)
MARKSMAN = Viewer(
    name="Marksman", editor=True, markers=(Marker((".marksman.toml", ".moxide.toml")),), dialect=_WIKILINKS
)
