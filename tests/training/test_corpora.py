"""The readers of corpora on small files that we wrote in their formats."""

from pathlib import Path

import pytest
from training import corpora, labels
from training.examples import IGNORED, Example, bio, lines

from dateline.reading.pieces import joined
from dateline.reading.segment import worded
from dateline.text import Span


@pytest.fixture(autouse=True)
def _fresh_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists that grow with what is read begin empty."""
    monkeypatch.setattr(corpora, "RELATIONS", [])
    monkeypatch.setattr(corpora, "XPOS", [])


def words(one: Example) -> list[str]:
    return [w.of(one.text) for s in one.sentences for w in s.words]


def tags(one: Example, layer: str, names: tuple[str, ...]) -> list[str]:
    letters = ["O", *(f"{edge}-{name}" for name in names for edge in "BI")]
    return [letters[k] for k in one.layers[layer].tolist()]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "part.txt"
    path.write_text(text, "utf-8")
    return path


# texts


def test_a_text_of_given_words() -> None:
    text, sentences = joined([["Do", "n't", "go"], ["No", "!"]], [True, False])
    assert text == "Do n't go No !"
    assert [[w.of(text) for w in s.words] for s in sentences] == [["Do", "n't", "go"], ["No", "!"]]
    assert [s.opens for s in sentences] == [True, False]


def test_a_text_of_lines() -> None:
    text = "One. “Two. Three.”\n \n\nFour"
    sentences = list(worded(text, lines(text)))
    assert ["".join(w.of(text) for w in s.words) for s in sentences] == ["One.", "“Two.", "Three.”", "Four"]
    assert [s.opens for s in sentences] == [True, False, False, True]
    assert lines("") == []


def test_bio_numbers() -> None:
    assert bio(["O", "B-S", "I-T"], ("S", "T")).tolist() == [0, 1, 4]
    with pytest.raises(KeyError):
        bio(["B-X"], ("S", "T"))


# token and tag


def test_conll(tmp_path: Path) -> None:
    named = "Ana NNP B-NP B-person\nMoran NNP I-NP I-person\nleft VBD B-VP O\n\n\nOslo NNP B-NP B-location\n"
    (one,) = corpora.conll(written(tmp_path, f"-DOCSTART- -X- O O\n\n{named}"))
    assert words(one) == ["Ana", "Moran", "left", "Oslo"]
    assert [len(s.words) for s in one.sentences] == [3, 1]
    assert tags(one, "ner", labels.NER) == ["B-PER", "I-PER", "O", "B-LOC"]


def test_sentences_are_kept_together_in_order(tmp_path: Path) -> None:
    found = list(corpora.politics(written(tmp_path, "".join(f"w{n}\tO\n\n" for n in range(45)))))
    assert [len(e.sentences) for e in found] == [40, 5]
    assert [w for e in found for w in words(e)] == [f"w{n}" for n in range(45)]


def test_cameo_sentences_stand_alone(tmp_path: Path) -> None:
    found = list(corpora.cameo(written(tmp_path, "Ostia B-S\nhit O\nNorland B-T\n\nThe B-R\nUnion I-R\nwatched O\n")))
    assert [words(e) for e in found] == [["Ostia", "hit", "Norland"], ["The", "Union", "watched"]]
    assert [tags(e, "cameo", labels.CAMEO) for e in found] == [["B-S", "O", "B-T"], ["B-R", "I-R", "O"]]


def test_climate(tmp_path: Path) -> None:
    found = list(corpora.climate(written(tmp_path, "Ostia hit Norland.\t4\nno number\tx\n\t3\nThey met.\t2\n")))
    assert [(e.text, e.quad, e.root) for e in found] == [("Ostia hit Norland.", 4, IGNORED), ("They met.", 2, IGNORED)]


# marked pairs

PLV = "sentence_id\tsentence\tmarked_sentence\tsource\ttarget\tgold_root\tgold_penta\n"


def pairs(one: Example) -> list[str]:
    assert one.pair is not None
    return [" ".join(words(one)[a:b]) for a, b in one.pair]


def test_plv(tmp_path: Path) -> None:
    rows = (
        *('1\tx\t<s>The Union</s> "hit <t>Norland</t>.\tThe Union\tNorland\tASSAULT\t4\n',),
        *("2\tOstia met Varna.\t<s></s>Ostia met Varna.\tOstia\tVarna\tYIELD\t1\n",),
        *("3\tx\t<t>Varna</t>’s army left <s>Ostia</s>\tOstia\tVarna\tRETREAT\t1\n",),
    )
    first, second, third = corpora.plv(written(tmp_path, PLV + "".join(rows)))
    assert (first.text, pairs(first), first.quad) == ('The Union "hit Norland.', ["The Union", "Norland"], 4)
    assert (second.text, pairs(second)) == ("Ostia met Varna.", ["Ostia", "Varna"])
    assert pairs(third) == ["Ostia", "Varna"]
    roots = labels.ROOTS
    assert [e.root for e in (first, second, third)] == [roots.index("ASSAULT"), len(roots), roots.index("RETREAT")]


def test_marks_inside_marks() -> None:
    text, marks = corpora.unmarked("<s>Army of <t>Varna</t></s> left <x>")
    assert text == "Army of Varna left <x>"
    assert marks == {"s": (0, 13), "t": (8, 13)}


def test_an_unknown_root_is_an_error() -> None:
    with pytest.raises(ValueError, match="not in"):
        corpora.plv_root("DANCE")


# treebanks

CONLLU = """# newdoc id = a
# newpar
# text = Ana didn't greet Bo.
1\tAna\tAna\tPROPN\tNNP\t_\t4\tnsubj\t_\tEntity=(1-person-new-cf1-1-sgl)
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tgreet\tgreet\tVERB\tVB\t_\t0\troot\t_\t_
4.1\tgreet\tgreet\tVERB\tVB\t_\t_\t_\t0:root\t_
5\tBo\tBo\tPROPN\tNNP\t_\t4\tobj\t_\tEntity=(2-person-new-cf2-1-sgl)|SpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# text = She left the house of Bo
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-cf1-1-ana)
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
3\tthe\tthe\tDET\tDT\t_\t4\tdet\t_\tEntity=(3-place-new-cf3-2-sgl
4\thouse\thouse\tNOUN\tNN\t_\t2\tobj\t_\t_
5\tof\tof\tADP\tIN\t_\t6\tcase\t_\t_
6\tBo\tBo\tPROPN\tNNP\t_\t4\tnmod\t_\tEntity=(2-person-giv-cf2-1-coref)3)

