"""Words, windows, their features, and marked pairs; with a toy tokenizer that knows single letters."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from dateline.reading.network import Network
from dateline.reading.pieces import FEATURES, LIMIT, Pieces, Sentence, Window, mark, windows, words_of
from dateline.reading.segment import split
from dateline.text import Span

CLS, SEP, UNKNOWN = 101, 102, 100
SHAPES = ("none", "digits", "lower", "UPPER", "Capital", "Title", "miXed", "mark")


@cache
def toy() -> Pieces:
    """Every Latin letter and digit is a piece of its own; all else is unknown."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    vocabulary = {"[UNK]": UNKNOWN} | {c: 200 + n for n, c in enumerate(letters)}
    vocabulary |= {f"##{c}": 300 + n for n, c in enumerate(letters)}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return Pieces(tokenizer)


def words(text: str) -> list[str]:
    return [w.of(text) for w in words_of(text, Span(0, len(text)))]


def sentences_of(*paragraphs: Sequence[str]) -> tuple[str, list[Sentence]]:
    """Paragraphs of given sentences as one text."""
    text, found = "", []
    for paragraph in paragraphs:
        for number, sentence in enumerate(paragraph):
            start = len(text)
            text += sentence + " "
            found.append(Sentence(words=words_of(text, Span(start, len(text))), opens=number == 0))
    return text, found


def only(*paragraphs: Sequence[str]) -> Window:
    """The one window of a short text."""
    (found,) = windows(*sentences_of(*paragraphs), toy())
    return found


