"""What the configuration of each generator says of its folders and of the syntax that it renders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from notelint.data import parsing
from notelint.site import scripts
from notelint.site.dialect import Decisions

if TYPE_CHECKING:
    from notelint.site.listing import Listing

_MAX_SIZE = 100_000  # bytes of a file that are looked at
_MAX_NAVIGATION = 10_000_000  # what a mkdocs.yml may have, where each note is listed
_MKDOCS_KEYS = frozenset({"INHERIT", "docs_dir", "markdown_extensions", "plugins"})
_GOLDMARK = {
    "footnote": "footnotes",
    "linkify": "autolinks",
    "passthrough": "math",
    "strikethrough": "strikethrough",
    "table": "tables",
}


class Config:
    """The configuration of one site, and what was decided from it. `content` and `assets` are None where it is silent;
    they are relative to the folder of the site.
    """

    def __init__(self, generator: str, folder: str, marker: str, listing: Listing) -> None:
        self.marker = marker
        self.decisions = Decisions(generator)
        self.content: tuple[str, ...] | None = None
        self.assets: tuple[str, ...] | None = None
        self._folder = folder
        self._listing = listing
        _READERS.get(generator, _scripted)(self)

    def names(self, folder: str = "") -> list[str]:
        return sorted(self._listing.names("/".join(filter(None, (self._folder, folder)))))

    def text(self, name: str, size: int = _MAX_SIZE) -> str:
        """What a file of the site begins with, "" where there is none."""
        folder, _, base = name.rpartition("/")
        if base not in self.names(folder):
            return ""
        try:
            data = self._listing.head("/".join(filter(None, (self._folder, name))), size)
        except OSError:
            return ""
        return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")

    def data(self, name: str) -> Any:
        """A TOML, YAML or JSON file of the site, None where it cannot be read."""
        text = self.text(name)
        try:
            if name.endswith(".toml"):
                return parsing.read_toml(text)
            return parsing.read_json(text) if name.endswith(".json") else _yaml(text)
        except ValueError:
            return None


def _yaml(text: str) -> Any:
    from notelint.data.located import LocatedError, read_yaml

    try:
        return read_yaml(text).data
    except LocatedError:
        return None


def _get(data: Any, *keys: str) -> Any:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _folder_name(value: object) -> str | None:
    """A folder as configurations write it, `./src/`, without what is round its name."""
    return value.strip().removeprefix("./").strip("/") if isinstance(value, str) else None


def _setting(code: str, key: str) -> str | None:
    """The text that a script gives to a key."""
    found = re.search(rf"\b{key}\s*:\s*[\"']([^\"'\n]*)[\"']", code)
    return _folder_name(found[1]) if found else None


def _scripted(config: Config, file: str = "") -> str:
    """Reads the plugins that a configuration in JavaScript loads; returns it without its comments."""
    file = file or config.marker
    code = scripts.without_comments(config.text(file))
    config.decisions.plugins(scripts.loaded_plugins(code), file)
    return code


def _astro(config: Config) -> None:
    code = _scripted(config)
    if re.search(r"\bgfm\s*:\s*false\b", code):
        off = {"tables": False, "strikethrough": False, "autolinks": False, "footnotes": False}
        config.decisions.change(off, f"gfm: false in {config.marker}")
    if public := _setting(code, "publicDir"):
        config.assets = (public,)
    own = dict(re.findall(r"[\"']\./(([^\"'\n]*)\.[mc]?[jt]s)[\"']", code))
    for name in scripts.loaded_plugins(code):
        path = next((path for path, stem in own.items() if stem.endswith(name[2:])), "") if name[:2] == "./" else ""
        if path and "[!" in config.text(path):  # one's own, which looks for [!NOTE]
            config.decisions.change({"callouts": "titled"}, path)


def _docusaurus(config: Config) -> None:
    code = _scripted(config)
    if re.search(r"\bformat\s*:\s*[\"'](?:md|detect)[\"']", code):
        config.decisions.change({"mdx": False}, f"format in {config.marker}")
    if found := re.search(r"\bstaticDirectories\s*:\s*\[([^\]]{0,2000})\]", code):
        config.assets = tuple(filter(None, map(_folder_name, re.findall(r"[\"']([^\"']+)[\"']", found[1]))))


def _installed_footnotes(config: Config) -> None:
    """These configurations are often parted into files, and who installs footnotes shows them."""
    package = config.data("package.json")
    for key in ("dependencies", "devDependencies"):
        packages = _get(package, key)
        names = [name for name in packages if "footnote" in name] if isinstance(packages, dict) else []
        config.decisions.plugins(names, "package.json")


def _eleventy(config: Config) -> None:
    _installed_footnotes(config)
    code = _scripted(config)
    if source := _setting(code, "input"):
        config.content = (source,)
    if re.search(r"\bcallout", code):
        config.decisions.change({"callouts": "titled"}, f"callout in {config.marker}")


def _vitepress(config: Config) -> None:
    _installed_footnotes(config)
    package = config.data("package.json")
    versions = [str(_get(package, key, "vitepress")) for key in ("dependencies", "devDependencies")]
    if any(re.match(r"\D*(?:[2-9]|\d\d+)\.", version) for version in versions):
        config.decisions.change({"emphasis": "cjk-friendly"}, "vitepress from 2.0 on, in package.json")
    for file in (".vitepress/config", ".vitepress/config/index"):
        for ending in (".ts", ".mts", ".js", ".mjs"):
            if not (code := _scripted(config, file + ending)):
                continue
            if re.search(r"\bmath\s*:\s*true\b", code):
                config.decisions.change({"math": True}, f"math: true in {file}{ending}")
            if re.search(r"\bcjkFriendly(?:Emphasis)?\s*:\s*false\b", code):
                config.decisions.change({"emphasis": "commonmark"}, f"cjkFriendlyEmphasis: false in {file}{ending}")
            if re.search(r"\bbreaks\s*:\s*true\b", code):
                config.decisions.change({"breaks": True}, f"breaks: true in {file}{ending}")
            if source := _setting(code, "srcDir"):
                config.content, config.assets = (source,), (f"{source}/public",)


def _quartz(config: Config) -> None:
    code = scripts.without_comments(config.text(config.marker))
    if re.search(r"\bPlugin\.HardLineBreaks\(", code):
        config.decisions.change({"breaks": True}, f"Plugin.HardLineBreaks in {config.marker}")
    if re.search(r"\bPlugin\.Latex\(", code):
        config.decisions.change({"math": True}, f"Plugin.Latex in {config.marker}")
    if code and not re.search(r"\bPlugin\.ObsidianFlavoredMarkdown\(", code) and config.marker.endswith(".ts"):
        off = {"mark": False, "wikilinks": False, "comments": False, "callouts": "none"}
        config.decisions.change(off, f"no ObsidianFlavoredMarkdown in {config.marker}")


def _mkdocs(config: Config) -> None:
    # The navigation may be long, and nothing else.
    text = "\n".join(_blocks(config.text(config.marker, _MAX_NAVIGATION)))[:_MAX_SIZE]
    data = _yaml(text)
    if docs := _folder_name(_get(data, "docs_dir")):
        config.content = config.assets = (docs,)
    if _get(data, "INHERIT") and not _get(data, "markdown_extensions"):  # the other file may load them
        config.decisions.change({"footnotes": True}, f"INHERIT in {config.marker}")
    for key in ("markdown_extensions", "plugins"):
        config.decisions.extensions(_names(_get(data, key)), config.marker)
    if "slugify_unicode" in text:
        config.decisions.change({"slugs": ("mkdocs-unicode",)}, f"slugify_unicode in {config.marker}")
    elif "pymdownx.slugs" in text:
        config.decisions.change({"slugs": ("mkdocs-pymdownx",)}, f"pymdownx.slugs in {config.marker}")


def _blocks(text: str) -> Iterator[str]:
    """The lines of the keys that matter: a navigation of thousands of notes takes a YAML parser seconds."""
    wanted = False
    for line in text.split("\n"):
        if line[:1].isalpha() or line[:1] in ("_", '"', "'"):
            wanted = line.partition(":")[0] in _MKDOCS_KEYS
        if wanted:
            yield line


def _names(listed: Any) -> Iterator[str]:
    """`- name`, `- name: {options}` or `name: {options}`."""
    for item in listed if isinstance(listed, (list, dict)) else ():
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            yield from (name for name in item if isinstance(name, str))


def _hugo(config: Config) -> None:
    file, data = _hugo_data(config)
    if content := _folder_name(_get(data, "contentDir")):
        config.content = (content,)
    goldmark = _get(data, "markup", "goldmark")
    extensions = _get(goldmark, "extensions")
    _switch(config.decisions, "breaks", _get(goldmark, "renderer", "hardWraps"), f"renderer.hardWraps in {file}")
    for name, feature in _GOLDMARK.items():
        _switch(config.decisions, feature, _get(extensions, name), f"{name} in {file}")
    _switch(config.decisions, "mark", _get(extensions, "extras", "mark"), f"extras.mark in {file}")
    attribute = _get(goldmark, "parser", "attribute", "title")
    _switch(config.decisions, "attributes", attribute, f"parser.attribute in {file}")
    parameters = _get(data, "params")
    for name in ("math", "katex", "mathjax", "latex"):
        if _get(parameters, name) is True:
            config.decisions.change({"math": True}, f"params.{name} in {file}")
    if hook := _blockquote_hook(config, bool(_get(data, "theme") or _get(data, "module", "imports"))):
        config.decisions.change({"callouts": "titled"}, hook)


def _hugo_data(config: Config) -> tuple[str, dict[str, Any]]:
    """The configuration: one file, or a folder where each file is named after its key."""
    if config.marker != "config":
        data = config.data(config.marker)
        return config.marker, data if isinstance(data, dict) else {}
    merged: dict[str, Any] = {}
    for name in config.names("config/_default"):
        data, key = config.data(f"config/_default/{name}"), name.partition(".")[0]
        merged.update(data if key in ("hugo", "config") and isinstance(data, dict) else {key: data})
    return "config/_default", merged


def _switch(decisions: Decisions, feature: str, value: Any, why: str) -> None:
    value = _get(value, "enable") if isinstance(value, dict) else value
    if isinstance(value, bool):
        decisions.change({feature: value}, why)


def _blockquote_hook(config: Config, themed: bool) -> str:
    """Where the template is that makes callouts of quotes; Hugo itself leaves them quotes. "" for nowhere."""
    themes = config.names("themes")
    for layouts in ("layouts", *(f"themes/{theme}/layouts" for theme in themes)):
        for folder in (f"{layouts}/_markup", f"{layouts}/_default/_markup"):
            if any(name.startswith("render-blockquote") for name in config.names(folder)):
                return f"render-blockquote in {folder}"
    return "the theme, which is not here, may do so" if themed and not themes else ""


def _hexo(config: Config) -> None:
    """Hexo loads every package named `hexo-…` that package.json lists."""
    text = config.text(config.marker)
    if source := _folder_name(_get(_yaml(text), "source_dir")):
        config.content = config.assets = (source,)
    packages = _get(config.data("package.json"), "dependencies")
    hexo = [name for name in (packages if isinstance(packages, dict) else {}) if name.startswith("hexo-")]
    config.decisions.plugins(hexo, "package.json")
    used = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#"))
    config.decisions.plugins(re.findall(r"\bmarkdown-it-[\w-]+", used), config.marker)
    if re.search(r"^ *(?:math|mathjax|katex):(?: *true|\n +(?:enable|every_page): *true)", used, re.MULTILINE):
        config.decisions.change({"math": True}, f"math in {config.marker}")


def _sphinx(config: Config) -> None:
    code = re.sub(r"#[^\n]*", "", config.text(config.marker))
    found = re.search(r"\bmyst_enable_extensions\b[^\[({]*[\[({]?([^\])}]*)", code)
    if found:
        config.decisions.extensions(re.findall(r"\w+", found[1]), config.marker)


def _jekyll(config: Config) -> None:
    if str(_get(config.data(config.marker), "markdown")).lower().startswith("commonmark"):
        config.decisions.change({"emphasis": "commonmark"}, f"markdown: CommonMark in {config.marker}")


def _mdbook(config: Config) -> None:
    data = config.data(config.marker)
    if source := _folder_name(_get(data, "book", "src")):
        config.content = config.assets = (source,)
    mathjax = _get(data, "output", "html", "mathjax-support")
    _switch(config.decisions, "math", mathjax, f"mathjax-support in {config.marker}")


def _silent(config: Config) -> None:
    """For what is no file, and for generators whose configuration says nothing of syntax."""


_READERS: dict[str, Callable[[Config], Any]] = {
    "": _silent,
    "Astro": _astro,
    "Dendron": _silent,
    "Docusaurus": _docusaurus,
    "Eleventy": _eleventy,
    "Foam": _silent,
    "Hexo": _hexo,
    "Hugo": _hugo,
    "Jekyll": _jekyll,
    "Logseq": _silent,
    "Marksman": _silent,
    "MkDocs": _mkdocs,
    "Obsidian": _silent,
    "Quarto": _silent,
    "Quartz": _quartz,
    "Sphinx": _sphinx,
    "VitePress": _vitepress,
    "mdBook": _mdbook,
    "zk": _silent,
}
