"""The report for a person: what was detected, what is wrong by kind, what was not judged, and what to do next."""

from __future__ import annotations

import sys
from itertools import pairwise

from notelint.model.finding import SEVERITIES, Detection, Report, ShownFinding
from notelint.report.cells import cells, cut, wrap
from notelint.report.concise import place
from notelint.report.context import Context
from notelint.report.excerpt import excerpt
from notelint.report.folding import Block, Line, grouped
from notelint.report.safe import no_commands, one_line, visible
from notelint.report.words import say

SCREEN = 41  # lines that the findings of a folded report may take
ERRORS = 34  # and those that errors may take, whatever stands below them

# From terse to roomy: how many places of a rule, and how many of these with their line, help and related places. Every
# rule gets the first, an error the second; then, rule by rule and step by step, more as long as there is room.
LAYOUTS = ((0, 0), (1, 0), (1, 1), (2, 1), (3, 1), (3, 3))
TERSE, PLACE, DETAIL = LAYOUTS[:3]

RELATED = 3  # related places shown with a finding
SENTENCES = 6  # notices and things not judged shown in a folded report
MESSAGE = 240  # cells of a message in a folded report
BESIDE = 20  # cells that a path must leave for the message to begin beside it
NARROWEST = 40  # a narrower terminal wraps by itself

STYLES = {"bold": "1", "dim": "2", "error": "1;31", "warning": "33", "info": "36"}


def render(report: Report, context: Context) -> str:
    """Complete with `context.all`, else folded to about a screen. One empty line between the parts.

    What makes it look better than it is comes first.
    """
    groups = grouped(report.findings, context.all, context.groups)
    blocks = [block for members in groups.values() for block in members]
    layouts = _layouts(blocks, context)
    hidden = len(report.findings) - sum(map(_shown, blocks, layouts))
    parts = [_first(report, context), _detected(report.detection, context)]
    left = iter(layouts)
    for name, members in groups.items():
        body = [line for block in members for line in _block(block, next(left), context)]
        parts.append([_paint(say(context.lang, name), "bold", context), *body])
    parts.append(_sentences("not-judged", report.not_judged, context))
    parts.append(_sentences("notices", [notice.message for notice in report.others], context))
    parts.append(_counts(report, context))
    parts.append(_next(blocks, hidden, context))
    return no_commands("\n".join("".join(f"{line}\n" for line in part) for part in parts if part))


def _shown(block: Block, layout: tuple[int, int]) -> int:
    """How many findings of the block stand at their own place."""
    return sum(line.count == 1 for line in block.lines[: _places(block, layout)])


def _places(block: Block, layout: tuple[int, int]) -> int:
    """How many lines of the block are shown: all, where a last one would only make room for `+1 more`."""
    return len(block.lines) if layout != TERSE and len(block.lines) - 1 == layout[0] else layout[0]


def _layouts(blocks: list[Block], context: Context) -> list[tuple[int, int]]:
    """The layout of each block, so that the screen is well used, by the worst first."""
    if context.all:
        return [(sys.maxsize, sys.maxsize)] * len(blocks)
    chosen = [PLACE if block.severity == "error" else TERSE for block in blocks]
    sizes = [len(_block(block, layout, context)) for block, layout in zip(blocks, chosen, strict=True)]
    errors = sum(block.severity == "error" for block in blocks)  # these come first
    for before, layout in pairwise(LAYOUTS):
        for n, block in enumerate(blocks):
            if chosen[n] is not before:
                continue
            more = len(_block(block, layout, context)) - sizes[n]
            room = sum(sizes) + more <= SCREEN or (n < errors and sum(sizes[:errors]) + more <= ERRORS)
            if room or (n == 0 and layout in (PLACE, DETAIL)):  # one place at least is shown with its line
                chosen[n] = layout
                sizes[n] += more
    return chosen


def _first(report: Report, context: Context) -> list[str]:
    lines = (line for notice in report.first for line in wrap(one_line(notice.message), _width(context)))
    return [_paint(line, "warning", context) for line in lines]


def _detected(detection: Detection, context: Context) -> list[str]:
    lang = context.lang
    generator = visible(detection.generator) or say(lang, "plain-folder")
    marker = f" ({visible(detection.marker)})" if detection.marker else ""
    notes = say(lang, "notes", n=detection.notes)
    if detection.drafts:
        notes += say(lang, "comma") + say(lang, "drafts", n=detection.drafts)
    parts = [generator + marker, visible(detection.content or detection.root), notes]
    if detection.entries:
        parts.append(say(lang, "papers", n=detection.entries))
    if detection.asset_roots:
        folders = say(lang, "comma").join(f"{visible(root).rstrip('/')}/" for root in detection.asset_roots)
        parts.append(say(lang, "images-in", folders=folders))
    if detection.locales:
        parts.append(say(lang, "locales", n=len(detection.locales)))
    return wrap(" · ".join(part for part in parts if part), _width(context))


