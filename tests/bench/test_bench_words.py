"""The tasks that need the model on given words, with a scripted one."""

from pathlib import Path

import pytest
from bench import task
from bench.corpus import Refused
from bench.tagger import Layers, ScriptedTagger
from bench.tasks import conllu, ner, plv

CONLLU = """# newdoc id = a
# text = Don't go.
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
2.1\tyou\tyou\tPRON\tPRP\t_\t_\t_\t3:nsubj\t_
3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# newdoc id = b
1\tBo\tBo\tPROPN\tNNP\t_\t2\tnsubj:pass\t_\t_
2\twon\twin\tVERB\tVBD\t_\t0\troot\t_\t_
"""


def test_conllu_leaves_out_what_is_no_word(tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_text(CONLLU, "utf-8")
    first, second = conllu.documents(tmp_path)
    assert [word.form for word in first.sentences[0]] == ["Do", "n't", "go", "."]
    assert [word.head for word in second.sentences[0]] == [2, 0]


def test_conllu_figures_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "a.conllu"
    file.write_text(CONLLU, "utf-8")
    layers = {
        "Do n't go .": Layers(
            upos=["AUX", "PART", "VERB", "SYM"],
            xpos=["VBP", "RB", "VB", "."],
            head=[3, 3, 0, 1],
            deprel=["aux", "nmod", "root", "punct"],
        ),
        "Bo won": Layers(upos=["PROPN", "VERB"], xpos=["NNP", "VBD"], head=[2, 0], deprel=["nsubj", "root"]),
    }
    documents = conllu.documents(file)
    found = task.score(conllu.TASK, documents, conllu.read_with(ScriptedTagger(layers), documents))
    assert found["documents"] == 2
    assert found["words"] == 6
    assert found["upos"] == pytest.approx(5 / 6, abs=1e-4)
    assert found["xpos"] == 1
    assert found["uas"] == pytest.approx(5 / 6, abs=1e-4)
    assert found["las"] == pytest.approx(3 / 6, abs=1e-4)
    assert found["las_universal"] == pytest.approx(4 / 6, abs=1e-4)


def test_conllu_without_documents_counts_sentences(tmp_path: Path) -> None:
    file = tmp_path / "a.conllu"
    file.write_text(CONLLU.replace("# newdoc id", "# sent_id"), "utf-8")
    assert len(conllu.documents(file)) == 2


def test_ner_figures_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "-DOCSTART- -X- O O\n\nAda NNP I-NP B-PER\nQuill NNP I-NP I-PER\nsaw VBD O O\nOslo NNP I-NP B-LOC\n", "utf-8"
    )
    documents = ner.documents(file)
    assert [document.layer for document in documents] == ["ner"]
    model = ScriptedTagger({"Ada Quill saw Oslo": Layers(ner=["B-PER", "I-PER", "B-ORG", "B-LOC"])})
    found = task.score(ner.TASK, documents, ner.read_with(model, documents))
    assert found["entity_precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert (found["entity_recall"], found["person_f1"], found["organisation_f1"]) == (1, 1, 0)
    assert found["entity_macro_f1"] == pytest.approx(2 / 3, abs=1e-4)


def test_ner_takes_the_layer_that_has_the_types(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The\tB-politicalparty\nGreens\tI-politicalparty\nwon\tO\n\nAda\tB-politician\n", "utf-8")
    documents = ner.documents(file)
    model = ScriptedTagger(
        {
            "The Greens won": Layers(politics=["O", "B-politicalparty", "O"]),
            "Ada": Layers(politics=["B-politician"]),
        }
    )
    found = task.score(ner.TASK, documents, ner.read_with(model, documents))
    assert found["documents"] == 2
    assert (found["entity_f1"], found["politician_f1"], found["politicalparty_f1"]) == (0.5, 1, 0)


def test_ner_refuses_types_of_no_layer(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("aspirin\tB-drug\n", "utf-8")
    with pytest.raises(Refused, match="drug"):
        ner.documents(file)


PLV = """sentence_id\tsentence\tmarked_sentence\tsource\ttarget\tgold_penta\tgold_root
1\tArdia sued Belmark.\t<s>Ardia</s> sued <t>Belmark</t>.\tArdia\tBelmark\t3\tACCUSE
2\tArdia met the envoys.\t<s>Ardia</s> met <t>the envoys</t>.\tArdia\tthe envoys\t1\tCONSULT
3\tThe dam was shelled.\t<t>The dam</t> was shelled.\tAn actor\tThe dam\t4\tASSAULT
4\tArdia freed Bo.\tArdia freed Bo.\tArdia\tBo\t2\tYIELD
"""


def test_plv_finds_both_ends_of_every_row(tmp_path: Path) -> None:
    file = tmp_path / "a.tsv"
    file.write_text(PLV, "utf-8")
    rows = plv.documents(file)
    assert rows[1].words == ("Ardia", "met", "the", "envoys", ".")
    assert [(row.source, row.target) for row in rows] == [
        ((0, 1), (2, 3)),
        ((0, 1), (2, 4)),
        ((0, 5), (0, 2)),
        ((0, 1), (2, 3)),
    ]


def test_plv_figures_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "a.tsv"
    file.write_text(PLV, "utf-8")
    rows = plv.documents(file)
    roots = ["ACCUSE", "AGREE", "ASSAULT", "RETREAT"]  # RETREAT is the corpus's YIELD; AGREE has CONSULT's quad
    model = ScriptedTagger(roots={" ".join(row.words): root for row, root in zip(rows, roots, strict=True)})
    found = task.score(plv.TASK, rows, plv.read_with(model, rows))
    assert found["root_micro_f1"] == 0.75
    assert found["root_macro_f1"] == pytest.approx(3 / 5, abs=1e-4)
    assert (found["quad_macro_f1"], found["quad_micro_f1"], found["penta_macro_f1"]) == (1, 1, 1)


def test_plv_decides_the_quad_class_first() -> None:
    assert plv.likeliest({"ASSAULT": 0.4, "AID": 0.35, "CONCEDE": 0.15, "RETREAT": 0.1}) == "AID"
    assert plv.likeliest({"ASSAULT": 0.4, "AID": 0.25, "CONCEDE": 0.2, "RETREAT": 0.15}) == "YIELD"
    assert plv.likeliest({"ASSAULT": 0.6, "AID": 0.4}) == "ASSAULT"


@pytest.mark.parametrize("module", [conllu, ner, plv])
def test_text_of_another_format_is_refused(module: object, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Only prose stands here.\n", "utf-8")
    with pytest.raises(Refused, match=r"a\.txt"):
        module.documents(file)  # type: ignore[attr-defined]
