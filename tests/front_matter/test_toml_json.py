import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.front_matter import Parsed, parse


def read(text: str) -> Parsed:
    parsed = parse(text, "a.md")
    assert parsed is not None
    return parsed


TOML = """+++
title = "A # b" # why
"draft note" = false
tags = [
  "x", # one
  "y",
]
date = 2026-01-24
made = 2026-01-24T02:22:48+08:00
text = \"\"\"
title = "no key"
\"\"\"
author.name = "B"
author.mail = "b@example.com"
[params]
title = "no key of the outermost table"
[params.deep]
[[menus]]
+++
"""


def test_toml_keys_stand_where_they_are_written() -> None:
    parsed = read(TOML)
    assert [(TOML[k.start : k.end], k.name, k.kind) for k in parsed.keys] == [
        ("title", "title", "str"),
        ('"draft note"', "draft note", "bool"),
        ("tags", "tags", "list"),
        ("date", "date", "date"),
        ("made", "made", "datetime"),
        ("text", "text", "str"),
        ("author", "author", "map"),
        ("params", "params", "map"),
        ("menus", "menus", "list"),
    ]
    raw = {k.name: TOML[k.value_start : k.value_end] for k in parsed.keys}
    assert raw == {k.name: k.raw for k in parsed.keys}
    assert (raw["title"], raw["date"]) == ('"A # b"', "2026-01-24")
    assert raw["tags"] == '[\n  "x", # one\n  "y",\n]'
    assert parsed.keys[2].items == ("x", "y")


def test_toml_dates_stay_text() -> None:
    values = read(TOML).values
    assert (values["date"], values["made"]) == ("2026-01-24", "2026-01-24 02:22:48+08:00")


@pytest.mark.parametrize(
    ("content", "error", "at"),
    [
        ("title = A\n", "other: Invalid value", 12),
        ("a = 1\ntitle：A\n", "other: Expected '=' after a key in a key/value pair", 15),
        ("a = [1,\n", "other: Invalid value", 11),
        ("a = " + "[" * 3000, "depth: ", 4),
    ],
)
def test_a_mistake_in_toml_has_its_place(content: str, error: str, at: int) -> None:
    front = read(f"+++\n{content}\n+++\n" if content.endswith("[") else f"+++\n{content}+++\n").front_matter
    assert (front.error, front.error_at) == (error, at)


def test_json_keys_stand_where_they_are_written() -> None:
    text = '{\n"title": "A",\n"tags": ["x", 1, null, true],\n"n": -1.5e3,\n"o": {"p": 1},\n"title": null\n}\nText\n'
    parsed = read(text)
    assert [(k.name, k.kind, k.raw) for k in parsed.keys] == [
        ("title", "str", '"A"'),
        ("tags", "list", '["x", 1, null, true]'),
        ("n", "float", "-1.5e3"),
        ("o", "map", '{"p": 1}'),
        ("title", "null", "null"),
    ]
    assert all(text[k.value_start : k.value_end] == k.raw for k in parsed.keys)
    assert parsed.keys[1].items == ("x", "1", "", "true")
    assert text[parsed.keys[4].duplicate_of :].startswith('"title": "A"')
    assert parsed.values["title"] is None


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('{"a": 1 ‸"b": 2}', "other: Expecting ',' delimiter"),
        ('{"a": ‸b}', "other: Expecting value"),
        ('{"a": 1,‸}', "other: Expecting value"),
        ('{"a": 1, "b"‸}', "other: Expecting ':' delimiter"),
    ],
)
def test_a_mistake_in_json_has_its_place(text: str, error: str) -> None:
    front = read(text.replace("‸", "")).front_matter
    assert (front.error, front.error_at) == (error, text.index("‸"))


def test_json_that_cannot_be_written_again_is_mended() -> None:
    assert msgspec.json.encode(read('{"a\\ud800": ["\\ud800"]}'))


@given(
    st.text(alphabet="a=\"'[]{}:,1 \n#.\\-", max_size=40), st.sampled_from(["+++\na = {}\n+++\n", '{{"a": {}\n}}\n'])
)
@settings(max_examples=500, deadline=None)
def test_anything_can_be_read(content: str, frame: str) -> None:
    text = frame.format(content)
    parsed = parse(text, "a.md")
    for key in parsed.keys if parsed else ():
        assert text[key.value_start : key.value_end] == key.raw