# newdoc id = b
# text = Stop
1\tStop\tstop\tVERB\tVB\t_\t0\troot\t_\t_
"""


def test_conllu(tmp_path: Path) -> None:
    one, other = corpora.conllu(written(tmp_path, CONLLU))
    assert (one.name, other.name) == ("a", "b")
    assert words(one)[:6] == ["Ana", "did", "n't", "greet", "Bo", "."]
    assert [s.opens for s in one.sentences] == [True, False]
    assert one.layers["head"].tolist() == [3, 3, 3, 3, 3, 3, 7, 7, 9, 7, 11, 9]
    assert [labels.UPOS[k] for k in one.layers["upos"][:4]] == ["PROPN", "AUX", "PART", "VERB"]
    assert [corpora.XPOS[k] for k in one.layers["xpos"][:3]] == ["NNP", "VBD", "RB"]
    assert [corpora.RELATIONS[k] for k in one.layers["deprel"][-3:]] == ["obj", "case", "nmod"]
    assert set(other.layers) == {"upos", "xpos", "deprel", "head"}


def test_chains(tmp_path: Path) -> None:
    one, _ = corpora.conllu(written(tmp_path, CONLLU))
    entities = {n: labels.ENTITIES[k] for n, k in enumerate(one.layers["entity"].tolist()) if k}
    assert entities == {0: "person", 4: "person", 6: "person", 9: "place", 11: "person"}
    links = {n: k for n, k in enumerate(one.layers["antecedent"].tolist()) if k != n}
    assert links == {6: 0, 11: 4}


def test_a_treebank_without_documents_is_one(tmp_path: Path) -> None:
    (one,) = corpora.conllu(written(tmp_path, CONLLU.replace("# newdoc id", "# sent_id")))
    assert (one.name, len(one.sentences)) == ("part", 3)


# PolNeAR

TEXT = "“We won,” Ana Moran said, “and go on.”\nBo thinks\nthat it rains.\nIt was said.\n"


def stand_off(tmp_path: Path, *attributions: dict[str, tuple[str, ...]]) -> Path:
    """A part with one text; a role's words are found in it, fragments between bars, roles of one name numbered."""
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "paper_a.txt").write_bytes(TEXT.encode())
    (tmp_path / "text" / "paper_b.txt").write_bytes(b"Nobody noted this.")
    spans: list[str] = []
    events: list[str] = []
    for number, roles in enumerate(attributions):
        line = f"E{number}\tAttribution:T0"
        for role, several in roles.items():
            for which, surface in enumerate(several):
                places = ";".join(f"{TEXT.index(w)} {TEXT.index(w) + len(w)}" for w in surface.split("|"))
                spans.append(f"T{len(spans) + 1}\t{role} {places}\t{surface}")
                line += f" {role}{which + 1 if which else ''}:T{len(spans)}"
        events.append(line)
    body = "\n".join([events[0], *spans, *events[1:], "#1\tNote", "E99\tAttribution:T0 Cue:T1", ""])
    (tmp_path / "attributions" / "paper_a_1a2b.ann").write_bytes(body.encode())
    (tmp_path / "attributions" / "paper_a_9z.ann").write_bytes(b"")
    return tmp_path


