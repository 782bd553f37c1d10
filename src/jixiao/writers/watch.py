"""A month's monitoring → plain text and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from jixiao import __version__
from jixiao.model.plan import Watch
from jixiao.model.quantity import half_up
from jixiao.writers.json import dump
from jixiao.writers.words import Lang

SCHEMA = 1
_COLORS: dict[Lang, dict[str | None, str]] = {
    "zh": {"red": "红灯", "yellow": "黄灯", "green": "绿灯", None: "未评"},
    "en": {"red": "red", "yellow": "yellow", "green": "green", None: "none"},
}


def watch_text(watch: Watch, lang: Lang = "zh") -> str:
    """What `jixiao monitor` prints: the colour of the whole, each light with its sentence, what must be known."""
    return "\n".join(_lines(watch, lang)) + "\n"


def _lines(watch: Watch, lang: Lang) -> Iterator[str]:
    colors = _COLORS[lang]
    if lang == "en":
        yield f"{watch.agency}, monitoring at the end of month {watch.month} of {watch.year}: {colors[watch.color]}"
    else:
        yield f"{watch.agency} {watch.year}年截至{watch.month}月末的绩效运行监控：{colors[watch.color]}"
    yield ""
    for light in watch.lights:
        yield f"  {colors[light.color]}  {light.sentence}"
    if watch.notes:
        yield ""
        yield from (f"{'note: ' if lang == 'en' else '注意：'}{note}" for note in watch.notes)


def watch_json(watch: Watch) -> str:
    """The result of `jixiao monitor --format json`. Percentages are strings with six decimals; null is not known."""
    return dump(
        {
            "schema": SCHEMA,
            "version": __version__,
            "agency": watch.agency,
            "year": watch.year,
            "month": watch.month,
            "color": watch.color,
            "execution_rate": _percent(watch.rate),
            "lights": [
                {
                    "about": one.about,
                    "color": one.color,
                    "value": _percent(one.value),
                    "sentence": one.sentence,
                    "threshold": one.threshold,
                    "source": one.source,
                    "verified": one.verified,
                }
                for one in watch.lights
            ],
            "notice": {"title": watch.notice_title, "paragraphs": list(watch.notice)} if watch.notice else None,
            "notes": list(watch.notes),
        }
    )


def _percent(value: Fraction | None) -> str | None:
    return None if value is None else str(half_up(value, 6))
