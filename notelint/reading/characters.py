"""What a reader cannot see, or cannot read, in the text itself: bytes, control characters, invisible ones, mojibake."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from notelint.model.items import Blank, Image, Link, OddText, Wikilink
from notelint.reading import mojibake
from notelint.text.lazy import lazy_re
from notelint.text.spans import Spans
from notelint.text.spoken_of import ENCODINGS, line_is_about

if TYPE_CHECKING:
    from notelint.reading.reader import Reader
    from notelint.text.source import Source

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = f"{_BIDI}\u00ad\u200b-\u200d\u2028\u2029\u2060-\u2064\ufeff\ufffc"
# One search in the plane that nearly all text is in: a class that leaves it costs twice as much.
_ANY = lazy_re(f"[{_CONTROL}{_INVISIBLE}\ufffd{mojibake.LEADS}{mojibake.CHINESE}{mojibake.LOST}]")
_HIDDEN = b"\xf3\xa0\x80", b"\xf3\xa0\x81"  # U+E0000 to U+E007F begin so: tags, which nothing shows
_HIDDEN_RUN = lazy_re("(?<![\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+")
_FLAG = "\U0001f3f4"  # the black flag: Scotland's is made of it and tags

_LONGEST_COMMAND = 16  # letters
_CONTROL_RUN = lazy_re(f"[{_CONTROL}]+")
_INVISIBLE_RUN = lazy_re(f"[{_INVISIBLE}]+")
_RIGHT_TO_LEFT = lazy_re("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Scripts in which a joiner, or a place to break, is a part of writing; and emoji.
_JOINED = lazy_re("[\u0300-\u036f\u0590-\u1cff\u2190-\u2bff\ufb00-\ufe0f\ufe70-\ufefc\U00010000-\U0010ffff\ufe0f]")
_UNJOINED = lazy_re("[\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff]")  # Thai, Lao, Tibetan, Burmese, Khmer
_MARKUP = frozenset("*_~=`$|<>[]()!#")  # beside these a zero-width space makes emphasis work in Chinese

# Somebody who parts Chinese words so often does it for a search that cannot.
_PARTED = lazy_re("(?<=[\u4e00-\u9fff])\u200b(?=[\u4e00-\u9fff])")
_MANY = 5

_NAMES = {
    "\u00ad": "soft-hyphen",
    "\u200b": "zero-width-space",
    "\u200c": "non-joiner",
    "\u200d": "joiner",
    "\u2028": "line-separator",
    "\u2029": "line-separator",
    "\u2060": "word-joiner",
    **dict.fromkeys("\u2061\u2062\u2063\u2064", "operator"),
    "\ufeff": "byte-order-mark",
    "\ufffc": "object",
}
_CODE = frozenset({"fence", "code_block", "code_inline"})
_LITERAL = frozenset({"fence", "code_block", "html_block", "math_block", "shortcode", "mdx", "comment"})


def read(source: Source, reader: Reader) -> list[OddText]:
    """All of it in the order of the note. What stands in code is there to be shown."""
    text = source.text
    if source.encoding != "utf-8":
        return [
            _item(reader, "encoding", "whole" if source.encoding != "unknown" else "unknown", 0, 1, source.encoding)
        ]
    data = source.original()
    hidden = b"\xf3" in data and any(mark in data for mark in _HIDDEN)
    if not hidden and not _is_odd(text):
        return []
    found = [*_lost(source, reader), *_garbled(text, reader), *_controls(text, reader), *_invisible(text, reader)]
    if hidden:
        found += _hidden(text, reader)
    if not found:
        return []
    code = _Code(reader)
    kept: list[OddText] = []
    leading = chain[Link | Image | Wikilink](reader.links, reader.images, reader.wikilinks)
    names = Spans((each.dest_start, each.dest_end) for each in leading)
    for item in sorted(found, key=lambda item: item.start):
        if kept and item.start < kept[-1].end:
            continue  # a part of what was said
        if item.problem == "invisible" and item.text == "U+00AD" and item.start in names:
            continue  # a file's name can have one: so macOS calls its pictures of the screen in German
        if item.problem == "encoding" or item.case == "nul" or not code.holds(item.start):
            plain = item.problem == "invisible" and code.is_text(item.start, item.end)
            kept.append(replace(item, plain=True) if plain else item)
    return kept


def _is_odd(text: str) -> bool:
    """Whether anything may be found; an é is nothing unless it can be the beginning of mojibake."""
    for found in _ANY.finditer(text):
        if found[0] not in mojibake.LEADS or text[found.end() : found.end() + 1] in mojibake.TRAILS:
            return True
    return False


def _item(reader: Reader, problem: str, case: str, start: int, end: int, text: str, meant: str = "") -> OddText:
    return OddText(
        path=reader.path, start=start, end=end, problem=problem, case=case, text=text, meant=meant, name=_name(text)
    )


def _name(text: str) -> str:
    return "" if len(text) < 4 or text[:2] != "U+" else _NAMES.get(chr(int(text[2:], 16)), "")


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def _lost(source: Source, reader: Reader) -> Iterator[OddText]:
    """U+FFFD: a byte that could not be decoded, a NUL, or one that the file itself holds."""
    text = source.text
    if "\ufffd" not in text:
        return
    raw = source.original()[3 if source.bom else 0 :].decode("utf-8", "surrogateescape")
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    looked_at = -1  # where the last line ends with characters that the file itself has lost
    for found in re.finditer("[\udc80-\udcff]+|\0+|\ufffd+", raw if len(raw) == len(text) else text):
        start, end = found.span()
        if found[0][0] == "\0":
            yield _item(reader, "control", "nul", start, end, "U+0000")
        elif found[0][0] == "\ufffd":
            if start >= looked_at:
                looked_at = mojibake.line_end(text, start)
                if not line_is_about(ENCODINGS, text, start):
                    yield _item(reader, "mojibake", "lost", start, end, found[0])
        else:
            shown = " ".join(f"{ord(each) - 0xDC00:02X}" for each in found[0][:4])
            yield _item(reader, "encoding", "bytes", start, end, shown + (" …" if end - start > 4 else ""))


def _garbled(text: str, reader: Reader) -> Iterator[OddText]:
    for start, end, meant in mojibake.find(text):
        case = "read" if meant else "lost"
        yield _item(reader, "mojibake", case, start, end, _short(text[start:end]), _short(meant))


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"


# What programs make of a backslash and a letter, before the rest of a command of LaTeX.
_ESCAPES = {"\a": "\\a", "\b": "\\b", "\v": "\\v", "\f": "\\f"}
_COMMAND = lazy_re(
    r"\\(?:a(?:lpha|ngle|pprox|rg|st|symp)|b(?:ar|eta|egin|f|i[gn]|ig[glr]*|inom|mod|m|oldsymbol|ot|oxed|ullet|reve)"
    r"|f(?:lat|orall|rac|box)|v(?:ar[a-z]+|dash|dots|ec|ee|ert|space))(?![a-z])"
)


def _controls(text: str, reader: Reader) -> Iterator[OddText]:
    for found in _CONTROL_RUN.finditer(text):
        escape = _ESCAPES.get(found[0])
        rest = escape and _COMMAND.match(escape + text[found.end() : found.end() + _LONGEST_COMMAND])
        if rest:
            yield _item(reader, "control", "command", *found.span(), _code_point(found[0]), rest[0])
            continue
        yield _item(reader, "control", "control", *found.span(), _code_point(found[0][0]))


def _invisible(text: str, reader: Reader) -> Iterator[OddText]:
    parted = len(_PARTED.findall(text)) >= _MANY
    line = _Line(text)
    for found in _INVISIBLE_RUN.finditer(text):
        start, end = found.span()
        if parted and _PARTED.match(text, start):
            continue
        if case := _case(text, found[0], start, end, line):
            yield _item(reader, "invisible", case, start, end, _code_point(found[0][0]))


class _Line:
    """The line that was asked about last: many characters of it may be."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = -1
        self.answer = False

    def is_right_to_left(self, start: int, end: int) -> bool:
        """Is there a letter that is written from the right in the lines of what stands there? Offsets ascend."""
        if start >= self.end or end > self.end:
            self.end = mojibake.line_end(self.text, end)
            around = self.text[self.text.rfind("\n", 0, start) + 1 : self.end]
            self.answer = _RIGHT_TO_LEFT.search(around) is not None
        return self.answer