def test_polnear(tmp_path: Path) -> None:
    part = stand_off(
        tmp_path,
        {"Source": ("Ana Moran",), "Cue": ("said",), "Content": ("“We won,”", "“and go on.”")},
        {"Source": ("Bo",), "Cue": ("thinks",), "Content": ("that|it rains",)},
        {"Cue": ("was said",), "Content": ("It",)},
    )
    (one,) = corpora.polnear(part)
    assert one.text == TEXT
    both = zip(words(one), tags(one, "outer", labels.ROLES_OF_SPEECH), strict=True)
    assert " ".join(f"{w}/{t[:3]}" if t != "O" else w for w, t in both) == (
        "“/B-c We/I-c won/I-c ,/I-c ”/I-c Ana/B-s Moran/I-s said/B-c , “/B-c and/I-c go/I-c on/I-c ./I-c ”/I-c "
        "Bo/B-s thinks/B-c that/B-c it/I-c rains/I-c . It/B-c was/B-c said/I-c ."
    )
    numbered = words(one)
    speakers = {numbered[n]: numbered[k] for n, k in enumerate(one.layers["speaker"]) if k != IGNORED}
    assert speakers == {"said": "Ana", "thinks": "Bo", "was": "was"}
    owners = {numbered[n]: numbered[k] for n, k in enumerate(one.layers["owner"]) if k != IGNORED}
    assert {owners[w] for w in ("We", "won", "and", "go")} == {"said"}
    assert (owners["rains"], owners["It"]) == ("thinks", "was")


def test_a_content_without_a_cue_owns_itself(tmp_path: Path) -> None:
    (one,) = corpora.polnear(stand_off(tmp_path, {"Source": ("Bo",), "Content": ("it rains",)}))
    owner = [k for k in one.layers["owner"].tolist() if k != IGNORED]
    assert [words(one)[k] for k in owner] == ["it", "rains"]
    assert (one.layers["speaker"] == IGNORED).all()


def test_of_words_in_two_roles_the_first_counts() -> None:
    text = "a b c d"
    sentences = list(worded(text, lines(text)))
    first = ([Span(0, 1)], [Span(2, 3)], [Span(4, 7)])
    second = ([Span(2, 3)], [Span(6, 7)], [Span(0, 7)])
    layers = corpora.speech(sentences, [first, second], "outer")
    assert layers["outer"].tolist() == [1, 3, 5, 6]
    assert layers["owner"].tolist() == [IGNORED, IGNORED, 1, 1]
