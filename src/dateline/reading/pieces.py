"""Text → words → word pieces and their features: what the model sees, the same in training and in use.

A word is about what Universal Dependencies calls a token: "do" and "n’t", "Moran" and "’s", "U.S.". Its
pieces are WordPiece over lower-case letters; case, quotation and the place in the paragraph come back as
one feature number a piece. Windows hold whole sentences, up to `LIMIT` pieces.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from dateline.text import Span

Ints = npt.NDArray[np.int64]

LIMIT = 256  # pieces a window, [CLS] and [SEP] among them
FEATURES = 48  # shapes (8) × places in the text (3) × quotation (2)
_LONGEST = 40  # letters of a word that are looked at: an address or a row of dashes is no reason for 100 pieces
_MOST = 60_000  # words that are kept
_CLS, _SEP, _UNKNOWN = 101, 102, 100
_MARKS = (1, 2, 3, 4)  # the first unused pieces: before and after the source, before and after the target
_WORD = re.compile(
    r"(?:https?://|www\.)\S+[\w/]|[\w.+-]{1,64}@[\w-]+\.[\w.]+\w|@\w+|#\w+"  # addresses, handles
    r"|(?:[A-Z]\.){2,}|\b(?:Mr|Mrs|Ms|Dr|Jr|Sr|St|Gen|Col|Lt|Sgt|Gov|Sen|Rep|Rev|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.|\b[ap]\.m\.|(?<![\w.])[A-Z]\.(?=\s+[A-Z])"  # shortened words
    r"|\d+(?:[.,:]\d+)*|\b\w+?(?=[nN]['’][tT]\b)|[nN]['’][tT]\b|['’](?:s|re|ve|ll|d|m)\b|''|``|\.\.+|--+"
    r"|[^\W_]+(?:_[^\W_]+)*|[^\w\s]|_"
)
_OPEN, _CLOSE, _TOGGLES = "“„«", "”»", ('"', "''", "``")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence to be read: its words (spans of the text), and whether it begins a paragraph."""

    words: tuple[Span, ...]
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Window:
    """What one pass reads: `ids` and `features` (a number a piece), `starts` (the first piece of each word),
    `sentence` and `paragraph` (the number of each word's in the window), `words` (code points, one row a word)."""

    ids: Ints
    features: Ints
    starts: Ints
    sentence: Ints
    paragraph: Ints
    words: Ints


class Pieces:
    """Words → the ids of their pieces. A text repeats its words, so that most are looked up, not cut again."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}

    def learn(self, words: set[str]) -> None:
        """Cut the words that are not known yet; one of which nothing is left becomes [UNK]."""
        if len(self._known) > _MOST:
            self._known.clear()
        new = sorted(words - self._known.keys())
        for word, encoded in zip(
            new,
            self._tokenizer.encode_batch([[w] for w in new], is_pretokenized=True, add_special_tokens=False),
            strict=True,
        ):
            self._known[word] = tuple(encoded.ids) or (_UNKNOWN,)

    def of(self, words: Sequence[str]) -> tuple[Ints, Ints]:
        """Piece ids, and how many pieces each word has; the words are known."""
        found = [self._known[w] for w in words]
        ids = np.array([*chain.from_iterable(found)], dtype=np.int64)
        return ids, np.array([*map(len, found)], dtype=np.int64)


def load_tokenizer(path: str) -> Pieces:
    """The tokenizer of a file, without the padding and cutting that the file may ask for."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Pieces(tokenizer)


def words_of(text: str, span: Span) -> tuple[Span, ...]:
    """The words of a stretch of text, in order."""
    return tuple(Span(*m.span()) for m in _WORD.finditer(text, span.start, span.end))


def joined(sentences: Sequence[Sequence[str]], opens: Sequence[bool] | None = None) -> tuple[str, list[Sentence]]:
    """A text made of given words, a space between two, and its sentences; `opens`: which begin a paragraph, or all."""
    found, at = [], 0
    for number, words in enumerate(sentences):
        spans = []
        for word in words:
            spans.append(Span(at, at + len(word)))
            at += len(word) + 1
        found.append(Sentence(words=tuple(spans), opens=opens[number] if opens else True))
    return " ".join(w for s in sentences for w in s), found


def windows(text: str, sentences: Sequence[Sentence], tokenizer: Pieces) -> list[Window]:
    """The sentences as windows, in order; one that is longer than a window is cut between words."""
    return [window(text, group) for group in packed(parts(text, sentences, tokenizer))]


def parts(text: str, sentences: Sequence[Sentence], tokenizer: Pieces) -> list["Part"]:
    """The sentences with their piece ids and the number of pieces of each word."""
    surfaces = [[w.of(text)[:_LONGEST] for w in s.words] for s in sentences]
    tokenizer.learn({w for words in surfaces for w in words})
    return list(_cut(sentences, [tokenizer.of(words) for words in surfaces]))


Part = tuple[Sentence, Ints, Ints]


