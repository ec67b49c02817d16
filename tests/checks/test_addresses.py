from __future__ import annotations

from pathlib import Path

import pytest
from trees import link, note, view

from notelint.checks.addresses import malformed_url


@pytest.mark.parametrize(
    ("target", "case", "near"),
    [
        ("ttps://example.org/a", "scheme", "https://example.org/a"),
        ("htttp://example.org", "scheme", "http://example.org"),
        ("https:///example.org", "slashes", "https://example.org"),
        ("https:\\\\example.org", "slashes", "https://example.org"),
        ("http;//example.org", "slashes", "http://example.org"),
        ("https://https//example.org", "doubled", "https://example.org"),
        ("https://example .org/a", "gap", "https://example.org/a"),
        ("https://example.org/a”", "punctuation", "https://example.org/a"),
        ("https://example.org/a（b", "punctuation", "https://example.org/a"),
        ("https://ada:Lovelace1815@example.org", "password", ""),
    ],
)
def test_what_is_wrong_and_what_is_meant(tmp_path: Path, target: str, case: str, near: str) -> None:
    of = view(tmp_path, "a.md")
    [hit] = malformed_url([note("a.md", links=[link("a.md", target)])], None, of)
    assert (hit.case, hit.facts["near"]) == (case, near)


@pytest.mark.parametrize(
    "target",
    [
        *("https://example.org:8000/a?b=c#d", "HTTPS://example.org", "https", "http/a.md", "https/x", "shttp.md"),
        *(
            "https://bücher.example/",
            "https://zh.example.org/注意力（机制）",
            "https://example.org/a（b）c",
            "zotero://x",
        ),
        *("https://user:pass@example.org", "https://name@example.org", "https://example.org/@a:b", "<https>", "h//x"),
    ],
)
def test_addresses_that_are_right(tmp_path: Path, target: str) -> None:
    of = view(tmp_path, "a.md")
    assert list(malformed_url([note("a.md", links=[link("a.md", target)])], None, of)) == []
