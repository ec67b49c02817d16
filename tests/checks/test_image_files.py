from __future__ import annotations

from pathlib import Path

import pytest
from trees import image, view

from notelint.checks.image_files import image_not_an_image
from notelint.site.listing import Listing

PNG, JPEG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff\xe0\0\x10JFIF"
WEBP, AVIF, HEIC = b"RIFF\x24\0\0\0WEBPVP8 ", b"\0\0\0\x20ftypavif\0\0\0\0", b"\0\0\0\x20ftypheic\0\0\0\0"


@pytest.mark.parametrize(
    ("name", "data", "case"),
    [
        ("a.png", PNG, ""),
        ("a.apng", PNG, ""),
        ("a.JPG", JPEG, ""),
        ("a.jfif", JPEG, ""),
        ("a.webp", WEBP, ""),
        ("a.avif", AVIF, ""),
        ("a.heic", HEIC, ""),
        ("a.tif", b"II*\0", ""),
        ("a.png", JPEG, ""),
        ("a.jpg", WEBP, ""),
        ("a.jpg", HEIC, "unshown"),
        ("a.svg", PNG, "unshown"),
        ("a.png", b"%PDF-1.5", "unshown"),
        ("a.png", b"\x01\x02\x03\x04", ""),
        ("a.png", b"", "empty"),
        ("a.png", "没有找到".encode(), "text"),
        ("a.png", ("字" * 1000).encode(), "text"),
        ("a.png", b"\n <html><body>", "html"),
    ],
)
def test_the_first_bytes_tell(tmp_path: Path, name: str, data: bytes, case: str) -> None:
    (tmp_path / name).write_bytes(data)
    of = view(tmp_path, "a.md")
    assert [hit.case for hit in image_not_an_image([image("a.md", name)], None, of)] == [case] * bool(case)


def test_a_file_is_read_once_and_told_at_each_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of = view(tmp_path, "a.md", "a.png")
    opened: list[str] = []
    head = Listing.head
    monkeypatch.setattr(Listing, "head", lambda self, path, size: opened.append(path) or head(self, path, size))
    assert len(list(image_not_an_image([image("a.md", "a.png")] * 3, None, of))) == 3
    assert opened == ["a.png"]
