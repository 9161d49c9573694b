"""Scores of a window → tag paths, spans, attributions and trees. Loops run over places in a window, all layers and
windows at once, never over the tokens of a text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dateline.reading.encoder import Attribution, ScoredSpan
from dateline.reading.network import Floats, Labels, Scores
from dateline.reading.pieces import Ints
from dateline.text import Span

SOURCE, CUE, CONTENT = 0, 1, 2
_BLOCKED = np.float32(-1e4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A span of words of one window: `label` number, `first` and `end` word, mean log probability of its tags.

    `resumed`: the window begins inside it.
    """

    label: int
    first: int
    end: int
    score: float
    resumed: bool = False


def paths(scores: Sequence[Scores], labels: Labels, layer: str) -> list[Ints]:
    """The best tag path of each window (Viterbi 1967), all windows at once."""
    if not scores:
        return []
    columns, moves = labels.columns[layer], labels.transitions[layer]
    lengths = np.array([len(s.tags) for s in scores])
    width, tags = int(lengths.max()), columns.stop - columns.start
    emissions = np.zeros((len(scores), width, tags), dtype=np.float32)
    for n, s in enumerate(scores):
        emissions[n, : len(s.tags)] = s.tags[:, columns]
    back = np.zeros((width, len(scores), tags), dtype=np.int64)
    best = emissions[:, 0]
    everyone = np.arange(tags)
    for place in range(1, width):
        options = best[:, :, None] + moves
        back[place] = options.argmax(1)
        stepped = options.max(1) + emissions[:, place]
        ended = lengths <= place
        back[place, ended] = everyone
        best = np.where(ended[:, None], best, stepped)
    return _traced(back, best.argmax(1), lengths)


def _traced(back: Ints, last: Ints, lengths: Ints) -> list[Ints]:
    width = len(back)
    found = np.zeros((width, len(last)), dtype=np.int64)
    found[width - 1] = last
    rows = np.arange(len(last))
    for place in range(width - 1, 0, -1):
        found[place - 1] = back[place, rows, found[place]]
    return [found[:n, k] for k, n in enumerate(lengths)]


def runs(path: Ints, emissions: Floats) -> list[Run]:
    """The spans of a tag path, in order."""
    chosen = emissions[np.arange(len(path)), path]
    inside = path > 0
    begins = inside & ((path % 2 == 1) | (np.arange(len(path)) == 0) | ~np.append(False, inside[:-1]))
    firsts = np.flatnonzero(begins)
    stops = np.flatnonzero(~inside | begins)
    ends = [int(stops[k]) if (k := int(np.searchsorted(stops, f, "right"))) < len(stops) else len(path) for f in firsts]
    return [
        Run(
            label=int(path[f] - 1) // 2,
            first=int(f),
            end=e,
            score=float(chosen[f:e].mean()),
            resumed=f == 0 and path[f] % 2 == 0,
        )
        for f, e in zip(firsts.tolist(), ends, strict=True)
    ]


def words(scores: Scores, first: int, end: int) -> Span:
    """Words of a window as a span of the text."""
    return Span(int(scores.window.words[first, 0]), int(scores.window.words[end - 1, 1]))


def named(scores: Sequence[Scores], labels: Labels, layer: str, kinds: Mapping[str, str]) -> Iterator[ScoredSpan]:
    """The spans of a layer of names whose label has a kind, in text order."""
    for one, path in zip(scores, paths(scores, labels, layer), strict=True):
        for run in runs(path, one.tags[:, labels.columns[layer]]):
            kind = kinds.get(labels.tags[layer][run.label])
            if kind is not None:
                score = round(float(np.exp(run.score)), 4)
                yield ScoredSpan(span=words(one, run.first, run.end), kind=kind, score=score)  # type: ignore[arg-type]


def attributions(scores: Sequence[Scores], labels: Labels, *, inner: bool = False) -> list[Attribution]:
    """Who said what in one text: contents with the cue they belong to, and the source of each cue."""
    layer, suffix = ("inner", "_inner") if inner else ("outer", "")
    found: list[Attribution] = []
    for one, path in zip(scores, paths(scores, labels, layer), strict=True):
        spans = runs(path, one.tags[:, labels.columns[layer]])
        found = _joined(found, list(_linked(one, spans, labels, suffix, inner)), spans, one)
    return found


def _linked(scores: Scores, spans: list[Run], labels: Labels, suffix: str, inner: bool) -> Iterator[Attribution]:
    owner, speaker = scores.pointers[f"owner{suffix}"], scores.pointers[f"speaker{suffix}"]
    sources = [s for s in spans if s.label == SOURCE]
    cues = [s for s in spans if s.label == CUE]
    owned: dict[int, list[Run]] = {}
    for content in (s for s in spans if s.label == CONTENT):
        owned.setdefault(_owner(owner, content, cues), []).append(content)
    for number, contents in sorted(owned.items(), key=lambda o: o[1][0].first):
        cue = cues[number] if number >= 0 else None
        source = _source(speaker, cue, sources) if cue else None
        parts = [*contents, *([cue] if cue else []), *([source] if source else [])]
        act, modality = _manner(scores, labels, cue)
        yield Attribution(
            source=words(scores, source.first, source.end) if source else None,
            head=_head(scores, source) if source else None,
            cue=words(scores, cue.first, cue.end) if cue else None,
            content=tuple(words(scores, c.first, c.end) for c in contents),
            act=act,  # type: ignore[arg-type]
            modality=modality,  # type: ignore[arg-type]
            inner=inner,
            score=round(float(np.exp(np.mean([p.score for p in parts]))), 4),
        )


