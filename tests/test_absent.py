"""What git has and did not check out is not judged, and said once."""

from __future__ import annotations

from pathlib import Path

import pytest
from runs import Ran, alone, commit, git, notelint, write

README = (
    "# M\n\n[a](vendor/lib/README.md#part) ![b](vendor/lib/p.png)\n\n[c](vendor/gone.md) [d](vendor/library/x.md)\n"
)
MODULES = '[submodule "lib"]\n\tpath = vendor/lib\n\turl = https://example.org/lib.git\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return alone(tmp_path, monkeypatch)


def found(ran: Ran) -> list[tuple[str, int]]:
    return [(each["path"], each["line"]) for each in ran.report["findings"]]


def said(ran: Ran) -> list[str]:
    return [each["message"] for each in ran.report["notices"]]


@pytest.mark.parametrize("kept", [{}, {"vendor/lib/.keep": ""}])
def test_what_lies_in_a_submodule_that_is_not_checked_out_is_not_judged(kept: dict[str, str], here: Path) -> None:
    write(here, {"README.md": README, ".gitmodules": MODULES, **kept})
    ran = notelint("--format", "json", ".")
    assert found(ran) == [("README.md", 5), ("README.md", 5)]
    assert said(ran) == ["what is linked in vendor/lib is not judged: git has it, and it is not checked out"]


def test_one_that_is_there_is_judged(here: Path) -> None:
    write(here, {"README.md": README, ".gitmodules": MODULES, "vendor/lib/LICENSE": "Free.\n"})
    ran = notelint("--format", "json", ".")
    assert found(ran) == [("README.md", 3), ("README.md", 3), ("README.md", 5), ("README.md", 5)]
    assert said(ran) == []


def test_the_submodules_of_the_repository_around_a_collection_count(here: Path) -> None:
    modules = MODULES.replace("vendor/lib", "notes/lib") + MODULES.replace("vendor/lib", "other")
    write(
        here,
        {".gitmodules": modules, "notes/notelint.yaml": "{}\n", "notes/a.md": "[a](lib/x.md) [b](../other/y.md)\n"},
    )
    commit(here)
    ran = notelint("--format", "json", "notes")
    assert found(ran) == []


def test_a_mistake_in_the_list_of_submodules_hides_nothing(here: Path) -> None:
    write(here, {"a.md": "[a](gone.md)\n", ".gitmodules": "[submodule\npath = ../x\npath =\n\tpath = /\n"})
    assert found(notelint("--format", "json", ".")) == [("a.md", 1)]


def test_what_a_sparse_checkout_leaves_out_is_not_judged(here: Path) -> None:
    note = "# A\n\n[a](big/b.md) [b](big/) ![c](big/c.png)\n\n[d](big/gone.md)\n"
    commit(here, {"a.md": note, "big/b.md": "# B\n\nText.\n", "big/c.png": "x", "other/d.md": "# D\n\nText.\n"})
    git(here, "sparse-checkout", "set", "--no-cone", "/*", "!/big/")
    assert not (here / "big").exists()
    ran = notelint("--format", "json", ".")
    assert found(ran) == [("a.md", 5)]
    assert "not checked out" in said(ran)[0]
