"""What the author meant as a link or an image and the reader sees as text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notelint.files.suffixes import IMAGE_SUFFIXES, suffix_of
from notelint.text.spans import Spans

# Cheap: blocks without any of these hold no such link.
MAYBE = re.compile(r"[\]］][ \t]?[(（]|\)\[|\][\[{]http|[！!] ?\[|\[[^\[\]\n()]*\(https?:|\[[ \t]*$", re.M)
# What each of the patterns needs in a text that the parser left as it is: `[x] ` of a to-do item is none.
LEFT = re.compile(r"[\]］][ \t]?(?:[(（{\[]|\Z)|\)\[|[！!] ?\Z|\[[^\[\]()\n]*(?:[(\n]|\Z)")

_PATH = r"(?:https?://|\.{0,2}/)?[^\s()（）]*"
_IMAGE = r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp)"
_FILE = r"\.(?:md|mdx|html?|pdf|png|jpe?g|gif|svg|webp)"
# An address or a file: what stands in brackets elsewhere is a remark.
_TARGET = rf"(?:https?://[^\s\[\](){{}}（）]+|[^\s\[\](){{}}（）]+{_FILE})"
# A destination with a space in it that is an address or a file, so that it is no remark in parentheses, and one that
# may be a file.
_SPACED = re.compile(rf"https?://\S+[ \t]+\S.*|.*[ \t].*(?:{_FILE})(?:#\S*)?[ \t]*")
_PERHAPS = re.compile(r".*[ \t].*(?:\.[A-Za-z][A-Za-z0-9]{0,7}(?:#\S*)?|/)[ \t]*")
# reason -> pattern; group `at` is a character that the parser must have left as text.
_PATTERNS = {
    "full-width-close": re.compile(rf"\[[^\[\]\n]*(?P<at>\])\({_PATH}）"),
    "full-width-brackets": re.compile(
        rf"[\[［][^\[\]［］\n]+(?P<at>[\]］])[(（][ ]?(?:https?://[^\s（）()]+|[^\s（）()]+{_FILE})[ ]?[)）]"
    ),
    "full-width-bang": re.compile(rf"(?<![^\s])(?P<at>[！!])[ ]?\[[^\[\]\n]*\]\([^\s()]+{_IMAGE}\)", re.IGNORECASE),
    "no-close": re.compile(
        r"\[[^\[\]\n]*(?P<at>\])\((?:https?://[^\s()（）]+[ \t]*$|<https?://[^\s<>]+>(?![)\s]))", re.M
    ),
    "curly-title": re.compile(r"!?\[[^\[\]\n]*(?P<at>\])\([^\s()<>]+[ \t]+[“‘「『＂][^()\n\"]*[”’」』＂][ \t]*\)"),
    "space-in-destination": re.compile(
        r"!?\[[^\[\]\n]*(?P<at>\])\((?P<dest>[^\s()\"<>](?:[^()\n\"<>]|\([^()\n\"<>]{0,80}\)){1,300}?)"
        r"(?:[ \t]+\"[^\"\n]*\"[ \t]*)?\)",
    ),
    "space-between": re.compile(rf"!?\[(?![ xX\d]*\])[^\[\]\n]+(?P<at>\])[ \t]\({_TARGET}\)"),
    "swapped": re.compile(rf"!?(?P<at>\()[^()\[\]\n]{{1,100}}\)\[{_TARGET}\]"),
    "wrong-brackets": re.compile(
        rf"!?\[[^\[\]\n]+(?P<at>\])(?:\({_TARGET}\]|\{{https?://[^\s{{}}]+\}}|\[https?://[^\s\[\]]+\])"
    ),
    "no-bracket": re.compile(r"(?P<at>\[)[^\[\]()\n]{1,100}\(https?://[^\s()（）]+\)"),
    "lone-bracket": re.compile(r"(?P<at>\[)[ \t]*$", re.M),
}

# Behind an embed: what would be the destination of a Markdown image.
GLUED = re.compile(rf"\((?:<[^<>\n]*>|https?://[^\s()]+|[^\s()]+{_IMAGE})\)", re.IGNORECASE)


def mixed(alt: str) -> str:
    """Why an image with this text is an embed as well: `nested-embed`, `glued-embed`; "" where it is none."""
    if "![[" in alt:
        return "nested-embed"
    return "glued-embed" if alt[:1] == "[" and alt[-1:] == "]" and suffix_of(alt[1:-1]) in IMAGE_SUFFIXES else ""


class Slip(NamedTuple):
    """What was meant as a link or an image; one that is not sure is none unless its destination is there."""

    start: int
    end: int
    reason: str
    image: bool
    sure: bool = True


def find(
    text: str, start: int, end: int, literal: Spans, label_lines: Sequence[int], spaces: bool = False
) -> Iterator[Slip]:
    """The slips in `text[start:end]`, the source of one inline block.

    `literal` are the spans that the parser left as text; `label_lines`, ascending, where lines begin that open with a
    label: only there a bracket at a line's end is half a link rather than prose. `spaces`: the viewer takes
    destinations with spaces in them.
    """
    taken = -1
    last = text.rfind("]", start, end)
    hits = sorted(
        (match.start(), match.end(), match.start("at"), reason, match)
        for reason, pattern in _PATTERNS.items()
        for match in pattern.finditer(text, start, end)
    )  # no two of one reason begin at one place, so that matches are never compared
    for a, b, at, reason, match in hits:
        opening = a + (text[a] == "!")
        if a < taken or opening not in literal or at not in literal:
            continue  # escaped, in code, or a part of something that is rendered
        sure = True
        if reason == "space-in-destination":
            sure = _SPACED.fullmatch(match["dest"]) is not None
            if spaces or not (sure or _PERHAPS.fullmatch(match["dest"])):
                continue
        if reason == "lone-bracket":
            line = text.rfind("\n", 0, a) + 1
            if bisect_left(label_lines, line) == bisect_left(label_lines, a) or b <= last:
                continue
        if reason == "full-width-brackets" and text[a] == "[" and text[at : at + 2] == "](":
            continue  # at most its end is full-width
        taken = b
        image = reason == "full-width-bang" or "!" in text[max(a - 1, start) : a + 1]
        yield Slip(a, b, reason, image, sure)
