"""What notelint knows of a note once it is read: plain, immutable data, no text and no tokens.

All offsets are code points of `Source.text` (newlines as "\\n", no byte-order mark), half open: `[start, end)`.
Items cross processes and can be cached, so nothing here refers to anything but other plain data.
"""

from __future__ import annotations

import msgspec


class Item(msgspec.Struct, frozen=True, gc=False, array_like=True, kw_only=True):
    """A thing in a note. `section` is an index into `NoteItems.sections`, -1 before the first heading."""

    path: str
    start: int
    end: int
    section: int = -1


class Heading(Item, frozen=True, gc=False):
    """`start:end` is the heading's text, `level` 1 to 6, `slug_text` the text that anchors are made of."""

    level: int
    text: str
    slug_text: str
    anchor: str | None = None  # an explicit id: `## A {#id}`
    empty: bool = False  # nothing that a reader sees: no text, no image, no formula


class Section(Item, frozen=True, gc=False):
    """A heading and what stands under it up to the next heading of its level or above.

    `start:end` is the heading's text, `body_end` where the section ends. `section` is the enclosing section.
    """

    level: int
    title: str
    body_end: int
    empty: bool  # no sub-section, and nothing that a reader sees
    marks: int = -1  # where the heading's `#` begin, -1 for one that is underlined


class Callout(Item, frozen=True, gc=False):
    """`> [!NOTE] title`. `start:end` is the whole callout, `title_start:title_end` its title."""

    kind: str  # lower case: note, tip, …
    title: str
    title_start: int
    title_end: int
    parent: int = -1  # index of the enclosing callout in `NoteItems.callouts`


class PaperId(msgspec.Struct, frozen=True, gc=False):
    """One occurrence of an identity in an entry. `key` is `arxiv:2304.08485`; `start:end` the link or the value."""

    scheme: str
    value: str
    start: int
    end: int
    where: str  # target | text | value | title | file | front-matter
    host: str = ""  # of the URL, without "www."
    mirror: bool = False  # a reader or translator, not the paper's own host
    shown: str = ""  # as people write it: arXiv:2304.08485
    version: int = 0  # as it is written, 0 where none is

    @property
    def key(self) -> str:
        return f"{self.scheme}:{self.value}"


class Field(Item, frozen=True, gc=False):
    """A labelled field, `**Arxiv** [2304.08485](…)`. `start:end` runs from the label's markup to the value's end."""

    label: str  # as written, without markup and colon
    name: str  # normalised, see notelint.model.labels
    label_class: str  # "" where the label belongs to no class
    form: str  # the label as written with its separator and the first character of the value's markup: `**Arxiv** [`
    value: str  # as read: markup removed
    value_start: int
    value_end: int
    targets: tuple[str, ...] = ()  # link destinations in the value
    ids: tuple[PaperId, ...] = ()
    entry: int = -1  # index into `NoteItems.entries`


class Entry(Item, frozen=True, gc=False):
    """A paper (or book, or tool) that the note keeps, see docs/design.md, "What an entry is".

    `start:end` is what carries the entry's name: the heading's text, the callout's title, the item's first line,
    the first cell, or the note's title. `form` is section, callout, item, row or note.
    """

    form: str
    title: str
    body_start: int
    body_end: int
    ids: tuple[PaperId, ...] = ()
    fields: tuple[int, ...] = ()  # indexes into `NoteItems.fields`
    words: int = 0  # words of its own, see docs/design.md
    texts: tuple[tuple[int, int], ...] = ()  # (hash, words) of each block of these, where they are few
    images: int = 0
    group: str = ""  # items and rows: the list or table they stand in, unique in the note


class Link(Item, frozen=True, gc=False):
    """A link as the reader gets it. `start:end` is the whole construct, `dest_start:dest_end` the destination."""

    kind: str  # inline | reference | autolink | bare | html
    text: str
    target: str  # unescaped, percent-encoding as written
    dest_start: int
    dest_end: int
    task: bool = False  # stands in a to-do item


class Image(Item, frozen=True, gc=False):
    """`![alt](target)`, `<img src>` or `![[target]]`."""

    kind: str  # inline | reference | html | embed
    alt: str
    target: str
    dest_start: int
    dest_end: int
    described: bool = True  # has a description; an empty one in HTML says that there is nothing to describe


class Wikilink(Item, frozen=True, gc=False):
    """`[[target#fragment|alias]]`; embeds of images are images, embeds of notes are wikilinks with `embed`."""

    target: str
    fragment: str
    alias: str | None
    embed: bool
    dest_start: int
    dest_end: int


class Anchor(Item, frozen=True, gc=False):
    """A place that a fragment can name, other than a heading: `<a id>`, `{#id}`, `^block`, a footnote."""

    name: str
    kind: str  # html | attribute | block | place, which all notes of a project know


class Definition(Item, frozen=True, gc=False):
    """`[label]: target "title"`; `[^label]: …` has kind footnote."""

    kind: str  # link | footnote
    label: str
    target: str
    dest_start: int
    dest_end: int
    used: bool = True  # perhaps in what is not read: code, HTML
    repeats: int = -1  # offset of the first definition of that label, which is the one that counts


class Reference(Item, frozen=True, gc=False):
    """A use of a definition: `[text][label]`, `[^label]`."""

    kind: str  # link | footnote
    label: str
    defined: bool
    text: str = ""  # what the reader sees, where it is not defined
    near: str = ""  # the defined label that was probably meant


