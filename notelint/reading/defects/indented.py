"""Images, embeds and links that stand so far to the right that they are code, in a list that they were to go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import shortened
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

# A line that is nothing else: a program has none of these.
_MEANT = lazy_re(r"[ \t]*(?:!\[\[[^\[\]\n]+\]\]|!?\[[^\[\]\n]*\]\([^\s()]+(?:[ \t]+\"[^\"\n]*\")?\))[ \t]*")
_LISTS = frozenset({"bullet_list_close", "ordered_list_close"})


def find(reader: Reader) -> Iterator[Defect]:
    """Blocks of indented code that are not meant as such; nothing for Python-Markdown, which counts in fours."""
    if ("](" not in reader.text and "![[" not in reader.text) or reader.dialect.lists != "commonmark":
        return
    tokens = reader.document.tokens
    for index, token in enumerate(tokens):
        if token.type != "code_block" or not index:
            continue
        lines = [line for line in token.content.split("\n") if line.strip()]
        if all(_MEANT.fullmatch(line) for line in lines) and _goes_on(tokens, index):
            first = token.content.index(lines[0]) + len(lines[0]) - len(lines[0].lstrip())
            start, end = token.span(first, first + len(lines[0].strip()))
            text = shortened(lines[0])
            yield Defect(path=reader.path, start=start, end=end, problem="indented", text=text)


def _goes_on(tokens: list[Token], index: int) -> bool:
    """Stands the code in a list or right behind one, and does no colon before it say that an example follows?"""
    token, before = tokens[index], tokens[index - 1]
    if before.type not in _LISTS and (token.level == 0 or not _in_item(tokens, index)):
        return False
    said = next((each.content for each in reversed(tokens[:index]) if each.type == "inline"), "")
    return not said.rstrip().endswith((":", "："))


def _in_item(tokens: list[Token], index: int) -> bool:
    """Is what holds a block an item of a list?"""
    level = tokens[index].level - 1
    return next(each.type for each in reversed(tokens[:index]) if each.level == level and each.nesting > 0) == (
        "list_item_open"
    )
