"""Code, comments and HTML that nothing closes, so that what follows is a part of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import shortened
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

_CLOSING = lazy_re(r"\n[ \t>]*(`{3,}|~{3,})[ \t]*\Z")
# `1 0`, `print("x")`, `#include <x>`, `$ ls`, `python import x`: no language, or more than one behind it.
_CODE = lazy_re(
    r"-?\d[\d.,]*(?:\s+-?\d[\d.,]*)*\Z|(?:[\w+#]+[ \t]+)?(?:#include\b|[\w.]+\(.*\);?\Z|\$ \S|[^{}=]*;\Z"
    r"|(?:import|from|def|class|const|let|var|public|return)[ \t]+[\w.{]+)"
)
_OPENING = lazy_re(r"^[ \t]{0,3}(`{3,}|~{3,})[A-Za-z][\w+#-]*[ \t]*$", re.MULTILINE)
_SCRIPT = lazy_re(r"(?:`{3,}|~{3,})[ \t]*(?:\w*[ \t]*\n)?(?:js|javascript)?\*/")
# What changes all that follows if it stays open; `<p>` and `<li>` may.
_BLOCKS = "details|summary|div|table|center|section|blockquote|pre|sup|sub"
# What browsers open again in each block that follows, by the standard's list of formatting elements.
_FORMATS = frozenset(["a", "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"])
# What is shown in place of all that it holds, so that the rest of the page is not seen: a slash does not close it.
_HIDES = frozenset(["audio", "iframe", "object", "script", "select", "style", "textarea", "title", "video"])
_TAG = lazy_re(
    rf"<(/?)({_BLOCKS}|{'|'.join(sorted(_FORMATS | _HIDES))})(?![\w:.-])((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>",
    re.IGNORECASE,
)
_HREF = lazy_re(r"\shref\s*=", re.IGNORECASE)
_COMMENT = lazy_re(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# In code that goes on to the end: a heading, a list, a link or other code, which were to be shown as such.
_TEXT = lazy_re(
    r"^(?:#{2,6}[ \t]|[-*+][ \t]+\S|\d+\.[ \t]|>[ \t]|`{3}|~{3}|!?\[[^\]\n]*\]\()|^[^\n]*[。！？]$"
    r"|\n\n(?:[A-Z][\w,'’]* )(?:[\w,'’]+ ){3}[^\n;{}=]*\.$",
    re.MULTILINE,
)
_ANYTHING = lazy_re(r"\S")


def find(reader: Reader) -> Iterator[Defect]:
    """What is open where the note, or what holds it, ends; of HTML the outermost."""
    text = reader.text
    if ("`" in text and "```" in text) or ("~" in text and "~~~" in text):  # one character is found much faster
        for token in reader.document.tokens:
            # Excalidraw's scripts are notes and programs at once: the text is a comment that ends in the code.
            if token.type == "fence" and not _is_closed(text, token) and not _SCRIPT.match(text, token.start):
                yield _fence(reader, token)
            elif token.type == "fence" and not reader.features.mdx:
                yield from _first_line(reader, token)
            if token.type == "fence":
                yield from _swallowed(reader, token)
    if "<" in text and not reader.features.mdx:
        yield from _html(reader)


def _first_line(reader: Reader, token: Token) -> Iterator[Defect]:
    """A first line of code behind the marks, where a viewer reads the language: it is not shown."""
    info = token.info.strip()
    if _CODE.match(info):
        start = reader.text.index(info, token.start)
        text = shortened(info)
        yield Defect(path=reader.path, start=start, end=start + len(info), problem="fence", case="info", text=text)


def _swallowed(reader: Reader, token: Token) -> Iterator[Defect]:
    """A line in code that was to open code of its own, since the code before was not closed."""
    marks = token.markup
    for match in _OPENING.finditer(token.content):
        # The marks of the code that holds it would be more of them where it is an example.
        if match[1].startswith(marks) and token.info.split()[:1] not in (["md"], ["markdown"], ["text"], []):
            start, end = token.span(*match.span(1))
            end = start + len(match[0].strip())
            text = shortened(match[0])
            yield Defect(path=reader.path, start=start, end=end, problem="fence", case="swallowed", text=text)
            return


def _is_closed(text: str, token: Token) -> bool:
    found = _CLOSING.search(text, token.start, token.end)
    return found is not None and found[1].startswith(token.markup)


def _fence(reader: Reader, token: Token) -> Defect:
    end = reader.text.find("\n", token.start)
    end = token.end if end < 0 else min(end, token.end)
    case = "container" if token.level or _ANYTHING.search(reader.text, token.end) else "note"
    if case == "note" and token.info.strip() and not _TEXT.search(token.content):
        case = "end"
    text = shortened(reader.text[token.start : end])
    return Defect(path=reader.path, start=token.start, end=end, problem="fence", case=case, text=text)


def _html(reader: Reader) -> Iterator[Defect]:
    opened = _Opened(reader)
    for token in _pieces(reader.document.tokens):
        if token.type in ("td_close", "th_close"):
            opened.end_cell()
            continue
        content = token.content
        if "<!--" in content:
            for comment in _COMMENT.finditer(content):
                if not comment[0].endswith("-->"):
                    yield _defect(reader, "comment", *token.span(comment.start(), comment.start() + 4))
                    return
            content = _COMMENT.sub(lambda comment: " " * len(comment[0]), content)
        # Behind the last `>` no tag ends, and none is looked for: each would be, up to the end.
        for match in _TAG.finditer(content, 0, content.rfind(">") + 1):
            opened.see(token, match)
    if found := opened.outermost():
        case = found[0] if found[0] in ("slash", "hides") else "tag"
        yield _defect(reader, case, *found[1])


class _Opened:
    """The elements that are open, outermost first, each with the span of its tag and how it was opened."""

    def __init__(self, reader: Reader) -> None:
        self.items: list[tuple[str, tuple[int, int], str]] = []
        self.count: Counter[str] = Counter()
        # Who closes them at the end of a block; who takes the slash at a tag's end for its closing.
        self.formats = reader.dialect.emphasis != "kramdown"
        self.slash = not reader.viewer.slash_closes

    def see(self, token: Token, match: re.Match[str]) -> None:
        name = match[2].lower()
        if match[1]:
            self._close(name)
        elif match[4]:
            if self.slash and (name in _HIDES or (name in _FORMATS and name != "a" and self.formats)):
                self._open(name, token.span(*match.span()), "slash")
        elif name in _FORMATS:
            # An anchor without an address is not seen, and ends where the next link begins.
            if self.formats and (name != "a" or _HREF.search(match[3])):
                self._open(name, token.span(*match.span()), "")
        else:
            self._open(name, token.span(*match.span()), "hides" if name in _HIDES else "")

    def _open(self, name: str, at: tuple[int, int], how: str) -> None:
        self.items.append((name, at, how))
        self.count[name] += 1

    def _close(self, name: str) -> None:
        if not self.count[name]:
            return
        if name in _FORMATS:  # what was opened within it goes on
            index = next(n for n in reversed(range(len(self.items))) if self.items[n][0] == name)
            del self.items[index]
            self.count[name] -= 1
            return
        closed = ""
        while closed != name:
            closed = self.items.pop()[0]
            self.count[closed] -= 1

    def end_cell(self) -> None:
        """What formats text ends with its cell."""
        while self.items and self.items[-1][0] in _FORMATS:
            self.count[self.items.pop()[0]] -= 1

    def outermost(self) -> tuple[str, tuple[int, int]] | None:
        """The first that hides what follows, else the first of all."""
        found = next((each for each in self.items if each[2]), self.items[0] if self.items else None)
        return (found[2], found[1]) if found else None


def _pieces(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type in ("html_block", "html_inline", "td_close", "th_close"):
            yield token
        elif token.type == "inline" and token.children and "<" in token.content:
            yield from _pieces(token.children)


def _defect(reader: Reader, case: str, start: int, end: int) -> Defect:
    return Defect(
        path=reader.path, start=start, end=end, problem="html", case=case, text=shortened(reader.text[start:end])
    )
