"""Scores of a window → tag paths, spans, attributions and trees. Loops run over places in a window, all layers and
windows at once, never over the tokens of a text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dateline.reading.encoder import Attribution, ScoredSpan, Trigger
from dateline.reading.network import Floats, Labels, Scores
from dateline.reading.pieces import Ints
from dateline.reading.syntax import Syntax
from dateline.text import Span

SOURCE, CUE, CONTENT = 0, 1, 2
_ELSEWHERE = np.float32(np.log(0.1))
_ALONE = 3  # words beside a content; where there are more, its cue is among them
_LIKELY = np.float32(np.log(0.3))
_BLOCKED = np.float32(-1e4)
_WORD_BY_WORD = frozenset({"names", "nominals"})  # layers of many tags, which are trained word by word


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


def fill(scores: Sequence[Scores], labels: Labels, layers: Sequence[str]) -> None:
    """Decode these layers of all windows at once into `Scores.paths`: one loop over places serves them all.

    The layers of our own names are trained word by word, and so are their paths: each word's likeliest tag.
    """
    for one in scores:
        for layer in layers:
            if layer in _WORD_BY_WORD and layer not in one.paths:
                one.paths[layer] = _greedy(one.tags[:, labels.columns[layer]])
    todo = [(layer, s) for layer in layers for s in scores if layer not in s.paths]
    todo.sort(key=lambda t: -len(t[1].tags))  # the longest first: at each place those that have ended stand last
    if not todo:
        return
    lengths = np.array([len(s.tags) for _, s in todo])
    tags = max(labels.columns[layer].stop - labels.columns[layer].start for layer, _ in todo)
    emissions = np.full((int(lengths[0]), len(todo), tags), _BLOCKED, dtype=np.float32)
    moves = np.full((len(todo), tags, tags), _BLOCKED, dtype=np.float32)
    for n, (layer, one) in enumerate(todo):
        size = len(labels.transitions[layer])
        emissions[: lengths[n], n, :size] = one.tags[:, labels.columns[layer]]
        moves[n, :size, :size] = labels.transitions[layer]
    for (layer, one), path in zip(todo, _best(emissions, moves, lengths), strict=True):
        one.paths[layer] = path


def _greedy(emissions: Floats) -> Ints:
    """The likeliest tag of each word; a tag inside a span that nothing has begun begins it."""
    path = emissions.argmax(1)
    inside = (path > 0) & (path % 2 == 0)
    before = np.append(0, path[:-1])
    return np.asarray(np.where(inside & (before != path) & (before != path - 1), path - 1, path))


def _best(emissions: Floats, moves: Floats, lengths: Ints) -> list[Ints]:
    """The best tag path of each sequence (Viterbi 1967). `emissions`: places × sequences × tags, longest first;
    `moves`: sequences × tags × tags."""
    width, count, tags = emissions.shape
    alive = (lengths[None, :] > np.arange(width)[:, None]).sum(1).tolist()
    back = np.empty((width, count, tags), dtype=np.int64)
    back[:] = np.arange(tags)
    best = emissions[0].copy()
    options = np.empty((count, tags, tags), dtype=np.float32)
    for place in range(1, width):
        k = alive[place]
        np.add(best[:k, :, None], moves[:k], out=options[:k])
        options[:k].argmax(1, out=back[place, :k])
        best[:k] = options[:k].max(1) + emissions[place, :k]
    return _traced(back, best.argmax(1), lengths)


def _traced(back: Ints, last: Ints, lengths: Ints) -> list[Ints]:
    width = len(back)
    found = np.empty((width, len(last)), dtype=np.int64)
    found[width - 1] = last
    rows = np.arange(len(last))
    for place in range(width - 1, 0, -1):
        found[place - 1] = back[place, rows, found[place]]
    return [found[:n, k] for k, n in enumerate(lengths.tolist())]


def paths(scores: Sequence[Scores], labels: Labels, layer: str) -> list[Ints]:
    """The best tag path of each window."""
    fill(scores, labels, [layer])
    return [s.paths[layer] for s in scores]


def runs(path: Ints, emissions: Floats) -> list[Run]:
    """The spans of a tag path, in order."""
    if not path.any():
        return []
    chosen = emissions[np.arange(len(path)), path]
    inside = path > 0
    begins = inside & ((path % 2 == 1) | ~np.append(False, inside[:-1]))
    firsts = np.flatnonzero(begins)
    stops = np.append(np.flatnonzero(~inside | begins), len(path))
    ends = stops[np.searchsorted(stops, firsts, "right")]
    sums = np.add.reduceat(np.where(inside, chosen, 0), firsts)
    found = zip(firsts.tolist(), ends.tolist(), (sums / (ends - firsts)).tolist(), path[firsts].tolist(), strict=True)
    return [
        Run(label=(tag - 1) // 2, first=f, end=e, score=mean, resumed=f == 0 and tag % 2 == 0)
        for f, e, mean, tag in found
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


def labelled(scores: Sequence[Scores], labels: Labels, layer: str) -> Iterator[tuple[str, Span]]:
    """The spans of a layer with their labels, in text order."""
    for one, path in zip(scores, paths(scores, labels, layer), strict=True):
        for run in runs(path, one.tags[:, labels.columns[layer]]):
            yield labels.tags[layer][run.label], words(one, run.first, run.end)


def syntax(scores: Sequence[Scores], labels: Labels) -> Syntax:
    """The words of all windows with their heads and what they refer back to."""
    if not scores:
        return Syntax()
    firsts = np.cumsum([0, *(len(s.head) for s in scores[:-1])]).tolist()
    places = np.concatenate([s.window.words for s in scores])
    names = np.array(labels.deprel)
    return Syntax(
        starts=places[:, 0],
        ends=places[:, 1],
        heads=np.concatenate([s.head + first for s, first in zip(scores, firsts, strict=True)]),
        relations=tuple(names[np.concatenate([s.deprel for s in scores])].tolist()),
        earlier=tuple((first, s.pointers["antecedent"]) for s, first in zip(scores, firsts, strict=True)),
    )


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
        number = _owner(owner, content, cues, scores.window.paragraph)
        if number < 0 and (untagged := _untagged(owner, content, spans)):
            cues.append(untagged)
            number = len(cues) - 1
        owned.setdefault(number if number >= 0 else -1 - content.first, []).append(content)
    for number, contents in sorted(owned.items(), key=lambda o: o[1][0].first):
        cue = cues[number] if number >= 0 else None
        source = _source(speaker, cue, sources) if cue else None
        if source and cue and scores.window.sentence[source.first] != scores.window.sentence[cue.first]:
            source = _subject(scores, labels, cue) or source
        parts = [*contents, *([cue] if cue else []), *([source] if source else [])]
        act, modality, kind = _manner(scores, labels, cue)
        yield Attribution(
            source=words(scores, source.first, source.end) if source else None,
            head=_head(scores, source) if source else None,
            cue=words(scores, cue.first, cue.end) if cue else None,
            verb=_head(scores, cue, _verbs(scores, labels)) if cue else None,
            content=tuple(words(scores, c.first, c.end) for c in contents),
            act=act,  # type: ignore[arg-type]
            modality=modality,  # type: ignore[arg-type]
            speaker_kind=kind,  # type: ignore[arg-type]
            arguments=_arguments(scores, labels, "saying", cue.first) if cue else (),
            inner=inner,
            score=round(float(np.exp(np.mean([p.score for p in parts]))), 4),
        )


def _owner(owner: Floats, content: Run, cues: list[Run], paragraph: Ints) -> int:
    """The number of the cue that a content belongs to, −1 for none; a cue of another paragraph needs to be likelier.

    In PolNeAR's training part 99 of 100 contents stand in the paragraph of their cue.
    """
    if not cues:
        return -1
    rows = owner[content.first : content.end]
    own = paragraph[content.first : content.end]
    beside = int(((paragraph >= own[0]) & (paragraph <= own[-1])).sum()) - len(own)
    strange = np.array([not (own[0] <= paragraph[c.first] <= own[-1]) for c in cues])
    price = _ELSEWHERE if beside < _ALONE else _BLOCKED
    toward = np.stack([rows[:, c.first : c.end].max(1) for c in cues]).mean(1) + strange * price
    alone = rows[np.arange(len(rows)), np.arange(content.first, content.end)].mean()
    best = int(toward.argmax())
    return best if toward[best] >= alone else -1


def _untagged(owner: Floats, content: Run, spans: list[Run]) -> Run | None:
    """A cue that no tag marks but that a content's words point to all the same."""
    toward = owner[content.first : content.end].mean(0)
    toward[content.first : content.end] = _BLOCKED
    best = int(toward.argmax())
    if toward[best] < _LIKELY or any(s.first <= best < s.end for s in spans):
        return None
    return Run(label=CUE, first=best, end=best + 1, score=float(toward[best]))


