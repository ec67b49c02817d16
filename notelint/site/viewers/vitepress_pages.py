"""The pages that VitePress makes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from notelint.files.gitignore import Patterns
from notelint.model.items import NoteItems
from notelint.site import script as scripts
from notelint.site.configuration import Config
from notelint.site.model import Site
from notelint.site.routes import Destinations, Routes, stem_of, walk

_FILES = tuple(
    f".vitepress/{name}{ending}" for name in ("config", "config/index") for ending in (".ts", ".mts", ".js", ".mjs")
)


def routes(config: Config, site: Site, notes: Mapping[str, NoteItems]) -> Routes:
    """Each note at the address of its path; what `rewrites` and dynamic routes make is not known."""
    file = next((name for name in _FILES if config.text(name)), "")
    script = scripts.read(config.text(file)) if file else []
    destinations = Destinations(notes=True, images=True, html_images=True, rooted=True, ending=True)
    found = Routes(destinations, _string(script, "base"))
    source = site.content[0] if site.content else site.folder
    prefix = f"{source}/" if source else ""
    excluded = Patterns([each for value in scripts.assigned(script, "srcExclude") for each in scripts.strings(value)])
    for path in notes:
        relative = path[len(prefix) :]
        if path.startswith(prefix) and excluded.ignores(relative) is not True and "[" not in relative:
            found.add(f"{stem_of(relative)}.html", path)
    for relative in walk(config, source[len(site.folder) :].strip("/")):
        if re.search(r"\[[^/]*\]\.md$", relative):
            found.leave_open(prefix + relative, relative.rpartition("/")[0])
    for value in scripts.assigned(script, "rewrites"):
        _rewrite(found, value, prefix, f"rewrites in {file}")
    found.served += [("", folder) for folder in site.assets]
    return found


def _rewrite(found: Routes, value: scripts.Expression, prefix: str, setting: str) -> None:
    """Moves pages as a plain table says; any other says nothing of where pages are."""
    moved = scripts.properties(value)
    pairs = {old: scripts.string(new) for old, new in moved.items()} if moved is not None else {"": None}
    if any(new is None or re.search(r"[()?+{}]", old + new) for old, new in pairs.items()):
        found.leave_open(setting)
        found.at.clear()
        return
    ways = [(_pattern(old), new) for old, new in pairs.items() if new]
    for note in list(found.at):
        fitting = ((pattern.fullmatch(note[len(prefix) :]), new) for pattern, new in ways)
        match, new = next(((match, new) for match, new in fitting if match), (None, ""))
        if match:
            del found.pages[found.at.pop(note)]
            found.add(f"{stem_of(_filled(new, match.groupdict()))}.html", note)


def _filled(new: str, names: Mapping[str, str]) -> str:
    return re.sub(r":(\w+)\*?", lambda token: names.get(token[1], ""), new)


def _pattern(written: str) -> re.Pattern[str]:
    """`en/:rest*` as a regular expression: a name is a part of a path, one with a star any number of them."""
    parts = re.split(r":(\w+)(\*?)", written)
    pieces = [re.escape(parts[0])]
    for name, star, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        pieces.append(f"(?P<{name}>{'.*' if star else '[^/]+'}){re.escape(after)}")
    return re.compile("".join(pieces))


def _string(script: scripts.Expression, key: str) -> str:
    return next((text for value in scripts.assigned(script, key) if (text := scripts.string(value))), "")
