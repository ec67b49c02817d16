"""Nothing of a repository runs, whatever a stranger has put into it. Each trap is shown to work with git itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from runs import git, notelint, write

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the traps are scripts of Unix")

NOTE = "[b](b.md) and [lost](lost.md)\n"
NAMED = ("-c", "user.name=n", "-c", "user.email=n@localhost")
# With each of these git is asked other questions.
COMMANDS = (("a.md",), ("--since", "HEAD~1"), ("--fix", "--diff"), ("--select", "all", "--no-baseline"))


class Trap:
    """A repository in which a note was renamed, with a program that leaves a mark where it runs."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "notes"
        self.mark = folder / "it ran"
        self.program = folder / "trap.sh"
        self.program.write_text(f"#!/bin/sh\ntouch '{self.mark}'\n")
        self.program.chmod(0o755)

    def build(self, settings: Mapping[str, str], attributes: str = "") -> Trap:
        write(self.root, {"a.md": "[b](b.md)\n", "b.md": "Words.\n" * 20, "hooks/post-index-change": ""})
        shutil.copy(self.program, self.root / "hooks/post-index-change")
        if attributes:
            write(self.root, {".gitattributes": attributes})
        git(self.root, "init")
        git(self.root, "add", "--all")
        self._commit_signed()
        git(self.root, "mv", "b.md", "c.md")
        self._commit_signed()
        for name, value in settings.items():
            self.set(name, value)
        write(self.root, {"a.md": NOTE, "more": "* filter=x\n"})
        return self

    def set(self, name: str, value: str) -> None:
        git(self.root, "config", name, value.replace("PROGRAM", str(self.program)).replace("ROOT", str(self.root)))

    def _commit_signed(self) -> None:
        """A commit that says it is signed: whoever checks that asks a program."""
        git(self.root, "commit", "--quiet", "-m", "x")
        said = git(self.root, "cat-file", "commit", "HEAD")
        head, _, message = said.partition("\n\n")
        signed = f"{head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n{message}\n"
        write(self.root, {".git/signed": signed})
        git(self.root, "update-ref", "HEAD", git(self.root, "hash-object", "-t", "commit", "-w", ".git/signed"))

    def works(self, *command: str, cwd: Path | None = None) -> bool:
        """Does the program run when git itself is asked this? The mark is taken away again."""
        asked = {"input": b"x\n\nx: y\n", "capture_output": True, "timeout": 20.0, "check": False}
        subprocess.run(["git", *command], cwd=cwd or self.root, **asked)
        ran = self.mark.exists()
        self.mark.unlink(missing_ok=True)
        return ran


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path)


TRAPS: dict[str, tuple[dict[str, str], str, tuple[str, ...]]] = {
    "fsmonitor": ({"core.fsmonitor": "PROGRAM"}, "", ("status",)),
    "signature": ({"log.showSignature": "true", "gpg.program": "PROGRAM"}, "", ("log",)),
    "signature-format": ({"format.pretty": "%G?", "gpg.program": "PROGRAM"}, "", ("log",)),
    "clean": ({"filter.x.clean": "PROGRAM"}, "* filter=x\n", ("diff",)),
    "process": ({"filter.x.process": "PROGRAM"}, "* filter=x\n", ("diff",)),
    "smudge": ({"filter.x.smudge": "PROGRAM"}, "* filter=x\n", ("checkout", "-f", "HEAD~1", "--", "b.md")),
    "textconv": ({"diff.x.textconv": "PROGRAM"}, "* diff=x\n", ("diff",)),
    "driver": ({"diff.x.command": "PROGRAM"}, "* diff=x\n", ("diff",)),
    "external": ({"diff.external": "PROGRAM"}, "", ("diff",)),
    "hooks": ({"core.hooksPath": "ROOT/hooks"}, "", ("add", "--all")),
    "alias": ({"alias.x": "!PROGRAM", "alias.ls-files": "!PROGRAM", "alias.log": "!PROGRAM"}, "", ("x",)),
    "attributes-elsewhere": (
        {"filter.x.clean": "PROGRAM", "core.attributesFile": "ROOT/more"},
        "",
        ("diff",),
    ),
    "pager": ({"core.pager": "PROGRAM", "pager.log": "PROGRAM", "pager.ls-files": "PROGRAM"}, "", ()),
    "editor": ({"core.editor": "PROGRAM", "sequence.editor": "PROGRAM"}, "", (*NAMED, "commit", "--amend")),
    "refs-of-others": ({"core.alternateRefsCommand": "PROGRAM", "uploadpack.packObjectsHook": "PROGRAM"}, "", ()),
    "trailer": ({"trailer.x.command": "PROGRAM"}, "", ("interpret-trailers",)),
    "configured-hook": ({"hook.x.command": "PROGRAM", "hook.x.event": "post-index-change"}, "", ()),
}
"""A name: what the repository configures, its .gitattributes, and a command of git's that runs it."""


