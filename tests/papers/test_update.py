"""Who is asked about, and what is kept of the answers."""

from __future__ import annotations

from datetime import date

import pytest

from notelint.papers.file import Paper
from notelint.papers.update import due, merged, with_first_titles

TODAY = date(2026, 11, 1)
LLAVA = Paper(title="Visual Instruction Tuning", version=2, asked="2026-10-01")


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ({}, True),
        ({"2304.08485": LLAVA}, False),
        ({"2304.08485": Paper(title="A", version=2, asked="2026-05-05")}, False),
        ({"2304.08485": Paper(title="A", version=2, asked="2026-05-04")}, True),
        ({"2304.08485": Paper(title="A", version=2)}, True),
        ({"2304.08485": Paper(title="A", version=2, asked="2027-01-01")}, True),
        ({"2304.08485": Paper(unknown=True, asked="2026-11-01")}, True),
    ],
    ids=["new", "known", "half a year ago", "longer ago", "never asked", "asked in time to come", "unknown"],
)
def test_new_and_old_papers_are_asked_about(known: dict[str, Paper], asked: bool) -> None:
    assert due({"2304.08485": 0}, known, TODAY) == ["2304.08485"] * asked
    assert due({"2304.08485": 0}, known, TODAY, everything=True) == ["2304.08485"]


def test_a_version_that_arXiv_did_not_have_yet_is_asked_for() -> None:
    assert due({"2304.08485": 3}, {"2304.08485": LLAVA}, TODAY) == ["2304.08485"]
    assert due({"2304.08485": 2}, {"2304.08485": LLAVA}, TODAY) == []


def test_what_came_and_what_went_is_told() -> None:
    known = {"2201.12086": Paper(title="BLIP", asked="2026-01-01"), "2304.08485": LLAVA}
    done = merged(["2304.08485", "2301.12597"], known, {"2301.12597": Paper(title="BLIP-2")}, [], TODAY)
    assert list(done.papers) == ["2301.12597", "2304.08485"]
    assert done.papers["2301.12597"] == Paper(title="BLIP-2", asked="2026-11-01")
    assert (done.added, done.changed, done.removed) == (["2301.12597"], [], ["2201.12086"])


def test_a_paper_that_was_asked_about_again_has_not_changed() -> None:
    done = merged(["2304.08485"], {"2304.08485": LLAVA}, {"2304.08485": Paper(title=LLAVA.title, version=2)}, [], TODAY)
    assert (done.papers["2304.08485"].asked, done.changed) == ("2026-11-01", [])


def test_former_titles_are_kept() -> None:
    papers = {"2304.08485": LLAVA}
    for title in ("Tuning", "Better tuning", "Tuning"):
        papers = merged(papers, papers, {"2304.08485": Paper(title=title)}, [], TODAY).papers
    assert papers["2304.08485"].title == "Tuning"
    assert papers["2304.08485"].former == ("Visual Instruction Tuning", "Better tuning")


def test_the_first_versions_title_is_a_former_one() -> None:
    found = with_first_titles({"2304.08485": LLAVA, "2201.12086": Paper(title="B")}, {"2304.08485": Paper(title="L")})
    assert (found["2304.08485"].former, found["2201.12086"].former) == (("L",), ())
    assert with_first_titles({"2304.08485": LLAVA}, {"2304.08485": LLAVA})["2304.08485"].former == ()


def test_an_undecided_paper_stays_as_it_was() -> None:
    known = {"2304.08485": LLAVA, "2304.99999": Paper(unknown=True, asked="2026-01-01")}
    assert merged(known, known, {}, [], TODAY).papers == known


def test_a_paper_that_arXiv_has_no_more_is_unknown() -> None:
    done = merged(["2304.08485"], {"2304.08485": LLAVA}, {}, ["2304.08485"], TODAY)
    assert done.papers == {"2304.08485": Paper(unknown=True, asked="2026-11-01")}


def test_of_very_many_former_titles_the_last_are_kept() -> None:
    papers = {"2304.08485": LLAVA}
    for number in range(30):
        papers = merged(papers, papers, {"2304.08485": Paper(title=f"Title {number}")}, [], TODAY).papers
    assert papers["2304.08485"].former == tuple(f"Title {number}" for number in range(9, 29))
