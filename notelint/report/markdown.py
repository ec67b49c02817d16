"""A table in Markdown: for a comment on a pull request, and for the summary of a CI step."""

from __future__ import annotations

import re
from itertools import chain

from notelint.model.finding import SEVERITIES, Report, ShownFinding
from notelint.report import concise
from notelint.report.context import Context
from notelint.report.ranking import best_first
from notelint.report.safe import one_line
from notelint.report.words import say
from notelint.text.lazy import lazy_re

_SPECIAL = lazy_re(r"([\\`*_\[\]<>|~&$])")
# What stands behind these would call a person, or be a link: to a pull request, or to wherever a stranger wants.
_CALL = lazy_re(r"(?:[@#]|GH-)(?=\w)|www(?=\.)|:(?=//)", re.IGNORECASE)


def render(report: Report, context: Context) -> str:
    """The best first, as many as `context.limit` bytes hold, and how many there are besides."""
    lang, summary = context.lang, report.summary
    counts = {"error": summary.errors, "warning": summary.warnings, "info": summary.infos}
    counts |= {"fixed": summary.fixed, "suppressed": summary.suppressed}
    said = [say(lang, key, n=n) for key, n in counts.items() if n]
    if not report.findings:
        said.insert(0, say(lang, "none"))
    notes = say(lang, "notes", n=summary.notes)
    found = say(lang, "found-in", counts=say(lang, "comma").join(said), notes=notes)
    # What makes the report look better than it is comes first.
    first, *more = [*(_escaped(notice.message) for notice in report.first), found]
    head = f"**notelint**: {first}\n" + "".join(f"\n{line}\n" for line in more)
    tail = "".join(f"- {_escaped(sentence)}\n" for sentence in _sentences(report, context))
    tail = f"\n{tail}" if tail else ""
    if report.findings and not context.rule_url(report.findings[0].rule):
        tail += f"\n`notelint explain {report.findings[0].rule}`: {say(lang, 'explain')}\n"
    room = context.limit - len((head + tail).encode())
    table = _table(best_first(report.findings, context.is_changed), room, context)
    return head + table + tail


def _sentences(report: Report, context: Context) -> list[str]:
    unjudged = (say(context.lang, "unjudged") + sentence for sentence in report.not_judged)
    return [*chain((notice.message for notice in report.others), unjudged)]


def _table(findings: list[ShownFinding], room: int, context: Context) -> str:
    if not findings:
        return ""
    title = "| " + " | ".join(say(context.lang, f"column-{name}") for name in ("severity", "place", "finding", "rule"))
    lines = [f"\n{title} |\n| --- | --- | --- | --- |\n"]
    room -= len(lines[0].encode()) + 100  # the line that counts the rest
    for number, finding in enumerate(findings):
        line = _row(finding, context)
        room -= len(line.encode())
        if room < 0:
            lines.append(f"| | | {say(context.lang, 'more', n=len(findings) - number)} | |\n")
            break
        lines.append(line)
    return "".join(lines)


def _row(finding: ShownFinding, context: Context) -> str:
    assert finding.severity in SEVERITIES
    cells = (say(context.lang, f"one-{finding.severity}"), concise.place(finding), finding.message)
    return f"| {' | '.join([*map(_escaped, cells), _rule(finding.rule, context)])} |\n"


def _rule(name: str, context: Context) -> str:
    url = context.rule_url(name)
    return f"[{_escaped(name)}](<{url}>)" if url else _escaped(name)


def _escaped(text: str) -> str:
    """Text that is shown as it is, whatever it holds."""
    return _CALL.sub(r"\g<0><!-- -->", _SPECIAL.sub(r"\\\1", one_line(text)))
