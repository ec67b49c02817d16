"""Small git repositories for tests."""

from __future__ import annotations

import subprocess
from pathlib import Path


class Repository:
    """A git repository in which each commit is made on the next day of January."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.day = 0
        self.git("init", "--quiet")

    def git(self, *arguments: str) -> None:
        name = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *name, *arguments], cwd=self.root, check=True, capture_output=True)

    def write(self, path: str, content: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")

    def move(self, old: str, new: str) -> None:
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", old, new)

    def commit(self) -> None:
        self.day += 1
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=x", f"--date=2026-01-{self.day:02}T08:00:00+08:00")
