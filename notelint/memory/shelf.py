"""Blobs on the disk by their keys: any failure of any kind is a blob that is not there.

A file is written beside its place and renamed to it, and never changed afterwards, so that nobody waits for a lock or
reads what is half written. Each file begins with a digest of the rest, or of its index, and each blob of a pack has its
own: whatever was cut short, overwritten or mixed up is not believed.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from notelint.writing import cache

LIMIT = 512 * 1024 * 1024  # bytes of a file
_LEFT = 3600.0  # seconds after which whoever was writing a file does so no longer
_SINGLES = 16  # blobs with a file of their own, of a kind
_MANY = 12  # packs; more are made into one
_DIGEST = 16
_AT_ONCE = 16 * 1024 * 1024  # bytes; more may be asked for than are there
_MAGIC = b"notelint 1\n"
_PACK, _SINGLE = ".pack", ".one"
_Where = tuple[int, int, bytes]  # offset, length and digest of a blob

_encode = msgspec.msgpack.encode
_index = msgspec.msgpack.Decoder(dict[bytes, _Where])


def digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()


class Shelf:
    """The blobs in a folder. Many small ones that come together are a pack, others have a file each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._packs: dict[str, _Pack] | None = None

    def single(self, name: str) -> bytes | None:
        """The blob of this name."""
        data = _whole(self.folder / f"{name}{_SINGLE}")
        if data is None or not data.startswith(_MAGIC):
            return None
        start = len(_MAGIC) + _DIGEST
        return data[start:] if digest(data[start:]) == data[len(_MAGIC) : start] else None

    def put_single(self, name: str, blob: bytes) -> None:
        """Keeps a blob in the place of the one that had this name. Of names that differ behind a `-` a few stay."""
        self._write(f"{name}{_SINGLE}", _MAGIC + digest(blob) + blob)
        self._thin_out(name.partition("-")[0])

    def _thin_out(self, kind: str) -> None:
        """Deletes those of a kind of single blobs that were written first, where there are many, and what was left by
        runs that were killed.
        """
        with suppress(OSError):
            paths = [self.folder / name for name in self._names((_SINGLE,)) if name.startswith(f"{kind}-")]
            for path in sorted(paths, key=lambda each: each.stat().st_mtime_ns)[: max(0, len(paths) - _SINGLES)]:
                path.unlink()
            for path in left_behind(self.folder):
                if path.stat().st_mtime < time.time() - _LEFT:
                    path.unlink()

    def has(self, key: bytes) -> bool:
        return any(key in pack.index for pack in self._all().values())

    def get(self, key: bytes) -> bytes | None:
        """A blob of a pack. One that turns out to be damaged is not there from then on."""
        for pack in self._all().values():
            if key in pack.index:
                if (blob := pack.blob(key)) is not None:
                    return blob
                del pack.index[key]
        return None

    def put(self, blobs: Mapping[bytes, bytes], live: Collection[bytes]) -> None:
        """Keeps blobs as a pack. Where there are many packs, one is made of what is `live` in them."""
        if blobs:
            self._put(blobs)
        packs = self._all()
        held = sum(len(pack.index) for pack in packs.values())
        if len(packs) > _MANY or held > 4 * len(live) + 64:
            kept = {key: blob for key in live if (blob := self.get(key)) is not None}
            old = list(packs)
            if self._put(kept):
                for name in old:
                    self._forget(name)

    def _put(self, blobs: Mapping[bytes, bytes]) -> bool:
        index: dict[bytes, _Where] = {}
        start = 0
        for key, blob in blobs.items():
            index[key] = start, len(blob), digest(blob)
            start += len(blob)
        head = _encode(index)
        name = f"{os.urandom(8).hex()}{_PACK}"
        size = len(head).to_bytes(8, "little")
        done = self._write(name, b"".join((_MAGIC, digest(size + head), size, head, *blobs.values())))
        if done and self._packs is not None:
            self._add(name)
        return done

    def clear(self) -> tuple[int, int]:
        """Deletes all that is kept, and says how many files and bytes that were."""
        count = size = 0
        for pack in (self._packs or {}).values():
            pack.close()
        self._packs = None
        for path in (*self.files(), *left_behind(self.folder)):
            with suppress(OSError):
                size += path.stat().st_size
                path.unlink()
                count += 1
        return count, size

    def files(self) -> list[Path]:
        """The files of the shelf."""
        return [self.folder / name for name in self._names((_PACK, _SINGLE))]

    def _names(self, endings: tuple[str, ...]) -> list[str]:
        try:
            return sorted(each.name for each in self.folder.iterdir() if each.name.endswith(endings))
        except OSError:
            return []

    def _all(self) -> dict[str, _Pack]:
        if self._packs is None:
            self._packs = {}
            for name in self._names((_PACK,)):
                self._add(name)
        return self._packs

    def _add(self, name: str) -> None:
        pack = _Pack.opened(self.folder / name)
        if pack is not None and self._packs is not None:
            self._packs[name] = pack

    def _forget(self, name: str) -> None:
        pack = self._packs.pop(name, None) if self._packs is not None else None
        if pack is not None:
            pack.close()
        with suppress(OSError):
            (self.folder / name).unlink()

    def _write(self, name: str, data: bytes) -> bool:
        """Writes a file whole, or not at all."""
        if len(data) > LIMIT:
            return False
        made = self.folder / f".{os.urandom(8).hex()}.new"
        try:
            cache.make(self.folder.parent if self.folder.parent.name == cache.FOLDER else self.folder)
            self.folder.mkdir(exist_ok=True)
            with made.open("xb") as file:
                file.write(data)
            made.replace(self.folder / name)
        except OSError:
            with suppress(OSError):
                made.unlink()
            return False
        return True


