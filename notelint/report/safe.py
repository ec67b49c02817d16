"""Keeps text from notes harmless and readable on a console, whatever it holds and whatever the console's encoding."""

from __future__ import annotations

import re
from typing import TextIO

from notelint.text.lazy import lazy_re

# Characters that steer a terminal (C0, C1), reorder what is read (bidi), end a line for some readers (U+2028), show
# nothing at all (zero-width, tags) or cannot be encoded (surrogates, as in file names that are not UTF-8).
HIDDEN = lazy_re(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_NO_UTF8 = lazy_re("[\ud800-\udfff]")
_BREAK = lazy_re(r"[ \t]*[\r\n]\s*|\t")

# GitHub's runner takes `::` for a command where a line opens, whatever space is before it, and `##[` anywhere; so do
# Azure Pipelines `##vso[` and TeamCity `##teamcity[`.
_OPENING = lazy_re(r"^([^\S\n]*)::", re.MULTILINE)
MARKS = lazy_re(r"##(?=\w*\[)")
# What one of them would obey in lines that are shown as they are; a carriage return ends a line for them too. GitLab
# folds away what stands between two escape sequences.
COMMAND = lazy_re(rf"(?:^|\r)[^\S\r\n]*::\w|{MARKS.pattern}|\x1b", re.MULTILINE)

# What the reports' own typography becomes where the encoding has no such character: one cell each, carets stay put.
_ASCII = str.maketrans("·“”‘’…×—（）：，", "-\"\"''~x-():,")


def visible(text: str) -> str:
    """`text` on one line, its characters that act or hide shown instead: ESC as `␛`, U+202E as `<U+202E>`."""
    return MARKS.sub("## ", HIDDEN.sub(_shown, text))


def one_line(text: str) -> str:
    """`visible`, for sentences: line breaks and tabs, which mean no more than a space there, become one."""
    return visible(_BREAK.sub(" ", text))


def utf8(path: str) -> str:
    """A path whose bytes may be no UTF-8, for programs that take nothing else: these bytes are shown."""
    return _NO_UTF8.sub(_shown, path)


def no_commands(text: str) -> str:
    """`text` without a line that opens as a workflow command does."""
    return _OPENING.sub(r"\1\\::", text)


def page(text: str) -> str:
    """A text of many lines, such as a rule's page, made harmless line by line."""
    return no_commands("\n".join(visible(line.expandtabs(4)) for line in text.split("\n")))


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"


def write(stream: TextIO, text: str, *, utf8: bool = False) -> None:
    """Write all of `text`, never failing on a character that the stream's encoding lacks: it is shown as `\\u2603`.

    `utf8` writes UTF-8 past the encoding of a console's stream: for formats that programs read.
    """
    buffer = getattr(stream, "buffer", None)
    if utf8 and buffer is not None:
        stream.flush()
        buffer.write(text.encode("utf-8", "backslashreplace"))
        buffer.flush()
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(_encodable(text, encoding))


def _encodable(text: str, encoding: str) -> str:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        lacking = {code: plain for code, plain in _ASCII.items() if not _has(encoding, chr(code))}
        return text.translate(lacking).encode(encoding, "backslashreplace").decode(encoding)
    return text


def _has(encoding: str, char: str) -> bool:
    try:
        return bool(char.encode(encoding))
    except UnicodeEncodeError:
        return False
