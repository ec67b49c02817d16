from __future__ import annotations

from pathlib import Path

import pytest
from trees import link, view

from notelint.checks.retired import RETIRED, retired_host


def told(root: Path, target: str) -> list[tuple[str, str]]:
    return [(hit.case, hit.facts["new"]) for hit in retired_host([link("a.md", target)], None, view(root, "a.md"))]


@pytest.mark.parametrize(
    ("target", "new"),
    [
        ("http://cn.arxiv.org/abs/2103.00020v1", "https://arxiv.org/abs/2103.00020v1"),
        ("https://xxx.itp.ac.cn/pdf/2201.12086.pdf", "https://arxiv.org/pdf/2201.12086.pdf"),
        ("http://xxx.lanl.gov/abs/hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
        ("https://WWW.arxiv-vanity.com:443/papers/2103.00020/", "https://arxiv.org/abs/2103.00020"),
        ("//de.arxiv.org/abs/2103.00020", "https://arxiv.org/abs/2103.00020"),
    ],
)
def test_the_new_address_follows_from_the_id_in_the_old_one(tmp_path: Path, target: str, new: str) -> None:
    assert told(tmp_path, target) == [("address", new)]


@pytest.mark.parametrize(
    ("target", "case"),
    [
        ("https://paperswithcode.com/paper/clip", "instead"),
        ("http://cn.arxiv.org/list/cs.CV/recent", "instead"),
        ("https://thumbs.gfycat.com/a.gif", "gone"),
    ],
)
def test_elsewhere_a_name_or_nothing_takes_its_place(tmp_path: Path, target: str, case: str) -> None:
    assert told(tmp_path, target) == [(case, "")]


@pytest.mark.parametrize(
    "target",
    [
        "https://arxiv.org/abs/2103.00020",
        "https://web.archive.org/web/2023/https://paperswithcode.com/",
        "https://example.org/?at=cn.arxiv.org",
        "https://notpaperswithcode.com/",
        "paperswithcode.com/x.md",
        "https://",
        "//",
        "#cn.arxiv.org",
    ],
)
def test_what_only_names_such_a_host_is_fine(tmp_path: Path, target: str) -> None:
    assert told(tmp_path, target) == []


def test_each_host_is_written_as_it_is_looked_up() -> None:
    assert [host for host in RETIRED if host != host.lower() or host.startswith("www.")] == []


def test_no_host_that_is_gone_stands_in_its_own_place() -> None:
    assert [host for host, gone in RETIRED.items() if gone.instead.partition("/")[0] in RETIRED] == []