class Key(Item, frozen=True, gc=False):
    """A key of the front matter. `start:end` is the key; values of nested keys are not listed."""

    name: str
    kind: str  # str | int | float | bool | null | date | datetime | list | map
    raw: str  # the value as written
    value_start: int
    value_end: int
    items: tuple[str, ...] = ()  # of a list of scalars
    item_kinds: tuple[str, ...] = ()
    item_spans: tuple[tuple[int, int], ...] = ()  # YAML's only
    hashes: tuple[tuple[int, str], ...] = ()  # comments that look like a part of the value: `#3`, not `# three`
    duplicate_of: int = -1  # offset of the first key of that name


class Unrendered(Item, frozen=True, gc=False):
    """What the author meant as a link or an image and the reader sees as text."""

    reason: str  # full-width-close | no-close | lone-bracket | space-in-destination | nested-embed …
    text: str
    image: bool = False
    target: str = ""  # of an image that is shown, but not as meant


class IdConflict(Item, frozen=True, gc=False):
    """Two ids that should be one: `case` is text (link text and target), mirror, or second (two ids of one scheme)."""

    case: str
    shown: str  # arXiv:2304.08485
    other: str
    other_start: int
    other_end: int


class MalformedId(Item, frozen=True, gc=False):
    """What was meant as an id and can be none; `case` and `detail` are those of `identity.Malformed`.

    Of the case `future` it can be one only if its month, `detail` as in 2612 for December 2026, has begun.
    """

    case: str
    raw: str
    detail: str
    suggestion: str


class Comment(Item, frozen=True, gc=False):
    """A comment: `<!-- … -->`, `%% … %%`, `{/* … */}` or `# …` in the front matter; `text` without its marks."""

    text: str


class Placeholder(Item, frozen=True, gc=False):
    """What is still to be filled in: a whole line or cell (text), a field's value (value), a search for it (search)."""

    kind: str  # text | value | search
    label: str  # of the field, "" outside
    text: str


class Leftover(Item, frozen=True, gc=False):
    """What a tool left behind: `case` is answer, closing, source, address, dump, wrapped, stray, …"""

    case: str
    text: str


class CutOff(Item, frozen=True, gc=False):
    """The last word of a paragraph, which is the beginning of `whole`, another word of the note."""

    word: str
    whole: str


class Defect(Item, frozen=True, gc=False):
    """What a reader sees otherwise than it was meant. `problem` is emphasis, …, each told by a rule of its own."""

    problem: str
    case: str = ""
    text: str = ""  # as written, shortened where it is long
    meant: str = ""  # what it should be, where that is known
    edits: tuple[tuple[int, int, str], ...] = ()  # that mend it: start, end, what stands there instead
    safe: bool = True


class OddText(Item, frozen=True, gc=False):
    """Characters or bytes that a reader cannot see or read. `problem` is encoding, mojibake, invisible or control."""

    problem: str
    case: str
    text: str  # as shown: `U+200B`, bytes in hexadecimal, an encoding, the garbled text
    name: str = ""  # of an invisible character
    plain: bool = False  # stands in text, where it can be deleted: not in HTML, in a formula, …
    meant: str = ""  # what was garbled


class Blank(Item, frozen=True, gc=False):
    """Spaces and tabs that end a line and are no line break."""

    literal: bool = False  # a part of code, HTML or a formula, or of the front matter


class FrontMatter(msgspec.Struct, frozen=True, gc=False):
    """The block at the top of a note. `start:end` covers both delimiter lines."""

    kind: str  # yaml | toml | json
    start: int
    end: int
    error: str = ""  # what the parser said, "" where it could be read
    error_at: int = -1
    comment_only: bool = False


class NoteItems(Item, frozen=True, gc=False):
    """Everything the engine keeps of a note. `start:end` is its first line."""

    title: str = ""
    length: int = 0  # of the text
    line_starts: list[int] = []
    encoding: str = "utf-8"
    draft: bool = False
    generated: bool = False
    template: bool = False
    locale: str = ""
    front_matter: FrontMatter | None = None
    headings: list[Heading] = []
    sections: list[Section] = []
    callouts: list[Callout] = []
    fields: list[Field] = []
    entries: list[Entry] = []
    links: list[Link] = []
    images: list[Image] = []
    wikilinks: list[Wikilink] = []
    anchors: list[Anchor] = []
    definitions: list[Definition] = []
    references: list[Reference] = []
    keys: list[Key] = []
    unrendered: list[Unrendered] = []
    id_conflicts: list[IdConflict] = []
    malformed_ids: list[MalformedId] = []
    comments: list[Comment] = []
    placeholders: list[Placeholder] = []
    leftovers: list[Leftover] = []
    cut_offs: list[CutOff] = []
    odd_words: str = ""  # see notelint.reading.names
    passages: tuple[int, ...] = ()  # see notelint.reading.passages
    blocks: int = 0  # paragraphs, list items' texts, cells, code: pieces of the note with something in them
    too_long: list[int] = []  # offsets of blocks that were too long to be read
    odd_texts: list[OddText] = []
    defects: list[Defect] = []
    newline: str = "\n"  # as in Source
    final_newline: bool = True
    trailing_blanks: list[Blank] = []
