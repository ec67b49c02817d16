"""The tables of `docs/viewers.md`: how often notelint and the viewer itself agree, by set-up and by construct."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import answers
import layout
from answers import Outcome

_PAGE = Path(__file__).parents[2] / "docs" / "viewers.md"
_MARK = re.compile(r"(<!-- (agreement|constructs) -->\n).*?(<!-- end -->)", re.DOTALL)


def renew(outcomes: Mapping[str, Mapping[str, Outcome]]) -> None:
    """Writes the tables between their marks."""
    tables = {"agreement": _agreement(outcomes), "constructs": _constructs(outcomes)}
    text = _PAGE.read_text("utf-8")
    _PAGE.write_text(_MARK.sub(lambda found: f"{found[1]}\n{tables[found[2]]}\n\n{found[3]}", text), "utf-8")


def _agreement(outcomes: Mapping[str, Mapping[str, Outcome]]) -> str:
    rows = ["| set-up | viewer | asked | agree | missed | false | host |", "|---|---|--:|--:|--:|--:|--:|"]
    pinned = answers.versions()
    for name, outcome in outcomes.items():
        setup = layout.load(name)
        count = Counter(outcome.values())
        versions = ", ".join(f"{each} {pinned[each]}".strip() for each in setup.packages)
        what = f"{setup.viewer}, {setup.about} ({versions})"
        cells = (
            name,
            what,
            len(outcome) - count["host"],
            _share(count),
            count["missed"],
            count["false"],
            count["host"],
        )
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows)


def _constructs(outcomes: Mapping[str, Mapping[str, Outcome]]) -> str:
    kinds = dict.fromkeys(key.partition("/")[0] for outcome in outcomes.values() for key in outcome)
    rows = [f"| construct | {' | '.join(outcomes)} |", f"|---|{'--:|' * len(outcomes)}"]
    for kind in kinds:
        cells = []
        for outcome in outcomes.values():
            count = Counter(what for key, what in outcome.items() if key.partition("/")[0] == kind)
            asked = count.total() - count["host"]
            cells.append(f"{count['both'] + count['fine']}/{asked}" if asked else "–")
        rows.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _share(count: Counter[Outcome]) -> str:
    asked = count.total() - count["host"]
    return f"{(count['both'] + count['fine']) / asked:.1%}" if asked else "–"
