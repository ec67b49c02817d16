"""Which constructs a site renders: what its generator does by itself, and the plugins that its configuration loads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Literal

import msgspec

from notelint.text.lazy import lazy_re


class Source(StrEnum):
    """What decided on a feature."""

    DEFAULT = "default"  # the viewer's own
    DETECTED = "detected"  # what the site's configuration loads, or the notes show
    CONFIGURED = "configured"  # notelint's own configuration


class Dialect(msgspec.Struct, frozen=True, kw_only=True):
    """One field a construct; the defaults are GitHub's.

    `sources` and `why` tell for each field what decided it, to programs and to people; nothing where it was given.
    """

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
    # betterem: Python-Markdown whose emphasis is CommonMark's
    emphasis: Literal["commonmark", "cjk-friendly", "kramdown", "pandoc", "python-markdown", "betterem"] = "commonmark"
    tasks: bool = True  # - [ ] text
    definitions: bool = False  # term, and below it `: text`
    abbreviations: bool = False  # *[HTML]: text
    breaks: bool = False  # a line's end is a line break
    markdown_in_html: bool = False  # also in a block of HTML that does not ask for it
    # Python-Markdown's need a blank line before, and four columns a level; with `truly-sane` the line only.
    lists: Literal["commonmark", "python-markdown", "truly-sane"] = "commonmark"
    slugs: tuple[str, ...] = ("github",)  # names in notelint.text.slugs.SLUGGERS; an anchor of any of them is right
    loads_unknown: bool = False  # a plugin of the site that nobody knows here may read more than is said above
    sources: dict[str, Source] = {}
    why: dict[str, str] = {}

    @property
    def renderer(self) -> str:
        """Whose reading of blocks it is, where that is not CommonMark's: "kramdown", "pandoc", "python-markdown"."""
        if self.emphasis == "betterem":
            return "python-markdown"
        return self.emphasis if self.emphasis in ("kramdown", "pandoc", "python-markdown") else ""

    @property
    def strict_emphasis(self) -> bool:
        """Is emphasis beside punctuation what CommonMark says?"""
        return self.emphasis in ("commonmark", "betterem")

    def is_default(self, feature: str) -> bool:
        """Is a feature as the viewer has it by itself?"""
        return self.sources.get(feature) is Source.DEFAULT


_Changes = dict[str, Any]
FEATURES = tuple(name for name in Dialect.__struct_fields__ if name not in ("loads_unknown", "sources", "why"))

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
    (r"deflist|definition-?list", {"definitions": True}),
    (r"(?:^|[-/])abbr", {"abbreviations": True}),
    (r"task-?(?:list|checkbox)", {"tasks": True}),
    (r"^hexo-admonition|(?<!remark-)admonition", {"admonitions": True}),
    (r"strikethrough", {"strikethrough": True}),
    (r"^remark-breaks$|newline-to-break", {"breaks": True}),
)
# Those that may read constructs of their own, and of these such as change only what is read already.
_MAY_READ = lazy_re(r"remark|markdown-it|^starlight-|^\.")
_READS_NOTHING = lazy_re(
    r"(?:remark|rehype)-(?:toc|emoji|smartypants|reading-time|unwrap-images|sectionize|external-links|code-titles|prism|slug)$"
    r"|markdown-it-(?:anchor|toc[\w-]*|emoji|external-links|image-figures)$|^starlight-(?:katex|links-validator|image-zoom)$"
)
_PLUGIN_PATTERNS = tuple((lazy_re(pattern), changes) for pattern, changes in _PLUGINS)