def _cut(sentences: Sequence[Sentence], pieces: Sequence[tuple[Ints, Ints]]) -> Iterator[Part]:
    for sentence, (ids, counts) in zip(sentences, pieces, strict=True):
        if not sentence.words:
            continue
        if len(ids) <= LIMIT - 2:
            yield sentence, ids, counts
            continue
        ends = np.cumsum(counts)
        first = 0
        while first < len(counts):
            base = int(ends[first] - counts[first])
            last = max(int(np.searchsorted(ends, base + LIMIT - 2, side="right")), first + 1)
            part = Sentence(words=sentence.words[first:last], opens=sentence.opens and first == 0)
            yield part, ids[base : int(ends[last - 1])], counts[first:last]
            first = last


def packed(sentences: list[Part]) -> Iterator[list[Part]]:
    """Groups that fit a window; a paragraph that fits a window by itself is not divided."""
    group: list[Part] = []
    size = 2
    for number, part in enumerate(sentences):
        length = len(part[1])
        paragraph = _paragraph_length(sentences, number) if part[0].opens else 0
        full = size + length > LIMIT or (size + paragraph > LIMIT >= paragraph + 2 and paragraph > 0)
        if group and full:
            yield group
            group, size = [], 2
        group.append(part)
        size += length
    if group:
        yield group


def _paragraph_length(sentences: list[Part], first: int) -> int:
    total = len(sentences[first][1])
    for part in sentences[first + 1 :]:
        if part[0].opens or total > LIMIT:
            break
        total += len(part[1])
    return total


def window(text: str, group: list[Part]) -> Window:
    counts = np.concatenate([c for _, _, c in group])
    words = np.array([(w.start, w.end) for s, _, _ in group for w in s.words], dtype=np.int64)
    lengths = np.array([len(s.words) for s, _, _ in group])
    sentence = np.repeat(np.arange(len(group)), lengths)
    firsts = np.cumsum(lengths) - lengths
    place = np.zeros(len(words), dtype=np.int64)
    place[firsts] = [2 if s.opens else 1 for s, _, _ in group]
    paragraph = np.cumsum(place == 2)
    feature = _shapes(text, words) + 8 * place + 24 * _quoted(text, words, paragraph)
    ends = np.cumsum(counts)
    ids = np.concatenate([np.array([_CLS]), *[i for _, i, _ in group], np.array([_SEP])])
    features = np.concatenate([np.zeros(1, np.int64), np.repeat(feature, counts), np.zeros(1, np.int64)])
    return Window(
        ids=ids,
        features=features,
        starts=ends - counts + 1,
        sentence=sentence,
        paragraph=paragraph,
        words=words,
    )


def mark(plain: Window, source: tuple[int, int], target: tuple[int, int]) -> tuple[Window, tuple[int, int]]:
    """A window with marks around two word ranges, and the pieces at which source and target begin."""
    edge = np.append(plain.starts, len(plain.ids) - 1)
    last = len(edge) - 1
    at = [int(edge[min(w, last)]) for w in (*source, *target)]
    # at one place, the mark that ends a range stands before the one that begins the next
    order = sorted(range(4), key=lambda k: (at[k], k % 2 == 0 or at[k] == at[k - 1], k))
    ids = np.insert(plain.ids, [at[k] for k in order], [_MARKS[k] for k in order])
    features = np.insert(plain.features, at, 0)
    place = {k: at[k] + n for n, k in enumerate(order)}
    one = {name: getattr(plain, name)[:1] for name in ("starts", "sentence", "paragraph", "words")}
    return Window(ids=ids, features=features, **one), (place[0], place[2])


def _shapes(text: str, words: Ints) -> Ints:
    """0 none, 1 digits, 2 lower case, 3 UPPER, 4 one capital, 5 Title, 6 miXed, 7 a mark."""
    letters = [text[a:b] for a, b in words.tolist()]
    return np.array([_shape(w) for w in letters], dtype=np.int64)


def _shape(word: str) -> int:
    if word.islower():
        return 2
    if word.isupper():
        return 4 if len(word) == 1 else 3
    if word[0].isupper() and word[1:].islower():
        return 5
    if word[0].isdigit():
        return 1
    return 6 if word[0].isalpha() else 7


def _quoted(text: str, words: Ints, paragraph: Ints) -> Ints:
    """1 for words in double quotation marks, the marks among them; every paragraph begins outside."""
    marks = [text[a:b] for a, b in words.tolist()]
    opened = np.array([m in _OPEN for m in marks], dtype=np.int64)
    closed = np.array([m in _CLOSE for m in marks], dtype=np.int64)
    toggled = np.array([m in _TOGGLES for m in marks], dtype=np.int64)
    inside = (closed == 1) | (toggled == 1)
    for number in np.unique(paragraph):
        here = paragraph == number
        depth = np.cumsum((opened - closed)[here])
        depth -= np.minimum(np.minimum.accumulate(depth), 0)  # a mark that closes nothing counts for nothing
        inside[here] |= (depth > 0) | (np.cumsum(toggled[here]) % 2 == 1)
    return np.asarray(inside, dtype=np.int64)
