"""How a viewer is set up for the bench: the files of a small site, and where its pages come out."""

from __future__ import annotations

import base64
import posixpath
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from corpus import Snippet

_FOLDER = Path(__file__).parent / "setups"
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
_START = """## Intro

text

## Dup

text

## Dup

text

## Dup

text

## 中文标题

text

## Emoji end 🚀

text

## With punctuation: yes!

text

```
## In code
```

@EXPLICIT@

<a id="htmlid"></a>

<div id="divid">x</div>

<a name="nameid"></a>
"""
# Code that looks like what brings headings from elsewhere.
_CODE = """## Above

```js
import { x } from "y"
{{#include other.md}}
: definition
```

## Below

text
"""


class Setup(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A set-up, as its file has it. Folders are relative to the site's own."""

    name: str = ""
    like: str = ""  # the set-up that this one differs from
    viewer: str
    about: str = ""  # in what it differs from others of the viewer
    packages: list[str] = []  # those of versions.toml that decide its answers
    command: str = ""  # what builds it, run in the site's folder
    content: str = ""  # where its notes are
    static: str = ""  # what is served as "/"
    output: str = ""
    index: str = "index.md"
    index_page: str = "{folder}/index.html"
    page: str = "{folder}/{stem}/index.html"
    base: str = "/"
    article: str = "article"  # a CSS selector
    callout: str = ""  # the container that it has for callouts
    front: str = "---\ntitle: {title}\n---\n\n"
    heading: bool = True  # is a note's title its first heading, too?
    explicit: str = "## Explicit {#my-id}\n\ntext"
    unasked: list[str] = []  # kinds, ids or "+container"s that say nothing about it
    either: bool = False  # its pages are served with and without a slash at the end
    modules: str = ""  # the folder of versions.toml's `npm` that its packages are in
    files: dict[str, str] = {}


def names() -> list[str]:
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


def load(name: str) -> Setup:
    return msgspec.convert({"name": name, **_read(name)}, Setup)


def _read(name: str) -> dict[str, Any]:
    data = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    if "like" not in data:
        return data
    base = _read(data["like"])
    return {**base, **data, "files": {**base.get("files", {}), **data.get("files", {})}}


def asked(setup: Setup, all_snippets: Sequence[Snippet]) -> list[Snippet]:
    """The snippets that a set-up is asked about."""
    return [
        each
        for each in all_snippets
        if not {each.kind, each.id.partition("+")[0], "+" + each.id.partition("+")[2]} & set(setup.unasked)
    ]


def note_of(setup: Setup, snippet: Snippet) -> str:
    """The path of the note that a snippet stands in."""
    name = setup.index if snippet.on_index else f"{snippet.stem}.md"
    return posixpath.join(setup.content, "guide", name)


def page_of(setup: Setup, snippet: Snippet) -> str:
    """The path of the page that the note becomes, below the output folder."""
    pattern = setup.index_page if snippet.on_index else setup.page
    return pattern.format(folder="guide", stem=snippet.stem)


def lay_out(setup: Setup, wanted: Sequence[Snippet], folder: Path, without: frozenset[str] = frozenset()) -> None:
    """Writes the whole site. The snippets on the index page whose ids are in `without` are left out, and the notes of
    such others.
    """
    for name, text in setup.files.items():
        if text:  # one that is empty takes away that of the set-up it is like
            _write(folder / name, text)
    content = folder / setup.content
    _write_shared(setup, content)
    for name in ("local.png", "has space.png", "fig (1).png", "deep/img/x.png", "图.png", "été.png"):
        _write(content / "guide" / name, _PIXEL)
    _write(content / "guide/paper.pdf", "%PDF-1.4 x")
    _write(content / "guide/drawing.svg", _DRAWING)
    static = folder / setup.static
    _write(static / "images/root.png", _PIXEL)
    for name in ("root.pdf", "clip.mp4", "sound.mp3", "frame.html"):
        _write(static / "files" / name, "x")
    _write(folder / "outside.md", "# Outside\n")
    on_index = [each for each in wanted if each.on_index and each.id not in without]
    own = "\n## Own heading\n\n"
    blocks = "\n\n".join(_with_label(filled(setup, each), label_of(each)) for each in on_index)
    _write(content / "guide" / setup.index, _opening(setup, "Guide") + own + blocks + "\n")
    for each in wanted:
        if not each.on_index and each.id not in without:
            needs_heading = "own-" in each.id
            text = _opening(setup, "Page") + (own if needs_heading else "") + filled(setup, each) + "\n"
            _write(folder / note_of(setup, each), text)


def _write_shared(setup: Setup, content: Path) -> None:
    """The notes that snippets lead to."""
    _write(content / setup.index, _opening(setup, "Home") + "Welcome.\n")
    _write(content / "guide/start.md", _opening(setup, "Start") + _START.replace("@EXPLICIT@", setup.explicit))
    _write(content / "guide/code.md", _opening(setup, "Code") + _CODE)
    _write(content / "guide/deep/page.md", _opening(setup, "Deep") + "## Page\n\ntext\n")
    _write(content / "guide/topic" / setup.index, _opening(setup, "Folder") + "## Topic\n\ntext\n")
    for name in ("guide/with space.md", "中文/页面.md", "guide/café.md"):
        _write(content / name, _opening(setup, "Other") + "text\n")


def _opening(setup: Setup, title: str) -> str:
    return setup.front.format(title=title) + (f"# {title}\n\n" if setup.heading else "")


def filled(setup: Setup, snippet: Snippet) -> str:
    """The snippet's text as it stands in the note."""
    return snippet.text.replace("@INDEX@", setup.index).replace("@BASE@", setup.base)


def label_of(snippet: Snippet) -> str:
    """What stands for "Label" where many snippets are on one page."""
    return (
        "Label " + snippet.id.removesuffix("+index").replace("/", " ").replace("-", " ")
        if snippet.on_index
        else "Label"
    )


def _with_label(text: str, label: str) -> str:
    """Labels of references are one for each snippet, too."""
    text = text.replace("Label", label)
    for name in ("ref-ok", "ref-bad", "ref-dir", "img"):
        text = text.replace(f"[{name}]", f"[{name} {label}]")
    return text.replace("[label]:", f"[{label}]:")


def _write(path: Path, data: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(data, str):
        path.write_text(data, encoding="utf-8")
    else:
        path.write_bytes(data)