# What an extension of Python-Markdown, or a plugin of MkDocs, adds.
_PYTHON_EXTENSIONS: dict[str, _Changes] = {
    "abbr": {"abbreviations": True},
    "admonition": {"admonitions": True},
    "attr_list": {"attributes": True},
    "callouts": {"callouts": "titled"},
    "def_list": {"definitions": True},
    "ezlinks": {"wikilinks": True},
    "extra": {"footnotes": True, "attributes": True, "definitions": True, "abbreviations": True},
    "footnotes": {"footnotes": True},
    "github-callouts": {"callouts": "github"},
    "markdown_gfm_admonition": {"callouts": "github"},
    "markdown_katex": {"math": True},
    "mdx_gfm": {**_GFM, "tasks": True},
    "mdx_math": {"math": True},
    "mdx_truly_sane_lists": {"lists": "truly-sane"},
    "mdx_wikilink_plus": {"wikilinks": True},
    "obsidian-bridge": {"wikilinks": True, "callouts": "titled"},
    "obsidian-support": {"wikilinks": True, "callouts": "titled"},
    "pymdownx.arithmatex": {"math": True},
    "pymdownx.details": {"admonitions": True},
    "pymdownx.extra": {"footnotes": True, "attributes": True, "definitions": True, "abbreviations": True},
    "pymdownx.magiclink": {"autolinks": True},
    "pymdownx.mark": {"mark": True},
    "pymdownx.tasklist": {"tasks": True},
    "nl2br": {"breaks": True},
    "pymdownx.tilde": {"strikethrough": True},
    "roamlinks": {"wikilinks": True},
    "wikilinks": {"wikilinks": True},
}
_MYST_EXTENSIONS: dict[str, _Changes] = {
    "attrs_block": {"attributes": True},
    "attrs_inline": {"attributes": True},
    "colon_fence": {"containers": True},
    "deflist": {"definitions": True},
    "dollarmath": {"math": True},
    "linkify": {"autolinks": True},
    "strikethrough": {"strikethrough": True},
}


class Decisions:
    """A dialect in the making: later decisions win, except that titled callouts stay titled.

    It begins with what a viewer does by itself; `base` is in what that differs from GitHub.
    """

    def __init__(self, viewer: str, base: Mapping[str, Any]) -> None:
        self._values: _Changes = dict(base)
        self._sources = dict.fromkeys(FEATURES, Source.DEFAULT)
        self._why = dict.fromkeys(FEATURES, f"{viewer or 'GitHub'}'s default")

    def change(self, changes: Mapping[str, Any], why: str) -> None:
        for name, value in changes.items():
            if not (name == "callouts" and value == "github" and self._values.get(name) == "titled"):
                self._values[name] = value
                self._sources[name] = Source.DETECTED
                self._why[name] = why

    def plugins(self, names: Iterable[str], file: str) -> None:
        """Plugins of remark, rehype or markdown-it: package names, or paths of the site's own ones."""
        for name in names:
            for pattern, changes in _PLUGIN_PATTERNS:
                if pattern.search(name):
                    self.change(changes, f"{name} in {file}")
                    break
            else:
                if _MAY_READ.search(name) and not _READS_NOTHING.search(name):
                    self._values["loads_unknown"] = True

    def extensions(self, names: Iterable[str], file: str) -> None:
        """Extensions of Python-Markdown, plugins of MkDocs or syntax extensions of MyST."""
        for name in names:
            short = name.removeprefix("markdown.extensions.")
            self.change(_PYTHON_EXTENSIONS.get(short) or _MYST_EXTENSIONS.get(short, {}), f"{name} in {file}")

    def dialect(self) -> Dialect:
        return Dialect(**self._values, sources=self._sources, why=self._why)


def either(dialect: Dialect) -> Dialect:
    """The dialect of a note that a site and a forge may show: what one of them renders is said of neither."""
    forge = Dialect()
    changes: dict[str, Any] = {}
    for name in FEATURES:
        value, other = getattr(dialect, name), getattr(forge, name)
        if isinstance(value, bool):
            changes[name] = value or other
    changes["callouts"] = forge.callouts if dialect.callouts == "none" else dialect.callouts
    changes["lists"] = forge.lists
    changes["slugs"] = tuple(dict.fromkeys((*dialect.slugs, *forge.slugs)))
    return msgspec.structs.replace(dialect, **changes)
