"""The state of one note while its tokens are walked: what is open, and what has been found."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from notelint.model.items import (
    Anchor,
    Callout,
    Comment,
    Field,
    Heading,
    IdConflict,
    Image,
    Link,
    MalformedId,
    PaperId,
    Reference,
    Unrendered,
    Wikilink,
)
from notelint.text.near import Names
from notelint.text.spans import Spans

if TYPE_CHECKING:
    from notelint.markdown import Document, Features, Token
    from notelint.reading.profile import ReadingProfile


class SectionDraft(msgspec.Struct, gc=False):
    """A section whose end is not known yet. `section` is the index of the enclosing one."""

    level: int
    title: str
    start: int
    end: int
    section: int
    marks: int
    body_end: int = -1
    empty: bool = True


class Block(msgspec.Struct, frozen=True, gc=False):
    """A piece of the note with the text in it. `callout` is an index into `Reader.callouts`, -1 outside."""

    start: int
    end: int
    text: str  # as read; its words are counted where an entry holds it
    callout: int


class ItemDraft(msgspec.Struct, gc=False):
    """A list item or a table row: what it opens with, and the papers it links."""

    start: int
    end: int
    section: int
    group: str
    row: bool
    title: str = ""
    title_start: int = -1
    title_end: int = -1
    mention: bool = False  # a to-do, or below an item that is a paper itself
    ids: list[PaperId] = []
    opening: Token | None = None  # an item's first block; what it opens with is read where it matters
    parent: int = -1  # index into `Reader.items`


class Line(msgspec.Struct, gc=False):
    """A labelled line before it becomes a Field: where it stands decides whose field it is."""

    field: Field
    callout: int
    item: int
    start: int  # of the block it stands in


class Reader:
    """Everything `read_note` gathers. Lists of items are in the order of the note."""

    def __init__(self, path: str, text: str, features: Features, document: Document, profile: ReadingProfile) -> None:
        self.path = path
        self.text = text
        self.features = features
        self.document = document
        self.labels = profile.label_classes
        self.viewer = profile.viewer
        self.dialect = profile.dialect
        self.declared_language = profile.language
        defined = [each.label for each in document.definitions if each.kind == "link"]
        self.defined = Names(defined) if defined else None  # the labels that links can be made by

        self.headings: list[Heading] = []
        self.sections: list[SectionDraft] = []
        self.callouts: list[Callout] = []
        self.lines: list[Line] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.wikilinks: list[Wikilink] = []
        self.anchors: list[Anchor] = []
        self.references: list[Reference] = []
        self.unrendered: list[Unrendered] = []
        self.comments: list[Comment] = []
        self.malformed: list[MalformedId] = []
        self.conflicts: list[IdConflict] = []
        self.too_long: list[int] = []
        self.hidden: Spans | None = None  # see `inline`; None until it is asked for

        self.link_ids: dict[int, PaperId] = {}  # start of a link -> the paper it leads to
        self.blocks: list[Block] = []
        self.items: list[ItemDraft] = []
        self.rows: list[tuple[Token, int]] = []  # of tables' bodies, each with how many columns its table has
        self.section = -1
        self.callout = -1
        self.item = -1
        self.task = False

    @cached_property
    def language(self) -> str:
        """Of the whole note, for what is too short to tell its own: as declared, else as it reads, "" if unknown."""
        from notelint.text.languages import language_of

        return self.declared_language or language_of(self.text)
