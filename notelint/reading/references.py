"""References that nothing defines: what the author meant as a link by its label and the reader sees in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.markdown.destinations import reference_key
from notelint.reading.unrendered import AIM
from notelint.text.lazy import lazy_re
from notelint.text.near import Names
from notelint.text.spans import Spans

# `[text][label]`; not behind a name or a bracket, where it is an index, `a[i][j]`; no footnote, `[^1]`, no callout.
_FULL = lazy_re(
    r"(?<![\w\])}\\])!?(?P<open>\[)(?P<text>(?>(?![!^])[^\[\]\n]+|!\[[^\[\]\n]*\](?:\[[^\[\]\n]*\]|\([^()\n]*\))))"
    r"(?P<at>\])\[(?![!^])(?P<label>[^\[\]\n]*)\](?![\[(])",
    re.ASCII,
)
_SHORTCUT = lazy_re(r"!?(?P<open>\[)(?![!^])(?P<label>[^\[\]\n]{3,})(?P<at>\])(?![\[(:])")
# Two letters, or one Chinese character: less is a citation, a size, an interval or a box, `[1][2]`, `[B, N][3]`, `[x]`.
_SAYS = lazy_re(r"[^\W\d_]{2}|[\u2e80-\uffef]")
# A set of characters, `[a-z][a-z0-9]`; an option of a command, `[--save][-g]`.
_CLASS = lazy_re(r"a-z|A-Z|0-9|\\[dsw]|^--?\w", re.IGNORECASE)
_LATIN = lazy_re(r"[A-Za-z0-9]")
_NAME = lazy_re(r"[a-z][a-z0-9-]*", re.ASCII)  # `[target][rel]` selects elements
_TOKEN = lazy_re(r"[A-Z][A-Z0-9_/-]*", re.ASCII)  # `[CLS][SEP]`

Found = tuple[int, int, str, str]  # start, end, label, and the defined label that was probably meant


def undefined(text: str, start: int, end: int, spans: Spans, defined: Names | None) -> Iterator[Found]:
    """The references without a definition in `text[start:end]`, the source of one inline block.

    `spans` are those that the parser left as text, `defined` the labels that the note defines, if it does.
    A label alone, `[label]`, is prose unless one that is defined is clearly near.
    """
    taken = set()
    for match in _FULL.finditer(text, start, end):
        label = match["label"] or match["text"]
        if _is_reference(match["text"], match["label"], match[0][0] == "!" or defined is not None) and literal(
            match, spans
        ):
            taken.add(match.end())
            yield match.start(), match.end(), label, _near(defined, label)
    if defined is None:
        return
    for match in _SHORTCUT.finditer(text, start, end):
        near = _near(defined, match["label"])
        if near and match.end() not in taken and literal(match, spans):
            yield match.start(), match.end(), match["label"], near


def _is_reference(text: str, label: str, sure: bool) -> bool:
    """`sure` where it is an image, or the note has references that are defined."""
    if _CLASS.search(text) or _CLASS.search(label) or AIM.fullmatch(label):
        return False  # an address in square brackets wants round ones, and no definition
    if not sure and label and not _LATIN.search(label):
        return False  # words in brackets, one behind the other
    if not sure and text != label and _NAME.fullmatch(text) and _NAME.fullmatch(label):
        return False
    if not (_SAYS.search(text) or text[0] == "!") or (_TOKEN.fullmatch(text) and _TOKEN.fullmatch(label)):
        return False
    return not label or label.isdigit() or _SAYS.search(label) is not None


def literal(match: re.Match[str], spans: Spans) -> bool:
    """Did the parser leave both brackets of the text as they are?"""
    return match.start("open") in spans and match.start("at") in spans


def _near(defined: Names | None, label: str) -> str:
    near = defined.near(label) if defined else ""
    return near if reference_key(near) != reference_key(label) else ""
