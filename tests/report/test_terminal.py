from __future__ import annotations

import re

import pytest
from example import PATHS, TITLES, big_report, finding, line_text, report
from hypothesis import given
from hypothesis import strategies as st

from notelint.model.finding import Detection, Fold, Notice, RelatedPlace, Report, ShownFinding, Summary
from notelint.report import FORMATS, Context
from notelint.report.cells import cells
from notelint.report.terminal import render
from notelint.report.words import WORDS


def shown(*findings: ShownFinding, **context: object) -> str:
    return render(report(*findings), Context(rules=TITLES, **context))  # type: ignore[arg-type]


def many(count: int, path: str = "a.md", **rest: object) -> list[ShownFinding]:
    return [finding(path=path, line=n + 1, message=f"message {n}", **rest) for n in range(count)]  # type: ignore[arg-type]


def test_the_first_line_says_what_was_detected() -> None:
    first = shown(width=120).splitlines()[0]
    assert first == (
        "Astro (astro.config.ts) · src/content · 59 notes, 33 drafts · 342 papers · images in public/ · 3 locales"
    )


def test_a_plain_folder_is_called_so() -> None:
    plain = Report([], [], Detection("/home/me/notes", notes=1), Summary(notes=1, duration_ms=40), [])
    assert render(plain, Context()) == "plain folder · /home/me/notes · 1 note\n\nno findings in 1 note, 0.0 s\n"


def test_a_finding_is_shown_with_its_line_other_places_and_help() -> None:
    there = RelatedPlace("b.md", 3, 1, "“LLaVA”")
    here = RelatedPlace("a.md", 145, 12, "“LLaVA 2”")
    found = finding(line=159, column=13, end_column=59, related=(here, there), help="keep line 142: it says more")
    assert shown(found, line_text=line_text).split("\n\n")[1].splitlines() == [
        "Broken for readers",
        "  duplicate-paper  Each paper is noted once · 1 error",
        "    a.md:159:13 arXiv:2304.08485 is already noted under “LLaVA” (line 142)",
        "      | > **Arxiv** [2304.08485](https://arxiv.org/abs/2304.08485)",
        "      |             " + "^" * 46,
        "      also line 145 “LLaVA 2”",
        "      also b.md:3:1 “LLaVA”",
        "      help: keep line 142: it says more",
    ]


def test_a_line_that_cannot_be_read_is_left_out() -> None:
    assert "^" not in shown(finding(), line_text=lambda path, line: "")


@pytest.mark.parametrize(
    ("rule", "family", "severity", "group"),
    [
        ("missing-image", "images", "error", "Broken for readers"),
        ("orphan-image", "images", "info", "Holes"),
        ("duplicate-paper", "papers", "warning", "Contradictions"),
        ("stub-entry", "papers", "info", "Holes"),
        ("inconsistent-label", "entries", "info", "Contradictions"),
        ("description-length", "front-matter", "warning", "Holes"),
        ("of-their-own", "unheard-of", "warning", "Contradictions"),
    ],
)
def test_findings_stand_under_what_they_mean_to_a_reader(rule: str, family: str, severity: str, group: str) -> None:
    text = shown(finding(rule, family, severity), groups={"stub-entry": "holes"})  # type: ignore[arg-type]
    assert f"{group}\n  {rule} " in text


def test_errors_come_first_and_infos_last() -> None:
    text = shown(finding("z", "x", "info"), finding("y", "x", "warning"), finding("b", "x", "error"))
    assert re.findall(r"^  (\w) ", text, re.MULTILINE) == ["b", "y", "z"]


def test_three_places_a_rule_are_shown_and_the_others_counted() -> None:
    text = shown(*many(5))
    assert text.count("a.md:") == 3
    assert "    +2 more\n" in text
    assert "notelint --all                    every place: 2 more" in text


