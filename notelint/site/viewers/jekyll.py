"""Jekyll, whose Markdown is kramdown."""

from __future__ import annotations

from notelint.site.configuration import Config, get
from notelint.site.viewer import RUBY, TAGS, Marker, Viewer
from notelint.site.viewers.jekyll_pages import routes


def _configure(config: Config) -> None:
    if str(get(config.data(config.marker), "markdown")).lower().startswith("commonmark"):
        config.decisions.change({"emphasis": "commonmark"}, f"markdown: CommonMark in {config.marker}")


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
        "emphasis": "kramdown",
        "slugs": ("github", "kramdown"),
    },
    footnotes_known=True,
)
