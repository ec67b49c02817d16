from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import msgspec
import pytest

from notelint.model.finding import Hit
from notelint.rule.contract import Check
from notelint.rule.rule import (
    Case,
    Rule,
    RuleError,
    builtin_rules,
    facts_of,
    in_language,
    item_kinds,
    load_rule,
    load_rules,
)


class AgreeOptions(msgspec.Struct, rename="kebab"):
    per: str
    at_least: int = 2
    pattern: str | None = None


def nothing(*_: Any) -> Iterator[Hit]:
    return iter(())


FACTS = "id first.title first.place keep.place why total"
CHECKS = {
    "each": Check(nothing, items=(), facts=None),
    "agree": Check(nothing, AgreeOptions, ("entries",), "collection", {"": FACTS, "same-note retitled": FACTS}),
    "say": Check(nothing, items=("links", "images"), across="view", facts={"near far": "target", "odd": "target why"}),
}

DUPLICATE = """\
---
title: Each paper is noted once
check: agree
items: entries
across: collection
where: {form: section}
per: scheme
at-least: 3
severity: warning
message: "{id} is already noted under “{first.title}” ({first.place})"
cases:
  same-note: {severity: error}
  retitled: {message: "{id} is retitled", help: ""}
help: "keep {keep.place}: {why}"
words:
  why: {more-text: "it says more", first: "it comes first"}
fold: {by: note, message: "{count} of {total} are noted twice"}
drafts: info
zh:
  title: 每篇论文只记一次
  message: "{id} 已经记过"
  cases: {retitled: {message: "{id} 换了名字"}}
  help: "保留{keep.place}：{why}"
  words: {why: {first: 它在前面}}
  fold: {message: "{total} 个中有 {count} 个"}
---

Two entries for one paper split what you wrote about it.
"""


def written(folder: Path, text: str, name: str = "papers/duplicate-paper.md") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def duplicate(tmp_path: Path) -> Rule:
    return load_rule(written(tmp_path, DUPLICATE), CHECKS)


def test_the_file_gives_the_id_and_its_folder_the_family(duplicate: Rule) -> None:
    assert (duplicate.family, duplicate.id) == ("papers", "duplicate-paper")
    assert (duplicate.check, duplicate.items, duplicate.across) == ("agree", "entries", "collection")
    assert duplicate.where == {"form": "section"}
    assert duplicate.options == {"per": "scheme", "at-least": 3}
    assert duplicate.body == "Two entries for one paper split what you wrote about it.\n\n"
    assert Path(duplicate.path).read_text("utf-8").split("\n")[duplicate.body_line - 1].startswith("Two entries")


def test_what_stands_beside_the_cases_holds_for_each_of_them(duplicate: Rule) -> None:
    message = "{id} is already noted under “{first.title}” ({first.place})"
    assert duplicate.cases == {
        "": Case("warning", message, "keep {keep.place}: {why}"),
        "same-note": Case("error", message, "keep {keep.place}: {why}"),
        "retitled": Case("warning", "{id} is retitled", ""),
    }


def test_chinese_words_are_laid_over_the_english_ones(duplicate: Rule) -> None:
    chinese = in_language(duplicate, "zh")
    assert chinese.title == "每篇论文只记一次"
    assert chinese.cases["same-note"] == Case("error", "{id} 已经记过", "保留{keep.place}：{why}")
    assert chinese.cases["retitled"] == Case("warning", "{id} 换了名字", "")
    assert chinese.words == {"why": {"more-text": "it says more", "first": "它在前面"}}
    assert chinese.fold is not None
    assert (chinese.fold.by, chinese.fold.message) == ("note", "{total} 个中有 {count} 个")


def test_a_shared_chinese_message_is_not_said_for_a_case_with_its_own(tmp_path: Path) -> None:
    text = DUPLICATE.replace('  cases: {retitled: {message: "{id} 换了名字"}}\n', "")
    rule = in_language(load_rule(written(tmp_path, text), CHECKS), "zh")
    assert rule.cases["retitled"].message == "{id} is retitled"


def test_other_languages_are_english(duplicate: Rule) -> None:
    assert in_language(duplicate, "en") is duplicate


def test_a_rule_says_one_thing_under_the_empty_case(tmp_path: Path) -> None:
    text = '---\ntitle: T\ncheck: each\nseverity: info\nmessage: "m"\n---\n'
    rule = load_rule(written(tmp_path, text), CHECKS)
    assert rule.cases == {"": Case("info", "m")}
    assert (rule.items, rule.across, rule.enabled, rule.drafts, rule.fold, rule.zh) == (
        "notes",
        "note",
        True,
        "keep",
        None,
        None,
    )


