"""Which headings are a paper's own, which are another's, and of which nothing can be said."""

from __future__ import annotations

import pytest

from notelint.papers.file import Paper
from notelint.papers.library import Library, Misfit
from papers.papers import EXAMPLES, OTHERS, SAYING_NOTHING

LIBRARY = Library({example.id: example.paper for example in EXAMPLES})
LLAVA = "2304.08485"
OWN = [(heading, example.id) for example in EXAMPLES for heading in example.headings]


@pytest.mark.parametrize(("heading", "id"), OWN)
def test_a_heading_is_its_papers_own(heading: str, id: str) -> None:
    assert LIBRARY.misfit(heading, id) is None


@pytest.mark.parametrize("heading", SAYING_NOTHING)
def test_a_heading_that_names_nothing_is_nobodys(heading: str) -> None:
    assert LIBRARY.misfit(heading, LLAVA) is None


@pytest.mark.parametrize(("heading", "kind", "other"), OTHERS)
def test_a_heading_is_another_papers(heading: str, kind: str, other: str) -> None:
    assert LIBRARY.misfit(heading, LLAVA) == Misfit(kind, other)


def test_no_heading_is_given_to_a_wrong_paper() -> None:
    """Each heading on each other paper: where a paper is named as the right one, it is the heading's own."""
    owners = {heading: {id for other, id in OWN if other == heading} for heading, _ in OWN}
    found = [(heading, LIBRARY.misfit(heading, example.id)) for heading, _ in OWN for example in EXAMPLES]
    named = [(heading, misfit.other) for heading, misfit in found if misfit and misfit.other]
    assert [(heading, other) for heading, other in named if other not in owners[heading]] == []
    assert len(named) > 0.8 * len(OWN) * (len(EXAMPLES) - 1)


@pytest.mark.parametrize("text", ["of " * 10_000, "a b c " * 10_000, "论" * 10_000, "[(" * 10_000, "1. " * 10_000])
def test_no_text_is_too_odd(text: str) -> None:
    library = Library({LLAVA: Paper(title=text, abstract=text), "2201.12086": Paper(title="BLIP", abstract=text)})
    assert library.misfit(text, LLAVA) is None
    assert library.misfit("OfOfOf", "2201.12086") in (None, Misfit("name"))
    assert library.misfit("BLIP", "2201.12086") is None


def test_there_are_examples_enough_for_this_to_mean_something() -> None:
    assert len(EXAMPLES) >= 40
    assert len(OWN) >= 120
