"""The tasks that the Desk reads from text, on small texts of our own."""

import json
from pathlib import Path

import pytest
from bench import task
from bench.corpus import Refused
from bench.tasks import places, re3d, timeml
from bench.tasks.places import Place
from bench.tasks.re3d import Entity, Found, Relation
from bench.tasks.timeml import Time

from dateline.text import Span

TML = """<?xml version="1.0" ?><TimeML><DOCID>a</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2013-03-22" functionInDocument="CREATION_TIME">March 22</TIMEX3></DCT>
<TEXT>
Ardia &amp; Belmark <EVENT eid="e1">met</EVENT> <TIMEX3 tid="t1" type="DATE" value="2013-03-21">on Thursday</TIMEX3>
for <TIMEX3 tid="t2" type="DURATION" value="P2D">two days</TIMEX3>.
</TEXT></TimeML>"""
SGML = """<DOC><DOCID>b</DOCID><DATETIME>
2009-12-19T17:00:00
</DATETIME><BODY>
<TEXT>In <TIMEX2 VAL="1914-W31">the <TIMEX2 VAL="P1W">week</TIMEX2> of war</TIMEX2>.</TEXT></BODY></DOC>"""
MEANTIME = """<?xml version="1.0" ?><Document doc_id="1">
<token number="0" sentence="0" t_id="1">Mills</token><token number="1" sentence="0" t_id="2">shut</token>
<token number="2" sentence="1" t_id="3">Ardia</token><token number="3" sentence="1" t_id="4">'s</token>
<token number="4" sentence="1" t_id="5">"</token><token number="5" sentence="1" t_id="6">mills</token>
<token number="6" sentence="1" t_id="7">"</token><token number="7" sentence="1" t_id="8">shut</token>
<token number="8" sentence="1" t_id="9">May</token><token number="9" sentence="1" t_id="10">3</token>
<token number="10" sentence="1" t_id="11">.</token><token number="11" sentence="2" t_id="12">Not</token>
<Markables><TIMEX3 functionInDocument="CREATION_TIME" type="DATE" value="2009-05-04"/>
<TIMEX3 functionInDocument="NONE" type="DATE" value="2009-05-03">
<token_anchor t_id="9"/><token_anchor t_id="10"/></TIMEX3>
</Markables></Document>"""


def test_inline_times_and_the_day_of_the_document(tmp_path: Path) -> None:
    file = tmp_path / "a.tml"
    file.write_text(TML, "utf-8")
    (document,) = timeml.documents(file)
    assert document.published == "2013-03-22"
    assert "Ardia & Belmark met on Thursday" in document.text
    assert [(t.span.of(document.text), t.type, t.value) for t in document.gold] == [
        ("on Thursday", "DATE", "2013-03-21"),
        ("two days", "DURATION", "P2D"),
    ]


def test_timex2_nested_and_its_types(tmp_path: Path) -> None:
    (tmp_path / "b.sgm").write_text(SGML, "utf-8")
    (document,) = timeml.documents(tmp_path)
    assert document.published == "2009-12-19"
    assert [(t.span.of(document.text), t.type) for t in document.gold] == [
        ("the week of war", "DATE"),
        ("week", "DURATION"),
    ]


def test_meantime_is_joined_up_to_its_last_annotated_sentence(tmp_path: Path) -> None:
    for folder in ("one", "two"):  # the corpus has each report in two folders
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "c.xml").write_text(MEANTIME, "utf-8")
    (document,) = timeml.documents(tmp_path)
    assert document.text == 'Mills shut\n\nArdia\'s "mills" shut May 3.'
    assert document.published == "2009-05-04"
    assert [(t.span.of(document.text), t.value) for t in document.gold] == [("May 3", "2009-05-03")]


