"""The walk over a note's tokens: headings and sections, callouts, list items, table rows, and the words in between."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from notelint.model.items import Callout, Heading
from notelint.reading import fields, html, inline, shortcodes
from notelint.reading.inline import Inline
from notelint.reading.reader import Block, ItemDraft, Line, Reader, SectionDraft
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown import Token

# A text without any of these is read as it is written.
_MARKUP = lazy_re(r"[*_~=&\\\[`<$]")
# Obsidian's name for a block: the last word of a line.
_BLOCK_ID = lazy_re(r"(?:^|[ \t])(\^([A-Za-z0-9-]+))[ \t]*$", re.MULTILINE)
# Inline tokens that may show nothing, and those whose content decides it.
_SOURCE = frozenset({"text", "text_special", "html_inline"})
_PERHAPS_NOTHING = _SOURCE | {"softbreak", "hardbreak", "comment", "attributes"}
CALLOUT = lazy_re(r"\[!([A-Za-z][\w-]*)\]([+-]?)[ \t]*([^\n]*)")


def walk(reader: Reader) -> None:
    """Reads all tokens of `reader.document` into the reader."""
    walker = _Walker(reader)
    handlers = walker.handlers()
    for index, token in enumerate(reader.document.tokens):
        handler = handlers.get(token.type)
        if handler is not None:
            handler(token, index)
    walker.close_sections(0, len(reader.text))


class _Walker:
    """The handlers of block tokens, with the containers that are open."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.tokens = reader.document.tokens
        self.open_sections: list[int] = []
        self.open_callouts: list[int] = []
        self.open_items: list[int] = []
        self.tasks: list[bool] = []
        self.tables = 0
        self.table = ""
        self.cell = -1
        self.columns = 0
        self.in_head = False

    def handlers(self) -> dict[str, Callable[[Token, int], None]]:
        """What reads each type of token. Not kept in the walker: it would hold the tokens until the next collection."""
        return {
            "inline": self.inline,
            "heading_open": self.heading,
            "blockquote_open": self.quote,
            "blockquote_close": self.quote_end,
            "list_item_open": self.item,
            "list_item_close": self.item_end,
            "table_open": self.open_table,
            "thead_open": self.head,
            "thead_close": self.head_end,
            "tr_open": self.row,
            "tr_close": self.row_end,
            "th_open": self.open_cell,
            "td_open": self.open_cell,
            "html_block": self.html,
            "fence": self.literal,
            "code_block": self.literal,
            "math_block": self.literal,
            "shortcode": self.shortcode,
            "mdx": self.opaque,
            "admonition_open": self.opaque,
            "container_open": self.container,
            "comment": self.comment,
            "attributes": self.attributes,
        }

    # Headings and sections

    def heading(self, token: Token, index: int) -> None:
        reader = self.reader
        content = self.tokens[index + 1]
        level = int(token.tag[1])
        if token.level == 0:
            self.close_sections(level, token.start)
        result = inline.read(reader, content)
        text = self._as_read(content, result)
        start, end = (content.start, content.end) if content.content else (token.start, token.end)
        reader.headings.append(
            Heading(
                path=reader.path,
                start=start,
                end=end,
                section=reader.section,
                level=level,
                text=" ".join(text.split()),
                slug_text=text,
                anchor=content.meta.get("id") or token.meta.get("id"),
                empty=_shows_nothing(content, result),
            )
        )
        if token.level:
            self._visible()
            return
        if reader.section >= 0:
            reader.sections[reader.section].empty = False
        marks = token.start if token.markup.startswith("#") else -1
        reader.sections.append(SectionDraft(level, reader.headings[-1].text, start, end, reader.section, marks))
        reader.section = len(reader.sections) - 1
        self.open_sections.append(reader.section)
        if any(child.type == "wikilink" and child.meta.get("embed") for child in result.children or ()):
            self._visible()  # what is embedded stands there

    def _as_read(self, token: Token, result: Inline) -> str:
        """The text of a block that may not have been parsed."""
        if result.children is not None or not _MARKUP.search(token.content):
            return result.text
        return inline.text_of(self.reader.document.inline(token))

    def close_sections(self, level: int, end: int) -> None:
        """Ends the sections of this level and below at an offset."""
        reader = self.reader
        while self.open_sections and reader.sections[self.open_sections[-1]].level >= level:
            reader.sections[self.open_sections.pop()].body_end = end
        reader.section = self.open_sections[-1] if self.open_sections else -1

    # Callouts

    def quote(self, token: Token, index: int) -> None:
        reader = self.reader
        found = -1
        if index + 2 < len(self.tokens) and self.tokens[index + 2].type == "inline":
            first = self.tokens[index + 2]
            match = CALLOUT.match(first.content)
            if match:
                start, end = first.span(match.start(3), match.end(3))
                found = len(reader.callouts)
                reader.callouts.append(
                    Callout(
                        path=reader.path,
                        start=token.start,
                        end=token.end,
                        section=reader.section,
                        kind=match[1].lower(),
                        title=self._title(first, match[3]),
                        title_start=start,
                        title_end=end,
                        parent=reader.callout,
                    )
                )
        self.open_callouts.append(reader.callout)
        if found >= 0:
            reader.callout = found

    def _title(self, first: Token, written: str) -> str:
        """A callout's title as read; `first` is the block whose first line it ends."""
        if not _MARKUP.search(written):
            return " ".join(written.split())
        line = inline.text_of(self.reader.document.inline(first)).partition("\n")[0]
        match = CALLOUT.match(line)
        return " ".join((match[3] if match else written).split())

    def quote_end(self, token: Token, index: int) -> None:
        self.reader.callout = self.open_callouts.pop()

    # List items and table rows

    def item(self, token: Token, index: int) -> None:
        reader = self.reader
        task = "task" in token.meta
        parent = self.open_items[-1] if self.open_items else -1
        reader.items.append(
            ItemDraft(
                start=token.start,
                end=token.end,
                section=reader.section,
                group=f"section {reader.section}",
                row=False,
                mention=task,
                ids=[],
                parent=parent,
            )
        )
        self.open_items.append(len(reader.items) - 1)
        self.tasks.append(reader.task)
        reader.item = self.open_items[-1]
        reader.task = task or reader.task

    def item_end(self, token: Token, index: int) -> None:
        self.open_items.pop()
        self.reader.task = self.tasks.pop()
        self.reader.item = self.open_items[-1] if self.open_items else -1

    def open_table(self, token: Token, index: int) -> None:
        self.tables += 1
        self.table = f"table {self.tables}"

    def head(self, token: Token, index: int) -> None:
        self.in_head = True

    def head_end(self, token: Token, index: int) -> None:
        self.in_head = False

    def row(self, token: Token, index: int) -> None:
        reader = self.reader
        self.cell = -1
        if self.in_head:
            return
        reader.rows.append((token, self.columns))
        reader.items.append(
            ItemDraft(start=token.start, end=token.end, section=reader.section, group=self.table, row=True, ids=[])
        )
        self.open_items.append(len(reader.items) - 1)
        reader.item = self.open_items[-1]

    def row_end(self, token: Token, index: int) -> None:
        if self.in_head:
            self.columns = self.cell + 1
        else:
            self.open_items.pop()
            self.reader.item = self.open_items[-1] if self.open_items else -1
        self.cell = -1

    def open_cell(self, token: Token, index: int) -> None:
        self.cell += 1

    # What stands in them

    def inline(self, token: Token, index: int) -> None:
        reader = self.reader
        if self.tokens[index - 1].type == "heading_open":
            return
        result = inline.read(reader, token)
        text = self._as_read(token, result) if "&" in token.content else result.text
        self._seen(token, result)
        if "^" in token.content and reader.features.wikilinks:
            self._block_ids(token)
        if reader.callout >= 0 and CALLOUT.match(token.content) and self.tokens[index - 2].type == "blockquote_open":
            text = "\n" + text.partition("\n")[2]  # the first line is the callout's marker and title
        if self.cell >= 0:
            self._cell(token, result)
        elif reader.item >= 0:
            self._item_text(token, result)
        in_item = reader.item >= 0
        if self.cell < 0 and (not in_item or len(self.open_items) == 1):
            text = self._fields(token, result, text, known_only=in_item)
        reader.blocks.append(Block(token.start, token.end, text, reader.callout))

    def _seen(self, token: Token, result: Inline) -> None:
        section = self.reader.section
        if section < 0 or not self.reader.sections[section].empty:
            return
        if _shows_nothing(token, result):
            return
        self.reader.sections[section].empty = False

    def _block_ids(self, token: Token) -> None:
        for match in _BLOCK_ID.finditer(token.content):
            inline.add_anchor(self.reader, *token.span(*match.span(1)), match[2], "block")

    def _fields(self, token: Token, result: Inline, text: str, known_only: bool) -> str:
        """Takes the labelled lines out of a block; what is left are its own words."""
        reader = self.reader
        found = fields.read(reader, token, result, known_only)
        if not found:
            return text
        if reader.callout < 0 and not any(each.field.label_class for each in found):
            return text
        reader.lines += [Line(each.field, reader.callout, reader.item, token.start) for each in found]
        taken = {each.line for each in found}
        kept = [line for number, line in enumerate(text.split("\n")) if number not in taken]
        return "\n".join([*kept, *(each.said for each in found)])

    def _item_text(self, token: Token, result: Inline) -> None:
        draft = self.reader.items[self.reader.item]
        draft.ids += result.ids
        if draft.opening is None:
            draft.opening = token

    def _cell(self, token: Token, result: Inline) -> None:
        if self.in_head:
            return
        draft = self.reader.items[self.reader.item]
        draft.ids += result.ids
        if self.cell == 0 or (self.cell == 1 and not any(c.isalpha() for c in draft.title)):
            draft.title = " ".join(self._as_read(token, result).split())
            draft.title_start, draft.title_end = token.start, token.end

    def html(self, token: Token, index: int) -> None:
        reader = self.reader
        inline.read_html(reader, token)
        if html.shows_nothing(token.content):
            return
        self._visible()
        reader.blocks.append(Block(token.start, token.end, html.text(token.content), reader.callout))

    def literal(self, token: Token, index: int) -> None:
        reader = self.reader
        self._visible()
        reader.blocks.append(Block(token.start, token.end, token.content, reader.callout))

    def opaque(self, token: Token, index: int) -> None:
        self._visible()

    def shortcode(self, token: Token, index: int) -> None:
        shortcodes.read(self.reader, token)
        self._visible()

    def container(self, token: Token, index: int) -> None:
        if token.meta["title"]:
            self._visible()

    def _visible(self) -> None:
        if self.reader.section >= 0:
            self.reader.sections[self.reader.section].empty = False

    def comment(self, token: Token, index: int) -> None:
        inline.read_comment(self.reader, token)

    def attributes(self, token: Token, index: int) -> None:
        inline.read_attributes(self.reader, token)


def _shows_nothing(token: Token, result: Inline) -> bool:
    """Is all of a block line breaks, comments, bare anchors and spaces?"""
    if result.children is None:
        return html.shows_nothing(token.content)
    if any(child.type not in _PERHAPS_NOTHING for child in result.children):
        return False
    # Together: an anchor is two tags, and shows nothing where nothing stands between them.
    return html.shows_nothing("".join(child.content for child in result.children if child.type in _SOURCE))
