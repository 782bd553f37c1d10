"""jixiao (绩效): budget performance self-evaluation that recomputes and explains every figure.

The public names are those of :mod:`jixiao.api`; everything else may move between versions.
"""

__version__ = "0.1.0"
