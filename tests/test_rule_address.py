"""A rule's page has an address only where the project's metadata say where the rules are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.message import Message
from importlib import metadata
from pathlib import Path

import msgspec
import pytest
from runs import notelint, write

from notelint.checks import CHECKS
from notelint.rule import address
from notelint.rule.address import rule_url
from notelint.rule.rule import builtin_rules, load_rule

RULE = load_rule(builtin_rules() / "links" / "broken-link.md", CHECKS)
FORMATS = ("sarif", "rdjsonl", "markdown")


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    address._base.cache_clear()
    yield
    address._base.cache_clear()


def told(monkeypatch: pytest.MonkeyPatch, *urls: str) -> None:
    """Has the metadata name these addresses."""
    made = Message()
    for url in urls:
        made["Project-URL"] = url
    monkeypatch.setattr(metadata, "metadata", lambda name: made)


def test_the_metadata_give_the_folder_of_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, "Homepage, https://notes.example", "Rules, https://notes.example/rules/")
    assert rule_url(RULE) == "https://notes.example/rules/links/broken-link.md"


def test_without_it_no_rule_has_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, "Homepage, https://notes.example")
    assert rule_url(RULE) == ""


def test_nor_has_a_rule_of_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told(monkeypatch, "Rules, https://notes.example/rules")
    assert rule_url(msgspec.structs.replace(RULE, path=str(tmp_path / "broken-link.md"))) == ""


def shown(folder: Path, monkeypatch: pytest.MonkeyPatch, format_: str) -> str:
    monkeypatch.chdir(write(folder, {"a.md": "[x](gone.md)\n"}))
    return notelint("--select", "broken-link", "--format", format_).out


@pytest.mark.parametrize("format_", FORMATS)
def test_reports_link_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str) -> None:
    told(monkeypatch, "Rules, https://notes.example/rules")
    text = shown(tmp_path, monkeypatch, format_)
    url = "https://notes.example/rules/links/broken-link.md"
    if format_ == "sarif":
        assert json.loads(text)["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"] == url
    elif format_ == "rdjsonl":
        assert json.loads(text)["code"] == {"value": "broken-link", "url": url}
    else:
        assert f"| [broken-link](<{url}>) |" in text
        assert "notelint explain" not in text


@pytest.mark.parametrize("format_", FORMATS)
def test_or_write_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str) -> None:
    told(monkeypatch)
    text = shown(tmp_path, monkeypatch, format_)
    if format_ == "sarif":
        assert "helpUri" not in text
    elif format_ == "rdjsonl":
        assert json.loads(text)["code"] == {"value": "broken-link"}
    else:
        assert text.endswith("\n`notelint explain broken-link`: what the rule asks, and why\n")
