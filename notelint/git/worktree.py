"""How the files on the disk differ from those of a commit.

Git would run the filters that the repository names to find that out. So files are read here, and compared by the name
that git would give to their content: with the line ends that it would store, and a file of Git LFS as its pointer.
What another filter makes of a file is not known here: it is unchanged while its size and times are those that git wrote
down.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from notelint.files import inputs
from notelint.git import runner
from notelint.text.lazy import lazy_re

_LINK, _SUBMODULE, _FILES = "120000", "160000", ("100644", "100755")
_LARGEST = 64 * 1024 * 1024  # bytes of a file that is read
_DOUBT = 2_000_000_000  # nanoseconds: a file may have changed after this, and its time not
_ENTRY = lazy_re(
    rb"(?P<tag>\S) (?P<mode>\d{6}) (?P<name>[0-9a-f]+) \d\t(?P<path>[^\0]+)\0"
    rb"(?:  ctime: (?P<c>\d+):(?P<cn>\d+)\n  mtime: (?P<m>\d+):(?P<mn>\d+)\n"
    rb"  dev: [^\n]*\n  uid: [^\n]*\n  size: (?P<size>\d+)\t[^\n]*\n)?"
)
_WHERE = ("--show-prefix", "--git-path", "index", "--git-path", "objects")
_ATTRIBUTES = ("text", "crlf", "eol", "ident", "filter", "working-tree-encoding")
_ENCODING = lazy_re(
    r"(?i)(utf-?(?:16|32)(?:[bl]e)?|gbk|gb2312|gb18030|big5|shift[-_]jis|euc[-_](?:jp|kr)|iso-8859-\d+|windows-125\d)"
    r"(?:-bom)?"
)


class Change(NamedTuple):
    """A file that differs: `A`dded, `D`eleted, `M`odified, `R`enamed, …; `blob` is the old content's name."""

    status: str
    path: str
    old_path: str
    old_mode: str
    blob: str


class _Entry(NamedTuple):
    """A file as git's index has it: its mode and the name of its content.

    `stamp` is when its inode and its content changed (nanoseconds) and its size (bytes, modulo 2³²), as git wrote them
    down, None where that is not known. `absent`: git leaves it out of the work tree on purpose.
    """

    path: str
    mode: str
    name: str
    stamp: tuple[int, int, int] | None = None
    absent: bool = False


def changes(root: Path, base: str) -> list[Change]:
    """How the files below a root differ from those of a commit, staged or not. Raises GitError, OSError."""
    where = runner.place(root)
    if where is None:
        raise runner.GitError("there is no git work tree")
    top, before = where
    lines = os.fsdecode(runner.run(top, "rev-parse", *_WHERE, index=True)).split("\n")
    if len(lines) != 4:
        raise runner.GitError(f"{top}: a line break in the name")
    # The first is not "" only where the repository says that its files are somewhere else.
    before = lines[0] + before
    with tempfile.TemporaryDirectory(prefix="notelint-") as folder:
        own = Path(folder)
        entries = list(_Disk(root, own, top / lines[1], len(base)).entries())
        _begin(own, entries, before, len(base))
        return _compared(own, base, before, top / lines[2])


def _begin(own: Path, entries: list[_Entry], before: str, length: int) -> None:
    """A repository whose index is the work tree. Nothing that the notes' own configures counts in it."""
    runner.begin(own, length)
    listed = (os.fsencode(f"{entry.mode} {entry.name} 0\t{before}{entry.path}") + b"\0" for entry in entries)
    runner.run(own, "update-index", "-z", "--index-info", given=b"".join(listed))


def _compared(own: Path, base: str, before: str, objects: Path) -> list[Change]:
    """What differs between a commit and the index, as git finds it, which knows best what was renamed."""
    options = ("--cached", "--raw", "-z", "--no-abbrev", f"--relative={before}", "--no-ext-diff", "--ignore-submodules")
    arguments = (base, "--", *runner.below(before))
    try:
        answer = runner.run(own, "diff-index", *options, "--find-renames", *arguments, borrowed=objects)
    except runner.GitError:  # a partial clone lacks the contents by which a file is known again
        answer = runner.run(own, "diff-index", *options, "--no-renames", *arguments, borrowed=objects)
    fields = os.fsdecode(answer).split("\0")
    found = []
    while len(fields) > 1:
        old_mode, _, blob, _, status = fields.pop(0).lstrip(":").split(" ")
        old_path = fields.pop(0)
        path = fields.pop(0) if status[0] in "RC" else old_path
        found.append(Change(status[0], path, old_path, old_mode, blob))
    return found


