"""`python -m training.train RUN.toml`: trains one run, or goes on with it where it was interrupted.

Writes to the run's folder: `state.pt` (the checkpoint to go on from), `log.jsonl` (losses and speed) and
`final.safetensors` (averaged weights).
"""

import json
import random
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from dateline.reading.pieces import load_tokenizer
from training import tasks
from training.batches import Batch, Pool, batches, hidden
from training.examples import Example
from training.losses import loss_of
from training.network import Encoder
from training.start import attention_of, base_weights, network_of, slimmed


class Run:
    """One training run: its configuration, pools, network, optimiser and place on the way."""

    def __init__(self, config: dict[str, Any], folder: Path) -> None:
        torch.manual_seed(config["seed"])
        torch.set_num_threads(config.get("threads", 2))
        self.config, self.folder = config, folder
        self.tokenizer = load_tokenizer(str(tasks.TOKENIZER))
        self.pools = {
            t["name"]: Pool(self.examples(t), self.tokenizer, alone=t.get("alone", 0.2), seed=config["seed"])
            for t in config["task"]
        }
        self.share = {t["name"]: t["share"] for t in config["task"]}
        weights = load_file(config["start"]) if "start" in config else {}
        weights = slimmed(weights, config["kept"]) if "kept" in config else weights
        if "heads_of" in config:
            weights |= {k: w for k, w in load_file(config["heads_of"]).items() if not k.startswith("encoder.")}
        self.network = network_of(config.get("dropout", 0.1), attention_of(weights))
        self.network.load_state_dict(known(weights, self.network), strict=False)
        base_weights(self.network, words_only="start" in config)
        self.network.encoder.pieces.weight.requires_grad_(False)
        self.teacher = teacher_of(config["teacher"]) if "teacher" in config else None
        self.optimizer = torch.optim.AdamW(self._groups(), weight_decay=0.01, fused=True)
        self.average = {k: v.detach().clone() for k, v in self.network.named_parameters() if v.requires_grad}
        self.seen: dict[str, int] = defaultdict(int)
        self.step = 0
        self.spent = 0.0
        self.streams = {name: self._stream(name) for name in self.pools}
        self.chooser = random.Random(config["seed"])

    def examples(self, task: dict[str, Any]) -> list[Example]:
        """What a task trains on."""
        return tasks.examples(task)

    def _groups(self) -> list[dict[str, Any]]:
        body, heads = [], []
        for name, parameter in self.network.named_parameters():
            if parameter.requires_grad:
                (body if name.startswith("encoder.") else heads).append(parameter)
        rates = self.config["rate"]
        return [
            {"params": body, "top": rates["encoder"], "lr": 0.0},
            {"params": heads, "top": rates["heads"], "lr": 0.0},
        ]

    def _stream(self, name: str) -> Iterator[Batch]:
        chooser = random.Random(f"{self.config['seed']}-{name}-{self.step}")
        while True:
            yield from batches(self.pools[name].epoch(), self.config["batch"], chooser)

    @property
    def done(self) -> float:
        """How much of the run is over, 0 to 1."""
        return sum(self.seen.values()) / self.config["pieces"]

    def next_task(self) -> str:
        """The task that is furthest behind its share."""
        return min(self.pools, key=lambda n: (self.seen[n] + 1) / self.share[n])

    def advance(self) -> tuple[str, dict[str, float]]:
        """One step on one task; returns its name and losses."""
        name = self.next_task()
        batch = next(self.streams[name])
        warm = min(1.0, (self.step + 1) / self.config["warm_up"])
        for group in self.optimizer.param_groups:
            group["lr"] = group["top"] * warm * max(1.0 - self.done, 0.02)
        batch = hidden(batch, self.config.get("hidden", 0.0))
        with torch.autocast("cpu", torch.bfloat16, enabled=self.config["precision"] == "bf16"):
            losses = self.losses(batch)
        total = torch.stack(list(losses.values())).sum()
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        self.seen[name] += int(batch.mask.sum())
        if self.step % 5 == 0:
            self._average()
        return name, {k: float(v.detach()) for k, v in losses.items()}

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        """What is trained of a batch: every layer that it knows; where there is a teacher, its outputs, alone or with
        the weight `taught` beside the layers."""
        outputs = self.network.encoder(batch.ids, batch.features, batch.mask)
        if self.teacher is None:
            return loss_of(self.network, batch, outputs)
        with torch.no_grad():
            told = self.teacher(batch.ids, batch.features, batch.mask)
        found = {} if "taught" not in self.config else loss_of(self.network, batch, outputs)
        return {**found, "taught": taught(outputs, told, batch.mask) * self.config.get("taught", 1.0)}

    def _average(self) -> None:
        keep = min(0.997, self.step / (self.step + 50))
        live = dict(self.network.named_parameters())
        for name, mean in self.average.items():
            mean.lerp_(live[name].detach(), 1 - keep)

    def save(self) -> None:
        """The checkpoint, written beside and moved into place, so that an interruption leaves a whole one."""
        state = {
            "network": {k: v for k, v in self.network.state_dict().items() if k != "encoder.pieces.weight"},
            "optimizer": self.optimizer.state_dict(),
            "average": self.average,
            "seen": dict(self.seen),
            "step": self.step,
            "spent": self.spent,
        }
        torch.save(state, self.folder / "state.new")
        (self.folder / "state.new").replace(self.folder / "state.pt")

    def resume(self) -> None:
        """Go on from the checkpoint, where there is one."""
        path = self.folder / "state.pt"
        if path.exists():
            state = torch.load(path, weights_only=True)
            self.network.load_state_dict(state["network"], strict=False)
            self.optimizer.load_state_dict(state["optimizer"])
            self.average, self.step, self.spent = state["average"], state["step"], state["spent"]
            self.seen = defaultdict(int, state["seen"])
            self.streams = {name: self._stream(name) for name in self.pools}

    def use_average(self) -> None:
        """Put the averaged weights in the network's place."""
        with torch.no_grad():
            for name, parameter in self.network.named_parameters():
                if name in self.average:
                    parameter.copy_(self.average[name])

    def final(self) -> dict[str, torch.Tensor]:
        """The averaged weights, without the word embeddings, which are the base model's."""
        return {k: v.contiguous() for k, v in self.average.items()}


