"""Inline constructs beyond CommonMark: math, wikilinks, footnotes, bare URLs, and what a reader never sees as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from notelint.markdown.attributes import ATTRIBUTES, id_of
from notelint.markdown.destinations import normalised
from notelint.markdown.tokens import Token
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown.inline import InlineState

# In a table a backslash stands before the pipe.
_WIKILINK = lazy_re(r"!?\[\[([^\[\]\n|#^]*?)(?:#([^\[\]\n|]*?))?(?:\\?\|([^\[\]\n]*))?\]\]")
_SHORTCODES = {"{{<": ">}}", "{{%": "%}}", "{%": "%}", "{{": "}}", "{#": "#}"}
_SHORTCODE = lazy_re(r"\{\{<\s*(/?)\s*([\w.-]*(?:/[\w.-]+)*)")
_LABEL = lazy_re(r"\[\^([^\s\[\]]+)\]")
_SPACED_LABEL = lazy_re(r"\[\^([^\[\]\n]+)\]")
_URL = lazy_re(r"(?:https?|ftp)://[^\s<]+|www\.[^\s<]+", re.IGNORECASE)
_DOMAIN = lazy_re(r"(?:(?:https?|ftp)://|(?=www))([^\s/?#<>\"'`*()\[\]{}|\\^$]+)", re.IGNORECASE)
_CLOSING = {")": "(", "]": "["}
_ENTITY_AT_END = lazy_re(r"&[A-Za-z0-9]+;\Z")
_COMPONENT = lazy_re(r"</?(?:[A-Z][\w.]*|[a-z]+\.[\w.]+|)(?:\s(?:[^<>{}]|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})*)?/?>")


def math(st: InlineState, silent: bool) -> bool:
    """`$a$` without space inside its dollars and no digit behind, `$$a$$` with any text."""
    src, pos, end = st.src, st.pos, st.posMax
    double = src.startswith("$$", pos)
    mark = "$$" if double else "$"
    begin = pos + len(mark)
    if begin >= end or (not double and src[begin] in " \t\n"):
        return False
    close = begin
    while True:
        close = src.find(mark, close, end) if st.last(mark) >= close else -1
        if close < 0:
            return False
        if src[close - 1] != "\\" or src[close - 2 : close] == "\\\\":
            break
        close += 1
    stop = close + len(mark)
    if close == begin or (not double and (src[close - 1] in " \t\n" or src[stop : stop + 1].isdigit())):
        return False
    if not silent:
        token = st.add("math_inline_double" if double else "math_inline", pos, stop, src[begin:close])
        token.tag, token.markup = "math", mark
    st.pos = stop
    return True


def wikilink(st: InlineState, silent: bool) -> bool:
    """`[[target#fragment|alias]]`, `![[embed|300]]`."""
    match = _WIKILINK.match(st.src, st.pos, st.posMax)
    if match is None or not (match[1].strip() or match[2]):
        return False
    if not silent:
        target = match[1].strip()
        lead = match.start(1) + len(match[1]) - len(match[1].lstrip())
        stop = max(match.end(1) - (len(match[1]) - len(match[1].rstrip())), match.end(2))
        meta = {
            "target": target,
            "fragment": match[2].strip() if match[2] is not None else None,
            "alias": match[3].strip() if match[3] is not None else None,
            "embed": match[0][0] == "!",
            "dest": (lead, stop),
        }
        st.add("wikilink", match.start(), match.end(), match[0], meta)
    st.pos = match.end()
    return True


def footnote(st: InlineState, silent: bool) -> bool:
    """`[^label]`, defined or not; with a space in it, which only some viewers take, only where it is defined."""
    known = st.env.get("footnote_labels", ())
    match = _LABEL.match(st.src, st.pos, st.posMax)
    if match is None and known:
        spaced = _SPACED_LABEL.match(st.src, st.pos, st.posMax)
        match = spaced if spaced and spaced[1] in known else None
    if match is None:
        return False
    if not silent:
        meta = {"label": match[1], "defined": match[1] in known}
        st.add("footnote_ref", match.start(), match.end(), match[0] if not meta["defined"] else "", meta)
    st.pos = match.end()
    return True


def inline_footnote(st: InlineState, silent: bool) -> bool:
    """`^[text]`."""
    start, end = st.pos, st.posMax
    if not st.src.startswith("^[", start) or st.last("]") <= start:
        return False
    stop = int(st.md.helpers.parseLinkLabel(st, start + 1, False))
    if stop < 0:
        return False
    if not silent:
        opening = st.push("footnote_inline_open", "", 1)
        opening.start, opening.end = start, start + 2
        st.pos, st.posMax = start + 2, stop
        st.md.inline.tokenize(st)
        closing = st.push("footnote_inline_close", "", -1)
        closing.start, closing.end = stop, stop + 1
    st.pos, st.posMax = stop + 1, end
    return True


def comment(st: InlineState, silent: bool) -> bool:
    """`%% text %%`, which Obsidian hides."""
    start = st.pos
    stop = st.after("%%", start + 2)
    if stop < 0:
        return False
    if not silent:
        st.add("comment", start, stop, st.src[start + 2 : stop - 2])
    st.pos = stop
    return True


def shortcode(st: InlineState, silent: bool) -> bool:
    """`{{< name >}}` with all up to `{{< /name >}}` where that follows, `{{% name %}}`, `{% tag %}`, `{{ value }}`."""
    start, src = st.pos, st.src
    opening = src[start : start + 3] if src[start : start + 3] in _SHORTCODES else src[start : start + 2]
    closing = _SHORTCODES.get(opening)
    stop = st.after(closing, start + len(opening)) if closing else -1
    if stop < 0:
        return False
    head = _SHORTCODE.match(src, start, stop)
    name = head[2] if head else ""
    if head and name and not head[1] and src[stop - 4] != "/":
        stop = max(stop, _closing_shortcode(st, name, stop))
    if not silent:
        st.add("shortcode", start, stop, src[start:stop], {"name": name})
    st.pos = stop
    return True


def _closing_shortcode(st: InlineState, name: str, start: int) -> int:
    """Where `{{< /name >}}` ends, at `start` or later; -1 if it does not follow."""
    key = f"{{{{< /{name}"
    if st.memo.get(key) == -1:
        return -1
    closing = re.compile(r"\{\{<\s*/\s*" + re.escape(name) + r"\s*>\}\}").search(st.src, start)
    if closing is None:
        st.memo[key] = -1
        return -1
    return closing.end() if closing.end() <= st.posMax else -1


def attributes(st: InlineState, silent: bool) -> bool:
    """`{#id .class}` right behind a construct or after a space."""
    match = ATTRIBUTES.match(st.src, st.pos, st.posMax)
    if match is None:
        return False
    if not silent:
        name = id_of(match[0])
        st.add("attributes", match.start(), match.end(), match[0], {"id": name} if name else None)
    st.pos = match.end()
    return True


def expression(st: InlineState, silent: bool) -> bool:
    """`{expression}` and `{/* comment */}` of MDX, with balanced braces."""
    start, src = st.pos, st.src
    pos = st.braces().get(start, -1)
    if not 0 < pos <= st.posMax:
        return False
    if not silent:
        text = src[start + 1 : pos - 1].strip()
        if text.startswith("/*") and text.endswith("*/"):
            st.add("comment", start, pos, text[2:-2])
        else:
            st.add("mdx", start, pos, src[start:pos])
    st.pos = pos
    return True


def component(st: InlineState, silent: bool) -> bool:
    """`<Component prop={…}>` of MDX."""
    if st.last(">") <= st.pos:
        return False
    match = _COMPONENT.match(st.src, st.pos, st.posMax)
    if match is None:
        return False
    if not silent:
        st.add("mdx", match.start(), match.end(), match[0])
    st.pos = match.end()
    return True


def bare_url(st: InlineState, silent: bool) -> bool:
    """A URL in the text, as GitHub links it: up to the next space, less what ends the sentence."""
    start, src = st.pos, st.src
    if st.linkLevel or silent:
        return False
    match = _URL.match(src, start, st.posMax)
    if match is None or not _may_begin(src, start):
        return False
    url = _trimmed(match[0])
    domain = _DOMAIN.match(url)
    if domain is None or (url[:4].lower() == "www." and "." not in domain[1][4:].strip(".")):
        return False
    stop = start + len(url)
    raw = url if "://" in url[:8] else f"http://{url}"
    href = normalised(raw) or raw
    opening = st.push("link_open", "a", 1)
    opening.attrs = {"href": href}
    opening.markup, opening.info = "linkify", "auto"
    opening.meta = {"kind": "bare", "raw": raw, "dest": (start, stop)}
    opening.start = opening.end = start
    st.tokens.append(Token("text", "", 0, level=st.level, start=start, end=stop, content=url))
    closing = st.push("link_close", "a", -1)
    closing.markup, closing.info = "linkify", "auto"
    closing.start = closing.end = stop
    st.pos = stop
    return True


def _may_begin(src: str, start: int) -> bool:
    before = src[start - 1] if start else " "
    if src[start] in "wW":
        return before in " \t\n*_~("
    return not (before.isascii() and (before.isalnum() or before == "/"))


def _trimmed(url: str) -> str:
    """Less punctuation and unmatched brackets at its end.

    Source: GFM, "Extended autolink path validation"; its implementations take "]" for such a bracket too.
    """
    while url:
        last = url[-1]
        if last in "?!.,:*_~'\"" or (last in _CLOSING and url.count(last) > url.count(_CLOSING[last])):
            url = url[:-1]
        elif last == ";":
            entity = _ENTITY_AT_END.search(url, max(0, len(url) - 40))
            url = url[: entity.start()] if entity else url[:-1]
        else:
            break
    return url


# Feature -> (rule's name, function, the rule it is tried before, what it begins with).
RULES: dict[str, tuple[tuple[str, Any, str, str], ...]] = {
    "wikilinks": (("wikilink", wikilink, "link", r"\[(?=\[)|!(?=\[\[)"),),
    "footnotes": (("footnote", footnote, "link", r"\[(?=\^)"),),
    "inline_footnotes": (("inline_footnote", inline_footnote, "link", r"\^(?=\[)"),),
    "math": (("math", math, "escape", r"\$"),),
    "comments": (("comment", comment, "link", "%(?=%)"),),
    "shortcodes": (("shortcode", shortcode, "escape", r"\{(?=[{%#])"),),
    "mdx": (("expression", expression, "escape", r"\{"), ("component", component, "autolink", "<")),
    "attributes": (("attributes", attributes, "link", r"\{(?=[:#.\w ])"),),
    "autolinks": (
        ("bare_url", bare_url, "autolink", r"[hH](?=[tT][tT][pP][sS]?://)|[fF](?=[tT][pP]://)|[wW](?=[wW][wW]\.)"),
    ),
}

__all__ = ["RULES"]
