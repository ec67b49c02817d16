import pytest

from notelint.files.globs import read


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("**/*.md", "a.md"),
        ("**/*.md", "zh-cn/deep/a.md"),
        ("./*.md", "a.md"),
        ("*.{md,mdx}", "a.mdx"),
        ("{notes,papers/{a,b}}/*", "papers/b/x"),
        ("**/[^_]*.md", "x/a.md"),
        ("[!a-c]?.md", "d1.md"),
        ("notes/**", "notes/x/y.md"),
        (r"\*.md", "*.md"),
        ("笔记/*.md", "笔记/一.md"),
    ],
)
def test_a_pattern_names_what_the_generator_finds(pattern: str, path: str) -> None:
    found = read(pattern)
    assert found is not None
    assert found.matches(path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [("*.md", "x/a.md"), ("**/[^_]*.md", "x/_a.md"), ("*.md", "a.mdx"), ("**/_*.md", "_x/a.md"), ("a.md", "aXmd")],
)
def test_and_nothing_else(pattern: str, path: str) -> None:
    found = read(pattern)
    assert found is not None
    assert not found.matches(path)


@pytest.mark.parametrize(
    "pattern", ["!(a).md", "a (1).md", "+(a|b).md", "{a", "a}", "[a", "*/" * 9, "x" * 201, "{a,b}" * 7, ""]
)
def test_what_cannot_be_read_is_no_pattern(pattern: str) -> None:
    assert read(pattern) is None
