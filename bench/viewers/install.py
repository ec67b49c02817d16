"""Installs the viewers that `versions.toml` pins into a folder: `python bench/viewers/install.py FOLDER`.

Debian's packages are named and not installed. Needs Python's `venv` and npm.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path


def main() -> int:
    folder = Path(sys.argv[1]).resolve()
    data = tomllib.loads((Path(__file__).parent / "versions.toml").read_text("utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    wanted = [f"{name}=={version}" for name, version in data["pip"]["sites"].items()]
    subprocess.run([str(venv / "bin/pip"), "install", "--quiet", *wanted], check=True)
    for name, packages in data["npm"].items():
        modules = folder / "npm" / name
        modules.mkdir(parents=True, exist_ok=True)
        (modules / "package.json").write_text(json.dumps({"private": True, "dependencies": packages}), "utf-8")
        subprocess.run(
            ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps"],
            cwd=modules,
            check=True,
        )
    print("Debian's:", " ".join(data["debian"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
