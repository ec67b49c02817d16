"""The pages that Eleventy makes, and what it copies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from notelint.model.items import NoteItems
from notelint.site import script as scripts
from notelint.site.configuration import Config, folder_name
from notelint.site.model import Site
from notelint.site.routes import Destinations, Routes, page, stem_of, value, walk
from notelint.text.lazy import lazy_re

_CALL = "addPassthroughCopy"
_OWN_FILE = lazy_re(r"(?:\bfrom\s*|\brequire\(|\bimport\(?)\s*[\"']\.{1,2}/")
_TEMPLATES = (
    ".njk",
    ".liquid",
    ".html",
    ".11ty.js",
    ".11ty.cjs",
    ".11ty.mjs",
    ".11ty.ts",
    ".hbs",
    ".ejs",
    ".pug",
    ".webc",
)
_DATA = lazy_re(r"(?:.*/)?[^/]+\.(?:11tydata\.\w+|json)")


def routes(config: Config, site: Site, notes: Mapping[str, NoteItems]) -> Routes:
    """Each note at the address of its path, or of its `permalink`; what data files and code say is not known."""
    code = scripts.without_comments(config.text(config.marker))
    source = site.content[0][len(site.folder) :].strip("/") if site.content else ""
    plugin = re.search(r"InputPathToUrlTransformPlugin|inputpath", code, re.IGNORECASE) is not None
    changed = f"{config.marker}, which speaks of links" if re.search(r"\bhref\b|replace-?link", code) else ""
    found = Routes(
        Destinations(
            notes=plugin,
            html_links=plugin,
            rooted=plugin,
            from_content=plugin,
            links_by=changed,
            images_by=f"the images of {config.marker}" if re.search(r"(?i)image", code) else "",
        )
    )
    served, known = passthrough(code, source)
    found.served += [(address, config.path(folder)) for address, folder in served]
    if not known:  # what a pattern copies stays where it is
        found.served.append(("", config.path(source)))
        found.served.append(("", config.path("")))
    if re.search(r"addGlobalData\(\s*[\"']permalink|addTemplate\(|[\"']permalink[\"']", code):
        found.leave_open(config.marker)
    files = list(walk(config, source))
    said = {
        path.rpartition("/")[0]
        for path in files
        if _DATA.fullmatch(path) and "permalink" in _text(config, source, path)
    }
    for path in files:
        if path.endswith(_TEMPLATES) and not re.search(r"(?:^|/)[_.]", path):
            _add_template(found, path, _text(config, source, path))
    prefix = f"{config.path(source)}/".lstrip("/")
    for path, note in notes.items():
        relative = path[len(prefix) :]
        if path.startswith(prefix) and not re.search(r"(?:^|/)[_.]", relative):
            _add_note(found, relative, note, said)
    return found


def _text(config: Config, source: str, path: str) -> str:
    return config.text("/".join(filter(None, (source, path))))


def _add_template(found: Routes, path: str, text: str) -> None:
    """A page that a template makes; what one makes that names its own address, or makes several, is not known."""
    stem = re.sub(r"\.(?:11ty\.\w+|\w+)$", "", path)
    head = text[:5000]
    if re.search(r"\bpermalink\b|\bpagination\b", head):
        plain = re.search(r"^permalink:[ \t]*[\"']?/?([^\s{}\"'#]*)[\"']?[ \t]*$", head, re.MULTILINE)
        if plain and "pagination" not in head:
            found.add(plain[1] if "." in plain[1].rpartition("/")[2] else page(plain[1]))
        else:
            fixed = re.search(r"^permalink:[ \t]*[\"']?/?([^\s{}\"'#]+)/[^\n]*\{", head, re.MULTILINE)
            found.leave_open(path, fixed[1] if fixed else "")
        return
    found.add(page(re.sub(r"(?:^|/)index$", "", stem)))


def _add_note(found: Routes, path: str, note: NoteItems, said: set[str]) -> None:
    found.notes.add(note.path)
    permalink = value(note, "permalink")
    folders = path.split("/")[:-1]
    if any("/".join(folders[:depth]) in said for depth in range(len(folders) + 1)) and not permalink:
        found.leave_open("permalink in a data file", "/".join(folders[:1]))
    elif re.search(r"[{<$]", permalink):
        found.leave_open(f"permalink in {note.path}")
    elif permalink == "false":
        return
    elif permalink:
        whole = permalink.strip("/")
        found.add(whole if permalink.endswith((".html", ".htm")) else page(whole), note.path)
    else:
        stem = re.sub(r"^(.*/)?\d{4}-\d{2}-\d{2}-(?=.)", r"\1", stem_of(path))
        folder, _, name = stem.rpartition("/")
        is_index = name == "index" or name == folder.rpartition("/")[2]
        found.add(page(folder if is_index else stem), note.path)


def passthrough(code: str, source: str) -> tuple[list[tuple[str, str]], bool]:
    """What is copied whole, as (address, folder of the site); and whether all of that is known.

    A folder below the input folder loses that one's name; `{"a": "b"}` is at `/b`.
    """
    served: list[tuple[str, str]] = []
    arguments = list(_arguments(scripts.read(code)))
    # A plugin in a file of the site's own may copy more.
    known = len(arguments) == code.count(_CALL) and not _OWN_FILE.search(code)
    for argument in arguments:
        pairs = scripts.properties(argument)
        text = scripts.string(argument)
        if text is not None and not re.search(r"[*?{}]", text):
            folder = folder_name(text) or ""
            below = folder.removeprefix(f"{source}/") if source else folder
            served.append((below, folder))
        elif pairs is not None:
            for folder, value in pairs.items():
                address = scripts.string(value)
                if address is None or re.search(r"[*?{}]", folder):
                    known = False
                else:
                    served.append((address.strip("./"), folder_name(folder) or ""))
        else:
            known = False
    return served, known


def _arguments(nodes: scripts.Expression) -> Iterator[list[scripts.Node]]:
    for at, node in enumerate(nodes):
        if isinstance(node, scripts.Group):
            yield from _arguments(node.nodes)
        elif node.text == _CALL and at + 1 < len(nodes):
            after = nodes[at + 1]
            if isinstance(after, scripts.Group) and after.bracket == "(":
                yield from scripts.elements(after)[:1]
