from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from example import big_report, finding, report
from hypothesis import given
from hypothesis import strategies as st

from notelint.model.finding import Fix, Notice, RelatedPlace
from notelint.report import Context
from notelint.report.as_json import render

SCHEMA = json.loads(files("notelint.report").joinpath("report.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def decoded(text: str) -> Any:
    document = json.loads(text)
    VALIDATOR.validate(document)
    return document


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("count", [0, 300])
def test_a_report_is_valid(count: int) -> None:
    decoded(render(big_report(count), Context()))


def test_a_report_has_the_documented_shape_and_order() -> None:
    first = RelatedPlace("content/a.md", 145, 12, "the first")
    found = finding(path="content/a.md", line=159, column=13, end_column=59, help="keep line 142", related=(first,))
    text = render(report(found, notices=(Notice("image-root-unknown", "no public/"),)), Context())
    assert text == (
        '{"version": 1,\n'
        ' "findings": [{"rule": "duplicate-paper", "family": "papers", "severity": "error", "path": "content/a.md", '
        '"line": 159, "column": 13, "end_line": 159, "end_column": 59, '
        '"message": "arXiv:2304.08485 is already noted under “LLaVA” (line 142)", "help": "keep line 142", '
        '"fix": null, '
        '"related": [{"path": "content/a.md", "line": 145, "column": 12, "message": "the first"}]}],\n'
        ' "notices": [{"code": "image-root-unknown", "message": "no public/"}],\n'
        ' "links": {"total": 0, "alive": 0, "dead": 0, "undecided": 0, "unasked": 0, "requests": null},\n'
        ' "summary": {"notes": 59, "errors": 1, "warnings": 0, "infos": 0, "fixed": 0, '
        '"suppressed": 0, "duration_ms": 1234}}\n'
    )


def test_a_fix_is_named_safe_or_unsafe() -> None:
    text = render(report(finding(fix=Fix(())), finding(fix=Fix((), safe=False)), finding()), Context())
    assert [f["fix"] for f in decoded(text)["findings"]] == ["safe", "unsafe", None]


def test_chinese_stays_readable() -> None:
    assert "笔记.md" in render(report(finding(path="笔记.md")), Context())


def test_controls_are_escaped_by_json_s_own_means() -> None:
    text = render(report(finding(message="\x1b[31m\x9b\u202e\x7f\U000e0041")), Context())
    assert "\\u001b[31m\\u009b\\u202e\\u007f\\udb40\\udc41" in text


@given(st.text(), st.text())
def test_every_text_reads_back_as_it_was(path: str, message: str) -> None:
    text = render(report(finding(path=path, message=message)), Context())
    read = decoded(text)["findings"][0]
    assert (read["path"], read["message"]) == (path, message)
    assert text.encode("utf-8")


def test_a_file_name_that_is_not_utf8_reads_back_too() -> None:
    text = render(report(finding(path="a\udcff.md")), Context())
    assert decoded(text)["findings"][0]["path"] == "a\udcff.md"
    assert text.encode("utf-8")


def test_no_runner_takes_a_message_for_a_command_and_it_reads_back_as_it_was() -> None:
    message = "##[error]x ###vso[task.setvariable variable=a]b"
    text = render(report(finding(message=message)), Context())
    assert "##[" not in text
    assert "##vso[" not in text
    assert decoded(text)["findings"][0]["message"] == message
