"""What the names of files tell."""

from __future__ import annotations

import pytest

from notelint.files.suffixes import FOLDER_PAGE_FILES, FOLDER_PAGES, plain_stem, suffix_of


@pytest.mark.parametrize(
    ("path", "stem", "suffix"),
    [
        ("docs/README.zh-CN.md", "readme", "md"),
        ("_index.md", "_index", "md"),
        ("a/2304.08485v2.PDF", "2304", "pdf"),
        (".gitignore", "", ""),
        ("a.b/LICENSE", "license", ""),
    ],
)
def test_a_name_up_to_its_first_dot_and_behind_its_last(path: str, stem: str, suffix: str) -> None:
    assert (plain_stem(path), suffix_of(path)) == (stem, suffix)


def test_all_files_that_are_shown_for_a_folder_are_called_so() -> None:
    assert {plain_stem(name) for name in FOLDER_PAGE_FILES} == FOLDER_PAGES
