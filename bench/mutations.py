"""Puts one defect at a time into notes and looks whether it is found, and what else is said.

    python bench/mutations.py [COLLECTION…] [--each 20] [--seed 0] [--kinds a,b] [--show]

Each kind of defect is put at `--each` random places of each collection, and of one that the script makes: places about
which nothing is said, where one defect leaves the habit of the collection what it was. Nothing of a collection is
written to. Printed are, by kind, how often the rule that should say it did, and how many findings of other rules came
up; `--show` prints the places that were missed and those other findings. Messages are compared without their numbers
and quotations, since a count is one more or less. Exit code 1 below 95 % of a kind, or with another finding.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from notelint.collection.view import View
from notelint.learning import Verdict, form_of
from notelint.learning.habits import is_usual
from notelint.learning.names import is_odd, names_in
from notelint.model.finding import ShownFinding
from notelint.model.items import Entry, Field, NoteItems
from notelint.run.ruleset import RuleSet
from notelint.run.run import Run
from notelint.run.session import Session

ENOUGH = 0.95
Key = tuple[str, str, str]  # rule, path, message without numbers


class Change(NamedTuple):
    """Replace `[start, end)` of a note by `new`."""

    path: str
    start: int
    end: int
    new: str
    source: tuple[str, int, int] = ("", 0, 0)  # what is copied, and must be clean as well


class Kind(NamedTuple):
    """`places` gives every change that makes the defect; one of `rules` must say so. `also` may be said besides."""

    places: Callable[[View, Texts], Iterator[Change]]
    rules: frozenset[str]
    also: frozenset[str] = frozenset()


class Texts:
    """The notes' texts, read when they are asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getitem__(self, path: str) -> str:
        return self._session.source(path).text


def voting_fields(view: View) -> Iterator[tuple[NoteItems, Entry, Field]]:
    for note, entry in view.learned.voters.entries:
        for index in entry.fields:
            yield note, entry, note.fields[index]


def _stays(usual: Verdict[Any] | None, value: object) -> bool:
    """Is a value usual, also when one less has it?"""
    return usual is not None and usual.value == value and is_usual(usual.count - 1, usual.total)


def label_form(view: View, texts: Texts) -> Iterator[Change]:
    for note, _, field in voting_fields(view):
        form, usual = form_of(field), view.learned.form(note, field.name)
        if form is not None and _stays(usual, form) and form.open:
            for outside in ("：", " : ", ": ", "", " "):
                if outside != form.outside and (outside or field.form.endswith("[")):
                    start = field.start + len(form.open + field.label + form.inside + form.close)
                    yield Change(note.path, start, field.value_start, outside)


def label_spelling(view: View, texts: Texts) -> Iterator[Change]:
    for note, _, field in voting_fields(view):
        form, usual = form_of(field), view.learned.spelling(note, field.name)
        if form is not None and _stays(usual, field.label) and field.label.isascii():
            start = field.start + len(form.open)
            yield Change(note.path, start, start + len(field.label), field.label.swapcase())


def field_dropped(view: View, texts: Texts) -> Iterator[Change]:
    for note, entry, field in voting_fields(view):
        classes = Counter(note.fields[index].label_class for index in entry.fields)
        names = Counter(note.fields[index].name for index in entry.fields)
        alone = names[field.name] == 1 and (not field.label_class or classes[field.label_class] == 1)
        wanted = view.learned.wanted(note).get(field.name)
        on_arxiv = field.label_class != "translation" or any(each.scheme == "arxiv" for each in entry.ids)
        if alone and on_arxiv and wanted and wanted[1].count - 1 >= 0.85 * wanted[1].total:
            text = texts[note.path]
            start = text.rfind("\n", 0, field.start)
            end = text.find("\n", field.value_end)
            if start >= 0 and end >= 0:
                yield Change(note.path, start, end, "")


def mirror_id(view: View, texts: Texts) -> Iterator[Change]:
    for note, _, field in voting_fields(view):
        if field.label_class == "translation" and len(field.ids) == 1 and field.ids[0].scheme == "arxiv":
            written = texts[note.path][field.value_start : field.value_end]
            number = field.ids[0].value
            if number[-1] in "123456789" and number in written:
                other = number[:-1] + str(int(number[-1]) - 1)
                yield Change(note.path, field.value_start, field.value_end, written.replace(number, other))


