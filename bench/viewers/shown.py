"""What became of a snippet on its page: for each kind, what must be there, and which marks must not be left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bs4 import Tag
from built import Built, Verdict, article
from corpus import Snippet

_WORDS = r"Label|第一|标签|标题|secret"
# By kind: what the construct becomes, as a CSS selector, and what is left of it where it did not.
_ELEMENTS = {
    "strong": ("strong, b", r"\*|__"),
    "em": ("em, i", r"\*|(?<!\w)_|_(?!\w)"),
    "del": ("del, s, strike", "~"),
    "mark": ("mark", "=="),
    "code": ("code", "(?<!a)`(?!b)"),
    "pre": ("pre", "```|~~~"),
    "list": ("li", r"(?m)^\s*(?:[-*+•]|\d+[.)、]|[ab]\.)"),
    "nested": ("li li", r"(?m)^\s*(?:[-*+]|\d+[.)])\s"),
    "task": ("input[type=checkbox], .task-list-control", r"\[[ xX]?\]"),
    "table": ("td, th", r"\||｜|---|—"),
    "heading": ("h1, h2, h3, h4, h5, h6", "#|＃|-----|====="),
    "rule": ("hr", "---|——"),
    "quote": ("blockquote", r">|＞"),
    "math": ('.arithmatex, .katex, mjx-container, math, .math, script[type^="math/"]', ""),
    "sup": ("sup", r"\^"),
    "break": ("br", ""),
    "kbd": ("kbd", ""),
    "definition": ("dd", ""),
    "abbreviation": ("abbr", ""),
    "html-strong": ("strong, b", r"\*\*"),
}
_CALLOUT_MARKS = re.compile(r"\[ ?!|\[NOTE\]|:::|!!!|\?\?\?|===|\{\{%|^NOTE", re.MULTILINE)
_INLINE = "em, strong, del, s, mark, code, a, img, sub, sup, b, i"
_ITEMS = ("bullet", "bullet-later", "bullet-later-four", "number", "quote-list")  # containers that are lists
_MEDIA = ("src", "poster", "data", "srcset", "href")


def shown(snippet: Snippet, label: str, part: Tag, ask: Callable[[str], Verdict]) -> Verdict:
    """The verdict of a snippet, in the part of the page that holds it. `ask` judges an address."""
    kind, expected = snippet.kind, snippet.expected
    _without_container(snippet, part)
    if kind in ("link", "image"):
        found = _named(part, "a" if kind == "link" else "img", label)
        return _worst(map(ask, found)) if found else "text"
    if kind in ("linked", "imaged"):
        tags = [tag for tag in part.find_all("a", href=True) if tag.get_text().strip()]
        tags = tags if kind == "linked" else part.find_all("img")
        addresses = [str(tag.get("href") or tag.get("src") or "") for tag in tags]
        left = re.search(r"\[|\]|（|\(", part.get_text())
        return "text" if not addresses or left else "broken" if "" in addresses else _worst(map(ask, addresses))
    if kind == "media":
        addresses = list(_addresses(part))
        return _worst(map(ask, addresses)) if addresses else "text"
    if kind == "external":
        links = [str(tag["href"]) for tag in part.find_all("a", href=True)]
        return "external" if any(re.match("https?://|mailto:", link) for link in links) else "text"
    if kind == "address":
        links = [str(tag["href"]) for tag in part.find_all("a", href=True)]
        return "ok" if expected in part.get_text() and set(links) <= {expected} else "text"
    in_item = snippet.id.partition("+")[2] in _ITEMS
    return "ok" if _stands(kind, expected, part, in_item) else "text"


def _without_container(snippet: Snippet, part: Tag) -> None:
    """Takes away what the container is made of, where that could be taken for the snippet."""
    container = snippet.id.partition("+")[2]
    if container == "footnote" and snippet.kind != "footnote":
        for tag in part.select('sup, a[class*="backref"], a[href*="#fnref"], a[href*="fnref"]'):
            tag.decompose()
    if container == "after-fence" and (code := part.select_one("pre")):
        code.decompose()


def _stands(kind: str, expected: str, part: Tag, in_item: bool) -> bool:
    text = part.get_text()
    if kind in _ELEMENTS:
        selector, marks = _ELEMENTS["nested" if kind == "list" and in_item else kind]
        found = [tag for tag in part.select(selector) if tag.find_parent("pre") is None]
        if kind in ("list", "table", "heading", "pre"):
            found = [tag for tag in found if re.search(_WORDS, tag.get_text())]
        return bool(found) and not (marks and re.search(marks, _without_code(part, kind)))
    if kind == "text":
        return part.select_one(_INLINE) is None and _squeezed(expected) in _squeezed(text)
    if kind == "item-paragraph":
        items = [tag for tag in part.select("li") if "one" in tag.get_text() and "Label" in tag.get_text()]
        return bool(items) and part.select_one("pre") is None
    if kind == "row-2":
        rows = [tag for tag in part.select("tr") if "Label" in tag.get_text()]
        return any(len(cells := row.select("td")) == 2 and "2" in cells[1].get_text() for row in rows)
    if kind == "after-table":
        if part.select_one("table") is None:
            return False
        return "Label" in text and not any("Label" in tag.get_text() for tag in part.select("table"))
    if kind == "callout":
        in_code = any("Label" in tag.get_text() for tag in part.select("pre, code"))
        return "Label" in text and not in_code and _CALLOUT_MARKS.search(text) is None
    if kind == "footnote":
        marks = part.select('a[href*="#fn"], a[href*="#user-content-fn"], a[href*="footnote"], a[href^="#id"], sup a')
        return bool(marks) and "[^" not in text and "^[" not in text
    if kind == "hidden":
        return re.search(r"(?i)secret|width|%%|<!--|\{", text) is None
    if kind == "emoji":
        return ":rocket:" not in text
    raise ValueError(f"no such kind: {kind}")


def _without_code(part: Tag, kind: str) -> str:
    if kind in ("code", "pre"):
        inside = {id(tag) for tag in part.select("pre code")}
        kept = [text for text in part.find_all(string=True) if kind != "pre" or text.find_parent("pre") is None]
        return "".join(kept) if kind == "pre" or inside else part.get_text()
    return "".join(text for text in part.find_all(string=True) if text.find_parent(["code", "pre", "script"]) is None)


def _named(part: Tag, name: str, label: str) -> list[str]:
    """The addresses of the links or images that have the label."""
    attribute = "href" if name == "a" else "src"
    found = []
    for tag in part.find_all(name):
        text = tag.get_text().strip() if name == "a" else str(tag.get("alt", ""))
        if text == label and tag.has_attr(attribute):
            found.append(str(tag[attribute]))
    return found


def _addresses(part: Tag) -> Iterator[str]:
    """All addresses of files that the elements of a part name."""
    for tag in part.find_all(True):
        for name in _MEDIA:
            value = str(tag.get(name, ""))
            if not value:
                continue
            if name == "srcset":
                yield from (each.split()[0] for each in value.split(",") if each.strip())
            else:
                yield value


def _worst(verdicts: Iterator[Verdict]) -> Verdict:
    order: list[Verdict] = ["stops", "broken", "anchor", "text", "host", "external", "ok"]
    return min(verdicts, key=order.index)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def part_on(built: Built, page: str, selector: str) -> Tag | None:
    """The article of a page, None where the page is not there."""
    return article(built.page(page), selector) if built.has(page) else None
