"""Chart → SVG to stand inside a page: no script, no outside font, no date, the same text each time."""

from __future__ import annotations

import hashlib
from typing import Any

from jixiao.model.document import Bar, Chart
from jixiao.writers.plain import breadth, plain

_FONTS = "'Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif"
_REACHED, _LEFT, _UNKNOWN = "#2f6ea5", "#f0cfae", "#d5dae0"
_SIZE = 14
_ROW = 29


def write_svg(chart: Chart) -> str:
    """Horizontal bars in reading order, each named with its exact figure; `of` shows as the part not reached, or not known yet."""
    pygal, style = _pygal()
    bars = chart.bars[::-1]  # pygal counts from the bottom
    against = any(bar.of is not None for bar in bars)
    unknown = against and any(bar.value is None for bar in bars)
    labels = [plain(f"{bar.label}  {bar.shown}") for bar in bars]
    kind: Any = pygal.HorizontalStackedBar if against else pygal.HorizontalBar
    drawn = kind(
        style=style(
            background="transparent", plot_background="transparent", font_family=_FONTS, colors=(_REACHED, _LEFT, _UNKNOWN),
            opacity="1", opacity_hover="1", label_font_size=_SIZE, major_label_font_size=_SIZE, legend_font_size=_SIZE,
            guide_stroke_color="#d8dee4", major_guide_stroke_color="#d8dee4", guide_stroke_dasharray="2,3",
            major_guide_stroke_dasharray="2,3", foreground="#24292f", foreground_subtle="#57606a",
        ),
        js=[], css=["file://style.css", "file://graph.css"], width=960, height=70 + _ROW * max(1, len(bars)),
        explicit_size=False, disable_xml_declaration=True, show_legend=against, legend_at_bottom=True,
        legend_at_bottom_columns=3 if unknown else 2, spacing=8, margin=8, margin_left=_left_margin(labels), x_labels=labels, zero=0,
        include_x_axis=True,
    )  # fmt: skip
    drawn.uuid = hashlib.sha256(repr(chart).encode()).hexdigest()[:12]
    drawn.add(chart.legend[0] if against else chart.title, [_drawn(bar) for bar in bars])
    if spans := [bar.span for bar in bars if bar.span is not None]:
        drawn.range = 0, max(*(high for _, high in spans), *(bar.value or 0.0 for bar in bars))
    if against:
        drawn.add(chart.legend[1], [max(0.0, (bar.of or 0.0) - bar.value) if bar.value is not None else 0.0 for bar in bars])
    if unknown:
        drawn.add("待补充", [0.0 if bar.value is not None else bar.of for bar in bars])
    drawn.add_xml_filter(lambda root: _still(root, chart.title))
    svg: str = drawn.render(is_unicode=True)
    return svg


def _drawn(bar: Bar) -> Any:
    """The bar's value, with the line over it where it has one."""
    value = bar.value or 0.0
    return value if bar.span is None else {"value": value, "ci": {"low": bar.span[0], "high": bar.span[1]}}


def _pygal() -> tuple[Any, Any]:
    """pygal and its Style, without the import hook it leaves behind for its maps: Python warns of it at every later import."""
    import sys

    import pygal
    from pygal.style import Style

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]
    return pygal, Style


def _left_margin(labels: list[str]) -> int:
    """What pygal forgets: it takes every character to be 0.6 wide, a Chinese one is a whole."""
    widest = max((breadth(label) for label in labels), default=0)
    reckoned = max((len(label) for label in labels), default=0)
    return round(12 + max(0.0, widest * 0.52 - reckoned * 0.6) * _SIZE)


def _still(root: Any, title: str) -> Any:
    """Without scripts, comments (they hold today's date), hover texts and what only scripts use."""
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is None:
            continue
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if tag in ("", "script", "desc", "title") or "tooltip-overlay" in element.get("class", ""):
            parent.remove(element)
    root.set("role", "img")
    root.set("aria-label", plain(title))
    return root
