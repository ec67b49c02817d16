"""Which findings come first where only some can be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from notelint.model.finding import SEVERITIES, ShownFinding


def best_first(findings: Iterable[ShownFinding], is_changed: Callable[[ShownFinding], bool]) -> list[ShownFinding]:
    """The worst first, of these what stands on changed lines, of these one of each rule before a second of any."""
    count: Counter[str] = Counter()
    keyed = []
    for position, finding in enumerate(findings):
        count[finding.rule] += 1
        rank = (SEVERITIES.index(finding.severity), not is_changed(finding), count[finding.rule], position)
        keyed.append((rank, finding))
    return [finding for _, finding in sorted(keyed, key=lambda pair: pair[0])]
