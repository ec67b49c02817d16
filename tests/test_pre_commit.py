"""The hooks as pre-commit runs them, from a snapshot of this project that it installs by itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from online.linkserver import LinkServer
from runs import commit, git, need_registry, paper, write

from notelint.git.runner import files
from notelint.site.listing import Listing

pytestmark = [pytest.mark.registry, pytest.mark.skipif(os.name == "nt", reason="command lines are shorter there")]

PROJECT = Path(__file__).parents[1]
BROKEN = "[x](gone.md)\n"


class Hooks:
    """A scratch repository in which pre-commit is installed."""

    def __init__(self, folder: Path, snapshot: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.snapshot = snapshot
        self.environment = environment

    def use(self, *ids: str, arguments: Sequence[str] | None = None) -> None:
        own = "" if arguments is None else f"        args: {json.dumps(arguments)}\n"
        hooks = "".join(f"      - id: {name}\n{own}" for name in ids)
        text = f"repos:\n  - repo: {self.snapshot.as_uri()}\n    rev: v0.1\n    hooks:\n{hooks}"
        write(self.folder, {".pre-commit-config.yaml": text})
        self.run("pre-commit", "install", "--install-hooks")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, "-m", "pre_commit", *command[1:]] if command[0] == "pre-commit" else list(command)
        done = subprocess.run(program, cwd=self.folder, env=self.environment, capture_output=True, check=False)
        return subprocess.CompletedProcess(program, done.returncode, done.stdout.decode(), done.stderr.decode())

    def commit(self, *arguments: str) -> tuple[int, str]:
        """`git commit`: its exit code, and what the hooks said."""
        done = self.run("git", "-c", "user.name=n", "-c", "user.email=n@localhost", "commit", "-m", "x", *arguments)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Nothing of the user's own, and no hook that this may be run from."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "GITHUB_"))}
    home = tmp_path_factory.mktemp("pre-commit")
    kept |= {"PRE_COMMIT_HOME": str(home), "PIP_NO_COMPILE": "1"}  # most modules of a package are never imported
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory, environment: Mapping[str, str]) -> Path:
    """This project as it is now, as a repository with a tag."""
    need_registry(tmp_path_factory.mktemp("answer"), environment)
    copy = tmp_path_factory.mktemp("project")
    for path in files(PROJECT, "-co", "--exclude-standard") or []:
        if Listing(PROJECT).find(path).kind == "file":
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / path, copy / path)
    commit(copy)
    git(copy, "tag", "v0.1")
    return copy


@pytest.fixture
def hooks(tmp_path: Path, snapshot: Path, environment: Mapping[str, str]) -> Iterator[Hooks]:
    git(tmp_path, "init")
    yield Hooks(tmp_path, snapshot, environment)


def test_a_commit_is_told_of_its_own_notes_only(hooks: Hooks) -> None:
    commit(hooks.folder, {"旧 的.md": BROKEN})
    hooks.use("notelint")
    write(hooks.folder, {"新 的.md": f"Words.\n\n{BROKEN}"})
    git(hooks.folder, "add", "--all")
    code, said = hooks.commit()
    assert code == 1
    assert "新 的.md:3:5: error: there is no gone.md [broken-link]" in said
    assert "旧 的.md" not in said
    write(hooks.folder, {"新 的.md": "Words.\n"})
    git(hooks.folder, "add", "--all")
    assert hooks.commit()[0] == 0


@pytest.mark.parametrize("arguments", [None, ["--lang", "zh"], ["--lang=zh", "--"]], ids=["none", "some", "ended"])
def test_a_file_that_is_called_like_an_option_is_a_name(hooks: Hooks, arguments: Sequence[str] | None) -> None:
    names = ["--fix.md", "--output=made.md", "--stdin-filename=b.md", "-h.md", "-x.md", "--lang/--no.md"]
    write(hooks.folder, {**dict.fromkeys(names, BROKEN), "b.md": BROKEN, "图/a.png": ""})
    hooks.use("notelint", arguments=arguments)
    git(hooks.folder, "add", "--all")
    code, said = hooks.commit()
    assert code == 1
    assert sorted(re.findall(r"^(.*):1:5: error: (?:there is no|没有)", said, re.MULTILINE)) == sorted([*names, "b.md"])
    assert not (hooks.folder / "made.md").exists()
    assert ("没有" in said) == (arguments is not None)


def test_what_the_collection_leaves_out_a_hook_leaves_out_too(hooks: Hooks) -> None:
    write(hooks.folder, {"notelint.yaml": "exclude: [drafts/]\n", "drafts/a.md": BROKEN})
    hooks.use("notelint")
    git(hooks.folder, "add", "--all")
    assert hooks.commit()[0] == 0


def test_a_duplicate_is_found_although_pre_commit_passes_its_notes_in_two_batches(hooks: Hooks) -> None:
    """Three hundred notes with paths so long that no command line holds them all."""
    long = "很长的名字" * 14
    notes = {
        f"{long}/笔 记 {n:03} {long}.md": paper(f"论文 {n}", f"2304.{n + 1:05}", f"自己的话 {n}。") for n in range(300)
    }
    first, last = min(notes), max(notes)
    write(hooks.folder, notes | {last: paper("论文", "2304.00001", "别的话。")})
    hooks.use("notelint")
    git(hooks.folder, "add", "--all")
    done = hooks.run("pre-commit", "run", "--all-files", "--verbose")
    assert done.returncode == 1, done.stdout
    assert done.stdout.count(" not asked: --online") == 2, "these are two processes"
    told = re.findall(r"^(.*):4:13: warning: arXiv:2304.00001 is ", done.stdout, re.MULTILINE)
    assert told == [first, last]


def test_a_deleted_image_is_missed_by_the_hook_for_the_whole_collection(hooks: Hooks) -> None:
    commit(hooks.folder, {"a.md": "![x](图/一.png)\n", "图/一.png": b"\x89PNG\r\n\x1a\n"})
    hooks.use("notelint", "notelint-all")
    git(hooks.folder, "rm", "图/一.png")
    git(hooks.folder, "add", ".pre-commit-config.yaml")
    code, said = hooks.commit()
    assert code == 1
    assert "(no files to check)Skipped" in said
    assert "a.md:1:6: error: there is no 图/一.png [missing-image]" in said


def test_a_renamed_note_breaks_a_link_of_one_that_is_not_in_the_commit(hooks: Hooks) -> None:
    commit(hooks.folder, {"a.md": "[b](b.md)\n", "b.md": "Words.\n"})
    hooks.use("notelint-all")
    git(hooks.folder, "mv", "b.md", "新.md")
    git(hooks.folder, "add", ".pre-commit-config.yaml")
    code, said = hooks.commit()
    assert code == 1
    assert "a.md:1:5: error: " in said


def test_of_a_file_that_is_staged_in_part_the_staged_part_is_checked(hooks: Hooks) -> None:
    commit(hooks.folder, {"a.md": "Words.\n"})
    hooks.use("notelint")
    git(hooks.folder, "add", ".pre-commit-config.yaml")
    write(hooks.folder, {"a.md": "Other words.\n"})
    git(hooks.folder, "add", "a.md")
    write(hooks.folder, {"a.md": f"Other words.\n\n{BROKEN}"})
    assert hooks.commit()[0] == 0
    assert (hooks.folder / "a.md").read_text() == f"Other words.\n\n{BROKEN}"
    git(hooks.folder, "add", "a.md")
    write(hooks.folder, {"a.md": "Mended.\n"})
    assert hooks.commit()[0] == 1


def test_a_hook_that_fixes_fails_the_commit_and_the_next_one_passes(hooks: Hooks) -> None:
    picture = b"\x89PNG\r\n\x1a\n"
    commit(hooks.folder, {"图/a.png": picture})
    hooks.use("notelint-fix")
    write(hooks.folder, {f"笔 记 {n}.md": "![x](图/A.png)\n" for n in range(30)})
    git(hooks.folder, "add", "--all")
    code, said = hooks.commit()
    assert code == 1
    assert "files were modified by this hook" in said
    assert (hooks.folder / "笔 记 7.md").read_text("utf-8") == "![x](图/a.png)\n"
    git(hooks.folder, "add", "--all")
    assert hooks.commit()[0] == 0


def test_links_are_asked_about_when_they_are_pushed_or_when_somebody_wants_it(hooks: Hooks) -> None:
    with LinkServer() as server:
        write(hooks.folder, {"a.md": f"[x]({server.url('/missing/1')})\n"})
        hooks.use("notelint-links", arguments=["--allow-private"])
        git(hooks.folder, "add", "--all")
        assert hooks.commit()[0] == 0
        assert server.paths() == []
        done = hooks.run("pre-commit", "run", "--hook-stage", "manual", "--all-files")
        assert done.returncode == 1
        assert "is dead: the page is not there (404) [dead-link]" in done.stdout
        assert git(hooks.folder, "status", "--porcelain") == ""


def test_between_two_commits_only_what_changed_is_reported(hooks: Hooks) -> None:
    commit(hooks.folder, {"a.md": f"{BROKEN}\nWords.\n"})
    commit(hooks.folder, {"a.md": f"{BROKEN}\nWords.\n\n[y](lost.md)\n"})
    hooks.use("notelint")
    done = hooks.run("pre-commit", "run", "--from-ref", "HEAD~1", "--to-ref", "HEAD")
    assert done.returncode == 1
    assert "a.md:5:5: error: there is no lost.md" in done.stdout
    assert "a.md:1:5" not in done.stdout
