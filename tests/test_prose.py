"""Where a note is text."""

from __future__ import annotations

from pathlib import Path

import pytest

from notelint.reading.profile import ReadingProfile
from notelint.reading.prose import read
from notelint.text.source import from_text


def pieces(text: str) -> list[str]:
    prose = read(from_text("a.md", text), ReadingProfile())
    return [prose.text[piece.start : piece.end] for piece in prose.pieces if not piece.in_heading]


@pytest.mark.parametrize("text", ["```\nCLIP\n```", "`CLIP`", "<https://CLIP.org>", "<b id='CLIP'></b>", "# CLIP"])
def test_code_addresses_html_and_headings_are_no_text(text: str) -> None:
    assert "CLIP" not in "".join(pieces(text))


def test_what_is_bold_linked_or_in_a_cell_is(tmp_path: Path) -> None:
    assert pieces("**a** [b](c)\n\n| d |\n| - |\n| e |") == ["a", " ", "b", "d", "e"]
