"""Checks about the files that images name: does each hold an image, and of the kind that its name says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.files.suffixes import IMAGE_SUFFIXES, suffix_of
from notelint.model.finding import Hit
from notelint.model.items import Image
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View

_HEAD = 2048  # bytes that are read of a file
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"%PDF-", "pdf"),
    (b"version https://git-lfs.github.com/spec/", "lfs"),
)
_BRANDS = {b"avif": "avif", b"avis": "avif", b"heic": "heic", b"heix": "heic", b"hevc": "heic", b"mif1": "heic"}
_SVG = lazy_re(rb"<svg[\s>]")
_HTML = lazy_re(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|title)\b", re.IGNORECASE | re.DOTALL)
_KIND = {"jpg": "jpeg", "jfif": "jpeg", "apng": "png", "tif": "tiff"}
# Browsers look at the bytes of these, whatever the name says.
_SNIFFED = frozenset({"png", "jpeg", "gif", "webp", "bmp", "ico", "avif"})


def image_not_an_image(items: Sequence[Image], options: Any, view: View) -> Iterator[Hit]:
    """Images whose file is empty, a text, a pointer, or an image that is not shown under its name."""
    known: dict[str, str] = {}
    for image in items:
        if image.target.startswith(("http:", "https:", "data:")):
            continue
        path = view.resolver.shown(image).path
        suffix = suffix_of(path)
        if suffix not in IMAGE_SUFFIXES:
            continue
        if path not in known:
            known[path] = _kind(path, view)
        said = _KIND.get(suffix, suffix)
        if case := _case(said, known[path]):
            facts = {"file": path, "suffix": suffix, "kind": known[path].upper(), "what": case}
            yield Hit(image, case=case, facts=facts, start=image.dest_start, end=image.dest_end)


def _case(said: str, kind: str) -> str:
    if kind in ("", said):
        return ""
    if kind in ("empty", "html", "text", "lfs"):
        return kind
    return "" if said in _SNIFFED and kind in _SNIFFED else "unshown"


def _kind(path: str, view: View) -> str:
    """What a file holds by its first bytes: an image's kind, empty, html, text or lfs; "" where that is not known."""
    try:
        head = view.listing.head(path, _HEAD)
    except OSError:
        return ""
    if not head:
        return "empty"
    if found := next((kind for magic, kind in _MAGIC if head.startswith(magic)), ""):
        return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "")
    return _text(head)


def _text(head: bytes) -> str:
    if _SVG.search(head):
        return "svg"
    if _HTML.match(head):
        return "html"
    if b"\x00" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ""
    # The last character may be cut off. XML, and what begins with a declaration, may be SVG further down.
    text = head.decode("utf-8", "replace").rstrip("\ufffd")
    plain = all(char.isprintable() or char in "\t\r\n\f" for char in text)
    return "text" if plain and not text.lstrip("\ufeff \t\r\n").startswith("<") else ""


CHECKS: Checks = {
    "image-not-an-image": Check(
        image_not_an_image,
        items=("images",),
        across="view",
        facts={"empty html text lfs unshown": "file suffix kind what"},
    ),
}