def _owner(owner: Floats, content: Run, cues: list[Run]) -> int:
    """The number of the cue that a content belongs to, −1 for none."""
    if not cues:
        return -1
    rows = owner[content.first : content.end]
    toward = np.stack([rows[:, c.first : c.end].max(1) for c in cues]).mean(1)
    alone = rows[np.arange(len(rows)), np.arange(content.first, content.end)].mean()
    best = int(toward.argmax())
    return best if toward[best] >= alone else -1


def _source(speaker: Floats, cue: Run, sources: list[Run]) -> Run | None:
    """The source that a cue points to, or none."""
    if not sources:
        return None
    row = speaker[cue.first]
    toward = np.array([np.logaddexp.reduce(row[s.first : s.end]) for s in sources])
    best = int(toward.argmax())
    return sources[best] if toward[best] >= row[cue.first] else None


def _head(scores: Scores, run: Run) -> Span:
    """The first word of a span whose syntactic head lies outside it."""
    heads = scores.head[run.first : run.end]
    out = np.flatnonzero((heads < run.first) | (heads >= run.end) | (heads == np.arange(run.first, run.end)))
    at = run.first + (int(out[0]) if len(out) else run.end - run.first - 1)
    return words(scores, at, at + 1)


def _manner(scores: Scores, labels: Labels, cue: Run | None) -> tuple[str, str]:
    if cue is None:
        return "say", "asserted"
    names = list(labels.classes)
    row = scores.classes[cue.first]
    act, modality = (labels.classes[k][int(row[names.index(k)])] for k in ("act", "modality"))
    return act, modality


def _joined(found: list[Attribution], new: list[Attribution], spans: list[Run], scores: Scores) -> list[Attribution]:
    """A content that the window begins in goes on with the one that the window before it ended in."""
    resumed = [s for s in spans if s.resumed and s.label == CONTENT]
    if not (found and new and resumed):
        return found + new
    first = words(scores, resumed[0].first, resumed[0].end)
    heir = next((n for n, a in enumerate(new) if a.cue is None and a.content[0] == first), None)
    if heir is None:
        return found + new
    longer = replace(found[-1], content=(*found[-1].content, *new[heir].content))
    return [*found[:-1], longer, *new[:heir], *new[heir + 1 :]]


def tree(arcs: Floats) -> Ints:
    """Heads of one sentence's words as a tree with one root, which is its own head.

    `arcs`: words × words, score of the column as head of the row, of being the root on the diagonal. The greedy choice
    is taken where it is a tree; else the maximum spanning tree (Chu & Liu 1965, Edmonds 1967) under the likeliest root.
    """
    greedy = arcs.argmax(1)
    places = np.arange(len(arcs))
    if (greedy == places).sum() == 1 and _reaches(greedy):
        return np.asarray(greedy, dtype=np.int64)
    root = int((arcs.diagonal() - np.where(np.eye(len(arcs), dtype=bool), _BLOCKED, arcs).max(1)).argmax())
    scores = arcs.astype(np.float64).copy()
    scores[places, places] = -np.inf
    scores[root] = -np.inf
    heads = _spanning(scores, root)
    heads[root] = root
    return heads


def _reaches(heads: Ints) -> bool:
    """Whether every word's heads lead to a root."""
    at = heads
    for _ in range(len(heads).bit_length()):
        at = at[at]
    return bool((heads[at] == at).all())


def _spanning(scores: npt.NDArray[np.float64], root: int) -> Ints:
    """Chu–Liu–Edmonds: contract a cycle, solve the rest, open the cycle where the rest enters it."""
    heads: Ints = scores.argmax(1)
    heads[root] = root
    cycle = np.array(_cycle(heads, root), dtype=np.int64)
    if not len(cycle):
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    kept = np.flatnonzero(~inside)
    size = len(kept)
    small = np.full((size + 1, size + 1), -np.inf)
    small[:size, :size] = scores[np.ix_(kept, kept)]
    own = scores[cycle, heads[cycle]]
    entering = scores[np.ix_(cycle, kept)] - own[:, None]
    small[size, :size] = entering.max(0)
    leaving = scores[np.ix_(kept, cycle)]
    small[:size, size] = leaving.max(1)
    solved = _spanning(small, int(np.searchsorted(kept, root)))
    full: Ints = heads.copy()
    for n, word in enumerate(kept):
        to = solved[n]
        full[word] = cycle[int(leaving[n].argmax())] if to == size else kept[to]
    entry = int(entering[:, solved[size]].argmax())
    full[cycle[entry]] = kept[solved[size]]
    full[root] = root
    return full


def _cycle(heads: Ints, root: int) -> list[int]:
    done = {root}
    for start in range(len(heads)):
        seen: list[int] = []
        at = start
        while at not in done and at not in seen:
            seen.append(at)
            at = int(heads[at])
        if at in seen:
            return seen[seen.index(at) :]
        done.update(seen)
    return []
