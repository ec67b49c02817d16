"""Papers by what arXiv says of them."""

from __future__ import annotations

import pytest

from notelint.checks.metadata import withdrawal
from notelint.papers.file import Paper


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn by the author due to a crucial sign error in equation 1",
        "This submission has been withdrawn by arXiv administrators",
        "Paper withdrawn",
        "Withdrawn.",
        "withdrawn due to an error",
        "12 pages; the paper is temporarily withdrawn",
        "The authors have withdrawn this article",
        "Author withdrew the paper: see v2",
    ],
)
def test_a_comment_says_that_a_paper_is_withdrawn(comment: str) -> None:
    assert withdrawal(Paper(title="A", comment=comment)) == comment


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "12 pages, 3 figures",
        "Withdrawn from ICLR 2022; now at TMLR",
        "The paper was withdrawn from a workshop",
        "Claims that were withdrawn elsewhere are proved here",
        "On withdrawn products",
    ],
)
def test_a_comment_speaks_of_other_things(comment: str) -> None:
    assert withdrawal(Paper(title="A", comment=comment)) == ""


def test_an_abstract_says_it_in_the_place_of_one() -> None:
    said = "This paper has been withdrawn by the authors"
    assert withdrawal(Paper(title="A", abstract=f"{said}. A revised one will follow.")) == said
    assert withdrawal(Paper(title="A", abstract=f"We look at retractions. {said}, it says in many.")) == ""
