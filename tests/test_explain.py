from __future__ import annotations

import msgspec

from notelint.commands.explain import explain_rule, readme, rules_list, rules_table
from notelint.rule.rule import Case, CaseWords, Overlay, Rule

BODY = """\
Two entries for one paper split what you wrote about it.

```markdown bad
twice
```

```findings
1:1 error m
```
"""


class Options(msgspec.Struct, rename="kebab"):
    """`at-least`: how many entries there must be."""

    at_least: int = 2
    names: list[str] = []


def rule(name: str, family: str, **more: object) -> Rule:
    fields: dict[str, object] = {
        "title": f"No {name}",
        "check": "each",
        "body": BODY,
        "cases": {"": Case("error", "m")},
    }
    return Rule(id=name, family=family, path=f"rules/{family}/{name}.md", body_line=5, **{**fields, **more})  # type: ignore[arg-type]


TWICE = rule(
    "duplicate-paper",
    "papers",
    body=BODY + "\n```fixed\nonce\n```\n",
    cases={"a": Case("warning", "{id} | twice", "keep one"), "b": Case("error", "{id} again")},
    options={"names": ["x"]},
    drafts="silent",
    zh=Overlay(title="每篇论文只记一次"),
)
RULES = [TWICE, rule("broken-link", "links", enabled=False), rule("bad-id", "papers")]


def test_the_table_is_sorted_and_says_what_is_special() -> None:
    assert [tuple(row) for row in rules_table(RULES, "en")] == [
        ("broken-link", "links", "error", "No broken-link", "off by default"),
        ("bad-id", "papers", "error", "No bad-id", ""),
        ("duplicate-paper", "papers", "error or warning", "No duplicate-paper", "fixable, in drafts: silent"),
    ]


def test_the_table_speaks_chinese() -> None:
    chinese = msgspec.structs.replace(
        TWICE, zh=Overlay(title="每篇论文只记一次", cases=dict.fromkeys("ab", CaseWords()))
    )
    (row,) = rules_table([chinese], "zh")
    assert row[2:] == ("错误或警告", "每篇论文只记一次", "可自动修复，草稿中不报")


def test_the_list_has_a_line_a_rule() -> None:
    assert rules_list(RULES, "en") == (
        "links\n"
        "  broken-link      No broken-link · error · off by default\n"
        "\n"
        "papers\n"
        "  bad-id           No bad-id · error\n"
        "  duplicate-paper  No duplicate-paper · error or warning · fixable, in drafts: silent\n"
    )
    assert rules_list([], "en") == "\n"


def test_a_page_holds_the_body_and_what_the_front_matter_says() -> None:
    assert explain_rule(TWICE, "en", Options) == (
        "# duplicate-paper\n\n**No duplicate-paper**\n\n"
        "papers · error or warning · fixable, in drafts: silent\n\n"
        f"{BODY}\n```fixed\nonce\n```\n\n"
        "## What it says\n\n"
        "| severity | message | Help |\n| --- | --- | --- |\n"
        "| warning | {id} \\| twice | keep one |\n| error | {id} again |  |\n\n"
        '## Options\n\n| option | value |\n| --- | --- |\n| `at-least` | `2` |\n| `names` | `["x"]` |\n\n'
        "`at-least`: how many entries there must be.\n"
    )


def test_a_rule_without_options_and_help_has_no_tables_for_them() -> None:
    page = explain_rule(RULES[2], "en")
    assert "## Options" not in page
    assert "| severity | message |\n| --- | --- |\n| error | m |\n" in page


def test_a_page_says_to_whom_a_rule_leaves_what_it_finds() -> None:
    def page(*others: str, lang: str = "en") -> str:
        return explain_rule(msgspec.structs.replace(RULES[2], yields_to=others), lang)

    assert "Where" not in page()
    assert "Where `x` finds the same, this rule says nothing: that one says better what is wrong.\n" in page("x")
    assert "Where `x`, `y` or `z` finds the same, this rule" in page("x", "y", "z")
    assert "同一处若有 `x`、`y` 的发现，本规则不报：那条规则说得更准。\n" in page("x", "y", lang="zh")


def test_the_readme_links_each_rule() -> None:
    page = readme(RULES)
    assert "## papers\n\n| rule | promise | severity |  |\n" in page
    assert "| [duplicate-paper](papers/duplicate-paper.md) | No duplicate-paper | error or warning |" in page
    assert page.index("## links") < page.index("## papers")
