"""What holds for every note that is fixed, generated ones and such as people write, with all rules on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from runs import write

from fix.mending import KINDS, Collection, Mended, counts, errors
from fix.shapes import SHAPES, encodings, mutated, newlines, notes, written
from notelint.checks import CHECKS
from notelint.checks.own import WordOptions
from notelint.collection.view import View
from notelint.config.config import Config
from notelint.fix import rounds
from notelint.fix.rounds import Fixed, fix
from notelint.model.finding import Edit, Fix, Hit
from notelint.model.items import NoteItems
from notelint.run.ruleset import RuleSet, load
from notelint.run.run import Run
from notelint.run.session import Session
from notelint.run.workers import Worker


def _examples(share: float) -> settings:
    """A part of as many examples as the profile wants: these cost more than others."""
    most = int(settings.default.max_examples * share)
    return settings(
        max_examples=most, report_multiple_bugs=False, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )


@pytest.fixture(scope="module", params=KINDS)
def collection(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Collection:
    return Collection(tmp_path_factory.mktemp("collection"), request.param)


def holds(collection: Collection, data: bytes, unsafe: bool) -> Mended:
    """Fixes a note, and asserts what must hold of it."""
    mended = collection.mend(data, unsafe)
    old, new, before, fixed, _ = mended
    assert (new.encoding, new.bom) == (old.encoding, old.bom)
    assert new.newline == old.newline or old.newline == "mixed" or "\n" not in old.text
    assert set(fixed.contents) <= {collection.note}
    assert counts(fixed.outcome) <= counts(before)
    assert errors(fixed.outcome) <= errors(before)
    again = collection.mend(new.original(), unsafe)
    assert again.new.original() == new.original()
    assert again.fixed.made == []
    return mended


@_examples(0.15)
@given(text=notes, encoding=encodings, newline=newlines, unsafe=st.booleans())
def test_a_note_is_mended_once_and_for_all_and_none_of_its_fixes_is_refused(
    collection: Collection, text: str, encoding: str, newline: str, unsafe: bool
) -> None:
    mended = holds(collection, written(text, encoding, newline), unsafe)
    assert mended.fixed.refused == []


@_examples(0.15)
@given(data=st.data(), encoding=encodings, newline=newlines, unsafe=st.booleans())
def test_a_slip_in_a_real_note_makes_no_fix_do_harm(
    collection: Collection, data: st.DataObject, encoding: str, newline: str, unsafe: bool
) -> None:
    text = data.draw(st.sampled_from(list(SHAPES.values())).flatmap(mutated))
    # A fix may be refused here: what a slip leaves of an image in an image is nobody's to mend.
    holds(collection, written(text, encoding, newline), unsafe)


@pytest.mark.parametrize(
    ("encoding", "newline"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\r"), ("gb18030", "mixed")]
)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_shapes_themselves_are_mended(collection: Collection, shape: str, encoding: str, newline: str) -> None:
    mended = holds(collection, written(SHAPES[shape], encoding, newline), True)
    assert mended.fixed.refused == []
    # A vault finds files by their names alone, and Astro leaves the paths of notes as they are, in any spelling.
    assert mended.fixed.made or collection.kind == "vault" or (collection.kind, shape) == ("astro", "mkdocs")


def test_a_bracket_that_the_old_path_balanced_ends_no_link(tmp_path: Path) -> None:
    mended = Collection(tmp_path).mend(b"[a](pap(papers/vit.md#a)ers/vit.md#b) [x](papers/Vit.md)\n")
    assert mended.new.original() == b"[a](pap(papers/vit.md#a)ers/vit.md#b) [x](papers/vit.md)\n"
    assert mended.fixed.refused == []


def test_a_fix_that_is_good_by_itself_waits_for_the_next_round(tmp_path: Path) -> None:
    mended = Collection(tmp_path).mend("> [!NOTE] [a](papers/vit.md） [t](old/talk.pdf) b\n".encode())
    assert mended.new.text == "> [!NOTE] [a](papers/vit.md) [t](files/talk.pdf) b\n"
    assert mended.fixed.refused == []


def test_emphasis_that_hid_a_second_entry_is_left_to_a_person(tmp_path: Path) -> None:
    paper = "<https://arxiv.org/abs/2103.00020>"
    mended = Collection(tmp_path).mend(f"- **CLIP** {paper}\n- **重点：**文字 {paper}\n".encode())
    assert errors(mended.fixed.outcome) <= errors(mended.before)


def test_a_round_looks_at_the_collection_once_and_reads_only_what_it_has_changed(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    looked = patch.object(Session, "outcome", autospec=True, side_effect=Session.outcome)
    read = patch.object(Worker, "note", autospec=True, side_effect=Worker.note)
    with looked as looks, read as reads:
        mended = collection.mend("> [!NOTE] [a](papers/vit.md） [t](old/talk.pdf) b\n".encode())
    assert len(mended.fixed.made) == 2  # one after the other, in two rounds
    assert looks.call_count == 1 + 1 + 2  # by `mend`, before the first round, and after each
    assert [call.args[1] for call in reads.call_args_list] == ["note.md"] * (1 + 2)


def test_a_note_that_has_changed_since_it_was_read_is_mended_as_it_is_now(tmp_path: Path) -> None:
    session = Collection(tmp_path).session
    write(tmp_path, {"note.md": "# Note\n\n[x](papers/Vit.md)\n"})
    session.read(["note.md"])
    write(tmp_path, {"note.md": "[y](papers/vit.md) and [x](papers/Vit.md)\n"})
    assert fix(session).contents == {"note.md": b"[y](papers/vit.md) and [x](papers/vit.md)\n"}


def test_a_note_that_is_again_what_it_was_is_not_read_again(tmp_path: Path) -> None:
    session = Collection(tmp_path).session
    session.replace({"note.md": b"[x](papers/Vit.md)\n"})
    before = session.outcome().findings
    assert session.replace({"note.md": b"[x](papers/vit.md)\n"})
    with patch.object(Worker, "note") as reads:
        assert session.replace({"note.md": b"[x](papers/Vit.md)\n"})
        assert not session.replace({"note.md": b"[x](papers/Vit.md)\n"})
    assert reads.call_count == 0
    assert session.outcome().findings == before


def test_the_search_for_fixes_that_do_not_hold_ends(tmp_path: Path) -> None:
    looks: list[int] = []

    def refusing(task: rounds._Task) -> str:
        looks.append(len(task.claims))
        return "it does harm"

    with patch.object(rounds, "_proved", refusing):
        mended = Collection(tmp_path).mend(b"[x](papers/Vit.md)\n\n" * 1000)
    assert len(looks) <= rounds._LOOKS + 1
    assert len(mended.fixed.refused) == 1000  # each is told
    assert {each.reason for each in mended.fixed.refused} == {"it does harm", "too many fixes do not hold"}
    assert mended.fixed.contents == {}


# The guards: what a rule that is wrong, or a disk that changes, must not do. The rules here turn one text into another.

_TURNS = """\
---
title: Words are turned
check: forbidden-word
forbidden: {forbidden}
severity: {severity}
message: "{{word}} is turned"
---
"""


def turning(root: Path, files: dict[str, str | bytes], severity: str = "warning", **turns: tuple[str, str]) -> Session:
    """Notes that are read, and rules that want each find of a pattern to be something else: `name=(pattern, new)`."""
    turns = {name.replace("_", "-"): turn for name, turn in turns.items()}
    rules = {
        f"mine/own/{name}.md": _TURNS.format(forbidden=json.dumps(turn), severity=severity)
        for name, turn in turns.items()
    }
    write(root, {**files, **rules})
    run = Run(
        [root], root=root, cwd=root, config=Config(rule_folders=["mine"], exclude=["mine/"]), today=date(2026, 11, 1)
    )
    own = [rule for rule in load(run.config, root) if rule.id in turns]
    session = Session(run, RuleSet(run.config, own))
    session.read(run.notes)
    return session


@pytest.fixture
def turned(monkeypatch: pytest.MonkeyPatch) -> None:
    def turn(items: Sequence[NoteItems], options: WordOptions, view: View) -> Iterator[Hit]:
        pattern, new = options.forbidden
        for note in items:
            for match in re.finditer(pattern, view.text(note.path)):
                fix = Fix((Edit(note.path, *match.span(), match.expand(new)),), changes=("text",))
                yield Hit(note, facts={"word": match[0]}, fix=fix, start=match.start(), end=match.end())

    monkeypatch.setitem(CHECKS, "forbidden-word", CHECKS["forbidden-word"]._replace(run=turn))


def refusals(fixed: Fixed) -> list[str]:
    return [f"{each.rule} {each.path}:{each.line}: {each.reason}" for each in fixed.refused]


@pytest.mark.usefixtures("turned")
def test_two_rules_that_undo_each_other_leave_the_note_as_it_was_and_other_notes_are_mended(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {"a.md": "all red\n", "b.md": "green\n"}
    session = turning(tmp_path, notes, to_blue=("red", "blue"), to_red=("blue", "red"), to_black=("green", "black"))
    fixed = fix(session)
    assert fixed.contents == {"b.md": b"black\n"}
    assert refusals(fixed) == ["to-red a.md:1: `to-blue` and `to-red` undo each other"]
    assert [made.rule for made in fixed.made] == ["to-black"]
    assert [finding.path for finding in fixed.outcome.findings] == ["a.md"]  # which is still told


@pytest.mark.usefixtures("turned")
def test_a_rule_that_comes_to_no_end_is_given_up_in_that_note(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {"a.md": "x\n", "b.md": "green\n"}
    fixed = fix(turning(tmp_path, notes, grows=(r"x+", r"\g<0>x"), to_black=("green", "black")))
    assert fixed.contents == {"b.md": b"black\n"}
    assert refusals(fixed) == ["grows a.md:1: `grows` comes to no end"]


@pytest.mark.usefixtures("turned")
def test_a_note_that_cannot_be_read_any_more_is_left_out_and_the_others_are_mended(tmp_path: Path) -> None:
    session = turning(tmp_path, {"a.md": "red\n", "b.md": "red\n"}, to_blue=("red", "blue"))
    (tmp_path / "a.md").unlink()
    fixed = fix(session)
    assert fixed.contents == {"b.md": b"blue\n"}
    assert refusals(fixed) == []


@pytest.mark.usefixtures("turned")
def test_a_note_that_has_changed_since_it_was_read_so_that_nothing_is_wrong_stays(tmp_path: Path) -> None:
    session = turning(tmp_path, {"a.md": "red\n"}, to_blue=("red", "blue"))
    write(tmp_path, {"a.md": "black\n"})
    fixed = fix(session)
    assert (fixed.contents, fixed.outcome.findings) == ({}, [])


@pytest.mark.usefixtures("turned")
def test_a_fix_that_makes_more_of_its_kind_is_refused(tmp_path: Path) -> None:
    fixed = fix(turning(tmp_path, {"a.md": "red\n"}, doubles=(r"\bred\b|pink", "pink pink")))
    assert fixed.contents == {}
    assert refusals(fixed) == ["doubles a.md:1: it makes another of its kind"]


@pytest.mark.usefixtures("turned")
def test_a_fix_after_which_the_note_would_be_read_in_another_encoding_is_refused(tmp_path: Path) -> None:
    fixed = fix(turning(tmp_path, {"a.md": "a 红 b\n".encode("gb18030")}, translates=("红", "red")))
    assert fixed.contents == {}
    assert refusals(fixed) == ["translates a.md:1: the note would be read otherwise than it is written"]


def of_several(monkeypatch: pytest.MonkeyPatch, *fixes: Fix) -> None:
    """A check whose finds, all in the first note, have these fixes."""

    def find(items: Sequence[NoteItems], options: WordOptions, view: View) -> Iterator[Hit]:
        first = min(items, key=lambda note: note.path)
        for at, each in enumerate(fixes):
            if view.text("a.md") == "a *b c\n" and first.path == "a.md":
                yield Hit(first, facts={"word": str(at)}, fix=each, start=at, end=at + 1)

    own = CHECKS["forbidden-word"]._replace(run=find, across="collection")
    monkeypatch.setitem(CHECKS, "forbidden-word", own)


NOTES: dict[str, str | bytes] = {"a.md": "a *b c\n", "b.md": "red\n"}
NO_STAR = Edit("a.md", 2, 3, "x")
SECOND_STAR = Fix((Edit("a.md", 4, 4, "*"),), changes=("text",))  # emphasis, unless the first star goes


def test_what_is_good_only_beside_a_fix_that_another_note_refuses_is_refused_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = Fix((NO_STAR, Edit("b.md", 0, 3, "*red*")), changes=("text",))
    of_several(monkeypatch, both, SECOND_STAR)
    fixed = fix(turning(tmp_path, NOTES, several=("", "")))
    assert fixed.contents == {}
    assert sorted(refusals(fixed)) == ["several a.md:1: em made at 2", "several a.md:1: em made at 0"][::-1]


def test_fixes_of_several_notes_that_are_good_together_are_made_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = Fix((NO_STAR, Edit("b.md", 0, 3, "blue")), changes=("text",))
    of_several(monkeypatch, both, SECOND_STAR)
    fixed = fix(turning(tmp_path, NOTES, several=("", "")))
    assert fixed.contents == {"a.md": b"a xb* c\n", "b.md": b"blue\n"}


@pytest.mark.parametrize("edit", [Edit("data.csv", 0, 1, "x"), Edit("gone.md", 0, 1, "x")], ids=lambda edit: edit.path)
def test_a_fix_that_would_change_what_is_no_note_is_not_made(
    edit: Edit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_several(monkeypatch, Fix((NO_STAR, edit), changes=("text",)))
    fixed = fix(turning(tmp_path, {**NOTES, "data.csv": "1\n"}, several=("", "")))
    assert (fixed.contents, fixed.refused) == ({}, [])
    assert (tmp_path / "data.csv").read_text() == "1\n"


def test_an_edit_outside_of_the_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of_several(monkeypatch, Fix((Edit("a.md", 5, 99, "x"),), changes=("text",)))
    fixed = fix(turning(tmp_path, NOTES, several=("", "")))
    assert fixed.contents == {}
    assert refusals(fixed) == ["several a.md:1: a.md: edits overlap or lie outside the text at offset 5"]