def _case(text: str, run: str, start: int, end: int, line: _Line) -> str:
    """Where invisible characters do harm, "" where they are needed or touch nothing."""
    before, after = text[start - 1 : start], text[end : end + 1]
    character = run[0]
    if re.match(f"[{_BIDI}]", character):
        return "" if line.is_right_to_left(start, end) else "bidi"
    words = before.isalnum(), after.isalnum()
    if character == "\u00ad":
        return "inside" if all(words) else ""
    if character in "\u200c\u200d" and (_JOINED.match(before) or _JOINED.match(after)):
        return ""
    if character in "\u200b\u2060" and (_UNJOINED.match(before) or _UNJOINED.match(after)):
        return ""
    if not any(words) or before in _MARKUP or after in _MARKUP:
        return ""
    if character == "\u200b" and before in ("", "\n"):
        return ""  # an indentation
    return "inside" if all(words) else "stray"


def _hidden(text: str, reader: Reader) -> Iterator[OddText]:
    for found in _HIDDEN_RUN.finditer(text):
        start, end = found.span()
        if text[start - 1 : start] != _FLAG:
            said = "".join(chr(ord(each) - 0xE0000) for each in found[0] if "\U000e0020" <= each <= "\U000e007e")
            yield _item(reader, "invisible", "hidden", start, end, _short(said))


