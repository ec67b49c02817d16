from __future__ import annotations

import re
from typing import Any

from notelint.collection.suppress import Suppressions
from notelint.model.items import Comment, Key, NoteItems

RULES = ["empty-section", "stub-entry", "dead-link"]
_COMMENT = re.compile(r"<!--(.*?)-->|%%(.*?)%%|\{/\*(.*?)\*/\}|^#([^\n]*)", re.DOTALL | re.MULTILINE)


def suppressions(text: str) -> Suppressions:
    """Those of a note whose comments are found by a pattern, and whose front matter is one key."""
    comments = [
        Comment(path="a.md", start=found.start(), end=found.end(), text=next(filter(None, found.groups()), ""))
        for found in _COMMENT.finditer(text)
    ]
    keys = []
    if found := re.search(r"^notelint:\s*?(.*(?:\n +.*)*)", text, re.MULTILINE):
        span: dict[str, Any] = {
            "start": found.start(),
            "end": found.start() + 8,
            "value_start": found.start(1),
            "value_end": found.end(1),
        }
        keys.append(Key(path="a.md", name="notelint", kind="map", raw=found[1], **span))
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return Suppressions(NoteItems(path="a.md", start=0, end=0, line_starts=starts, comments=comments, keys=keys))


def silent(text: str, rule: str = "stub-entry") -> list[int]:
    """The lines on which the rule is silenced."""
    found = suppressions(text)
    return [line for line in range(1, text.count("\n") + 2) if found.covers(rule, line)]


def test_the_next_line_is_silenced() -> None:
    text = "a\n<!-- notelint-disable-next-line stub-entry: later -->\nb\nc"
    assert silent(text) == [3]
    assert silent(text, "dead-link") == []


def test_the_next_line_follows_the_comments_end() -> None:
    assert silent("<!-- notelint-disable-next-line stub-entry:\nlater,\nsurely -->\nb\nc") == [4]


def test_the_comments_own_line_is_silenced() -> None:
    assert silent("a\nb <!-- notelint-disable-line stub-entry -->\nc") == [2]


def test_everything_between_disable_and_enable_is_silenced() -> None:
    assert silent("a\n<!-- notelint-disable stub-entry -->\nb\n<!-- notelint-enable stub-entry -->\nc") == [2, 3, 4]
    assert silent("a\n<!-- notelint-disable -->\nb\n<!-- notelint-enable -->\nc") == [2, 3, 4]


def test_disable_without_enable_holds_to_the_end() -> None:
    assert silent("a\n<!-- notelint-disable stub-entry -->\nb\nc") == [2, 3, 4]


def test_one_of_several_rules_can_be_enabled_again() -> None:
    text = "<!-- notelint-disable stub-entry, dead-link -->\nb\n<!-- notelint-enable dead-link -->\nc"
    assert silent(text, "stub-entry") == [1, 2, 3, 4]
    assert silent(text, "dead-link") == [1, 2, 3]


def test_one_rule_can_be_enabled_where_all_are_disabled() -> None:
    text = "<!-- notelint-disable -->\nb\n<!-- notelint-enable dead-link -->\nc\n<!-- notelint-disable dead-link -->\nd"
    assert silent(text, "stub-entry") == [1, 2, 3, 4, 5, 6]
    assert silent(text, "dead-link") == [1, 2, 3, 5, 6]


def test_ranges_of_one_rule_can_follow_each_other() -> None:
    off, on = "<!-- notelint-disable dead-link -->", "<!-- notelint-enable dead-link -->"
    assert silent(f"{off}\n{on}\nc\n{off}\ne\n{on} {off}\n{on}\nh", "dead-link") == [1, 2, 4, 5, 6, 7]


def test_the_whole_note_is_silenced_from_anywhere() -> None:
    assert silent("a\nb\n<!-- notelint-disable-file stub-entry: a draft -->") == [1, 2, 3]


def test_without_a_name_all_rules_are_silenced() -> None:
    assert silent("<!-- notelint-disable-next-line -->\nb", "whatever") == [2]
    assert silent("<!-- notelint-disable-next-line: for now -->\nb", "whatever") == [2]


def test_several_rules_are_named_with_any_comma() -> None:
    for names in ("stub-entry, dead-link", "dead-link stub-entry", "dead-link，stub-entry：以后再写"):
        assert silent(f"<!-- notelint-disable-next-line {names} -->\nb") == [2]