def _subject(scores: Scores, labels: Labels, cue: Run) -> Run | None:
    """The grammatical subject of a cue with the words before it that hang on it: who else would it be?"""
    heads, relations = scores.head, scores.deprel
    inside = (heads >= cue.first) & (heads < cue.end) & (np.arange(len(heads)) < cue.first)
    subjects = np.flatnonzero(inside & (relations == labels.deprel.index("nsubj")))
    if not len(subjects):
        return None
    top = int(subjects[0])
    first = top
    while first > 0 and heads[first - 1] in (top, first) and heads[first - 1] != first - 1:
        first -= 1
    end = top + 1
    while end < cue.first and relations[end] == labels.deprel.index("flat"):
        end += 1
    return Run(label=SOURCE, first=first, end=end, score=float(np.log(0.5)))


def _source(speaker: Floats, cue: Run, sources: list[Run]) -> Run | None:
    """The source that a cue points to, or none."""
    if not sources:
        return None
    row = speaker[cue.first]
    toward = np.array([np.logaddexp.reduce(row[s.first : s.end]) for s in sources])
    best = int(toward.argmax())
    return sources[best] if toward[best] >= row[cue.first] else None


def _verbs(scores: Scores, labels: Labels) -> npt.NDArray[np.bool_]:
    """Which words of a window are verbs."""
    column = list(labels.classes).index("upos")
    return np.asarray(scores.classes[:, column] == labels.classes["upos"].index("VERB"))


