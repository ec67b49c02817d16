"""The action's shell steps, run by bash with the environment that GitHub gives them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML
from runs import CLEAN, commit, git, need_registry, write

PROJECT = Path(__file__).parents[1]
ACTION = YAML(typ="safe").load(PROJECT / "action.yml")
STEPS = {step.get("id") or step["uses"].partition("@")[0]: step for step in ACTION["runs"]["steps"]}
LOCK = (PROJECT / ".ci/action-requirements.txt").read_text("utf-8")
BROKEN = "[x](gone.md)\n"

pytestmark = pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="there is no bash of Unix")


class Done:
    """A step that was run: its exit code, what it wrote, and what it gave to later steps."""

    def __init__(self, code: int, out: str, err: str, outputs: dict[str, str], summary: str) -> None:
        self.code, self.out, self.err, self.outputs, self.summary = code, out, err, outputs, summary


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "work space"


def run(
    name: str, folder: Path, inputs: Mapping[str, str] | None = None, environment: Mapping[str, str] | None = None
) -> Done:
    """Runs a step of the action for a checkout in `folder`."""
    temp = folder.parent / "temp"
    temp.mkdir(exist_ok=True)
    files = {file: temp / file.lower() for file in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("")
    step = STEPS[name]
    known = {f"inputs.{key}": str(each.get("default", "")) for key, each in ACTION["inputs"].items()}
    known |= {f"inputs.{key}": value for key, value in (inputs or {}).items()}
    known |= {"steps.install.outputs.notelint": str(_program()), "steps.python.outputs.python-path": sys.executable}
    own = {key: _filled(value, known) for key, value in step["env"].items()}
    foreign = ("GITHUB_", "PRE_COMMIT", "GIT_")
    given = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    given |= {"GITHUB_ACTIONS": "true", "CI": "true", "RUNNER_TEMP": str(temp), "GITHUB_ACTION_PATH": str(PROJECT)}
    given |= {"GITHUB_WORKSPACE": str(folder), "LC_ALL": "C.UTF-8", **{key: str(file) for key, file in files.items()}}
    script = temp / "script.sh"
    script.write_text(step["run"], encoding="utf-8")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=folder / _filled(step.get("working-directory", "."), known),
        env=given | own | (environment or {}),
        capture_output=True,
        check=False,
    )
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
    summary = files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode(), outputs, summary)


def _filled(text: str, known: Mapping[str, str]) -> str:
    """A text with its expressions as GitHub fills them in: a value, or `value == 'text' && value || ''`."""

    def value(match: re.Match[str]) -> str:
        wanted = match["left"] is None or known.get(match["left"], "") == match["right"]
        return known.get(match["name"], "") if wanted else ""

    condition = r"(?:(?P<left>[\w.-]+) == '(?P<right>\w+)' && )?(?P<name>[\w.-]+)(?(left) \|\| '')"
    return re.sub(rf"\$\{{\{{ {condition} \}}\}}", value, text)


def _program() -> Path:
    return Path(sys.executable).with_name("notelint")


def test_findings_are_annotated_and_fail_the_step(here: Path) -> None:
    commit(here, {"笔 记.md": BROKEN})
    done = run("check", here)
    assert done.code == 1
    assert done.out.startswith("::error file=笔 记.md,line=1,")
    assert "there is no gone.md" in done.summary
    assert done.outputs == {}


def test_a_clean_collection_passes(here: Path) -> None:
    commit(here, {"a.md": "Words.\n"})
    done = run("check", here)
    assert (done.code, done.err) == (0, "")


def test_paths_are_lines_and_may_hold_blanks(here: Path) -> None:
    commit(here, {"a b.md": BROKEN, "c/d.md": BROKEN, "e.md": BROKEN})
    done = run("check", here, {"paths": "a b.md\n\nc\n"})
    assert {line.split(",")[0] for line in done.out.splitlines() if line.startswith("::error")} == {
        "::error file=a b.md",
        "::error file=c/d.md",
    }


def test_arguments_may_be_quoted_and_nothing_in_them_is_run(here: Path) -> None:
    commit(here, {"a.md": f"{BROKEN}\n## Empty\n\n## Next\n\nWords.\n", "b.md": CLEAN})
    done = run("check", here, {"args": "--select 'empty-section' --format \"concise\"", "since": ""})
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["a.md"]
    assert "[empty-section]" in done.out
    done = run("check", here, {"args": "--select $(touch made) ; touch made"})
    assert done.code == 2
    assert not (here / "made").exists()


def test_arguments_that_cannot_be_taken_apart_are_2(here: Path) -> None:
    commit(here, {"a.md": "Words.\n"})
    done = run("check", here, {"args": "--select 'links"})
    assert (done.code, done.out) == (2, "")
    assert "quote" in done.err


def test_a_pull_request_hears_of_what_it_changed(here: Path) -> None:
    commit(here, {"old.md": BROKEN, "a.md": "[b](b.md)\n", "b.md": "Words.\n"})
    git(here, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(here, "rm", "b.md")
    commit(here, {"new.md": BROKEN})
    pull_request = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main"}
    done = run("check", here, environment=pull_request)
    assert [line.split(",")[0] for line in done.out.splitlines() if "::error" in line] == [
        "::error file=new.md",
        "::error file=a.md",
    ]
    assert "old.md" not in done.out
    assert "old.md" in run("check", here, {"since": ""}, pull_request).out
    assert "old.md" in run("check", here).out


def test_a_shallow_checkout_is_2_and_says_what_to_change(here: Path) -> None:
    commit(here.parent / "far", {"a.md": "Words.\n"})
    commit(here.parent / "far", {"b.md": BROKEN})
    git(here.parent, "clone", "--depth", "1", (here.parent / "far").as_uri(), str(here))
    done = run("check", here, {"since": "HEAD^1"})
    assert done.code == 2
    assert "fetch-depth: 0" in done.err


def test_two_commits_are_enough_where_the_first_is_the_base(here: Path) -> None:
    """A pull request is checked out as its merge into the base, whose first parent is the base."""
    far = here.parent / "far"
    commit(far, {"a.md": BROKEN})
    git(far, "switch", "-c", "mine")
    commit(far, {"b.md": BROKEN})
    git(far, "switch", "main")
    commit(far, {"c.md": BROKEN})
    git(far, "merge", "--no-ff", "-m", "x", "mine")
    git(here.parent, "clone", "--depth", "2", far.as_uri(), str(here))
    done = run("check", here, {"since": "HEAD^1"})
    assert [line.split(",")[0] for line in done.out.splitlines() if "::error" in line] == ["::error file=b.md"]


def test_it_can_run_in_a_part_of_the_repository(here: Path) -> None:
    commit(here, {"site/notelint.yaml": "", "site/notes/a.md": BROKEN, "b.md": BROKEN})
    done = run("check", here, {"working-directory": "site"})
    assert "::error file=site/notes/a.md," in done.out
    assert "b.md" not in done.out


def test_a_report_for_code_scanning_is_written_and_handed_on(here: Path) -> None:
    commit(here, {"a.md": BROKEN})
    done = run("check", here, {"upload-sarif": "true"})
    assert done.code == 1
    assert done.out.startswith("::error file=a.md")
    log = json.loads(Path(done.outputs["sarif"]).read_text("utf-8"))
    assert log["runs"][0]["results"][0]["ruleId"] == "broken-link"
    assert STEPS["github/codeql-action/upload-sarif"]["with"]["sarif_file"] == "${{ steps.check.outputs.sarif }}"


def test_the_web_is_asked_only_where_it_is_wanted(here: Path) -> None:
    commit(here, {"a.md": "Words.\n"})
    (here.parent / "shown").write_text('#!/bin/sh\nfor each; do echo "$each"; done\n')
    (here.parent / "shown").chmod(0o755)
    shown = {"NOTELINT": str(here.parent / "shown")}
    assert run("check", here, environment=shown).out.split() == ["check", "--format", "github", "--"]
    asked = run("check", here, {"online": "true"}, shown).out.split()
    assert asked == ["check", "--format", "github", "--online", "--"]


def test_a_step_that_needs_no_token_is_given_none(here: Path) -> None:
    commit(here, {"a.md": "Words.\n"})
    (here.parent / "shown").write_text('#!/bin/sh\necho "token: <$GITHUB_TOKEN>"\n')
    (here.parent / "shown").chmod(0o755)
    shown = {"NOTELINT": str(here.parent / "shown")}
    assert run("check", here, {"token": "secret"}, shown).out == "token: <>\n"
    assert run("check", here, {"token": "secret", "online": "true"}, shown).out == "token: <secret>\n"
    holders = [name for name, step in STEPS.items() if "token" in json.dumps(step).lower()]
    assert holders == ["check"]


def test_no_module_that_lies_in_the_checkout_is_run_for_one_of_python_s() -> None:
    """Python looks for a module that `-m` names in the working directory first, but with `-I`."""
    scripts = "\n".join(step.get("run", "") for step in STEPS.values())
    guide = (PROJECT / "docs/ci.md").read_text("utf-8")
    for text in (scripts, guide):
        assert len(re.findall(r"python\S* -I -m ", text, re.IGNORECASE)) >= 1
        assert re.findall(r"python\S* -m .*", text, re.IGNORECASE) == []


def test_actions_of_others_are_named_by_commit_with_the_version_beside_it() -> None:
    workflows = [*(PROJECT / ".github/workflows").iterdir(), PROJECT / "action.yml"]
    used = [line for file in workflows for line in file.read_text("utf-8").splitlines() if "uses: " in line]
    assert len(used) >= 8
    assert [line for line in used if not re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []


def test_the_packages_that_it_installs_are_pinned_by_hash() -> None:
    pinned = dict(re.findall(r"^([\w-]+)==(\S+).*\\$", LOCK, re.MULTILINE))
    assert LOCK.count("--hash=sha256:") >= len(pinned)
    assert "//" not in LOCK
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    wanted = [Requirement(each) for each in (*project["project"]["dependencies"], *project["build-system"]["requires"])]
    assert [str(each) for each in wanted if pinned.get(canonicalize_name(each.name), "") not in each.specifier] == []


def test_what_is_known_of_links_is_kept_when_the_run_fails_too() -> None:
    restore, save = STEPS["actions/cache/restore"], STEPS["actions/cache/save"]
    assert save["if"] == "always() && inputs.online == 'true'"
    assert restore["if"] == "inputs.online == 'true'"
    assert save["with"] == {key: value for key, value in restore["with"].items() if key != "restore-keys"}
    assert save["with"]["key"].startswith(restore["with"]["restore-keys"])
    order = list(STEPS)
    assert order.index("actions/cache/restore") < order.index("check") < order.index("actions/cache/save")


def test_every_input_is_used_and_told() -> None:
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"])))
    assert used == set(ACTION["inputs"])
    assert all(each["description"] for each in ACTION["inputs"].values())


@pytest.mark.registry
def test_it_installs_itself_without_a_container(here: Path) -> None:
    need_registry(here.parent, os.environ)
    write(here, {"a.md": BROKEN})
    done = run("install", here, environment={"PIP_NO_COMPILE": "1"})  # most modules of a package are never imported
    assert done.code == 0, done.err
    found = subprocess.run([done.outputs["notelint"], "--version"], capture_output=True, text=True, check=True)
    assert found.stdout.startswith("notelint, version ")
