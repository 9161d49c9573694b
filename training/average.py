"""`python -m training.average FIRST SECOND TARGET [BEGINNING ...]`: the mean of two runs' weights.

The second run has gone on from the first with other texts; half-way between them lies what both are good at (Wortsman
et al. 2022). A head that only the second has, or that has grown there, is the second's, and so is all whose name has
one of the beginnings.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from safetensors.torch import load_file, save_file
from torch import Tensor


def mean(first: Mapping[str, Tensor], second: Mapping[str, Tensor], kept: tuple[str, ...] = ()) -> dict[str, Tensor]:
    """Every weight of the second, half-way to the first's where that has one of its size and no `kept` names it."""
    found = {}
    for name, weight in second.items():
        other = first.get(name)
        same = other is not None and other.shape == weight.shape and not name.startswith(kept)
        found[name] = ((weight.float() + other.float()) / 2 if same and other is not None else weight).contiguous()
    return found


if __name__ == "__main__":
    save_file(mean(load_file(sys.argv[1]), load_file(sys.argv[2]), tuple(sys.argv[4:])), Path(sys.argv[3]))
