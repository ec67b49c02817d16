"""Reading a note: from its source to its items, once, in whatever process."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from notelint import front_matter
from notelint.front_matter import Parsed
from notelint.identity import (
    PAPER_SCHEMES,
    Identity,
    Malformed,
    identify_field,
    identify_file,
    identify_text,
    identify_url,
)
from notelint.markdown import parser
from notelint.markdown.destinations import reference_key
from notelint.model.items import Definition, NoteItems, OddText, PaperId, Section
from notelint.model.labels import ARXIV_LIKE, normalise
from notelint.reading import blocks, characters, entries, ids, leftovers, names, passages, placeholders, places
from notelint.reading.defects import finders
from notelint.reading.profile import ReadingProfile
from notelint.reading.reader import Reader
from notelint.site import is_generated, is_locale, is_template
from notelint.text.lazy import lazy_re
from notelint.text.source import Source

# Front-matter keys that hold an id as a whole, and those whose URL may be the paper's.
_ID_KEYS = frozenset({"arxiv", "arxiv id", "arxivid", "eprint", "doi", "openreview", "pmid"})
_URL_KEYS = frozenset({"paper", "paper url", "paper link", "pdf", "source", "url", "link", "external link"})
_LANGUAGE_KEYS = ("lang", "language", "locale")
_TITLE_KEYS = ("title", "Title", "标题")
_DRAFT_VALUES = frozenset({"draft", "wip", "todo", "in progress", "in-progress", "草稿", "未完成"})


# A label in its brackets, as nearly all are.
_BRACKETED = lazy_re(r"\[[^\[\]]*\]")
_ESCAPED = lazy_re(r"\[(?:[^\[\]\\]|\\.)*+\]", re.DOTALL)  # with brackets in it


def read_note(source: Source, profile: ReadingProfile) -> NoteItems:
    """The items of a note. Never raises for what a note holds."""
    text, path = source.text, source.path
    head = front_matter.parse(text, path, profile.viewer.front_matter_at_top)
    start_line = first_line(source, head)
    if head is None and profile.viewer.heads_with_keys:
        start_line = front_matter.header_lines(text)
    features = profile.features_of(path)
    document = parser(features).parse(text, start_line, lazy=True)
    reader = Reader(path, text, features, document, profile)
    reader.declared_language = declared_language(head) or profile.language
    blocks.walk(reader)
    if profile.viewer.names_places:
        places.read(reader)
    note_head = _note_head(source, start_line, reader, head)
    found, fields, conflicts = entries.read(reader, note_head)
    prose = passages.find(reader, found)
    return NoteItems(
        path=path,
        start=0,
        end=len(text.partition("\n")[0]) if len(text) else 0,
        title=note_head.title or note_head.stem,
        length=len(text),
        line_starts=source.line_starts,
        encoding=source.encoding,
        draft=profile.role == "draft" or _is_draft(head.values if head else {}),
        generated=is_generated(text),
        template=is_template(profile.role, text[:2000]),
        locale=profile.language,
        front_matter=head.front_matter if head else None,
        headings=reader.headings,
        sections=_sections(reader),
        callouts=reader.callouts,
        fields=fields,
        entries=found,
        links=reader.links,
        images=reader.images,
        wikilinks=reader.wikilinks,
        anchors=reader.anchors,
        definitions=_definitions(reader),
        references=reader.references,
        keys=head.keys if head else [],
        unrendered=reader.unrendered,
        id_conflicts=_once(reader.conflicts + conflicts),
        malformed_ids=_once([*reader.malformed, *ids.late(reader, found)]),
        placeholders=placeholders.find(reader, fields),
        leftovers=leftovers.find(reader, note_head.body_start),
        odd_words=names.odd_words(text),
        passages=prose[0],
        cut_offs=prose[1],
        blocks=len(reader.blocks),
        comments=reader.comments + [c for c in (head.comments if head else []) if "notelint-" in c.text],
        too_long=reader.too_long,
        odd_texts=_odd_texts(source, reader, head),
        defects=finders.find(reader),
        newline=source.newline,
        final_newline=source.final_newline,
        trailing_blanks=characters.trailing_blanks(
            reader, note_head.body_start, profile.dialect.renderer == "python-markdown"
        ),
    )


def _note_head(source: Source, start_line: int, reader: Reader, head: Parsed | None) -> entries.NoteHead:
    """What the front matter and the file's name say about the note as a whole."""
    title_key = next((key for key in (head.keys if head else []) if key.name in _TITLE_KEYS), None)
    return entries.NoteHead(
        title=_title(head.values if head else {}, reader),
        stem=PurePosixPath(source.path).stem,
        ids=_head_ids(reader, head),
        body_start=source.line_starts[start_line] if start_line < len(source.line_starts) else len(source.text),
        title_start=title_key.start if title_key else _first_offset(reader),
    )


