"""What checks say of themselves is true: how much of the collection they need, and what they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from runs import paper, write

from notelint.checks import CHECKS, MODULES
from notelint.collection.view import View
from notelint.config.config import Config
from notelint.git import runner
from notelint.model.finding import Hit
from notelint.model.items import Heading, Link, NoteItems
from notelint.online.known import given
from notelint.reading.prose import Prose
from notelint.rule.contract import Told
from notelint.rule.examples import examples
from notelint.rule.rule import Rule, item_kinds
from notelint.run.ruleset import RuleSet, chosen, items_of, load, options_of
from notelint.run.run import Run
from notelint.run.session import Session

RULES = load(Config(), Path())


def view(root: Path, other: Mapping[str, str], dialect: Mapping[str, str], today: date | None) -> View:
    """A collection, with all items of all its notes."""
    run = Run([root], root=root, cwd=root, today=today, dialect=dialect)
    session = Session(run, RuleSet(run.config, []))
    session._worker.drop = {}
    session.web = given(other)
    session.read(run.notes)
    return session.view()


def collections() -> Iterator[tuple[str, View]]:
    """Those of the examples of all rules, and two larger ones."""
    for rule in RULES:
        for example in examples(rule):
            with TemporaryDirectory() as folder:
                root = Path(folder).resolve()
                files = {name: text.encode("utf-8", "surrogatepass") for name, text in example.files.items()}
                write(root, files)
                context = example.context
                if "git" in context.other:
                    runner.begin_repository(root, {name: files[name] for name in context.other["git"].split(",")})
                yield f"{rule.path}:{example.line}", view(root, context.other, context.dialect, context.today)
    yield "the examples", view(Path(__file__).parents[2] / "examples", {}, {}, None)
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        notes = {
            f"{name}/{n}.md": f"# {name} {n}\n\n{paper(f'P{n}', f'2304.0{n:04}')}[x]({n + 1}.md)\n"
            for n in range(9)
            for name in "ab"
        }
        yield "papers that are noted twice", view(write(root, notes), {}, {}, None)


def found(told: Iterable[Told]) -> Counter[str]:
    """The hits: what is said besides them is about all notes that a check was asked for."""
    return Counter(repr(each) for each in told if isinstance(each, Hit))


def apart(rule: Rule, seen: View) -> Iterator[Told]:
    """What a check finds when it is asked for one note after the other."""
    for note in seen.items("notes"):
        if items := items_of(rule, note):
            yield from CHECKS[rule.check].run(items, options_of(rule), seen)


class OnlyTheNote:
    """A view of nothing but a note, its text, and the site as all notes of it have it."""

    def __init__(self, note: NoteItems, seen: View) -> None:
        self.site = seen.site
        self._note = note
        self._seen = seen

    def note(self, path: str) -> NoteItems:
        assert path == self._note.path
        return self._note

    def prose(self, path: str) -> Prose | None:
        assert path == self._note.path
        return self._seen.prose(path)

    def heading_at(self, path: str, offset: int) -> Heading | None:
        assert path == self._note.path
        return self._seen.heading_at(path, offset)

    def links_within(self, path: str, start: int, end: int) -> Sequence[Link]:
        assert path == self._note.path
        return self._seen.links_within(path, start, end)


def test_a_check_needs_as_much_of_the_collection_as_it_says() -> None:
    """With `view` it finds in one note what it finds there among all; with `note` it sees nothing else."""
    rules = [rule for rule in RULES if not CHECKS[rule.check].after_all]
    wrong, hits = [], Counter[str]()
    for name, seen in collections():
        for rule in rules:
            if rule.across == "view":
                items = chosen(rule, seen.items(rule.items))
                whole = found(CHECKS[rule.check].run(items, options_of(rule), seen))
                hits[rule.id] += whole.total()
                if whole != found(apart(rule, seen)):
                    wrong.append(f"{rule.id} in {name}")
        for note in seen.items("notes"):
            own: Any = OnlyTheNote(note, seen)
            for rule in rules:
                if rule.across == "note" and (items := items_of(rule, note)):
                    told = list(CHECKS[rule.check].run(items, options_of(rule), own))
                    assert all(isinstance(each, Hit) for each in told)
                    hits[rule.id] += len(told)
    assert wrong == []
    assert [rule.id for rule in rules if rule.across != "collection" and not hits[rule.id]] == []


def test_most_of_the_rules_across_notes_can_be_asked_for_one() -> None:
    across = Counter(rule.across for rule in RULES)
    assert across["view"] > across["collection"]


def test_every_check_is_about_kinds_of_items_that_there_are() -> None:
    assert {kind for check in CHECKS.values() for kind in check.items} <= item_kinds().keys()


def test_no_two_modules_have_a_check_of_one_name() -> None:
    names = [name for each in MODULES.values() for name in each.split()]
    assert sorted(names) == sorted({*names}) == sorted(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_the_fields_of_no_check_are_hidden_by_another_case_of_it(name: str) -> None:
    facts = CHECKS[name].facts or {}
    cases = [case for written in facts for case in written.split() or [""]]
    assert len(cases) == len(set(cases))
