from __future__ import annotations

from typing import Literal

import msgspec
from example import big_report, finding, report

from notelint.model.finding import Edit, Fix, RelatedPlace
from notelint.report import Context
from notelint.report.rdjsonl import render
from notelint.text.source import Source, from_text

# The messages of reviewdog's `reviewdog.proto`; it refuses a field that is not there.


class Position(msgspec.Struct, forbid_unknown_fields=True):
    line: int
    column: int  # bytes of UTF-8, from 1


class Range(msgspec.Struct, forbid_unknown_fields=True):
    start: Position
    end: Position | None = None


class Location(msgspec.Struct, forbid_unknown_fields=True):
    path: str
    range: Range


class Related(msgspec.Struct, forbid_unknown_fields=True):
    message: str
    location: Location


class Suggestion(msgspec.Struct, forbid_unknown_fields=True):
    range: Range
    text: str


class Tool(msgspec.Struct, forbid_unknown_fields=True):
    name: str


class Code(msgspec.Struct, forbid_unknown_fields=True):
    value: str


class Diagnostic(msgspec.Struct, forbid_unknown_fields=True):
    message: str
    location: Location
    severity: Literal["ERROR", "WARNING", "INFO"]
    source: Tool
    code: Code
    suggestions: list[Suggestion] = []
    related_locations: list[Related] = []


TEXT = "# 笔记\n\na𐐀b [上一篇](gone.md)和[下一篇](lost.md)。\n"


def source(path: str) -> Source:
    return from_text(path, TEXT)


def line_text(path: str, line: int) -> str:
    return TEXT.split("\n")[line - 1]


CONTEXT = Context(source=source, line_text=line_text)


def diagnostics(text: str) -> list[Diagnostic]:
    return [msgspec.json.decode(line, type=Diagnostic) for line in text.splitlines()]


def test_a_report_has_the_documented_fields() -> None:
    found = big_report(300)
    assert len(diagnostics(render(found, Context()))) == len(found.findings)
    assert render(report(), Context()) == ""


def test_columns_are_bytes() -> None:
    found = diagnostics(render(report(finding(line=3, column=3, end_column=4)), CONTEXT))[0]
    assert found.location.range == Range(Position(3, 6), Position(3, 7))  # as in reviewdog's own example


def test_columns_of_one_line_are_right_in_any_order() -> None:
    columns = (1, 4, 2, 4)
    found = diagnostics(render(report(*(finding(line=3, column=each, end_column=each) for each in columns)), CONTEXT))
    line = CONTEXT.line_text("a.md", 3)
    assert [each.location.range.start.column for each in found] == [len(line[: n - 1].encode()) + 1 for n in columns]


def test_a_fix_is_one_suggestion() -> None:
    one, two = TEXT.index("gone.md"), TEXT.index("lost.md")
    fix = Fix((Edit("a.md", two, two + 7, "d.md"), Edit("a.md", one, one + 7, "c.md")))
    found = diagnostics(render(report(finding(fix=fix)), CONTEXT))[0]
    (suggestion,) = found.suggestions
    assert suggestion.text == "c.md)和[下一篇](d.md"
    line = line_text("a.md", 3).encode()
    start, end = suggestion.range.start, suggestion.range.end
    assert end is not None and start.line == end.line == 3
    replaced = line[: start.column - 1] + suggestion.text.encode() + line[end.column - 1 :]
    assert replaced.decode() == "a𐐀b [上一篇](c.md)和[下一篇](d.md)。"


def test_what_changes_another_note_or_must_be_looked_at_is_no_suggestion() -> None:
    other = Fix((Edit("b.md", 0, 1, "x"),))
    both = Fix((Edit("a.md", 0, 1, "x"), Edit("b.md", 0, 1, "x")))
    unsafe = Fix((Edit("a.md", 0, 1, "x"),), safe=False)
    found = diagnostics(render(report(*(finding(fix=fix) for fix in (other, both, unsafe))), CONTEXT))
    assert [each.suggestions for each in found] == [[], [], []]


def test_related_places_are_told() -> None:
    found = finding(related=(RelatedPlace("b.md", 3, 3, "the first"),))
    (related,) = diagnostics(render(report(found), CONTEXT))[0].related_locations
    assert related == Related("the first", Location("b.md", Range(Position(3, 6))))


def test_a_name_that_is_not_utf8_costs_no_other_finding() -> None:
    related = (RelatedPlace("b\udcff.md", 1, 1, "the first"),)
    one, other = diagnostics(
        render(report(finding(path="a\udcff.md", related=related), finding(path="é.md")), Context())
    )
    assert (one.location.path, other.location.path) == ("a<U+DCFF>.md", "é.md")
    assert one.related_locations[0].location.path == "b<U+DCFF>.md"
