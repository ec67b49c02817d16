"""Hexo."""

from __future__ import annotations

import re

from notelint.site.configuration import Config, folder_name, get, read_yaml
from notelint.site.viewer import JS_YAML, SITE, Marker, Viewer
from notelint.site.viewers.hexo_pages import routes
from notelint.text.lazy import lazy_re

# What marked does not read; other renderers do.
_LACKING = (
    "footnotes",
    "inline_footnotes",
    "wikilinks",
    "containers",
    "admonitions",
    "attributes",
    "comments",
    "mark",
    "abbreviations",
)


def _configure(config: Config) -> None:
    """It loads every package named `hexo-…` that package.json lists."""
    text = config.text(config.marker)
    if source := folder_name(get(read_yaml(text), "source_dir")):
        config.content = config.assets = (source,)
    packages = get(config.data("package.json"), "dependencies")
    hexo = [name for name in (packages if isinstance(packages, dict) else {}) if name.startswith("hexo-")]
    _of_marked(config, hexo)
    config.decisions.plugins(hexo, "package.json")
    used = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#"))
    config.decisions.plugins(re.findall(r"\bmarkdown-it-[\w-]+", used), config.marker)
    if re.search(r"^ *(?:math|mathjax|katex):(?: *true|\n +(?:enable|every_page): *true)", used, re.MULTILINE):
        config.decisions.change({"math": True}, f"math in {config.marker}")


def _of_marked(config: Config, packages: list[str]) -> None:
    """What is known to be missing where its usual renderer is the only one and no code of the site's own runs."""
    renderers = [name for name in packages if re.search(r"renderer-(?:marked|markdown|pandoc|kramed|remark|mdx)", name)]
    if renderers == ["hexo-renderer-marked"] and not any(name.endswith(".js") for name in config.names("scripts")):
        config.decisions.change(dict.fromkeys(_LACKING, False), "hexo-renderer-marked in package.json")


HEXO = Viewer(
    name="Hexo",
    markers=(Marker(("_config.yml", "_config.yaml"), beside=("source", "scaffolds")),),
    content=("source",),
    assets=("source", "themes/*/source"),
    output=("public", "themes"),
    configure=_configure,
    routed=True,
    any_blank=True,
    fences_anywhere=True,
    routes=routes,
    exact_anchors=True,
    borrows=None,
    shows_outside="files",
    drops_unpublished=True,
    yaml=JS_YAML,
    singular_keys=True,
    single_for_list=True,
    date_keys=frozenset({"date", "updated"}),
    ticks=1000,
    names_zone=lazy_re(r"^timezone:[ \t]*['\"]?\w", re.MULTILINE),
    dialect={**SITE, "breaks": True, "footnotes": False, "shortcodes": True, "definitions": True, "slugs": ("hexo",)},
)
