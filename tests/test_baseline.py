from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from runs import CLEAN, TWICE, alone, notelint, write

from notelint.checks import CHECKS
from notelint.scope.baseline import NAME, Entry, compare, entries, load, merged, save
from notelint.scope.fingerprint import Fingerprint

BROKEN = "[x](gone.md)\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return alone(tmp_path, monkeypatch)


def known(path: Path) -> list[tuple[str, str, int]]:
    return [(entry.path, entry.rule, entry.count) for entry in load(path) or []]


def test_an_old_collection_is_adopted_on_the_first_day(here: Path) -> None:
    write(here, {"a.md": TWICE, "b.md": BROKEN})
    ran = notelint("baseline")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{NAME}: 3 known findings, 3 of them new, 0 gone\n"
    ran = notelint()
    assert (ran.code, ran.out) == (0, "")
    assert "3 known findings are not reported: --no-baseline [known]" in ran.err
    write(here, {"b.md": f"{BROKEN}\n[y](lost.md)\n"})
    ran = notelint()
    assert ran.code == 1
    assert ran.out.startswith("b.md:3:5: error: ")
    assert notelint("--no-baseline").out.count("\n") == 4


def test_moved_lines_and_other_words_around_keep_theirs(here: Path) -> None:
    write(here, {"a.md": f"{CLEAN}\nSee [the note](gone.md).\n"})
    notelint("baseline")
    write(here, {"a.md": f"{CLEAN}\nWords.\n\nMore words.\n\nBut see [this](gone.md) now.\n"})
    assert notelint().code == 0


def test_a_renamed_note_keeps_its_own(here: Path) -> None:
    write(here, {"旧 的.md": BROKEN, "b.md": CLEAN})
    notelint("baseline")
    (here / "旧 的.md").rename(here / "新 的.md")
    ran = notelint()
    assert (ran.code, ran.out) == (0, "")
    assert "gone" not in ran.err
    notelint("baseline", "--prune")
    assert known(here) == [("新 的.md", "broken-link", 1)]


def test_one_more_of_the_same_is_new(here: Path) -> None:
    write(here, {"a.md": BROKEN})
    notelint("baseline")
    write(here, {"a.md": f"{BROKEN}\n{BROKEN}"})
    assert notelint().out.count("\n") == 1


def test_what_is_gone_is_told_and_pruned(here: Path) -> None:
    write(here, {"a.md": f"{BROKEN}\n{BROKEN}", "b.md": BROKEN})
    notelint("baseline")
    write(here, {"a.md": f"{BROKEN}\n[y](lost.md)\n", "b.md": CLEAN})
    assert "2 known findings are gone: `notelint baseline --prune` [known-gone]" in notelint().err
    assert notelint("baseline", "--prune").out == f"{NAME}: 1 known finding, 0 of them new, 2 gone\n"
    assert known(here) == [("a.md", "broken-link", 1)]
    assert notelint().out.startswith("a.md:3:5: error: ")


def test_a_part_of_the_collection_says_nothing_of_the_rest(here: Path) -> None:
    write(here, {"a/a.md": BROKEN, "b/b.md": BROKEN})
    notelint("baseline")
    write(here, {"a/a.md": CLEAN, "b/b.md": CLEAN.replace("2304.08485", "2304.00001")})
    assert "1 known finding is gone" in notelint("a").err
    assert "gone" not in notelint("a", "--select", "empty-section").err
    assert notelint("baseline", "a").out == f"{NAME}: 1 known finding, 0 of them new, 1 gone\n"
    assert known(here) == [("b/b.md", "broken-link", 1)]


def test_what_the_web_has_said_is_gone_only_where_it_was_asked_again(here: Path) -> None:
    write(here, {"a.md": CLEAN})
    save(here, [Entry("a.md", "dead-link", "https://example.com/"), Entry("a.md", "broken-link", "gone.md")])
    assert "1 known finding is gone" in notelint().err
    notelint("baseline", "--prune")
    assert known(here) == [("a.md", "dead-link", 1)]
    assert {name for name, check in CHECKS.items() if check.of_web} == {"dead-link", "dead-fragment", "redirected-link"}


