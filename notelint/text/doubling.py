"""Words that hardly ever stand twice in a row: which, by language, and where the second one begins another word.

Left out is what doubles rightly: “had had”, “was was”, „die die“, « nous nous », “così così”, 慢慢, and what a verb may
end with and a phrase begin with: “log in in”, „steht auf auf“.
"""

from __future__ import annotations

import re

# By language, in small letters.
WORDS: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "en": "the of a an and for from with or be this these they we its their our your as but if to",
        "de": "und oder aber von vom zum zur im ist wird werden wurde wurden sind nicht eine einen einem einer eines "
        "kein keine keinen für wenn weil auch",
        "nl": "de het een en van voor niet wordt worden zijn",
        "fr": "le la les de des du un une et est que pour dans avec sur par au aux ou mais",
        "es": "el los las de del un una y en con por al es pero",
        "pt": "o os as de do da dos das um uma e em com",
        "it": "il lo gli di del della dei delle un una e per con nel nella è",
        "pl": "i w z na do że oraz dla jest od przez lub się",
        "ru": "и в на с по для из к от или при",
        "ko": "및 또는 그리고",
        "hi": "में का की को से ने है",
    }.items()
}


ANY = frozenset().union(*WORDS.values())
# By a word: those before which the first one closes a phrase (“all that we hoped for for years”).
BEFORE: dict[str, frozenset[str]] = {
    "for": frozenset(
        {
            "a",
            "as",
            "so",
            "many",
            "some",
            "years",
            "months",
            "weeks",
            "days",
            "ages",
            "ever",
            "the",
            "decades",
            "several",
        }
    ),
}

# Of a Han character that stands twice: after which others, and before which, the second one begins a word or the first
# one ends one (目的的, 是是否, 存在在). All in the characters of China. 和 and 对 are not
# among them: both are nouns as well, a sum and a pair.
BETWEEN: dict[str, tuple[str, str]] = {
    "的": ("目标打矢中有无美端是众", "确士喀哥姐黎卢"),
    "在": ("存现实内外潜所自好贵重胜志意健何不还旨", "线于意乎校职场位逃座握此即手读建编岗家内世野途"),
    "了": ("不得时么明", "解然断却结无如事不望"),
    "是": ("于但可还只就凡不若硬总正似算要都倒老自如既或而便像", "非否"),
    "将": ("大名老上中少小主武健干猛勇良强战虎麻即", "军领来士近要就够好能及帅相"),
    "把": ("一几两三每大拖火", "脉关手柄握戏"),
    "被": ("棉绒加铺植", "子动褥单告害窝套面俘"),
    "与": ("参给赠授付干", "会其否众之共"),
    "们": ("哥爷娘姐", ""),
    "或": ("抑即间", "者许多是"),
    "及": ("以涉普波论提顾触企不来", "格其时早笄物"),
    "也": ("罢呢", "许门"),
    "而": ("然反因进从故忽继", "且立今后已言是"),
}
# Words of two characters.
TWICE = frozenset(
    re.findall("..", "使用进行通过我们他们以及由于对于关于如果因为因此并且或者基于利用采用根据具有为了"),
)
# Each of these characters and words twice, as China or Taiwan writes them.
HAN_TWICE = tuple(each * 2 for each in (*BETWEEN, *"將與們", *sorted(TWICE)))
