"""`python -m training.heads RUN.toml`: how much each attention head of the run's start is worth to what is trained.

A head's worth is the mean of |output · gradient| over windows (Michel, Levy & Neubig 2019, equation 2), each layer
scaled to length 1. The slim run keeps the heads that are worth most (`kept` in its TOML).
"""

import sys
import tomllib
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.losses import loss_of
from training.network import HEAD
from training.train import Run

STEPS = 150


def worth(run: Run) -> Tensor:
    """Layers × heads."""
    caught: dict[int, Tensor] = {}

    def catch(number: int, given: tuple[Tensor, ...]) -> None:
        given[0].retain_grad()
        caught[number] = given[0]

    layers = list(run.network.encoder.layers)
    for number, layer in enumerate(layers):
        layer.out.register_forward_pre_hook(lambda _, given, n=number: catch(n, given))
    run.network.eval()
    total = torch.zeros(len(layers), layers[0].heads)
    for _ in range(STEPS):
        name = run.next_task()
        batch = next(run.streams[name])
        run.seen[name] += int(batch.mask.sum())
        run.network.zero_grad()
        outputs = run.network.encoder(batch.ids, batch.features, batch.mask)
        torch.stack(list(loss_of(run.network, batch, outputs).values())).sum().backward()  # type: ignore[no-untyped-call]
        told = torch.stack([_told(caught[n]) for n in range(len(layers))])
        total += told / told.norm(dim=1, keepdim=True)
    return total / STEPS


def _told(mixed: Tensor) -> Tensor:
    assert mixed.grad is not None
    product = (mixed.detach() * mixed.grad).reshape(*mixed.shape[:2], -1, HEAD)
    return product.sum((-1, 1)).abs().sum(0)


def main(path: str) -> None:
    """Print each layer's heads, the worthiest first."""
    config: dict[str, Any] = tomllib.loads(Path(path).read_text("utf-8"))
    config.pop("kept", None)
    for layer in worth(Run(config, Path(config["folder"]))):
        order = torch.argsort(layer, descending=True).tolist()
        print(" ".join(f"{n}:{layer[n]:.2f}" for n in order))


if __name__ == "__main__":
    main(sys.argv[1])
