"""Bytes to text and back: how a file is decoded, where its lines are, and how edits are written without loss."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from notelint.text.lazy import lazy_re

# Where the name says less than the codec that reads it: cp950 is Big5 as Windows writes it.
_CODECS = {"big5": "cp950", "unknown": "latin-1"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_NEWLINE = lazy_re(r"\r\n|\r|\n")
_ESCAPED = lazy_re("[\udc80-\udcff]")  # a byte that is no UTF-8, as `surrogateescape` shows it
_SURROGATE = lazy_re("[\ud800-\udfff]")
_THREE_BYTES = lazy_re(b"[\xe0-\xff]")  # starts every UTF-8 sequence from U+0800 on
_TWO_BYTE_SCRIPTS = lazy_re("[\u0180-\u036f\u0400-\u07ff]")  # what is neither Latin nor Greek

_SAMPLE = 2000  # characters that are weighed
_PLAUSIBLE = 0.1  # average weight from which a reading is believed where there is no better one
_CERTAIN = 0.6  # and where the bytes are UTF-8 too
# The characters that most running Chinese is made of, simplified and traditional.
_FREQUENT = frozenset(
    "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十"
    "用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从老白月笔记读书文章今问题"
    "已因但果知候现什怎试例内容标录图片链接论翻译名字新旧开关打每次很想让她它给把被做吃走回孩早晚春夏秋冬水火山江海风"
    "花雪电车路城市世界社历史政治济科技语言音乐影游戏工具软件网络系统程序代码数据库服务器安装配置使明参考资料总结摘引"
    "背景实验附第四五六七八九百千万亿点线几两半东西南北左右高低长短快慢男女父母朋友爱真美模性度化理型提计动量本解训练"
    "合推设通间优类测机评更键最入重式视基任证构需域态全集效率相力比样向体架准估核确值注差信预特表质仅层义略策建应示框"
    "失算制升限保单空步习整等正导场检偏像部调意索领选加变致强局征平复改级觉编非指思增损融输析规识直显价适组并未角别完"
    "扩频息精目感均段话降超消持决齐词何位维句移反充阶布交研微展究采区取条权物跨原择越异似约散且外依先存少控缺即赖误启"
    "离源常函缩状概流写近传达深形利著详格联处颖简噪供细泛范首互议声则专案归列续响观或杂始清块察随速极励述转节辑束补难"
    "换盖断答亮奖立隐這爲來個們說國時於會後對裏過發軍無麼經當與學進種將還見沒從筆記讀書問題現試內標錄圖鏈論譯舊開關讓"
    "給喫風電車歷濟語樂遊戲軟網絡統碼數據庫務裝參資總結實驗萬億點線幾兩東長愛計動訓練設間優類測機評鍵視證構態樣體準確"
    "預質僅層義應單習導場檢調領選變強徵復級覺編損輸規識顯價適組並別擴頻話決齊詞維階採區條權擇異約賴誤啓離縮狀寫傳達詳"
    "聯處穎簡細範議聲則專歸續響觀雜塊隨極勵轉節輯補難換蓋斷獎隱臺裡為曆複隻製幹"
)
_PUNCTUATION = frozenset("，。、：；！？（）《》“”‘’…—·「」『』【】")  # fmt: skip
# Lead bytes (and the first trail byte) of the common half of either character set, ordered by pronunciation or strokes.
_COMMON_HALF = {"big5": (0xA4, 0xC6, 0x40), "gb18030": (0xB0, 0xD7, 0xA1)}


class Source:
    """A file as the parser reads it, and the bytes it came from.

    `text` has "\\n" for every line end, U+FFFD for every NUL and every byte that could not be decoded, and no
    byte-order mark; all offsets are code points of it. `encoding` is utf-8, utf-16-le, utf-16-be, gb18030 or big5, else
    "unknown": then each byte is shown as one Latin-1 character. `newline` is "\\n", "\\r\\n", "\\r" or "mixed".
    """

    __slots__ = ("_bytes", "_line_starts", "bom", "encoding", "final_newline", "newline", "path", "text")

    def __init__(self, path: str, data: bytes, raw: str, encoding: str, bom: bool) -> None:
        self.path = path
        self._bytes = data
        self.encoding = encoding
        self.bom = bom
        self.newline = "\n"
        if "\r" in raw:
            self.newline = _newline_style(raw)
            raw = raw.replace("\r\n", "\n").replace("\r", "\n")
        self.text = raw
        self.final_newline = not raw or raw.endswith("\n")
        self._line_starts: list[int] | None = None

    @property
    def line_starts(self) -> list[int]:
        """The offset of each line's first character; the last one may be the end of the text."""
        if self._line_starts is None:
            lengths = [len(line) + 1 for line in self.text.split("\n")]
            lengths.pop()
            self._line_starts = list(accumulate(lengths, initial=0))
        return self._line_starts

    def place(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column (in code points) of an offset."""
        return places(self.line_starts, offset)

    def original(self) -> bytes:
        """Exactly the bytes that were read."""
        return self._bytes

    def encode(self, edits: Sequence[tuple[int, int, str]]) -> bytes:
        """The file's bytes with `text[start:end]` replaced by `new` for each `(start, end, new)`.

        New line ends are those that most lines of the file have; every byte outside the edits stays as it is.
        Raises ValueError for edits that overlap or lie outside, and where the encoding cannot hold a new character.
        """
        if not edits:
            return self._bytes
        if self.encoding == "unknown":
            raise ValueError(f"{self.path}: its encoding is unknown, so it cannot be edited")
        codec = _CODECS.get(self.encoding, self.encoding)
        mark = next(mark for mark, encoding in _BOMS if encoding == self.encoding) if self.bom else b""
        raw = self._bytes[len(mark) :].decode(codec, "surrogateescape")
        parts: list[bytes] = [mark]
        last = ""
        for part, is_new in self._parts(raw, edits):
            if last.endswith("\r") and part.startswith("\n"):
                raise ValueError(f"{self.path}: the edit would make one line end of two")
            last = part or last
            try:
                parts.append(part.encode(codec, "strict" if is_new else "surrogateescape"))
            except UnicodeEncodeError as error:
                character = part[error.start]
                message = f"{self.path}: {self.encoding} cannot hold U+{ord(character):04X}"
                raise ValueError(message) from error
        return b"".join(parts)

    def _parts(self, raw: str, edits: Sequence[tuple[int, int, str]]) -> list[tuple[str, bool]]:
        """The new file in pieces, each either a slice of the old one (False) or an edit's text (True)."""
        ends = _NEWLINE.findall(raw)
        longer = list(accumulate((len(end) - 1 for end in ends), initial=0))
        style = Counter(ends).most_common(1)[0][0] if ends else "\n"
        parts: list[tuple[str, bool]] = []
        done = raw_done = 0
        for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
            if not done <= start <= end <= len(self.text):
                raise ValueError(f"{self.path}: edits overlap or lie outside the text at offset {start}")
            line = bisect_right(self.line_starts, start) - 1
            raw_start = start + longer[line]
            parts.append((raw[raw_done:raw_start], False))
            parts.append((new.replace("\r\n", "\n").replace("\r", "\n").replace("\n", style), True))
            done, raw_done = end, end + longer[bisect_right(self.line_starts, end) - 1]
        parts.append((raw[raw_done:], False))
        return parts


def read(path: str, data: bytes) -> Source:
    """Decodes any bytes: nothing raises, and `original()` gives them back."""
    encoding, bom, raw = _decode(data)
    if "\0" in raw:
        raw = raw.replace("\0", "\ufffd")
    return Source(path, data, raw, encoding, bom)


def own_text(data: bytes) -> str:
    """The text as it stands in the bytes, with its own line ends and NULs, and without a byte-order mark."""
    return _decode(data)[2]


def from_text(path: str, text: str) -> Source:
    """A text that is in no file yet (an editor's buffer), as if it stood in one as UTF-8."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
        data = text.encode()
    bom = text.startswith("\ufeff")
    return Source(path, data, text[bom:].replace("\0", "\ufffd"), "utf-8", bom)


def places(line_starts: Sequence[int], offset: int) -> tuple[int, int]:
    """The 1-based line and column of an offset; one before the text counts as its start."""
    offset = max(offset, 0)
    line = bisect_right(line_starts, offset)
    return line, offset - line_starts[line - 1] + 1


def _newline_style(raw: str) -> str:
    both = raw.count("\r\n")
    counts = {"\r\n": both, "\r": raw.count("\r") - both, "\n": raw.count("\n") - both}
    used = [style for style, count in counts.items() if count]
    return used[0] if len(used) == 1 else "mixed"


def _decode(data: bytes) -> tuple[str, bool, str]:
    """The encoding, whether a byte-order mark told it, and the text with its own line ends."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], encoding)
            if text is not None:
                return encoding, True, text
            if encoding == "utf-8":
                return encoding, True, _damaged(data[len(mark) :])
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _guess(data)
    if "\0" in text:
        return _best(data, ("utf-16-le", "utf-16-be")) or ("utf-8", False, text)
    if not text.isascii() and _THREE_BYTES.search(data) is None:
        return _chinese_in_disguise(data, text) or ("utf-8", False, text)
    return "utf-8", False, text


def _guess(data: bytes) -> tuple[str, bool, str]:
    """For bytes that are no UTF-8 as a whole. A few bad bytes among good sequences are UTF-8 that was damaged:
    no other encoding makes three-byte sequences by chance.
    """
    loose = data.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED.findall(loose))
    if sum(c >= "\u0800" for c in loose) > 2 * bad:
        return "utf-8", False, _ESCAPED.sub("\ufffd", loose)
    found = _best(data, ("gb18030", "big5", "utf-16-le", "utf-16-be"))
    return found or ("unknown", False, data.decode("latin-1"))


