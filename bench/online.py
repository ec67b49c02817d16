"""Measures how links are asked, side by side with lychee and linkinator, on a loopback server that has every fault.

    python bench/online.py [--only a,b,c] [--lychee PATH] [--linkinator PATH] [--rounds 1]

a  2,000 links to 64 hosts, each of which takes 200 ms to answer
b  100 links to one host that serves 5 requests in any second and answers 429 with Retry-After to the rest
c  2,000 links to 64 hosts: 80 % good, the rest missing, moved, slow, refusing, failing for a moment, resetting …
d  the same again, with what was remembered

The server is `tests/online/linkserver.py` in a process of its own. Every tool is a fresh process with its own defaults,
except that lychee gets `--cache` for c and d, without which it remembers nothing, and linkinator `--retry`, without
which it heeds no 429. Prints wall and CPU seconds, the requests that the server counts, the peak of memory, and for c
and d how many links were judged wrongly: a good one called broken, a broken one called good, or one of which nobody
can tell (500, 403, 999, a page that says it is not there) called either. What a tool leaves open is counted apart.
`forced` is what the answers force: one request a link, one a hop, two more for what fails.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

SERVER = Path(__file__).parents[1] / "tests" / "online" / "linkserver.py"
PORT = 8791
HOSTS = 64

# What a link of this kind is to a reader, and the requests that it forces. `open` is what nobody can tell.
KINDS = {
    "/ok/{n}": ("alive", 1),
    "/missing/{n}": ("dead", 1),
    "/gone/{n}": ("dead", 1),
    "/redirect/{n}": ("alive", 2),
    "/moved/{n}": ("alive", 2),
    "/movedaway/{n}": ("dead", 2),
    "/chain/3/{n}": ("alive", 4),
    "/slow/50/{n}": ("alive", 1),
    "/nohead/{n}": ("alive", 1),
    "/head404/{n}": ("alive", 1),
    "/flaky/1/{n}": ("alive", 2),
    "/resetonce/{n}": ("alive", 2),
    "/limited/0.5/{n}": ("alive", 2),
    "/status/500/{n}": ("open", 3),
    "/status/521/{n}": ("open", 1),
    "/forbidden/{n}": ("open", 1),
    "/999/{n}": ("open", 1),
    "/soft404/{n}": ("open", 1),
    "/chinese404/{n}": ("open", 1),
    "/loop/{n}": ("open", 1),
}


class Ran(NamedTuple):
    """One run: wall and CPU seconds, requests that the server saw, peak of memory in MiB, and each link's verdict."""

    wall: float
    cpu: float
    requests: int
    memory: float
    verdicts: dict[str, str]


def main() -> int:
    options = argparse.ArgumentParser(description="How links are asked, side by side.")
    options.add_argument("--only", default="a,b,c")
    options.add_argument("--lychee", default=shutil.which("lychee") or "")
    options.add_argument("--linkinator", default=shutil.which("linkinator") or "")
    options.add_argument("--rounds", type=int, default=1)
    chosen = options.parse_args()
    tools = {"notelint": sys.executable, "lychee": chosen.lychee, "linkinator": chosen.linkinator}
    tools = {name: path for name, path in tools.items() if path}
    print("| | tool | wall s | CPU s | requests | memory MiB | wrong | left open |\n|---|---|--:|--:|--:|--:|--:|--:|")
    for _ in range(chosen.rounds):
        for letter in chosen.only.split(","):
            SCENARIOS[letter](tools)
    return 0


def scenario_a(tools: dict[str, str]) -> None:
    with server(delay=0.2):
        urls = [url(f"/ok/{n}", n) for n in range(2000)]
        for name, path in tools.items():
            with folder(urls) as notes:
                show("a", name, run(name, path, notes))


def scenario_b(tools: dict[str, str]) -> None:
    with server():
        urls = [url(f"/window/5/1/{n}", 0) for n in range(100)]
        for name, path in tools.items():
            with folder(urls) as notes:
                show("b", name, run(name, path, notes))


