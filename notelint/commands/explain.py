"""What `notelint explain` and `notelint rules` print, and the files that are generated from the rules."""

from __future__ import annotations

import inspect
import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from notelint.config.config import schema
from notelint.model.finding import SEVERITIES
from notelint.rule import compiled
from notelint.rule.examples import fixable
from notelint.rule.rule import Rule, builtin_rules, in_language, load_rules

_ZH = {
    "severity": "级别",
    "error": "错误",
    "warning": "警告",
    "info": "提示",
    "or": "或",
    "off by default": "默认关闭",
    "fixable": "可自动修复",
    "in drafts: info": "草稿中只作提示",
    "in drafts: silent": "草稿中不报",
    "Help": "建议",
    "What it says": "报告内容",
    "Options": "选项",
    "option": "选项",
    "value": "值",
    "message": "内容",
}


class Row(NamedTuple):
    """A rule in a table. `state` says in words what is special about it, "" for nothing."""

    id: str
    family: str
    severity: str
    title: str
    state: str


def _say(text: str, lang: str) -> str:
    return _ZH.get(text, text) if lang == "zh" else text


def _row(rule: Rule, lang: str) -> Row:
    found = {case.severity for case in rule.cases.values()}
    names = [_say(name, lang) for name in SEVERITIES if name in found]
    blank = "" if lang == "zh" else " "
    state = [
        "" if rule.enabled else "off by default",
        "fixable" if fixable(rule) else "",
        "" if rule.drafts == "keep" else f"in drafts: {rule.drafts}",
    ]
    said = ("，" if lang == "zh" else ", ").join(_say(text, lang) for text in state if text)
    severity = f"{blank}{_say('or', lang)}{blank}".join(names)
    return Row(rule.id, rule.family, severity, in_language(rule, lang).title, said)


def rules_table(rules: Sequence[Rule], lang: str) -> list[Row]:
    """All rules, by family and id."""
    return sorted((_row(rule, lang) for rule in rules), key=lambda row: (row.family, row.id))


def rules_list(rules: Sequence[Rule], lang: str) -> str:
    """All rules for a terminal, a line each, under the names of their families."""
    rows = rules_table(rules, lang)
    width = max((len(row.id) for row in rows), default=0)
    lines: list[str] = []
    for family, members in groupby(rows, key=lambda row: row.family):
        lines += ["", family] if lines else [family]
        for row in members:
            about = " · ".join(text for text in (row.title, row.severity, row.state) if text)
            lines.append(f"  {row.id:<{width}}  {about}")
    return "\n".join(lines) + "\n"


def explain_rule(rule: Rule, lang: str, options: type | None = None) -> str:
    """The rule's page as Markdown; with the type of its check's options, those it does not set are listed too."""
    row = _row(rule, lang)
    about = " · ".join(text for text in (row.family, row.severity, row.state) if text)
    parts = [f"# {rule.id}", f"**{row.title}**", about, rule.body.strip(), _yields(rule, lang), *_messages(rule, lang)]
    values = {**_defaults(options), **rule.options}
    if values:
        head = [_say("option", lang), _say("value", lang)]
        rows = [[f"`{name}`", f"`{json.dumps(value, ensure_ascii=False)}`"] for name, value in values.items()]
        parts += [
            f"## {_say('Options', lang)}",
            _table(head, rows),
            inspect.cleandoc(options.__doc__ or "") if options else "",
        ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _yields(rule: Rule, lang: str) -> str:
    """Which rules speak instead of this one, "" for none."""
    *others, last = [f"`{name}`" for name in rule.yields_to] or [""]
    if not last:
        return ""
    if lang == "zh":
        return f"同一处若有 {'、'.join([*others, last])} 的发现，本规则不报：那条规则说得更准。"
    names = f"{', '.join(others)} or {last}" if others else last
    return f"Where {names} finds the same, this rule says nothing: that one says better what is wrong."


def _messages(rule: Rule, lang: str) -> list[str]:
    cases = in_language(rule, lang).cases.values()
    helps = any(case.help for case in cases)
    head = [_say(text, lang) for text in ("severity", "message", *(["Help"] if helps else []))]
    rows = [[_say(case.severity, lang), case.message, *([case.help] if helps else [])] for case in cases]
    return [f"## {_say('What it says', lang)}", _table(head, rows)]


def _defaults(options: type | None) -> dict[str, Any]:
    if options is None:
        return {}
    defaults: dict[str, Any] = {}
    for field in msgspec.structs.fields(options):
        if field.default_factory is not msgspec.NODEFAULT:
            defaults[field.encode_name] = msgspec.to_builtins(field.default_factory())
        elif field.default is not msgspec.NODEFAULT:
            defaults[field.encode_name] = msgspec.to_builtins(field.default)
    return defaults


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def readme(rules: Sequence[Rule]) -> str:
    """`rules/README.md`: the table of all rules."""
    parts = [
        "# The rules",
        "One note a rule: its front matter declares it, its text explains it, its examples prove it.",
        "This page is generated from them: `notelint rules --write`.",
    ]
    for family, members in groupby(rules_table(rules, "en"), key=lambda row: row.family):
        rows = [[f"[{row.id}]({family}/{row.id}.md)", row.title, row.severity, row.state] for row in members]
        parts += [f"## {family}", _table(["rule", "promise", "severity", ""], rows)]
    return "\n\n".join(parts) + "\n"


def generated() -> dict[Path, str]:
    """What the files that are made from the built-in rules and from the checks should hold."""
    from notelint.checks import CHECKS
    from notelint.commands.own_rules import renewed

    folder = builtin_rules()
    rules = load_rules([folder], CHECKS)
    options = {name: check.options for name, check in CHECKS.items()}
    description = json.dumps(schema(rules, options), indent=2, ensure_ascii=False) + "\n"
    guide = folder.parent / "docs/own-rules.md"
    return {
        folder / "README.md": readme(rules),
        Path(__file__).parents[1] / "config.schema.json": description,
        compiled.FILE: compiled.written(folder, rules),
        guide: renewed(guide.read_text("utf-8") if guide.exists() else ""),
    }
