"""What the author meant as a link or an image and the reader sees as text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from notelint.files.suffixes import FILE_SUFFIXES, IMAGE_SUFFIXES, suffix_of
from notelint.text.lazy import lazy_re
from notelint.text.spans import Spans

# Cheap: blocks without any of these hold no such link.
MAYBE = lazy_re(r"[\]］】)）}][ \t]{0,2}[(（\[{<]|\]\]\(|\[[^\[\]\n()]*\(https?:|\[[ \t]*$|[!！][ \t]*\[", re.M)
# What each of the patterns needs in a text that the parser left as it is: `[x] ` of a to-do item is none.
LEFT = lazy_re(
    r"[\]］】)）}](?:[ \t]{0,2}[(（\[{<]|[ \t]{0,2}\Z|\]\()|\[[^\[\]()\n]*(?:[(\n]|\Z)|(?:!|！)[ \t]*\Z|!(?=[(（])"
)

_TEXT = r"(?>[^\[\]\n]|!?\[[^\[\]\n]{0,300}\](?:\([^()\n]{0,300}\))?){1,300}+"  # of a link: badges are in it
_SAYS = r"(?![ xX]?\]|\d+\])"  # a box and the number of a source are no texts of links
_PATH = r"(?:https?://|\.{0,2}/)?[^\s()（）]*"
_IMAGE = r"\.(?i:png|jpe?g|gif|svg|webp|avif|bmp)"
_FILE = r"\.(?i:mdx?|html?|pdf|png|jpe?g|gif|svg|webp)(?:#[^\s()（）\[\]{}<>]*)?"
_HTTP = r"https?://(?>[^\s()（）\[\]{}<>]|\([^\s()]*\))+"
_AIM = rf"(?:{_HTTP}|[^\s()（）\[\]{{}}<>]+{_FILE})"
_ANY = "|".join(sorted(FILE_SUFFIXES))
# A destination with a space in it that is an address or a file, so that it is no remark in parentheses.
_SPACED = lazy_re(rf"https?://\S+[ \t]+\S.*|[^\s].*[ \t].*\.(?i:{_ANY})(?:[?#].*)?[ \t]*")
_UNQUOTED = lazy_re(rf"[^\s]+\.(?i:{_ANY})(?:#\S*)?[ \t]+\S.*")
_SIZED = lazy_re(r"\S+[ \t]+=\d*%?x?\d*%?[ \t]*")
_MAYBE_FILE = lazy_re(r"[^\s，。；、！？].*(?:/|\.\w{1,8})")  # which the disk can tell
# The title with its quotes is none of the destination.
_SPACE = lazy_re(
    rf"!?\[{_TEXT}(?P<at>\])\((?P<dest>(?>[^()\n<>]|\([^()\n<>]*\)){{2,300}}+)\)|"
    r"!?\[(?P<empty>\])\((?P<rest>(?>[^()\n<>]|\([^()\n<>]*\)){2,300}+)\)"
)
_TITLE = lazy_re(r"[ \t]+(?:\"[^\"]*\"|'[^']*')[ \t]*\Z")
# reason -> pattern; group `at` is a character that the parser must have left as text, as it must what it begins with.
_PATTERNS = {
    "full-width-close": lazy_re(rf"\[[^\[\]\n]*(?P<at>\])\({_PATH}）"),
    "full-width-brackets": lazy_re(
        rf"(?:[\[［][^\[\]［］\n]+(?P<at>[\]］])[(（]|【[^【】\n]+】\(|(?<=[!！])【[^【】\n]+】（)"
        rf"[ ]?(?:https?://[^\s（）()]+|[^\s（）()]+{_FILE})[ ]?[)）]"
    ),
    "full-width-mark": lazy_re(rf"(?<!\w)！\[[^\[\]\n]*\]\((?:[^\s()]+{_IMAGE}|https?://[^\s()]+{_IMAGE}[^\s()]*)\)"),
    "mark-apart": lazy_re(rf"![ \t]+\[[^\[\]\n]*\]\([^\s()]+{_IMAGE}\)"),
    "swapped": lazy_re(rf"!?(?P<open>[(（])[^()（）\[\]\n]{{1,200}}(?P<at>[)）])(?P<also>\[){_AIM}\](?![(\[:])"),
    "square": lazy_re(rf"!?\[{_TEXT}(?P<at>\])\[{_AIM}\](?![(\[:])"),
    "apart": lazy_re(rf"!?\[{_SAYS}{_TEXT}(?P<at>\])[ \t]{{1,2}}\({_AIM}\)"),
    "braces": lazy_re(rf"!?\[{_SAYS}{_TEXT}(?P<at>\])\{{{_AIM}\}}"),
    "angle": lazy_re(rf"!?\[{_SAYS}{_TEXT}(?P<at>\])<https?://[^\s<>]+>"),
    "no-close": lazy_re(
        rf"!?\[{_TEXT}(?P<at>\])\((?:(?:<https?://[^\s<>]+>|{_HTTP}|[^\s()（）\[\]{{}}<>]+{_FILE})[ \t]*$"
        r"|https?://[^\s()（）\[\]{}<>]+(?=[ \t][^()（）\n]*$))",
        re.M,
    ),
    "wrong-close": lazy_re(rf"!?\[{_TEXT}(?P<at>\])\((?:{_HTTP}|[^\s()（）\[\]{{}}<>]+{_FILE})[\]}}】]"),
    "doubled": lazy_re(rf"!?\[{_TEXT}(?P<at>\])(?:\(\({_HTTP}\)(?!\))|(?P<also>\])\({_AIM}\))"),
    "open-title": lazy_re(rf"!?\[{_TEXT}(?P<at>\])\([^\s()<>]+[ \t]+(?:\"[^\"\n()]*|'[^'\n()]*)\)"),
    "curly-title": lazy_re(r"!?\[[^\[\]\n]*(?P<at>\])\([^\s()<>]+[ \t]+[“‘「『＂][^()\n\"]*[”’」』＂][ \t]*\)"),
    "space-in-destination": _SPACE,
    "no-bracket": lazy_re(r"(?P<at>\[)[^\[\]()\n]{1,100}[)}】]?\(https?://[^\s()（）]+\)"),
    "lone-bracket": lazy_re(r"(?P<at>\[)[ \t]*$", re.M),
}
# What a renderer that takes a space for a part of the destination shows as a link.
_BY_SPACE = frozenset({"space-in-destination", "open-title"})
_BEFORE = lazy_re(r"[ \t>|]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?")  # where a line or a cell begins

# Behind an embed: what would be the destination of a Markdown image.
GLUED = lazy_re(rf"\((?:<[^<>\n]*>|https?://[^\s()]+|[^\s()]+{_IMAGE})\)", re.IGNORECASE)
# What stands in the brackets of a label and is an address, or a file's path.
AIM = lazy_re(_AIM)


def mixed(alt: str) -> str:
    """Why an image with this text is an embed as well: `nested-embed`, `glued-embed`; "" where it is none."""
    if "![[" in alt:
        return "nested-embed"
    return "glued-embed" if alt[:1] == "[" and alt[-1:] == "]" and suffix_of(alt[1:-1]) in IMAGE_SUFFIXES else ""


def destination(text: str) -> tuple[int, int]:
    """Where the destination with a space in it stands in the text of what was meant as a link; (-1, -1) for nowhere."""
    match = _SPACE.fullmatch(text)
    if match is None:
        return -1, -1
    start, end = match.span("dest") if match["dest"] else match.span("rest")
    title = _TITLE.search(text, start, end)
    end = title.start() if title else end
    return start, start + len(text[start:end].rstrip(" \t"))


def find(
    text: str, start: int, end: int, literal: Spans, label_lines: Sequence[int], spaces: bool = False
) -> Iterator[tuple[int, int, str, bool]]:
    """(start, end, reason, image) in `text[start:end]`, the source of one inline block.

    `literal` are the spans that the parser left as text; `label_lines`, ascending, where lines begin that open with a
    label: only there a bracket at a line's end is half a link rather than prose. `spaces`: a destination may hold some.
    """
    taken = -1
    last = text.rfind("]", start, end)
    hits = sorted(
        (match.start(), match.end(), reason, match)
        for reason, pattern in _PATTERNS.items()
        for match in pattern.finditer(text, start, end)
    )
    for a, b, reason, match in hits:
        if a < taken or not _is_left(match, literal) or (spaces and reason in _BY_SPACE):
            continue  # escaped, in code, or a part of something that is rendered
        if reason == "space-in-destination":
            reason = _of_space(text[a:b])
            if not reason:
                continue
        if reason == "lone-bracket":
            line = text.rfind("\n", 0, a) + 1
            if bisect_left(label_lines, line) == bisect_left(label_lines, a) or b <= last:
                continue
        if reason == "full-width-brackets" and match["at"] and text[a] == "[":
            at = match.start("at")
            if text[at : at + 2] == "](":
                continue  # at most its end is full-width
        if reason == "mark-apart" and not _BEFORE.fullmatch(text, text.rfind("\n", 0, a) + 1, a):
            continue
        taken = b
        image = (
            reason in ("full-width-mark", "mark-apart") or text[a] == "!" or text[max(a - 1, start) : a] in ("!", "！")
        )
        yield a, b, reason, image


def _is_left(match: re.Match[str], literal: Spans) -> bool:
    """Did the parser leave all the brackets that tell as they are?"""
    groups = match.re.groupindex
    opening = match.start("open") if "open" in groups else match.start() + (match[0][0] == "!" and match[0][1] == "[")
    named = [match.start(name) for name in ("at", "also", "empty") if name in groups and match[name]]
    return opening in literal and all(at in literal for at in named)


def _of_space(text: str) -> str:
    """Why a destination with a space in it was meant as one; "" for a remark in parentheses."""
    match = _SPACE.fullmatch(text)
    whole = (match["dest"] or match["rest"]) if match else ""
    if _SIZED.fullmatch(whole):
        return "size"
    start, end = destination(text)
    path = text[start:end]
    if not re.search(r"\S[ \t]+\S", path) or "](" in path:
        return ""
    if _SPACED.fullmatch(path):
        return "space-in-destination"
    if _UNQUOTED.fullmatch(path):
        return "bare-title"
    return "space-perhaps" if _MAYBE_FILE.fullmatch(path) else ""