def mends_blanks(root: Path) -> bool:
    """Is `git apply` told to refuse, or to change, added lines for their blanks?"""
    where = runner.place(root)
    try:
        said = _line(runner.run(where[0], "config", "--get", "apply.whitespace")) if where else ""
    except runner.GitError:
        said = ""
    return said not in ("", "nowarn", "warn")


class Stored:
    """Contents of files as `git apply` compares and writes them: in UTF-8 where the repository keeps another encoding
    in the work tree, and without the contents' names (`$Id$`) where git puts them in. Of all else it takes the bytes
    that are there.
    """

    def __init__(self, root: Path, paths: Iterable[str]) -> None:
        self._attributes: dict[str, dict[str, str]] = {}
        if (where := runner.place(root)) and paths:
            with suppress(runner.GitError):
                self._attributes = _attributes(where[0], where[1], paths)

    def of(self, path: str, data: bytes) -> bytes:
        """The content that git has for these bytes of a file."""
        attributes = self._attributes.get(path, {})
        filtered = attributes.get("filter") not in ("", "unset", None)
        encoded = attributes.get("working-tree-encoding") not in ("", "unset", None)
        if filtered:
            return data
        return _stored(data, attributes, False) if encoded else _without_ident(data, attributes)


class _Disk:
    """The files below a root, as git would have them in its index if all of them were added.

    Contents that git does not have yet are put into `own`, a repository's folder. `index` is the file that git wrote
    last, `length` that of the contents' names.
    """

    def __init__(self, root: Path, own: Path, index: Path, length: int) -> None:
        where = runner.place(root)
        assert where is not None
        self.root = root
        self.start = f"{root}{os.sep}"  # a path for each file would take longer than all else
        self.top, self.before = where
        self.own = own
        self.length = length
        self.written = index.stat().st_mtime_ns if index.exists() else 0
        self._is_real = cache(self._looked_at)

    def entries(self) -> Iterator[_Entry]:
        """All of them, but those that are gone."""
        different = []
        for entry in self._indexed():
            now = self._now(entry)
            if now is None:
                different.append(entry)
            elif now.name:
                yield now
        attributes = self._attributes(different)
        for entry in different:
            yield self._read(entry, attributes.get(entry.path, {}))

    def _indexed(self) -> list[_Entry]:
        """What git's index has, each path once."""
        options = ("ls-files", "--stage", "-t", "--debug", "-z", "--", *runner.below(self.before))
        found = {}
        for match in _ENTRY.finditer(runner.run(self.top, *options, index=True)):
            path = os.fsdecode(match["path"])
            if not path.startswith(self.before):
                continue
            stamp = None
            if match["size"] is not None:
                changed, modified = (int(match[n]) * 1_000_000_000 + int(match[f"{n}n"]) for n in "cm")
                stamp = changed, modified, int(match["size"])
            path = path[len(self.before) :]
            found[path] = _Entry(path, match["mode"].decode(), match["name"].decode(), stamp, match["tag"] == b"S")
        return list(found.values())

    def _now(self, entry: _Entry) -> _Entry | None:
        """The entry as the disk has it, without a name where nothing is there; None where it has to be looked into."""
        if entry.mode == _SUBMODULE:
            return entry
        status = self._status(entry.path)
        if status is None or not (stat.S_ISLNK(status.st_mode) or stat.S_ISREG(status.st_mode)):
            return entry if entry.absent else entry._replace(name="")
        if stat.S_ISLNK(status.st_mode):
            text = os.fsencode((self.root / entry.path).readlink())
            return entry._replace(mode=_LINK, name=runner.content_name(text, self.length))
        if entry.mode in _FILES and self._is_as_written(entry, status) and status.st_mtime_ns < self.written - _DOUBT:
            return entry
        try:
            data = inputs.read(self.root / entry.path, within=None, limit=_LARGEST)
        except (OSError, inputs.InputError):
            return None
        return entry if runner.content_name(data, self.length) == entry.name else None

    def _status(self, path: str) -> os.stat_result | None:
        """What is at a path, no link followed; None where nothing is."""
        if not self._is_real(path.rpartition("/")[0]):
            return None
        try:
            return os.lstat(f"{self.start}{path}")
        except OSError:
            return None

    def _looked_at(self, folder: str) -> bool:
        """Is this a folder of the work tree, and none that a link leads to?"""
        return not folder or (self._is_real(folder.rpartition("/")[0]) and not (self.root / folder).is_symlink())

    def _is_as_written(self, entry: _Entry, status: os.stat_result) -> bool:
        return entry.stamp == (status.st_ctime_ns, status.st_mtime_ns, status.st_size % 2**32)

    def _attributes(self, entries: list[_Entry]) -> Mapping[str, Mapping[str, str]]:
        """What `.gitattributes` says of files whose content is another than git's, by path."""
        return _attributes(self.top, self.before, [entry.path for entry in entries]) if entries else {}

    def _read(self, entry: _Entry, attributes: Mapping[str, str]) -> _Entry:
        """An entry with the content that git would store."""
        mode = entry.mode if entry.mode in _FILES else _FILES[0]
        status = self._status(entry.path)
        known = status is not None and self._is_as_written(entry, status)
        if known and attributes.get("filter") not in ("", "unset", "lfs", None):
            return entry
        try:
            data = inputs.read(self.root / entry.path, within=None, limit=_LARGEST)
        except (OSError, inputs.InputError):  # what git has not seen like this counts as changed
            return (
                entry
                if known
                else entry._replace(mode=mode, name=runner.content_name(repr(status).encode(), self.length))
            )
        data = _stored(data, attributes, self._converts_lines)
        name = runner.content_name(data, self.length)
        if name != entry.name:
            file = self.own / ".git" / "objects" / name[:2] / name[2:]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(zlib.compress(b"blob %d\0" % len(data) + data, 1))
        return entry._replace(mode=mode if name != entry.name else entry.mode, name=name)

    @property
    def _converts_lines(self) -> bool:
        try:
            return _line(runner.run(self.top, "config", "--get", "core.autocrlf")).lower() not in (
                "false",
                "no",
                "off",
                "0",
            )
        except runner.GitError:
            return False