def features_of(text: str, window: Window) -> list[tuple[str, int, int, int]]:
    """Each word with its shape, place and quotation, as its first piece has them."""
    numbers = window.features[window.starts].tolist()
    surfaces = [text[a:b] for a, b in window.words.tolist()]
    return [(w, n % 8, n // 8 % 3, n // 24) for w, n in zip(surfaces, numbers, strict=True)]


def quoted(*paragraphs: str) -> str:
    """The words that count as quoted, those of several paragraphs after one another."""
    text, found = sentences_of(*([p] for p in paragraphs))
    (window,) = windows(text, found, toy())
    return " ".join(w for w, _, _, inside in features_of(text, window) if inside)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moran’s boys’ son'll", "Moran|’s|boys|’|son|'ll"),
        ("He’s I’m we've they're I'd", "He|’s|I|’m|we|'ve|they|'re|I|'d"),
        ("O'Neill’s d’Estaing", "O|'|Neill|’s|d|’|Estaing"),
        ("the U.S. and Mr. Smith of the U.N.’s body", "the|U.S.|and|Mr.|Smith|of|the|U.N.|’s|body"),
        ("U.S.-led, J. Smith at 5 p.m. on Jan. 3.", "U.S.|-|led|,|J.|Smith|at|5|p.m.|on|Jan.|3|."),
        ("1,000.50 at 3:30, 10% of $5, 1990s", "1,000.50|at|3:30|,|10|%|of|$|5|,|1990|s"),
        ("“a” ‘b’ \"c\" ''d'' ``e''", "“|a|”|‘|b|’|\"|c|\"|''|d|''|``|e|''"),
        ("wait... or -- no — so…", "wait|...|or|--|no|—|so|…"),
        ("https://a.example/b?c=d. Or www.x.example.", "https://a.example/b?c=d|.|Or|www.x.example|."),
        ("me@x.example, a.b+c@x-y.example", "me@x.example|,|a.b+c@x-y.example"),
        ("@an_account #Topic snake_case __", "@an_account|#Topic|snake_case|_|_"),
        ("東京 は。한국", "東京|は|。|한국"),
        ("👍🏽 ok 🇳🇴", "👍|🏽|ok|🇳|🇴"),
        ("cafe\u0301 naïve", "cafe|\u0301|naïve"),
        (" \t\n\u2003", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == (expected.split("|") if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [("don’t", "do|n’t"), ("can't", "ca|n't"), ("WON'T", "WO|N'T"), ("I didn’t.", "I|did|n’t|.")],
)
def test_not_is_a_word(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


def test_words_are_of_the_stretch_alone() -> None:
    text = "one two three"
    assert [w.of(text) for w in words_of(text, Span(2, 9))] == ["e", "two", "t"]


@settings(deadline=None)
@given(st.text())
def test_words_hold_every_letter_once(text: str) -> None:
    found = words_of(text, Span(0, len(text) + 1))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join(w.of(text) for w in found) == "".join(text.split())


ODD = st.sampled_from(
    ["\u0301", "\u200d", "\ufeff", "각", "ﷺ", "İ", "東", "👩", "\u2028", "\x1f", "don’t", "a" * 300, "-"]
)
TEXTS = st.lists(st.one_of(st.text(), ODD, st.just("Word after word. And on. ")), max_size=8).map("".join)


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, st.integers(1, 40)), max_size=4))
def test_windows_hold_every_word_once(paragraphs: list[tuple[str, int]]) -> None:
    text, found = "", []
    for paragraph, times in paragraphs:
        start = len(text)
        text += (paragraph + " ") * times
        for number, span in enumerate(split(text, Span(start, len(text)), whole_quotations=False)):
            found.append(Sentence(words=words_of(text, span), opens=number == 0))
        text += "\n\n"
    cut = windows(text, found, toy())
    assert [(w.start, w.end) for s in found for w in s.words] == [tuple(w) for c in cut for w in c.words.tolist()]
    assert all(sound(c) for c in cut)


def sound(window: Window) -> bool:
    """Whether a window is within its limits and its arrays fit one another."""
    assert len(window.ids) == len(window.features) <= LIMIT
    assert (window.ids[0], window.ids[-1], window.features[0], window.features[-1]) == (CLS, SEP, 0, 0)
    assert len(window.starts) == len(window.sentence) == len(window.words) > 0
    assert window.starts[0] == 1
    assert window.starts[-1] < len(window.ids) - 1
    assert (np.diff(window.starts) > 0).all()
    assert window.sentence[0] == 0
    assert set(np.diff(window.sentence).tolist()) <= {0, 1}
    assert 0 <= window.features.min() <= window.features.max() < FEATURES
    return True


def test_the_shipped_tokenizer_keeps_words_apart() -> None:
    text, found = sentences_of(["Don’t go 각각 \u200b 東京都 to the U.S. \u0301 unpronounceablenesses.", "x" * 500])
    (window,) = windows(text, found, Network.load(threads=1).tokenizer)
    assert sound(window)
    counts = np.diff(np.append(window.starts, len(window.ids) - 1))
    pieces = {text[a:b]: n for (a, b), n in zip(window.words.tolist(), counts.tolist(), strict=True)}
    assert pieces["U.S."] == 4
    assert pieces["東京都"] == 3
    assert window.ids[window.starts[list(pieces).index("\u200b")]] == UNKNOWN


def test_what_is_read_of_a_word_has_an_end() -> None:
    assert len(only(["x" * 1000]).ids) == 42


def test_a_sentence_longer_than_a_window_is_cut_between_words() -> None:
    text, found = sentences_of(["abcd " * 100])
    first, second = windows(text, found, toy())
    assert (len(first.words), len(second.words)) == (63, 37)  # 63 × 4 + 2 = 254
    assert [f[2] for f in features_of(text, first)][:2] == [2, 0]
    assert [f[2] for f in features_of(text, second)][:2] == [1, 0]


def test_a_paragraph_that_fits_is_not_divided() -> None:
    short, long = ["ab " * 30, "cd " * 30], ["ef " * 40, "gh " * 50]  # 120 and 180 pieces
    text, found = sentences_of(short, long, short)
    cut = windows(text, found, toy())
    assert [len(w.words) for w in cut] == [60, 90, 60]
    assert [w.sentence.max() for w in cut] == [1, 1, 1]


def test_a_paragraph_longer_than_a_window_fills_it() -> None:
    text, found = sentences_of(["ab " * 20], ["cd " * 50, "ef " * 50, "gh " * 50])
    assert [len(w.words) for w in windows(text, found, toy())] == [120, 50]


def test_paragraphs_share_a_window() -> None:
    assert only(["One."], ["Two.", "Three."]).sentence.tolist() == [0, 0, 1, 1, 2, 2]


def test_a_text_without_words_has_no_window() -> None:
    assert windows("", [], toy()) == []
    assert windows(" ", [Sentence(words=(), opens=True)], toy()) == []


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        *[("12", "digits"), ("3:30", "digits"), ("talks", "lower"), ("’s", "lower"), ("NATO", "UPPER")],
        *[("U.S.", "UPPER"), ("A", "Capital"), ("Moran", "Title"), ("McCain", "miXed"), ("iPhone", "miXed")],
        *[("“", "mark"), (".", "mark"), ("東京", "miXed"), ("👍", "mark"), ("Élan", "Title"), ("@home", "lower")],
    ],
)
def test_shapes(word: str, shape: str) -> None:
    text, found = sentences_of([word])
    (window,) = windows(text, found, toy())
    assert SHAPES[features_of(text, window)[0][1]] == shape


