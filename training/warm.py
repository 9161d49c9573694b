"""`python -m training.warm RUN_FOLDER TARGET`: a run's averaged weights in half precision, to start later runs from.

The word embeddings are left out: they are the base model's and are never trained.
"""

import sys
from pathlib import Path

import torch
from safetensors.torch import save_file


def warm(folder: Path, target: Path) -> None:
    """Write the averages of the run's checkpoint."""
    state = torch.load(folder / "state.pt", weights_only=True)
    save_file({k: v.half().contiguous() for k, v in state["average"].items()}, target)


if __name__ == "__main__":
    warm(Path(sys.argv[1]), Path(sys.argv[2]))
