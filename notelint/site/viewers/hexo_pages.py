"""The pages that Hexo makes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from notelint.model.items import NoteItems
from notelint.site.configuration import Config, get, read_yaml
from notelint.site.model import Site
from notelint.site.routes import Destinations, Routes, page, stem_of, value, walk
from notelint.text.lazy import lazy_re

_DATE = lazy_re(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_TOKEN = lazy_re(r":([a-z_]+)")


def routes(config: Config, site: Site, notes: Mapping[str, NoteItems]) -> Routes | None:
    """Pages at the addresses of their paths, posts at those that `permalink` says; lists of posts are not known."""
    data = read_yaml(config.text(config.marker)) or {}
    if not isinstance(data, dict) or not site.content:
        return None
    source = site.content[0]
    packages = config.data("package.json")
    names = [name for key in ("dependencies", "devDependencies") for name in (get(packages, key) or {})]
    marked = not names or "hexo-renderer-marked" in names
    rooted = marked and get(data, "marked", "prependRoot") is not False and not data.get("post_asset_folder")
    links, images = _unknown(names, data)
    destinations = Destinations(images_from_root=rooted, links_by=links, images_by=images)
    found = Routes(destinations, str(data.get("root") or ""))
    found.served += [("", folder) for folder in site.assets]
    permalink = str(data.get("permalink") or ":year/:month/:day/:title/")
    for path, note in notes.items():
        relative = path[len(source) + 1 :]
        if not path.startswith(f"{source}/") or relative.startswith("_drafts/"):
            continue
        if relative.startswith("_posts/"):
            _add_post(found, path, stem_of(relative[len("_posts/") :]), note, permalink)
        elif not re.search(r"(?:^|/)_", relative):
            found.add(f"{stem_of(relative)}.html", path)
    for path in walk(config, source[len(site.folder) :].strip("/")):
        if path.endswith((".ejs", ".njk", ".pug", ".html")) and not path.startswith("_"):
            found.add(f"{path.rpartition('.')[0]}.html")
    _made(found, data, names)
    return found


def _unknown(names: list[str], data: Mapping[str, Any]) -> tuple[str, str]:
    """The plugins that change the paths of links, and of images; "" for none."""
    image = next((name for name in names if re.search(r"asset|image|img|lazyload|fancybox", name)), "")
    link = next((name for name in names if re.search(r"link|relative", name)), "")
    folders = "post_asset_folder in _config.yml" if data.get("post_asset_folder") else ""
    return f"the plugin {link}" if link else "", f"the plugin {image}" if image else folders


def _add_post(found: Routes, path: str, stem: str, note: NoteItems, permalink: str) -> None:
    own = value(note, "permalink")
    address = own or _filled(permalink, stem, note)
    found.notes.add(path)
    if address:
        whole = address.strip("/")
        found.add(whole if whole.endswith(".html") else page(whole), path)
    else:
        found.leave_open("permalink in _config.yml", permalink.partition(":")[0])


def _filled(pattern: str, stem: str, note: NoteItems) -> str:
    """The address of a post, "" where its date stands nowhere but in its file's own."""
    dated = _DATE.search(value(note, "date"))
    known: dict[str, str] = {"title": stem, "name": stem.rpartition("/")[2], "post_title": value(note, "title")}
    if dated:
        year, month, day = dated.groups()
        known |= {"year": year, "month": month.zfill(2), "day": day.zfill(2)}
        known |= {"i_month": month.lstrip("0"), "i_day": day.lstrip("0")}
    names = _TOKEN.findall(pattern)
    if any(not known.get(name) for name in names):
        return ""
    return _TOKEN.sub(lambda token: known[token[1]], pattern)


def _made(found: Routes, data: Mapping[str, Any], names: list[str]) -> None:
    """Lists of posts."""
    found.add("index.html")
    for key, usual in (("archive_dir", "archives"), ("category_dir", "categories"), ("tag_dir", "tags")):
        found.leave_open("the lists of posts", str(data.get(key) or usual))
    for name in names:
        if "generator" in name and not re.fullmatch(
            r"hexo-generator-(?:index|archive|category|tag|feed|sitemap|baidu-sitemap|search|searchdb|json-content|seo[\w-]*"
            r"|robotstxt|cname|index-pin-top|index2)",
            name,
        ):
            found.leave_open(f"the plugin {name}")
