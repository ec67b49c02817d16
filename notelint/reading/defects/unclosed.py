"""Code, comments and HTML that nothing closes, so that what follows is a part of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import shortened

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

_CLOSING = re.compile(r"\n[ \t>]*(`{3,}|~{3,})[ \t]*\Z")
_SCRIPT = re.compile(r"(?:`{3,}|~{3,})[ \t]*(?:\w*[ \t]*\n)?(?:js|javascript)?\*/")
# What changes all that follows if it stays open; `<p>` and `<li>` may.
_TAG = re.compile(r"<(/?)(details|summary|div|table|center|section|blockquote|pre|sup|sub)\b[^>]*?(/?)>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ANYTHING = re.compile(r"\S")


def find(reader: Reader) -> Iterator[Defect]:
    """What is open where the note, or what holds it, ends; of HTML the outermost."""
    text = reader.text
    if ("`" in text and "```" in text) or ("~" in text and "~~~" in text):  # one character is found much faster
        for token in reader.document.tokens:
            # Excalidraw's scripts are notes and programs at once: the text is a comment that ends in the code.
            if token.type == "fence" and not _is_closed(text, token) and not _SCRIPT.match(text, token.start):
                yield _fence(reader, token)
    if "<" in text and not reader.features.mdx:
        yield from _html(reader)


def _is_closed(text: str, token: Token) -> bool:
    found = _CLOSING.search(text, token.start, token.end)
    return found is not None and found[1].startswith(token.markup)


def _fence(reader: Reader, token: Token) -> Defect:
    end = reader.text.find("\n", token.start)
    end = token.end if end < 0 else min(end, token.end)
    case = "container" if token.level or _ANYTHING.search(reader.text, token.end) else "note"
    text = shortened(reader.text[token.start : end])
    return Defect(path=reader.path, start=token.start, end=end, problem="fence", case=case, text=text)


def _html(reader: Reader) -> Iterator[Defect]:
    opened: list[tuple[str, int, int]] = []
    count: Counter[str] = Counter()  # of what is open
    for token in _pieces(reader.document.tokens):
        content = token.content
        if "<!--" in content:
            for comment in _COMMENT.finditer(content):
                if not comment[0].endswith("-->"):
                    yield _defect(reader, "comment", *token.span(comment.start(), comment.start() + 4))
                    return
            content = _COMMENT.sub(lambda comment: " " * len(comment[0]), content)
        # Behind the last `>` no tag ends, and none is looked for: each would be, up to the end.
        for match in _TAG.finditer(content, 0, content.rfind(">") + 1):
            name = match[2].lower()
            if match[3]:
                continue
            if not match[1]:
                opened.append((name, *token.span(*match.span())))
                count[name] += 1
            elif count[name]:
                closed = ""
                while closed != name:
                    closed = opened.pop()[0]
                    count[closed] -= 1
    if opened:
        yield _defect(reader, "tag", opened[0][1], opened[0][2])


def _pieces(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type in ("html_block", "html_inline"):
            yield token
        elif token.type == "inline" and token.children and "<" in token.content:
            yield from _pieces(token.children)


def _defect(reader: Reader, case: str, start: int, end: int) -> Defect:
    return Defect(
        path=reader.path, start=start, end=end, problem="html", case=case, text=shortened(reader.text[start:end])
    )
