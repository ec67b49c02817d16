"""Which constructs a site renders: what its generator does by itself, and the plugins that its configuration loads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec


class Dialect(msgspec.Struct, frozen=True, kw_only=True):
    """One field a construct; the defaults are GitHub's. `why` tells for each field what decided it."""

    mark: bool = False  # ==text==
    math: bool = True  # $a$ and $$a$$
    wikilinks: bool = False  # [[target#fragment|alias]], ![[embed]]
    footnotes: bool = True  # [^a] and [^a]: text
    inline_footnotes: bool = False  # ^[text]
    strikethrough: bool = True  # ~~text~~
    tables: bool = True
    autolinks: bool = True  # bare URLs
    comments: bool = False  # %% text %%
    containers: bool = False  # :::note … :::
    admonitions: bool = False  # !!! note with indented content
    attributes: bool = False  # {#id .class}
    shortcodes: bool = False  # {{< name >}}, {% tag %}
    mdx: bool = False  # also in .md files
    callouts: Literal["none", "github", "titled"] = "github"  # > [!NOTE], titled: > [!NOTE] title
    emphasis: Literal["commonmark", "cjk-friendly", "kramdown", "pandoc", "python-markdown"] = "commonmark"
    breaks: bool = False  # a line's end is a line break
    # Python-Markdown's need a blank line before, and four columns a level; with `truly-sane` the line only.
    lists: Literal["commonmark", "python-markdown", "truly-sane"] = "commonmark"
    slugs: tuple[str, ...] = ("github",)  # names in notelint.text.slugs.SLUGGERS; an anchor of any of them is right
    why: dict[str, str] = {}


_Changes = dict[str, Any]
FEATURES = tuple(name for name in Dialect.__struct_fields__ if name != "why")

# How each generator differs from GitHub before any plugin. Sources: the generators' manuals and sources.
_SITE: _Changes = {"math": False, "callouts": "none"}
BASES: dict[str, _Changes] = {
    "": {"slugs": ("github", "obsidian")},
    "Astro": _SITE,
    "Dendron": {"wikilinks": True, "slugs": ("github", "obsidian")},
    "Docusaurus": {**_SITE, "containers": True, "attributes": True, "mdx": True, "slugs": ("docusaurus",)},
    "Eleventy": {
        **_SITE,
        "footnotes": False,
        "autolinks": False,
        "shortcodes": True,
        "slugs": ("github", "markdown-it-anchor"),
    },
    "Foam": {"wikilinks": True, "slugs": ("github", "obsidian")},
    "Gatsby": _SITE,
    "Hexo": {**_SITE, "breaks": True, "footnotes": False, "shortcodes": True, "slugs": ("hexo",)},
    "Hugo": {**_SITE, "attributes": True, "shortcodes": True},
    "Jekyll": {
        "autolinks": False,
        "callouts": "none",
        "attributes": True,
        "shortcodes": True,
        "emphasis": "kramdown",
        "slugs": ("github", "kramdown"),
    },
    "Logseq": {"breaks": True, "mark": True, "wikilinks": True, "callouts": "none", "slugs": ("obsidian",)},
    "Marksman": {"wikilinks": True, "slugs": ("github", "obsidian")},
    "MkDocs": {
        **_SITE,
        "footnotes": False,
        "strikethrough": False,
        "autolinks": False,
        "emphasis": "python-markdown",
        "lists": "python-markdown",
        "slugs": ("mkdocs",),
    },
    "Next.js": _SITE,
    "Nuxt": {**_SITE, "containers": True},
    "Obsidian": {
        "breaks": True,
        "mark": True,
        "wikilinks": True,
        "inline_footnotes": True,
        "comments": True,
        "callouts": "titled",
        "slugs": ("obsidian",),
    },
    "Quarto": {
        "callouts": "none",
        "autolinks": False,
        "inline_footnotes": True,
        "containers": True,
        "attributes": True,
        "shortcodes": True,
        "emphasis": "pandoc",
    },
    "Quartz": {
        "mark": True,
        "wikilinks": True,
        "comments": True,
        "callouts": "titled",
        "slugs": ("github", "obsidian"),
    },
    "Sphinx": {**_SITE, "strikethrough": False, "autolinks": False},
    "VitePress": {
        **_SITE,
        "footnotes": False,
        "containers": True,
        "attributes": True,
        "callouts": "titled",
        "slugs": ("vitepress",),
    },
    "mdBook": {"math": False, "autolinks": False, "attributes": True},
    "zk": {"wikilinks": True, "slugs": ("github", "obsidian")},
}

