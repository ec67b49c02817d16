"""Of two rules that find the same, one leaves it to the other, if that one runs and finds it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace
from runs import alone, commit, notelint, paper, write

from notelint.checks import CHECKS
from notelint.config.config import Config
from notelint.model.finding import Finding, ShownFinding, Span
from notelint.online.known import given
from notelint.rule.precedence import yielding
from notelint.rule.rule import Case, Rule, RuleError, load_rules
from notelint.run.ruleset import RuleSet, load
from notelint.run.run import Run
from notelint.run.session import Session


class Shared(NamedTuple):
    """A collection in which two rules find the same: one speaks where the other does not."""

    rule: str
    better: str
    files: Mapping[str, str]
    git: bool = False
    web: Mapping[str, str] = {}
    besides: str = ""  # a third rule that finds it, too


def astro(schema: str, note: str) -> dict[str, str]:
    """A note with this front matter on a site whose notes have such a schema."""
    config = f"""import {{ defineCollection, z }} from "astro:content";
import {{ glob }} from "astro/loaders";
const note = defineCollection({{
    loader: glob({{ pattern: "**/*.md", base: "./src/content/note" }}),
    schema: z.object({{ {schema} }})
}});
export const collections = {{ note }};
"""
    return {"src/content.config.ts": config, "src/content/note/a.md": f"---\n{note}\n---\n\nText.\n"}


def profile(entries: str, note: str) -> dict[str, str]:
    """A note, and what the configuration wants of the values in its entries."""
    return {"notelint.yaml": f"profiles: [{{files: ['**'], entries: {{{entries}}}}}]\n", "a.md": note}


AUTHORS = {f"people/{n}.md": f"---\n{'autor' if n == 9 else 'author'}: me\n---\n\nText.\n" for n in range(10)}
WIKILINKS = "dialect: {wikilinks: true}\n"
ENTRY = "## BLIP\n\n**Arxiv** [2201.12086](https://arxiv.org/abs/2201.12086)\n"
OTHER = (
    "## BLIP: bootstrapping\n\n- **Paper**: https://arxiv.org/pdf/2201.12086v2\n- **代码**: https://github.com/a/b\n"
)
MISFIT = '{"papers": {"2304.08485": {"title": "Visual Instruction Tuning", "abstract": "We introduce LLaVA."}}}\n'
UNKNOWN = '{"papers": {"2201.99999": {"unknown": true, "asked": "2026-11-01"}}}\n'
ICLR = "## A\n\n**Arxiv** [2602.00001](https://arxiv.org/abs/2602.00001)\n**会议** ICLR 2025\n\nWords.\n"
TITLED = "---\ntitle: BLIP\narxiv: '2201.12086'\n---\n\n{}\n"
PARTS = "## A\n\na\n\n## B\n\nb\n\n## C\n\nc\n\n"
CODE = "# open the file\n# class Tests(unittest.TestCase):\n#     def run(self):\ndef main():\n    os.exit()\n"

SHARED = [
    Shared("empty-section", "unfenced-code", {"a.md": CODE}),
    Shared("duplicate-heading", "unfenced-code", {"a.md": CODE.replace("# class", "# open the file\n# class")}),
    Shared("empty-heading", "unfenced-code", {"a.md": CODE.replace("# class", "#\n# class")}),
    Shared(
        "unrendered-math",
        "broken-table",
        {"a.md": "| a | b | c |\n| --- | --- | --- |\n| x | $p_\\theta(y_w|x)$ and more | z |\n"},
    ),
    Shared("restarted-note", "unfenced-code", {"a.md": f"{CODE}{CODE}"}),
    Shared("missing-field", "unknown-field", AUTHORS),
    Shared("wrong-type", "lossy-value", astro("version: z.string()", "version: 1.10")),
    Shared("wrong-type", "invalid-date", astro("date: z.date()", "date: 2026/01/24")),
    Shared(
        "wrong-type", "unquoted-wikilink", {"notelint.yaml": WIKILINKS, **astro("up: z.string()", "up: [[Home page]]")}
    ),
    Shared("empty-field", "lossy-value", astro("tags: z.array(z.string())", "tags: #vision")),
    Shared(
        "duplicate-paper", "paper-title-mismatch", {"a.md": paper() + paper("CLIP"), "notelint-papers.json": MISFIT}
    ),
    Shared("impossible-year", "duplicate-paper", {"a.md": ICLR, "b.md": ICLR}),
    Shared("duplicate-title", "duplicate-paper", {"a.md": TITLED.format("a"), "b.md": TITLED.format("b")}),
    Shared("duplicate-heading", "restarted-note", {"a.md": PARTS + PARTS}),
    Shared("missing-image", "unrendered-image", {"a.md": "![![[x.png]]](gone.png)\n"}),
    Shared("placeholder-value", "known-elsewhere", {"a.md": f"{ENTRY}**代码** 待确认\n", "b.md": OTHER}),
    Shared("wrong-value-kind", "unlinked-paper", profile("Arxiv: {value: link}", "## A\n\n**Arxiv** some words\n")),
    Shared("wrong-value-kind", "promised-value", profile("代码: {value: link}", f"{ENTRY}**代码** 已开源\n")),
    Shared("wrong-value-kind", "placeholder-value", profile("代码: {value: link}", f"{ENTRY}**代码** 有待补充\n")),
    Shared(
        "wrong-value-kind",
        "known-elsewhere",
        {**profile("代码: {value: link}", f"{ENTRY}**代码** 有待补充\n"), "b.md": OTHER},
        besides="placeholder-value",
    ),
    Shared("malformed-url", "unrendered-link", {"a.md": "[a](https://https://a.org/b c)\n"}),
    Shared("malformed-url", "unrendered-image", {"a.md": "![![[x.png]]](https:/a.org/x.png)\n"}),
    Shared(
        "unpublished-target",
        "not-in-git",
        {"mkdocs.yml": "", "docs/a.md": "![x](../x.png)\n", ".gitignore": "x.png\n", "x.png": ""},
        git=True,
    ),
    Shared(
        "unused-reference",
        "undefined-reference",
        {"a.md": "# A\n\nCompare [contrastive lerning][].\n\n[Contrastive Learning]: https://example.org/\n"},
    ),
    Shared(
        "dead-link",
        "unknown-paper",
        {"a.md": "See [it](https://arxiv.org/abs/2201.99999).\n", "notelint-papers.json": UNKNOWN},
        web={"404": "https://arxiv.org/abs/2201.99999"},
    ),
    Shared(
        "nav-mismatch",
        "broken-link",
        {"book.toml": "", "src/SUMMARY.md": "# Summary\n\n- [A](gone.md)\n", "src/a.md": ""},
    ),
]
BOTH = pytest.mark.parametrize("shared", SHARED, ids=[f"{each.rule}-{each.better}" for each in SHARED])


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return alone(tmp_path, monkeypatch)


def made(here: Path, shared: Shared) -> Path:
    write(here, shared.files)
    if shared.git:
        commit(here)
    return here


def report(
    here: Path, shared: Shared, select: tuple[str, ...] = (), off: str = "", jobs: int = 1
) -> list[ShownFinding]:
    """What the two rules, and those about comments, find."""
    run = Run([here], root=here, today=date(2026, 11, 1))
    rules = [
        each if each.id not in (off, shared.besides) else _off(each)
        for each in load(run.config, here)
        if not select or each.id in select
    ]
    session = Session(run, RuleSet(run.config, rules, known={rule.id for rule in load(Config(), here)}))
    session.web = given(shared.web)
    session.read(run.notes, jobs)
    shown = {shared.rule, shared.better, "unused-suppression"}
    return [finding for finding in session.report().findings if finding.rule in shown]


def _off(rule: Rule) -> Rule:
    return replace(rule, enabled=False)


def names(findings: list[ShownFinding]) -> set[str]:
    return {finding.rule for finding in findings}


@BOTH
def test_where_both_find_it_one_of_them_speaks(here: Path, shared: Shared) -> None:
    assert names(report(made(here, shared), shared)) == {shared.better}


@BOTH
def test_where_the_better_one_is_off_the_other_speaks(here: Path, shared: Shared) -> None:
    assert shared.rule in names(report(made(here, shared), shared, off=shared.better))


@BOTH
def test_where_the_better_one_is_not_selected_the_other_speaks(here: Path, shared: Shared) -> None:
    assert shared.rule in names(report(made(here, shared), shared, select=(shared.rule,)))


@BOTH
def test_where_the_better_one_is_silenced_neither_speaks_and_the_comment_is_of_use(here: Path, shared: Shared) -> None:
    made(here, shared)
    for path in {finding.path for finding in report(here, shared)}:
        text = (here / path).read_text("utf-8")
        silence = f"\n<!-- notelint-disable-file {shared.better}: known -->\n"
        (here / path).write_text(text + silence, "utf-8")
    if shared.git:
        commit(here)
    assert report(here, shared) == []


@BOTH
def test_a_comment_for_the_one_that_yields_is_of_use_too(here: Path, shared: Shared) -> None:
    """It is what keeps that one silent where the other is off."""
    made(here, shared)
    for path in {finding.path for finding in report(here, shared, off=shared.better) if finding.rule == shared.rule}:
        silence = f"\n<!-- notelint-disable-file {shared.rule}: known -->\n"
        (here / path).write_text((here / path).read_text("utf-8") + silence, "utf-8")
    if shared.git:
        commit(here)
    assert names(report(here, shared)) == {shared.better}


def test_what_is_known_of_the_better_one_is_known_of_both(here: Path) -> None:
    write(here, astro("version: z.string()", "version: 1.10"))
    assert notelint("baseline").code == 0
    ran = notelint("--format", "json")
    assert (ran.code, ran.report["findings"]) == (0, [])
    assert [each["rule"] for each in notelint("--select", "wrong-type", "--format", "json").report["findings"]] == [
        "wrong-type"
    ]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_it_is_settled_the_same_in_several_processes(here: Path, jobs: str) -> None:
    files = astro("version: z.string()", "version: 1.10")
    write(here, {**files, **{f"src/content/note/{n}.md": files["src/content/note/a.md"] for n in range(40)}})
    found = notelint("--jobs", jobs, "--format", "json", "--select", "front-matter").report["findings"]
    assert [each["rule"] for each in found] == ["lossy-value"] * 41
    write(here, {"src/content/note/b.md": PARTS + PARTS})
    found = notelint("--jobs", jobs, "--format", "json", "--select", "sections").report["findings"]
    assert [each["rule"] for each in found] == ["restarted-note"]


def test_it_is_settled_before_what_has_changed_is_chosen(here: Path) -> None:
    """The line of the heading that another rule tells has not changed: still nobody tells the one that has."""
    write(here, {"notelint-papers.json": MISFIT, "a.md": paper("CLIP") + "\nMore.\n\n"})
    commit(here)
    write(here, {"b.md": paper()})
    found = notelint("--since", "HEAD", "--format", "json", "--select", "papers").report["findings"]
    assert not {each["rule"] for each in found} & {"duplicate-paper", "paper-title-mismatch"}
    found = notelint("--since", "HEAD", "--format", "json", "--ignore", "paper-title-mismatch").report["findings"]
    assert "duplicate-paper" in {each["rule"] for each in found}


def test_a_fix_of_the_one_that_yields_is_not_made(here: Path) -> None:
    """Two pictures are written as one: which of them was meant is to be settled before where it lies."""
    text = "![![[x.png]]](https:/a.org/x.png)\n"
    write(here, {"a.md": text})
    notelint("--fix", "--select", "malformed-url", "--select", "unrendered-image")
    assert (here / "a.md").read_text("utf-8") == text
    notelint("--fix", "--select", "malformed-url")
    assert (here / "a.md").read_text("utf-8") == text.replace("https:/", "https://")


OWN = """---
title: Nothing is called draft
check: each
items: links
yields-to: [{}]
severity: info
message: "a link"
---
"""


def test_a_user_s_rule_yields_too(here: Path) -> None:
    write(here, {"notelint.yaml": "rule-folders: [mine]\n", "mine/own/a-link.md": OWN.format("broken-link")})
    write(here, {"a.md": "[a](gone.md) [b](b.md)\n", "b.md": "Text.\n"})
    found = notelint("--format", "json", "a.md").report["findings"]
    assert [(each["rule"], each["column"]) for each in found] == [("broken-link", 5), ("a-link", 14)]


# Mistakes


def own_rules(folder: Path, **yields: str) -> Path:
    for name, others in yields.items():
        write(folder, {f"own/{name}.md": OWN.format(others)})
    return folder


@pytest.mark.parametrize(
    ("yields", "expected"),
    [
        ({"a": "broken-lnk"}, "own/a.md:5:13: unknown rule `broken-lnk`, did you mean `broken-link`?"),
        ({"a": "broken-link, a"}, "own/a.md:5:26: `a` cannot yield to itself"),
        ({"a": "b", "b": "a"}, "own/a.md:5:13: a circle, in which nobody speaks: `a` to `b` to `a`"),
        ({"a": "b", "b": "c", "c": "b"}, "own/b.md:5:13: a circle, in which nobody speaks: `b` to `c` to `b`"),
        ({"a": "broken-link", "b": "[a]"}, "own/b.md:5:13: expected text, got a list"),
    ],
)
def test_whom_a_rule_cannot_yield_to_is_a_mistake_at_its_place(
    here: Path, yields: dict[str, str], expected: str
) -> None:
    builtin = load(Config(), here)
    with pytest.raises(RuleError) as caught:
        load_rules([own_rules(here, **yields)], CHECKS, others=builtin)
    assert str(caught.value) == f"{here}/{expected}"


def test_a_rule_that_yields_may_be_tested_in_its_folder(here: Path) -> None:
    body = "\n```markdown bad\n-- a.md --\n[a](gone.md) [b](b.md)\n-- b.md --\n```\n"
    body += "\n```findings\na.md:1:14 info a link\n```\n"
    body += "\n```markdown good\n[a](gone.md)\n```\n"
    write(here, {"mine/own/a-link.md": OWN.format("broken-link") + body})
    assert notelint("test", "mine").out == "2 examples hold, 0 do not\n"


# What is the same place


def finding(rule: str, start: int, end: int, about: tuple[Span, ...] | None = None) -> Finding:
    return Finding(rule, "f", "info", "a.md", start, end, 1, 1, 1, 1, about=about)


def rule(name: str, *others: str) -> Rule:
    place: dict[str, Any] = {"path": "x.md", "body": "", "body_line": 1}
    return Rule(id=name, family="f", title="t", check="each", cases={"": Case("info", "m")}, yields_to=others, **place)


@pytest.mark.parametrize(
    ("start", "end", "yields"),
    [(3, 5, True), (0, 4, True), (4, 9, True), (0, 3, False), (5, 6, False), (4, 4, True), (5, 5, False), (2, 8, True)],
)
def test_two_findings_meet_where_they_share_a_character(start: int, end: int, yields: bool) -> None:
    found = [finding("x", start, end), finding("z", 0, 9), finding("y", 3, 5)]
    assert yielding(found, [rule("x", "y"), rule("y"), rule("z")]) == (frozenset({0}) if yields else frozenset())


def test_a_long_finding_is_not_hidden_by_a_short_one_before_it() -> None:
    found = [finding("y", 0, 90), finding("y", 10, 11), finding("x", 50, 51)]
    assert yielding(found, [rule("x", "y")]) == {2}


def test_what_a_finding_is_about_stands_in_any_note() -> None:
    elsewhere = (Span("b.md", 0, 4),)
    found = [finding("x", 0, 4, elsewhere), finding("y", 0, 4), replace(finding("y", 0, 4), path="b.md")]
    assert yielding(found[:2], [rule("x", "y")]) == frozenset()
    assert yielding(found, [rule("x", "y")]) == {0}


def test_one_that_yields_itself_is_still_yielded_to() -> None:
    """What is wrong is told by the last of them."""
    rules = [rule("x", "y"), rule("y", "z"), rule("z")]
    assert yielding([finding("x", 0, 4), finding("y", 0, 9), finding("z", 5, 9)], rules) == {0, 1}


def test_each_pair_of_rules_has_such_a_collection() -> None:
    declared = {(rule.id, name) for rule in load(Config(), Path()) for name in rule.yields_to}
    assert {(each.rule, each.better) for each in SHARED} == declared
