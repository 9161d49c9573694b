"""Corpora beside the project → examples. Each reader takes a path and yields examples in file order."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from bench.tasks.polnear import documents

from dateline.reading.pieces import Ints, Sentence, joined
from dateline.reading.segment import worded
from dateline.text import Span
from training import labels
from training.examples import IGNORED, Example, bio, lines

_NER = {"person": "PER", "organisation": "ORG", "location": "LOC", "misc": "MISC"}
_DOCUMENT = 40  # sentences of a file without document marks that are kept together


def tagged(path: Path, layer: str, names: Sequence[str], rename: dict[str, str] | None = None) -> Iterator[Example]:
    """Token-and-tag columns, an empty line after each sentence."""
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text("utf-8").split("\n"):
        cells = line.split()
        if not cells and sentences[-1]:
            sentences.append([])
        elif len(cells) >= 2 and cells[0] != "-DOCSTART-":
            sentences[-1].append((cells[0], cells[-1]))
    sentences = [s for s in sentences if s]
    for first in range(0, len(sentences), _DOCUMENT):
        group = sentences[first : first + _DOCUMENT]
        text, spans = joined([[w for w, _ in s] for s in group])
        tags = [_renamed(t, rename) for s in group for _, t in s]
        yield Example(name=f"{path.stem}-{first}", text=text, sentences=tuple(spans), layers={layer: bio(tags, names)})


def _renamed(tag: str, rename: dict[str, str] | None) -> str:
    return f"{tag[:2]}{rename[tag[2:]]}" if rename and tag != "O" else tag


def conll(path: Path) -> Iterator[Example]:
    """CoNLL-2003 entities."""
    return tagged(path, "ner", labels.NER, _NER)


def politics(path: Path) -> Iterator[Example]:
    """CrossNER politics entities."""
    return tagged(path, "politics", labels.POLITICS)


def cameo(path: Path) -> Iterator[Example]:
    """Sources, targets and related actors of CAMEO sentences."""
    for example in tagged(path, "cameo", labels.CAMEO):
        yield from _single(example)


def _single(example: Example) -> Iterator[Example]:
    """One example a sentence: for files whose sentences do not follow one another."""
    at = 0
    for number, sentence in enumerate(example.sentences):
        words = [w.of(example.text) for w in sentence.words]
        text, spans = joined([words])
        layers = {k: v[at : at + len(words)] for k, v in example.layers.items()}
        yield Example(name=f"{example.name}-{number}", text=text, sentences=tuple(spans), layers=layers)
        at += len(words)


def climate(path: Path) -> Iterator[Example]:
    """CAMEO sentences with their quad class, 0 neutral to 4."""
    for number, line in enumerate(path.read_text("utf-8").split("\n")):
        sentence, _, quad = line.rpartition("\t")
        if sentence and quad.isdigit():
            spans = list(worded(sentence, [Span(0, len(sentence))]))
            yield Example(name=f"climate-{number}", text=sentence, sentences=tuple(spans), quad=int(quad))


_GOLD = re.compile(r"<(/?)([st])>")


def plv(path: Path) -> Iterator[Example]:
    """PLOVER roots of marked sentences; 15 roots, where YIELD stands for CONCEDE and RETREAT."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            found = unmarked(row["marked_sentence"])
            if "s" not in found[1] or "t" not in found[1]:
                found = (row["sentence"], {"s": _find(row, "source"), "t": _find(row, "target")})
            text, marks = found
            spans = list(worded(text, [Span(0, len(text))]))
            words = [w for s in spans for w in s.words]
            pair = (_touched(words, marks["s"]), _touched(words, marks["t"]))
            root = plv_root(row["gold_root"])
            yield Example(
                name=f"plv-{number}",
                text=text,
                sentences=tuple(spans),
                pair=pair,
                root=root,
                quad=int(row["gold_penta"]),
            )


YIELD = len(labels.ROOTS)  # what PLV does not tell apart


def plv_root(name: str) -> int:
    """The number of a root; YIELD has one of its own, for either of its two."""
    return YIELD if name == "YIELD" else labels.ROOTS.index(name)