def test_a_rule_goes_to_other_processes(duplicate: Rule) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(duplicate), type=Rule) == duplicate


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("message: ", "mesage: ", "10:1: unknown key `mesage`, did you mean `message`?"),
        ("check:", "chek:", "3:1: unknown key `chek`, did you mean `check`?"),
        ("check: agree", "check: agre", "3:8: unknown check `agre`, did you mean `agree`?"),
        ("check: agree", "check: [agree]", "3:8: expected text, got a list"),
        ("items: entries", "items: entry", "4:8: unknown kind of items `entry`, did you mean `entries`?"),
        ("across: collection", "across: notes", "5:9: `notes` is none of collection, note, view"),
        ("{form: section}", "{from: section}", "6:9: unknown attribute `from`, did you mean `form`?"),
        ("{form: section}", "{form: [section]}", "6:15: expected true or false or a whole number"),
        ("at-least: 3", "at-least: many", "8:11: expected a whole number, got text"),
        ("at-least: 3", "at-last: 3", "8:1: unknown key `at-last`, did you mean `at-least`?"),
        ("at-least: 3", "pattern: (a+)+", "8:10: `)+` is not offered in patterns"),
        ("per: scheme\n", "", "2:1: `per` is missing"),
        ("severity: warning", "severity: fatal", "9:11: `fatal` is none of error, info, warning"),
        ("severity: warning\n", "", "2:1: the rule has no `severity`"),
        ("{severity: error}", "{severity: worst}", "12:25: `worst` is none of error, info, warning"),
        ("{severity: error}", "{severty: error}", "12:15: unknown key `severty`, did you mean `severity`?"),
        ("({first.place})", "({first.place.line})", "10:10: `{first.place.line}` is no fact: write `{name}`"),
        ("“{first.title}”", "“{first[title]}”", "10:10: `{first[title]}` is no fact"),
        ("{id} is retitled", "{id!r} is retitled", "13:23: `{id!r}` is no fact"),
        ("it says more", "it says {", "16:20: `{` is no fact"),
        ("{by: note", "{by: file", "17:12: `file` is none of collection, folders, note"),
        ("drafts: info", "drafts: hide", "18:9: `hide` is none of info, keep, silent"),
        ('{retitled: {message: "{id} 换', '{renamed: {message: "{id} 换', "22:11: unknown case `renamed`"),
        ("{id} 已经记过", "{} 已经记过", "21:12: `{}` is no fact"),
        ("title: Each", "title: Each\ntitle: All", "3:1: the key `title` is here twice"),
        ("title: Each", "title: [Each", "3:6: expected ',' or ']', but got ':'"),
        ("---\n\nTwo", "\nTwo", "1:1: a rule begins with front matter between two lines `---`"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in DUPLICATE
    path = written(tmp_path, DUPLICATE.replace(old, new, 1))
    with pytest.raises(RuleError) as caught:
        load_rule(path, CHECKS)
    assert str(caught.value).startswith(f"{path}:{expected}")


SAY = """\
---
title: T
check: say
severity: info
{}
---
"""


@pytest.mark.parametrize("written", ["", "across: view", "across: collection", "items: links"])
def test_a_check_says_what_it_is_about_and_how_much_it_needs(tmp_path: Path, written: str) -> None:
    rule = load_rule(written_rule(tmp_path, f'message: "{{target}}"\n{written}'), CHECKS)
    assert (rule.items, rule.across) == ("links", "view")


def test_a_check_may_be_about_several_kinds_of_items(tmp_path: Path) -> None:
    assert load_rule(written_rule(tmp_path, "items: images\nmessage: m"), CHECKS).items == "images"


def written_rule(folder: Path, front: str) -> Path:
    return written(folder, SAY.format(front))


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("items: headings\nmessage: m", "5:8: `say` is about `links` or `images`, not about `headings`"),
        ("across: note\nmessage: m", "5:9: `say` is `across: view`, which need not be said: leave `across` out"),
        ('message: "{why}"', "5:10: unknown fact `why`: `say` gives target here"),
        ('message: "{targt}"', "5:10: unknown fact `targt`, did you mean `target`? `say` gives target here"),
        ('message: m\nhelp: "{why}"', "6:7: unknown fact `why`"),
        ('message: m\ncases: {near: {help: "{why}"}}', "6:22: unknown fact `why`"),
        ("message: m\ncases: {nea: {help: h}}", "6:9: unknown case `nea`, did you mean `near`?"),
        ("cases: {near: {message: m}}", "5:1: nothing is said of case `far`, case `odd`: a `message` beside"),
        ("message: m\nwords: {wy: {a: b}}", "6:9: unknown fact `wy`"),
        ('message: m\nwords: {why: {a: "{wat}"}}', "6:18: unknown fact `wat`"),
        ('message: m\nfold: {by: note, message: "{count} {why}"}', "6:27: unknown fact `why`"),
        ('message: m\nfold: {by: note, message: "{count} {other}"}', "6:27: unknown fact `other`"),
        ('message: m\nzh: {message: "{why}"}', "6:15: unknown fact `why`"),
        ('message: m\ncases: {far: {}}\nzh: {cases: {far: {help: "{why}"}}}', "7:26: unknown fact `why`"),
    ],
)
def test_what_a_check_does_not_give_is_a_mistake_at_its_place(tmp_path: Path, front: str, expected: str) -> None:
    path = written_rule(tmp_path, front)
    with pytest.raises(RuleError) as caught:
        load_rule(path, CHECKS)
    assert str(caught.value).startswith(f"{path}:{expected}")


