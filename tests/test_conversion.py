from __future__ import annotations

from typing import Literal

import msgspec
import pytest

from notelint.data.located import LocatedError, read_yaml
from notelint.data.typed import convert


class Part(msgspec.Struct, forbid_unknown_fields=True):
    size: int
    colour: Literal["red", "green"] = "red"


class Whole(msgspec.Struct, forbid_unknown_fields=True):
    parts: dict[str, Part] = {}
    row: list[Part] = []
    names: list[str] | None = None


def mistake(text: str) -> str:
    with pytest.raises(LocatedError) as caught:
        convert(read_yaml(text), (), Whole)
    return str(caught.value)


def test_what_fits_is_converted() -> None:
    whole = convert(read_yaml("parts:\n  a: {size: 3, colour: green}\n"), (), Whole)
    assert whole.parts["a"] == Part(3, "green")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prts: {}", "1:1: unknown key `prts`, did you mean `parts`?"),
        ("parts:\n  a: {size: 1}\n  b: {size: x}", "3:13: expected a whole number, got text"),
        ("parts:\n  a: {size: 1}\n  b: {size: 1, colr: red}", "3:16: unknown key `colr`, did you mean `colour`?"),
        ("parts:\n  a: {size: 1}\n  b: {size: 1, colour: blue}", "3:24: `blue` is none of green, red"),
        ("parts:\n  a: {size: 1}\n  b: {colour: red}", "3:6: `size` is missing"),
        ("row:\n  - {size: 1}\n  - {size: [1]}", "3:12: expected a whole number, got a list"),
        ("row: {a: b}", "1:6: expected a list, got a mapping"),
        ("names: text", "1:8: expected a list or nothing, got text"),
        ("names: [a, 3]", "1:12: expected text, got a whole number"),
    ],
)
def test_a_mistake_stands_where_it_was_made(text: str, expected: str) -> None:
    assert mistake(text) == expected


def test_data_can_stand_for_what_is_written() -> None:
    document = read_yaml("x: {size: red}")
    assert convert(document, ("x",), Part, {"size": 3}) == Part(3)
    with pytest.raises(LocatedError, match="1:11: expected a whole number, got text"):
        convert(document, ("x",), Part, {"size": "red"})
