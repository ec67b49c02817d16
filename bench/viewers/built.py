"""A finished site on the disk: does an address on one of its pages lead to a file, and to a place in it?"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

# `host`: it depends on who serves the site. `text`: what was meant is not there. `stops`: the site is not built.
Verdict = Literal["ok", "external", "broken", "anchor", "host", "text", "stops"]

# What themes add to the text of a page.
_THEMES = (
    "a.headerlink, a.hash-link, a.header-anchor, .sl-anchor-link, a.anchor, a#__skip"
    ", .md-content__button, .md-source-file, .md-feedback"
)


class Built:
    """An output folder. With `either`, pages are also reached without the slash at the end, as some hosts do it."""

    def __init__(self, folder: Path, base: str, either: bool) -> None:
        self._folder = folder
        self._base = base
        self._either = either
        self._files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        self.page = cache(self._page)
        self._ids = cache(self._read_ids)

    def has(self, page: str) -> bool:
        return page in self._files

    def _page(self, path: str) -> BeautifulSoup:
        return BeautifulSoup((self._folder / path).read_text("utf-8", "replace"), "html5lib")

    def _read_ids(self, path: str) -> frozenset[str]:
        page = self.page(path)
        named = (tag["name"] for tag in page.find_all("a", attrs={"name": True}))
        return frozenset(str(name) for name in (*(tag["id"] for tag in page.find_all(id=True)), *named))

    def verdict(self, page: str, address: str) -> Verdict:
        """What becomes of a reader who follows an address on a page."""
        address = address.strip()
        if re.match(r"(?i)[a-z][a-z0-9+.-]*:|//", address):
            return "external"
        folder = page.removesuffix("index.html")
        verdicts: set[Verdict] = {self._from(folder, page, address)}
        if self._either and folder != page and folder:
            verdicts.add(self._from(folder.rstrip("/"), page, address))
        return verdicts.pop() if len(verdicts) == 1 else "host"

    def _from(self, where: str, page: str, address: str) -> Verdict:
        parts = urlsplit(urljoin(f"http://site{self._base}{quote(where)}", address))
        path, fragment = unquote(parts.path), unquote(parts.fragment)
        if not path.startswith(self._base) and path + "/" != self._base:
            # Outside of the site may lie another one. Where the site has such a page itself, it was meant.
            return "host" if self._find(path.lstrip("/"))[1] == "broken" else "broken"
        same = not address or address.startswith("#")
        found: tuple[str, Verdict] = (page, "ok") if same else self._find(path[len(self._base) :])
        file, verdict = found
        if verdict == "ok" and fragment and fragment != "top" and file.endswith(".html"):
            return "ok" if fragment in self._ids(file) else "anchor"
        return verdict

    def _find(self, path: str) -> tuple[str, Verdict]:
        """The file that a host gives for a path: a folder's index page, and a page without its ending."""
        bare = path.rstrip("/")
        index = f"{bare}/index.html".lstrip("/")
        if path in self._files:
            return path, "ok"
        if index in self._files:
            return index, "ok"
        if f"{bare}.html" in self._files:
            return f"{bare}.html", "host" if path.endswith("/") else "ok"
        return "", "broken"


def article(page: BeautifulSoup, selector: str) -> Tag | None:
    """The part of a page that a note became, without what the theme adds to headings."""
    found = page.select_one(selector)
    if found is not None:
        for each in found.select(_THEMES):
            each.decompose()
    return found