_GFM: _Changes = {"tables": True, "strikethrough": True, "autolinks": True, "footnotes": True}
# What a plugin of remark, rehype or markdown-it adds, by its package's name or the file of a site's own one.
_PLUGINS: tuple[tuple[str, _Changes], ...] = (
    (r"^remark-gfm$", _GFM),
    (r"flexible-markers|highlight-mark|mark-highlight|(?:^|[-/])mark(?:er|ers|s|-plus)?$", {"mark": True}),
    (r"^remark-math|(?:markdown-it|plugin|hexo)\b.*-(?:\w*katex|mathjax|math|texmath|latex)", {"math": True}),
    (r"cjk-friendly(?!.*strikethrough)", {"emphasis": "cjk-friendly"}),
    (r"footnotes?-extra|inline-footnote|markdown-it-footnote", {"footnotes": True, "inline_footnotes": True}),
    (r"footnote", {"footnotes": True}),
    (r"wiki-?link|(?:remark|rehype|plugin)-obsidian$", {"wikilinks": True}),
    (r"directive|container|remark-admonition|^@astrojs/starlight$", {"containers": True}),
    (r"callout|^@tuyuritio/remark-github-alert|github-alerts$|^\..*alert", {"callouts": "titled"}),
    (r"github-alert|blockquote-alert|github-admonition|github-blockquote", {"callouts": "github"}),
    (r"(?:^|[-/])attr(?:s|ibutes?)?$|heading-ids?$", {"attributes": True}),
    (r"extended-table|multimd-table", {"tables": True}),
    (r"strikethrough", {"strikethrough": True}),
    (r"^remark-breaks$|newline-to-break", {"breaks": True}),
)
_PLUGIN_PATTERNS = tuple((re.compile(pattern), changes) for pattern, changes in _PLUGINS)

# What an extension of Python-Markdown, or a plugin of MkDocs, adds.
_PYTHON_EXTENSIONS: dict[str, _Changes] = {
    "abbr": {},
    "admonition": {"admonitions": True},
    "attr_list": {"attributes": True},
    "callouts": {"callouts": "titled"},
    "ezlinks": {"wikilinks": True},
    "extra": {"footnotes": True, "attributes": True},
    "footnotes": {"footnotes": True},
    "github-callouts": {"callouts": "github"},
    "markdown_gfm_admonition": {"callouts": "github"},
    "markdown_katex": {"math": True},
    "mdx_gfm": _GFM,
    "mdx_math": {"math": True},
    "mdx_truly_sane_lists": {"lists": "truly-sane"},
    "mdx_wikilink_plus": {"wikilinks": True},
    "obsidian-bridge": {"wikilinks": True, "callouts": "titled"},
    "obsidian-support": {"wikilinks": True, "callouts": "titled"},
    "pymdownx.arithmatex": {"math": True},
    "pymdownx.details": {"admonitions": True},
    "pymdownx.extra": {"footnotes": True, "attributes": True},
    "pymdownx.magiclink": {"autolinks": True},
    "pymdownx.mark": {"mark": True},
    "nl2br": {"breaks": True},
    "pymdownx.tilde": {"strikethrough": True},
    "roamlinks": {"wikilinks": True},
    "wikilinks": {"wikilinks": True},
}
_MYST_EXTENSIONS: dict[str, _Changes] = {
    "attrs_block": {"attributes": True},
    "attrs_inline": {"attributes": True},
    "colon_fence": {"containers": True},
    "dollarmath": {"math": True},
    "linkify": {"autolinks": True},
    "strikethrough": {"strikethrough": True},
}


class Decisions:
    """A dialect in the making: later decisions win, except that titled callouts stay titled."""

    def __init__(self, generator: str) -> None:
        self._values: _Changes = dict(BASES.get(generator, _SITE))
        self._why = dict.fromkeys(FEATURES, f"{generator or 'GitHub'}'s default")

    def change(self, changes: Mapping[str, Any], why: str) -> None:
        for name, value in changes.items():
            if not (name == "callouts" and value == "github" and self._values.get(name) == "titled"):
                self._values[name] = value
                self._why[name] = why

    def plugins(self, names: Iterable[str], file: str) -> None:
        """Plugins of remark, rehype or markdown-it: package names, or paths of the site's own ones."""
        for name in names:
            for pattern, changes in _PLUGIN_PATTERNS:
                if pattern.search(name):
                    self.change(changes, f"{name} in {file}")
                    break

    def extensions(self, names: Iterable[str], file: str) -> None:
        """Extensions of Python-Markdown, plugins of MkDocs or syntax extensions of MyST."""
        for name in names:
            short = name.removeprefix("markdown.extensions.")
            self.change(_PYTHON_EXTENSIONS.get(short) or _MYST_EXTENSIONS.get(short, {}), f"{name} in {file}")

    def dialect(self) -> Dialect:
        return Dialect(**self._values, why=self._why)
