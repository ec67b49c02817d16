"""Attribute lists: `{#id .class key=value}` and `{: #id}`, at the end of a heading or behind an inline construct."""

from __future__ import annotations

from notelint.markdown.tokens import Token
from notelint.text.lazy import lazy_re

_WORD = r"""(?:[#.][\w:.-]+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}=]+))"""
ATTRIBUTES = lazy_re(rf"\{{:?[ ]?[ ]*{_WORD}(?:[ ]+{_WORD})*[ ]*\}}")
_AT_END = lazy_re(rf"[ \t]*({ATTRIBUTES.pattern})\Z")
_ID = lazy_re(r"#([\w:.-]+)")


def id_of(attributes: str) -> str | None:
    """The id that an attribute list gives, if any."""
    match = _ID.search(attributes)
    return match[1] if match else None


def heading_attributes(opened: Token, text: Token) -> None:
    """Take the attribute list off the end of a heading's text; its id goes into the heading's `meta`."""
    match = _AT_END.search(text.content, max(0, len(text.content) - 500))
    if match is None:
        return
    name = id_of(match[1])
    opened.meta = {"attributes": text.span(match.start(1), match.end(1)), **({"id": name} if name else {})}
    text.end = text.span(0, match.start())[1] if match.start() else text.start
    text.content = text.content[: match.start()]