def test_times_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "a.tml"
    file.write_text(TML, "utf-8")
    (document,) = timeml.documents(file)
    at = document.text.index("Thursday")
    days = document.text.index("two days")
    answer = [
        Time(span=Span(at, at + 8), type="DATE", value="2013-03-21"),  # relaxed
        Time(span=Span(days, days + 8), type="DURATION", value="P3D"),  # strict, wrong value
        Time(span=Span(0, 6), type="DATE", value=""),
    ]
    found = task.score(timeml.TASK, [document], [answer])
    assert [found[f"{m}_recall"] for m in timeml.MEASURES] == [1, 0.5, 1, 0.5]
    assert found["timex_span_precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["value_accuracy"] == 0.5


def test_the_desk_reads_times(tmp_path: Path) -> None:
    file = tmp_path / "a.tml"
    file.write_text(TML, "utf-8")
    documents = timeml.documents(file)
    found = task.score(timeml.TASK, documents, timeml.read_all(documents))
    assert found["timex_span_recall"] == 1


TEXT = "Paris said Lima and Quito are near Cuzco."


def _toponym(name: str, kind: str = "", more: str = "", off: int = 0) -> str:
    start = TEXT.index(name) + off
    return (
        f"<toponym><extractedName>{name}</extractedName><type>{kind}</type><start>{start}</start>"
        f"<end>{start + len(name)}</end>{more}</toponym>"
    )


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    gaz = '<gaztag geonameid="3936456"><lat>-12.04</lat><lon>-77.03</lon><country>PER</country></gaztag>'
    marks = (
        _toponym("Paris", "Metonymic"),
        _toponym("Lima", "Literal", gaz),
        _toponym("Quito", "Literal", "<latitude>-0.2</latitude><longitude>-78.5</longitude>", off=1),
        _toponym("near", "Literal_Expression"),
        _toponym("Cuzco", "Mixed"),
    )
    file = tmp_path / "a.xml"
    body = f"<text>{TEXT}</text><toponyms>{''.join(marks)}</toponyms>"
    file.write_text(f"<articles><article>{body}</article></articles>", "utf-8")
    return file


def _at(name: str) -> Span:
    return Span(TEXT.index(name), TEXT.index(name) + len(name))


def test_places_without_what_is_no_name(articles: Path) -> None:
    (document,) = places.documents(articles)
    assert [place.span.of(TEXT) for place in document.gold] == ["Paris", "Lima", "Quito", "Cuzco"]
    assert [place.use for place in document.gold] == ["metonymic", "literal", "literal", ""]
    assert document.gold[1].geonames == 3936456
    assert document.gold[2].at == (-0.2, -78.5)


def test_places_by_hand(articles: Path) -> None:
    (document,) = places.documents(articles)
    answer = [
        Place(span=_at("Paris"), use="literal"),
        Place(span=_at("Lima"), use="literal", country="PER", at=(-11.5, -77.0)),  # 60 km away
        Place(span=Span(_at("Quito").start - 4, _at("Quito").end), use="literal", country="ECU", at=(-2.2, -79.9)),
    ]
    found = task.score(places.TASK, [document], [answer])
    assert (found["place_recall"], found["place_overlap_recall"]) == (0.5, 0.75)
    assert (found["acc161km"], found["acc161km_all"], found["country_acc"]) == (0.5, 0.5, 1)
    assert (found["metonymy_f1"], found["literal_recall"]) == (0, 1)
    assert found["literal_precision"] == pytest.approx(2 / 3, abs=1e-4)


def test_kilometres() -> None:
    assert places.kilometres((52.52, 13.405), (48.857, 2.352)) == pytest.approx(878, abs=3)  # Berlin, Paris


def test_xml_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<rss/>", "utf-8")
    with pytest.raises(Refused, match="<rss>"):
        places.documents(tmp_path)
    with pytest.raises(Refused, match="no TimeML"):
        timeml.documents(tmp_path)
    with pytest.raises(Refused, match="no re3d folder"):
        re3d.documents(tmp_path)


STORY = "Ardia fights Belmark. Ada Quill leads Ardia."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    def span(word: str, prefix: str = "") -> dict[str, int]:
        names = (f"{prefix}Begin", f"{prefix}End") if prefix else ("begin", "end")
        return {names[0]: STORY.index(word), names[1]: STORY.index(word) + len(word)}

    def entity(word: str, kind: str, confidence: float = 1) -> dict[str, object]:
        return {"documentId": "d", "type": kind, "confidence": confidence, **span(word)}

    def relation(kind: str, source: str, target: str) -> dict[str, object]:
        return {"documentId": "d", "type": kind, "confidence": 0.9, **span(source, "source"), **span(target, "target")}

    rows: dict[str, list[dict[str, object]]] = {
        "documents": [{"_id": "d", "text": STORY}],
        "entities": [
            entity("Ardia", "Organisation"),
            entity("Belmark", "Organisation"),
            entity("Ada Quill", "Person"),
            entity("leads", "Weapon"),
            entity("fights", "Person", 0.2),
        ],
        "relations": [
            relation("FightingAgainst", "Ardia", "Belmark"),
            relation("FightingAgainst", "Belmark", "Ardia"),
            relation("InChargeOf", "Ada Quill", "Ardia"),
            relation("CoLocated", "Ada Quill", "Ardia"),
        ],
    }
    (tmp_path / "part").mkdir()
    for name, lines in rows.items():
        (tmp_path / "part" / f"{name}.json").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return tmp_path


def test_re3d_by_hand(folder: Path) -> None:
    (document,) = re3d.documents(folder)
    assert (len(document.gold.entities), len(document.gold.relations)) == (3, 2)

    def at(word: str) -> Span:
        return Span(STORY.index(word), STORY.index(word) + len(word))

    answer = Found(
        entities=(
            Entity(span=at("Ardia"), type="Organisation"),
            Entity(span=at("Quill"), type="Person"),
            Entity(span=at("Belmark"), type="Location"),
        ),
        relations=(
            Relation(type="FightingAgainst", source=at("Ardia"), target=at("Belmark")),
            Relation(type="InChargeOf", source=at("Ardia"), target=at("Ada Quill")),  # the wrong way round
        ),
    )
    found = task.score(re3d.TASK, [document], [answer])
    assert found["entity_f1"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["entity_overlap_f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert (found["relation_precision"], found["relation_recall"]) == (0.5, 0.5)
    assert found["relation_fightingagainst_f1"] == 1
