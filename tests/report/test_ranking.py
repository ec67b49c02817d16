from __future__ import annotations

from example import finding

from notelint.report.ranking import best_first


def test_the_worst_then_what_changed_then_one_of_each_rule() -> None:
    found = [
        finding("stub-entry", severity="info", line=1),
        finding("broken-link", line=2),
        finding("broken-link", line=3),
        finding("missing-image", line=4),
        finding("broken-link", line=5),
        finding("empty-section", severity="warning", line=6),
    ]
    assert [each.line for each in best_first(found, lambda each: True)] == [2, 4, 3, 5, 6, 1]
    assert [each.line for each in best_first(found, lambda each: each.line == 5)] == [5, 2, 4, 3, 6, 1]
