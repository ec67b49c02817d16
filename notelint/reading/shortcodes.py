"""What a generator's own shortcodes lead to, or show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notelint.model.items import Image, Link
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

_CALL = lazy_re(r"\{\{[<%]\s*(?!/\*)(\w+)\s+(.*?)/?\s*[>%]\}\}", re.DOTALL)
_VALUE = r"(?:\"([^\"\n]*)\"|`([^`]*)`)"
_FIRST = lazy_re(_VALUE)


def read(reader: Reader, token: Token) -> None:
    """Adds the link or the image that a shortcode makes, where the viewer has one of that name."""
    if token.start < 0 or not reader.viewer.shortcodes:
        return
    found = argument(reader, reader.text, token.start, token.end)
    if found is None:
        return
    shows, target, start, end = found
    if shows:
        image = Image(
            path=reader.path,
            start=token.start,
            end=token.end,
            section=reader.section,
            kind="shortcode",
            alt="",
            target=target,
            dest_start=start,
            dest_end=end,
        )
        reader.images.append(image)
        return
    link = Link(
        path=reader.path,
        start=token.start,
        end=token.end,
        section=reader.section,
        kind="shortcode",
        text=target,
        target=target,
        dest_start=start,
        dest_end=end,
    )
    reader.links.append(link)


def argument(reader: Reader, text: str, start: int, end: int) -> tuple[bool, str, int, int] | None:
    """What a shortcode at `text[start:end]` is about: whether that is shown, what it is, and where it is written."""
    call = _CALL.match(text, start, end)
    known = reader.viewer.shortcodes.get(call[1]) if call else None
    if call is None or known is None:
        return None
    shows, name = known
    found = re.compile(rf"\b{name}\s*=\s*{_VALUE}").search(text, call.start(2), call.end(2))
    if found is None and not shows:
        found = _FIRST.match(text, call.start(2), call.end(2))
    if found is None:
        return None
    group = 1 if found[1] is not None else 2
    return shows, found[group], found.start(group), found.end(group)
