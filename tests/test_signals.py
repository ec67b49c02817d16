"""^C and SIGTERM at any moment: the exit code says so, nothing else is said, and no process is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from runs import paper, write

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are posted otherwise here")

# Sends a signal to the program when it first imports a module, which may be any: most take longer than all before them.
AT_IMPORT = """
import os, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), {number})
sys.meta_path.insert(0, Finder())
from notelint.__main__ import run
run()
"""

# A note of which the reading never ends, in another process; that one sends the signal.
WHILE_READING = """
import os, signal, sys
from notelint.collection.texts import Reading
first = os.getpid()
def source(self, path):
    os.kill(first, {number})
    while True:
        signal.pause()
Reading.source = source
from notelint.__main__ import run
run()
"""


def program(code: str, folder: Path, *arguments: str) -> tuple[int, str]:
    """The exit code and what stands on stderr. Waits until each process that was started is gone."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stderr.strip()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("module", ["notelint.cli", "click", "msgspec", "notelint.run.run", "notelint.report.concise"])
def test_a_signal_while_modules_are_imported_shows_no_traceback(tmp_path: Path, number: int, module: str) -> None:
    write(tmp_path, {"a.md": paper()})
    code = AT_IMPORT.format(module=module, number=int(number))
    assert program(code, tmp_path) == (128 + number, "")


@pytest.mark.skipif(sys.platform != "linux", reason="processes are not forked here")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_processes_read_ends_them_all(tmp_path: Path, number: int) -> None:
    write(tmp_path, {f"{n}.md": paper() for n in range(5)})
    # What waits for the end of stderr waits for each process that has it open.
    assert program(WHILE_READING.format(number=int(number)), tmp_path, "--jobs", "2") == (128 + number, "")


def test_a_signal_that_is_to_be_ignored_is_ignored(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "Hello.\n"})
    code = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)" + AT_IMPORT
    assert program(code.format(module="click", number=int(signal.SIGINT)), tmp_path) == (0, "")
