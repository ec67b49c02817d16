"""What is kept of rules rests on what they were seen to read: what nobody sees must not be read."""

from __future__ import annotations

import re
from pathlib import Path

import notelint

PACKAGE = Path(notelint.__file__).parent


def test_an_entry_s_own_words_are_read_through_the_view() -> None:
    direct = re.compile(r"\.texts\b|\b(?:entry|drop|keep|first|this|each|item)\.(?:words|images)\b")
    files = [
        *(PACKAGE / "checks").glob("*.py"),
        *(PACKAGE / "learning").glob("*.py"),
        *(PACKAGE / "papers").glob("*.py"),
    ]
    assert [f"{file.name}: {found}" for file in files for found in direct.findall(file.read_text("utf-8"))] == []
