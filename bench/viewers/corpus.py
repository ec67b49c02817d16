"""The corpus that all viewers are asked about: small pieces of Markdown, each with what its author means by it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent / "corpus"
INDEXED = ("link", "image")  # kinds that are asked from an index page as well
# Containers that only those viewers have whose set-up names one of them.
_CALLOUTS = ("admonition", "colons", "note-block")
_ONE_LINE = ("cell", "heading")  # containers that end with the line, and hold no heading


class Snippet(NamedTuple):
    """One question. `id` is `kind/name`, with `+container` or `+index`; `kind` says what it is meant to become."""

    id: str
    kind: str
    text: str
    expected: str = ""  # the text that a reader should see, for the kind `text`

    @property
    def stem(self) -> str:
        """The name of the note that it stands in alone, without its ending."""
        return self.id.replace("/", "-").replace("+", "-in-")

    @property
    def on_index(self) -> bool:
        return self.id.endswith("+index")


def snippets(callout: str = "") -> list[Snippet]:
    """All of them, for a viewer with that container for callouts ("" for none)."""
    plain = list(_plain())
    data = tomllib.loads((_FOLDER / "containers.toml").read_text("utf-8"))
    found = [*plain, *(each._replace(id=f"{each.id}+index") for each in plain if each.kind in INDEXED)]
    by_id = {each.id: each for each in plain}
    for name, container in data["containers"].items():
        if name in _CALLOUTS and name != callout:
            continue
        for each in (by_id[core] for core in data["core"]):
            if name in _ONE_LINE and ("\n" in each.text or "## " in each.text or each.kind == "heading"):
                continue
            found.append(each._replace(id=f"{each.id}+{name}", text=within(container, each.text)))
    return found


def _plain() -> Iterator[Snippet]:
    for file in ("links", "images", "constructs"):
        for kind, named in tomllib.loads((_FOLDER / f"{file}.toml").read_text("utf-8")).items():
            for name, value in named.items():
                text, expected = value if isinstance(value, list) else (value, "")
                yield Snippet(f"{kind}/{name}", kind, text, expected)


def within(container: str, text: str) -> str:
    """A text in a container: what stands before "@" goes before each line, marks of lists as blanks."""
    lines = []
    for line in container.split("\n"):
        if "@" not in line:
            lines.append(line)
            continue
        before, _, after = line.partition("@")
        later = re.sub(r"[^\s>]", " ", before) if not before.startswith("|") else before
        first, *rest = text.split("\n")
        lines += [before + first, *(later + each if each else later.rstrip() for each in rest)]
        lines[-1] += after
    return "\n".join(lines)
