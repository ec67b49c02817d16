"""Links and images in brackets, with the spans of their destinations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from notelint.markdown.destinations import (
    behind_blanks,
    destination_end,
    normalised,
    reference_key,
    title_end,
    unescaped,
)
from notelint.markdown.tokens import Token
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown.inline import InlineState

_BRACKET = lazy_re(r"\\.|[\[\]]", re.DOTALL)


def link(st: InlineState, silent: bool) -> bool:
    """`[text](dest "title")`, `[text][label]`, `[text][]`, `[label]`."""
    start, end = st.pos, st.posMax
    label_end = _label_end(st, start, True)
    if label_end < 0:
        return False
    if st.src.startswith("(", label_end + 1, end) and behind_blanks(st.src, label_end + 2, end) >= end:
        return False  # markdown-it does not look for a label here either
    found = _inline(st, label_end + 1, end) or _reference(st, start + 1, label_end)
    if found is None:
        return False
    stop, attrs, meta = found
    if not silent:
        opening = st.push("link_open", "a", 1)
        opening.attrs, opening.meta = attrs, meta
        opening.start, opening.end = start, start + 1
        st.pos, st.posMax = start + 1, label_end
        st.linkLevel += 1
        st.md.inline.tokenize(st)
        st.linkLevel -= 1
        closing = st.push("link_close", "a", -1)
        closing.start, closing.end = label_end, stop
    st.pos, st.posMax = stop, end
    return True


def image(st: InlineState, silent: bool) -> bool:
    """`![alt](dest "title")` and its forms with a label."""
    start, end = st.pos, st.posMax
    if not st.src.startswith("![", start):
        return False
    label_end = _label_end(st, start + 1, False)
    if label_end < 0:
        return False
    if st.src.startswith("(", label_end + 1) and label_end + 1 < end:
        found = _inline(st, label_end + 1, end)
    else:
        found = _reference(st, start + 2, label_end)
    if found is None:
        return False
    stop, attrs, meta = found
    if not silent:
        alt = st.src[start + 2 : label_end]
        children: list[Any] = []
        st.md.inline.parse(alt, st.md, st.env, children)
        shift(children, start + 2)
        token = st.push("image", "img", 0)
        token.attrs = {"src": attrs.pop("href"), "alt": "", **attrs}
        token.meta = meta
        token.content = alt
        token.children = children or None
        token.start, token.end = start, stop
    st.pos = stop
    return True


def shift(tokens: list[Token], by: int) -> None:
    """Moves the spans of tokens and all in them."""
    for token in tokens:
        token.start += by
        token.end += by
        if token.meta:
            for name in ("dest", "title", "target_at"):
                if name in token.meta:
                    a, b = token.meta[name]
                    token.meta[name] = (a + by, b + by)
        if token.children:
            shift(token.children, by)


def _label_end(st: InlineState, start: int, links: bool) -> int:
    """The bracket that closes the one at `start`, -1 if there is none; a text may not hold another link."""
    if st.last("]") <= start:
        return -1
    key = f"{'link' if links else 'label'} {start}"
    known = st.memo.get(key)
    if known is None:
        known = st.memo[key] = int(st.md.helpers.parseLinkLabel(st, start, links))
    return known if known < st.posMax else -1


def _has_bracket(src: str, start: int, end: int) -> bool:
    """Stands there a bracket without a backslash?"""
    return any(len(match[0]) == 1 for match in _BRACKET.finditer(src, start, end))


_Found = tuple[int, dict[str, Any], dict[str, Any]]


def _inline(st: InlineState, pos: int, end: int) -> _Found | None:
    """What stands in the parentheses that begin at `pos`."""
    src = st.src
    if pos >= end or src[pos] != "(":
        return None
    pos = behind_blanks(src, pos + 1, end)
    if pos >= end:
        return None
    stop = destination_end(src, pos, end, st.env.get("shortcodes", False))
    raw, href, dest = "", "", (pos, pos)
    if stop >= 0:
        bracketed = src[pos] == "<"
        dest = (pos + bracketed, stop - bracketed)
        raw = unescaped(src[dest[0] : dest[1]])
        found = normalised(raw)
        if found is None:
            return None
        href, pos = found, stop
    after = behind_blanks(src, pos, end)
    attrs: dict[str, Any] = {"href": href}
    meta: dict[str, Any] = {"kind": "inline", "raw": raw, "dest": dest}
    title = title_end(src, after, end) if after > pos and after < end else -1
    if title >= 0:
        text = unescaped(src[after + 1 : title - 1])
        if text:
            attrs["title"] = text
        meta["title"] = (after, title)
        after = behind_blanks(src, title, end)
    if after >= end or src[after] != ")":
        return None
    return after + 1, attrs, meta


def _reference(st: InlineState, start: int, label_end: int) -> _Found | None:
    """A link by its label: in brackets of its own, or the text itself."""
    references = st.env.get("references")
    if not references:
        return None
    stop, label = label_end + 1, ""
    if stop < st.posMax and st.src[stop] == "[":
        second = _label_end(st, stop, False)
        if second >= 0:
            label = st.src[stop + 1 : second]
            stop = second + 1
    if not label:
        if _has_bracket(st.src, start, label_end):
            return None  # brackets within brackets: to look each of them up takes long, and no label has any
        label = st.src[start:label_end]
    key = reference_key(label)
    known = references.get(key)
    if known is None:
        return None
    attrs = {"href": known["href"], **({"title": known["title"]} if known["title"] else {})}
    raw = st.env.get("raw", {}).get(key, known["href"])
    return stop, attrs, {"kind": "reference", "raw": raw, "label": label}