def _sections(reader: Reader) -> list[Section]:
    return [
        Section(
            path=reader.path,
            start=draft.start,
            end=draft.end,
            section=draft.section,
            level=draft.level,
            title=draft.title,
            body_end=draft.body_end,
            empty=draft.empty,
            marks=draft.marks,
        )
        for draft in reader.sections
    ]


def first_line(source: Source, head: Parsed | None) -> int:
    """The 0-based line on which the note's Markdown begins."""
    if head is None or head.front_matter.end < 0:
        return 0
    line, column = source.place(head.front_matter.end)
    return line - 1 if column == 1 else line


def _title(values: Mapping[str, object], reader: Reader) -> str:
    """The front matter's title, else the first heading where it stands above all others, and is one of the note."""
    for name in _TITLE_KEYS:
        if isinstance(values.get(name), str) and values[name]:
            return str(values[name])
    if not reader.sections:
        return ""
    first, *others = reader.sections
    opens = first.level == 1 or not reader.blocks or reader.blocks[0].start > first.start
    return first.title if opens and all(first.level < other.level for other in others) else ""


def declared_language(head: Parsed | None) -> str:
    """The language that the front matter names, as `pt-BR`; "" if it names none."""
    named = (head.values.get(name) for name in _LANGUAGE_KEYS) if head else ()
    return next((value for value in named if isinstance(value, str) and is_locale(value)), "")


def _first_offset(reader: Reader) -> int:
    return reader.sections[0].start if reader.sections else 0


def _is_draft(values: Mapping[str, object]) -> bool:
    """`draft: true`, `published: false`, `completed: false`, `status: draft` and the like."""
    if values.get("draft") is True or values.get("published") is False or values.get("completed") is False:
        return True
    status = values.get("status")
    return isinstance(status, str) and status.strip().casefold() in _DRAFT_VALUES


def _head_ids(reader: Reader, head: Parsed | None) -> list[PaperId]:
    """The papers that the front matter and the file's name say the note is about."""
    found: list[PaperId] = []
    for key in head.keys if head else []:
        name = normalise(key.name).replace("_", " ").replace("-", " ")
        value = key.raw.strip().strip("\"'")
        if not value or key.kind in ("list", "map", "null"):
            continue
        each: Identity | Malformed | None = None
        if name in _ID_KEYS:
            each = _whole(name, value)
        elif name in _URL_KEYS and "/" in value:
            each = identify_url(value)
        if isinstance(each, Malformed):
            ids.malformed(reader, key.value_start, key.value_end, each)
        elif each is not None and each.scheme in PAPER_SCHEMES and each.sure:
            found.append(ids.paper_id(each, key.value_start, key.value_end, "front-matter"))
    named = identify_file(PurePosixPath(reader.path).name)
    if named is not None and not found:
        found.append(ids.paper_id(named, 0, 1, "file"))
    return found


def _whole(name: str, value: str) -> Identity | Malformed | None:
    if value.startswith(("http://", "https://")):
        return identify_url(value)
    if name in ARXIV_LIKE or name in ("arxivid", "eprint"):
        return identify_field(value)
    each = [item for _, _, item in identify_text(f"{name}:{value}")]
    return each[0] if len(each) == 1 else None


def _definitions(reader: Reader) -> list[Definition]:
    """All definitions, with those that nothing seems to use."""
    if not reader.document.definitions:
        return []
    used = {(each.kind, reference_key(each.label)) for each in reader.references}
    brackets: Counter[str] = Counter()  # all that stands in brackets, if it is asked for
    first: dict[tuple[str, str], int] = {}
    found = []
    for each in reader.document.definitions:
        key = each.kind, reference_key(each.label)
        mark = f"[^{each.label}]" if each.kind == "footnote" else f"[{each.label}]"
        if key not in used and not brackets:
            brackets.update(_BRACKETED.findall(reader.text))
            brackets.update(found for found in _ESCAPED.findall(reader.text) if not _BRACKETED.fullmatch(found))
        repeats = first.setdefault(key, each.start)
        found.append(
            Definition(
                path=reader.path,
                start=each.start,
                end=each.end,
                kind=each.kind,
                label=each.label,
                target=each.raw,
                dest_start=each.dest[0],
                dest_end=each.dest[1],
                used=key in used or brackets[mark] > 1,
                repeats=repeats if repeats != each.start else -1,
            )
        )
    return found


def _odd_texts(source: Source, reader: Reader, head: Parsed | None) -> list[OddText]:
    """All but a control character at which the front matter could not be read on: that is said already."""
    found = characters.read(source, reader)
    said = head.front_matter.error_at if head and found else -1
    return [item for item in found if item.start != said] if said >= 0 else found


def _once(items: list[Any]) -> list[Any]:
    """The first item of each place, in the order of the note: one place, one cause."""
    first: dict[int, Any] = {}
    for item in sorted(items, key=lambda item: item.start):
        first.setdefault(item.start, item)
    return list(first.values())
