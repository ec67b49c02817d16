from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WEB = "[a](https://example.org/a) ![b](https://example.org/b.png)\n"


def test_a_run_that_asks_nothing_imports_nothing_to_ask_with(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(WEB)
    code = (
        "import sys; from notelint.cli import main; main([])\n"
        "print([name for name in sys.modules if name.startswith(('httpx', 'asyncio', 'ssl', 'sqlite3'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
