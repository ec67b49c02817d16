from __future__ import annotations

from textwrap import dedent

import pytest

from notelint.data.located import LocatedError, no_such, read_toml, read_yaml


def mistake(text: str) -> tuple[int, int, str]:
    with pytest.raises(LocatedError) as caught:
        read_yaml(text)
    return caught.value.line, caught.value.column, caught.value.message


def test_every_key_and_value_knows_its_place() -> None:
    document = read_yaml('a: 1\nrules:\n  "x": {severity: error, 是: [b, c]}\n', first_line=2)
    assert document.data == {"a": 1, "rules": {"x": {"severity": "error", "是": ["b", "c"]}}}
    assert document.mark(("rules", "x"), key=True) == (4, 3)
    assert document.mark(("rules", "x", "severity")) == (4, 19)
    assert document.mark(("rules", "x", "是", 1)) == (4, 33)


def test_a_place_that_is_unknown_is_that_of_what_encloses_it() -> None:
    assert read_yaml("a:\n  b: c\n").mark(("a", "b", "no", 3)) == (2, 6)


def test_values_beyond_the_plain_part_have_their_usual_types() -> None:
    text = "a: 0x1f\nb: 010\nc: 1e3\nd: .inf\ne: True\nf: ~\ng: 2026-13-45\n"
    text += "h: 1_000\nl: -_\ni: yes\nj: |\n  x\nk: # nothing\n"
    expected = {"a": 31, "b": 10, "c": 1000.0, "d": float("inf"), "e": True, "f": None, "g": "2026-13-45"}
    assert read_yaml(text).data == {**expected, "h": 1000, "l": "-_", "i": "yes", "j": "x\n", "k": None}


def test_a_key_that_stands_twice_is_a_mistake() -> None:
    assert mistake("a: 1\nb: 2\na: 3\n") == (3, 1, "the key `a` is here twice")


def test_aliases_are_not_followed() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert mistake(bomb) == (1, 4, "anchors and aliases are not read")
    assert mistake("&a [*a]")[2] == "anchors and aliases are not read"


def test_a_syntax_error_stands_where_the_parser_stumbles() -> None:
    assert mistake("a: b\nc: d: e\n")[:2] == (2, 5)


def test_control_characters_are_named() -> None:
    assert mistake("a: b\nc: \x07\n") == (2, 4, "character U+0007 is not allowed in YAML")


def test_a_mapping_as_a_key_is_a_mistake() -> None:
    assert mistake("{a: b}: c\n")[2] == "a key must be one word or text"


@pytest.mark.parametrize(
    "text", ["[" * 3000, "a: " * 2000, "{" * 3000, "- " * 3000, "x" * 300_000 + ": '", "%YAML 99\n---\na"]
)
def test_hostile_text_is_a_mistake_and_no_crash(text: str) -> None:
    assert mistake(text)[0] == 1


def test_the_parser_survives_a_mistake() -> None:
    mistake("a: [&")
    assert read_yaml("a: 'b''c'").data == {"a": "b'c"}


TOML = dedent("""\
    [project]
    name = "notes"

    [tool.notelint]
    exclude = ["a", "b"]
    since = 2026-11-01

    [tool.notelint.rules]
    empty-section = "off"
    "stub-entry" = { severity = "error" }

    [[tool.notelint.overrides]]
    files = ["*.md"]

    [[tool.notelint.overrides]]
      rules.x = "off"
    """)


def test_a_table_of_toml_knows_its_places_too() -> None:
    document = read_toml(TOML, ("tool", "notelint"))
    assert document is not None
    assert document.data["since"] == "2026-11-01"
    assert document.mark(("exclude",), key=True) == (5, 1)
    assert document.mark(("rules", "empty-section")) == (9, 17)
    assert document.mark(("rules", "stub-entry", "severity")) == (10, 16)
    assert document.mark(("overrides", 0, "files"), key=True) == (13, 1)
    assert document.mark(("overrides", 1, "rules", "x"), key=True) == (16, 3)


def test_toml_without_the_table_is_nothing() -> None:
    assert read_toml("[tool.other]\n", ("tool", "notelint")) is None
    assert read_toml("tool = 3\n", ("tool", "notelint")) is None


def test_a_mistake_in_toml_has_a_place() -> None:
    with pytest.raises(LocatedError) as caught:
        read_toml("[tool]\nx = = 1\n", ("tool",))
    assert (caught.value.line, caught.value.column) == (2, 5)


def test_a_wrong_name_is_told_the_right_one() -> None:
    assert no_such("key", "mesage", ["message", "title"]) == "unknown key `mesage`, did you mean `message`?"
    assert no_such("key", "xyz", ["message", "title"]) == "unknown key `xyz`"


@pytest.mark.parametrize(
    "text",
    ["[" * 60, "a: " + "{b: " * 60, "- " * 60 + "a", "\n".join(" " * depth + "a:" for depth in range(60)), "? " * 60],
)
def test_what_is_nested_too_deeply_is_a_mistake(text: str) -> None:
    assert mistake(text)[2] == "nested more than 50 deep"


@pytest.mark.parametrize(
    "text", ["x.a" * 20000 + " = 1", "[t" + ".a" * 60 + "]", "a = " + "[" * 5000, "a" + ".a" * 60 + " = 1"]
)
def test_toml_that_is_nested_too_deeply_is_a_mistake(text: str) -> None:
    with pytest.raises(LocatedError, match="nested more than 50 deep"):
        read_toml(text, ("t",))


def test_a_number_of_thousands_of_digits_is_text_in_yaml_and_a_mistake_in_toml() -> None:
    digits = "9" * 5000
    assert read_yaml(f"a: {digits}\nb: [{digits}]").data == {"a": digits, "b": [digits]}
    with pytest.raises(LocatedError, match="a number has more than 4,300 digits"):
        read_toml(f"a = {digits}", ())
