"""Entries: the papers (books, tools) that a note keeps, in their four forms. See docs/design.md, "What an entry is"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from notelint.model.items import Entry, Field, IdConflict, PaperId
from notelint.reading import ids, openings, words
from notelint.reading.fields import IDENTITY_CLASSES
from notelint.reading.reader import ItemDraft, Line, Reader
from notelint.text.lazy import lazy_re
from notelint.text.spans import Spans

# Entries with more words than this are nobody's stub, whatever the other notes say.
_FEW_WORDS = 200
_FILE_NAME = lazy_re(r"\[(?:[^\[\]]*\d{4}[^\[\]]*)\]\s*(.{4,})")


class NoteHead:
    """What the front matter and the file's name say about the note as a whole."""

    def __init__(self, title: str, stem: str, ids: Sequence[PaperId], body_start: int, title_start: int) -> None:
        self.title = title
        self.stem = stem
        self.ids = tuple(ids)
        self.body_start = body_start
        self.title_start = title_start


class _Group:
    """Fields that belong together: those of a callout, or those directly under a heading."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    @property
    def paper(self) -> bool:
        """One of them is a source of the paper: a label of that class, or the first one beside a classed one."""
        classes = [line.field.label_class for line in self.lines]
        if "paper" in classes:
            return True
        first = self.lines[0].field if self.lines else None
        return first is not None and bool(first.targets) and "translation" in classes

    @property
    def repeated(self) -> bool:
        """One label of the paper class stands twice: this is a list of papers, not one."""
        names = [line.field.name for line in self.lines if line.field.label_class == "paper"]
        return len(names) != len(set(names))


def read(reader: Reader, head: NoteHead) -> tuple[list[Entry], list[Field], list[IdConflict]]:
    """The entries of a note with their fields, and the ids in them that contradict each other."""
    builder = _Builder(reader, head)
    builder.sections_and_callouts()
    builder.note()
    builder.items()
    return builder.finish()


class _Builder:
    def __init__(self, reader: Reader, head: NoteHead) -> None:
        self.reader = reader
        self.head = head
        self.entries: list[Entry] = []
        self.members: list[list[Line]] = []
        self.callouts: dict[int, _Group] = {}
        self.plain: dict[int, _Group] = {}
        for line in reader.lines:
            index = self._outermost(line.callout)
            group = self.callouts if index >= 0 else self.plain
            group.setdefault(index if index >= 0 else line.field.section, _Group()).lines.append(line)
        self.starts = [block.start for block in reader.blocks]
        self.images = sorted(image.start for image in reader.images)
        self.headings = [section.start for section in reader.sections]
        self.remark = self._closing_remark()
        if (metadata := self._metadata()) >= 0:
            self.plain.setdefault(-1, _Group()).lines[:0] = self.plain.pop(metadata).lines

    def _metadata(self) -> int:
        """The section that says which paper the whole note is about: the first with anything in it, which has nothing
        but fields, and the only one that names a paper, where sections with text come after it. -1 where there is none.
        """
        papers = [n for n, group in self.plain.items() if group.paper]
        if len(papers) != 1 or papers[0] < 0 or any(group.paper for group in self.callouts.values()):
            return -1
        own, sections = papers[0], self.reader.sections
        section, group = sections[own], self.plain[own]
        before = bisect_left(self.starts, section.start)
        if group.repeated or before or any(one.body_end < section.body_end for one in sections[:own]):
            return -1
        inside = self.reader.blocks[before : bisect_left(self.starts, section.body_end)]
        after = [one for one in sections[own + 1 :] if one.start >= section.body_end and not one.empty]
        said = words.count("\n".join(block.text for block in inside))
        return own if len(after) > 1 and not said else -1

    def _outermost(self, callout: int) -> int:
        while callout >= 0 and self.reader.callouts[callout].parent >= 0:
            callout = self.reader.callouts[callout].parent
        return callout

    def _closing_remark(self) -> int:
        """The callout without a paper that ends the note: the author speaking, not a part of the last entry."""
        outer = [n for n, callout in enumerate(self.reader.callouts) if callout.parent < 0]
        if not outer or (outer[-1] in self.callouts and self.callouts[outer[-1]].paper):
            return -1
        last = self.reader.callouts[outer[-1]]
        rest = any(block.start >= last.end for block in self.reader.blocks)
        papers = any(self.callouts[n].paper for n in outer if n in self.callouts)
        return outer[-1] if papers and not rest else -1

    # The forms

    def sections_and_callouts(self) -> None:
        papers: dict[int, list[int]] = {}
        for index, callout in enumerate(self.reader.callouts):
            if index in self.callouts and self.callouts[index].paper:
                papers.setdefault(callout.section, []).append(index)
        # Where a section lists many papers, one that names a single paper is a list too.
        lists = any(group.repeated for group in self.plain.values())
        for section in sorted({*papers, *(s for s, group in self.plain.items() if group.paper)}):
            callouts = papers.get(section, [])
            plain = self.plain.get(section, _Group())
            if section >= 0 and len(callouts) + plain.paper == 1 and not (lists and plain.paper):
                lines = plain.lines + [line for n in callouts for line in self.callouts[n].lines]
                self._section(section, lines)
            else:
                for n, after in zip(callouts, [*callouts[1:], -1], strict=False):
                    self._callout(n, after)

    def _section(self, index: int, lines: list[Line]) -> None:
        section = self.reader.sections[index]
        whole = section.level == 1 and index == 0 and section.body_end >= len(self.reader.text)
        self._add(
            "note" if whole else "section",
            section.title,
            (section.start, section.end),
            (section.end, section.body_end),
            index,
            lines,
        )

    def _callout(self, index: int, after: int) -> None:
        """`after` is the next paper's callout in the section, -1 for the last; what stands before it is said here."""
        callout = self.reader.callouts[index]
        title, span = callout.title, (callout.title_start, callout.title_end)
        if not title:
            span = (callout.start, callout.start + 1)
            title = self.reader.sections[callout.section].title if callout.section >= 0 else self.head.title
        body = (callout.start, callout.end)
        said = (callout.start, self.reader.callouts[after].start if after >= 0 else self._next_heading(callout.end))
        self._add("callout", title, span, body, callout.section, self.callouts[index].lines, said=said)

    def _next_heading(self, offset: int) -> int:
        at = bisect_left(self.headings, offset)
        return self.headings[at] if at < len(self.headings) else len(self.reader.text)

    def note(self) -> None:
        """The note itself, where its front matter, its name or the lines above its first heading say which paper."""
        plain = self.plain.get(-1, _Group())
        lines = plain.lines if plain.paper and not plain.repeated else []
        named = _FILE_NAME.fullmatch(self.head.stem)
        whole = next((n for n, entry in enumerate(self.entries) if entry.form == "note"), -1)
        if not self.head.ids and not lines and (not named or whole >= 0 or self.entries):
            return
        if whole >= 0:
            entry = self.entries[whole]
            lines = self.members[whole] + lines
            del self.entries[whole], self.members[whole]
            title, span = entry.title, (entry.start, entry.end)
        else:
            title, span = self._title(lines, named[1] if named else self.head.stem)
        self._add("note", title, span, (self.head.body_start, len(self.reader.text)), -1, lines, self.head.ids)

    def _title(self, lines: list[Line], name: str) -> tuple[str, tuple[int, int]]:
        """What the note is called and where: by a field, else its front matter or heading, else its file's `name`."""
        for line in lines:
            if line.field.label_class == "title" and line.field.value:
                return line.field.value, (line.field.value_start, line.field.value_end)
        if self.head.title:
            return self.head.title, (self.head.title_start, self.head.title_start + 1)
        start = lines[0].field.start if lines else self.head.body_start
        return name, (start, start + 1)

    def items(self) -> None:
        """List items and table rows; those in an entry are mentions, and so is what stands below a paper's item."""
        bodies = Spans((entry.body_start, entry.body_end) for entry in self.entries)
        papers: set[int] = set()
        for index, draft in enumerate(self.reader.items):
            if draft.mention or not draft.ids:
                continue
            parent = draft.parent
            below = False
            while parent >= 0 and not below:
                below = parent in papers or self.reader.items[parent].mention
                parent = self.reader.items[parent].parent
            if below:
                continue
            openings.read(self.reader, draft)
            if not draft.title or draft.title_start < 0:
                continue
            papers.add(index)
            if draft.start in bodies:
                continue
            self._item(draft)

    def _item(self, draft: ItemDraft) -> None:
        self._add(
            "row" if draft.row else "item",
            draft.title,
            (draft.title_start, draft.title_end),
            (draft.start, draft.end),
            draft.section,
            [],
            tuple(draft.ids),
            draft.group,
        )

    # Making them

    def _add(
        self,
        form: str,
        title: str,
        span: tuple[int, int],
        body: tuple[int, int],
        section: int,
        lines: list[Line],
        more_ids: tuple[PaperId, ...] = (),
        group: str = "",
        said: tuple[int, int] | None = None,
    ) -> None:
        """`said` is where the entry's own words stand, if that is not its body."""
        found = [each for line in lines if line.field.label_class in IDENTITY_CLASSES for each in line.field.ids]
        if lines and not found:  # the first field of an entry is its source, whatever it is called
            found = list(lines[0].field.ids)
        count, texts = self._words(said or body) if form in ("section", "callout", "note") else (0, ())
        self.entries.append(
            Entry(
                path=self.reader.path,
                start=span[0],
                end=span[1],
                section=section,
                form=form,
                title=title,
                body_start=body[0],
                body_end=body[1],
                ids=(*more_ids, *found),
                words=count,
                texts=texts,
                images=bisect_left(self.images, body[1]) - bisect_left(self.images, body[0]),
                group=group,
            )
        )
        self.members.append(lines)

    def _words(self, body: tuple[int, int]) -> tuple[int, tuple[tuple[int, int], ...]]:
        """How many words stand in the body, and each block of them by its fingerprint where they are few."""
        blocks = [
            block
            for block in self.reader.blocks[bisect_left(self.starts, body[0]) : bisect_left(self.starts, body[1])]
            if self.remark < 0 or self._outermost(block.callout) != self.remark
        ]
        total = words.count("\n".join(block.text for block in blocks))
        if total > _FEW_WORDS:
            return total, ()
        text = self.reader.text
        counted = [(block, count) for block in blocks if (count := words.count(block.text))]
        return total, tuple((words.fingerprint(text[block.start : block.end]), count) for block, count in counted)

    def finish(self) -> tuple[list[Entry], list[Field], list[IdConflict]]:
        """Entries in the order of the note, their fields pointing back at them."""
        order = sorted(range(len(self.entries)), key=lambda n: (self.entries[n].body_start, n))
        entries: list[Entry] = []
        fields: list[Field] = []
        conflicts: list[IdConflict] = []
        for number, n in enumerate(order):
            entry, lines = self.entries[n], self.members[n]
            indexes = range(len(fields), len(fields) + len(lines))
            fields += [replace(line.field, entry=number) for line in lines]
            entries.append(replace(entry, fields=tuple(indexes)))
            if entry.form not in ("item", "row"):
                conflicts += self._conflicts(entry, lines)
        return entries, fields, conflicts

    def _conflicts(self, entry: Entry, lines: list[Line]) -> Iterator[IdConflict]:
        found = [(each, "paper") for each in self.head.ids if each in entry.ids]
        found += [
            (each, line.field.label_class)
            for line in lines
            if line.field.label_class in IDENTITY_CLASSES
            for each in line.field.ids
        ]
        return ids.within_entry(found, entry.path, entry.section)