@pytest.mark.parametrize("name", TRAPS)
def test_what_a_repository_configures_does_not_run(name: str, trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    settings, attributes, proof = TRAPS[name]
    trap.build(settings, attributes)
    assert not proof or trap.works(*proof)
    _ask_everything(trap, monkeypatch)


def _ask_everything(trap: Trap, monkeypatch: pytest.MonkeyPatch, cwd: Path | None = None) -> None:
    monkeypatch.chdir(cwd or trap.root)
    for command in COMMANDS:
        notelint(*command)
        assert not trap.mark.exists(), command


def test_what_an_included_file_configures_does_not_run(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    trap.build({"include.path": "ROOT/more.config"})
    write(trap.root, {"more.config": f"[core]\nfsmonitor = {trap.program}\n"})
    assert trap.works("status")
    _ask_everything(trap, monkeypatch)


@pytest.mark.parametrize(
    "remote",
    [
        {"url": "ext::PROGRAM %S"},
        {"url": "ROOT", "uploadpack": "PROGRAM"},
        {"url": "ssh://host/x"},
        {"url": "git://host/x"},
    ],
    ids=["ext", "uploadpack", "ssh", "proxy"],
)
def test_what_a_partial_clone_lacks_is_not_fetched(
    trap: Trap, monkeypatch: pytest.MonkeyPatch, remote: Mapping[str, str]
) -> None:
    settings = {f"remote.origin.{name}": value for name, value in remote.items()}
    settings |= {"extensions.partialClone": "origin", "remote.origin.promisor": "true"}
    settings |= {"core.repositoryFormatVersion": "1", "core.sshCommand": "PROGRAM", "core.gitProxy": "PROGRAM"}
    settings |= {f"protocol.{name}.allow": "always" for name in ("ext", "file", "ssh", "git")}
    trap.build(settings)
    for lost in ("HEAD~1:a.md", "HEAD~1:b.md"):
        name = git(trap.root, "rev-parse", lost)
        (trap.root / ".git/objects" / name[:2] / name[2:]).unlink()
    assert trap.works("show", "HEAD~1:b.md")
    _ask_everything(trap, monkeypatch)


@pytest.mark.parametrize(
    "variables",
    [
        {
            "GIT_CONFIG_COUNT": "2",
            "GIT_CONFIG_KEY_0": "log.showSignature",
            "GIT_CONFIG_VALUE_0": "true",
            "GIT_CONFIG_KEY_1": "gpg.program",
            "GIT_CONFIG_VALUE_1": "PROGRAM",
        },
        {"GIT_CONFIG_PARAMETERS": "'log.showsignature'='true' 'gpg.program'='PROGRAM'"},
        {"GIT_CONFIG_GLOBAL": "ROOT/more.config"},
        {"GIT_EXEC_PATH": "ROOT/programs"},
        {"GIT_EXTERNAL_DIFF": "PROGRAM"},
        {"GIT_DIR": "ROOT/.git/modules/evil"},
    ],
    ids=lambda variables: next(iter(variables)),
)
def test_no_variable_of_git_counts(trap: Trap, monkeypatch: pytest.MonkeyPatch, variables: Mapping[str, str]) -> None:
    trap.build({})
    write(trap.root, {"more.config": f"[log]\nshowSignature = true\n[gpg]\nprogram = {trap.program}\n"})
    (trap.root / "programs").mkdir()
    shutil.copy(trap.program, trap.root / "programs/git-ls-files")
    shutil.copytree(trap.root / ".git", trap.root / ".git/modules/evil")
    git(trap.root, "--git-dir=.git/modules/evil", "config", "core.fsmonitor", str(trap.program))
    for name, value in variables.items():
        monkeypatch.setenv(name, value.replace("PROGRAM", str(trap.program)).replace("ROOT", str(trap.root)))
    assert any(trap.works(command) for command in ("diff", "status", "log")) or "GIT_EXEC_PATH" in variables
    _ask_everything(trap, monkeypatch)


def test_git_is_not_looked_for_among_the_notes(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    trap.build({})
    shutil.copy(trap.program, trap.root / "git")
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(trap.root)
    assert trap.works("status")
    _ask_everything(trap, monkeypatch)


# A repository that is ordinary files


def _bare(trap: Trap, folder: Path) -> None:
    """Puts a repository into a folder as a pull request can: without a `.git`."""
    trap.build({"core.fsmonitor": "PROGRAM", "log.showSignature": "true", "gpg.program": "PROGRAM"})
    write(folder, {"a.md": NOTE, "notelint.yaml": ""})
    shutil.copytree(trap.root / ".git", folder, dirs_exist_ok=True)
    with (folder / "config").open("a") as config:
        config.write("[core]\nbare = false\nworktree = .\n")


@pytest.mark.parametrize("around", [True, False], ids=["in-a-repository", "alone"])
@pytest.mark.parametrize("where", ["", "deep/er"], ids=["at-its-root", "below-it"])
def test_a_bare_repository_among_the_notes_is_not_used(
    trap: Trap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, around: bool, where: str
) -> None:
    outer = tmp_path / "outer"
    _bare(trap, outer / "content")
    write(outer / "content/deep/er", {"a.md": NOTE, "notelint.yaml": ""})
    assert trap.works("status", cwd=outer / "content" / where)
    if around:
        git(outer, "init")
        git(outer, "add", "--force", "content/a.md", "content/deep", "content/notelint.yaml")
        git(outer, "commit", "-m", "x")
        git(outer, "commit", "--allow-empty", "-m", "x")
    _ask_everything(trap, monkeypatch, outer / "content" / where)
    monkeypatch.chdir(outer)
    ran = notelint(Path("content") / where)
    assert not trap.mark.exists()
    assert "lost.md [broken-link]" in ran.out
    assert "git does not say" not in ran.err


def test_one_beside_an_empty_git_folder_is_not_used_either(
    trap: Trap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _bare(trap, tmp_path / "content")
    (tmp_path / "content/.git").mkdir()
    assert trap.works("status", cwd=tmp_path / "content")
    monkeypatch.chdir(tmp_path / "content")
    ran = notelint()
    assert not trap.mark.exists()
    assert "git does not say which files it has: cannot use bare repository" in ran.err


def test_a_git_file_that_names_it_makes_nothing_run(
    trap: Trap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an archive may hold it. It is a repository then, but none that runs anything."""
    _bare(trap, tmp_path / "content/evil")
    write(tmp_path / "content", {".git": "gitdir: evil\n", "a.md": NOTE})
    git(tmp_path / "content/evil", "config", "--file", "config", "core.worktree", str(tmp_path / "content"))
    assert trap.works("status", cwd=tmp_path / "content")
    _ask_everything(trap, monkeypatch, tmp_path / "content")


# What git answers is a stranger's too


def test_a_file_that_is_named_like_an_option_is_not_taken_for_a_commit(
    trap: Trap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is deleted together with what 150 links lead to, so that whole folders are asked about."""
    write(trap.root, {"commit --output=made": "x\n", "d.md": "Words.\n" * 20, "a.md": "Words.\n"})
    git(trap.root, "init")
    git(trap.root, "add", "--all")
    git(trap.root, "commit", "-m", "x")
    git(trap.root, "rm", "commit --output=made", "d.md")
    git(trap.root, "commit", "-m", "x")
    write(trap.root, {"a.md": "[d](d.md)\n\n" + "".join(f"[x](n{n}.md)\n\n" for n in range(150))})
    monkeypatch.chdir(trap.root)
    assert "there is no d.md" in notelint("a.md").out
    assert not (trap.root / "made").exists()


def test_git_is_not_waited_for_forever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.md": NOTE})
    git(tmp_path, "init")
    os.mkfifo(tmp_path / ".gitignore")
    monkeypatch.setattr("notelint.git.runner.PATIENCE", 0.5)
    monkeypatch.chdir(tmp_path)
    ran = notelint()
    assert "git did not answer within 0.5 seconds" in ran.err
    assert "lost.md [broken-link]" in ran.out


@pytest.mark.parametrize("name", ["core.attributesFile", "core.excludesFile", "diff.orderFile", "mailmap.file"])
def test_a_pipe_that_a_setting_names_is_not_waited_for(name: str, trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    trap.build({name: "ROOT/pipe"})
    os.mkfifo(trap.root / "pipe")
    monkeypatch.setattr("notelint.git.runner.PATIENCE", 5.0)
    monkeypatch.chdir(trap.root)
    assert "did not answer" not in notelint("--since", "HEAD").err
    assert "git knows it as c.md" in notelint("--no-baseline", "a.md").out


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("name", ["info/exclude", "info/attributes", "refs/heads/x", "commondir", "config"])
def test_a_device_among_git_s_own_files_is_not_read(
    name: str, linked: bool, trap: Trap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of some git would read until the memory is full."""
    trap.build({})
    if linked:
        (trap.root / ".git").rename(trap.root / "own")
        write(trap.root, {".git": "gitdir: own\n"})
    file = trap.root / ("own" if linked else ".git") / name
    file.unlink(missing_ok=True)
    file.symlink_to("/dev/zero")
    monkeypatch.setattr("notelint.git.runner.PATIENCE", 5.0)
    monkeypatch.chdir(trap.root)
    ran = notelint("--since", "HEAD")
    assert f"{name}: not a regular file" in ran.err
    assert "lost.md [broken-link]" in notelint("a.md").out


@pytest.mark.parametrize("data", [b"gitdir: " + b"a/" * 9000, b"gitdir: " + b"a" * 500, b"gitdir: \0\xff", b"\xff"])
@pytest.mark.parametrize("name", [".git", ".git/commondir"])
def test_a_name_in_git_s_own_files_may_be_none(
    name: str, data: bytes, trap: Trap, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap.build({})
    if name == ".git":
        (trap.root / ".git").rename(trap.root / "own")
    write(trap.root, {name: data})
    monkeypatch.chdir(trap.root)
    assert "lost.md [broken-link]" in notelint("a.md").out


def test_a_pipe_that_maps_names_is_not_read(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    trap.build({})
    os.mkfifo(trap.root / ".mailmap")
    monkeypatch.setattr("notelint.git.history._PATIENCE", 5.0)
    monkeypatch.chdir(trap.root)
    assert "git knows it as c.md" in notelint("--no-baseline", "a.md").out


def test_a_list_of_patterns_that_a_setting_names_still_counts(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    trap.build({"core.excludesFile": "ROOT/more-ignored"})
    write(trap.root, {"more-ignored": "draft.md\n", "draft.md": NOTE})
    monkeypatch.chdir(trap.root)
    assert "draft.md" not in notelint("--select", "broken-link").out


def test_a_repository_in_which_git_hangs_is_waited_for_once(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    trap.build({})
    trap.set("include.path", "ROOT/pipe")
    os.mkfifo(trap.root / "pipe")
    monkeypatch.setattr("notelint.git.runner.PATIENCE", 0.5)
    waits: list[object] = []
    run = subprocess.run

    def counted(*arguments: object, **options: object) -> object:
        waits.append(arguments)
        return run(*arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr("notelint.git.runner.subprocess.run", counted)
    monkeypatch.chdir(trap.root)
    assert "git did not answer" in notelint("a.md").err
    assert len(waits) == 1
