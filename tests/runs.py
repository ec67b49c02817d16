"""The command line in this process, on small collections on the disk."""

from __future__ import annotations

import io
import json
import shlex
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest

from notelint import Report
from notelint.cli import main


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def report(self) -> Any:
        return json.loads(self.out)

    @property
    def data(self) -> bytes:
        """What was written to stdout where that is UTF-8, byte for byte."""
        return self.out.encode("utf-8", "surrogateescape")


class Console(io.TextIOWrapper):
    """A stream of bytes that may call itself a terminal."""

    def __init__(self, encoding: str = "utf-8", terminal: bool = False, data: bytes = b"") -> None:
        super().__init__(io.BytesIO(data), encoding=encoding, newline="\n")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        # JSON and GitHub's commands are UTF-8 whatever the console is; a patch may hold bytes that are no text.
        try:
            return buffer.getvalue().decode(self.encoding)
        except UnicodeDecodeError:
            return buffer.getvalue().decode("utf-8", "surrogateescape")


def notelint(*arguments: str | Path, stdin: bytes = b"", encoding: str = "utf-8", terminal: bool = False) -> Ran:
    """`notelint ARGUMENTS`."""
    out, err = Console(encoding, terminal), Console(encoding, terminal)
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", Console(data=stdin)):
        code = main(list(map(str, arguments)))
    assert "Traceback" not in err.text()
    return Ran(code, out.text(), err.text())


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def paper(title: str = "LLaVA", arxiv: str = "2304.08485", text: str = "") -> str:
    """A section that notes a paper; its id stands on the fourth line."""
    return f"## {title}\n\n> [!NOTE] {title}\n> **Arxiv** [{arxiv}](https://arxiv.org/abs/{arxiv})\n\n{text}\n"


def git(folder: Path, *arguments: str) -> str:
    """`git ARGUMENTS`, whatever the user has configured."""
    person = ("-c", "user.name=n", "-c", "user.email=n@localhost", "-c", "commit.gpgsign=false")
    command = ["git", *person, "-c", "init.defaultBranch=main", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(folder: Path, files: Mapping[str, str | bytes] | None = None) -> str:
    """Writes files, and commits all there is; the commit's name."""
    write(folder, files or {})
    if not (folder / ".git").exists():
        git(folder, "init")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "x")
    return git(folder, "rev-parse", "HEAD")


def need_registry(folder: Path, environment: Mapping[str, str]) -> None:
    """Skips the test where no package registry answers."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "hatchling"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no package registry answers: {done.stderr.strip().splitlines()[-1]}")


def places(report: Report) -> list[str]:
    return [f"{found.path}:{found.line}:{found.column} {found.rule}" for found in report.findings]


def codes(report: Report) -> list[str]:
    return [notice.code for notice in report.notices]


def alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, which is the working directory now."""
    monkeypatch.chdir(folder)
    return folder


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """A command line with `notelint` in it, in processes of its own."""
    command = command.replace("notelint", f"{shlex.quote(sys.executable)} -m notelint")
    return subprocess.run(["sh", "-c", command], capture_output=True, text=True, encoding="utf-8", check=False)


TWICE = paper() + "\n" + paper("LLaVA again", text="more words")
CLEAN = paper(text="It says something of its own.")

# A user's own rule, with examples that hold.
GOOD_RULE = """---
title: No link says “here”
check: each
items: links
where: {text: here}
severity: info
message: "says “here”"
---

Say what it leads to.

```markdown bad
[here](b.md)
```

```findings
1:1 info says “here”
```

```markdown good
[there](b.md)
```
"""
