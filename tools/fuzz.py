"""Readers and the grammar of figures under damaged and invented input: `python -m tools.fuzz --minutes 10 --seed 1 FILE…`.

Readers get the files given, with bytes changed, cut out, doubled, and parts of a zip damaged; the grammar gets sentences put
together from what has misled it before. Whatever is not a document or a `ReadError`, not a review, or takes longer than
a second for each kilobyte, is written down with the seed that gives it again. What is found becomes a test.
"""

from __future__ import annotations

import argparse
import io
import random
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

from jixiao.errors import ReadError
from jixiao.readers import read
from jixiao.review import review_document
from jixiao.text.mentions import mentions
from jixiao.text.normalise import normalise

PIECES = (
    "2021年", "21年", "〔2021〕5号", "第3季度", "1-6月", "12月31日", "0.5", "1,234.50", "1，234", "１２．５", "3500", "12345678901234567890",
    "万元", "亿元", "元", "万", "%", "百分点", "个百分点", "‰", "人", "人次", "个", "户", "㎡", "元/人/月", "每人每月", "约", "近", "不低于", "以上", "左右", "余",
    "总支出", "其中", "基本支出", "项目支出", "分别为", "合计", "增加", "减少", "比上年", "占", "执行率", "完成率", "得分", "满分", "扣", "预算", "决算", "（", "）", "(", ")",
    "，", "、", "；", "。", "：", "\n", " ", "|", "\t", "“", "”", "一百二十", "三十万", "百分之五", "二〇二一年", "一是", "二是", "**", "XX", "点击查看", "-", "—", "~", "至",
    "http://a.b/1", "电话0731-1234567", "13800000000", "S1", "kW", "①", "1.", "1.1.2", "（一）", "一、", "\u200b", "\ufeff", "\U00020000", "é", "(dān)", "/", ".", ",",
)  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> bytes:
    """`data` with some of it changed, cut out, doubled or made longer; of a zip one part, packed anew."""
    if data[:2] == b"PK" and chance.random() < 0.7:
        try:
            return _repacked(data, chance)
        except (zipfile.BadZipFile, ValueError):
            pass
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(5):
            case 0 if at < len(out):
                out[at] = chance.randrange(256)
            case 1:
                del out[at : at + chance.randint(1, 400)]
            case 2:
                out[at:at] = out[at : at + chance.randint(1, 400)]
            case 3:
                out[at:at] = chance.randbytes(chance.randint(1, 20))
            case _:
                out[at:at] = chance.choice(
                    (b"0", b"9" * 12, b"<", b">", b"&#0;", b"-1", b"</w:tc>", b"<w:tbl>", b"1048576", b"null")
                )
    return bytes(out)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = old.read(name)
            if name != chosen:
                new.writestr(name, part)
            elif chance.random() < 0.9:
                new.writestr(name, damaged(part, chance))
    return made.getvalue()


def sentence(chance: random.Random) -> str:
    """Up to 120 pieces in any order."""
    return "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 120)))


def try_reader(data: bytes, name: str) -> None:
    """A document whose review can be made, or a `ReadError`."""
    try:
        document = read(data, name)
    except ReadError as error:
        assert error.faults
        assert all(one.what for one in error.faults)
        return
    review_document(document)


def try_grammar(text: str) -> None:
    """Mentions stand in order inside the text and apart, say what stands at their place, and lead back to the source."""
    plain = normalise(text)
    last = 0
    for one in mentions(plain.string):
        assert last <= one.start < one.end <= len(plain.string)
        assert one.words_start <= one.start
        assert one.end <= one.words_end <= len(plain.string)
        assert plain.string[one.start : one.end].endswith(one.quote)
        start, end = plain.source_span(one.start, one.end)
        assert 0 <= start < end <= len(text)
        last = one.end
    if not text.removeprefix("\ufeff").strip():
        return  # a file of blanks is refused, in words
    review = review_document(read(text.encode(), "报告.txt"))
    assert review.coverage.checked <= review.coverage.figures


def main() -> None:
    """Try until the time is over; what is found goes to the screen."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("files", nargs="+", type=Path)
    given = asked.parse_args()
    sources = [(path.read_bytes(), path.name) for path in given.files]
    begun, tried, found = time.monotonic(), 0, 0
    while time.monotonic() - begun < given.minutes * 60:
        seed = f"{given.seed}/{tried}"
        chance = random.Random(seed)
        tried += 1
        data, name = chance.choice(sources)
        run: Callable[[], None]
        if chance.random() < 0.5:
            made = damaged(data, chance)
            run, size = (lambda made=made, name=name: try_reader(made, name)), len(made)  # type: ignore[misc]
        else:
            text = sentence(chance) or "0"
            run, size = (lambda text=text: try_grammar(text)), len(text)  # type: ignore[misc]
        start = time.process_time()
        try:
            run()
        except Exception:
            found += 1
            print(f"seed {seed} {name}\n{traceback.format_exc()}", flush=True)
        spent = time.process_time() - start
        if spent > 1 + size / 1024:
            found += 1
            print(f"seed {seed} {name}: {spent:.1f} s for {size} bytes", flush=True)
    print(f"{tried} inputs in {given.minutes} minutes, {found} found")


if __name__ == "__main__":
    main()
