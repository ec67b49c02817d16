"""Jekyll, whose Markdown is kramdown."""

from __future__ import annotations

from notelint.site.configuration import Config, get
from notelint.site.viewer import RUBY, TAGS, Marker, Viewer
from notelint.site.viewers.jekyll_pages import has_code, routes, unknown_plugins


def _configure(config: Config) -> None:
    if str(get(config.data(config.marker), "markdown")).lower().startswith("commonmark"):
        config.decisions.change({"emphasis": "commonmark"}, f"markdown: CommonMark in {config.marker}")

    data = config.data(config.marker)
    if isinstance(data, dict) and not has_code(config) and not unknown_plugins(config, data):
        none = {"wikilinks": False, "containers": False, "admonitions": False, "comments": False, "mark": False}
        config.decisions.change(none, f"no plugin in {config.marker}")
    if get(data, "kramdown", "parse_block_html") is True:
        config.decisions.change({"markdown_in_html": True}, f"parse_block_html in {config.marker}")


JEKYLL = Viewer(
    name="Jekyll",
    markers=(
        Marker(
            ("_config.yml", "_config.yaml", "_config.toml"),
            beside=("_posts", "_notes", "_layouts", "_includes", "Gemfile"),
        ),
    ),
    assets=("",),
    configure=_configure,
    routed=True,
    other_notes=(".textile",),
    leaves_front_pages=True,
    routes=routes,
    exact_anchors=True,
    borrows=TAGS,
    drops_unpublished=True,
    front_matter_at_top=True,
    yaml=RUBY,
    singular_keys=True,
    single_for_list=True,
    date_keys=frozenset({"date"}),
    stops_at_own_dates=True,
    dialect={
        "autolinks": False,
        "callouts": "none",
        "attributes": True,
        "shortcodes": True,
        "definitions": True,
        "abbreviations": True,
        "emphasis": "kramdown",
        "slugs": ("github", "kramdown"),
    },
    footnotes_known=True,
)
