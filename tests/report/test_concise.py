from __future__ import annotations

import re

from example import finding, report
from hypothesis import given
from hypothesis import strategies as st

from notelint.model.finding import Notice
from notelint.report import Context
from notelint.report.concise import notices, render

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def test_a_finding_is_a_line() -> None:
    found = finding(path="content/笔记.md", line=159, column=13)
    assert render(report(found), Context()) == (
        "content/笔记.md:159:13: error: arXiv:2304.08485 is already noted under “LLaVA” (line 142) [duplicate-paper]\n"
    )


def test_folds_do_not_fold_here_and_nothing_else_is_said() -> None:
    found = [finding(line=n) for n in range(1, 22)]
    text = render(report(*found, not_judged=("48 links",), notices=(Notice("code", "message"),)), Context())
    assert text.count("\n") == 21


def test_no_finding_is_no_output() -> None:
    assert render(report(), Context()) == ""


def test_stderr_gets_the_notices_and_what_was_not_judged() -> None:
    run = report(not_judged=("48 links not asked: --online",), notices=(Notice("code", "a\nb"),))
    text = notices(run, Context())
    assert text == "notelint: a b [code]\nnotelint: not judged: 48 links not asked: --online\n"


@given(st.lists(st.tuples(st.text(), st.text())))
def test_whatever_a_note_holds_a_finding_is_one_line_without_controls(texts: list[tuple[str, str]]) -> None:
    text = render(report(*(finding(path=path, message=message) for path, message in texts)), Context())
    assert len(text.splitlines()) == len(texts)
    assert CONTROL.search(text) is None


def test_a_path_that_opens_like_a_workflow_command_is_none() -> None:
    found = finding(path="::error::x.md", message="##[error]x")
    assert render(report(found), Context()) == "./::error::x.md:1:1: error: ## [error]x [duplicate-paper]\n"