def duplicate(view: View, texts: Texts) -> Iterator[Change]:
    """The entry again, at the end of another note, under another form of its address."""
    notes = view.learned.voters.notes
    for note, entry in view.learned.voters.entries:
        ids = [each for each in entry.ids if each.scheme == "arxiv" and each.where == "target" and not each.mirror]
        if entry.form != "section" or not ids:
            continue
        other = notes[(notes.index(note) + 1) % len(notes)]
        if other.path == note.path or other.locale != note.locale:
            continue
        fields = [note.fields[index] for index in entry.fields]
        start, end = min(each.start for each in fields), max(each.value_end for each in fields)
        own = texts[note.path][texts[note.path].rfind("\n", 0, start) : end]
        again = re.sub(r"arxiv\.org/(?:abs|pdf)/([\d.]+)(?:v\d+)?(?:\.pdf)?", r"export.arxiv.org/pdf/\1v1.pdf", own)
        if again != own:
            at = len(texts[other.path])
            text = f"\n\n## {entry.title}\n\n> [!NOTE] {entry.title}{again}\n\nMore words of its own.\n"
            yield Change(other.path, at, at, text, (note.path, start, end))


def image_renamed(view: View, texts: Texts) -> Iterator[Change]:
    for note in view.learned.voters.notes:
        for image in note.images:
            found = view.resolver.image(note.path, image.target) if image.kind == "inline" else None
            if found is not None and found.kind == "file" and len(image.target) == image.dest_end - image.dest_start:
                at = image.dest_end - len(image.target.rpartition(".")[2]) - 1
                yield Change(note.path, at, at, "-2b")


def heading_changed(view: View, texts: Texts) -> Iterator[Change]:
    """A heading that a link leads to."""
    for path, note in view.notes.items():
        for link in note.links:
            target, _, fragment = link.target.partition("#")
            if not fragment or "://" in target:
                continue
            found = view.resolver.link(path, link.target)
            home = path if not target else found.path if found.kind == "note" else ""
            judged = home in view.notes and view.resolver.anchor(home, "no-such-heading") is False
            for heading in view.notes[home].headings if judged else ():
                said = re.sub(r"[^\w-]", "", heading.slug_text.lower().replace(" ", "-"))
                alike = sum(each.text == heading.text for each in view.notes[home].headings)
                if said == fragment.lower() and heading.anchor is None and alike == 1:
                    yield Change(home, heading.end, heading.end, " and more of it")


def name_spelling(view: View, texts: Texts) -> Iterator[Change]:
    """A name in running text, in other capitals."""
    usual = {key: next(iter(found)) for key, found in view.learned.names.items() if len(found) == 1}
    for note in view.learned.voters.notes:
        for name in usual.values():
            if " " in name or name not in note.odd_words.split() or len(name) < 4 or name.isupper() or name[-1] == "s":
                continue
            text = texts[note.path]
            places = [at.start() for at in re.finditer(rf"(?<![\w.$/-]){re.escape(name)}(?![\w./-])", text)]
            prose = view.prose(note.path) if len(places) >= 4 else None
            for piece in prose.pieces if prose is not None else ():
                for at in places:
                    if piece.start <= at and at + len(name) <= piece.end and not piece.in_heading:
                        parts = re.split(r"([.-])", name)
                        odd = "".join(each[:1] + each[1:].swapcase() if is_odd(each) else each for each in parts)
                        if list(names_in(odd)) and odd != name:
                            yield Change(note.path, at, at + len(name), odd)
            if places:
                break


def tag_spelling(view: View, texts: Texts) -> Iterator[Change]:
    counts = Counter(tag for note in view.learned.voters.notes for key in note.keys for tag in _tags(key))
    for note in view.learned.voters.notes:
        for key in note.keys:
            for tag, (start, end) in zip(_tags(key), key.item_spans, strict=False):
                if counts[tag] > 2 and end - start == len(tag) and tag.isascii() and tag.swapcase() != tag:
                    yield Change(note.path, start, end, tag.swapcase())


def _tags(key: object) -> tuple[str, ...]:
    name, items = getattr(key, "name", ""), getattr(key, "items", ())
    return items if name == "tags" else ()


def link_form(view: View, texts: Texts) -> Iterator[Change]:
    for note, _, field in voting_fields(view):
        text = texts[note.path][field.value_start : field.value_end]
        usual = [habit for feature, habit in view.learned.links.items() if feature[0] == field.name]
        if "arxiv.org/abs/" in text and any(_stays(habit.verdict(note.path), "abs") for habit in usual):
            at = field.value_start + text.index("arxiv.org/abs/") + len("arxiv.org/")
            yield Change(note.path, at, at + 3, "pdf")


def callout_title(view: View, texts: Texts) -> Iterator[Change]:
    for note in view.learned.voters.notes:
        for callout in note.callouts:
            title = next((each.text for each in reversed(note.headings) if each.end < callout.start), "")
            papers = any(f.label_class == "paper" and callout.start < f.start < callout.end for f in note.fields)
            if papers and title == callout.title and title.isalnum() and len(title) > 3:
                yield Change(note.path, callout.title_start + 2, callout.title_start + 2, " ")