def _attributes(top: Path, before: str, paths: Iterable[str]) -> dict[str, dict[str, str]]:
    """What `.gitattributes` says of files below a root, by path. Raises GitError."""
    asked = b"".join(os.fsencode(before + path) + b"\0" for path in paths)
    answer = runner.run(top, "check-attr", "-z", "--stdin", *_ATTRIBUTES, given=asked, index=True)
    fields = os.fsdecode(answer).split("\0")
    found: dict[str, dict[str, str]] = {}
    for path, name, value in zip(fields[0::3], fields[1::3], fields[2::3], strict=False):
        found.setdefault(path[len(before) :], {})[name] = "" if value == "unspecified" else value
    return found


def _stored(data: bytes, attributes: Mapping[str, str], converts_lines: bool) -> bytes:
    """What git stores of a file's bytes, going by its attributes."""
    if attributes.get("filter") == "lfs" and data and not data.startswith(b"version https://git-lfs.github.com/spec/"):
        pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize {}\n"
        return pointer.format(hashlib.sha256(data).hexdigest(), len(data)).encode()
    if encoding := _ENCODING.fullmatch(attributes.get("working-tree-encoding", "")):
        try:
            data = data.decode(encoding[1]).removeprefix("\ufeff").encode()
        except (UnicodeError, LookupError):
            return data
    if _is_text(data, attributes, converts_lines):
        data = data.replace(b"\r\n", b"\n")
    return _without_ident(data, attributes)


def _without_ident(data: bytes, attributes: Mapping[str, str]) -> bytes:
    """Without the content's name, which git puts into a file where it writes one, and takes out where it reads it."""
    return re.sub(rb"\$Id:[^$\n]*\$", b"$Id$", data) if attributes.get("ident") == "set" else data


def _is_text(data: bytes, attributes: Mapping[str, str], converts_lines: bool) -> bool:
    """Are its line ends converted?"""
    said = attributes.get("text") or attributes.get("crlf", "")
    if said == "unset":
        return False
    if said == "auto" or not (said or attributes.get("eol")):
        return (bool(said) or converts_lines) and b"\0" not in data
    return True


def _line(answer: bytes) -> str:
    return os.fsdecode(answer).removesuffix("\n")
