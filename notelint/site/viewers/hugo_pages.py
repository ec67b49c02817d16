"""The pages that Hugo makes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from notelint.files.suffixes import NOTE_ENDINGS
from notelint.model.items import NoteItems
from notelint.site.configuration import Config, folder_name, get
from notelint.site.model import Site
from notelint.site.routes import Destinations, Routes, page, value, values, walk
from notelint.text.lazy import lazy_re

_PAGES = (*NOTE_ENDINGS, ".html", ".htm", ".adoc", ".org", ".rst", ".ad", ".pdc", ".pandoc")
_TOKEN = lazy_re(r":(\w+)(?:\[[^\]]*\])?")
_DATE = lazy_re(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TERMS = lazy_re(r"^:[ \t]+\S", re.MULTILINE)


class _Language(NamedTuple):
    """A language of the site: its key, the folder of its notes, and what its addresses begin with."""

    key: str
    folder: str
    prefix: str


def settings(config: Config) -> tuple[str, dict[str, Any]]:
    """The configuration: one file, or a folder where each file is named after its key."""
    if config.marker != "config":
        data = config.data(config.marker)
        return config.marker, data if isinstance(data, dict) else {}
    merged: dict[str, Any] = {}
    for name in config.names("config/_default"):
        data, key = config.data(f"config/_default/{name}"), name.partition(".")[0]
        if key in ("hugo", "config") and isinstance(data, dict):
            merged.update(data)
        elif "." in key or not key.startswith("languages"):
            merged[key] = data
        else:
            merged.setdefault("languages", data)
    return "config/_default", merged


def routes(config: Config, site: Site, notes: Mapping[str, NoteItems]) -> Routes:
    """The pages of notes, sections and terms; what other templates make is not known."""
    file, given = settings(config)
    data = _lowered(given)
    address = data.get("baseurl")
    found = Routes(_destinations(config, data), urlsplit(address).path if isinstance(address, str) else "")
    found.exact_base = not (data.get("canonifyurls") or data.get("relativeurls"))
    if get(data, "markup", "goldmark", "parser", "autodefinitiontermid"):
        found.borrows = _TERMS
    if get(data, "module", "mounts"):
        found.leave_open(f"module.mounts in {file}")
    found.served += [("", folder) for folder in site.assets]
    languages = list(_languages(config, data))
    for language in languages:
        _add_language(found, language, languages, config, data, notes)
    return found


def _destinations(config: Config, data: Mapping[str, Any]) -> Destinations:
    """Which paths a hook replaces: Hugo's own as it does, one of the site's or the theme's in a way nobody knows."""
    ways: dict[str, Any] = {}
    hooks = get(data, "markup", "goldmark", "renderhooks")
    themed = bool(data.get("theme") or get(data, "module", "imports"))
    for name in ("link", "image"):
        own = _hook(config, name, themed)
        said = get(hooks, name, "useembedded") or ("fallback" if get(hooks, name, "enabledefault") else "auto")
        embedded = said in ("always", "fallback") or (said == "auto" and len(data.get("languages") or ()) > 1)
        if own and said != "always":
            ways[f"{name}s_by"] = own
        elif embedded and name == "link":
            ways |= {"notes": True, "bare": True, "rooted": True, "from_content": True, "any_case": True}
    return Destinations(**ways)


def _hook(config: Config, name: str, themed: bool) -> str:
    """The template that replaces the paths of links or images, "" for none."""
    themes = config.names("themes")
    for layouts in ("layouts", *(f"themes/{theme}/layouts" for theme in themes)):
        below = [each for each, kind in config.entries(layouts).items() if kind == "dir"]
        for folder in ("_markup", *(f"{each}/_markup" for each in below)):
            if any(each.startswith(f"render-{name}") for each in config.names(f"{layouts}/{folder}")):
                return f"render-{name} in {layouts}/{folder}"
    return (
        "the theme, which is not here" if themed and not any(config.names(f"themes/{each}") for each in themes) else ""
    )


def _lowered(data: Any) -> Any:
    """Keys in lower case: Hugo reads them in any."""
    if isinstance(data, dict):
        return {str(key).lower(): _lowered(each) for key, each in data.items()}
    return data


