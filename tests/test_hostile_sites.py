"""A site's own files, made so that reading them would never end."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from runs import notelint, write

from notelint.files.gitignore import MOST_WILD
from notelint.site import plugins, script
from notelint.site.listing import Listing
from notelint.site.schema import read

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="no alarm")


@pytest.fixture(autouse=True)
def _alarm() -> Iterator[None]:
    """What never ends would hold up all other tests: it ends this one."""
    before = signal.signal(signal.SIGALRM, lambda number, frame: pytest.fail("takes too long"))
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("line", ["[" + "/[" * 99 + "]", "/[x", "(/\\", "`${", "x /* /", "({[" * 40 + ")"])
def test_a_script_takes_no_more_steps_than_it_is_long(line: str) -> None:
    code = (line * 200_000)[:200_000]
    assert script.read_loosely(code)
    assert script.without_comments(code)


def test_a_pattern_may_be_long_and_one_that_does_not_end_costs_its_line_alone() -> None:
    code = f"a = /[/{'x' * 500}]{'y' * 500}/g; b = (/[oops, /c/); \nd = /e/"
    patterns = [each.text for each in _tokens(script.read_loosely(code)) if each.kind == "pattern"]
    assert patterns == [f"/[/{'x' * 500}]{'y' * 500}/g", "/e/"]


def test_a_comment_of_several_lines_is_an_end_of_line() -> None:
    code = "a = (/[x /* \n */ , /b/)"
    assert script.read_loosely(script.without_comments(code)) == script.read_loosely(code)


def _tokens(nodes: list[script.Node]) -> Iterator[script.Token]:
    for node in nodes:
        if isinstance(node, script.Group):
            yield from _tokens(node.nodes)
        else:
            yield node


@pytest.mark.parametrize(
    "code",
    [
        "remarkPlugins:[" * 99 + "a," * 45_000,  # lists in each other
        "const b = [" + "a," * 20_000 + "];" + "remarkPlugins: b," * 3_000,  # one list that is named often
        "x.use(" * 10_000,
    ],
)
def test_a_list_of_plugins_is_gone_through_once(code: str) -> None:
    loaded = plugins.loaded(f"import a from 'remark-math';\n{code}")
    assert loaded in ([], ["remark-math"])


_NAMES = [f"c{n}: defineCollection({{ loader: l, schema: () => z.object(s) }})" for n in range(500)]
_COLLECTIONS = f"export const collections = {{ {', '.join(_NAMES)} }};"


@pytest.mark.parametrize(
    "code",
    [
        "const l = glob({ pattern: '*.md' });\nconst s = {" + "".join(f"a{n}:b," for n in range(25_000)) + "};",
        "const l = glob({ pattern: p });\nconst s = {};\nconst p = [" + "'*',".join([""] * 40_000) + "];",
        "const l = glob({ pattern: '{a,b,c,d}{a,b,c,d}{a,b,c,d}' });\nconst s = {};",
        "const l = glob(o);\nconst s = {};\nconst o = { pattern: '*',"
        + "".join(f"a{n}:b," for n in range(20_000))
        + "};",
    ],
)
def test_a_schema_that_says_too_much_by_names_is_not_read(code: str) -> None:
    assert read(f"{code}\n{_COLLECTIONS}", "content.config.ts") == []


def test_many_collections_may_share_what_people_share() -> None:
    code = (
        "const l = glob({ pattern: '*.md' });\nconst s = {" + "".join(f"a{n}: z.string()," for n in range(100)) + "};"
    )
    found = read(f"{code}\n{_COLLECTIONS}", "content.config.ts")
    assert (len(found), len(found[-1].fields)) == (500, 100)


def test_a_path_with_thousands_of_parts_is_not_kept_part_by_part(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    listing = Listing(tmp_path)
    assert not listing.names("a/" * 50_000)
    assert not listing.names("/".join(["c"] * 50_000))
    assert len(listing._names) < 10
    assert set(listing.names("a")) == {"b"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_git_a_list_of_too_many_wildcards_counts_for_nothing_and_is_told(here: Path) -> None:
    many = "".join(f"*{n}\n" for n in range(MOST_WILD))
    write(here, {"notelint.yaml": "", ".gitignore": many + "*.md\n", "a.md": "[x](gone.md)\n"})
    ran = notelint("--format", "json", "--select", "broken-link", ".")
    assert [each["path"] for each in ran.report["findings"]] == ["a.md"]
    (said,) = [each["message"] for each in ran.report["notices"]]
    assert said.endswith(".gitignore (more than 1,000 patterns with wildcards)")


def test_nor_do_lists_in_each_other(here: Path) -> None:
    half = "".join(f"*{n}\n" for n in range(MOST_WILD // 2 + 1))
    lists = {f"{'a/' * depth}.gitignore": half + f"{depth}.md\n" for depth in range(3)}
    notes = {f"{'a/' * depth}{depth}.md": "[x](gone.md)\n" for depth in range(3)}
    write(here, {"notelint.yaml": "", **lists, **notes})
    ran = notelint("--format", "json", "--select", "broken-link", ".")
    assert [each["path"] for each in ran.report["findings"]] == ["a/1.md", "a/a/2.md"]


@pytest.mark.parametrize(("key", "rule"), [("exclude_docs", "unpublished-target"), ("not_in_nav", "nav-mismatch")])
def test_of_a_site_with_too_many_patterns_nothing_is_said_that_rests_on_them(here: Path, key: str, rule: str) -> None:
    lines = [f"  *{n}\n" for n in range(MOST_WILD)]
    names = list("abcdefghij")
    nav = "nav:\n" + "".join(f"  - {name}.md\n" for name in names)
    notes = {f"docs/{name}.md": "[x](hidden.md)\n" for name in [*names, "hidden", "lonely"]}

    def found(patterns: list[str]) -> set[str]:
        write(here, {"mkdocs.yml": f"{key}: |\n{''.join(patterns)}{nav}", **notes})
        ran = notelint("--format", "json", "--select", rule, ".")
        return {each["rule"] for each in ran.report["findings"]}

    assert found(["  hidden.md\n"]) == {rule}
    assert found([*lines, "  hidden.md\n", "  *x\n"]) == set()
    said = [each["message"] for each in notelint("--format", "json", "--select", rule, ".").report["notices"]]
    (before, _, after) = said[0].partition("mkdocs.yml (patterns)")
    assert (len(said), before) == (1, "more is said than is gone through in ")
    assert after == ": it counts for nothing, and what rests on it is not judged"
    assert "mkdocs.yml (patterns) 写得太多" in notelint("--select", rule, "--lang", "zh", ".").err


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    "code", ["{}" + " " * (1 << 18), f"{{ {'c: x,' * 10} }}", f"{{ {', '.join(f'c{n}: x' for n in range(501))} }}"]
)
def test_of_collections_that_say_too_much_it_is_told_that_they_count_for_nothing(
    here: Path, code: str, jobs: str
) -> None:
    write(here, {"astro.config.mjs": "", "src/content.config.ts": f"export const collections = {code};\n"})
    write(here, {f"src/content/blog/{name}.md": "---\ntitle: a\n---\n# A\n\nwords\n" for name in "abc"})
    ran = notelint("--format", "json", "--jobs", jobs, ".")
    said = [each["message"] for each in ran.report["notices"] if each["code"] == "says-too-much"]
    assert [each.partition(":")[0] for each in said] == (
        ["more is said than is gone through in src/content.config.ts (collections)"] if len(code) > 999 else []
    )
