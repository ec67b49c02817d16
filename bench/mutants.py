"""Flips the conditions of a module one by one, and lists the flips that no test notices.

    python bench/mutants.py notelint/collection/suppress.py -- tests/test_suppress.py tests/test_rules.py -k suppression

Behind `--` stands what pytest is given; it must pass as the code is. Each flip is made in a copy of the package in a
temporary folder, so that the checkout stays as it is. A flip that survives is a condition whose other way no test
holds, or one that makes no difference (it only saves time, say): which, a person has to tell, and docs/design.md does
for the modules that were judged. `--jobs` flips are tried at once; each takes as long as the tests do.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120.0  # seconds: a flip may make a loop endless

_OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


def flips(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Changes the tree, once at a time: the place of each change and what was changed. Undone before the next."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for n, operator in enumerate(node.ops):
                node.ops[n] = _OTHER[type(operator)]()  # type: ignore[call-overload]
                yield node, f"{type(operator).__name__} -> {_OTHER[type(operator)].__name__}"
                node.ops[n] = operator
        elif isinstance(node, ast.BoolOp):
            operation = node.op
            node.op = _OTHER[type(operation)]()  # type: ignore[assignment]
            yield node, f"{type(operation).__name__} -> {_OTHER[type(operation)].__name__}"
            node.op = operation
        elif isinstance(node, (ast.If, ast.IfExp, ast.While)) and not isinstance(node.test, (ast.Compare, ast.BoolOp)):
            test = node.test
            node.test = ast.UnaryOp(ast.Not(), test)
            yield node, "not the condition"
            node.test = test
        elif isinstance(node, ast.comprehension):
            for n, condition in enumerate(node.ifs):
                if not isinstance(condition, (ast.Compare, ast.BoolOp)):
                    node.ifs[n] = ast.UnaryOp(ast.Not(), condition)
                    yield condition, "not the condition"
                    node.ifs[n] = condition
        elif (
            isinstance(node, ast.Return) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, bool)
        ):
            node.value.value = not node.value.value
            yield node, f"{not node.value.value} -> {node.value.value}"
            node.value.value = not node.value.value


def survives(source: str, module: Path, tests: list[str]) -> bool:
    """Do the tests pass with the module as `source` has it?"""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "notelint", Path(folder, "notelint"), ignore=shutil.ignore_patterns("__pycache__"))
        Path(folder, "rules").symlink_to(ROOT / "rules")
        Path(folder, module).write_text(source, "utf-8")
        command = [sys.executable, "-P", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("module", type=Path)
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    module = options.module.resolve().relative_to(ROOT)
    tree = ast.parse((ROOT / module).read_text("utf-8"))
    if not survives(ast.unparse(tree), module, options.tests):
        raise SystemExit("the tests fail with the code as it is")
    mutants = [(node.lineno, what, ast.unparse(tree)) for node, what in flips(tree)]  # type: ignore[attr-defined]
    with ThreadPoolExecutor(options.jobs) as pool:
        lived = list(pool.map(lambda mutant: survives(mutant[2], module, options.tests), mutants))
    for (line, what, _), alive in zip(mutants, lived, strict=True):
        if alive:
            print(f"{module}:{line}: {what}")
    print(f"{sum(lived)} of {len(mutants)} flips are noticed by no test")


if __name__ == "__main__":
    main()