def _head(scores: Scores, run: Run, rather: npt.NDArray[np.bool_] | None = None) -> Span:
    """The first word of a span whose syntactic head lies outside it; `rather`: words to choose where there is one."""
    heads = scores.head[run.first : run.end]
    out = np.flatnonzero((heads < run.first) | (heads >= run.end) | (heads == np.arange(run.first, run.end)))
    if rather is not None and rather[run.first : run.end].any():
        out = np.flatnonzero(rather[run.first : run.end])
    at = run.first + (int(out[0]) if len(out) else run.end - run.first - 1)
    return words(scores, at, at + 1)


def _manner(scores: Scores, labels: Labels, cue: Run | None) -> tuple[str, str, str | None]:
    """Act and modality of a statement, and what kind of speaker it has."""
    if cue is None:
        return "say", "asserted", None
    names = list(labels.classes)
    row = scores.classes[cue.first]
    act, modality, kind = (labels.classes[k][int(row[names.index(k)])] for k in ("act", "modality", "speaker_kind"))
    return act, modality, kind


def _arguments(scores: Scores, labels: Labels, name: str, at: int) -> tuple[tuple[str, Span], ...]:
    """The arguments of a word that were asked for, by role, in the order of roles and words."""
    asked, found = scores.edges[name]
    row = int(np.searchsorted(asked, at))
    if row == len(asked) or asked[row] != at:
        return ()
    roles, places = np.nonzero(found[:, row])
    return tuple(
        (labels.edges[name][r], words(scores, w, w + 1)) for r, w in zip(roles.tolist(), places.tolist(), strict=True)
    )


def _joined(found: list[Attribution], new: list[Attribution], spans: list[Run], scores: Scores) -> list[Attribution]:
    """A content that the window begins in goes on with the one that the window before it ended in."""
    resumed = [s for s in spans if s.resumed and s.label == CONTENT]
    if not (found and new and resumed):
        return found + new
    first = words(scores, resumed[0].first, resumed[0].end)
    heir = next((n for n, a in enumerate(new) if a.cue is None and a.content[0] == first), None)
    if heir is None:
        return found + new
    last = max(range(len(found)), key=lambda n: found[n].content[-1].end)
    longer = replace(found[last], content=(*found[last].content, *new[heir].content))
    return [*found[:last], longer, *found[last + 1 :], *new[:heir], *new[heir + 1 :]]


def triggers(scores: Sequence[Scores], labels: Labels) -> Iterator[Trigger]:
    """The words that say an event or a relation, with their arguments, in text order."""
    column = {name: n for n, name in enumerate(labels.classes)}
    for one in scores:
        for at in np.flatnonzero(one.classes[:, column["trigger"]]).tolist():
            named = {
                k: labels.classes[k][int(one.classes[at, column[k]])] for k in ("trigger", "mode", "status", "negated")
            }
            kind, _, mode = named["mode"].partition("/")
            yield Trigger(
                span=words(one, at, at + 1),
                type=named["trigger"],
                mode=mode if kind == named["trigger"] else None,
                status=named["status"],  # type: ignore[arg-type]
                negated=named["negated"] == "yes",
                arguments=_arguments(one, labels, "roles", at),
                score=round(float(one.sure[at, 2]), 4),
            )


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
