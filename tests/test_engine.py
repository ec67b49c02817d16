from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from runs import codes, paper, places, write

from notelint import ConfigError, PathError, RuleError, SelectionError, check
from notelint.checks import CHECKS
from notelint.config.config import Config
from notelint.rule.examples import ExampleContext
from notelint.run.ruleset import load
from notelint.run.session import check_files

WRITTEN = "Enough words of its own, so that nobody calls it a stub."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# As a library


def test_check_takes_paths_and_gives_findings(here: Path) -> None:
    write(here, {"a.md": "[x](gone.md)\n", "b.md": "[x](gone.md)\n"})
    assert places(check(["a.md"])) == ["a.md:1:5 broken-link"]
    assert places(check("a.md")) == ["a.md:1:5 broken-link"]
    assert places(check([here / "a.md", Path("b.md")])) == ["a.md:1:5 broken-link", "b.md:1:5 broken-link"]
    assert places(check()) == ["a.md:1:5 broken-link", "b.md:1:5 broken-link"]


def test_a_text_stands_in_for_its_file_and_is_what_is_reported(here: Path) -> None:
    write(here, {"a.md": "[x](gone.md)\n", "b.md": "[x](gone.md)\n"})
    assert places(check(texts={"a.md": "words, [x](gone.md)\n"})) == ["a.md:1:12 broken-link"]
    assert places(check(["b.md"], texts={"a.md": ""})) == ["b.md:1:5 broken-link"]


def test_a_text_may_stand_in_for_a_note_that_is_not_on_the_disk() -> None:
    assert places(check(texts={"new/a.md": "## Empty\n"})) == ["new/a.md:1:4 empty-section"]


def test_a_text_is_found_by_any_way_to_its_file(here: Path) -> None:
    write(here, {"real/a.md": "", "real/b.md": ""})
    (here / "link").symlink_to("real")
    assert places(check(["real/a.md"], texts={"link/a.md": "[x](gone.md)"})) == ["real/a.md:1:5 broken-link"]


def test_findings_have_offsets_of_the_text_beside_lines_and_columns() -> None:
    (found,) = check(texts={"a.md": "前作\n\n见[这里](gone.md)。\n"}).findings
    assert (found.line, found.column, found.end_line, found.end_column) == (3, 7, 3, 14)
    assert (found.start, found.end) == (10, 17)


def test_rules_are_selected_and_ignored_by_name_and_family() -> None:
    texts = {"a.md": "## Empty\n\n## Full\n\n[x](gone.md)\n"}
    assert places(check(texts=texts, select=["links"])) == ["a.md:5:5 broken-link"]
    assert places(check(texts=texts, ignore=["broken-link"])) == ["a.md:1:4 empty-section"]


def test_the_day_can_be_given(here: Path) -> None:
    texts = {"a.md": paper(arxiv="2611.00001", text=WRITTEN)}
    assert places(check(texts=texts, today=date(2026, 12, 1))) == []
    assert places(check(texts=texts, today=date(2026, 9, 1))) == ["a.md:4:26 invalid-paper-id"]


def test_messages_come_in_chinese_too() -> None:
    (found,) = check(texts={"a.md": "[x](gone.md)\n"}, lang="zh").findings
    assert found.message == "没有 gone.md 这个文件"


def test_a_configuration_can_be_given(here: Path) -> None:
    write(here, {"ci.yaml": "rules: {empty-section: error}", "a.md": "## Empty\n"})
    assert [found.severity for found in check(config="ci.yaml").findings] == ["error"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"paths": ["gone"]}, PathError),
        ({"paths": ["a\0b"]}, PathError),
        ({"paths": ["a" * 5000]}, PathError),
        ({"texts": {"a.txt": ""}}, PathError),
        ({"select": ["nope"]}, SelectionError),
        ({"config": "gone.yaml"}, ConfigError),
        ({"config": "bad.yaml"}, RuleError),
    ],
)
def test_what_cannot_be_done_as_asked_raises(here: Path, arguments: dict[str, Any], error: type[Exception]) -> None:
    write(here, {"bad.yaml": "rule-folders: [mine]", "mine/own/x.md": "no rule"})
    with pytest.raises(error):
        check(**arguments)


def test_only_what_is_named_in_the_library_is_public() -> None:
    import notelint

    assert all(getattr(notelint, name) for name in notelint.__all__)
    with pytest.raises(AttributeError, match="no attribute `chekc`"):
        _ = notelint.chekc


# The whole collection is read, the arguments select what is reported


def twice(here: Path) -> None:
    write(here, {"notelint.yaml": "", "a.md": paper(text="first"), "sub/b.md": paper(text=WRITTEN)})


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([], ["sub/b.md:4:13 duplicate-paper"]),
        (["sub/b.md"], ["sub/b.md:4:13 duplicate-paper"]),
        (["sub"], ["sub/b.md:4:13 duplicate-paper"]),
        (["a.md"], ["a.md:4:13 duplicate-paper"]),
        (["sub/b.md", "a.md"], ["sub/b.md:4:13 duplicate-paper"]),
    ],
)
def test_a_paper_noted_in_a_file_that_was_not_passed_is_reported_at_the_one_that_was(
    here: Path, paths: list[str], expected: list[str]
) -> None:
    twice(here)
    assert places(check(paths)) == expected


def test_which_of_two_to_keep_does_not_depend_on_which_was_passed(here: Path) -> None:
    twice(here)
    (found,) = check(["a.md"], select=["duplicate-paper"]).findings
    assert found.help == "keep sub/b.md:1: it says more; line 1 has notes of its own: take them along"
    (found,) = check(["sub/b.md"], select=["duplicate-paper"]).findings
    assert found.help == "keep line 1: it says more; a.md:1 has notes of its own: take them along"


