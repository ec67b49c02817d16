"""Code that stands outside of a fence."""

from __future__ import annotations

import pytest

from reading.tools import at, read


def cases(text: str) -> list[tuple[str, str]]:
    return [(each.case, at(text, each)) for each in read(text).defects if each.problem == "unfenced"]


SCRIPT = """\
import os
# 第一步：导入
from pathlib import Path
# 第二步
p = Path("a")
# 第三步
print(p)
"""


def test_comments_that_are_headings_are_told_once_from_the_first_to_the_last() -> None:
    ((case, underlined),) = cases(SCRIPT)
    assert (case, underlined.splitlines()[0], underlined.splitlines()[-1]) == ("comments", "# 第一步：导入", "# 第三步")


@pytest.mark.parametrize(
    "text",
    [
        f"```python\n{SCRIPT}```",
        "# One\n\nText.\n\n# Two\n\nMore text.\n\n# Three\n\nprint(x)\n",
        "# One\n\n# Two\n\n# Three\n\n# Four\n",
        "# while\n\nRepeats.\n\n# for\n\nCounts.\n\n# return\n\nEnds.\n",
        "# A\n\n```python\nimport os\n```\n\n# B\n\n```python\nimport re\n```\n\n# C\n\n```python\nx = 1\n```\n",
        "\n".join(f"# {name}\n\n```python\nimport os\nx = 1\ny = 2\nprint(x)\n```\n" for name in "ABC"),
        "\n".join(f"# {name}\n\n    import os\n    print(x)\n" for name in "ABC"),
        "> # a\n> # b\n> import os\n> # c\n",
    ],
)
def test_chapters_of_a_note_are_no_comments(text: str) -> None:
    assert cases(text) == []


def test_commented_code_is_code() -> None:
    assert [case for case, _ in cases("# # Tests\n# import unittest\n#     def setUp(self):\n#     print(1)\n")] == [
        "comments"
    ]


def test_the_first_prompt_of_a_note_is_told() -> None:
    assert cases(">>> import os\n>>> os.getcwd()\n\n>>> x = 1\n") == [("prompt", ">>> import os")]
    assert cases("> > > Three of them.\n") == cases(">>> 引用\n") == cases("```\n>>> import os\n```\n") == []
