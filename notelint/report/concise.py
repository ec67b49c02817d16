"""A line a finding and nothing else: for pipes, editors and `grep`."""

from __future__ import annotations

from notelint.model.finding import RelatedPlace, Report, ShownFinding
from notelint.report.context import Context
from notelint.report.safe import one_line, visible
from notelint.report.words import say


def render(report: Report, context: Context) -> str:
    return "".join(f"{line(finding)}\n" for finding in report.findings)


def line(finding: ShownFinding) -> str:
    """`path:line:col: severity: message [rule]`, one line whatever the note holds."""
    return f"{place(finding)}: {finding.severity}: {one_line(finding.message)} [{visible(finding.rule)}]"


def place(finding: ShownFinding | RelatedPlace) -> str:
    path = visible(finding.path)
    # A line that opens with `::` would be a workflow command.
    return f"{'./' if path.startswith('::') else ''}{path}:{finding.line}:{finding.column}"


def notices(report: Report, context: Context) -> str:
    """What is to be known besides the findings, a line each, for stderr: notices, and what was not judged."""
    said = [f"{one_line(notice.message)} [{visible(notice.code)}]" for notice in (*report.first, *report.others)]
    said += [f"{say(context.lang, 'unjudged')}{one_line(sentence)}" for sentence in report.not_judged]
    return "".join(f"notelint: {text}\n" for text in said)
