"""The kept answers of the real viewers, and how notelint's are compared with them."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Literal

from corpus import Snippet
from layout import Setup

Verdict = Literal["ok", "external", "broken", "anchor", "host", "text", "stops"]
Outcome = Literal["both", "missed", "false", "fine", "host"]
KEPT = Path(__file__).parents[2] / "tests" / "viewers"
HELP = "see docs/viewers.md; `python bench/viewers/run.py --accept` renews the list"
_BAD = ("broken", "anchor", "text", "stops")


def read(setup: Setup) -> dict[str, Verdict]:
    """Ids of snippets -> what the viewer made of them; {} where it was never asked."""
    path = KEPT / f"{setup.name}.json"
    if not path.exists():
        return {}
    data = json.loads(path.read_text("utf-8"))
    return {key: verdict for verdict, keys in data["answers"].items() for key in keys.split()}


def write(setup: Setup, given: Mapping[str, Verdict]) -> None:
    """Keeps answers: a verdict a paragraph, so that what changes is few lines."""
    by_verdict: dict[str, list[str]] = {}
    for key, verdict in given.items():
        by_verdict.setdefault(verdict, []).append(key)
    data = {
        "viewer": setup.viewer,
        "versions": pinned(setup),
        "answers": {verdict: " ".join(sorted(by_verdict[verdict])) for verdict in sorted(by_verdict)},
    }
    (KEPT / f"{setup.name}.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")


def pinned(setup: Setup) -> dict[str, str]:
    """The versions of the packages that decide a set-up's answers."""
    every = versions()
    return {name: every[name] for name in setup.packages}


def asked_versions(setup: Setup) -> dict[str, str]:
    """The versions that gave the kept answers."""
    path = KEPT / f"{setup.name}.json"
    return dict(json.loads(path.read_text("utf-8"))["versions"]) if path.exists() else {}


def versions() -> dict[str, str]:
    """The versions that the bench pins, by package."""
    data = tomllib.loads((Path(__file__).parent / "versions.toml").read_text("utf-8"))
    groups = [*data["pip"].values(), *data["npm"].values(), data["debian"]]
    return {name: version for group in groups for name, version in group.items()}


def compare(wanted: Sequence[Snippet], given: Mapping[str, Verdict], said: Set[str]) -> dict[str, Outcome]:
    """For each snippet whether both or one of viewer and notelint say that something is not shown."""
    found: dict[str, Outcome] = {}
    for each in wanted:
        verdict = given.get(each.id)
        if verdict is None or verdict == "host":
            found[each.id] = "host"
        elif verdict in _BAD:
            found[each.id] = "both" if each.id in said else "missed"
        else:
            found[each.id] = "false" if each.id in said else "fine"
    return found


def sums(outcome: Mapping[str, Outcome]) -> str:
    count = Counter(outcome.values())
    asked = len(outcome) - count["host"]
    agreed = count["both"] + count["fine"]
    share = f"{agreed / asked:6.1%}" if asked else "  –"
    return (
        f"{asked:5} asked {share}  both {count['both']:4} missed {count['missed']:4} false {count['false']:3}"
        f" fine {count['fine']:4} host {count['host']:3}"
    )


def known(setup: Setup) -> dict[str, list[str]]:
    """The differences that are known: ids under "missed" and "false"."""
    path = KEPT / "differences.json"
    data = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return {what: keys.split() for what, keys in data.get(setup.name, {}).items()}


def accept(setup: Setup, outcome: Mapping[str, Outcome]) -> None:
    """Takes the differences of today for the known ones."""
    path = KEPT / "differences.json"
    data = json.loads(path.read_text("utf-8")) if path.exists() else {}
    data[setup.name] = {
        what: " ".join(sorted(key for key, value in outcome.items() if value == what)) for what in ("false", "missed")
    }
    ordered = {name: data[name] for name in sorted(data)}
    path.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", "utf-8")
