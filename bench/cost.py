"""Measures what a whole run of notelint costs beside a bare parse of the same notes, and beside other tools.

    python bench/cost.py COLLECTION [--rounds 5] [--peers rumdl,mdsmith,markdownlint-cli2,lychee] [--bin NAME=PATH]

Every run is a fresh process, and a round runs each of them once, so that a machine that slows down slows all of them;
two runs before the first round, which are not counted, compile the modules and warm the disk's cache.
Prints a table of medians: wall and CPU seconds (children included), the peak of memory, and the ratios to the bare
parse, `MarkdownIt("commonmark").enable("table").parse` of the notes that notelint reads. Ratios within one table can
be compared, seconds of two tables cannot. Peers are taken from PATH or from --bin; those not found are left out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

BARE = """
import sys
from pathlib import Path
from markdown_it import MarkdownIt
parse = MarkdownIt("commonmark").enable("table").parse
for path in Path(sys.argv[1]).read_text("utf-8").split("\\0"):
    parse(Path(path).read_bytes().decode("utf-8", "replace"))
"""
LISTING = """
import sys
from notelint.run.run import Run
run = Run([sys.argv[1]])
print("\\0".join(str(run.root / path) for path in run.notes), end="")
"""
# How each peer checks a folder with its own defaults, without a cache and without the network.
PEERS = {
    "rumdl": ["check", "--no-cache", "{folder}"],
    "mdsmith": ["check", "{folder}"],
    "markdownlint-cli2": ["{folder}/**/*.md"],
    "lychee": ["--offline", "--no-progress", "{folder}"],
}
FIRST, ONE, TWO = "bare parse", "notelint --jobs 1", "notelint --jobs 2"
SAMPLED_EVERY = 0.1  # seconds


class Cost(NamedTuple):
    """Seconds, and bytes: of the largest process, and of all processes at one moment, shared pages counted once."""

    wall: float
    cpu: float
    largest: int
    together: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", default="", help=f"of {','.join(PEERS)}")
    parser.add_argument("--bin", action="append", default=[], metavar="NAME=PATH", help="where a peer is")
    options = parser.parse_args()
    folder = options.collection.resolve()
    if not folder.is_dir():
        parser.error(f"{options.collection}: no such folder")
    peers = [name for name in options.peers.split(",") if name]
    if unknown := [name for name in peers if name not in PEERS]:
        parser.error(f"{', '.join(unknown)}: no known peer; there are {', '.join(PEERS)}")
    notes = subprocess.run([sys.executable, "-c", LISTING, folder], stdout=subprocess.PIPE, check=True).stdout
    with tempfile.NamedTemporaryFile() as listing, tempfile.TemporaryDirectory() as compiled:
        # As where it is installed: compiled once, whatever this environment says.
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["NOTELINT_NO_CACHE"] = "1"  # a run as if it were the first; `speed.py` measures the later ones
        listing.write(notes)
        listing.flush()
        commands = _commands(folder, listing.name, peers, dict(each.split("=", 1) for each in options.bin))
        # Before the rounds: to look at memory again and again slows what is looked at, several processes most.
        memory = {name: run(command, watched=True).together for name, command in commands.items()}
        costs: dict[str, list[Cost]] = {name: [] for name in commands}
        for number in range(options.rounds):
            for name, command in commands.items():
                print(f"\rround {number + 1}: {name:30}", end="", file=sys.stderr, flush=True)
                costs[name].append(run(command)._replace(together=memory[name]))
        print("\r" + " " * 50 + "\r", end="", file=sys.stderr)
    print(f"{folder.name}: {len(notes.split(bytes(1)))} notes, medians of {options.rounds} rounds\n")
    print(table(costs))
    return 0


def _commands(folder: Path, listing: str, peers: list[str], places: dict[str, str]) -> dict[str, list[str]]:
    notelint = [sys.executable, "-m", "notelint", str(folder), "--format", "json"]
    commands = {
        FIRST: [sys.executable, "-c", BARE, listing],
        ONE: [*notelint, "--jobs", "1"],
        TWO: [*notelint, "--jobs", "2"],
    }
    for name in peers:
        program = places.get(name) or shutil.which(name)
        if program is None:
            print(f"{name}: not found", file=sys.stderr)
            continue
        commands[name] = [program, *(argument.format(folder=folder) for argument in PEERS[name])]
    return commands


def run(command: list[str], watched: bool = False, environment: Mapping[str, str] | None = None) -> Cost:
    """One run of a command, its output thrown away; the memory of all its processes is looked at if it is `watched`.

    Exit code 1 means findings, and any other but 0 that it failed.
    """
    with tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env=environment)
        over = threading.Event()
        sampled: list[int] = [0]
        sampler = threading.Thread(target=_sample, args=(process.pid, over, sampled))
        if watched:
            sampler.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        over.set()
        if watched:
            sampler.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1, 2) or (process.returncode == 2 and command[0] == sys.executable):
            errors.seek(0)
            sys.exit(f"{' '.join(command)} failed: {errors.read().decode(errors='replace')[-2000:]}")
    largest = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Cost(wall, used.ru_utime + used.ru_stime, largest, max(largest, *sampled))


def _sample(pid: int, over: threading.Event, sampled: list[int]) -> None:
    """Adds up, again and again, what a process and those below it hold (Linux only)."""
    while not over.wait(SAMPLED_EVERY):
        sampled.append(sum(map(_held, _below(pid))))


def _below(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in _below(int(child)))]


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def table(costs: dict[str, list[Cost]]) -> str:
    """A Markdown table of medians; a ratio is that within each round."""
    bare = costs[FIRST]
    lines = [
        "| | wall s | CPU s | wall / bare | CPU / bare | largest process MB | all processes MB |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, each in costs.items():
        cost = Cost(*map(median, zip(*each, strict=True)))
        wall = median(mine.wall / its.wall for mine, its in zip(each, bare, strict=True))
        cpu = median(mine.cpu / its.cpu for mine, its in zip(each, bare, strict=True))
        sizes = f"{cost.largest / 1e6:.0f} | {cost.together / 1e6:.0f}"
        lines.append(f"| {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {wall:.2f} | {cpu:.2f} | {sizes} |")
    gain = median(one.wall / two.wall for one, two in zip(costs[ONE], costs[TWO], strict=True))
    lines += ["", f"`--jobs 2` is {gain:.2f} times as fast as `--jobs 1`, by wall."]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
