"""What the process that opens PDFs and ours say to each other: values of our model and plain ones, and nothing that could be run."""

from __future__ import annotations

import pickle
from typing import Any

_OURS = ("jixiao.model.", "jixiao.errors")


class Values(pickle.Unpickler):
    """Reads such values from a stream. A process that a file took over can send nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if not module.startswith(_OURS):
            raise pickle.UnpicklingError(module)
        return super().find_class(module, name)
