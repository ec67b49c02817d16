"""What the guide page and the README tell people to write is what the project has."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
from ruamel.yaml import YAML

from notelint.cli import group
from notelint.commands.outputs import FORMAT_NAMES, outputs
from notelint.report import FORMATS

PROJECT = Path(__file__).parents[1]
TEXT = "".join((PROJECT / name).read_text("utf-8") for name in ("docs/ci.md", "README.md"))
HOOKS = {hook["id"] for hook in YAML(typ="safe").load(PROJECT / ".pre-commit-hooks.yaml")}
ACTION = YAML(typ="safe").load(PROJECT / "action.yml")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


SNIPPETS = [YAML(typ="safe").load(block) for block in blocks("yaml")]


def inside(data: Any, key: str) -> list[Any]:
    """All values of a key, however deep."""
    if isinstance(data, list):
        return [found for each in data for found in inside(each, key)]
    if not isinstance(data, dict):
        return []
    own = [data[key]] if key in data else []
    return own + [found for each in data.values() for found in inside(each, key)]


def commands() -> list[list[str]]:
    """The calls of notelint in the snippets."""
    scripts = [line for block in blocks("sh") for line in block.splitlines()]
    scripts += [line for found in inside(SNIPPETS, "script") for line in found] + inside(SNIPPETS, "run")
    words = [shlex.split(line.partition(" | ")[0], comments=True) for line in scripts]
    return [call[1:] for call in words if call and call[0].rpartition("/")[2] == "notelint"]


@pytest.mark.parametrize("call", commands(), ids=" ".join)
def test_every_call_is_one_that_can_be_made(call: list[str]) -> None:
    name = call[0] if call and call[0] in group.list_commands(click.Context(group)) else "check"
    command = group.get_command(click.Context(group), name)
    assert command is not None
    context = command.make_context(name, call[1:] if call[:1] == [name] else list(call))
    if name == "check":
        outputs(context.params["output"], context.params["format_"])


def test_there_are_calls_to_look_at() -> None:
    assert len(commands()) >= 8


def test_a_workflow_leaves_no_token_behind_and_runs_without_secrets() -> None:
    steps = [step for steps in inside(SNIPPETS, "steps") for step in steps]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) >= 4
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)
    assert not any("pull_request_target" in str(snippet.get("on", snippet.get(True))) for snippet in SNIPPETS)


def test_hooks_and_inputs_are_those_that_there_are() -> None:
    named = {hook["id"] for hooks in inside(SNIPPETS, "hooks") for hook in hooks}
    assert named and named <= HOOKS
    assert all(f"| `{hook}` |" in TEXT for hook in HOOKS)
    steps = [step for found in inside(SNIPPETS, "steps") for step in found]
    ours = [step for step in steps if step.get("uses", "").startswith("OWNER/notelint@")]
    assert ours
    for step in ours:
        assert set(step.get("with", {})) <= set(ACTION["inputs"])
    assert all(f"| `{name}` |" in TEXT for name in ACTION["inputs"])


def test_every_format_can_be_asked_for_and_is_told() -> None:
    assert set(FORMAT_NAMES) == set(FORMATS)
    assert all(f"| `{name}` |" in TEXT for name in FORMAT_NAMES)