def _languages(config: Config, data: Mapping[str, Any]) -> Iterator[_Language]:
    content = folder_name(data.get("contentdir")) or "content"
    default = str(data.get("defaultcontentlanguage") or "en").lower()
    known = data.get("languages")
    if not isinstance(known, dict) or not known:
        yield _Language("", config.path(content), "")
        return
    below = data.get("defaultcontentlanguageinsubdir") is True
    for key, given in known.items():
        folder = folder_name(get(given, "contentdir")) or content
        yield _Language(key, config.path(folder), "" if key == default and not below else key)


def _add_language(
    found: Routes,
    language: _Language,
    languages: Sequence[_Language],
    config: Config,
    data: Mapping[str, Any],
    notes: Mapping[str, NoteItems],
) -> None:
    keys = [each.key for each in languages if each.key]
    shared = [each.key for each in languages if each.folder == language.folder]
    default = next((each.key for each in languages if not each.prefix), shared[0])
    prefix = f"{language.prefix}/" if language.prefix else ""
    inside = language.folder[len(config.path("")) :].lstrip("/") if config.path("") else language.folder
    found.add(f"{prefix}index.html")
    terms: dict[str, set[str]] = {}
    taxonomies = data.get("taxonomies")
    plurals = list(taxonomies.values()) if isinstance(taxonomies, dict) else ["tags", "categories"]
    bundles: dict[str, str] = {}
    files: list[str] = []
    paths = sorted(walk(config, inside))
    leaves = {path.rpartition("/")[0] for path in paths if re.fullmatch(r"(?:.*/)?index(?:\.\w+)?\.\w+", path)} - {""}
    for path in paths:
        stem, key = _language_of(path, keys)
        if (key or default) != language.key and len(shared) > 1:
            continue
        if path.endswith("_content.gotmpl"):
            found.leave_open(f"{inside}/{path}", prefix + path.rpartition("/")[0])
        if not path.lower().endswith(_PAGES):
            files.append(path)
            continue
        note = notes.get(f"{language.folder}/{path}")
        if _is_part(stem, leaves):
            continue
        output = _output(stem, note, prefix, data) if note else page(prefix + _clean(_place(stem), data))
        if note:
            found.notes.add(note.path)
            _add_aliases(found, note, output, prefix)
            for plural in plurals:
                terms.setdefault(str(plural), set()).update(values(note, str(plural).lower(), str(plural)))
        if output:
            found.add(output, note.path if note else "")
        else:
            found.leave_open("permalinks", _section_prefix(stem, prefix, data))
        if stem.rpartition("/")[2] == "index" and output:
            bundles[stem.rpartition("/")[0]] = output.rpartition("/")[0]
        first, slash, _ = stem.partition("/")
        if slash:
            found.add(page(prefix + _clean(first, data)))
    for path in files:
        _add_file(found, path, bundles, language, prefix, data)
    for plural, names in terms.items():
        found.add(page(f"{prefix}{plural}"))
        for name in names:
            found.add(page(f"{prefix}{plural}/{_clean(name, data)}"))


def _language_of(path: str, keys: Sequence[str]) -> tuple[str, str]:
    """The path without its ending, and the language that its name tells."""
    stem = path.rpartition(".")[0]
    head, dot, last = stem.rpartition(".")
    return (head, last.lower()) if dot and last.lower() in keys else (stem, "")


def _is_part(stem: str, leaves: set[str]) -> bool:
    """Does a note lie in the folder of another, whose page alone is built?"""
    folder, _, name = stem.rpartition("/")
    above = folder.rpartition("/")[0] if name == "index" else folder
    return any(f"{above}/".startswith(f"{leaf}/") for leaf in leaves)


def _place(stem: str) -> str:
    return re.sub(r"(?:^|/)_?index$", "", stem)