def test_all_kinds_of_comments_count() -> None:
    assert silent("%% notelint-disable-next-line stub-entry %%\nb") == [2]
    assert silent("{/* notelint-disable-next-line stub-entry */}\nb") == [2]
    assert silent("---\n# notelint-disable-next-line stub-entry\ntitle: x\n---") == [3]


def test_the_front_matter_silences_the_whole_note() -> None:
    assert silent("---\nnotelint: {disable: [stub-entry]}\n---\nb") == [1, 2, 3, 4]
    assert silent("---\nnotelint: {disable: stub-entry}\n---\nb") == [1, 2, 3, 4]
    assert silent("---\nnotelint:\n  disable:\n    - dead-link\n    - stub-entry\n---") == [1, 2, 3, 4, 5, 6]


def test_comments_to_other_linters_are_theirs() -> None:
    found = suppressions("<!-- markdownlint-disable-next-line stub-entry -->\nb\n<!-- see notelint-disable-file -->")
    assert not found.covers("stub-entry", 2)
    assert found.unknown(RULES) == found.unused(RULES, all_ran=True) == []


def told(text: str) -> list[tuple[str, str, str]]:
    return [(hit.case, hit.facts["name"], hit.facts["nearest"]) for hit in suppressions(text).unknown(RULES)]


def test_an_unknown_rule_is_told_with_the_nearest_right_name() -> None:
    text = "<!-- notelint-disable-next-line stub-entry, stub-entires, MD001 -->\n"
    assert told(text) == [("similar-rule", "stub-entires", "stub-entry"), ("rule", "MD001", "")]


def test_an_unknown_command_is_told() -> None:
    assert told("<!-- notelint-disable-nextline x -->") == [
        ("command", "notelint-disable-nextline", "notelint-disable-next-line")
    ]
    assert told("<!-- notelint-ignore -->") == [("command", "notelint-ignore", "notelint-disable-next-line")]


def test_front_matter_that_silences_nothing_is_told() -> None:
    form = "notelint: {disable: [rule]}"
    for value in ("{disabled: [stub-entry]}", "off", "[stub-entry]", "{disable: {a: b}}", "{disable: [a", ""):
        assert told(f"---\nnotelint: {value}\n---\n") == [("command", f"notelint: {value}".strip(), form)]


def test_mistakes_are_told_in_the_order_of_the_note() -> None:
    text = "---\nnotelint: {disable: [no-such]}\n---\n<!-- notelint-skip -->\n<!-- notelint-disable-file nothing -->"
    hits = suppressions(text).unknown(RULES)
    assert [hit.facts["name"] for hit in hits] == ["no-such", "notelint-skip", "nothing"]
    assert [hit.item.start for hit in hits] == sorted(hit.item.start for hit in hits)


def test_what_silenced_nothing_is_unused_if_its_rule_ran() -> None:
    found = suppressions("<!-- notelint-disable-next-line stub-entry, dead-link -->\nb\n<!-- notelint-disable -->")
    assert found.covers("stub-entry", 2)
    assert [hit.facts["name"] for hit in found.unused(["stub-entry", "dead-link"])] == ["dead-link"]
    assert [hit.case for hit in found.unused(["stub-entry"])] == []
    assert [hit.case for hit in found.unused(["stub-entry"], all_ran=True)] == ["every-rule"]


def test_of_two_that_silence_the_same_the_closer_one_is_used() -> None:
    text = "<!-- notelint-disable-file stub-entry -->\n<!-- notelint-disable-next-line stub-entry -->\nb"
    found = suppressions(text)
    assert found.covers("stub-entry", 3)
    assert [hit.item.start for hit in found.unused(RULES)] == [0]


def test_to_disable_twice_is_once_too_often() -> None:
    found = suppressions("<!-- notelint-disable stub-entry -->\n<!-- notelint-disable stub-entry -->\nc")
    assert found.covers("stub-entry", 3)
    assert [hit.item.start for hit in found.unused(RULES)] == [37]


def test_a_note_without_comments_silences_nothing() -> None:
    found = Suppressions(NoteItems(path="a.md", start=0, end=0))
    assert not found.covers("stub-entry", 1)
    assert found.unknown(RULES) == found.unused(RULES) == []