class _Code:
    """Where the note's code stands; inline code is looked for only in the blocks that are asked about."""

    def __init__(self, reader: Reader) -> None:
        tokens = [token for token in reader.document.tokens if token.type in _CODE or token.type == "inline"]
        self.tokens = sorted((token for token in tokens if token.start < token.end), key=lambda token: token.start)
        self.starts = [token.start for token in self.tokens]
        self.document = reader.document
        self.looked_in: tuple[int, Spans, Spans] | None = None  # a block, its code and its text: offsets come in order

    def holds(self, offset: int) -> bool:
        at = self._block(offset)
        return at >= 0 and (self.tokens[at].type != "inline" or offset in self._pieces(at)[0])

    def is_text(self, start: int, end: int) -> bool:
        """Is it shown as it is written?"""
        at = self._block(start)
        return at >= 0 and self.tokens[at].type == "inline" and self._pieces(at)[1].hold(start, end)

    def _block(self, offset: int) -> int:
        """The index of the block that holds the offset, -1 if none does."""
        at = bisect_right(self.starts, offset) - 1
        return at if at >= 0 and offset < self.tokens[at].end else -1

    def _pieces(self, at: int) -> tuple[Spans, Spans]:
        if self.looked_in is None or self.looked_in[0] != at:
            children = self.document.inline(self.tokens[at])
            code = Spans((each.start, each.end) for each in children if each.type in _CODE)
            self.looked_in = at, code, Spans((each.start, each.end) for each in children if each.type == "text")
        return self.looked_in[1:]


def trailing_blanks(reader: Reader, body_start: int, tabs_are_spaces: bool = False) -> list[Blank]:
    """The blanks that end lines. Two spaces or more between two lines of text are a line break, no rubbish."""
    path, text = reader.path, reader.text
    breaking = ("  ", "\t") if tabs_are_spaces else ("  ",)
    found: list[Blank] = []
    for blank in (" ", "\t") if "\t" in text else (" ",):
        end = text.find(f"{blank}\n") + 1
        while end:
            start = _blanks_before(text, end)
            breaks = text[start:end].endswith(breaking) and start > 0 and text[start - 1] != "\n"
            if not (breaks and text[end + 1 : end + 2] not in ("", "\n")):
                found.append(Blank(path=path, start=start, end=end))
            end = text.find(f"{blank}\n", end) + 1
    if text.endswith((" ", "\t")):
        found.append(Blank(path=path, start=_blanks_before(text, len(text)), end=len(text)))
    if not found:
        return []
    literal = Spans((token.start, token.end) for token in reader.document.tokens if token.type in _LITERAL)
    found.sort(key=lambda each: each.start)
    return [
        replace(blank, literal=True) if blank.start < body_start or blank.start in literal else blank for blank in found
    ]


def _blanks_before(text: str, end: int) -> int:
    while end and text[end - 1] in " \t":
        end -= 1
    return end
