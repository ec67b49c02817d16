"""What the findings are worth on collections that nobody has tuned for: chooses, draws and sums up.

    python bench/first_sight.py choose NAMES --seed 1          which repository of a list is looked at first
    python bench/first_sight.py notes FOLDER --seed 1          ten notes, to be read by eye before anything else
    python bench/first_sight.py draw FOLDER --seed 1           forty findings, to be judged by a reader
    python bench/first_sight.py keep FOLDER --seed 1 --as OWNER/NAME --kind VIEWER --verdicts FILE --round FILE
    python bench/first_sight.py sum ROUND…                     the tables of bench/first_sight.md

A verdict is a line `number verdict word`: `r` right and worth it, `n` right but noise, `w` wrong, and one plain word
why. A second judgement of the same finding is a second line with its number. `keep` adds to a round what was judged:
rule, severity, the first letters of the path's hash, line, verdicts, word. No text of a note is kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

A_RULE = 10  # findings of one rule in a collection's sample, at most
A_COLLECTION = 40
BY_EYE = 10
LOUD = ("error", "warning")
Finding = dict[str, Any]


def main() -> None:
    options = _arguments()
    options.run(options)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, run, folder in (
        ("choose", choose, "names"),
        ("notes", notes, "folder"),
        ("draw", draw, "folder"),
        ("keep", keep, "folder"),
    ):
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        command.add_argument(folder, type=Path)
        command.add_argument("--seed", type=int, default=1)
        if name == "choose":
            command.add_argument("--besides", type=Path, nargs="*", default=[], help="more pages that name some")
        if name == "keep":
            command.add_argument("--as", dest="name", required=True)
            for option in ("--kind", "--verdicts", "--round"):
                command.add_argument(option, required=True, type=str if option == "--kind" else Path)
    command = commands.add_parser("sum")
    command.set_defaults(run=sum_up)
    command.add_argument("rounds", type=Path, nargs="+")
    return parser.parse_args()


def choose(options: argparse.Namespace) -> None:
    """Names in the order in which they are tried, without those whose owner a page here, or another, names."""
    pages = [page for page in Path(__file__).parent.rglob("*") if page.suffix in {".md", ".py", ".jsonl"}]
    known = set(_words("\n".join(page.read_text("utf-8") for page in (*pages, *options.besides))))
    names = [name for name in options.names.read_text("utf-8").split() if _words(name)[0] not in known]
    print("\n".join(sorted(set(names), key=lambda each: _hash(f"{options.seed} {each}"))))


def _words(text: str) -> list[str]:
    """Words as owners of repositories are spelled."""
    return re.findall(r"[a-z0-9-]+", text.lower())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def notes(options: argparse.Namespace) -> None:
    """Ten notes of what a run would report on, longer than ten lines."""
    command = ["git", "ls-files", "-z", "*.md", "*.mdx", "*.markdown"]
    ran = subprocess.run(command, cwd=options.folder, capture_output=True, text=True, check=True)
    listed = [path for path in ran.stdout.split("\0") if path]
    long = [path for path in listed if len(_lines(options.folder / path)) > 10]
    for path in random.Random(options.seed).sample(long, min(BY_EYE, len(long))):
        print(f"{_hash(path)[:8]} {path}")


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8", "replace").splitlines() if path.is_file() else []


def findings(folder: Path) -> tuple[list[Finding], int]:
    """All that `--all` tells, and how many notes were read."""
    command = [sys.executable, "-m", "notelint", "--all", "--format", "json", "--fail-on", "error"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode not in {0, 1}:
        sys.exit(ran.stderr)
    report = json.loads(ran.stdout)
    return report["findings"], report["summary"]["notes"]


def sample(found: list[Finding], seed: int) -> list[Finding]:
    """Forty at random of at most ten a rule; all where there are fewer."""
    chance = random.Random(seed)
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        by_rule[finding["rule"]].append(finding)
    some = [each for _, all_ in sorted(by_rule.items()) for each in chance.sample(all_, min(A_RULE, len(all_)))]
    return chance.sample(some, min(A_COLLECTION, len(some)))


def draw(options: argparse.Namespace) -> None:
    found, read = findings(options.folder)
    counts = Counter(finding["severity"] for finding in found)
    print(f"{read} notes, {dict(counts)}")
    for number, finding in enumerate(sample(found, options.seed), 1):
        print(f"\n{number}. {finding['severity']} {finding['rule']} {finding['path']}:{finding['line']}")
        print(f"   {finding['message']}" + (f" ({finding['help']})" if finding["help"] else ""))
        lines = _lines(options.folder / finding["path"])
        for line in range(max(1, finding["line"] - 1), min(finding["line"] + 2, len(lines) + 1)):
            print(f"   {'>' if line == finding['line'] else ' '} {line:4} {lines[line - 1][:220]}")
        for related in finding["related"][:2]:
            print(f"   see {related['path']}:{related['line']}")


def keep(options: argparse.Namespace) -> None:
    """Adds a collection with its verdicts to a round, in the place of what it had there."""
    found, read = findings(options.folder)
    verdicts: dict[int, list[list[str]]] = defaultdict(list)
    for line in options.verdicts.read_text("utf-8").splitlines():
        number, verdict, *why = line.split()
        if verdict not in {"r", "n", "w"}:
            sys.exit(f"{options.verdicts}: “{line}” is no verdict: r, n or w")
        verdicts[int(number)].append([verdict, " ".join(why)])
    drawn = sample(found, options.seed)
    if missing := set(range(1, len(drawn) + 1)) - set(verdicts):
        sys.exit(f"{options.verdicts}: not judged: {sorted(missing)}")
    head = ["git", "rev-parse", "HEAD"]
    commit = subprocess.run(head, cwd=options.folder, capture_output=True, text=True, check=True)
    kept = {
        "repo": options.name,
        "commit": commit.stdout.strip()[:12],
        "kind": options.kind,
        "notes": read,
        "found": dict(sorted(Counter(finding["severity"] for finding in found).items())),
        "judged": [_row(each, verdicts[number]) for number, each in enumerate(drawn, 1)],
    }
    known = _read(options.round) if options.round.is_file() else []
    rows = [*(each for each in known if each["repo"] != options.name), kept]
    options.round.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")


def _row(finding: Finding, verdicts: list[list[str]]) -> list[str | int]:
    """Severity, rule, the path's hash, line, the verdicts in their order, why."""
    letters = "".join(verdict for verdict, _ in verdicts)
    return [finding["severity"], finding["rule"], _hash(finding["path"])[:8], finding["line"], letters, verdicts[0][1]]


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def sum_up(options: argparse.Namespace) -> None:
    for path in options.rounds:
        collections = _read(path)
        print(f"## {path.stem}\n")
        _by_collection(collections)
        rows = [row for collection in collections for row in collection["judged"]]
        _by_rule(rows)
        twice = [row[4] for row in rows if len(row[4]) > 1]
        print(f"\nJudged twice: {len(twice)}, the same: {sum(letters[0] == letters[1] for letters in twice)}\n")


