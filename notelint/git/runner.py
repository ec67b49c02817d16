"""What git knows about a folder. Git is run here, and nowhere else.

A repository is no more to be trusted than the notes in it: a pull request can bring a bare one as ordinary files, and
an archive that was unpacked any `.git`. So nothing in it may run a program, whatever its configuration says:

- Git begins in the folder that has the `.git`. So it never looks at a bare repository below that, and one that it meets
  on the way up is refused.
- It is asked only for what it does by itself. What runs filters (`git status`, `git add`, a diff of the work tree),
  diffs as text (external ones, textconv), hooks, a pager or the check of a signature is not called, and where a setting
  could bring it about, the setting is overruled. `notelint.git.worktree` compares files instead.
- Nothing is fetched, also not what a partial clone lacks: no transport is allowed, so that none runs a program.
- No variable `GIT_…` of the environment counts. The one by which a hook names the index of the commit that is being
  made is taken if it is an index of the same repository.

What is left to an attacker is what git answers, which is read like everything else in the notes. Who owns a repository
git judges itself, and its refusal is handed on.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from notelint.files import witness
from notelint.files.checkout import repository
from notelint.git.own_files import endless

PATIENCE = 60.0  # seconds for an answer
_LARGEST = 64 * 1024 * 1024  # bytes of a content
_SETTINGS = (
    "safe.bareRepository=explicit",
    "log.showSignature=false",
    "log.mailmap=false",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.quotePath=false",
    "protocol.allow=never",
    "submodule.recurse=false",
    "log.showRoot=true",
)
# Settings that name a file which is read in any size.
_LISTS = (r"core\.attributesfile", r"core\.excludesfile", r"diff\.orderfile", r"mailmap\.file")
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # what a repository allows is not asked then
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",  # its reasons are taken apart
}


class GitError(Exception):
    """Git gives no answer. The message is its reason, in its words.

    `command` is what git says allows it, "" where it says nothing of the kind. `code` is git's exit code, 0 where it
    did not come to one.
    """

    def __init__(self, reason: str, command: str = "", code: int = 0) -> None:
        super().__init__(f"{reason}; `{command}` allows it" if command else reason)
        self.reason = reason
        self.command = command
        self.code = code


# The runner

# Where git has once been waited for as long as that: a pipe in the place of one of its files, say. It is not again.
_silent: set[Path] = set()


def run(
    top: Path,
    *arguments: str,
    given: bytes = b"",
    index: bool = False,
    patience: float | None = None,
    borrowed: Path | None = None,
) -> bytes:
    """What git answers in a folder with a `.git`; paths among the arguments stand behind `--` and are no patterns.

    With `index`, the index of the commit that is being made counts where there is one. `borrowed` is a folder of
    objects that are taken for the repository's own, `patience` in seconds. Raises GitError.
    """
    patience = PATIENCE if patience is None else patience
    program = _program(os.environ.get("PATH", os.defpath))
    if program is None:
        raise GitError("git is not installed")
    if odd := endless(top):
        raise GitError(f"{odd}: not a regular file, and git would read it to its end")
    environment = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    environment |= _ENVIRONMENT
    if index and (hooks_own := _index_of_hook(top, os.environ.get("GIT_INDEX_FILE", ""))):
        environment["GIT_INDEX_FILE"] = hooks_own
    if borrowed:
        environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = _quoted(str(borrowed))
    return _answered(program, top, (*_SETTINGS, *_emptied(program, top)), arguments, given, environment, patience)


def asked(top: Path, *arguments: str, index: bool = False, patience: float | None = None) -> bytes:
    """As `run`, of what the files and the history of a repository are: the answer is noted for later runs."""
    answer = b""
    try:
        data = run(top, *arguments, index=index, patience=patience)
        answer = witness.short(b"=" + data)
    except GitError as error:
        answer = witness.short(str(error).encode("utf-8", "replace"))
        raise
    finally:
        if witness.is_watched():
            witness.told("git", (str(top), "index" if index else "", *arguments), answer)
    return data


@witness.asker("git")
def _asked_now(top: str, index: str, *arguments: str) -> bytes:
    try:
        return witness.short(b"=" + run(Path(top), *arguments, index=bool(index)))
    except GitError as error:
        return witness.short(str(error).encode("utf-8", "replace"))


def _answered(
    program: str,
    top: Path,
    settings: Iterable[str],
    arguments: Sequence[str],
    given: bytes,
    environment: Mapping[str, str],
    patience: float,
) -> bytes:
    options = [word for setting in settings for word in ("-c", setting)]
    if top in _silent:
        raise GitError(f"git did not answer within {PATIENCE:g} seconds")
    command = [program, *options, "--no-pager", "--literal-pathspecs", *arguments]
    try:
        done = subprocess.run(
            command, cwd=top, env=environment, input=given, capture_output=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        if patience >= PATIENCE:
            _silent.add(top)
        raise GitError(f"git did not answer within {patience:g} seconds") from None
    except (OSError, ValueError) as error:  # not to be run, or a name that no file has
        raise GitError(f"git could not be run: {getattr(error, 'strerror', None) or error}") from None
    if done.returncode:
        raise _refusal(done.stderr, done.returncode)
    return done.stdout


@cache
def _emptied(program: str, top: Path) -> tuple[str, ...]:
    """What to set so that git reads no device and no pipe for a list of patterns: of some it would never see the end.

    Where git does not say what is set, nothing is: it refuses the call itself for the same reason.
    """
    environment = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    asked = ("config", "--null", "--type=path", "--get-regexp", rf"^({'|'.join(_LISTS)})$")
    try:
        answer = _answered(program, top, _SETTINGS, asked, b"", environment | _ENVIRONMENT, PATIENCE)
    except GitError:
        return ()
    named = (os.fsdecode(each).partition("\n")[::2] for each in answer.split(b"\0")[:-1])
    return tuple(
        f"{name}=/dev/null" for name, path in named if path and (top / path).exists() and not (top / path).is_file()
    )


@cache
def _program(path: str) -> str | None:
    """Where git is. A folder of PATH that is relative does not count, nor does the working directory, where Windows
    would look first: there are notes of strangers in it.
    """
    name = "git.exe" if os.name == "nt" else "git"
    found = (Path(folder, name) for folder in path.split(os.pathsep) if Path(folder).is_absolute())
    return next((str(each) for each in found if os.access(each, os.X_OK) and each.is_file()), None)


@cache
def _index_of_hook(top: Path, named: str) -> str | None:
    """The index that a hook was told of, if it is one of this work tree."""
    if not named:
        return None
    folder = Path(os.path.realpath(_text(run(top, "rev-parse", "--absolute-git-dir"))))
    file = Path(os.path.realpath(top / named))
    if not file.is_relative_to(folder):
        return None
    # Those of submodules and of linked work trees lie below it too.
    return None if file.relative_to(folder).parts[:1] in (("modules",), ("worktrees",)) else str(file)


def _quoted(path: str) -> str:
    """A folder in a list of them: where it holds what parts them, it is quoted as in C."""
    if not re.search(r'[:;"\\\n]', path):
        return path
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _refusal(said: bytes, code: int) -> GitError:
    reason, _, command = os.fsdecode(said).partition("git config --global --add safe.directory ")
    lines = [line.removeprefix("fatal: ").removeprefix("error: ") for line in reason.strip().split("\n")]
    kept = [line for line in lines if line and not line.startswith(("hint: ", "To add an exception"))]
    command = f"git config --global --add safe.directory {command.strip()}" if command else ""
    return GitError("; ".join(kept) or f"git ended with {code}", command, code)


def _text(answer: bytes) -> str:
    return os.fsdecode(answer).removesuffix("\n")


# Where


def place(root: Path) -> tuple[Path, str] | None:
    """The folder in which git is run for a root, and the root's path from there: "" or one that ends with "/".

    None where nothing can be asked: there is no `.git`, or no git.
    """
    top = repository(root)
    if top is None or _program(os.environ.get("PATH", os.defpath)) is None:
        return None
    return top, "".join(f"{part}/" for part in root.relative_to(top).parts)


# Files


def tracked(root: Path) -> frozenset[str] | None:
    """The files below a root that git tracks, None where there is no git work tree, or git refuses to say."""
    try:
        found = files(root)
    except GitError:
        return None
    return None if found is None else frozenset(found)


def untracked(root: Path) -> frozenset[str]:
    """The files below a root that git neither tracks nor ignores; none where it refuses to say."""
    try:
        return frozenset(files(root, "-o", "--exclude-standard") or ())
    except GitError:
        return frozenset()


def is_sparse(root: Path) -> bool:
    """Was only a part of the repository checked out?"""
    where = place(root)
    if where is None:
        return False
    try:
        return _text(asked(where[0], "config", "--type=bool", "core.sparseCheckout")) == "true"
    except GitError:
        return False


def left_out(root: Path) -> frozenset[str]:
    """The files below a root that a sparse checkout leaves out."""
    where = place(root)
    if where is None or not is_sparse(root):
        return frozenset()
    top, before = where
    try:
        listed = os.fsdecode(asked(top, "ls-files", "-z", "-t", "--", *below(before), index=True)).split("\0")
    except GitError:
        return frozenset()
    return frozenset(line[2 + len(before) :] for line in listed if line.startswith(f"S {before}"))


def is_tracked(root: Path, path: str) -> bool:
    """Does git track this file, or anything in this folder? The path is relative to the root, with "/".

    Also where git refuses to say: what may be a stranger's is not trusted.
    """
    where = place(root)
    if where is None:
        return False
    top, before = where
    try:
        return bool(asked(top, "ls-files", "-z", "--", before + path, index=True))
    except GitError:
        return not _lacks_work_tree(top)


def files(root: Path, *options: str) -> list[str] | None:
    """What `git ls-files` lists below a root, None where there is no git work tree. Raises GitError."""
    where = place(root)
    if where is None:
        return None
    top, before = where
    try:
        listed = os.fsdecode(asked(top, "ls-files", "-z", *options, "--", *below(before), index=True))
    except GitError:
        if _lacks_work_tree(top):
            return None
        raise
    return [path[len(before) :] for path in listed.split("\0")[:-1] if path.startswith(before)]


def below(before: str) -> list[str]:
    """What restricts a command to what is below a root, as arguments behind `--`."""
    return [before.rstrip("/")] if before else []


def _lacks_work_tree(top: Path) -> bool:
    """Is this a repository without files, as one for several work trees beside it?"""
    try:
        return asked(top, "rev-parse", "--is-inside-work-tree") == b"false\n"
    except GitError:
        return False


def begin(folder: Path, length: int = 40) -> None:
    """Makes a folder a repository without anything in it, whose names have that length. Raises GitError."""
    format = ("--object-format=sha256",) if length == 64 else ()
    run(folder, "-c", "init.defaultObjectFormat=sha1", "init", "--quiet", "--template=", *format)


def begin_repository(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Makes a folder a git work tree that tracks these files, by their paths. Raises GitError."""
    begin(folder)
    entries = (os.fsencode(f"100644 {content_name(data)} 0\t{path}") + b"\0" for path, data in contents.items())
    run(folder, "update-index", "-z", "--index-info", given=b"".join(entries))


