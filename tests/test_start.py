"""What takes long to import is imported where it is needed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from notelint import checks
from notelint.checks import MODULES
from notelint.rule import compiled
from notelint.rule.rule import builtin_rules, load_rules

_HEAVY = ("markdown_it", "ruamel", "httpx")
_RUN = "import sys; from notelint.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"


def imported(folder: Path, *arguments: str) -> set[str]:
    """The packages that a run of notelint in the folder imports."""
    call = [sys.executable, "-c", _RUN, *arguments]
    run = subprocess.run(call, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)
    return {name.partition(".")[0] for name in run.stderr.splitlines()[-1].split()}


@pytest.mark.parametrize("arguments", [["--version"], ["rules"], ["explain", "broken-link"], ["check", "--help"]])
def test_a_command_that_reads_no_note_imports_no_parser(tmp_path: Path, arguments: list[str]) -> None:
    assert imported(tmp_path, *arguments).isdisjoint(_HEAVY)


def test_a_run_that_reads_a_note_imports_the_parser_of_markdown_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nText.\n", "utf-8")
    assert imported(tmp_path, "--no-cache").intersection(_HEAVY) == {"markdown_it"}


def test_a_run_in_which_nothing_has_changed_imports_no_parser(tmp_path: Path) -> None:
    here, kept = tmp_path / "notes", ["--cache-dir", str(tmp_path / "kept")]
    here.mkdir()
    (here / "a.md").write_text("---\ntitle: A\n---\n\n# A\n\nSee [b](b.md) and [the other](b.md#b).\n", "utf-8")
    (here / "b.md").write_text("# B\n\nText.\n", "utf-8")
    assert "markdown_it" in imported(here, *kept)
    assert imported(here, *kept).isdisjoint(_HEAVY)


def test_a_command_imports_no_other_command(tmp_path: Path) -> None:
    call = "import sys; from notelint.cli import main; main(['--version']); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", call], cwd=tmp_path, capture_output=True, text=True, check=True)
    commands = {name for name in run.stdout.split() if name.startswith("notelint.commands.")}
    assert commands == {"notelint.commands.console"}


def test_each_check_stands_in_the_module_that_the_table_names() -> None:
    for module, names in MODULES.items():
        assert {*names.split()} == import_module(f"notelint.checks.{module}").CHECKS.keys(), module
    there = {
        path.stem for path in Path(checks.__file__).parent.glob("*.py") if "\nCHECKS: Checks" in path.read_text("utf-8")
    }
    assert there == MODULES.keys()


def test_compiled_rules_are_those_of_the_texts() -> None:
    assert compiled.read(builtin_rules()) == load_rules([builtin_rules()], checks.CHECKS)


def test_in_a_checkout_a_rule_that_was_edited_is_read_from_its_text(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(builtin_rules(), tmp_path / "rules"))
    assert compiled.read(folder) is not None
    rule = sorted(folder.glob("*/*.md"))[0]
    rule.write_text(rule.read_text("utf-8").replace("title:", "title: Other", 1), "utf-8")
    assert compiled.read(folder) is None


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"digest": "x", "rules": [{}]}'])
def test_a_damaged_file_of_compiled_rules_is_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(compiled, "FILE", tmp_path / "rules.json")
    compiled.FILE.write_bytes(content)
    assert compiled.read(builtin_rules()) is None
