"""The generators and vaults that notes live in: what tells them, and where they keep notes and images."""

from __future__ import annotations

from collections.abc import Container

import msgspec

_SCRIPTS = (".ts", ".js", ".mjs", ".mts", ".cjs", ".cts")
_DATA = (".toml", ".yaml", ".yml", ".json")


class Generator(msgspec.Struct, frozen=True):
    """All folders are relative to the one the marker stands in; "" is that folder itself, `*` any name."""

    name: str
    markers: tuple[str, ...]
    beside: tuple[str, ...] = ()  # one of these must stand beside the marker, where it alone says too little
    content: tuple[str, ...] = ()  # where its notes are; () where they are anywhere
    assets: tuple[str, ...] = ("",)  # where it looks up `/images/x.png`
    output: tuple[str, ...] = ()  # what it builds, and other people's notes
    vault: bool = False  # an editor's notes: a site around it decides what readers see


def _named(stem: str, endings: tuple[str, ...] = _SCRIPTS) -> tuple[str, ...]:
    return tuple(stem + ending for ending in endings)


# Source: the generators' manuals and, for what they do with a missing image, trials. The first that fits counts.
GENERATORS = (
    Generator("Quartz", ("quartz.config.ts", "quartz.config.yaml"), content=("content",), assets=("content",)),
    Generator("Astro", _named("astro.config"), content=("src/content", "src/data", "src/pages"), assets=("public",)),
    Generator(
        "Docusaurus",
        _named("docusaurus.config"),
        content=("docs", "blog", "i18n", "src/pages"),
        assets=("static",),
        output=("build", "versioned_docs"),
    ),
    Generator("VitePress", (".vitepress",), assets=("public",)),
    Generator("MkDocs", ("mkdocs.yml", "mkdocs.yaml"), content=("docs",), assets=("docs",), output=("site",)),
    Generator(
        "Hugo",
        _named("hugo", _DATA),
        content=("content",),
        assets=("static", "assets", "themes/*/static"),
        output=("public", "resources", "themes"),
    ),
    Generator(
        "Hugo",
        (*_named("config", _DATA), "config"),
        beside=("archetypes", "themes", "layouts"),
        content=("content",),
        assets=("static", "assets", "themes/*/static"),
        output=("public", "resources", "themes"),
    ),
    Generator(
        "Hexo",
        ("_config.yml", "_config.yaml"),
        beside=("source", "scaffolds"),
        content=("source",),
        assets=("source", "themes/*/source"),
        output=("public", "themes"),
    ),
    Generator("Sphinx", ("_config.yml", "conf.py"), beside=("_toc.yml", "index.rst", "Makefile", "make.bat")),
    Generator(
        "Jekyll",
        ("_config.yml", "_config.yaml", "_config.toml"),
        beside=("_posts", "_notes", "_layouts", "_includes", "Gemfile"),
        assets=("", "assets"),
    ),
    Generator("mdBook", ("book.toml",), content=("src",), assets=("src",), output=("book",)),
    Generator("Quarto", ("_quarto.yml", "_quarto.yaml")),
    Generator(
        "Eleventy",
        (*_named("eleventy.config"), ".eleventy.js"),
        assets=("public", "static", "src", ""),
    ),
    Generator("Gatsby", _named("gatsby-config"), content=("content", "src/pages"), assets=("static",)),
    Generator("Nuxt", _named("nuxt.config"), content=("content",), assets=("public", "static")),
    Generator("Next.js", _named("next.config"), content=("content", "posts", "pages", "src"), assets=("public",)),
    Generator("Obsidian", (".obsidian",), vault=True),
    Generator("Logseq", ("logseq",), beside=("pages", "journals"), vault=True),
    Generator("Dendron", ("dendron.yml",), vault=True),
    Generator("Foam", (".foam",), vault=True),
    Generator("zk", (".zk",), vault=True),
    Generator("Marksman", (".marksman.toml", ".moxide.toml"), vault=True),
)


def found_in(names: Container[str], vaults: bool = True) -> tuple[Generator, str] | None:
    """The generator whose marker is among the names of a folder, and that marker."""
    for generator in GENERATORS:
        if generator.vault and not vaults:
            continue
        marker = next((marker for marker in generator.markers if marker in names), None)
        if marker and (not generator.beside or any(name in names for name in generator.beside)):
            return generator, marker
    return None