def test_paths_are_relative_to_the_working_directory(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twice(here)
    monkeypatch.chdir(here / "sub")
    (found,) = check(["../a.md"], select=["duplicate-paper"]).findings
    assert found.path == "../a.md"
    assert [place.path for place in found.related] == ["b.md"]


def test_a_generator_s_content_is_reported_where_nothing_is_named(here: Path) -> None:
    write(here, {"astro.config.mjs": "", "src/content/a.md": "## Empty\n", "docs/b.md": "## Empty\n"})
    assert places(check()) == ["src/content/a.md:1:4 empty-section"]
    assert places(check(["docs"])) == ["docs/b.md:1:4 empty-section"]
    assert check().detection.content == "src/content"


def test_a_note_that_is_named_is_checked_whatever_is_excluded(here: Path) -> None:
    write(here, {"notelint.yaml": "exclude: [old]", "old/a.md": "## Empty\n"})
    assert places(check()) == []
    assert places(check(["old/a.md"])) == ["old/a.md:1:4 empty-section"]


def test_overrides_hold_for_the_notes_they_match(here: Path) -> None:
    config = "overrides:\n  - {files: [old/], rules: {empty-section: off, duplicate-paper: info}}\n"
    files = {"notelint.yaml": config, "a.md": "## Empty\n", "old/a.md": "## Empty\n"}
    write(here, {**files, "n.md": paper(text=WRITTEN), "old/n.md": paper(text=WRITTEN)})
    assert places(check(["a.md", "old/a.md"])) == ["a.md:1:4 empty-section"]
    assert [found.severity for found in check(["old/n.md"]).findings] == ["info"]


def test_a_suppression_silences_a_finding_across_notes(here: Path) -> None:
    twice(here)
    silence = "<!-- notelint-disable-file duplicate-paper: on purpose -->\n"
    assert places(check(texts={"sub/b.md": silence + paper(text=WRITTEN)})) == []
    assert places(check(texts={"sub/b.md": silence})) == ["sub/b.md:1:1 unused-suppression"]


def test_a_template_is_read_and_not_judged(here: Path) -> None:
    write(here, {"archetypes/note.md": "## Empty\n\n[x](gone.md)\n"})
    report = check()
    assert places(report) == []
    assert "1 template" in report.not_judged


# What a report says of the run


def test_what_was_detected_is_said_of_what_was_selected(here: Path) -> None:
    write(
        here, {"hugo.toml": "", "static/x.png": "", "content/a.md": paper(), "content/b.md": "---\ndraft: true\n---\n"}
    )
    found = check().detection
    assert (found.generator, found.marker, found.content) == ("Hugo", "hugo.toml", "content")
    assert (found.notes, found.drafts, found.entries, found.asset_roots[0]) == (2, 1, 1, "static")
    assert check(["content/b.md"]).detection.entries == 0


def test_the_folders_of_images_are_relative_to_the_working_directory(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, {"hugo.toml": "", "static/x.png": "", "content/a.md": ""})
    monkeypatch.chdir(here / "content")
    assert check(["."]).detection.asset_roots == ("../static",)


def test_many_folders_are_not_all_named(here: Path) -> None:
    write(here, {f"{name}/a.md": "" for name in "abcd"})
    assert check(["a", "b", "c", "d"]).detection.content == "a, b, c, …"


def test_what_was_not_judged_is_counted_in_what_was_selected(here: Path) -> None:
    links = "[a](https://a.b) [b](/blog/post/) <https://c.d>\n"
    config = "[[module.mounts]]\nsource = 'content'\ntarget = 'content'\n"
    links += "[e](@/x)\n"
    write(here, {"hugo.toml": config, "content/a.md": f"---\ndraft: true\n---\n{links}", "content/b.md": links})
    assert check(["content/a.md"]).not_judged == [
        "2 web links not asked: --online",
        "1 link to a page that the site makes, or to what may lie elsewhere",
        "1 draft: what is still missing in it",
        "1 link to a page that may be made by module.mounts in hugo.toml",
    ]
    assert check(["content/b.md"], select=["papers"]).not_judged == ["2 web links not asked: --online"]


def test_a_missing_root_of_images_is_one_notice_a_run(here: Path) -> None:
    write(here, {"a.md": "![x](/images/x.png)\n\n![y](/images/y.png)\n", "b.md": "![x](/images/x.png)\n"})
    report = check()
    assert places(report) == []
    assert codes(report) == ["image-root-unknown"]


def test_papers_that_cannot_be_read_are_one_notice_of_the_rules_that_ask_for_them(here: Path) -> None:
    write(here, {"a.md": paper("A", "2304.08485"), "notelint-papers.json": "{"})
    assert codes(check(select=["papers"])) == ["papers-unreadable"]
    assert codes(check(select=["links"])) == []


def test_what_has_no_usual_value_is_told_once(here: Path) -> None:
    forms = ["**Arxiv** ", "**Arxiv**: "]
    write(
        here,
        {f"{n}.md": f"# P{n}\n\n{forms[n % 2]}[2304.0{n:04}](https://arxiv.org/abs/2304.0{n:04})\n" for n in range(40)},
    )
    told = [each for each in check().not_judged if "none is usual" in each]
    assert len(told) == 1


def test_an_example_does_not_hold_where_the_check_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Any:
        raise ZeroDivisionError("by zero")

    monkeypatch.setitem(CHECKS, "broken-link", CHECKS["broken-link"]._replace(run=fail))
    rule = next(rule for rule in load(Config(), Path()) if rule.id == "broken-link")
    with pytest.raises(RuntimeError, match="broken-link did not end"):
        check_files({"a.md": b"[x](gone.md)"}, ExampleContext(), rule)
