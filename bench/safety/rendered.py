"""What the HTML that a note is rendered to says: its blocks, headings, links, code, emphasis and letters."""

from __future__ import annotations

import html
import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import unquote

BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "hr", "br", "table"}
BLOCKS |= {"thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"}
EMPHASIS = {"strong", "em", "del", "b", "i"}
VOID = {"br", "hr", "img", "input", "source", "meta", "link", "wbr", "col"}
WIKILINK = re.compile(r"!?\[\[([^\[\]\n|]*)((?:\|[^\[\]\n]*)?)\]\]")
# The beginning of a list's item within a text: the list is not shown as one.
ITEM = re.compile(r"\n[ \t]*(?:[-*+]|\d+[.)])[ \t]")


def letters(text: str) -> str:
    """What of a text must neither be lost nor gained."""
    return "".join(each for each in unicodedata.normalize("NFKC", text) if each.isalnum())


class Rendered(HTMLParser):
    """What a rendered note says, in its order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.dests: list[tuple[str, str]] = []  # kind, destination
        self.texts: dict[int, str] = {}  # of links, by the number of their destination
        self.code: list[str] = []
        self.emphasis: list[str] = []
        self.stream: list[str | int] = []  # letters, and the numbers of destinations where they stood in the source
        self._open: list[tuple[str, list[str]]] = []
        self._links: list[int] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in BLOCKS and not (tag == "p" and self._within("li", "dd")):
            self.blocks.append(f"{tag}{values.get('start', '')}" if tag == "ol" else tag)
        if tag in ("img", "source", "video", "audio", "iframe") and "src" in values:
            self._text(values.get("alt", ""))
            self._dest("image", values["src"])
        if tag not in VOID:
            self._open.append((tag, []))
        if tag == "a":
            self._links.append(len(self.dests) if "href" in values else -1)
            if "href" in values:
                self.dests.append(("link", _bare(values["href"])))

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at][0] == tag), None)
        if at is None:
            return
        text = "".join(self._open[at][1])
        del self._open[at:]
        if tag in BLOCKS and tag not in ("p", "li"):
            self.blocks.append(f"/{tag}")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), anchor(text)))
        elif tag in EMPHASIS and not ITEM.search(text):
            self.emphasis.append(letters(text).casefold())
        elif tag == "code":
            self.code.append(re.sub(r"[ \t]+$", "", text, flags=re.M).strip("\n"))
        elif tag == "a" and self._links and (number := self._links.pop()) >= 0:
            self._number(number, text)

    def _number(self, number: int, text: str) -> None:
        """Of an address that is its own text, the text is the source."""
        self.texts[number] = text
        dest = letters(plain(self.dests[number][1]))
        if letters(plain(text)) not in (dest, dest.removeprefix("mailto"), dest.removeprefix("http")):
            self.stream.append(number)

    def handle_data(self, data: str) -> None:
        self._text(data)

    def _text(self, text: str) -> None:
        for _, parts in self._open:
            parts.append(text)
        at = 0
        if not self._within("code", "pre"):
            for link in WIKILINK.finditer(text):
                self.stream.append(letters(text[at : link.start()]))
                self._dest("wikilink", link[1])
                at = link.end() - len(link[2]) - 2
        self.stream.append(letters(text[at:]))

    def _dest(self, kind: str, dest: str) -> None:
        self.stream.append(len(self.dests))
        self.dests.append((kind, dest))

    def _within(self, *tags: str) -> bool:
        return any(tag in tags for tag, _ in self._open)

    def text(self, instead: dict[int, str]) -> str:
        """All letters, those of destinations too, since a link may be made of text; `instead` of some, others."""
        parts = (
            each if isinstance(each, str) else letters(plain(instead.get(each, self.dests[each][1])))
            for each in self.stream
        )
        return "".join(parts)


def _bare(url: str) -> str:
    """A URL without the Han text that has no blank before it and that renderers take for a part of it."""
    return re.sub(r"(?<=[A-Za-z0-9)])[^!-~].*", "", plain(url)) if re.match(r"https?://[^/]*[^!-~]", url) else url


def plain(dest: str) -> str:
    return unicodedata.normalize("NFC", unquote(html.unescape(dest))).strip()


def anchor(text: str) -> str:
    """A heading's anchor as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