def _damaged(data: bytes) -> str:
    return _ESCAPED.sub("\ufffd", data.decode("utf-8", "surrogateescape"))


def _strictly(data: bytes, encoding: str) -> str | None:
    """The text, if the encoding explains every byte and gives it back."""
    codec = _CODECS.get(encoding, encoding)
    try:
        text = data.decode(codec)
        return text if text.encode(codec) == data else None
    except UnicodeError:
        return None


def _best(data: bytes, encodings: Sequence[str]) -> tuple[str, bool, str] | None:
    """The most plausible Chinese (or, of two bytes a character, any) reading; the first of equals."""
    best, best_weight = None, _PLAUSIBLE
    for encoding in encodings:
        text = _strictly(data, encoding)
        if text is not None and (weight := _weight(text, encoding)) > best_weight:
            best, best_weight = (encoding, False, text), weight
    return best


def _weight(text: str, encoding: str) -> float:
    """How much a reading looks like Chinese: the average over its characters that could have been something else."""
    wide = encoding.startswith("utf-16")
    sample = text if wide else [c for c in text if not c.isascii()]
    weights = [_character_weight(c, "gb18030" if wide else encoding) for c in sample[:_SAMPLE]]
    return sum(weights) / len(weights) if weights else 0.0


def _character_weight(c: str, encoding: str) -> float:
    if c in _FREQUENT:
        return 1.0
    if c.isascii():
        return 0.7 if c.isprintable() or c in "\n\r\t" else -1.0
    if c in _PUNCTUATION:
        return 0.3
    if not "\u4e00" <= c <= "\u9fff":
        return 0.0 if "\u3000" <= c <= "\u30ff" or "\uff00" <= c <= "\uff5f" or c >= "\U00010000" else -0.5
    first, last, trail = _COMMON_HALF[encoding]
    lead = c.encode(_CODECS.get(encoding, encoding), "replace")
    return 0.3 if first <= lead[0] <= last and lead[-1] >= trail else -0.3


def _chinese_in_disguise(data: bytes, text: str) -> tuple[str, bool, str] | None:
    """A few GB18030 characters can happen to be UTF-8 letters of a far script: “一直” reads as “һֱ”."""
    # One letter of Cyrillic among Latin ones is a letter; Cyrillic beside Hebrew is no language.
    if len({ord(c) >> 8 for c in _TWO_BYTE_SCRIPTS.findall(text)}) < 2:
        return None
    chinese = _strictly(data, "gb18030")
    if chinese is None or sum(not c.isascii() for c in chinese) < 2 or _weight(chinese, "gb18030") < _CERTAIN:
        return None
    return "gb18030", False, chinese
