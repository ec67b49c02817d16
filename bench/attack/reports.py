"""Writes every report, and what the other commands print, of collections whose every text and name is hostile.

    python bench/attack/reports.py [--minutes 5] [--seed N] [--jobs 1,2]

Nothing that is printed may steer a terminal, reorder what is read, be a command for the log of a CI system, or be no
UTF-8; JSON, XML and Markdown must be read by a reader of theirs, and Markdown lead nowhere and call nobody. Exit code 1
if something did.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import cmarkgfm
import hostile
from cmarkgfm.cmark import Options

from notelint.report import FORMATS

_ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069]|##\\w*\\[")
_OWN = re.compile(r"::(?:(?:error|warning|notice) (?:file=[^:,]*,line=\d+,[\w=,]*)?title=[\w-]+::|notice::\d+ )")
_EXPLAIN = re.compile(r"\n`notelint explain [a-z-]+`: .*\n\Z")  # the only code in it, which is the report's own
_TAGS = frozenset({"table", "thead", "tbody", "tr", "th", "td", "p", "strong", "ul", "li"})
_COMMANDS: tuple[list[str], ...] = (
    *(["rules", "--"], ["explain", "mine"], ["test", "mine"], ["links"], ["links", "--format", "json"], ["papers"]),
    *(
        ["papers", "--format", "json"],
        ["init", "--check"],
        ["--diff-as", "view", "--unsafe-fixes"],
        ["--since", "HEAD"],
    ),
    *(["--fix"], ["baseline"], []),
)
_RULE = """---
title: {}
check: each
items: links
where: {{text: here}}
severity: error
message: {}
help: {}
---

{}
"""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=5)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--jobs", default="1,2", help="how many processes a run may have: one of these")
    options = arguments.parse_args()
    end = time.monotonic() + 60 * options.minutes
    rounds = failures = 0
    while time.monotonic() < end:
        chance = random.Random(f"{options.seed} {rounds}")
        rounds += 1
        with tempfile.TemporaryDirectory() as place:
            root = collection(chance, Path(place, "notes"))
            for problem in trial(root, chance, options.jobs.split(",")):
                failures += 1
                print(f"round {rounds - 1}: {problem}"[:400], flush=True)
    print(f"{rounds} rounds, {failures} failures")
    return int(failures > 0)


def collection(chance: random.Random, root: Path) -> Path:
    """A repository with forty notes, and a rule of its own."""
    subprocess.run(["git", "init", "--quiet", root], check=True)
    (root / "mine" / "own").mkdir(parents=True)
    said = (json.dumps(hostile.text(chance, 3).replace("{", "(").replace("}", ")") + " {text}") for _ in range(3))
    rule = _RULE.format(*said, hostile.text(chance, 5))
    (root / "mine" / "own" / "mine.md").write_bytes(rule.encode())
    (root / "notelint.yaml").write_text("rule-folders: [mine]\nexclude: [mine]\n")
    for _ in range(40):
        folder = root / hostile.name(chance, "d") if chance.random() < 0.3 else root
        folder.mkdir(exist_ok=True)
        (folder / hostile.name(chance)).write_bytes(note(chance))
    return root


def note(chance: random.Random) -> bytes:
    title, tag, one, two, shown, target, alt, image, entry = (hostile.text(chance, 3) for _ in range(9))
    text = (
        f"---\ntitle: {json.dumps(title)}\ntags: [{json.dumps(tag)}]\n---\n\n# {one}\n\n## {two}\n\n"
        f"[{shown}](<{target}.md>) [here](x.md) ![{alt}](<{image}.png>) [[{shown}]] #{two}\n\n"
        f"> [!NOTE] {entry}\n> **Arxiv** [2304.08485](https://arxiv.org/abs/2304.08485)\n"
    )
    return text.encode() + chance.choice((b"", b"\xff\n", b"\0\n"))


def trial(root: Path, chance: random.Random, jobs: list[str]) -> Iterator[str]:
    """What was printed that must not be."""
    summary = root.parent / "summary.md"
    for name in FORMATS:
        more = ["--format", name, "--jobs", chance.choice(jobs), *chance.choice(([], ["--all"]))]
        out, problems = printed(root, more, {"GITHUB_STEP_SUMMARY": str(summary)}, name == "github")
        yield from problems
        try:
            yield from (f"{name}: {problem}" for problem in unread(name, out))
        except (ValueError, ElementTree.ParseError) as error:
            yield f"{name}: {error}"
    for command in _COMMANDS:
        yield from printed(root, command, {"CI": "true"}, False)[1]


def printed(root: Path, command: list[str], more: dict[str, str], commands: bool) -> tuple[str, list[str]]:
    """What a run prints, and what of it does harm. `commands`: it may hold commands of our own."""
    environment = os.environ | {"LC_ALL": "C.UTF-8"} | more
    done = subprocess.run(
        [sys.executable, "-m", "notelint", *command], cwd=root, env=environment, capture_output=True, check=False
    )
    problems = []
    # Without a commit there is nothing to compare with; else nothing in a note may keep a run from being done.
    if done.returncode not in ((2,) if "--since" in command else (0, 1)) or re.search(
        b"internal error|Traceback", done.stderr
    ):
        problems.append(f"{command}: {done.returncode} {done.stderr[-300:]!r}")
    summary = Path(more.get("GITHUB_STEP_SUMMARY", os.devnull))
    for data in (done.stdout, done.stderr, summary.read_bytes() if summary.exists() else b""):
        text = data.decode("utf-8", "surrogateescape")
        if acts := _ACTS.search(text) or re.search("[\udc80-\udcff]", text):
            problems.append(f"{command}: {text[max(acts.start() - 40, 0) : acts.end() + 40]!r}")
        opening = (line for line in text.splitlines() if line.lstrip().startswith("::"))
        problems += [f"{command}: {line!r}" for line in opening if not (commands and _OWN.match(line))]
    return done.stdout.decode("utf-8", "surrogateescape"), problems


def unread(name: str, out: str) -> Iterator[str]:
    """What a reader of the format cannot read. Raises ValueError, ParseError."""
    if name in ("json", "gitlab", "sarif", "rdjsonl"):
        read = [json.loads(line) for line in (out.splitlines() if name == "rdjsonl" else [out])]
        if name in ("gitlab", "rdjsonl"):
            json.dumps(read, ensure_ascii=False).encode()  # no half of a pair, which other readers refuse
        if name == "sarif":
            places = (result["locations"][0]["physicalLocation"] for result in read[0]["runs"][0]["results"])
            uris = (place["artifactLocation"]["uri"] for place in places)
            yield from (uri for uri in uris if not re.fullmatch(r"(?![/.])[\w.~/%-]+", uri, re.ASCII))
    elif name == "junit":
        ElementTree.fromstring(out)
    elif name == "markdown":
        out = _EXPLAIN.sub("\n", out)
        html = cmarkgfm.github_flavored_markdown_to_html(out, Options.CMARK_OPT_UNSAFE)
        yield from (tag for tag in set(re.findall(r"<(\w+)", html)) - _TAGS)
        yield from re.findall(r"[@#]\w+|GH-\d+", html)


if __name__ == "__main__":
    sys.exit(main())
