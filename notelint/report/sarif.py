"""SARIF 2.1.0, for code scanning: results with fingerprints and fixes, rules with their pages."""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.parse import quote

from notelint import __version__
from notelint.model.finding import RelatedPlace, Report, ShownFinding
from notelint.report.context import Context
from notelint.report.replacements import Replacement, replacements
from notelint.report.safe import MARKS, one_line
from notelint.scope.fingerprint import Fingerprint, fingerprints

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report, context: Context) -> str:
    """Only rules that have findings are listed, so that the file stays small."""
    rules = list(dict.fromkeys(finding.rule for finding in report.findings))
    known = fingerprints(report.findings, context.source)
    index = {rule: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "notelint",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule, context) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder that git has checked out."}}},
        "invocations": [
            {
                "executionSuccessful": not report.incomplete,
                "toolExecutionNotifications": [
                    {"descriptor": {"id": notice.code}, "level": "note", "message": _message(notice.message)}
                    for notice in (*report.first, *report.others)
                ],
            }
        ],
        "results": [
            _result(finding, print_, index[finding.rule], context)
            for finding, print_ in zip(report.findings, known, strict=True)
        ],
    }
    # A CI runner would take what opens with `##` for a command.
    text = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)
    return MARKS.sub(r"#\\u0023", text) + "\n"


def _rule(rule: str, context: Context) -> dict[str, Any]:
    title, page = context.rules.get(rule, rule), context.rule_page(rule)
    described: dict[str, Any] = {"id": rule, "shortDescription": {"text": title}}
    if url := context.rule_url(rule):
        described["helpUri"] = url
    return described | ({"help": {"text": page, "markdown": page}} if page else {})


def _result(finding: ShownFinding, fingerprint: Fingerprint, rule: int, context: Context) -> dict[str, Any]:
    message = "\n".join(one_line(text) for text in (finding.message, finding.help) if text)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": _message(message),
        "locations": [{"physicalLocation": _location(finding.path, _region(finding), context)}],
        # The one that GitHub reads, and tells the findings of one note apart by.
        "partialFingerprints": {"primaryLocationLineHash": fingerprint.in_note()},
    }
    if finding.related:
        result["relatedLocations"] = [_related(place, number, context) for number, place in enumerate(finding.related)]
    if fixed := replacements(finding, context):
        changes = [_change(path, made, context) for path, made in fixed.items()]
        result["fixes"] = [{"description": {"text": "notelint --fix"}, "artifactChanges": changes}]
    return result


def _message(text: str) -> dict[str, str]:
    # In a message `[text](target)` would be a link.
    return {"text": text.replace("](", "\\](")}


def _region(place: ShownFinding | Replacement) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _related(place: RelatedPlace, number: int, context: Context) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column}
    related: dict[str, Any] = {"id": number, "physicalLocation": _location(place.path, region, context)}
    return related | ({"message": _message(one_line(place.message))} if place.message else {})


def _location(path: str, region: dict[str, int], context: Context) -> dict[str, Any]:
    return {"artifactLocation": _artifact(path, context), "region": region}


def _artifact(path: str, context: Context) -> dict[str, str]:
    # A name that is not UTF-8 keeps its bytes.
    return {"uri": quote(os.fsencode(context.in_repository(path))), "uriBaseId": "%SRCROOT%"}


def _change(path: str, made: list[Replacement], context: Context) -> dict[str, Any]:
    replaced = [{"deletedRegion": _region(each), "insertedContent": {"text": each.new}} for each in made]
    return {"artifactLocation": _artifact(path, context), "replacements": replaced}
