"""Has `git apply` make of `--diff` what `--fix` writes, for collections that nobody would write.

    python bench/attack/patches.py [--minutes 5] [--seed N] [--jobs 1,2] [--keep FOLDER]

Each round is a repository of a few notes with something to mend, all of them mutated as bytes, in many encodings, with
any line ends, under any name. In one copy `notelint --fix` writes, in the other `git apply` does what `--diff` says:
byte for byte they must be the same afterwards, and `git apply -R` must lead back. Exit code 1 if they once were not;
such a round is kept.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import hostile

SHAPES = (
    "See [ViT](papers/Vit.md).\n", "![f](images/Fig.PNG)\n", "tok\u200ben\n", "text   \n", "#Title\n",
    "**重点：**文字\n", "[w](www.example.org)\n", "- [x](papers/Vit.md)\n\n", "> **Arxiv**[2304.08485](u)\n",
    "<https://cn.arxiv.org/abs/2103.00020>\n",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5")
RULES = "rules: {mixed-line-endings: {enabled: true}, trailing-whitespace: {enabled: true}}\n"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=5)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--jobs", default="1,2", help="how many processes a run may have: one of these")
    arguments.add_argument("--keep", type=Path, default=Path("attack-patches"))
    options = arguments.parse_args()
    chance = random.Random(options.seed)
    end = time.monotonic() + 60 * options.minutes
    rounds = changed = failures = 0
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as place:
            rounds += 1
            root = collection(chance, Path(place, "fixed"))
            problem, count = trial(
                root, Path(place, "applied"), chance.choice(options.jobs.split(",")), chance.random() < 0.5
            )
            changed += count
            if problem:
                failures += 1
                kept = options.keep / str(rounds)
                shutil.copytree(place, kept)
                print(f"round {rounds}: {problem}, kept in {kept}", flush=True)
    print(f"{rounds} rounds, {changed} notes changed, {failures} failures")
    return int(failures > 0)


def collection(chance: random.Random, root: Path) -> Path:
    for file, data in {"papers/vit.md": b"# ViT\n\ntext\n", "images/fig.png": b"\x89PNG\r\n\x1a\n"}.items():
        (root / file).parent.mkdir(parents=True)
        (root / file).write_bytes(data)
    if chance.random() < 0.5:
        (root / "notelint.yaml").write_text(RULES)
    subprocess.run(["git", "init", "--quiet", root], check=True)
    for _ in range(8):
        (root / hostile.name(chance)).write_bytes(note(chance))
    return root


def note(chance: random.Random) -> bytes:
    pieces = [chance.choice((chance.choice(SHAPES), hostile.text(chance, 2) + "\n", "\n")) for _ in range(40)]
    text = "".join(pieces).rstrip("\n" if chance.random() < 0.3 else "")
    ends = chance.choice((("\n",), ("\r\n",), ("\r",), ("\n", "\r\n"), ("\n", "\r\n", "\r")))
    text = "".join(chance.choice(ends) if char == "\n" else char for char in text)
    data = bytearray(text.encode(chance.choice(ENCODINGS), "ignore"))
    for _ in range(chance.choice((0, 0, 1, 3))):
        at = chance.randrange(len(data) + 1)
        data[at:at] = chance.choice((b"\0", b"\xff", b"\r", b"\n", b"\x0c", "中文的笔记".encode()))
    return bytes(data)


def trial(root: Path, other: Path, jobs: str, logged: bool) -> tuple[str, int]:
    """What went wrong, "" for nothing; and how many notes were changed."""
    shutil.copytree(root, other)
    before = contents(root)
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | ({"CI": "1"} if logged else {})
    command = [sys.executable, "-m", "notelint", "--jobs", jobs, "--unsafe-fixes", "--yes"]
    diff = subprocess.run([*command, "--diff"], cwd=other, env=environment, capture_output=True, check=False)
    (other.parent / "patch").write_bytes(diff.stdout)
    if contents(other) != before or b"internal error" in diff.stderr:
        return f"--diff: {os.fsdecode(diff.stderr)}", 0
    fixed = subprocess.run([*command, "--format", "json"], cwd=root, env=environment, capture_output=True, check=False)
    made = contents(root)
    if b"was not written" in fixed.stderr or b"internal error" in fixed.stderr:
        return f"--fix: {os.fsdecode(fixed.stderr)}", 0
    if diff.stdout:
        for options, wanted in ((("apply",), made), (("apply", "-R"), before)):
            done = subprocess.run(["git", *options], cwd=other, input=diff.stdout, capture_output=True, check=False)
            if done.returncode or contents(other) != wanted:
                return f"git {' '.join(options)}: {os.fsdecode(done.stderr) or 'another content'}", 0
    elif made != before:
        return "--diff says nothing, and --fix writes", 0
    return "", sum(made[path] != before[path] for path in before)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.md")}


if __name__ == "__main__":
    sys.exit(main())
