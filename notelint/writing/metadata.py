"""What a file has besides its content, given to the one that takes its place."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

_ACL = "system.posix_acl_access"
# How a file system stores a file, and what the kernel itself writes down about a content.
_NOT_OURS = ("afs.", "ceph.", "lustre.", "xfsroot.", "security.evm", "security.ima")
# What `chattr` sets and a copy can have, by Linux's numbers: no times, no dump, no copies, compressed, in the journal…
_GET_FLAGS, _SET_FLAGS, _FLAGS = 0x80086601, 0x40086602, 0x0281C0CF
_LOCKS = stat.UF_IMMUTABLE | stat.SF_IMMUTABLE | stat.UF_APPEND | stat.SF_APPEND
_UNKNOWN = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


def give(part: int, path: Path, like: os.stat_result, original: int | None) -> str:
    """Gives an open file at `path` what another one has: owner, mode, extended attributes with its ACL, flags.

    `like` is what that one is, `original` the number under which it is open, None where it cannot be read. Says what
    could not be given, and why; "" where nothing is lost.
    """
    lost = _owner(part, like)  # first: who gets a file loses some bits of its mode
    if original is not None:
        lost = lost or _attributes(part, original) or _of_linux(part, original) or _of_mac(part, original)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(part, stat.S_IMODE(like.st_mode))
        else:
            path.chmod(stat.S_IMODE(like.st_mode))
        if hasattr(os, "chflags") and _flags(os.fstat(part)) != _flags(like):
            os.chflags(path, _flags(like), follow_symlinks=False)
    except OSError as error:
        lost = lost or _lost("mode", error)
    return lost


def is_locked(like: os.stat_result) -> bool:
    """Does a flag of macOS and the BSDs keep the file from being replaced?"""
    return bool(getattr(like, "st_flags", 0) & _LOCKS)


def _flags(like: os.stat_result) -> int:
    """Its flags, less those by which it could not take the other one's place."""
    return getattr(like, "st_flags", 0) & ~_LOCKS


def _lost(what: str, error: OSError) -> str:
    return f"its {what} cannot be kept: {error.strerror or error}"


def _owner(part: int, like: os.stat_result) -> str:
    if not hasattr(os, "fchown"):
        return ""
    try:
        now = os.fstat(part)
        if (now.st_uid, now.st_gid) != (like.st_uid, like.st_gid):
            os.fchown(part, like.st_uid, like.st_gid)
    except OSError as error:
        return _lost("owner and group", error)
    return ""


def _attributes(part: int, original: int) -> str:
    """Linux has ACLs among the extended attributes."""
    if not hasattr(os, "listxattr"):
        return ""
    name = ""
    try:
        wanted, has = _listed(original), _listed(part)
        for name in sorted(wanted):
            value = os.getxattr(original, name)
            if name not in has or os.getxattr(part, name) != value:
                os.setxattr(part, name, value)
        if _ACL in has - wanted:  # the folder's, which every new file in it gets
            name = _ACL
            os.removexattr(part, name)
    except OSError as error:
        return _lost(f"attribute {name}".strip(), error)
    return ""


def _listed(number: int) -> set[str]:
    try:
        return {name for name in os.listxattr(number) if not name.startswith(_NOT_OURS)}
    except OSError as error:
        if error.errno in _UNKNOWN:
            return set()
        raise


def _of_linux(part: int, original: int) -> str:
    """Flags of a file that are no attributes; not every disk has them."""
    if sys.platform == "linux":
        import fcntl

        try:
            wanted, has = (
                int.from_bytes(fcntl.ioctl(each, _GET_FLAGS, bytes(8)), sys.byteorder) for each in (original, part)
            )
        except OSError:
            return ""
        try:
            if (wanted ^ has) & _FLAGS:
                flags = has & ~_FLAGS | wanted & _FLAGS
                fcntl.ioctl(part, _SET_FLAGS, flags.to_bytes(8, sys.byteorder))
        except OSError as error:
            return _lost("flags", error)
    return ""


def _of_mac(part: int, original: int) -> str:
    """Python has no other way to the attributes and ACLs of macOS than the one by which it copies files itself."""
    if sys.platform == "darwin":
        from posix import _fcopyfile

        acl, attributes = 1 << 0, 1 << 2  # of copyfile.h
        try:
            _fcopyfile(original, part, acl | attributes)
        except OSError as error:
            if error.errno not in _UNKNOWN:
                return _lost("attributes", error)
    return ""