def _block(block: Block, layout: tuple[int, int], context: Context) -> list[str]:
    places, details = _places(block, layout), layout[1]
    lines = [_heading(block, context)]
    helps: set[str] = set()
    for number, line in enumerate(block.lines[:places]):
        lines += _place(line, context)
        if number < details and line.count == 1:
            lines += _details(line.first, context, helps)
    hidden = sum(line.count for line in block.lines[places:])
    if hidden and layout != TERSE:  # else the heading tells
        lines.append(_paint(f"    {say(context.lang, 'more', n=hidden)}", "dim", context))
    return lines


def _heading(block: Block, context: Context) -> str:
    name = visible(block.rule)
    title = one_line(context.rules.get(block.rule, ""))
    count = say(context.lang, block.severity, n=block.count)
    room = max(_width(context) - cells(f"    {name} · {count}"), BESIDE)
    title = f"  {cut(title, room)}" if title else ""
    return f"  {_paint(name, block.severity, context)}{title} · {count}"


def _place(line: Line, context: Context) -> list[str]:
    """`path:line:col  message`; the message goes on below it, where the path leaves no room for it."""
    message = line.message if context.all else cut(line.message, MESSAGE)
    width = _width(context)
    room = width - 5 - cells(line.where)
    first, *rest = wrap(message, width - 6, room if room >= BESIDE else 0)
    return [f"    {line.where} {first}".rstrip(), *(f"      {text}" for text in rest)]


def _details(finding: ShownFinding, context: Context, helps: set[str]) -> list[str]:
    """The line, related places and help, which is said once a rule: `helps` holds what was said."""
    lines = _source(finding, context)
    related = finding.related if context.all else finding.related[:RELATED]
    for other in related:
        where = say(context.lang, "line", line=other.line) if other.path == finding.path else place(other)
        lines += _hanging(say(context.lang, "also"), f"{where} {one_line(other.message)}", context)
    if len(related) < len(finding.related):
        lines.append(f"      {say(context.lang, 'more', n=len(finding.related) - len(related))}")
    if finding.help and finding.help not in helps:
        helps.add(finding.help)
        lines += _hanging(say(context.lang, "help"), one_line(finding.help), context)
    return lines


def _source(finding: ShownFinding, context: Context) -> list[str]:
    text = context.line_text(finding.path, finding.line)
    if not text.strip():
        return []
    end = finding.end_column if finding.end_line == finding.line else None
    line, carets = excerpt(text, finding.column, end, _width(context) - 8)
    return [f"      | {line}", f"      | {_paint(carets, finding.severity, context)}"]


def _hanging(label: str, text: str, context: Context) -> list[str]:
    first, *rest = wrap(text, _width(context) - 6 - cells(label))
    indent = " " * cells(label)
    return [f"      {label}{first}", *(f"      {indent}{line}" for line in rest)]


def _sentences(title: str, sentences: list[str], context: Context) -> list[str]:
    if not sentences:
        return []
    shown = sentences if context.all else sentences[:SENTENCES]
    lines = [_paint(say(context.lang, title), "bold", context)]
    for sentence in shown:
        first, *rest = wrap(one_line(sentence), _width(context) - 2)
        lines += [f"  {first}", *(f"    {line}" for line in rest)]
    if len(shown) < len(sentences):
        lines.append(f"  {say(context.lang, 'more', n=len(sentences) - len(shown))}")
    return lines


def _counts(report: Report, context: Context) -> list[str]:
    summary, lang = report.summary, context.lang
    numbers = {"error": summary.errors, "warning": summary.warnings, "info": summary.infos}
    numbers |= {"fixed": summary.fixed, "suppressed": summary.suppressed}
    counts = [say(lang, key, n=n) for key, n in numbers.items() if n]
    found = any(numbers[severity] for severity in SEVERITIES)
    if not found:
        counts.insert(0, say(lang, "none"))
    notes = say(lang, "notes", n=summary.notes)
    joined = say(lang, "comma").join(counts)
    lines = [say(lang, "counts", counts=joined, notes=notes, seconds=summary.duration_ms / 1000)]
    failing = SEVERITIES[: SEVERITIES.index(context.fail_on) + 1]
    if found and not any(numbers[severity] for severity in failing):
        lines.append(say(lang, "passes", fail_on=context.fail_on))
    return lines


def _next(blocks: list[Block], hidden: int, context: Context) -> list[str]:
    """Commands to go on with, each with what it is good for."""
    lang = context.lang
    steps: list[tuple[str, str]] = []
    if context.next_step:
        steps.append((one_line(context.next_step), ""))
    elif blocks:
        steps.append((f"notelint explain {visible(blocks[0].rule)}", say(lang, "explain")))
    if hidden:
        steps.append(("notelint --all", say(lang, "unfold", n=hidden)))
    column = max((cells(command) for command, _ in steps), default=0) + 2
    lines = [f"  {command}{' ' * (column - cells(command))}{use}".rstrip() for command, use in steps]
    return [_paint(say(lang, "next"), "bold", context), *lines] if lines else []


def _width(context: Context) -> int:
    return max(context.width, NARROWEST)


def _paint(text: str, style: str, context: Context) -> str:
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if context.colour else text