def test_all_pieces_of_a_word_have_its_features() -> None:
    window = only(["Moran spoke."])
    assert window.features.tolist() == [0, *[5 + 16] * 5, *[2] * 5, 7, 0]


def test_places() -> None:
    text, found = sentences_of(["He came.", "He saw."], ["He won."])
    (window,) = windows(text, found, toy())
    assert [place for _, _, place, _ in features_of(text, window)] == [2, 0, 0, 1, 0, 0, 2, 0, 0]


@pytest.mark.parametrize(
    ("paragraphs", "inside"),
    [
        (["He said “we won” today."], "“ we won ”"),
        (['He said "we won" and "so be it" today.'], '" we won " " so be it "'),
        (["He said ''we won'' and ``so be it''."], "'' we won '' `` so be it ''"),
        (["He said ‘we won’ today."], ""),
        (["“It is “ours” now” he said."], "“ It is “ ours ” now ”"),
        (["“We won, and", "She left."], "“ We won , and"),
        (['"We won, and', "She left."], '" We won , and'),
        (["“We won, and", "“we go on,” she said."], "“ We won , and “ we go on , ”"),
        (['She said "no', 'and "yes" again.'], '" no " yes "'),
        (["«Non», she said."], "« Non »"),
    ],
)
def test_quotation(paragraphs: list[str], inside: str) -> None:
    assert quoted(*paragraphs) == inside


def test_quotation_after_a_stray_mark() -> None:
    assert quoted("and go.” He said “yes” to it.") == "” “ yes ”"


def test_a_quotation_goes_on_over_sentences_but_not_into_the_next_window() -> None:
    text, found = sentences_of(["“We won.", "We go on.” So be it."])
    (window,) = windows(text, found, toy())
    assert " ".join(w for w, _, _, inside in features_of(text, window) if inside) == "“ We won . We go on . ”"
    text, found = sentences_of(["“" + "abcd " * 60, "efgh " * 60])
    first, second = windows(text, found, toy())
    assert all(f[3] for f in features_of(text, first))
    assert not any(f[3] for f in features_of(text, second))


def marked(source: tuple[int, int], target: tuple[int, int]) -> str:
    """“Ab cd ef gh” with its marks, written as letters with brackets."""
    made, places = mark(only(["ab cd ef gh"]), source, target)
    names = {1: "<s>", 2: "</s>", 3: "<t>", 4: "</t>", CLS: "^", SEP: "$"}
    letters = {200 + n: c for n, c in enumerate("abcdefgh")} | {300 + n: c for n, c in enumerate("abcdefgh")}
    assert len(made.ids) == len(made.features)
    assert [made.ids[p] for p in places] == [1, 3]
    assert (made.features[np.isin(made.ids, (1, 2, 3, 4))] == 0).all()
    return "".join((names | letters)[k] for k in made.ids.tolist())


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ((0, 1), (2, 3), "^<s>ab</s>cd<t>ef</t>gh$"),
        ((2, 3), (0, 1), "^<t>ab</t>cd<s>ef</s>gh$"),
        ((0, 1), (1, 2), "^<s>ab</s><t>cd</t>efgh$"),
        ((1, 2), (0, 1), "^<t>ab</t><s>cd</s>efgh$"),
        ((0, 1), (2, 4), "^<s>ab</s>cd<t>efgh</t>$"),
        ((3, 4), (0, 1), "^<t>ab</t>cdef<s>gh</s>$"),
        ((0, 3), (1, 2), "^<s>ab<t>cd</t>ef</s>gh$"),
        ((0, 1), (9, 10), "^<s>ab</s>cdefgh<t></t>$"),
        ((9, 10), (8, 9), "^abcdefgh<s></s><t></t>$"),
    ],
)
def test_marks(source: tuple[int, int], target: tuple[int, int], expected: str) -> None:
    assert marked(source, target) == expected


def test_a_marked_window_keeps_the_features_of_its_words() -> None:
    plain = only(["Ab cd."])
    made, _ = mark(plain, (0, 1), (1, 2))
    assert made.features[~np.isin(made.ids, (1, 2, 3, 4))].tolist() == plain.features.tolist()


def test_a_word_has_the_same_pieces_however_often_it_was_seen() -> None:
    pieces = toy()
    for _ in range(2):
        pieces.learn({"ab", "—"})
        ids, counts = pieces.of(["ab", "—", "ab"])
        assert ids.tolist() == [200, 301, UNKNOWN, 200, 301]
        assert counts.tolist() == [2, 1, 2]