def _by_collection(collections: list[dict[str, Any]]) -> None:
    shares = "right / noise / wrong"
    print(f"| collection | notes | errors and warnings per 100 | {shares} | infos per 100 | {shares} |")
    print("| --- | --: | --: | --: | --: | --: |")
    everything: dict[str, Any] = {"notes": 0, "found": Counter(), "judged": []}
    for collection in collections:
        _line(f"{collection['repo']} ({collection['kind']})", collection)
        everything["notes"] += collection["notes"]
        everything["found"].update(collection["found"])
        everything["judged"] += collection["judged"]
    _line("**all**", everything)
    loud, quiet = (_tally(everything["judged"], loud) for loud in (True, False))
    print(f"\nErrors and warnings: {_shares(loud)}. Infos: {_shares(quiet)}.\n")


def _line(name: str, collection: dict[str, Any]) -> None:
    cells = [name, f"{collection['notes']:,}"]
    for loud in (True, False):
        number = sum(count for severity, count in collection["found"].items() if (severity in LOUD) is loud)
        tally = _tally(collection["judged"], loud)
        cells += [f"{100 * number / max(1, collection['notes']):.0f}", " / ".join(str(tally[each]) for each in "rnw")]
    print(f"| {' | '.join(cells)} |")


def _tally(rows: list[list[Any]], loud: bool) -> Counter[str]:
    return Counter(row[4][0] for row in rows if (row[0] in LOUD) is loud)


def _shares(tally: Counter[str]) -> str:
    whole = max(1, tally.total())
    words = {"r": "right", "n": "noise", "w": "wrong"}
    shares = (f"{100 * tally[each] / whole:.0f} % {word}" for each, word in words.items())
    return f"{tally.total()} read, {', '.join(shares)}"


def _by_rule(rows: list[list[Any]]) -> None:
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    why: dict[str, Counter[str]] = defaultdict(Counter)
    for _, rule, _, _, letters, word in rows:
        rules[rule][letters[0]] += 1
        if letters[0] != "r":
            why[rule][word] += 1
    print("| rule | right | noise | wrong | why not |\n| --- | --: | --: | --: | --- |")
    for rule, tally in sorted(rules.items(), key=lambda each: (-each[1]["w"] - each[1]["n"], each[0])):
        reasons = ", ".join(f"{word} {count}" for word, count in why[rule].most_common())
        print(f"| {rule} | {tally['r']} | {tally['n']} | {tally['w']} | {reasons} |")


if __name__ == "__main__":
    main()
