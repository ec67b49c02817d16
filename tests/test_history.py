from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from repositories import Repository
from runs import notelint

from notelint.git.history import first_commits, renames

NOTE = "# ViT\n\nAn image is worth sixteen times sixteen words, and the words are patches of it.\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_a_note_is_found_under_its_new_name_though_it_was_edited_too(repository: Repository) -> None:
    repository.write("papers/vit.md", NOTE)
    repository.commit()
    repository.move("papers/vit.md", "papers/视觉 transformer.md")
    repository.write("papers/视觉 transformer.md", NOTE + "More.\n")
    repository.commit()
    assert renames(repository.root, ["papers/vit.md", "x.md"]) == {"papers/vit.md": "papers/视觉 transformer.md"}


def test_a_file_may_have_been_renamed_more_than_once(repository: Repository) -> None:
    repository.write("a.md", NOTE)
    repository.commit()
    repository.move("a.md", "b.md")
    repository.commit()
    repository.move("b.md", "c.md")
    repository.commit()
    assert renames(repository.root, ["a.md"]) == {"a.md": "c.md"}


def test_among_many_files_that_never_were_one_that_was_moved_is_found(repository: Repository) -> None:
    repository.write("a.md", NOTE)
    repository.write("notes/b.md", NOTE + "More.\n")
    repository.commit()
    repository.move("a.md", "c.md")
    repository.move("notes/b.md", "notes/d.md")
    repository.commit()
    never = [f"notes/{n}.md" for n in range(200)]
    assert renames(repository.root, ["a.md", "notes/b.md", *never]) == {"a.md": "c.md", "notes/b.md": "notes/d.md"}


def test_an_image_that_only_looks_alike_is_another_one(repository: Repository) -> None:
    pixels = "".join(f"row {n}\n" for n in range(50))
    repository.write("a.svg", pixels)
    repository.write("b.svg", pixels + "b")
    repository.commit()
    repository.move("a.svg", "c.svg")
    repository.move("b.svg", "d.svg")
    repository.write("c.svg", pixels + "one more\n")
    repository.commit()
    assert renames(repository.root, ["a.svg", "b.svg"]) == {"b.svg": "d.svg"}


def test_what_is_gone_for_good_went_nowhere(repository: Repository) -> None:
    repository.write("a.md", NOTE)
    repository.write("b.md", "Other.\n")
    repository.commit()
    repository.git("rm", "--quiet", "a.md")
    repository.commit()
    assert renames(repository.root, ["a.md"]) == {}


def test_paths_count_from_the_collection_in_the_repository(repository: Repository) -> None:
    repository.write("notes/a.md", NOTE)
    repository.commit()
    repository.move("notes/a.md", "notes/b.md")
    repository.commit()
    assert renames(repository.root / "notes", ["a.md"]) == {"a.md": "b.md"}
    assert list(first_commits(repository.root / "notes")) == ["b.md"]


def test_a_file_is_as_old_as_its_first_name(repository: Repository) -> None:
    repository.write("a.md", NOTE)
    repository.commit()
    repository.write("c.md", "Later.\n")
    repository.move("a.md", "b.md")
    repository.commit()
    assert first_commits(repository.root) == {
        "b.md": datetime.fromisoformat("2026-01-01T08:00:00+08:00"),
        "c.md": datetime.fromisoformat("2026-01-02T08:00:00+08:00"),
    }


def test_a_date_that_is_none_is_that_of_a_file_from_long_ago(repository: Repository) -> None:
    """A commit may claim any: this one the year 10,000."""
    repository.write("a.md", NOTE)
    repository.commit()
    repository.write("b.md", NOTE)
    repository.git("add", "b.md")
    repository.git("commit", "--quiet", "--message=x", "--date=@253402300900 +0000")
    found = first_commits(repository.root)
    assert found["b.md"] < found["a.md"]


def test_settings_of_the_repository_change_nothing_of_it(repository: Repository) -> None:
    odd = {"i18n.logOutputEncoding": "UTF-16", "log.showRoot": "false", "core.quotePath": "true", "color.ui": "always"}
    odd |= {"diff.renames": "copies", "diff.relative": "true", "format.pretty": "oneline"}
    for name, value in odd.items():
        repository.git("config", name, value)
    repository.write("旧.md", NOTE)
    repository.commit()
    repository.move("旧.md", "notes/新.md")
    repository.commit()
    assert renames(repository.root, ["旧.md"]) == {"旧.md": "notes/新.md"}
    assert list(first_commits(repository.root)) == ["notes/新.md"]


def test_a_name_that_no_file_has_does_not_hide_what_became_of_others(repository: Repository) -> None:
    repository.write("a.md", NOTE)
    repository.commit()
    repository.move("a.md", "b.md")
    repository.commit()
    assert renames(repository.root, ["a\0.md", "\ud800.md", "a.md"]) == {"a.md": "b.md"}


def test_without_git_nothing_is_known(tmp_path: Path) -> None:
    assert (renames(tmp_path, ["a.md"]), first_commits(tmp_path)) == ({}, {})


def test_links_follow_what_git_knows(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write("papers/vit.md", NOTE)
    repository.write("public/images/a.png", "\x89PNG\r\n\x1a\n")
    repository.write("astro.config.mjs", "")
    repository.write("a.md", "[ViT](papers/vit.md#vit) ![A](/images/a.png)\n")
    repository.commit()
    repository.move("papers/vit.md", "papers/transformers/vision (1).md")
    repository.move("public/images/a.png", "public/images/figures/one.png")
    repository.commit()
    monkeypatch.chdir(repository.root)
    said = notelint("a.md").out
    assert "a.md:1:7: error: there is no papers/vit.md: git knows it as papers/transformers/vision (1).md" in said
    assert notelint("--fix").code == 0
    assert (repository.root / "a.md").read_text() == (
        "[ViT](papers/transformers/vision%20%281%29.md#vit) ![A](/images/figures/one.png)\n"
    )
