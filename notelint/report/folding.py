"""Which findings share a line of the terminal report, and under which heading the lines stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import msgspec

from notelint.model.finding import SEVERITIES, Severity, ShownFinding
from notelint.report.concise import place
from notelint.report.safe import one_line, visible

GROUPS = ("broken", "contradictions", "holes")

# Errors are `broken`, whatever else is said. A family that is not named here contradicts, unless a rule says `group`.
GROUP_OF_FAMILY = {
    "file": "holes",
    "papers": "contradictions",
    "entries": "contradictions",
    "links": "holes",
    "images": "holes",
    "sections": "holes",
    "front-matter": "holes",
}

MANY = 5  # a rule that fires more often than this in one note gets one line for the note


class Line(msgspec.Struct, frozen=True):
    """One line of the report: a finding, or several of which `first` is shown."""

    first: ShownFinding
    count: int
    where: str
    message: str


class Block(msgspec.Struct, frozen=True):
    """What one rule says at one severity. `count` includes what is folded."""

    rule: str
    severity: Severity
    lines: list[Line]
    count: int


def grouped(findings: list[ShownFinding], unfold: bool, said: Mapping[str, str]) -> dict[str, list[Block]]:
    """The blocks of each group that has any, in the order of `GROUPS`, the worst and then by name.

    `said` is the group of rules that are unlike their family.
    """
    members: dict[tuple[int, int, str], list[Line]] = defaultdict(list)
    for line in map(_alone, findings) if unfold else _folded(findings):
        first = line.first
        members[GROUPS.index(_group(first, said)), SEVERITIES.index(first.severity), first.rule].append(line)
    groups: dict[str, list[Block]] = defaultdict(list)
    for (group, severity, rule), lines in sorted(members.items(), key=lambda item: item[0]):
        count = sum(line.count for line in lines)
        groups[GROUPS[group]].append(Block(rule, SEVERITIES[severity], lines, count))
    return groups


def _group(finding: ShownFinding, said: Mapping[str, str]) -> str:
    if finding.severity == "error":
        return "broken"
    return said.get(finding.rule) or GROUP_OF_FAMILY.get(finding.family, "contradictions")


def _folded(findings: list[ShownFinding]) -> list[Line]:
    # What shares a line is of one rule and one severity, so that the counts beside the rules are true.
    shared = Counter(map(_key, findings))
    together: dict[tuple[str, ...], list[ShownFinding]] = defaultdict(list)
    for finding in findings:
        if finding.fold and shared[_key(finding)] > 1:
            together["fold", *_key(finding)].append(finding)
        else:
            together[finding.severity, finding.rule, finding.path].append(finding)
    lines: list[Line] = []
    for key, members in together.items():
        if key[0] == "fold":
            lines.append(_by_key(members))
        elif len(members) > MANY:
            lines.append(_by_note(members))
        else:
            lines += map(_alone, members)
    return lines


def _key(finding: ShownFinding) -> tuple[str, ...]:
    return finding.severity, finding.rule, finding.fold.key if finding.fold else ""


def _alone(finding: ShownFinding) -> Line:
    return Line(finding, 1, place(finding), one_line(finding.message))


def _by_key(members: list[ShownFinding]) -> Line:
    first = members[0]
    message = first.fold.message if first.fold else first.message
    return Line(first, len(members), place(first), one_line(message.replace("{count}", f"{len(members):,}")))


def _by_note(members: list[ShownFinding]) -> Line:
    first = members[0]
    others = "" if all(finding.message == first.message for finding in members) else " …"
    message = f"{len(members)} × {one_line(first.message)}{others}"
    return Line(first, len(members), f"{visible(first.path)}:", message)
