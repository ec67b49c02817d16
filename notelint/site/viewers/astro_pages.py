"""The pages that Astro makes, as far as they follow from files: those of Starlight, and of `src/pages`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from notelint.files.suffixes import NOTE_ENDINGS
from notelint.model.items import NoteItems
from notelint.site import plugins
from notelint.site import script as scripts
from notelint.site.configuration import Config
from notelint.site.model import Site
from notelint.site.routes import Destinations, Routes, page, stem_of, value, walk
from notelint.text.lazy import lazy_re
from notelint.text.slugs import github

_STARLIGHT = "@astrojs/starlight"
_PAGES = (*NOTE_ENDINGS, ".astro", ".html")
_COLLECTION = lazy_re(r"\bgetCollection\(\s*[\"'](\w+)[\"']")
# `params: { id: entry.id }`, the first page perhaps without one.
_PLAIN = lazy_re(
    r"\bparams\s*:\s*\{\s*\w+\s*:\s*(?:\w+\.(?:id|slug)\s*===?\s*[\"']index[\"']\s*\?\s*undefined\s*:\s*)?\w+\.(?:id|slug)\s*,?\s*\}"
)
_OF_NOTES = lazy_re(r"\.|(?:.*/)?(?:remark|rehype)")
# Plugins that leave the paths of links, and of images, as they are.
_HARMLESS = lazy_re(
    r"(?:remark|rehype)-(?:gfm|math|katex|mathjax|slug|autolink-headings|directive|emoji|smartypants|toc|breaks|sectionize"
    r"|external-links|pretty-code|raw|callouts?|github-[\w-]*|cjk-[\w-]*|footnotes?[\w-]*|code-[\w-]*|mermaid[\w-]*)"
)


def routes(config: Config, site: Site, notes: Mapping[str, NoteItems]) -> Routes:
    """Starlight's pages and those of `src/pages`; what dynamic routes make of other notes is not known."""
    code = scripts.without_comments(config.text(config.marker))
    script = scripts.read(code)
    loaded = [name for name in plugins.loaded(code) if _OF_NOTES.match(name)]
    unknown = next((f"the plugin {name}" for name in loaded if not _HARMLESS.fullmatch(name)), "")
    base = next((text for each in scripts.assigned(script, "base") if (text := scripts.string(each))), "")
    found = Routes(Destinations(images=True, links_by=unknown, images_by=unknown), base)
    found.served += [("", folder) for folder in site.assets]
    _add_pages(found, config, notes)
    if "injectRoute" in code or (_STARLIGHT not in code and not config.entries("src/pages")):
        found.leave_open(f"the integrations in {config.marker}")
    for value_ in scripts.assigned(script, "redirects"):
        for old in scripts.properties(value_) or {}:
            found.add(page(old.strip("/")))
    if _STARLIGHT in code:
        _add_starlight(found, script, config, notes)
    else:
        for path in notes:
            if path.startswith(tuple(config.path(f"src/{name}/") for name in ("content", "data"))):
                found.notes.add(path)
    return found


def _add_pages(found: Routes, config: Config, notes: Mapping[str, NoteItems]) -> None:
    """What stands in `src/pages`: a file is a page, one with brackets in its name makes pages."""
    for path in walk(config, "src/pages"):
        if re.search(r"(?:^|/)_", path):
            continue
        if "[" in path:
            _add_dynamic(found, path, config, notes)
        elif path.endswith((".ts", ".js")):
            found.add(path.rpartition(".")[0])
        elif path.endswith(_PAGES):
            note = config.path(f"src/pages/{path}")
            found.add(page(re.sub(r"(?:^|/)index$", "", path.rpartition(".")[0])), note if note in notes else "")


def _add_dynamic(found: Routes, path: str, config: Config, notes: Mapping[str, NoteItems]) -> None:
    """The pages of a dynamic route. One that shows each note of a collection at its id has these and no others."""
    prefix, _, rest = path.partition("[")
    code = scripts.without_comments(config.text(f"src/pages/{path}"))
    collections = set(_COLLECTION.findall(code))
    plain = _PLAIN.search(code)
    folder = _folder_of(collections.pop(), config) if len(collections) == 1 and plain and "]." in rest else ""
    if not folder or "/" in rest:
        found.leave_open(f"src/pages/{path}", prefix)
        return
    for note in notes:
        if note.startswith(f"{folder}/"):
            place = value(notes[note], "slug").strip("/") or _slug(note[len(folder) + 1 :])
            found.add(page(prefix + place), note)


def _folder_of(collection: str, config: Config) -> str:
    """Where the notes of a collection are, "" where that, or what they are called, is not known."""
    code = config.text("src/content.config.ts") or config.text("src/content/config.ts")
    if "generateId" in code:
        return ""
    defined = re.split(r"\bdefineCollection\(", code)
    names = [re.search(r"([\w$]+)[\"']?\s*[:=]\s*$", before) for before in defined[:-1]]
    loaded = next((code for name, code in zip(names, defined[1:], strict=True) if name and name[1] == collection), "")
    base = re.search(r"\bglob\(\{[^}]*\bbase\s*:\s*[\"'`]([^\"'`$]+)", loaded)
    if "loader" in loaded and not base:
        return ""
    return config.path(base[1].strip("./")) if base else config.path(f"src/content/{collection}")


def _slug(path: str) -> str:
    """The id of a note: each part of its path as a fragment, without a last `index`."""
    return re.sub(r"(?:^|/)index$", "", "/".join(github(part) for part in stem_of(path).split("/")))


def _add_starlight(found: Routes, script: scripts.Expression, config: Config, notes: Mapping[str, NoteItems]) -> None:
    """The notes of `src/content/docs`, in each language: what is not translated is shown in the first."""
    folder = config.path("src/content/docs/")
    languages, first = _languages(script)
    for path, note in notes.items():
        if path.startswith(folder) and not re.search(r"(?:^|/)_", path[len(folder) :]):
            _add_note(found, path, path[len(folder) :], note, languages, first)
    for file in ("src/content.config.ts", "src/content/config.ts"):
        if "generateId" in config.text(file):
            found.leave_open(f"generateId in {file}")
    for each in scripts.assigned(script, "plugins"):
        for name in _called(each):
            if not re.search(r"(?i)links?valid|imagezoom|theme|search|heading|badge|sidebar|analytics", name):
                found.leave_open(f"the plugin {name} of Starlight")


def _called(nodes: scripts.Expression) -> Iterator[str]:
    for group in nodes:
        for element in scripts.elements(group) if isinstance(group, scripts.Group) else ():
            yield from (name for name, arguments in scripts.calls(element)[:1] if name)


def _languages(script: scripts.Expression) -> tuple[list[str], str]:
    """The folders of languages, and the first: its own folder, "" for the root."""
    given = next(scripts.assigned(script, "locales"), [])
    names = list(scripts.properties(given) or ())
    default = next(scripts.assigned(script, "defaultLocale"), [])
    first = scripts.string(default) or ""
    return [name for name in names if name != "root"], "" if "root" in names or first == "root" else first


def _add_note(found: Routes, path: str, relative: str, note: NoteItems, languages: list[str], first: str) -> None:
    slug = value(note, "slug").strip("/")
    place = slug or _slug(relative)
    output = page(place)
    found.add("404.html" if place == "404" else output, path)
    found.pages[output] = path
    head, _, rest = output.partition("/")
    own = head if head in languages else ""
    if own != first:
        return
    for language in languages:  # shown there, too, unless there is a translation
        other = f"{language}/{rest if own else output}"
        if other not in found.pages:
            found.add(other)
            found.pages[other] = path
