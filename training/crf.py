"""A linear-chain conditional random field over BIO tags (Lafferty, McCallum & Pereira 2001).

The partition function is summed over a tree of pairs, so that a window of W words takes log2 W steps.
"""

import torch
from torch import Tensor
from torch.nn import functional

from training.network import BLOCKED


def allowed(tags: int) -> Tensor:
    """tags × tags, 0 where the column may follow the row, BLOCKED elsewhere: I only after B or I of the same label.

    A window may begin with I: its first span then goes on from the window before.
    """
    scores = torch.zeros(tags, tags)
    for after in range(tags):
        for before in range(tags):
            same = before > 0 and (before - 1) // 2 == (after - 1) // 2
            if after > 0 and after % 2 == 0 and not same:
                scores[before, after] = BLOCKED
    return scores


def loss(emissions: Tensor, transitions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
    """Mean negative log likelihood a word.

    `emissions`: windows × words × tags (float32); `transitions`: tags × tags, added; `tags`: windows × words;
    `mask`: windows × words, True for words.
    """
    windows, words, count = emissions.shape
    size = 1 << max(words - 1, 1).bit_length()
    steps = transitions[None, None] + emissions[:, 1:, None, :]
    eye = torch.full((count, count), BLOCKED * 10, device=emissions.device)
    eye.fill_diagonal_(0.0)
    steps = torch.where(mask[:, 1:, None, None], steps, eye)
    steps = torch.cat([steps, eye.expand(windows, size - words + 1, count, count)], 1)
    while steps.shape[1] > 1:
        left, right = steps[:, 0::2], steps[:, 1::2]
        steps = torch.logsumexp(left[:, :, :, :, None] + right[:, :, None, :, :], 3)
    total = torch.logsumexp(emissions[:, 0][:, :, None] + steps[:, 0], (1, 2))
    safe = tags.clamp(min=0)
    gold = torch.gather(emissions, 2, safe[:, :, None]).squeeze(-1)
    moves = transitions[safe[:, :-1], safe[:, 1:]]
    score = (gold * mask).sum(1) + (moves * mask[:, 1:]).sum(1)
    return functional.relu(total - score).sum() / mask.sum()
