"""A note's change as a patch that `git apply` takes: bytes, which make exactly those that `--fix` would write."""

from __future__ import annotations

import os
import re
import zlib
from base64 import b85encode
from hashlib import sha1, sha256

from notelint.fix.unified import hunks
from notelint.report.safe import COMMAND, HIDDEN
from notelint.text.lazy import lazy_re

_LINE = lazy_re(rb"[^\n]*\n|[^\n]+")  # not `splitlines`, for which a carriage return is a line's end too
_BLANKS = lazy_re(rb"^[+-](?:[ \t][^\n]*|[^\n]*[ \t\r]|)$", re.MULTILINE)  # lines that git may find fault with
_ROW = 52  # bytes in a line of git's binary form
_LETTERS = dict(zip(b'\a\b\t\n\v\f\r"\\', b'abtnvfr"\\', strict=True))  # what stands behind a backslash in a name


def patch(
    path: str, old: bytes, new: bytes, logged: bool = False, digits: int = 40, mends_blanks: bool = False
) -> bytes:
    """What makes `new` of `old` in the file at `path`, from the folder where it is applied.

    It is a unified diff of the bytes, whatever their encoding and line ends. What git takes for binary, since there is
    a NUL in it, as in UTF-16, is in git's binary form, in which a content is named by a hash of `digits` digits: 40, or
    64 in a repository of SHA-256. `logged`: it may be shown in the log of a CI system, for which a line of a note may
    be a command. A note that holds such a line is in the binary form, which can hold none. `mends_blanks`: whoever
    applies it has git refuse or mend added lines for their blanks, as at a hard break, and it does that to text only.
    """
    names = [_name(f"{side}/{path}", logged) for side in "ab"]
    head = b"diff --git %b %b\n" % (names[0], names[1])
    if b"\0" not in old and b"\0" not in new:
        text = _unified(old, new, names)
        commands = logged and COMMAND.search(text.decode("utf-8", "replace"))
        if not commands and not (mends_blanks and _BLANKS.search(text)):
            return head + text
    index = b"index %b..%b\nGIT binary patch\n" % (_blob(old, digits), _blob(new, digits))
    return head + index + _literal(new) + _literal(old)  # the second one leads back


def _unified(old: bytes, new: bytes, names: list[bytes]) -> bytes:
    # A name that holds a blank ends at the tab behind it.
    before, after = (name + b"\t" * (b" " in name) for name in names)
    parts = [b"--- %b\n+++ %b\n" % (before, after)]
    for hunk in hunks(_LINE.findall(old), _LINE.findall(new)):
        parts.append(b"@@ -%b +%b @@\n" % (hunk.old.encode(), hunk.new.encode()))
        for mark, line in hunk.rows:
            parts += [mark.encode(), line]
            if not line.endswith(b"\n"):
                parts.append(b"\n\\ No newline at end of file\n")
    return b"".join(parts)


def _name(name: str, logged: bool) -> bytes:
    """A name as git writes it: in quotes where it holds what would end it, hides, or is no UTF-8."""
    data = os.fsencode(name)
    hides, commands = HIDDEN.search(name) is not None, logged and "##" in name
    if not hides and not commands and not set(b'"\\') & set(data):
        return data
    return b'"%b"' % b"".join(_quoted(code, hides, commands) for code in data)


def _quoted(code: int, hides: bool, commands: bool) -> bytes:
    if code in _LETTERS:
        return b"\\%c" % _LETTERS[code]
    if code < 0x20 or code == 0x7F or (hides and code > 0x7F) or (commands and code == ord("#")):
        return b"\\%03o" % code
    return b"%c" % code


def _blob(content: bytes, digits: int) -> bytes:
    """What git calls a content by."""
    named = b"blob %d\0%b" % (len(content), content)
    made = sha1(named, usedforsecurity=False) if digits == 40 else sha256(named)
    return made.hexdigest().encode()


def _literal(content: bytes) -> bytes:
    """A content in git's binary form: each line begins with a letter that counts its bytes, A for 1, a for 27."""
    packed = zlib.compress(content)
    rows = (packed[at : at + _ROW] for at in range(0, len(packed), _ROW))
    lines = (b"%c%b\n" % (len(row) + (64 if len(row) <= 26 else 70), b85encode(row, pad=True)) for row in rows)
    return b"literal %d\n%b\n" % (len(content), b"".join(lines))
