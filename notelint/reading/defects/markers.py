"""Marks that are left as text: bold with a blank inside, marks without their other half, `==` that marks nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import Edits, Effort, blocks_at, in_source, is_assumed, shortened
from notelint.text.lazy import lazy_re
from notelint.text.spans import Spans
from notelint.text.spoken_of import is_named

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

# A match of two characters is a mark that begins no plain pair.
_BOLD = lazy_re(r"\*\*(?:[^\s*](?:[^*\n]{0,400}?[^\s*])?\*\*)?+")
_RUN = lazy_re(r"(?<![*\\])\*\*(?!\*)")
_MARKED = lazy_re(r"==(?<![A-Za-z0-9_=]==)(?![\s=])[^=\n]{1,200}(?<!\s)==(?![A-Za-z0-9_=])")
# Marks other than `**` with a blank inside: `__ bold __`, `*** 标题 ***`, `~~gone ~~`.
_OTHERS = lazy_re(
    r"(?P<mark>(?<![\w\\_])__(?!_)|(?<![\w\\*/])\*{3}(?!\*)|(?<![\w\\~])~~(?!~))"
    r"(?P<inner>[^*_~\n]{1,200}?)(?P=mark)(?![\w*_~])"
)
_PLAIN = lazy_re(r"[A-Za-z]{3,}[.,:;!?]?")
_WORDS = lazy_re(r"[^\W\d_]{3,}|[\u2e80-\uffef]")
_BACKTICKS = lazy_re("`+")
# What programs quote so: `name'; and a sign that stands free, as in a face.
_ITSELF = lazy_re(r"[^\s`']+'(?!\w)|[ \t]")
_NAME = lazy_re("[A-Za-z0-9_]")
_WORD = lazy_re(r"\w+")
_LETTER = lazy_re(r"[^\W_]")
_LONGEST = 200  # characters that somebody would make bold


def find(reader: Reader, others: Sequence[Defect]) -> Iterator[Defect]:
    """Stray marks, in any order. `others` are the defects of emphasis: a block that has one is explained by it."""
    explained = sorted(defect.start for defect in others)
    text = reader.text
    if "**" in text:
        effort = Effort(text)
        lone = [match.start() for match in _BOLD.finditer(text) if match.end() - match.start() == 2]
        for token, heading, _ in blocks_at(reader, lone):
            if bisect_left(explained, token.start) == bisect_left(explained, token.end):
                yield from _bold(reader, token, heading, effort)
    if "__" in text or "***" in text or "~~" in text:
        yield from _others(reader)
    if "==" in text and not reader.features.mark and not is_assumed(reader, "mark"):
        yield from _marked(reader)
    if "`" in text:
        tokens = reader.document.tokens
        for index in reader.document.texts:
            token = tokens[index]
            if token.children and token.content.count("`") % 2:
                yield from _backtick(reader, token, tokens[index - 1].type)


def _bold(reader: Reader, token: Token, heading: bool, effort: Effort) -> Iterator[Defect]:
    """Two marks of which one has a blank inside, or one that stands alone."""
    content = token.content
    pieces = reader.document.pieces(content, friendly=not reader.dialect.strict_emphasis)
    left = [
        (piece.start + match.start(), piece.start + match.end())
        for piece in pieces
        if piece.type == "text"
        for match in _RUN.finditer(piece.content)
    ]
    if len(left) == 1 and (content.count("**") % 2 or reader.dialect.strict_emphasis):
        start, end = left[0]
        if _opens(content, start, end) or _closes(content, start, end):
            yield _defect(reader, token, "lone", start, end)
    for (start, begin), (stop, end) in zip(left[::2], left[1::2], strict=False) if len(left) % 2 == 0 else ():
        inner = content[begin:stop]
        blank = inner[:1] in " \t", inner[-1:] in " \t"
        if inner.strip() and len(inner) < _LONGEST and any(blank) and _is_pair(content, start, end, blank):
            tried = not heading and effort.allows(len(content))
            edits = _closed_up(reader, token, start, begin, stop, end) if tried else ()
            yield _defect(reader, token, "spaced", start, end, edits)


def _opens(content: str, start: int, end: int) -> bool:
    """Does a word or a sentence begin behind the mark, where none of code does?"""
    before, after = content[:start], content[end : end + 1]
    outside = not before or before[-1].isspace() or before[-1] in "（(「“：，。、；"
    if not before and after.isdigit():
        return True  # the number of a heading that was made of bold text
    return outside and (after.isupper() or (after.isalpha() and not after.isascii()) or after in ("“", "「", "《"))


def _closes(content: str, start: int, end: int) -> bool:
    before, after = content[start - 1 : start], content[end : end + 1]
    inside = before in ("：", ":", "”", "」", "》") or (before.isalpha() and not before.isascii())
    return bool(before) and inside and not _LETTER.match(after)


def _is_pair(content: str, start: int, end: int, blank: tuple[bool, bool]) -> bool:
    """Are these marks rather than operators, which stand free on both sides, and behind or before names?"""
    before, after = content[start - 1 : start], content[end : end + 1]
    if before == "/" or _NAME.match(before) or (all(blank) and _NAME.match(after)):
        return False
    if blank[0] and _WORD.findall(content, end, end + 40)[:1] == _WORD.findall(content, start, start + 40)[:1]:
        return False  # `** kwargs` and `** kwargs` again
    if not blank[0] or before not in (" ", "\t") or not content[start:end].isascii():
        return True
    # `A ** bold ** word`: words on all sides, and no names of one letter.
    inner, around = content[start + 2 : end - 2].split(), (*content[:start].split()[-1:], *content[end:].split()[:1])
    return all(_PLAIN.fullmatch(word) for word in inner) and all(word.strip(".,:;!?").isalpha() for word in around)


def _closed_up(reader: Reader, token: Token, start: int, begin: int, stop: int, end: int) -> Edits:
    """The edits that put the blanks outside, or take them out where there is one already; () if that does not help."""
    content = token.content
    inner = content[begin:stop]
    kept = inner.strip(" \t")
    led = " " if inner[0] != kept[0] and _LETTER.match(content[start - 1 : start]) else ""
    trailed = " " if inner[-1] != kept[-1] and _LETTER.match(content[end : end + 1]) else ""
    new = f"{led}**{kept}**{trailed}"
    pieces = reader.document.pieces(content[:start] + new + content[end:])
    at = start + len(led)
    if not any(piece.type == "strong_open" and piece.start == at for piece in pieces):
        return ()
    first, last = len(inner) - len(inner.lstrip(" \t")), len(inner) - len(inner.rstrip(" \t"))
    edits = [(start, begin + first, f"{led}**"), (stop - last, end, f"**{trailed}")]
    return in_source(token, [edit for edit in edits if content[edit[0] : edit[1]] != edit[2]])


def _others(reader: Reader) -> Iterator[Defect]:
    """Marks of other kinds with a blank inside, around words."""
    found = {match.start(): match for match in _OTHERS.finditer(reader.text)}
    spaced = [
        at for at, each in found.items() if each["inner"] != each["inner"].strip() and _WORDS.search(each["inner"])
    ]
    for token, _, starts in blocks_at(reader, spaced):
        literal = Spans((child.start, child.end) for child in reader.document.inline(token) if child.type == "text")
        for start in starts:
            end, mark = found[start].end(), found[start]["mark"]
            if start in literal and end - 1 in literal and (mark != "~~" or reader.features.strikethrough):
                text = shortened(found[start][0])
                case = "struck" if mark == "~~" else "spaced"
                yield Defect(path=reader.path, start=start, end=end, problem="marker", case=case, text=text, meant=mark)


def _marked(reader: Reader) -> Iterator[Defect]:
    """The first `==text==` of the note: that the site shows it so is true of the others as well."""
    found = [match.start() for match in _MARKED.finditer(reader.text)]
    for token, _, starts in blocks_at(reader, found):
        literal = Spans((child.start, child.end) for child in reader.document.inline(token) if child.type == "text")
        for start in starts:
            match = _MARKED.match(reader.text, start)
            if match and literal.hold(start, match.end()):
                text = shortened(match[0])
                yield Defect(
                    path=reader.path, start=start, end=match.end(), problem="marker", case="mark", text=text, meant="=="
                )
                return


def _backtick(reader: Reader, token: Token, around: str) -> Iterator[Defect]:
    """A backtick without its other half. Between letters it is an apostrophe, in what compilers quote it is itself; in
    a cell a pipe has cut the code.
    """
    if around in ("th_open", "td_open"):
        return
    found = [
        (child.start + match.start(), child.start + match.end())
        for child in token.children or ()
        if child.type == "text"
        for match in _BACKTICKS.finditer(child.content)
    ]
    if len(found) == 1:
        start, end = found[0]
        before = reader.text[max(0, start - 1) : start]
        other = _ITSELF.match(reader.text, end)
        if other and (other[0].endswith("'") or before in (" ", "\t")):
            return
        if not before.isalpha() and before not in ("`", "\\") and not is_named(reader.text, start, end):
            yield Defect(path=reader.path, start=start, end=end, problem="marker", case="backtick", text="`", meant="`")


def _defect(reader: Reader, token: Token, case: str, start: int, end: int, edits: Edits = ()) -> Defect:
    text = shortened(token.content[start:end])
    at = token.span(start, end)
    return Defect(
        path=reader.path, start=at[0], end=at[1], problem="marker", case=case, text=text, meant="**", edits=edits
    )