def scenario_c(tools: dict[str, str]) -> None:
    """c and d, since d is c once more."""
    with server():
        truth, forced = mixed()
        print(f"| c | forced | | | {forced} | | | |")
        for name, path in tools.items():
            with folder(list(truth)) as notes:
                show("c", name, run(name, path, notes, cache=True), truth)
                show("d", name, run(name, path, notes, cache=True), truth)


SCENARIOS = {"a": scenario_a, "b": scenario_b, "c": scenario_c}


def url(path: str, host: int) -> str:
    return f"http://127.0.0.{host % HOSTS + 1}:{PORT}{path}"


def mixed() -> tuple[dict[str, str], int]:
    """2,000 links with what each of them is, and the requests that they force."""
    truth, forced = {}, 0
    others = list(KINDS)[1:]
    for n in range(2000):
        kind = others[n // 5 % len(others)] if n % 5 == 0 else "/ok/{n}"
        truth[url(kind.format(n=n), n)] = KINDS[kind][0]
        forced += KINDS[kind][1]
    return truth, forced


@contextmanager
def server(delay: float = 0.0) -> Iterator[None]:
    command = [sys.executable, str(SERVER), "--port", str(PORT), "--host", "0.0.0.0", "--delay", str(delay)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def served(path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}") as answer:
        text: str = answer.read().decode()
        return text


@contextmanager
def folder(urls: list[str]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        notes = Path(name)
        for at in range(0, len(urls), 100):
            lines = "".join(f"- [link]({each})\n" for each in urls[at : at + 100])
            (notes / f"note{at // 100}.md").write_text(f"# Links\n\n{lines}")
        yield notes


def run(name: str, path: str, notes: Path, cache: bool = False) -> Ran:
    """A fresh process of a tool on the folder, its requests counted by the server."""
    served("/clear")
    commands = {
        "notelint": [
            path,
            "-m",
            "notelint",
            "--online",
            "--allow-private",
            "--select",
            "dead-link",
            "--format",
            "json",
        ],
        "lychee": [path, "--no-progress", "--format", "json", *(["--cache"] if cache else []), "."],
        "linkinator": [path, "*.md", "--markdown", "--retry", "--format", "json"],
    }
    env = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
    with (notes / ".out").open("wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen(commands[name], cwd=notes, stdout=out, stderr=subprocess.DEVNULL, env=env)
        _, _, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
    process.returncode = 0
    requests = json.loads(served("/stats"))["requests"]
    verdicts = READERS[name]((notes / ".out").read_text("utf-8"), path, notes)
    return Ran(wall, usage.ru_utime + usage.ru_stime, requests, usage.ru_maxrss / 1024, verdicts)


def of_notelint(text: str, path: str, notes: Path) -> dict[str, str]:
    listed = [path, "-m", "notelint", "links", "--format", "json"]
    done = subprocess.run(listed, cwd=notes, capture_output=True, text=True, check=True)
    return {each["url"]: each["state"] for each in json.loads(done.stdout)["links"]}


def of_lychee(text: str, path: str, notes: Path) -> dict[str, str]:
    """Broken links by file; with a time that ran out they are apart. All others are good."""
    broken = [each for those in json.loads(text).get("error_map", {}).values() for each in those]
    return {each["url"]: "dead" for each in broken}


def of_linkinator(text: str, path: str, notes: Path) -> dict[str, str]:
    states = {"OK": "alive", "BROKEN": "dead", "SKIPPED": "undecided"}
    return {each["url"]: states[each["state"]] for each in json.loads(text)["links"]}


READERS = {"notelint": of_notelint, "lychee": of_lychee, "linkinator": of_linkinator}


def show(letter: str, name: str, ran: Ran, truth: dict[str, str] | None = None) -> None:
    wrong = left = ""
    if truth is not None:
        said = {each: ran.verdicts.get(each, "alive") for each in truth}
        wrong = str(sum(said[each] != truth[each] and said[each] != "undecided" for each in truth))
        left = str(sum(state == "undecided" for state in said.values()))
    figures = f"{ran.wall:.1f} | {ran.cpu:.1f} | {ran.requests} | {ran.memory:.0f}"
    print(f"| {letter} | {name} | {figures} | {wrong} | {left} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
