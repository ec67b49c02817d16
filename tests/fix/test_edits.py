"""Edits that can be made together, and where what stands around them is afterwards."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from notelint.model.edits import Shift, apply, by_path, compatible
from notelint.model.finding import Edit, Finding, Fix

TEXT = "abcdefghij"


def finding(*edits: tuple[int, int, str], path: str = "a.md") -> Finding:
    fix = Fix(tuple(Edit(path, *edit) for edit in edits))
    return Finding("rule", "family", "info", path, edits[0][0], edits[0][1], 1, 1, 1, 1, fix=fix)


spans = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(sorted)
fixes = st.lists(st.builds(lambda span, new: finding((*span, new)), spans, st.sampled_from(["", "X", "XYZ"])))


def starts(findings: list[Finding]) -> list[int]:
    return [each.fix.edits[0].start for each in findings if each.fix]


def test_of_two_that_meet_the_first_is_made() -> None:
    assert starts(compatible([finding((2, 5, "x")), finding((4, 6, "y"))])) == [2]
    assert starts(compatible([finding((4, 6, "y")), finding((2, 5, "x"))])) == [4]
    assert starts(compatible([finding((2, 5, "x")), finding((3, 3, "y"))])) == [2]


def test_two_insertions_at_one_place_meet() -> None:
    assert len(compatible([finding((3, 3, "x")), finding((3, 3, "y"))])) == 1


def test_neighbours_do_not_meet() -> None:
    assert starts(compatible([finding((2, 5, "x")), finding((5, 6, "y"))])) == [2, 5]


def test_what_is_put_in_beside_what_is_taken_away_waits() -> None:
    assert starts(compatible([finding((5, 6, "")), finding((6, 6, "z"))])) == [5]
    assert starts(compatible([finding((6, 6, "z")), finding((5, 6, ""))])) == [6]


def test_a_fix_of_several_edits_waits_as_a_whole() -> None:
    assert starts(compatible([finding((4, 5, "x")), finding((0, 1, "y"), (4, 5, "z"))])) == [4]


def test_the_same_place_in_another_note_is_another() -> None:
    assert len(compatible([finding((2, 5, "x")), finding((2, 5, "x"), path="b.md")])) == 2


def test_what_ends_where_something_is_deleted_and_something_put_in_stays_between_them() -> None:
    shift = Shift([Edit("a.md", 2, 4, ""), Edit("a.md", 4, 4, "XYZ")])
    assert (shift.before(4), shift.after(4)) == (2, 5)


@given(fixes)
def test_edits_that_are_made_together_each_do_what_they_would_do_alone(fixes: list[Finding]) -> None:
    edits = by_path(compatible(fixes)).get("a.md", [])
    new = apply(TEXT, edits)
    shift = Shift(edits)
    for edit in edits:
        start = shift.before(edit.start)
        assert new[start : start + len(edit.new)] == edit.new


@given(fixes)
def test_every_letter_that_no_edit_takes_away_is_where_it_is_said_to_be(fixes: list[Finding]) -> None:
    edits = by_path(compatible(fixes)).get("a.md", [])
    new = apply(TEXT, edits)
    shift = Shift(edits)
    for at, letter in enumerate(TEXT):
        if not any(edit.start <= at < edit.end for edit in edits):
            assert new[shift.after(at)] == letter
            assert new[shift.before(at + 1) - 1] == letter


def test_whichever_comes_first_neighbours_do_not_meet_and_what_is_put_in_waits_for_what_is_taken_away() -> None:
    later, before, beside = finding((5, 8, "x")), finding((2, 5, "y")), finding((5, 5, "z"))
    assert compatible([later, before]) == [later, before]
    assert compatible([later, beside]) == [later]


def test_a_finding_without_a_fix_edits_nothing() -> None:
    without = msgspec.structs.replace(finding((0, 1, "x")), fix=None)
    assert by_path([without]) == {}
    assert compatible([without]) == []
