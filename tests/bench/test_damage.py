"""The judge of `bench/fix_safety.py`: what is damage, what is a repair, and what is neither."""

import subprocess
import sys
from pathlib import Path

import pytest

JUDGE = Path(__file__).parents[2] / "bench" / "safety"
sys.path.insert(0, str(JUDGE))

from collection import Collection  # noqa: E402, where it is is known only now
from damage import Judge  # noqa: E402

DAMAGE = [
    ("front matter", "---\ntitle: A\ntags: [x, y]\n---\n", "---\ntitle: A\ntags: [x]\n---\n"),
    ("front matter", "---\ntitle: A\n---\n", "## title: A\n"),
    ("front matter", "---\ndraft: true\n---\n", '---\ndraft: "true"\n---\n'),
    ("front matter", "---\ntitle: A\n---\n", "---\ntitle: @A\n---\n"),
    ("link", "[a](papers/vit.md)\n", "[a](papers/clip.md)\n"),
    ("link", "![](images/fig.png)\n", "![](images/fig_1.png)\n"),
    ("link", "[2107.07651](https://hjfy.top/arxiv/2107.07651)\n", "[2107.07651](https://hjfy.top/arxiv/2108.07651)\n"),
    ("link", "[a]()\n", "[a](https://example.com)\n"),
    ("link", "[[vit]]\n", "[[vit 1]]\n"),
    ("code", "`a, b`\n", "`a，b`\n"),
    ("code", "```c\na\n\tb\n```\n", "```c\na\n    b\n```\n"),
    ("math", "价格 $\\text{损失loss}$ 低\n", "价格 $\\text{损失 loss}$ 低\n"),
    ("html", '<b class="x">a</b>\n', "<b>a</b>\n"),
    ("callout", "> [!NOTE] ViT\n> text\n", "> \\[!NOTE] ViT\n> text\n"),
    ("callout", "> [!NOTE] ViT\n> text\n", "> [!NOTE] ViT text\n"),
    ("callout", "> [!NOTE] ViT\n", "> [！NOTE] ViT\n"),
    ("mark", "==a==\n", "\\==a==\n"),
    ("footnote", "a[^注1a]\n\n[^注1a]: b\n", "a[^注 1a]\n\n[^注1a]: b\n"),
    ("shortcode", '{{< figure src="a" >}}\n', '{{< figure src = "a" >}}\n'),
    ("container", '!!! note "A"\n\n    b\n', '!!! Note "A"\n\n    b\n'),
    ("emphasis", "**a** b\n", "** a** b\n"),
    ("heading", "## Transformer（ViT）\n", "## Transformer (ViT)\n"),
    ("heading level", "# A\n\n# B\n", "# A\n\n## B\n"),
    ("text", "a b\n", "a c\n"),
    ("text", "**代码** 待确认, a b\n", "**代码** [a](https://github.com/a/b), a c\n"),
    ("text", "重要的论文\n", "重要论文\n"),
    ("blocks", "a\n\nb\n", "a\nb\n"),
    ("blocks", "a  \nb\n", "a\nb\n"),
    ("blocks", "> a\n\nb\n", "> a\nb\n"),
]
NONE = [
    ("as it was", "# A\n\ntext\n", "# A\n\ntext\n"),
    ("blanks and blank lines", "# A\ntext [a](papers/vit.md)   \n", "# A\n\ntext [a](papers/vit.md)\n"),
    ("spaces beside Chinese", "用Transformer做\n", "用 Transformer 做\n"),
    ("letters in another case", "**ViLt** 和 ViLt\n", "**ViLT** 和 ViLT\n"),
    ("other markers", "* a\n* _b_\n", "- a\n- *b*\n"),
    ("a value in quotes", "---\ntags: [x]\nauthor: A\n---\n", "---\ntags:\n  - x\nauthor: 'A'\n---\n"),
    ("encoded", "![](<images/a b.png>)\n", "![](images/a%20b.png)\n"),
    ("repair: an image that was not found", "![](images/Fig.png)\n", "![](images/fig.png)\n"),
    ("repair: a file elsewhere", "[a](vit.md)\n", "[a](papers/vit.md)\n"),
    ("repair: a wikilink to no file", "[[papers/Vit2]]\n", "[[papers/vit]]\n"),
    ("repair: what was no link", "![a](images/a b.png)\n", "![a](images/a%20b.png)\n"),
    (
        "repair: full-width at the end",
        "[a](https://arxiv.org/abs/2010.11929）\n",
        "[a](https://arxiv.org/abs/2010.11929)\n",
    ),
    ("repair: a URL that can be none", "<a href='https：//a.org/b'>c</a>\n", "<a href='https://a.org/b'>c</a>\n"),
    ("repair: the same paper", "[a](https://cn.arxiv.org/abs/2010.11929)\n", "[a](https://arxiv.org/abs/2010.11929)\n"),
    ("repair: a number that is a version", "---\nversion: 1.10\n---\n", '---\nversion: "1.10"\n---\n'),
    ("repair: a wikilink", "---\nup: [[Home]]\n---\n", '---\nup: "[[Home]]"\n---\n'),
    ("repair: it can be read again", "---\nby: @A\n---\n", '---\nby: "@A"\n---\n'),
    (
        "repair: the paper that is named",
        "[2107.07651](https://hjfy.top/arxiv/2108.07651)\n",
        "[2107.07651](https://hjfy.top/arxiv/2107.07651)\n",
    ),
    ("repair: https", "[a](http://a.org/b)\n", "[a](https://a.org/b)\n"),
    ("repair: a promise that is kept", "**代码** 待确认。\n", "**代码** [a](https://github.com/a/b)。\n"),
    ("repair: a level that was skipped", "# A\n\n### B\n", "# A\n\n## B\n"),
    ("repair: emphasis that was not shown", "**翻译：**文\n", "**翻译**：文\n"),
]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    for path in ("papers/vit.md", "papers/clip.md", "images/fig.png", "images/fig_1.png", "images/a b.png", "note.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("text\n")
    return Judge(Collection(tmp_path))


@pytest.mark.parametrize(("kind", "old", "new"), DAMAGE, ids=[f"{row[0]}-{row[2]!r:.30}" for row in DAMAGE])
def test_what_is_lost_or_becomes_something_else_is_damage(judge: Judge, kind: str, old: str, new: str) -> None:
    assert kind in judge.damage("note.md", old.encode(), new.encode())


@pytest.mark.parametrize(("old", "new"), [row[1:] for row in NONE], ids=[row[0] for row in NONE])
def test_how_it_is_written_and_repairs_are_no_damage(judge: Judge, old: str, new: str) -> None:
    assert judge.damage("note.md", old.encode(), new.encode()) == {}


IN_A_SITE = """
import sys
from pathlib import Path
from collection import Collection  # noqa: E402, where it is is known only now
from damage import Judge  # noqa: E402
judge = Judge(Collection(Path(sys.argv[1])))
# To cmark-gfm both are a paragraph.
assert "blocks" in judge.damage("note.md", b"Term\\n:   what it is\\n", b"Term :   what it is\\n")
# A list needs a blank line there: that it is one now is what was meant.
assert judge.damage("other.md", b"text\\n1. a\\n", b"text\\n\\n1. a\\n") == {}
# Nobody meant what stands between the two stars.
assert judge.damage("stars.md", b"text\\n- o*=o\\n- s*=s\\n", b"text\\n\\n- o*=o\\n- s*=s\\n") == {}
"""


def test_in_a_mkdocs_site_its_own_renderer_is_asked_too(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nmarkdown_extensions:\n- admonition\n- def_list\n")
    (tmp_path / "note.md").write_text("text\n")
    # In a process of its own: here, `markdown` is a folder of tests.
    ran = subprocess.run([sys.executable, "-c", IN_A_SITE, tmp_path], cwd=JUDGE, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_note_that_can_no_longer_be_decoded_is_damaged(judge: Judge) -> None:
    assert judge.damage("note.md", "注".encode(), b"\xff\x81") == {"encoding": "can no longer be decoded"}
