"""The public names are few, listed, sorted and explained."""

from __future__ import annotations

import inspect

import jixiao
from jixiao import api


def test_public_names_are_listed_sorted_and_real() -> None:
    assert api.__all__ == sorted(api.__all__)
    assert len(set(api.__all__)) == len(api.__all__)
    for name in api.__all__:
        assert hasattr(api, name), name


def test_nothing_public_is_unlisted() -> None:
    public = {
        name
        for name, thing in vars(api).items()
        if not name.startswith("_")
        and (inspect.isfunction(thing) or inspect.isclass(thing))
        and thing.__module__ == api.__name__
    }
    assert public <= set(api.__all__)


def test_everything_public_is_explained() -> None:
    for name in api.__all__:
        assert inspect.getdoc(getattr(api, name)), name


def test_the_version_is_one_number() -> None:
    assert jixiao.__version__.count(".") == 2
