"""A reference value → SVG: the middle half of the peers as a box, this agency's years and its target as marks. The same text each time."""

from __future__ import annotations

from html import escape

from jixiao.model.reference import Answer
from jixiao.writers.reference import own_text, with_unit

_FONTS = "'Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif"
_WIDTH, _LEFT, _RIGHT = 860, 70, 790
_BOX, _LINE, _OWN, _TARGET, _TEXT, _SOFT = "#cfe0ee", "#2f6ea5", "#b4530f", "#6a3d9a", "#24292f", "#57606a"


def write_distribution_svg(answer: Answer) -> str:
    """The chart of an answer; without a distribution only the agency's own marks stand on the line."""
    found, unit = answer.distribution, answer.measure.unit
    own = [(one.year, one.actual) for one in answer.own if one.actual is not None]
    places = [float(value) for _, value in own]
    if found is not None:
        places += [float(one) for one in (found.low, found.middle, found.high)]
    aimed = float(answer.aimed) if answer.aimed is not None else None
    places += [aimed] if aimed is not None else []
    low, high = (min(places), max(places)) if places else (0.0, 1.0)
    room = (high - low) * 0.12 or max(abs(high) * 0.1, 1.0)
    low, high = low - room, high + room

    def x(value: float) -> float:
        return round(_LEFT + (value - low) / (high - low) * (_RIGHT - _LEFT), 1)

    parts = [_text(20, 28, f"{answer.measure.name}：{answer.agency}与同类单位", 17, _TEXT)]
    height = 195
    base = 105
    parts.append(f'<line x1="{_LEFT}" y1="{base}" x2="{_RIGHT}" y2="{base}" stroke="{_SOFT}" stroke-width="1"/>')
    if found is not None:
        parts.insert(
            1, _text(20, 50, f"{found.group.name}，{found.n} 家，{found.first}—{found.last} 年；方框是中间一半", 13, _SOFT)
        )
        left, middle, right = (x(float(one)) for one in (found.low, found.middle, found.high))
        parts.append(
            f'<rect x="{left}" y="{base - 18}" width="{max(right - left, 2):.1f}" height="36" fill="{_BOX}" stroke="{_LINE}"/>'
            f'<line x1="{middle}" y1="{base - 18}" x2="{middle}" y2="{base + 18}" stroke="{_LINE}" stroke-width="3"/>'
        )
        labels = [(left, found.low), (middle, found.middle), (right, found.high)]
        for at, (place, value) in enumerate(labels):
            if at == 0 or place - labels[at - 1][0] > 90:
                parts.append(_text(place, base + 36, with_unit(value, unit), 12, _LINE, "middle"))
    else:
        parts.insert(1, _text(20, 50, "同类单位太少，不显示分布", 13, _SOFT))
    for index, (year, actual) in enumerate(own):
        place, top = x(float(actual)), base - 26 - 15 * (index % 2)
        parts.append(f'<circle cx="{place}" cy="{base}" r="6" fill="{_OWN}"/>')
        parts.append(_text(place, top, f"{year}年 {own_text(actual, unit)}", 12, _OWN, "middle"))
    if aimed is not None:
        place = x(aimed)
        parts.append(
            f'<line x1="{place}" y1="{base - 18}" x2="{place}" y2="{base + 18}" stroke="{_TARGET}" stroke-width="2" stroke-dasharray="4,3"/>'
            f'<path d="M{place} {base + 44} l7 13 h-14 z" fill="{_TARGET}"/>'
        )
        parts.append(_text(place, base + 73, f"拟定指标值 {answer.target}", 12, _TARGET, "middle"))
    title = escape(f"{answer.measure.name}的分布")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{title}" '
        f'font-family="{_FONTS}">{"".join(parts)}</svg>\n'
    )


def _text(x: float, y: float, words: str, size: int, color: str, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{color}" text-anchor="{anchor}">{escape(words)}</text>'
