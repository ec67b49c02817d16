"""A collection as it was before any tool touched it: its files, and what a destination leads to."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING

from rendered import WIKILINK

if TYPE_CHECKING:
    from markdown import Markdown

NOTES = (".md", ".markdown", ".mdx")
SERVED = ("", "public", "static", "docs", "docs/public", "source", "src", "content")  # where /x may be, from the root


def decoded(data: bytes) -> str:
    """The text of a note, its line ends as one character. Raises UnicodeDecodeError."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            failure = error
    raise failure


class Collection:
    """The files of a collection before any tool has touched it: what a destination leads to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
        self.notes = sorted(path for path in self.files if path.endswith(NOTES))
        self.by_name: dict[str, list[str]] = {}
        for path in self.files:
            for name in {PurePosixPath(path).name, PurePosixPath(path).stem if path.endswith(NOTES) else ""}:
                self.by_name.setdefault(unicodedata.normalize("NFC", name).lower(), []).append(path)

    @cached_property
    def vault(self) -> bool:
        """Are `[[links]]` the way of this collection?"""
        some = self.notes[:: max(1, len(self.notes) // 100)]
        found = sum(bool(WIKILINK.search((self.root / path).read_text("utf-8", "replace"))) for path in some)
        return (self.root / ".obsidian").is_dir() or found * 5 > len(some)

    @cached_property
    def site(self) -> Markdown | None:
        """Python-Markdown as a MkDocs site loads it; None in other collections."""
        if "mkdocs.yml" not in self.files:
            return None
        from markdown import Markdown

        text = (self.root / "mkdocs.yml").read_text("utf-8")
        named = re.search(r"^markdown_extensions:[ \t]*\n((?:[ \t-].*\n|\n)*)", text, re.M)
        found = re.findall(r"^ {0,4}- ([\w.-]+)", named[1], re.M) if named else []
        installed = [name for name in found or ["extra", "admonition"] if self._loads(name)]
        return Markdown(extensions=installed)

    @staticmethod
    def _loads(name: str) -> bool:
        from markdown import Markdown

        try:
            Markdown(extensions=[name])
        except (ImportError, ValueError, TypeError, AttributeError):
            return False
        return not name.endswith((".snippets", ".b64"))  # which read other files

    def resolve(self, dest: str, note: str, wiki: bool = False) -> str:
        """The file that a destination leads to, spelled exactly as on the disk; "" for none."""
        path = re.split(r"[?#]", dest)[0].strip()
        if not path:
            return note
        if wiki:
            named = self.by_name.get(unicodedata.normalize("NFC", PurePosixPath(path).name).lower(), [])
            fitting = [
                each
                for each in named
                if PurePosixPath(each).with_suffix("").as_posix().endswith(path) or each.endswith(path)
            ]
            return min(fitting or named, key=len, default="")
        folders = SERVED if path.startswith("/") else (str(PurePosixPath(note).parent), *SERVED)
        for folder in folders:
            for ending in ("", ".md", "/index.md", "/_index.md", "/README.md"):
                name = normpath(f"{folder}/{path.lstrip('/')}" if folder else path.lstrip("/")) + ending
                if name in self.files:
                    return name
        return ""
