"""The fixers that are compared, and how each is asked to fix the notes that it is given."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from notelint.config.config import Config
from notelint.run.ruleset import RuleSet


class Tool(NamedTuple):
    """`{notes}` stands for the notes, `{modules}` for the folder of npm packages that the program is in.

    `before` is written before each note, and where they are patterns (`glob`) what means more in one is escaped. A
    tool that takes but one note is run for each (`each`).
    """

    program: str
    arguments: Sequence[str]
    before: str = ""
    glob: bool = False
    each: bool = False


def notelint(*arguments: str) -> Tool:
    return Tool("notelint", ["-m", "notelint", "check", "--format", "json", *arguments, "{notes}"])


def only_asked(tool: Tool) -> Tool:
    """The same of notelint without a fix."""
    return tool._replace(arguments=[each for each in tool.arguments if each not in ("--fix", "--unsafe-fixes")])


EVERY = [each for rule in sorted(RuleSet.of(Config(), Path()).known) for each in ("--select", rule)]
GFM = ["-u", "{modules}/remark-gfm/index.js", "-u", "{modules}/remark-frontmatter/index.js"]
# All with their own defaults, and what their documentation tells a user with front matter and tables to add.
TOOLS = {
    "notelint --fix": notelint("--fix"),
    "notelint --unsafe-fixes": notelint("--unsafe-fixes"),
    "notelint --unsafe-fixes, all rules on": notelint("--unsafe-fixes", *EVERY),
    "rumdl fmt": Tool("rumdl", ["fmt", "--no-cache", "{notes}"]),
    "mdsmith fix": Tool("mdsmith", ["fix", "--no-build", "{notes}"]),
    "markdownlint-cli2 --fix": Tool("markdownlint-cli2", ["--fix", "{notes}"], before=":"),
    "pymarkdown fix": Tool("pymarkdown", ["--set", "extensions.front-matter.enabled=$!True", "fix", "{notes}"]),
    "markdownlint-rs format": Tool("markdownlint-rs", ["format", "{notes}"]),
    "remark --output": Tool("remark", ["{notes}", *GFM, "--output"]),
    "prettier --write": Tool("prettier", ["--write", "{notes}"]),
    "mdformat": Tool("mdformat", ["{notes}"]),
    "panache format": Tool("panache", ["format", "{notes}"]),
    "panache format --flavor gfm": Tool("panache", ["format", "--flavor", "gfm", "{notes}"]),
    "autocorrect --fix": Tool("autocorrect", ["--fix", "{notes}"]),
    "limae --fix": Tool("limae", ["--fix", "{notes}"]),
    "zhlint --fix": Tool("zhlint", ["{notes}", "--fix"], glob=True, each=True),
    "lint-md --fix": Tool("lint-md", ["--fix", "{notes}"], glob=True),
}


class Ran(NamedTuple):
    """One run: its seconds, what it printed, and "" or why it came to no end."""

    seconds: float
    output: str
    failed: str = ""


def found(tool: Tool) -> str | None:
    """The program's path, None where it is not installed."""
    return sys.executable if tool.program == "notelint" else shutil.which(tool.program)


def run(tool: Tool, root: Path, notes: Sequence[str], limit: float) -> Ran:
    """Lets a tool fix notes, by their paths from `root`, where it runs; after `limit` seconds it is ended."""
    program = found(tool)
    assert program is not None
    modules = next((str(path) for path in Path(program).resolve().parents if path.name == "node_modules"), "")
    named = [tool.before + (re.sub(r"([\\*?\[\](){}!+@|])", r"\\\1", note) if tool.glob else note) for note in notes]
    seconds, output = 0.0, ""
    for some in [[each] for each in named] if tool.each else [named]:
        command = [program]
        for argument in tool.arguments:
            command += some if argument == "{notes}" else [argument.replace("{modules}", modules)]
        ran = _once(command, root, limit - seconds, tool.program == "notelint")
        seconds, output = seconds + ran.seconds, output + ran.output
        if ran.failed:
            return Ran(seconds, output, ran.failed)
    return Ran(seconds, output)


def _once(command: list[str], root: Path, limit: float, own: bool) -> Ran:
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if own else subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    try:
        output, _ = process.communicate(timeout=max(limit, 0))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        return Ran(limit, output, "no end")
    # 1 means findings, 2 and 3 with some tools that not all were fixed.
    failed = "" if 0 <= process.returncode <= 3 else f"exit {process.returncode}"
    return Ran(time.perf_counter() - began, output, failed)