def _clean(path: str, data: Mapping[str, Any]) -> str:
    """A path as Hugo makes an address of it: without what is no letter, digit or one of a few marks."""
    kept = "".join(
        c if c in "./_#+~-@" or unicodedata.category(c)[0] in "LM" or c.isdecimal() else " " if c.isspace() else ""
        for c in path
    )
    kept = re.sub(r"\s+", "-", kept.strip())
    if data.get("removepathaccents"):
        split = unicodedata.normalize("NFD", kept)
        kept = unicodedata.normalize("NFC", "".join(c for c in split if unicodedata.category(c) != "Mn"))
    return kept if data.get("disablepathtolower") else kept.lower()


def _output(stem: str, note: NoteItems, prefix: str, data: Mapping[str, Any]) -> str:
    """The page of a note, "" where its address follows from what is not known."""
    if url := value(note, "url"):
        return _file_or_page(prefix + url.strip("/"), url)
    place = _place(stem)
    name = stem.rpartition("/")[2]
    pattern = _pattern(stem, data) if name != "_index" else ""
    if pattern:
        filled = _filled(pattern, stem, note, data)
        return _file_or_page(prefix + filled.strip("/"), filled) if filled else ""
    slug = value(note, "slug")
    if slug and name != "_index":
        place = f"{place.rpartition('/')[0]}/{slug}".lstrip("/")
    if data.get("uglyurls") is True and place and name != "_index":
        return f"{prefix}{_clean(place, data)}.html"
    return page(prefix + _clean(place, data))


def _file_or_page(path: str, written: str) -> str:
    return path if written.endswith((".html", ".htm")) else page(path)


def _pattern(stem: str, data: Mapping[str, Any]) -> str:
    """What `permalinks` says of the pages of a note's section."""
    section = stem.partition("/")[0].lower() if "/" in stem else ""
    given = data.get("permalinks")
    found = get(given, "page", section) or get(given, section)
    return found if isinstance(found, str) else ""


def _section_prefix(stem: str, prefix: str, data: Mapping[str, Any]) -> str:
    """What all addresses of a pattern begin with."""
    return prefix + _pattern(stem, data).partition(":")[0].strip("/")


def _filled(pattern: str, stem: str, note: NoteItems, data: Mapping[str, Any]) -> str:
    place = _place(stem)
    folder, _, name = place.rpartition("/")
    dated = _DATE.search(value(note, "date"))
    title = value(note, "title") or note.title
    slug = value(note, "slug")
    known = {
        "slug": slug or title,
        "title": title,
        "filename": name,
        "contentbasename": name,
        "slugorfilename": slug or name,
        "slugorcontentbasename": slug or name,
        "section": stem.partition("/")[0] if "/" in stem else "",
        "sections": folder if not stem.endswith("/index") else place.rpartition("/")[0],
    }
    if dated:
        year, month, day = dated.groups()
        known |= {"year": year, "month": month.zfill(2), "day": day.zfill(2)}
    names = _TOKEN.findall(pattern)
    if any(not known.get(name) for name in names) or "[" in pattern:
        return ""
    return _TOKEN.sub(
        lambda token: _clean(
            known[token[1]].replace("/", "-") if token[1] in ("title", "slug") else known[token[1]], data
        ),
        pattern,
    )


def _add_aliases(found: Routes, note: NoteItems, output: str, prefix: str) -> None:
    for alias in values(note, "aliases", "Aliases"):
        whole = alias.strip("/") if alias.startswith("/") else f"{output.rpartition('/')[0].rpartition('/')[0]}/{alias}"
        found.add(_file_or_page(whole.strip("/"), alias))
        if prefix:
            found.add(_file_or_page(prefix + whole.strip("/"), alias))


def _add_file(
    found: Routes, path: str, bundles: Mapping[str, str], language: _Language, prefix: str, data: Mapping[str, Any]
) -> None:
    """A file beside notes: it is where its bundle is, whatever that is called."""
    folder = path.rpartition("/")[0]
    while folder and folder not in bundles:
        folder = folder.rpartition("/")[0]
    rest = path[len(folder) :].lstrip("/") if folder else path
    where = bundles.get(folder, prefix.strip("/"))
    for output in (f"{where}/{rest}", f"{where}/{_clean(rest, data)}", prefix + path, prefix + _clean(path, data)):
        if folder not in bundles or output.startswith(f"{where}/"):
            found.files.setdefault(output.lstrip("/"), f"{language.folder}/{path}")