def teacher_of(path: str) -> Encoder:
    """The encoder of some trained weights, to learn from."""
    weights = load_file(path)
    network = network_of(0.0, attention_of(weights))
    network.load_state_dict(known(weights, network), strict=False)
    base_weights(network, words_only=True)
    return network.eval().encoder


def taught(found: list[Tensor], told: list[Tensor], mask: Tensor) -> Tensor:
    """How far the layers' outputs are from the teacher's: mean square error as a share of the teacher's variance,
    summed over the layers (Sun et al. 2019, "patient" distillation, with all layers and all pieces)."""
    real = mask.bool()
    total = torch.zeros(())
    for ours, theirs in zip(found[1:], told[1:], strict=True):
        aim = theirs[real].float()
        total = total + (ours[real].float() - aim).square().mean() / aim.var()
    return total


def known(weights: dict[str, torch.Tensor], network: nn.Module) -> dict[str, torch.Tensor]:
    """What a network can begin from: a head that has grown by labels keeps those that it has, one whose size has
    changed otherwise begins anew."""
    fresh = network.state_dict()
    found = {}
    for name, given in weights.items():
        own = fresh.get(name)
        if own is not None and own.shape[1:] == given.shape[1:] and own.shape[0] >= given.shape[0]:
            found[name] = torch.cat([given.float(), own[given.shape[0] :].float()])
    return found


def main(path: str) -> None:
    """Train the run that a TOML file describes."""
    config = tomllib.loads(Path(path).read_text("utf-8"))
    folder = Path(config["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    run = Run(config, folder)
    run.resume()
    print({k: p.pieces for k, p in run.pools.items()}, flush=True)
    sums: dict[str, list[float]] = defaultdict(list)
    started = saved = time.monotonic()
    pieces_at_start = sum(run.seen.values())
    with (folder / "log.jsonl").open("a") as log:
        while run.done < config.get("stop", 1.0):
            name, losses = run.advance()
            for key, value in losses.items():
                sums[f"{name}.{key}"].append(value)
            if run.step % 100 == 0:
                now = time.monotonic()
                speed = (sum(run.seen.values()) - pieces_at_start) / (now - started)
                means = {k: round(sum(v) / len(v), 4) for k, v in sums.items()}
                line = {"step": run.step, "done": round(run.done, 4), "speed": round(speed), **means}
                log.write(json.dumps(line) + "\n")
                log.flush()
                bar = "█" * int(run.done * 30)
                print(f"\r{bar:30} {run.done:6.1%} {speed:6.0f} pieces/s {sum(means.values()):.3f}", end="", flush=True)
                sums.clear()
                if now - saved > config.get("save_every", 300):
                    run.spent += now - saved
                    saved = now
                    run.save()
    run.save()
    save_file(run.final(), folder / "final.safetensors")
    print()


if __name__ == "__main__":
    main(sys.argv[1])