def key_dropped(view: View, texts: Texts) -> Iterator[Change]:
    from notelint.checks.front_matter import FieldOptions
    from notelint.learning.siblings import Siblings, is_ordinary

    siblings = Siblings(view.notes.values())
    for note in filter(is_ordinary, view.notes.values()):
        habit = siblings.of(note)
        if habit is None:
            continue
        schema = view.schema(note.path)
        optional = {field.name for field in schema.fields if not field.required} if schema else set()
        for key in note.keys:
            named = key.name not in optional and habit.total > 6
            if named and FieldOptions().ask_for(habit.keys[key.name] - 1, habit) and "\n" not in key.raw:
                yield Change(note.path, key.start, texts[note.path].index("\n", key.value_end) + 1, "")


def title_twice(view: View, texts: Texts) -> Iterator[Change]:
    titles: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for note in view.learned.voters.notes:
        key = next((each for each in note.keys if each.name == "title"), None)
        folder = note.path.rpartition("/")[0], note.locale
        if key is None or key.kind != "str" or note.path.rpartition("/")[2].startswith(("index", "README", "_index")):
            continue
        papers = {each.key for entry in note.entries for each in entry.ids}
        if folder in titles and titles[folder][0] != key.raw and not titles[folder][1] & papers:
            yield Change(note.path, key.value_start, key.value_end, titles[folder][0])
        titles.setdefault(folder, (key.raw, papers))


def broken_link(view: View, texts: Texts) -> Iterator[Change]:
    for note in view.learned.voters.notes:
        for link in note.links:
            found = re.search(r"\.md(?=#|$)", link.target)
            plain = link.kind == "inline" and "://" not in link.target and not link.task
            if found and plain and view.resolver.link(note.path, link.target).kind == "note":
                yield Change(note.path, link.dest_start + found.start(), link.dest_start + found.start(), "-2b")


def venue_year(view: View, texts: Texts) -> Iterator[Change]:
    papers = Counter(each.key for entry in view.learned.voters.entries for each in entry[1].ids)
    for note, entry, field in voting_fields(view):
        new = any(each.scheme == "arxiv" and each.value[:2].isdigit() and papers[each.key] < 3 for each in entry.ids)
        if new and field.label_class == "venue" and (found := re.fullmatch(r"([A-Z]+) (20\d\d)", field.value)):
            at = field.value_start + found.start(2)
            yield Change(note.path, at, at + 4, "2016")


def said(*rules: str) -> frozenset[str]:
    return frozenset(rules)


KINDS = {
    "label in another form": Kind(label_form, said("inconsistent-label")),
    "label in other capitals": Kind(label_spelling, said("inconsistent-label")),
    "field dropped": Kind(field_dropped, said("missing-entry-field")),
    "other id in the mirror": Kind(mirror_id, said("paper-id-mismatch")),
    "paper again in another note": Kind(
        duplicate, said("duplicate-paper"), said("inconsistent-link-form", "series-gap", "stub-entry")
    ),
    "image renamed": Kind(image_renamed, said("missing-image")),
    "heading changed": Kind(heading_changed, said("broken-anchor")),
    "name in other capitals": Kind(name_spelling, said("inconsistent-name", "heading-callout-mismatch")),
    "tag in other capitals": Kind(tag_spelling, said("inconsistent-tag")),
    "link to another page": Kind(link_form, said("inconsistent-link-form")),
    "callout's title parted": Kind(callout_title, said("heading-callout-mismatch")),
    "key dropped": Kind(key_dropped, said("missing-field"), said("series-gap")),
    "title of another note": Kind(title_twice, said("duplicate-title"), said("series-gap")),
    "link to nowhere": Kind(broken_link, said("broken-link")),
    "venue before the paper": Kind(venue_year, said("impossible-year")),
}


NAMES = (
    "ViLT",
    "LLaVA",
    "SigLIP",
    "CoCa",
    "BEiT",
    "DeiT",
    "MoCo",
    "SimCLR",
    "VideoMAE",
    "InternVL",
    "DocVQA",
    "LayoutLM",
)


