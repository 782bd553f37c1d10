"""Where the time of a check goes: bytes, digits, mentions, claims, checks, each beside the raw limit, on texts of 2,000 characters.

`make bench PART=scan` writes bench/results/<date>-scan.md. Every round is a fresh process; what the program remembers of words and
labels (not of its own lists) is forgotten before each text and stage, so that no text is helped by having been read before.
"""

from __future__ import annotations

import gc
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from spine import JIXIAO, TWIN, Candidate, measure

from machine import ROOT, ROUNDS, load, machine, peak, write

sys.path.insert(0, str(ROOT))

SIZE = 2000
PAGE = 500
PAGES = (10, 20, 50, 100, 200, 400, 1000)
GOAL = 300
KINDS = {
    "report": "the twin report of the examples, 36 figures",
    "composed": "reports `evaluate` writes for the examples, about 95 figures",
    "friends": "consistent texts full of traps, joined, about 115 figures",
    "gold": "labelled texts of every habit, joined, about 110 figures",
}
PATTERNS: dict[str, tuple[int, str]] = {
    "5 MB of digits in one paragraph": (5_000_000, "9"),
    "10,000 amounts in one paragraph": (10_000, "项目{n}支出{n}.34万元、"),
    "50,000 short lines": (50_000, "{n}万元\n"),
    "10,000 projects, budget and execution": (10_000, "（{n}）项目{n}年初预算{m}万元，执行{n}.5万元，执行率为98.5%。\n"),
}
"""What once made, or would make, a careless pattern quadratic, with how often each is said."""
STAGES = ("bytes decoded", "normalised", "mentions", "in context", "claims", "checks and quotes")


def in_pieces(text: str) -> list[str]:
    """Whole lines to at least SIZE characters each, and what is left over."""
    found = [""]
    for line in text.split("\n"):
        if len(found[-1]) >= SIZE:
            found.append("")
        found[-1] += f"{line}\n"
    return found


def cut(text: str) -> list[str]:
    """The pieces of a text; what is left over is dropped unless it is all there is."""
    found = in_pieces(text)
    return found[:-1] if len(found) > 1 and len(found[-1]) < SIZE else found


def texts() -> dict[str, list[str]]:
    """The texts of each kind."""
    from jixiao import api
    from tests.gold.sources import consistent, gold

    composed = []
    for case in sorted((ROOT / "examples").glob("*/case.yaml")):
        report = api.evaluate(case).report
        composed += cut("\n".join(block.text for block in report.texts()))[:1]
    return {
        "report": cut(TWIN.read_text(encoding="utf-8")),
        "composed": composed,
        "friends": cut("\n".join(one.text for one in consistent() if one.document is None)),
        "gold": cut("\n".join(one.text for one in gold())),
    }


def memories() -> list[Callable[[], None]]:
    """What empties the memories that grow with texts; lists read once from our own data stay."""
    found = {}
    for name, module in list(sys.modules.items()):
        for one in vars(module).values() if name.startswith("jixiao") else ():
            size = one.cache_parameters()["maxsize"] if hasattr(one, "cache_parameters") else 0
            if size and size > 64:
                found[id(one)] = one.cache_clear
    return list(found.values())


def timed(run: Callable[[], object], forget: list[Callable[[], None]]) -> float:
    """Microseconds of processor."""
    for one in forget:
        one()
    start = time.thread_time()
    run()
    return (time.thread_time() - start) * 1e6


