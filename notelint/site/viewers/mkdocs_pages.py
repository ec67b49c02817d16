"""The pages that MkDocs makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from notelint.files.gitignore import Patterns
from notelint.model.items import NoteItems
from notelint.site.configuration import Config, folder_name, get, read_yaml
from notelint.site.model import Site
from notelint.site.navigation import MAX_SIZE
from notelint.site.routes import Destinations, Routes, page, stem_of
from notelint.text.lazy import lazy_re

_KEYS = frozenset({"INHERIT", "hooks", "plugins", "site_url", "theme", "use_directory_urls", "validation"})
# Plugins that make no pages and leave links as they are.
_HARMLESS = lazy_re(
    r"(?:material/)?(?:search|tags|social|meta|offline|optimize|privacy|typeset|info|group|projects|redirects|minify"
    r"|(?:enumerate-headings?|exclude|exclude-search|glightbox|lightbox|macros|awesome-pages|awesome-nav|section-index"
    r"|rss|autorefs|mkdocstrings|include-markdown|table-reader|mermaid2|drawio|drawio-exporter|kroki|with-pdf|pdf-export"
    r"|codeinclude|open-in-new-tab|spellcheck|img2fig|image-captions|callouts|encryptcontent|ultralinks?|document-dates"
    r"|markdownextradata|charts|puml|build_plantuml|swagger-ui-tag|nav-weight|tooltips|abbr|bibtex|caption|statistics"
    r"|toggle-sidebar|badges|page-pdf|include_dir_to_nav|htmlproofer|markmap|asciinema-player|d2|placeholder|ezglossary"
    r"|tags|toc|toc-md|file-filter|panzoom|video|embed-external-markdown|link-marker|quiz|graph|termynal|static)"
    r"|git-[\w-]+|[\w-]*(?:katex|math)[\w-]*|rtd-dropdown|redoc-tag|alias|preview-links|external-markdown)"
)

# Events in which a hook can make pages, or change links.
_CHANGES = lazy_re(
    r"def on_(?:config|pre_build|files|page_read_source|page_markdown|page_content|post_page|post_build)\b"
)


def routes(config: Config, site: Site, notes: Mapping[str, NoteItems]) -> Routes | None:
    """Each note at the address of its path; what plugins make is not known."""
    if not site.content:
        return None
    text = config.text(config.marker, MAX_SIZE)
    settings = "\n".join(blocks(text, _KEYS))
    data = read_yaml(settings) if settings else {}
    return routes_by(config, site, notes, data, excluded_docs(text)) if isinstance(data, dict) else None


def routes_by(
    config: Config, site: Site, notes: Mapping[str, NoteItems], data: Mapping[str, Any], excluded: Sequence[str]
) -> Routes:
    """The routes by settings, whatever file they were read from; `excluded` are patterns of what is not built."""
    docs = site.content[0]
    rooted = get(data, "validation", "absolute_links") == "relative_to_docs" or (
        get(data, "validation", "links", "absolute_links") == "relative_to_docs"
    )
    destinations = Destinations(notes=True, files=True, images=True, rooted=rooted)
    found = Routes(destinations, _below(get(data, "site_url")))
    found.exact_base = True
    found.served.append(("", docs))
    if custom := folder_name(get(data, "theme", "custom_dir")):
        found.served.append(("", config.path(custom)))
    folders = data.get("use_directory_urls") is not False
    unbuilt = Patterns(excluded)
    inside = [path for path in notes if path.startswith(f"{docs}/")]
    for path in inside:
        relative = path[len(docs) + 1 :]
        if unbuilt.ignores(relative) is not True and not re.search(r"(?:^|/)\.", relative):
            found.add(_output(relative, folders, notes, docs), path)
    _plugins(found, data, config)
    return found


def blocks(text: str, keys: frozenset[str]) -> Iterator[str]:
    """The lines of some keys of a mkdocs.yml: a navigation of thousands of notes takes a YAML parser seconds."""
    wanted = False
    for line in text.split("\n"):
        if line[:1].isalpha() or line[:1] in ("_", '"', "'"):
            wanted = line.partition(":")[0] in keys
        if wanted:
            yield line


def excluded_docs(text: str) -> Sequence[str]:
    """The patterns of what is not built."""
    found = re.search(r"^exclude_docs:[ \t]*\|[-+]?[ \t]*\n((?:[ \t]+\S.*\n|[ \t]*\n)*)", text + "\n", re.MULTILINE)
    return [line.strip() for line in found[1].split("\n")] if found else []


def _below(url: object) -> str:
    """The path that a site's address ends with."""
    try:
        return urlsplit(url).path if isinstance(url, str) else ""
    except ValueError:
        return ""


def _output(path: str, folders: bool, notes: Mapping[str, NoteItems], docs: str) -> str:
    stem = stem_of(path)
    folder, _, name = stem.rpartition("/")
    prefix = f"{folder}/" if folder else ""
    if name == "index" or (name == "README" and f"{docs}/{prefix}index.md" not in notes):
        return f"{prefix}index.html"
    return page(stem) if folders else f"{stem}.html"


def _plugins(found: Routes, data: Mapping[str, Any], config: Config) -> None:
    """Pages of plugins, and plugins whose pages, or ways with links, are not known."""
    if data.get("INHERIT"):
        found.leave_open(f"INHERIT in {config.marker}")
    for hook in data["hooks"] if isinstance(data.get("hooks"), list) else ():
        code = config.text(str(hook))
        if not code or _CHANGES.search(code):
            found.leave_open(f"the hook {hook} in {config.marker}")
    for name, options in _listed(data.get("plugins")):
        short = name.removeprefix("material/")
        if short == "blog":
            _blog(found, options, config)
        elif short == "redirects":
            for old in _keys(get(options, "redirect_maps")):
                found.add(page(stem_of(old)))
        elif short == "print-site":
            found.add("print_page/index.html")
        elif not _HARMLESS.fullmatch(name.replace("_", "-")) and not _HARMLESS.fullmatch(name):
            found.leave_open(f"the plugin {name} in {config.marker}")


def _blog(found: Routes, options: object, config: Config) -> None:
    folder = str(get(options, "blog_dir") or "blog").strip("/.")
    found.leave_open(f"the plugin blog in {config.marker}", folder)
    posts = f"{found.served[0][1]}/{folder}/".replace("//", "/") if folder else f"{found.served[0][1]}/"
    for note in [note for note in found.at if note.startswith(posts) and note != f"{posts}index.md"]:
        del found.at[note]  # its address follows from its date


def _listed(plugins: object) -> Iterator[tuple[str, Any]]:
    for each in plugins if isinstance(plugins, list) else (plugins,):
        if isinstance(each, str):
            yield each, None
        elif isinstance(each, dict):
            yield from ((str(name), options) for name, options in each.items())


def _keys(data: object) -> list[str]:
    return [key for key in data if isinstance(key, str)] if isinstance(data, dict) else []
