"""What one build has found is not believed by another, whatever its number."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from runs import write

import notelint

RECORD = f"notelint-{notelint.__version__}.dist-info/RECORD"


def installed(folder: Path, record: str) -> Path:
    """As much of an installed package as says which build it is."""
    for name in ("__init__.py", "memory/__init__.py", "memory/build.py"):
        (folder / "notelint" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(Path(notelint.__file__).parent / name, folder / "notelint" / name)
    return write(folder, {"notelint/rules/README.md": "# Rules\n", RECORD: record})


def told(folder: Path) -> str:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from notelint.memory import build; print(build.build().hex())"
    )
    command = [sys.executable, "-I", "-c", program, str(folder)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_two_builds_of_one_version_are_told_apart(tmp_path: Path) -> None:
    one = installed(tmp_path / "one", "notelint/a.py,sha256=x,1\n")
    other = installed(tmp_path / "other", "notelint/a.py,sha256=y,1\n")
    assert told(one) != told(other)


def test_one_build_in_two_places_is_one(tmp_path: Path) -> None:
    one = installed(tmp_path / "one", "notelint/a.py,sha256=x,1\n../../bin/notelint,sha256=1,1\n")
    other = installed(tmp_path / "other", "notelint/__pycache__/a.cpython-311.pyc,,\nnotelint/a.py,sha256=x,1\n")
    assert told(one) == told(other)
