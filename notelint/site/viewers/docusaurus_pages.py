"""The pages that Docusaurus makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from notelint.model.items import NoteItems
from notelint.site import script as scripts
from notelint.site.configuration import Config, folder_name
from notelint.site.model import Site
from notelint.site.routes import Destinations, Routes, page, stem_of, value, walk
from notelint.text.lazy import lazy_re

_NUMBER = lazy_re(r"^\d+[-_. ]+(?=[^\d\s])")
# Dates and versions are no numbers of an order.
_NO_NUMBER = lazy_re(r"^(?:\d{2}|\d{4})-\d{1,2}(?:-\d{1,2})?\b|^\d+[-_.]\d+")
_POST = lazy_re(r"(.*?)(\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2})[-/]?([^/]*)(.*)")
_HARMLESS = lazy_re(
    r"@docusaurus/(?:theme-[\w-]+|plugin-(?:ideal-image|sitemap|google-[\w-]+|pwa|debug|svgr|css-cascade-layers|rsdoctor"
    r"|vercel-analytics)|preset-classic)|classic|docusaurus-(?:plugin-sass|lunr-search|plugin-image-zoom"
    r"|plugin-search-local)|@easyops-cn/docusaurus-search-local|.*(?:search|sass|zoom|analytics|matomo|plausible|lightbox"
    r"|tailwind|webpack|gtag|image|font|dotenv)[\w-]*"
)
_CONTENT = lazy_re(r"@docusaurus/plugin-content-(docs|blog|pages)")
_Options = Mapping[str, "list[scripts.Node]"]


class _Instance(NamedTuple):
    """A set of notes and where its pages are: docs, blog or pages."""

    kind: str
    folder: str
    base: str


def routes(config: Config, site: Site, notes: Mapping[str, NoteItems]) -> Routes:
    """The pages of docs, blog and `src/pages`; what other plugins make is not known."""
    script = scripts.read(config.text(config.marker))
    destinations = Destinations(notes=True, files=True, images=True, from_content=True, rooted=True)
    base = next((text for each in scripts.assigned(script, "baseUrl") if (text := scripts.string(each))), "")
    slash = any(
        [getattr(node, "text", "") for node in each] == ["true"] for each in scripts.assigned(script, "trailingSlash")
    )
    found = Routes(destinations, base, without_slash=not slash)
    found.served += [("", folder) for folder in site.assets]
    found.add("index.html")
    found.add("search/index.html")
    instances = list(_instances(script, found, config.marker))
    for each in instances:
        _add(found, each, config, site, notes)
    return found


def _instances(script: scripts.Expression, found: Routes, marker: str) -> Iterator[_Instance]:
    """What the preset has, and what plugins add. Says of each plugin that is not known that it may make pages."""
    presets = [node for each in scripts.assigned(script, "presets") for node in each]
    for kind, folder, base in (("docs", "docs", "docs"), ("blog", "blog", "blog"), ("pages", "src/pages", "")):
        said = next(scripts.assigned(presets, kind), [])
        if [getattr(node, "text", "") for node in said] != ["false"]:
            yield _instance(kind, scripts.properties(said), folder, base)
    for listed in scripts.assigned(script, "plugins"):
        group = listed[0] if len(listed) == 1 and isinstance(listed[0], scripts.Group) else None
        for plugin in scripts.elements(group) if group else ():
            names = list(scripts.strings(plugin))
            name = names[0] if names else ""
            if content := _CONTENT.fullmatch(name):
                inner = plugin[0].nodes if isinstance(plugin[0], scripts.Group) else []
                options = next(
                    (each for each in inner if isinstance(each, scripts.Group) and each.bracket == "{"), None
                )
                given = scripts.properties([options]) if options else {}
                yield _instance(content[1], given or {}, content[1], content[1])
            elif name.endswith("client-redirects"):
                _redirects(found, plugin, marker)
            elif not _HARMLESS.fullmatch(name):
                found.leave_open(f"the plugin {name or '(a function)'} in {marker}")


def _instance(kind: str, given: _Options | None, folder: str, base: str) -> _Instance:
    options = given or {}
    path = scripts.string(options.get("path", []))
    routed = scripts.string(options.get("routeBasePath", []))
    return _Instance(kind, folder_name(path) or folder, base if routed is None else routed.strip("/"))


def _redirects(found: Routes, plugin: scripts.Expression, marker: str) -> None:
    if any(True for _ in scripts.assigned(plugin, "createRedirects")):
        found.leave_open(f"createRedirects in {marker}")
    for each in scripts.assigned(plugin, "from"):
        for old in scripts.strings(each):
            found.add(page(old))


def _add(found: Routes, instance: _Instance, config: Config, site: Site, notes: Mapping[str, NoteItems]) -> None:
    """The pages of one instance, and of its translations, which have the same addresses."""
    folder = config.path(instance.folder)
    plugin = rf"docusaurus-plugin-content-{instance.kind}(?:-[\w-]+)?/{'current/' if instance.kind == 'docs' else ''}"
    translated = re.compile(rf"{re.escape(config.path('i18n'))}/([^/]+)/{plugin}")
    versions = config.data("versions.json") if instance.kind == "docs" else None
    base = f"{instance.base}/next" if versions else instance.base
    if versions:
        found.leave_open("versions.json", instance.base)
    make = {"docs": _doc, "blog": _post, "pages": _page}[instance.kind]
    for path, note in notes.items():
        other = translated.match(path)
        if not other and not path.startswith(f"{folder}/"):
            continue
        relative = path[other.end() :] if other else path[len(folder) + 1 :]
        if re.search(r"(?:^|/)_", relative) or note.draft:
            found.notes.add(path)
            continue
        output = make(relative, note, base.strip("/"))
        if other:
            found.add(f"{other[1]}/{output}", path)
            found.pages.setdefault(output, path)
            found.at[path] = output
            found.language[path] = other[1]
            found.translated.setdefault(other[1], {})[output] = path
        else:
            found.pages[output] = path
            found.add(output, path)
    _made(found, instance, base.strip("/"), config)


def _made(found: Routes, instance: _Instance, base: str, config: Config) -> None:
    """Pages that are made of no single note."""
    if instance.kind == "pages":
        for path in walk(config, instance.folder):
            if re.search(r"(?<!\.test)\.[jt]sx?$", path) and not re.search(r"(?:^|/)_|\.d\.ts$", path):
                stem = path.rpartition(".")[0]
                found.add(page(re.sub(r"(?:^|/)index$", "", stem)))
        return
    if instance.kind == "blog":
        found.add(page(base))
        for name in ("tags", "page", "authors", "archive"):
            found.leave_open(f"the plugin blog in {config.marker}", f"{base}/{name}")
        return
    for name in ("category", "tags"):
        found.leave_open(f"generated pages of {instance.folder}", f"{base}/{name}")
    for path in walk(config, instance.folder):
        if re.fullmatch(r"(?:.*/)?_category_\.(?:json|ya?ml)", path):
            data = config.data(f"{instance.folder}/{path}")
            link = data.get("link") if isinstance(data, dict) else None
            if isinstance(link, dict) and isinstance(link.get("slug"), str):
                found.add(page(f"{base}/{link['slug'].strip('/')}"))
    text = "".join(config.text(name) for name in ("sidebars.js", "sidebars.ts", "sidebars.json", config.marker))
    for slug in re.findall(r"\bslug[\"']?\s*:\s*[\"']([^\"'\n]+)[\"']", text):
        found.add(page(f"{base}/{slug.strip('/')}"))


def _without_number(part: str) -> str:
    return part if _NO_NUMBER.match(part) else _NUMBER.sub("", part)


def _doc(path: str, note: NoteItems, base: str) -> str:
    parts = [_without_number(part) for part in stem_of(path).split("/")]
    slug, name = value(note, "slug"), value(note, "id") or parts[-1]
    folder = "/".join(parts[:-1])
    if slug.startswith("/"):
        return page(f"{base}{slug}")
    if slug:
        return page(_joined(f"{base}/{folder}", slug))
    last = stem_of(path).rpartition("/")[2].lower()
    is_index = last in ("index", "readme") or (len(parts) > 1 and parts[-1].lower() == parts[-2].lower())
    if is_index and not value(note, "id"):
        return page(f"{base}/{folder}".strip("/"))
    return page(f"{base}/{folder}/{name}".replace("//", "/"))


def _post(path: str, note: NoteItems, base: str) -> str:
    slug = value(note, "slug")
    if slug:
        return page(f"{base}/{slug.strip('/')}")
    stem = re.sub(r"/index$", "", stem_of(path))
    dated = _POST.fullmatch(stem)
    if dated is None:
        return page(f"{base}/{stem}")
    day = re.sub(r"-(\d)(?!\d)", r"-0\1", dated[2].replace("/", "-")).replace("-", "/")
    return page("/".join(filter(None, (base, dated[1].strip("/"), day, dated[3] + dated[4]))))


def _page(path: str, note: NoteItems, base: str) -> str:
    return page("/".join(filter(None, (base, re.sub(r"(?:^|/)index$", "", stem_of(path))))))


def _joined(folder: str, slug: str) -> str:
    parts = [part for part in folder.split("/") if part]
    for part in slug.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