def test_what_is_known_and_found_again_is_not_counted_twice() -> None:
    kept, found = [Entry("a.md", "x", "t", 2)], [Entry("a.md", "x", "t"), Entry("b.md", "x", "t")]
    assert merged(kept, found) == [Entry("a.md", "x", "t", 2), Entry("b.md", "x", "t")]


def test_a_fix_leaves_what_is_known_alone(here: Path) -> None:
    write(here, {"图/a.png": "", "a.md": "![x](图/A.png)\n"})
    notelint("baseline")
    write(here, {"b.md": "![x](图/A.png)\n"})
    notelint("--fix")
    assert (here / "a.md").read_text("utf-8") == "![x](图/A.png)\n"
    assert (here / "b.md").read_text("utf-8") == "![x](图/a.png)\n"


def test_it_lies_beside_the_configuration(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"notelint.yaml": "", "notes/a.md": BROKEN})
    monkeypatch.chdir(here / "notes")
    assert notelint("baseline").out.startswith(f"../{NAME}: 1 known finding")
    assert known(here) == [("notes/a.md", "broken-link", 1)]
    assert notelint().code == 0


def test_a_line_an_entry_in_order_so_that_git_can_merge_it(here: Path) -> None:
    path = save(here, [Entry("b.md", "x", "“二”"), Entry("a.md", "x", "一\x1b", 2)])
    assert path.read_text("utf-8").splitlines() == [
        '{"version": 1, "findings": [',
        '{"path": "a.md", "rule": "x", "text": "一\\u001b", "count": 2},',
        '{"path": "b.md", "rule": "x", "text": "“二”", "count": 1}',
        "]}",
    ]
    assert load(here) == [Entry("a.md", "x", "一\x1b", 2), Entry("b.md", "x", "“二”")]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
def test_a_name_that_is_not_utf8_is_known_too(here: Path) -> None:
    write(here, {"no\udcff.md": BROKEN})
    notelint("baseline", "--jobs", "1")
    assert [entry.path for entry in load(here) or ()] == ["no\udcff.md"]
    assert notelint("--jobs", "1").code == 0


def test_an_empty_baseline_is_one(here: Path) -> None:
    save(here, [])
    assert load(here) == []
    assert json.loads((here / NAME).read_text()) == {"version": 1, "findings": []}


@pytest.mark.parametrize("text", ["", "<<<<<<< HEAD\n", '{"version": 2, "findings": []}', '{"version": 1}', b"\xff"])
def test_a_file_that_is_no_baseline_is_2(here: Path, text: str | bytes) -> None:
    write(here, {"a.md": CLEAN, NAME: text})
    ran = notelint()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"notelint: {NAME}: ")
    assert "write it anew with `notelint baseline`" in ran.err


def test_without_a_baseline_there_is_nothing_to_prune(here: Path) -> None:
    write(here, {"a.md": CLEAN})
    ran = notelint("baseline", "--prune")
    assert (ran.code, ran.err) == (2, f"notelint: {NAME}: there is none to prune\n")


def test_a_note_that_cannot_be_read_leaves_the_baseline_alone(here: Path) -> None:
    write(here, {"a.md": CLEAN, "notelint.yaml": ""})
    (here / "b.md").symlink_to("b.md")
    ran = notelint("baseline", "b.md")
    assert ran.code == 2
    assert not (here / NAME).exists()


def test_one_of_two_notes_with_the_same_text_that_moves_is_known_again() -> None:
    prints = [Fingerprint("x", "new.md", "t", 1), Fingerprint("x", "b.md", "t", 1)]
    compared = compare(prints, [Entry("a.md", "x", "t"), Entry("b.md", "x", "t")], {"new.md", "b.md"})
    assert (compared.new, compared.gone) == ([], [])


def test_what_is_known_of_a_note_that_is_still_there_is_not_another_note_s() -> None:
    compared = compare([Fingerprint("x", "new.md", "t", 1)], [Entry("a.md", "x", "t")], {"new.md", "a.md"})
    assert (compared.new, compared.gone) == ([0], [Entry("a.md", "x", "t")])


def test_the_same_text_several_times_is_one_entry() -> None:
    assert entries(Fingerprint("x", "a.md", "t", n) for n in (1, 2, 3)) == [Entry("a.md", "x", "t", 3)]
