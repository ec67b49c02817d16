"""The pages that Jekyll makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from notelint.files.gitignore import Patterns
from notelint.model.items import NoteItems
from notelint.site.configuration import Config, get
from notelint.site.model import Site
from notelint.site.routes import Destinations, Routes, page, stem_of, value, values, walk
from notelint.text.lazy import lazy_re

_POST = lazy_re(r"(?:(.*)/)?_posts/(?:.*/)?(\d{2,4})-(\d{1,2})-(\d{1,2})-([^/]*)")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_TOKEN = lazy_re(r":([a-z_]+)")
# Plugins that make no pages and leave links as they are.
_HARMLESS = lazy_re(
    r"jekyll-(?:feed|seo-tag|sitemap|gist|mentions|emoji|include-cache|remote-theme|toc|redirect-from|coffeescript|avatar"
    r"|titles-from-headings|default-layout|commonmark[\w-]*|github-metadata|readme-index|optional-front-matter"
    r"|relative-links|last-modified-at|minifier|paginate(?:-v2)?|spaceship|mermaid|katex|scholar|sass-converter)|jemoji"
    r"|kramdown[\w-]*|github-pages|jekyll|webrick|minima|.*-theme"
)


def routes(config: Config, site: Site, notes: Mapping[str, NoteItems]) -> Routes | None:
    """Pages at the addresses of their paths, posts and collections at those that `permalink` says."""
    data = config.data(config.marker)
    if not isinstance(data, dict):
        return None
    plugins = list(_plugins(config, data))
    # GitHub builds such a site with plugins of its own, where nothing else is said.
    hosted = "github-pages" in plugins or not any("jekyll" in config.text(name) for name in ("Gemfile", "Gemfile.lock"))
    destinations = Destinations(notes=hosted or "jekyll-relative-links" in plugins)
    found = Routes(destinations, str(data.get("baseurl") or ""))
    folder = str(data.get("source") or "").strip("./")
    source = config.path(folder)
    found.served.append(("", source))
    excluded = Patterns([str(each) for each in data.get("exclude") or () if isinstance(each, str)])
    prefix = f"{source}/" if source else ""
    for path, note in notes.items():
        if path.startswith(prefix) and excluded.ignores(path[len(prefix) :]) is not True:
            _add(found, path[len(prefix) :], note, data, hosted)
    for path in walk(config, folder):
        if path.endswith((".html", ".htm", ".adoc")) and not re.search(r"(?:^|/)[_.]", path):
            found.add(f"{path.rpartition('.')[0]}.html")
            found.add(page(re.sub(r"(?:^|/)index$", "", path.rpartition(".")[0])))
    for name in unknown_plugins(config, data):
        found.leave_open(f"the plugin {name}")
    if has_code(config):
        found.leave_open("_plugins")
    if any(note not in found.at for note in found.notes):
        found.leave_open(f"the collections in {config.marker}")
    return found


def has_code(config: Config) -> bool:
    """Has the site plugins of its own?"""
    return any(name.endswith(".rb") for name in config.names("_plugins"))


def unknown_plugins(config: Config, data: Mapping[str, Any]) -> list[str]:
    """Plugins that may make pages, or read more in notes than Markdown."""
    return [name for name in _plugins(config, data) if not _HARMLESS.fullmatch(name)]


def _plugins(config: Config, data: Mapping[str, Any]) -> Iterator[str]:
    for key in ("plugins", "gems"):
        listed = data.get(key)
        yield from (each for each in (listed if isinstance(listed, list) else ()) if isinstance(each, str))
    yield from re.findall(
        r"^[ \t]*gem[ \t(]+[\"']((?:jekyll|github-pages|jemoji)[\w-]*)", config.text("Gemfile"), re.MULTILINE
    )


def _add(found: Routes, path: str, note: NoteItems, data: Mapping[str, Any], hosted: bool) -> None:
    """The page of a note. What has no front matter is copied as it is."""
    if note.front_matter is None and not hosted:
        return
    dated = _POST.fullmatch(stem_of(path))
    if address := _of_collection(path, note, data):
        found.add(address, note.path)
        return
    if dated is None and re.search(r"(?:^|/)[_.]", path):
        if get(data, "collections", path.partition("/")[0][1:], "output") is True:
            found.notes.add(note.path)  # at an address that is not known
        return
    found.notes.add(note.path)
    permalink = value(note, "permalink")
    if _defaults_have_permalinks(data) and not permalink:
        found.leave_open("defaults in _config.yml")
        return
    if permalink:
        output = permalink.strip("/") if permalink.endswith((".html", ".htm")) else page(permalink)
    elif dated:
        output = _post(note, [each or "" for each in dated.groups()], str(data.get("permalink") or "date"))
    else:
        stem = stem_of(path)
        pretty = _is_pretty(data)
        place = re.sub(r"(?:^|/)(?:index|(?i:readme))$" if hosted else r"(?:^|/)index$", "", stem)
        output = page(place) if pretty or place != stem else f"{stem}.html"
    if not output:
        found.leave_open("permalink in _config.yml")
        return
    found.add(output, note.path)
    for old in values(note, "redirect_from"):
        found.add(page(old))


def _is_pretty(data: Mapping[str, Any]) -> bool:
    """Is each page in a folder of its own?"""
    style = str(data.get("permalink") or "")
    return style == "pretty" or style.endswith("/")


def _of_collection(path: str, note: NoteItems, data: Mapping[str, Any]) -> str:
    """The page of a note of a collection whose `permalink` is plain, "" for any other."""
    name, _, rest = stem_of(path).partition("/")
    given = get(data, "collections", name[1:]) if name[:1] == "_" and rest else None
    if get(given, "output") is not True or value(note, "permalink") or _defaults_have_permalinks(data):
        return ""
    style = str(data.get("permalink") or "")
    usual = (
        "/:collection/:path/"
        if style.rstrip("/") == "pretty" or style.endswith("/")
        else "/:collection/:path:output_ext"
    )
    pattern = str(get(given, "permalink") or usual)
    known = {"collection": name[1:], "path": rest, "name": rest.rpartition("/")[2], "output_ext": ".html"}
    known["title"] = value(note, "slug") or known["name"]
    if any(token not in known for token in _TOKEN.findall(pattern)):
        return ""
    address = re.sub(r"//+", "/", _TOKEN.sub(lambda token: known[token[1]], pattern)).strip("/")
    return address if address.endswith(".html") else page(address)


def _defaults_have_permalinks(data: Mapping[str, Any]) -> bool:
    defaults = data.get("defaults")
    return any(get(each, "values", "permalink") for each in (defaults if isinstance(defaults, list) else ()))


def _post(note: NoteItems, named: list[str], style: str) -> str:
    above, year, month, day, title = named
    own = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})", value(note, "date"))
    year, month, day = own.groups() if own else (year, month, day)
    categories = [each for each in above.split("/") if each] + list(values(note, "categories"))
    if not values(note, "categories"):
        categories += (value(note, "category", "categories") or "").split()
    known = {
        "year": year,
        "month": month.zfill(2),
        "day": day.zfill(2),
        "i_month": str(int(month)),
        "i_day": str(int(day)),
        "short_year": year[-2:],
        "title": value(note, "slug") or title,
        "slug": value(note, "slug") or title,
        "categories": "/".join(each.lower().replace(" ", "%20") for each in dict.fromkeys(categories)),
        "output_ext": ".html",
    }
    pattern = _STYLES.get(style, style)
    if any(name not in known for name in _TOKEN.findall(pattern)) or re.search(r"[^\w/%:.-]", known["categories"]):
        return ""
    address = re.sub(r"//+", "/", _TOKEN.sub(lambda token: known[token[1]], pattern)).strip("/")
    return address if address.endswith(".html") else page(address)
