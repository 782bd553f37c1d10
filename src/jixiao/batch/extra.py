"""The packages of the extra `batch`: there, or a sentence that says how to get them."""

from __future__ import annotations

from importlib.util import find_spec

from jixiao.errors import Fault, UsageError

LOCAL = {"pyarrow": "pyarrow", "pebble": "pebble", "tqdm": "tqdm"}
TABLES = {"numpy": "numpy", "pyarrow": "pyarrow"}
CLUSTER = {**LOCAL, "distributed": "distributed"}


def demand(packages: dict[str, str]) -> None:
    """`UsageError` naming every package that is lacking."""
    lacking = [name for name, module in packages.items() if find_spec(module) is None]
    if lacking:
        hint = "请在源代码的文件夹里运行 pip install -r requirements/batch.txt；不联网的电脑见 docs/guide/batch.md"
        raise UsageError(Fault("", f"批量处理所需的软件包没有装：{'、'.join(lacking)}", hint))
