"""Paragraphs and list items that were pasted twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import shortened
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

# A Han character says as much as three letters. Shorter texts come again on purpose: “Click Save.”
_HAN = lazy_re(r"[\u3040-\u9fff\uac00-\ud7af]")
_SHORT = 100
_NEVER = frozenset({"heading_open", "th_open", "td_open"})
# What is made of code or images, or was meant as a table; and formulas, which proofs say again for each of their cases.
_MADE = lazy_re(r"\{[{%]|!\[|^\||\$", re.MULTILINE)
# Between such, readers may see the one or the other: tabs, a choice of languages. A quotation and a footnote are texts
# of their own.
_PARTS = frozenset(
    {
        *("container_open", "container_close", "admonition_open", "admonition_close", "mdx", "shortcode"),
        *("blockquote_open", "blockquote_close", "footnote_reference_open"),
    }
)
_BOX = lazy_re(r"</?(?:div|details|section|template|[a-z]+-[a-z-]+|[A-Z]\w*)\b")
# A paragraph that says what comes: a definition's, one with a bold opening, one that ends in a colon.
_OPENS = lazy_re(r"^:[ \t]|\A(?:\*\*|__)|[:：]\s*\Z", re.MULTILINE)


def find(reader: Reader) -> Iterator[Defect]:
    """Each text of a section that stands there twice, at the second place. What comes a third time is a form."""
    places: dict[tuple[int, tuple[int, int], str], list[Token]] = defaultdict(list)
    for part, token in _texts(reader):
        text = " ".join(token.content.split())
        section = bisect_right(reader.sections, token.start, key=lambda each: each.start)
        places[section, part, text].append(token)
    for (_, _, text), tokens in places.items():
        if len(tokens) == 2:
            again = tokens[1]
            yield Defect(
                path=reader.path, start=again.start, end=again.end, problem="repeated", case="", text=shortened(text)
            )


def _texts(reader: Reader) -> Iterator[tuple[tuple[int, int], Token]]:
    """The long texts of the note, each with the part of the note that it stands in, as far as no heading tells it.

    That is what HTML, a tab, a quotation or a line like a heading parts, and a list within another: a step may come
    again under another item.
    """
    lists: list[int] = []
    part = 0
    tokens = reader.document.tokens
    for index, token in enumerate(tokens):
        if token.type.endswith("_list_open"):
            lists.append(index)
        elif token.type.endswith("_list_close"):
            lists.pop()
        elif token.type in _PARTS or (token.type == "html_block" and _BOX.search(token.content)):
            part += 1
        elif token.type != "inline":
            continue
        elif not lists and _OPENS.search(token.content):
            part += 1
        elif tokens[index - 1].type not in _NEVER and _is_long(token.content):
            yield (part, lists[-1] if len(lists) > 1 else -1), token


def _is_long(text: str) -> bool:
    return len(text) * 3 >= _SHORT and len(text) + 2 * len(_HAN.findall(text)) >= _SHORT and not _MADE.search(text)
