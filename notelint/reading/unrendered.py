"""What the author meant as a link or an image and the reader sees as text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from notelint.files.suffixes import IMAGE_SUFFIXES, suffix_of
from notelint.text.spans import Spans

# Cheap: blocks without any of these hold no such link.
MAYBE = re.compile(r"[\]］][(（]|\[[^\[\]\n()]*\(https?:|\[[ \t]*$", re.M)
# What each of the patterns needs in a text that the parser left as it is: `[x] ` of a to-do item is none.
LEFT = re.compile(r"[\]］](?:[(（]|\Z)|\[[^\[\]()\n]*(?:[(\n]|\Z)")

_PATH = r"(?:https?://|\.{0,2}/)?[^\s()（）]*"
_IMAGE = r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp)"
_FILE = r"\.(?:md|mdx|html?|pdf|png|jpe?g|gif|svg|webp)"
# A destination with a space in it that is an address or a file, so that it is no remark in parentheses.
_SPACED = re.compile(rf"https?://\S+[ \t]+\S.*|.*[ \t].*(?:{_FILE})[ \t]*")
# reason -> pattern; group `at` is a character that the parser must have left as text.
_PATTERNS = {
    "full-width-close": re.compile(rf"\[[^\[\]\n]*(?P<at>\])\({_PATH}）"),
    "full-width-brackets": re.compile(
        rf"[\[［][^\[\]［］\n]+(?P<at>[\]］])[(（][ ]?(?:https?://[^\s（）()]+|[^\s（）()]+{_FILE})[ ]?[)）]"
    ),
    "no-close": re.compile(r"\[[^\[\]\n]*(?P<at>\])\(https?://[^\s()（）]+[ \t]*$", re.M),
    "curly-title": re.compile(r"!?\[[^\[\]\n]*(?P<at>\])\([^\s()<>]+[ \t]+[“‘「『＂][^()\n\"]*[”’」』＂][ \t]*\)"),
    "space-in-destination": re.compile(
        r"!?\[[^\[\]\n]*(?P<at>\])\((?P<dest>[^\s()\"'<>][^()\n\"'<>]{1,300})\)",
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


def find(
    text: str, start: int, end: int, literal: Spans, label_lines: Sequence[int]
) -> Iterator[tuple[int, int, str, bool]]:
    """(start, end, reason, image) in `text[start:end]`, the source of one inline block.

    `literal` are the spans that the parser left as text; `label_lines`, ascending, where lines begin that open with a
    label: only there a bracket at a line's end is half a link rather than prose.
    """
    taken = -1
    last = text.rfind("]", start, end)
    hits = sorted(
        (match.start(), match.end(), match.start("at"), reason)
        for reason, pattern in _PATTERNS.items()
        for match in pattern.finditer(text, start, end)
    )
    for a, b, at, reason in hits:
        opening = a + (text[a] == "!")
        if a < taken or opening not in literal or at not in literal:
            continue  # escaped, in code, or a part of something that is rendered
        if reason == "space-in-destination" and not _SPACED.fullmatch(text, at + 2, b - 1):
            continue
        if reason == "lone-bracket":
            line = text.rfind("\n", 0, a) + 1
            if bisect_left(label_lines, line) == bisect_left(label_lines, a) or b <= last:
                continue
        if reason == "full-width-brackets" and text[a] == "[" and text[at : at + 2] == "](":
            continue  # at most its end is full-width
        taken = b
        yield a, b, reason, "!" in text[max(a - 1, start) : a + 1]