def one_round() -> dict[str, dict[str, float]]:
    """Microseconds for each 2,000 characters, by kind and stage; and for each page of long documents."""
    from jixiao.cli import SELDOM
    from jixiao.extract import read_document
    from jixiao.extract.prose import read_prose
    from jixiao.readers import read
    from jixiao.review import review_document
    from jixiao.text.mentions import mentions
    from jixiao.text.normalise import normalise

    digits = re.compile(r"[0-9]+")
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)  # as the program does in a process of its own
    found = texts()
    for text in (one for several in found.values() for one in several):  # imports, lists, patterns
        review_document(read(text.encode(), "报告.txt"))
    gc.collect()
    gc.freeze()  # the texts of the benchmark are nothing the program would look through for garbage
    forget = memories()
    result: dict[str, dict[str, float]] = {}
    for kind, several in found.items():
        spent = dict.fromkeys(("digits", *STAGES, "all"), 0.0)
        for text in several:
            data = text.encode()
            document = read(data, "报告.txt")
            lines = [block.text for block in document.texts()]
            plain = [normalise(line).string for line in lines]
            pieces = [(block.text, block.place, "", -1) for block in document.texts()]
            spent["digits"] += timed(lambda text=text: list(digits.finditer(text)), forget)  # type: ignore[misc]
            steps = [
                timed(lambda data=data: read(data, "报告.txt"), forget),  # type: ignore[misc]
                timed(lambda lines=lines: [normalise(line) for line in lines], forget),  # type: ignore[misc]
                timed(lambda plain=plain: [mentions(line) for line in plain], forget),  # type: ignore[misc]
                timed(lambda pieces=pieces: read_prose(pieces), forget),  # type: ignore[misc]
                timed(lambda document=document: read_document(document), forget),  # type: ignore[misc]
                timed(lambda document=document: review_document(document), forget),  # type: ignore[misc]
            ]
            steps[3:] = [steps[3] - steps[1] - steps[2], steps[4] - steps[3], steps[5] - steps[4]]
            for stage, step in zip(STAGES, steps, strict=True):
                spent[stage] += step
            spent["all"] += steps[0] + timed(lambda document=document: review_document(document), forget)  # type: ignore[misc]
        characters = sum(map(len, several))
        result[kind] = {stage: value * SIZE / characters for stage, value in spent.items()}
    whole = "\n".join(
        one for kind in ("gold", "friends") for one in found[kind]
    )  # as many figures on the first page as on the last
    for pages in PAGES:
        text = (whole * (pages * PAGE // len(whole) + 1))[: pages * PAGE]
        figures = review_document(read(text.encode(), "报告.txt")).coverage.figures
        used = timed(lambda text=text: review_document(read(text.encode(), "报告.txt")), forget)  # type: ignore[misc]
        alone = sum(
            timed(lambda one=one: review_document(read(one.encode(), "报告.txt")), forget) for one in in_pieces(text)
        )  # type: ignore[misc]
        result[str(pages)] = {
            "page": used / pages,
            "figure": used / figures,
            "figures": figures / pages,
            "alone": alone / pages,
        }
    result["memory"] = {"peak": peak()}
    gc.unfreeze()
    gc.set_threshold(*usual)
    twin = read(found["report"][0].encode(), "报告.txt")
    characters = len(found["report"][0])
    alone = min(timed(lambda: review_document(twin), forget) for _ in range(5))
    result["usual"] = {"report": alone * SIZE / characters}
    return result


def one_of_patterns() -> dict[str, dict[str, float]]:
    """Seconds for half of each pattern and for the whole."""
    from jixiao.cli import SELDOM
    from jixiao.readers import read
    from jixiao.review import review_document

    gc.set_threshold(*SELDOM)
    forget: list[Callable[[], None]] = []
    result: dict[str, dict[str, float]] = {}
    for name, (times, pattern) in PATTERNS.items():
        result[name] = {}
        for part, many in (("half", times // 2), ("whole", times)):
            said = pattern * many if "{" not in pattern else "".join(pattern.format(n=n, m=n + 9) for n in range(many))
            data = said.encode()
            result[name][part] = timed(lambda data=data: review_document(read(data, "报告.txt")), forget) / 1e6  # type: ignore[misc]
    return result


def rounds(which: str = "--round") -> list[dict[str, dict[str, float]]]:
    """One process each."""
    found = []
    for _ in range(ROUNDS):
        done = subprocess.run(
            [sys.executable, __file__, which], capture_output=True, text=True, encoding="utf-8", check=False
        )
        if done.returncode:
            sys.exit(done.stderr)
        found.append(json.loads(done.stdout.splitlines()[-1]))
    return found


def cold() -> str:
    """One document cold: the whole process, by the clock and of the processor."""
    candidates = [
        Candidate("python -c pass", (sys.executable, "-c", "pass")),
        Candidate("jixiao check report.txt", (JIXIAO, "check", str(TWIN)), 1),
    ]
    with tempfile.TemporaryDirectory() as folder:
        times = measure(candidates, Path(folder))
    said = []
    for one in candidates:
        wall, used = (statistics.median(spent[at] for spent in times[one.name]) for at in (0, 1))
        said.append(f"`{one.name}` {wall:.3f} s by the clock, {used:.3f} s of processor")
    return "; ".join(said)


def main() -> None:
    """Measure and write."""
    if "--round" in sys.argv:
        print(json.dumps(one_round()))
        return
    if "--patterns" in sys.argv:
        print(json.dumps(one_of_patterns()))
        return
    one_cold, found, patterns = cold(), rounds(), rounds("--patterns")

    def median(kind: str, stage: str) -> float:
        return statistics.median(one[kind][stage] for one in found)

    def joined(pages: int) -> float:
        return statistics.median(one[str(pages)]["page"] / one[str(pages)]["alone"] for one in found)

    lines = []
    for kind, what in KINDS.items():
        total = sum(median(kind, stage) for stage in STAGES)
        speeds = sorted(1e6 / one[kind]["all"] for one in found)
        cells = " | ".join(f"{median(kind, stage):.0f} ({median(kind, stage) * 100 / total:.0f} %)" for stage in STAGES)
        lines.append(
            f"| {what} | {median(kind, 'digits'):.0f} | {cells} | {1e6 / median(kind, 'all'):.0f} | {speeds[0]:.0f}–{speeds[-1]:.0f} |"
        )
    linear = [
        f"| {pages} | {median(str(pages), 'figures'):.1f} | {median(str(pages), 'page') / 1000:.2f} | {median(str(pages), 'alone') / 1000:.2f} | {joined(pages):.2f} | {median(str(pages), 'figure'):.0f} |"
        for pages in PAGES
    ]
    hostile = []
    for name in PATTERNS:
        half, whole = (statistics.median(one[name][part] for one in patterns) for part in ("half", "whole"))
        hostile.append(f"| {name} | {half:.2f} | {whole:.2f} | {whole / half:.1f} |")
    text = [
        f"# Where the time of a check goes, {time.strftime('%Y-%m-%d', time.gmtime())}",
        "",
        machine("lxml"),
        f"{load()} Microseconds of processor for each text of 2,000 characters, one core of {os.cpu_count()}; median of {ROUNDS} fresh processes, each text read",
        "once with nothing remembered of words and labels. Made by `make bench PART=scan`.",
        "",
        f"| text | digits found, bare | {' | '.join(STAGES)} | texts a second (goal: {GOAL}) | from–to |",
        f"| --- | ---: | {' | '.join('---:' for _ in STAGES)} | ---: | --- |",
        *lines,
        "",
        '"Digits found, bare" is the raw limit: one regular expression over the characters, nothing asked of what it finds. "In context" is label,',
        'role, year and scope of every figure; "claims" are relations and facts judged; the last are all checks with their quotations.',
        "Garbage is collected seldom, as the program does in a process of its own; a script that calls the library keeps Python's own thresholds, and the",
        f"report then takes {median('usual', 'report') / 1000:.2f} ms at best of five.",
        "",
        f"| pages of {PAGE} characters | figures a page | ms a page | the same pages four at a time | times | µs a figure |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
        *linear,
        "",
        f"A page among 200 costs {joined(200):.2f} times what it costs among four (1 is linear); peak memory {median('memory', 'peak'):.0f} MB. The texts are all labelled and",
        "consistent texts one after the other, twice over from 256 pages on: later ones are denser, and what is said again is held against what was said before.",
        "Names are looked for among the last two hundred figures of a name's ending: that window fills up first.",
        f"One document cold: {one_cold} (goal: 0.4 s).",
        "",
        "| read and checked, seconds of processor | half of it | all | x (2 is linear) |",
        "| --- | ---: | ---: | ---: |",
        *hostile,
        "",
    ]
    write("scan", "\n".join(text))


if __name__ == "__main__":
    main()
