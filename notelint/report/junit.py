"""JUnit's XML, for the test reports of CI systems: a test case for each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.model.finding import INCOMPLETE, SEVERITIES, Report, ShownFinding
from notelint.report import concise
from notelint.report.context import Context
from notelint.report.safe import no_commands, one_line, visible
from notelint.report.words import say

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NO_XML = str.maketrans({"\ufffe": "<U+FFFE>", "\uffff": "<U+FFFF>"})


def render(report: Report, context: Context) -> str:
    """What fails the run is a failure, what does not is skipped, and what could not be checked is an error."""
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    failing = SEVERITIES[: SEVERITIES.index(context.fail_on) + 1]
    broken = [notice for notice in report.notices if notice.code in INCOMPLETE]
    failures = sum(finding.severity in failing for finding in report.findings)
    numbers = {
        "tests": max(1, len(report.findings) + len(broken)),
        "failures": failures,
        "errors": len(broken),
        "skipped": len(report.findings) - failures,
        "time": report.summary.duration_ms / 1000,
    }
    counts = {"name": "notelint", **{name: str(number) for name, number in numbers.items()}}
    root = Element("testsuites", counts)
    suite = SubElement(root, "testsuite", counts)
    for finding in report.findings:
        suite.append(_case(finding, finding.severity in failing))
    for notice in broken:
        case = SubElement(suite, "testcase", classname="notelint", name=_text(notice.code))
        SubElement(case, "error", type=_text(notice.code), message=_text(notice.message))
    if not len(suite):  # some readers take a suite without cases for a broken one
        SubElement(suite, "testcase", classname="notelint", name=say(context.lang, "none"))
    indent(root)
    return tostring(root, "unicode", xml_declaration=False).join(('<?xml version="1.0" encoding="utf-8"?>\n', "\n"))


def _case(finding: ShownFinding, fails: bool) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    path = _text(finding.path)
    name = _text(f"{finding.rule} {finding.line}:{finding.column}")
    case = Element("testcase", classname=path, name=name, file=path, line=str(finding.line))
    message = _text(finding.message)
    if fails:
        failure = SubElement(case, "failure", type=finding.severity, message=message)
        failure.text = no_commands("\n".join(_text(text) for text in (concise.line(finding), finding.help) if text))
    else:
        SubElement(case, "skipped", type=finding.severity, message=message)
    return case


def _text(text: str) -> str:
    return visible(one_line(text)).translate(_NO_XML)