def test_a_rule_that_fires_often_in_one_note_is_one_line() -> None:
    text = shown(*many(21))
    assert "    a.md: 21 × message 0 …\n" in text
    assert "more\n" not in text.split("Next")[0]


def test_five_times_in_one_note_are_not_often() -> None:
    assert "×" not in shown(*many(5))


def test_findings_of_one_fold_are_one_line_across_notes() -> None:
    fold = Fold("generated:a.md", "{count} findings in a generated file {count")
    text = shown(finding("a", fold=fold), finding("a", path="b.md", line=9, fold=fold))
    assert "  a · 2 errors\n    a.md:1:1 2 findings in a generated file {count\n" in text


def test_a_fold_does_not_count_infos_among_errors_nor_one_rule_among_another_s() -> None:
    fold = Fold("generated:a.md", "{count} findings in a generated file")
    found = [finding("a", fold=fold)] * 2 + [finding("a", severity="info", fold=fold)] * 3 + [finding("b", fold=fold)]
    text = shown(*found)
    assert "  a · 2 errors\n    a.md:1:1 2 findings in a generated file\n" in text
    assert "  a · 3 infos\n    a.md:1:1 3 findings in a generated file\n" in text
    assert "  b · 1 error\n    a.md:1:1 arXiv:2304.08485 is already noted" in text


def test_the_line_of_a_folded_finding_would_say_nothing() -> None:
    fold = Fold("key", "{count} of them")
    assert "^" not in shown(*many(2, fold=fold), line_text=line_text)


def test_a_fold_of_one_is_the_finding_itself() -> None:
    assert "message 0" in shown(*many(1, fold=Fold("key", "{count} of them")))


def test_folds_of_one_each_still_share_the_line_of_their_note() -> None:
    found = [finding(line=n + 1, fold=Fold(f"key {n}", "{count} of them")) for n in range(6)]
    assert "a.md: 6 × " in shown(*found)


def test_all_unfolds_everything() -> None:
    fold = Fold("key", "{count} of them")
    text = shown(*many(21), *many(9, "b.md", fold=fold), all=True)
    assert len(re.findall(r"^    [ab]\.md:\d+:1 message \d+$", text, re.MULTILINE)) == 30
    assert "more" not in text


def test_one_more_place_is_shown_where_saying_so_would_take_its_line() -> None:
    found = [finding(path=f"{n}.md") for n in range(4)]
    assert "3.md:1:1" in shown(*found)
    assert "+1 more" not in shown(*found)


def test_errors_are_shown_in_detail_although_the_screen_is_full() -> None:
    found = [finding("missing-image", "images", path=f"{n}.md", line=159) for n in range(9)]
    found += [finding(f"rule-{n}", severity="info", path=f"{n % 3}.md") for n in range(100)]
    text = shown(*found, line_text=line_text)
    broken, contradictions = text.split("\n\n")[1:3]
    assert broken.count(".md:159:1 ") == 3
    assert "^^^^" in broken
    assert "^" not in contradictions


def test_many_rules_get_a_line_each_before_any_gets_more() -> None:
    text = shown(*(finding(f"rule-{n:02}", path=f"{m}.md") for n in range(30) for m in range(4)), line_text=line_text)
    assert text.count("    0.md:1:1 ") == 30
    assert "1.md" not in text
    assert len(re.findall(r"\^+", text)) == 1


@pytest.mark.parametrize("opening", ["::error::x", "  ::add-mask::x", "\t::error::x", "##[error]x"])
def test_no_line_is_a_workflow_command(opening: str) -> None:
    related = RelatedPlace(opening, 2, 1, opening)
    found = finding(path=opening, message=f"{'a' * 60} {opening}", help=opening, related=(related,))
    text = shown(found, line_text=lambda path, line: opening, width=60)
    assert not re.search(r"^\s*::|##\[", text, re.MULTILINE)