def unmarked(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """A marked sentence without its marks, and where the marked words are."""
    text, at = "", 0
    open_at: dict[str, int] = {}
    found: dict[str, tuple[int, int]] = {}
    for match in _GOLD.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match[1]:
            found[match[2]] = (open_at.get(match[2], 0), len(text))
        else:
            open_at[match[2]] = len(text)
    return text + marked[at:], {k: v for k, v in found.items() if v[0] < v[1]}


def _find(row: dict[str, str], column: str) -> tuple[int, int]:
    at = max(row["sentence"].find(row[column]), 0)
    return at, at + max(len(row[column]), 1)


def _touched(words: Sequence[Span], span: tuple[int, int]) -> tuple[int, int]:
    hit = [i for i, w in enumerate(words) if w.start < span[1] and span[0] < w.end] or [0]
    return hit[0], hit[-1] + 1


def conllu(path: Path) -> Iterator[Example]:
    """Universal Dependencies documents: word classes, heads, relations, and entities with chains where given."""
    for document in re.split(r"(?m)^(?=# newdoc id)", path.read_text("utf-8")):
        blocks = [b for b in document.split("\n\n") if re.search(r"(?m)^\d+\t", b)]
        if not blocks:
            continue
        rows = [[c for line in b.split("\n") if re.match(r"\d+\t", line) and (c := line.split("\t"))] for b in blocks]
        opens = [bool(re.search(r"(?m)^# newpar", b)) or n == 0 for n, b in enumerate(blocks)]
        text, spans = joined([[c[1] for c in r] for r in rows], opens)
        name = (re.match(r"# newdoc id = (\S+)", document) or [path.stem] * 2)[1]
        yield Example(name=name, text=text, sentences=tuple(spans), layers=_syntax(rows))


RELATIONS: list[str] = []  # grows with the training files, in order of first sight
XPOS: list[str] = []


def _number(values: list[str], name: str, grow: bool = True) -> int:
    if name not in values:
        if not grow:
            return IGNORED
        values.append(name)
    return values.index(name)


def _syntax(rows: list[list[list[str]]]) -> dict[str, Ints]:
    flat = [c for r in rows for c in r]
    heads, base = [], 0
    for sentence in rows:
        heads += [base + (int(c[6]) - 1 if c[6] != "0" else n) for n, c in enumerate(sentence)]
        base += len(sentence)
    layers = {
        "upos": np.array([labels.UPOS.index(c[3]) if c[3] in labels.UPOS else IGNORED for c in flat]),
        "xpos": np.array([_number(XPOS, c[4]) for c in flat]),
        "deprel": np.array([_number(RELATIONS, c[7]) for c in flat]),
        "head": np.array(heads),
    }
    if any("Entity=" in c[9] for c in flat):
        layers |= _chains(flat, layers["head"])
    return layers


def _chains(flat: list[list[str]], heads: Ints) -> dict[str, Ints]:
    """GUM's entities: the class at each mention's head word, and the head word of the mention before it."""
    mentions: list[tuple[int, int, str, str]] = []
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, cells in enumerate(flat):
        found = re.search(r"Entity=([^|]+)", cells[9])
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", found[1]) if found else []:
            body = part.strip("()").split("-")
            if part.startswith("("):
                opened[_plain(body[0])].append((number, body[1] if len(body) > 1 else "abstract"))
            if part.endswith(")") and opened[_plain(body[0])]:
                start, kind = opened[_plain(body[0])].pop()
                mentions.append((start, number, kind, _plain(body[0])))
    entity = np.zeros(len(flat), dtype=np.int64)
    antecedent = np.arange(len(flat))
    last: dict[str, int] = {}
    for start, end, kind, chain in sorted(mentions):
        head = next((w for w in range(start, end + 1) if not start <= heads[w] <= end or heads[w] == w), end)
        entity[head] = labels.ENTITIES.index(kind) if kind in labels.ENTITIES else 0
        if last.get(chain, head) < head:
            antecedent[head] = last[chain]
        last[chain] = max(head, last.get(chain, -1))
    return {"entity": entity, "antecedent": antecedent}


def _plain(chain: str) -> str:
    return chain.split("[")[0]


def polnear(folder: Path) -> Iterator[Example]:
    """PolNeAR documents: the first annotator's sources, cues and contents, and how they belong together."""
    for document in documents(folder):
        sentences = list(worded(document.text, lines(document.text)))
        told = [(list(a.source), list(a.cue), list(a.content)) for a in document.gold]
        yield Example(
            name=document.name,
            text=document.text,
            sentences=tuple(sentences),
            layers=speech(sentences, told, "outer"),
        )


Attribution = tuple[list[Span], list[Span], list[Span]]  # source, cue, content


def speech(sentences: Sequence[Sentence], found: Sequence[Attribution], layer: str) -> dict[str, Ints]:
    """Tags of source, cue and content; each content word's cue; each cue's source (itself where there is none)."""
    words = [w for s in sentences for w in s.words]
    starts = np.array([w.start for w in words])
    ends = np.array([w.end for w in words])
    suffix = "" if layer == "outer" else "_inner"
    tags = np.zeros(len(words), dtype=np.int64)
    owner = np.full(len(words), IGNORED)
    speaker = np.full(len(words), IGNORED)

    def hit(span: Span) -> Ints:
        return np.flatnonzero((starts < span.end) & (ends > span.start))

    for source, cue, content in found:
        anchor = next((int(h[0]) for s in cue if len(h := hit(s))), None)
        for role, spans in enumerate((source, cue, content)):
            for k, span in enumerate(spans):
                inside = hit(span)
                free = inside[tags[inside] == 0]
                if not len(free):
                    continue
                joined = k > 0 and tags[free[0] - 1] in (2 * role + 1, 2 * role + 2)
                begins = np.append(True, np.diff(free) > 1)
                begins[0] = not joined
                tags[free] = np.where(begins, 2 * role + 1, 2 * role + 2)
                if role == 2:
                    owner[free] = anchor if anchor is not None else free
        if anchor is not None:
            first = next((int(h[0]) for s in source if len(h := hit(s))), anchor)
            speaker[anchor] = first
    return {layer: tags, f"owner{suffix}": owner, f"speaker{suffix}": speaker}
