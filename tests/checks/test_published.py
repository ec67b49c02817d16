from __future__ import annotations

import subprocess
from pathlib import Path

from trees import image, link, note, view

from notelint.checks.published import not_in_git


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


def test_what_a_submodule_holds_is_in_git(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "vit.png").touch()
    git(tmp_path / "shared", "init")
    git(tmp_path / "shared", "add", ".")
    git(tmp_path / "shared", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-m", "a")
    (tmp_path / "a.md").touch()
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    notes = {"a.md": note("a.md", images=[image("a.md", "shared/vit.png"), image("a.md", "new.png")])}
    hits = not_in_git([*notes.values()], None, view(tmp_path, "new.png", notes=notes))
    assert [(hit.case, hit.facts["file"]) for hit in hits] == [("untracked", "new.png")]


def test_a_vault_s_own_files_are_only_told(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.pdf\n")
    (tmp_path / "a.md").touch()
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    notes = {"a.md": note("a.md", links=[link("a.md", "book.pdf")])}
    [hit] = not_in_git([*notes.values()], None, view(tmp_path, ".obsidian/app.json", "book.pdf", notes=notes))
    assert hit.case == "ignored-own"