@pytest.mark.parametrize("width", [80, 120])
def test_three_hundred_findings_are_about_a_screen_and_within_the_width(width: int) -> None:
    text = render(big_report(300), Context(rules=TITLES, width=width, line_text=line_text))
    assert len(text.splitlines()) <= 70
    long_path = cells(PATHS[3]) + 4 + len(":100:13")
    assert max(map(cells, text.splitlines())) <= max(width, long_path)


def test_help_is_said_once_a_rule() -> None:
    assert shown(*many(3, help="look into public/")).count("help: look into public/") == 1


def test_related_places_are_counted_when_there_are_many() -> None:
    related = tuple(RelatedPlace("b.md", n, 1, "") for n in range(1, 6))
    assert "      also b.md:3:1\n      +2 more\n" in shown(finding(related=related))


def test_a_clean_run_says_what_was_not_judged() -> None:
    text = render(report(not_judged=("48 links not asked: --online",)), Context())
    assert text.endswith("Not judged\n  48 links not asked: --online\n\nno findings in 59 notes, 1.2 s\n")


def test_notices_are_said_and_many_are_counted() -> None:
    text = render(report(notices=tuple(Notice("code", f"notice {n}") for n in range(9))), Context())
    assert "About this run\n  notice 0\n" in text
    assert "  notice 5\n  +3 more\n" in text


def test_the_counts_leave_out_zeros_and_know_one_from_many() -> None:
    assert "\n1 error, 2 infos in 59 notes, 1.2 s\n" in shown(finding(), *many(2, severity="info"))


def test_infos_alone_are_said_not_to_fail_the_run() -> None:
    assert "None of them fails the run (--fail-on warning)." in shown(finding(severity="info"))
    assert "fails the run" not in shown(finding(severity="warning"))


def test_what_was_fixed_is_counted() -> None:
    fixed = Report([], [], Detection("/n"), Summary(notes=2, fixed=7), [])
    assert "no findings, 7 fixed in 2 notes" in render(fixed, Context())


def test_the_next_step_explains_the_first_rule() -> None:
    assert shown(finding()).endswith("Next\n  notelint explain duplicate-paper  what the rule asks, and why\n")


def test_the_caller_s_next_step_stands_in_for_the_explanation() -> None:
    assert shown(finding(), next_step="notelint init").endswith("Next\n  notelint init\n")


def test_chinese_words_are_chinese() -> None:
    found = finding(help="x", related=(RelatedPlace("a.md", 2, 1, ""),))
    text = shown(found, lang="zh")
    assert "读者会碰到的错误" in text
    assert "建议：x" in text
    assert "另见 第 2 行" in text
    assert "1 个错误（59 篇笔记，1.2 秒）" in text


def test_every_word_is_there_in_both_languages() -> None:
    assert all(set(forms) == {"en", "zh"} for forms in WORDS.values())


def test_colours_are_only_there_when_asked_for() -> None:
    assert "\x1b" not in shown(finding(), line_text=line_text)
    assert "\x1b[1;31mduplicate-paper\x1b[0m" in shown(finding(), line_text=line_text, colour=True)


@given(st.text(), st.text(), st.text(), st.booleans())
def test_nothing_in_a_note_reaches_the_terminal_as_a_control(path: str, text: str, line: str, unfold: bool) -> None:
    related = RelatedPlace(path, 2, 1, text)
    found = finding(text, "papers", "error", path, message=text, help=text, related=(related,))
    notes = report(found, not_judged=(text,), notices=(Notice(text, text),))
    context = Context(all=unfold, line_text=lambda path, number: line, rules={text: text}, next_step=text)
    control = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
    assert re.search(control, render(notes, context)) is None
    coloured = render(notes, Context(**{f: getattr(context, f) for f in context.__struct_fields__} | {"colour": True}))
    assert re.search(control, re.sub(r"\x1b\[[\d;]+m", "", coloured)) is None


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_report_has_every_format(name: str) -> None:
    assert isinstance(FORMATS[name](report(), Context()), str)