@pytest.mark.parametrize(
    "front",
    [
        'message: "{target}"\nwords: {why: {a: "{target}"}}',
        'message: "{target}"\ncases: {odd: {message: "{why}"}}',
        'message: "{why}"\ncases: {near: {message: m}, far: {message: m}}',
        'message: m\nfold: {by: folders, message: "{count} {other} {target}"}',
    ],
)
def test_a_sentence_may_name_what_there_is_whenever_it_is_said(tmp_path: Path, front: str) -> None:
    load_rule(written_rule(tmp_path, front), CHECKS)


def test_of_every_item_its_fields_can_be_told(tmp_path: Path) -> None:
    rule = "---\ntitle: T\ncheck: each\nitems: {}\nseverity: info\nmessage: '{{alt}}'\n---\n"
    load_rule(written(tmp_path, rule.format("images")), CHECKS)
    with pytest.raises(RuleError, match=":6:10: unknown fact `alt`"):
        load_rule(written(tmp_path, rule.format("links")), CHECKS)


def test_a_case_without_a_message_is_a_mistake(tmp_path: Path) -> None:
    text = dedent("""\
        ---
        title: T
        check: each
        cases:
          one: {severity: error, message: m}
          two: {severity: error}
        ---
        """)
    with pytest.raises(RuleError, match=":6:3: case `two` has no `message`"):
        load_rule(written(tmp_path, text), CHECKS)


@pytest.mark.parametrize(
    "text", ["", "---\n---\n", "---\n- a\n---\n", "no front matter", "\x00", "---\nzh: 3\n---\n", "---\n" * 9]
)
def test_a_file_that_is_no_rule_is_a_mistake(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleError):
        load_rule(written(tmp_path, text), CHECKS)


def test_a_file_that_is_no_text_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleError, match="not UTF-8"):
        load_rule(path, CHECKS)


def test_an_id_can_be_written_in_a_comment(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="`My Rule` is no id of a rule"):
        load_rule(written(tmp_path, DUPLICATE, "My Rule.md"), CHECKS)


def test_rules_are_sorted_and_the_readme_is_none_of_them(tmp_path: Path) -> None:
    for name in ("papers/b.md", "papers/a.md", "links/c.md"):
        written(tmp_path, DUPLICATE, name)
    written(tmp_path, "# The rules\n", "README.md")
    written(tmp_path, "# Papers\n", "papers/README.md")
    assert [rule.id for rule in load_rules([tmp_path], CHECKS)] == ["c", "a", "b"]


def test_two_rules_of_one_name_are_a_mistake(tmp_path: Path) -> None:
    first, second = (written(tmp_path, DUPLICATE, f"{folder}/a.md") for folder in "xy")
    with pytest.raises(RuleError, match="already called `a`") as caught:
        load_rules([tmp_path / "x", tmp_path / "y"], CHECKS)
    assert (caught.value.path, str(first) in caught.value.message) == (str(second), True)


def test_a_missing_folder_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such folder"):
        load_rules([tmp_path / "none"], CHECKS)


def test_the_built_in_rules_are_found_in_a_checkout() -> None:
    assert (builtin_rules() / "suppressions" / "unknown-suppression.md").is_file()


def test_a_rule_can_be_about_every_kind_of_item() -> None:
    kinds = item_kinds()
    assert {"notes", "entries", "comments", "unrendered"} <= set(kinds)
    assert "line_starts" not in kinds
    assert kinds["entries"].__name__ == "Entry"


def test_the_facts_of_a_template_are_those_in_braces() -> None:
    assert facts_of(["{id} in {first.place}", "{id}", "none"]) == {"id", "first.place"}
