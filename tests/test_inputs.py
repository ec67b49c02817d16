"""Files that come with the notes, as a stranger may have put them there: read within bounds, or refused."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from runs import write

from notelint.cli import main
from notelint.collection.vault import Vault
from notelint.config import config
from notelint.files import inputs
from notelint.papers.file import NAME as PAPERS
from notelint.run.session import check
from notelint.scope.baseline import NAME as BASELINE
from notelint.site.listing import Listing

NOTES = {"a.md": "# A\n\ntext\n", "b.md": "# B\n\ntext\n"}
DEEP = "[" * 100_000
# The files that steer a run; with them comes what makes a run look at each.
STEERING = {
    "notelint.yaml": {},
    ".notelint.yaml": {},
    "pyproject.toml": {},
    BASELINE: {},
    PAPERS: {"c.md": "# A\n\n- **Arxiv** [2304.08485](https://arxiv.org/abs/2304.08485)\n"},
    "mkdocs.yml": {},
    "hugo.toml": {},
    "_config.yml": {"_posts/x.md": "x\n"},
    "astro.config.ts": {},
    "src/content.config.ts": {"astro.config.ts": "export default {}"},
    "package.json": {"eleventy.config.js": ""},
    "sidebars.json": {"docusaurus.config.js": "", "docs/x.md": "x\n"},
    ".gitignore": {},
    "x.png": {"c.md": "# C\n\n![x](x.png)\n"},
    "schema.json": {"notelint.yaml": "profiles: [{files: ['*'], schema: schema.json}]\n"},
    "my/rules/some-rule.md": {"notelint.yaml": "rule-folders: [my]\n"},
    "c.md": {},
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "root"
    root.mkdir()
    write(root, NOTES)
    monkeypatch.chdir(root)
    return root


@pytest.fixture(autouse=True)
def _alarm() -> Iterator[None]:
    """What waits for ever would hold up all other tests: it ends this one."""
    before = signal.signal(signal.SIGALRM, lambda number, frame: pytest.fail("waits"))
    signal.alarm(120)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _to_pipe(path: Path) -> None:
    os.mkfifo(path.parent / "pipe")
    path.symlink_to("pipe")


def _to_zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _to_outside(path: Path) -> None:
    secret = Path.cwd().parent / "secret"
    secret.write_text("hidden words\n")
    path.symlink_to(secret)


def _to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def _to_git(path: Path) -> None:
    secret = Path.cwd() / ".git/config"
    secret.parent.mkdir(exist_ok=True)
    secret.write_text("hidden words\n")
    path.symlink_to(secret)


def _to_nothing(path: Path) -> None:
    path.symlink_to("nothing")


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("made", [_pipe, _to_pipe, _to_zeros, _to_outside, _to_git, _to_itself, _to_nothing, _folder])
@pytest.mark.parametrize("name", STEERING)
def test_what_is_no_file_of_the_collection_is_neither_waited_for_nor_read(
    here: Path, capsys: pytest.CaptureFixture[str], name: str, made: Callable[[Path], None]
) -> None:
    write(here, STEERING[name])
    path = here / name
    path.parent.mkdir(parents=True, exist_ok=True)
    made(path)
    assert main([]) in (0, 1, 2)
    output = "".join(capsys.readouterr())
    assert "internal error" not in output
    assert "mistake in notelint" not in output
    assert "hidden words" not in output


@pytest.mark.parametrize("name", ["notelint.yaml", "schema.json", BASELINE, "my/rules/some-rule.md"])
def test_nothing_is_read_in_git_s_own_folder(name: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here, STEERING[name])
    (here / name).parent.mkdir(parents=True, exist_ok=True)
    _to_git(here / name)
    assert main([]) == 2
    assert "git's own folder is not read" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["notelint.yaml", "schema.json", BASELINE, "my/rules/some-rule.md"])
def test_what_was_asked_for_and_is_not_read_ends_the_run_with_the_reason(
    here: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    write(here, STEERING[name])
    (here / name).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(here / name)
    assert main([]) == 2
    assert name in (said := capsys.readouterr().err)
    assert "not a regular file" in said


@pytest.mark.parametrize("data", [b"", b"\0", b"\xff", b"\xef\xbb\xbf", DEEP.encode(), b'{"a":' * 100_000, b"9" * 5000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", STEERING)
def test_whatever_stands_in_a_file_is_read_or_refused(
    here: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, encoding: str
) -> None:
    write(here, STEERING[name])
    (here / name).parent.mkdir(parents=True, exist_ok=True)
    (here / name).write_bytes(data if encoding == "utf-8" else data.decode("latin-1").encode(encoding))
    assert main([]) in (0, 1, 2)
    assert "mistake in notelint" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        ('{"properties": {"a": {}}, "required": 5}', "`required` is no list of names"),
        ('{"properties": {"a": {}}, "required": [5]}', "`required` is no list of names"),
        ('{"properties": []}', "no JSON Schema with `properties`"),
        ('{"properties": ', "line 1, column 16: Expecting value"),
        (DEEP, "nested more than 50 deep"),
        ("9" * 5000, "a number has more than 4,300 digits"),
    ],
)
def test_a_schema_of_a_wrong_shape_is_a_mistake_where_it_is_named(here: Path, schema: str, why: str) -> None:
    write(here, {"schema.json": schema, "notelint.yaml": "profiles:\n  - files: ['*']\n    schema: schema.json\n"})
    with pytest.raises(config.ConfigError) as caught:
        config.load(here)
    assert (caught.value.line, caught.value.column) == (3, 13)
    assert caught.value.message == f"`schema.json`: {why}"


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("roots: [../outside]", 9),
        ("roots: [linked]", 9),
        ("rule-folders: [../outside]", 16),
        ("profiles: [{files: ['*'], schema: ../outside/s.json}]", 35),
        ("profiles: [{files: ['*'], schema: linked/s.json}]", 35),
    ],
)
def test_what_a_configuration_names_lies_inside_of_the_collection(here: Path, line: str, column: int) -> None:
    write(here.parent, {"outside/s.json": '{"properties": {}}'})
    (here / "linked").symlink_to(here.parent / "outside")
    write(here, {"notelint.yaml": line})
    with pytest.raises(config.ConfigError, match="lies outside of") as caught:
        config.load(here)
    assert (caught.value.line, caught.value.column) == (1, column)


def test_git_draws_the_line_further_out(here: Path) -> None:
    (here.parent / ".git").mkdir()
    write(here.parent, {"static/images/x.png": "x", "outside/s.json": '{"properties": {}}'})
    write(here, {"notelint.yaml": "roots: [../static]\nprofiles: [{files: ['*'], schema: ../outside/s.json}]\n"})
    write(here, {"c.md": "# C\n\n![x](/images/x.png) ![y](/images/y.png)\n"})
    report = check([here], root=here, select=["missing-image"])
    assert [(finding.path, finding.column) for finding in report.findings] == [("c.md", 26)]


def test_of_what_links_lead_out_to_nothing_is_told(here: Path) -> None:
    write(here.parent, {"outside/secret-plan.png": "no image", "outside/plan.md": "# P\n"})
    (here / "imgs").symlink_to(here.parent / "outside")
    (here / "one.png").symlink_to(here.parent / "outside" / "secret-plan.png")
    targets = ("imgs/secret-plan.png", "imgs/secret-plam.png", "imgs/none.png", "one.png", "imgs/Secret-Plan.png")
    links = ("imgs/plan.md", "imgs/plam.md", "imgs/plan.md#none", "imgs/", "imgs")
    text = "".join(f"![x]({each})\n" for each in targets) + "".join(f"[x]({each})\n" for each in links)
    write(here, {"c.md": f"# C\n\n{text}\n![[one.png]] [[plan]] [[imgs/plan]]\n"})
    for select in (["images", "links"], []):
        report = check([here], root=here, select=select)
        assert [finding.message for finding in report.findings if finding.path == "c.md"] == []


@pytest.mark.parametrize(
    ("link", "leads_to", "judged"),
    [
        ("zero", "/dev/zero", True),  # only that one name could be there
        ("paper", "../outside/paper.pdf", True),
        ("paper.pdf", "../outside/anything", True),
        ("more", "../outside", False),
        ("more", "../outside/not-there", False),  # whether it is a folder is not asked: that would tell of it
        ("more", "/", False),
    ],
)
def test_a_vault_with_a_link_to_a_folder_outside_has_no_missing_names_and_says_so(
    link: str, leads_to: str, judged: bool, here: Path
) -> None:
    write(here.parent, {"outside/plan.md": "# P\n"})
    (here / link).symlink_to(leads_to)
    write(here, {".obsidian/app.json": "{}", "c.md": "[[plan]]\n"})
    report = check([here / "c.md"], root=here, select=["broken-wikilink"])
    assert [finding.rule for finding in report.findings] == ["broken-wikilink"] * judged
    said = [notice.message for notice in report.notices if notice.code == "vault-open"]
    assert [f"behind {link}, which leads out" in each for each in said] == [True] * (not judged)


@pytest.mark.parametrize("name", ["notelint.yaml", "pyproject.toml", BASELINE])
@pytest.mark.parametrize("command", ["check", "init", "baseline"])
def test_a_link_that_leads_to_nothing_is_called_that(
    name: str, command: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / name).symlink_to("nothing")
    main([command])
    said = capsys.readouterr().err
    assert "No such file" not in said
    assert ("a link that leads to nothing: mend it or remove it" in said) != (name == BASELINE and command == "init")


def test_links_within_the_collection_are_followed(here: Path) -> None:
    write(
        here,
        {"shared/x.png": "\x89PNG", "shared/n.md": "# N\n\ntext\n", "sub/c.md": "[n](../l/n.md) ![x](../l/x.png)\n"},
    )
    (here / "l").symlink_to("shared")
    write(here, {"d.md": "# D\n\n[n](l/nn.md) ![y](l/y.png)\n"})
    report = check([here], root=here, select=["broken-link", "missing-image"])
    assert [(finding.path, finding.rule) for finding in report.findings] == [
        ("d.md", "broken-link"),
        ("d.md", "missing-image"),
    ]


def test_an_argument_behind_a_link_that_leads_out_gets_no_suggestion(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here.parent, {"outside/secret-plan.md": "# P\n"})
    (here / "imgs").symlink_to(here.parent / "outside")
    assert main(["imgs/secret-plam.md"]) == 2
    assert "secret-plan" not in capsys.readouterr().err


def test_a_note_that_is_larger_than_any_is_not_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "c.md").touch()
    os.truncate(here / "c.md", inputs.NOTE_LIMIT + 1)
    assert main([]) == 2
    assert "c.md could not be read: larger than 64 MiB" in capsys.readouterr().err


def test_a_configuration_that_is_named_may_be_anywhere_and_a_pipe(here: Path) -> None:
    write(here.parent, {"mine.yaml": "exclude: [a.md]\n"})
    assert config.load(here, here.parent / "mine.yaml").exclude == ["a.md"]
    read, written = os.pipe()
    os.write(written, b"exclude: [b.md]\n")
    os.close(written)
    assert config.load(here, Path(f"/dev/fd/{read}")).exclude == ["b.md"]
    os.close(read)


def test_a_configuration_that_lies_elsewhere_says_how_it_can_be_used(here: Path) -> None:
    write(here.parent, {"mine.yaml": "exclude: [a.md]\n"})
    (here / "notelint.yaml").symlink_to("../mine.yaml")
    with pytest.raises(config.ConfigError, match="outside is not read: name it with --config"):
        config.load(here)


@pytest.mark.parametrize("count", ["2000000000", "0", "-5", "NaN", "1e3", '"x"', "9" * 5000])
def test_a_count_of_the_baseline_that_cannot_be_is_a_mistake(
    here: Path, capsys: pytest.CaptureFixture[str], count: str
) -> None:
    entry = f'{{"path": "gone.md", "rule": "empty-section", "text": "x", "count": {count}}}'
    write(here, {BASELINE: f'{{"version": 1, "findings": [{entry}]}}'})
    assert main([]) == 2
    assert f"{BASELINE}: " in capsys.readouterr().err


def test_a_large_count_costs_nothing(here: Path) -> None:
    write(here, {"c.md": "# A\n\n## B\n"})
    assert main(["baseline"]) == 0
    (here / "c.md").rename(here / "d.md")
    known = json.loads((here / BASELINE).read_bytes())
    known["findings"] = [each | {"count": 999_999_999} for each in known["findings"]]
    write(here, {BASELINE: json.dumps(known)})
    assert main([]) == 0


def test_a_user_without_a_home_and_a_folder_that_is_gone(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", unknown)
    assert main([]) == 0
    (here / "gone").mkdir()
    monkeypatch.chdir(here / "gone")
    (here / "gone").rmdir()
    assert main([]) == 2
    assert capsys.readouterr().err == "notelint: the working directory is no longer there: change to one that is\n"


def test_a_link_that_leads_out_may_be_exchanged_while_the_vault_is_looked_through(here: Path) -> None:
    """Another program writes at the same time: that ends no run, and what was listed counts."""
    (here / "away").symlink_to(here.parent)
    listing = Listing(here)
    assert listing.names("")["away"] == "outside"
    (here / "away").unlink()
    assert Vault(listing, {}).way_out == "away"
    (here / "away").write_text("a file\n")
    assert Vault(listing, {}).way_out == "away"
