"""Workflow commands that GitHub Actions turns into annotations on the changed files."""

from __future__ import annotations

import msgspec

from notelint.model.finding import SEVERITIES, Report, ShownFinding
from notelint.report import concise, markdown
from notelint.report.context import Context
from notelint.report.ranking import best_first
from notelint.report.safe import one_line, visible
from notelint.report.words import say

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}

# GitHub shows the first ten errors, warnings and notices of a step and drops the others without a word.
SHOWN = 10
# And it shows no summary at all that is longer, in bytes.
SUMMARY = 1024 * 1024


def render(report: Report, context: Context) -> str:
    """Annotations, the best first; what GitHub would drop follows in the log, and a last annotation counts it.

    What makes the report look better than it is comes before them all.
    """
    first = [_command("warning", {"title": n.code}, n.message) for n in report.first[:SHOWN]]
    notices = [_command("notice", {"title": n.code}, n.message) for n in report.others[: SHOWN - 1]]
    annotated: list[ShownFinding] = []
    dropped: list[ShownFinding] = []
    ranked = best_first(report.findings, context.is_changed)
    for severity in SEVERITIES:
        # One notice is for the count.
        room = {"info": SHOWN - 1 - len(notices), "warning": SHOWN - len(first)}.get(severity, SHOWN)
        findings = [finding for finding in ranked if finding.severity == severity]
        annotated += findings[:room]
        dropped += findings[room:]
    lines = [*first, *(_annotation(finding, context) for finding in annotated), *notices]
    lines += [_logged(concise.line(finding)) for finding in dropped]
    lines += [_logged(notice.message) for notice in (*report.first[len(first) :], *report.others[len(notices) :])]
    lines += [_logged(say(context.lang, "unjudged") + sentence) for sentence in report.not_judged]
    if dropped:
        lines.append(_command("notice", {}, say(context.lang, "not-annotated", n=len(dropped))))
    return "".join(f"{line}\n" for line in lines)


def summary(report: Report, context: Context, taken: int) -> str:
    """All findings, for the summary of a step, of which `taken` bytes are written already; "" where it is full."""
    text = markdown.render(report, msgspec.structs.replace(context, limit=SUMMARY - taken))
    return text if len(text.encode("utf-8", "replace")) <= SUMMARY - taken else ""


def _annotation(finding: ShownFinding, context: Context) -> str:
    properties: dict[str, object] = {"file": context.in_repository(finding.path), "line": finding.line}
    if finding.line == finding.end_line:  # columns of a place of several lines make GitHub refuse the annotation
        properties |= {"col": finding.column, "endLine": finding.end_line, "endColumn": finding.end_column}
    else:
        properties["endLine"] = finding.end_line
    properties["title"] = finding.rule
    return _command(COMMANDS[finding.severity], properties, finding.message, finding.help)


def _command(name: str, properties: dict[str, object], message: str, details: str | None = None) -> str:
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    data = "%0A".join(_data(one_line(text)) for text in (message, details) if text)
    return f"::{name} {written}::{data}" if written else f"::{name}::{data}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _logged(text: str) -> str:
    """A line that is no command, since it does not open with `::`."""
    return f"- {one_line(text)}"