class _Pack:
    """An open pack: its blobs are read when they are asked for."""

    def __init__(self, number: int, start: int, index: dict[bytes, _Where]) -> None:
        self._number = number  # of the open file
        self._start = start
        self.index = index

    @classmethod
    def opened(cls, path: Path) -> _Pack | None:
        """The pack at a path; None where there is no sound one."""
        number = _opened(path)
        if number is None:
            return None
        with suppress(OSError, msgspec.MsgspecError, MemoryError):
            before = _read(number, len(_MAGIC) + _DIGEST + 8)
            length = int.from_bytes(before[-8:], "little")
            if before.startswith(_MAGIC) and length < LIMIT:
                head = _read(number, length)
                if digest(before[-8:] + head) == before[len(_MAGIC) : -8]:
                    return cls(number, len(before) + length, _index.decode(head))
        os.close(number)
        return None

    def blob(self, key: bytes) -> bytes | None:
        """A blob, None where it is damaged."""
        offset, length, expected = self.index[key]
        with suppress(OSError, OverflowError, MemoryError):
            os.lseek(self._number, self._start + offset, os.SEEK_SET)
            found = _read(self._number, min(length, LIMIT))
            return found if digest(found) == expected else None
        return None

    def close(self) -> None:
        number, self._number = self._number, -1
        if number >= 0:
            os.close(number)

    def __del__(self) -> None:
        self.close()


def _opened(path: Path) -> int | None:
    """The number of a file that is opened for reading; None where there is none, or one longer than any of ours. It
    never waits, as for a pipe.
    """
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    found = os.fstat(number)
    if stat.S_ISREG(found.st_mode) and found.st_size <= LIMIT:
        return number
    os.close(number)
    return None


def _read(number: int, size: int) -> bytes:
    """So many bytes of an open file, fewer at its end. Raises OSError."""
    pieces = []
    while size > 0 and (piece := os.read(number, min(size, _AT_ONCE))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _whole(path: Path) -> bytes | None:
    """A file's bytes; None where it cannot be read, or is longer than any of ours."""
    number = _opened(path)
    if number is None:
        return None
    try:
        with suppress(OSError, MemoryError):
            data = _read(number, LIMIT + 1)
            return data if len(data) <= LIMIT else None
    finally:
        os.close(number)
    return None


def left_behind(folder: Path) -> Iterator[Path]:
    """What runs that were killed have left."""
    with suppress(OSError):
        yield from (each for each in folder.iterdir() if each.name.startswith(".") and each.name.endswith(".new"))