def own_notes(root: Path) -> Path:
    """A collection without a mistake: notes of four papers each, with links, images and a series."""
    (root / "images").mkdir(parents=True)
    for n in range(12):
        head = f"---\ntitle: Reading {n + 1}\nseries: Reading\ntags: [LLM, Vision]\ndate: 2026-01-{n + 10}\n---\n\n"
        parts = [own_entry(n * 4 + m) for m in range(4)]
        link = f"See [the next](reading-{(n + 1) % 12 + 1}.md#{own_name(((n + 1) % 12) * 4).lower()}).\n"
        (root / f"reading-{n + 1}.md").write_text(head + "".join(parts) + link, "utf-8")
        (root / "images" / f"{n}.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return root


def own_name(number: int) -> str:
    return NAMES[number % 12] + ("" if number < 12 else f"X{number // 12}")


def own_entry(number: int) -> str:
    name, paper = own_name(number), f"23{number % 12 + 1:02}.{number + 100:05}"
    fields = (
        f"> **Arxiv** [{paper}](https://arxiv.org/abs/{paper})\n>\n"
        f"> **翻译** [{paper}](https://hjfy.top/arxiv/{paper})\n>\n> **会议** CVPR 2024\n>\n> **代码** 无\n"
    )
    words = f"用到 {name} 的人都说 {name} 很快，而 {name} 的第 {number} 个问题是数据。论文把 {name} 讲得很清楚。\n\n"
    image = f"![一张图](images/{number // 4}.png)\n\n" if number % 4 == 0 else ""
    return f"## {name}\n\n> [!NOTE] {name}\n{fields}\n{words}{image}"


class Bench:
    """A collection, its findings as it is, and what changes when something is put into it."""

    def __init__(self, root: Path) -> None:
        self.name = root.name
        run = Run([root], root=root, cwd=root)
        self.session = Session(run, RuleSet.of(run.config, run.root))
        self.session.read(run.notes)
        self.view = self.session.view()
        self.texts = Texts(self.session)
        findings = self.session.report().findings
        self.before = Counter(map(_key, findings))
        self.lines = {(each.path, line) for each in findings for line in range(each.line, each.end_line + 1)}

    def is_clean(self, change: Change) -> bool:
        """Is nothing said of the lines that are changed, and of those that are copied?"""
        return not any(
            (path, line) in self.lines
            for path, start, end in (change[:3], change.source)
            if path
            for line in range(self._line(path, start), self._line(path, end) + 1)
        )

    def _line(self, path: str, offset: int) -> int:
        return self.texts[path].count("\n", 0, offset) + 1

    def added(self, change: Change) -> list[ShownFinding]:
        """The findings that a change brings up; afterwards the note is as it was."""
        source = self.session.source(change.path)
        text = source.text[: change.start] + change.new + source.text[change.end :]
        self.session.replace({change.path: text.encode()})
        left = self.before.copy()
        found = []
        for finding in self.session.report().findings:
            if left[_key(finding)]:
                left[_key(finding)] -= 1
            else:
                found.append(finding)
        self.session.replace({change.path: source.text.encode()})
        return found


def _key(finding: ShownFinding) -> Key:
    return finding.rule, finding.path, re.sub(r"“[^”]*”|`[^`]*`|\d+", "#", finding.message)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collections", type=Path, nargs="*")
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kinds", default="")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    counts = Counter[str](), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        made = own_notes(Path(folder).resolve() / "own")
        for collection in [made, *(each.resolve() for each in options.collections)]:
            try_all(Bench(collection), options, counts)
    tried, found, others = counts
    print(f"{'defect':32} {'put in':>7} {'found':>6} {'share':>6} {'other findings':>15}")
    for name in tried:
        share = found[name] / tried[name]
        print(f"{name:32} {tried[name]:7} {found[name]:6} {share:6.0%} {others[name]:15}")
    enough = all(found[name] >= ENOUGH * tried[name] for name in tried)
    return int(not enough or others.total() > 0)


def try_all(bench: Bench, options: argparse.Namespace, counts: tuple[Counter[str], Counter[str], Counter[str]]) -> None:
    tried, found, others = counts
    for name, kind in KINDS.items():
        if options.kinds and name not in options.kinds.split(","):
            continue
        places = [each for each in dict.fromkeys(kind.places(bench.view, bench.texts)) if bench.is_clean(each)]
        for change in random.Random(f"{options.seed} {name}").sample(places, min(options.each, len(places))):
            added = bench.added(change)
            right = any(finding.rule in kind.rules for finding in added)
            odd = [each for each in added if each.rule not in kind.rules | kind.also]
            tried[name] += 1
            found[name] += right
            others[name] += len(odd)
            if options.show and (odd or not right):
                _show(bench, name, change, right, odd)


def _show(bench: Bench, name: str, change: Change, right: bool, odd: list[ShownFinding]) -> None:
    text = bench.texts[change.path]
    line = text.count("\n", 0, change.start) + 1
    was, new = text[change.start : change.end], change.new
    print(f"{'' if right else 'MISSED '}{name}: {bench.name}/{change.path}:{line} {was[:80]!r} -> {new[:80]!r}")
    for each in odd:
        print(f"    also {each.path}:{each.line} [{each.rule}] {each.message}")


if __name__ == "__main__":
    raise SystemExit(main())
