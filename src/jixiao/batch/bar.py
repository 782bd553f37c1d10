"""The bar a person watches: how many, how quick, how long still, how many went wrong. On standard error, if that is a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from jixiao.batch.run import Progress

_FORMS = {
    "zh": "{percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt} 份，{rate_noinv_fmt}，还需 {remaining}{postfix}",
    "en": "{percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt}, {rate_noinv_fmt}, {remaining} left{postfix}",
}
_TROUBLE = {"zh": "读不了 {unreadable}，失败 {failed}", "en": "unreadable {unreadable}, failed {failed}"}


@contextmanager
def bar(total: int, *, quiet: bool, lang: str) -> Iterator[Callable[[int, Progress], None]]:
    """A function that hears of every n documents settled, and shows it."""
    unit = "份" if lang == "zh" else "doc"
    with tqdm(total=total, unit=unit, bar_format=_FORMS[lang], disable=True if quiet else None, mininterval=0.5) as shown:

        def told(count: int, progress: Progress) -> None:
            if progress.failed or progress.unreadable:
                shown.set_postfix_str(
                    _TROUBLE[lang].format(unreadable=progress.unreadable, failed=progress.failed), refresh=False
                )
            shown.update(count)

        yield told