def content_name(data: bytes, length: int = 40) -> str:
    """The name that git gives to a file's content, in hexadecimal digits of the repository's length."""
    digest = hashlib.sha256() if length == 64 else hashlib.sha1(usedforsecurity=False)
    digest.update(b"blob %d\0" % len(data))
    digest.update(data)
    return digest.hexdigest()


# Commits


def commit(root: Path, ref: str) -> str | None:
    """The commit that a name stands for, None where there is none. Raises GitError."""
    return _answer(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")


def merge_base(root: Path, commit: str) -> str | None:
    """The commit at which HEAD's history and that of another part, None where they have nothing in common."""
    return _answer(root, "merge-base", commit, "HEAD")


def is_shallow(root: Path) -> bool:
    """Does the repository lack a part of its history? Raises GitError."""
    return _answer(root, "rev-parse", "--is-shallow-repository") == "true"


def is_partial(root: Path) -> bool:
    """Does the repository fetch contents when it is asked for them? Raises GitError."""
    return _answer(root, "config", "--get-regexp", r"^remote\..*\.promisor$") is not None


def _answer(root: Path, *arguments: str) -> str | None:
    """A line, None where git says no, and where there is nothing to ask."""
    where = place(root)
    if where is None:
        return None
    try:
        return _text(run(where[0], *arguments))
    except GitError as error:
        if error.code == 1:
            return None
        raise


def blobs(root: Path, names: Sequence[str]) -> dict[str, bytes]:
    """Contents by their names in git, without those that are not there. Raises GitError."""
    where = place(root)
    if where is None or not names:
        return {}
    asked = "".join(f"{name}\n" for name in names).encode()
    wanted = b""
    for line in run(where[0], "cat-file", "--batch-check", given=asked).decode().splitlines():
        name, kind, *size = line.split(" ")
        if kind == "blob" and int(size[0]) > _LARGEST:
            raise GitError(f"the content {name} is larger than {_LARGEST:,} bytes")
        if kind == "blob":  # else it is missing
            wanted += f"{name}\n".encode()
    return dict(_contents(run(where[0], "cat-file", "--batch", given=wanted)))


def _contents(answer: bytes) -> Iterable[tuple[str, bytes]]:
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        name, _, size = answer[at:end].decode().split(" ")
        at = end + 1 + int(size) + 1
        yield name, answer[end + 1 : at - 1]
