from pathlib import Path

import pytest
from bench import statements
from bench.corpus import Refused
from bench.statements import Guess
from bench.tasks.polnear import Attribution, documents, manner, quoted

from dateline.text import Span

TEXT = "“We will build it,” Ada Quill said.\nBo Marsh thinks the plan is “dead” by now.\nIt was said to be late.\n"


def _spans(*words: str) -> tuple[Span, ...]:
    return tuple(Span(TEXT.index(w), TEXT.index(w) + len(w)) for w in words)


GOLD = (
    Attribution(source=_spans("Ada Quill"), cue=_spans("said"), content=_spans("“We will build it,”")),
    Attribution(source=_spans("Bo Marsh"), cue=_spans("thinks"), content=_spans("the plan is “dead” by now")),
    Attribution(cue=_spans("was said"), content=_spans("to be late")),
)


@pytest.fixture
def part(tmp_path: Path) -> Path:
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "post_2016_a.txt").write_text(TEXT, "utf-8")
    lines, key = ["# a note"], 0
    for number, one in enumerate(GOLD):
        roles = []
        for role in ("Source", "Cue", "Content"):
            for span in getattr(one, role.lower()):
                key += 1
                lines.append(f"T{key}\t{role} {span.start} {span.end}\twords")
                roles.append(f"{role}:T{key}")
        lines.append(f"E{number}\tAttribution:T0 {' '.join(roles)} Content2:T99")
    lines += ["T90\tCue 0 2\tx", "E90\tAttribution:T0 Cue:T90", "E91\tDiscard:T0 Content:T90"]
    (tmp_path / "attributions" / "post_2016_a_4b22.ann").write_text("\n".join(lines), "utf-8")
    (tmp_path / "attributions" / "post_2016_a_ef2d.ann").write_text("", "utf-8")
    return tmp_path


def test_the_first_annotator_and_only_attributions_with_content(part: Path) -> None:
    (document,) = documents(part)
    assert document.gold == GOLD


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no PolNeAR part"):
        documents(tmp_path)


def test_manners() -> None:
    regions = quoted(TEXT)
    assert [manner(TEXT, regions, one.content) for one in GOLD] == ["direct", "mixed", "indirect"]
    assert [span.start for span in quoted("''so it is'' and \"never closed\nnext")] == [0, 17]


def test_gold_as_guess_is_all_right(part: Path) -> None:
    found = statements.score(documents(part), [Guess(attributions=GOLD)])
    shares = {k: v for k, v in found.items() if k not in ("documents", "gold", "guessed")}
    assert set(shares.values()) == {1.0}


def test_figures_by_hand(part: Path) -> None:
    guess = Guess(
        attributions=(
            # all three slots right, but for marks and fragments: strict
            Attribution(source=_spans("Ada Quill"), cue=_spans("said"), content=_spans("We will", "build it")),
            # 5 of 6 words, the right source, another cue: whosaid, not relaxed
            Attribution(source=_spans("Marsh"), cue=_spans("plan"), content=_spans("plan is “dead” by now")),
            # a source where there is none: content50 alone
            Attribution(source=_spans("It"), cue=_spans("said to"), content=_spans("to be late")),
            # a fourth that is nowhere in gold
            Attribution(source=_spans("Bo Marsh"), content=_spans("Ada")),
        )
    )
    found = statements.score(documents(part), [guess])
    assert (found["gold"], found["guessed"]) == (3, 4)
    assert [found[f"{level}_precision"] for level in statements.LEVELS] == [0.25, 0.25, 0.5, 0.75]
    assert found["whosaid_recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert (found["recall_direct"], found["recall_mixed"], found["recall_indirect"]) == (1, 1, 0)
    assert found["source_given_content50"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["source_exact_precision"] == 0.5  # Ada Quill and Bo Marsh, of those, Marsh, It
    assert found["source_exact_recall"] == 1
    assert found["content_token_recall"] == pytest.approx(12 / 13, abs=1e-4)
    assert found["content_token_precision"] == pytest.approx(12 / 13, abs=1e-4)
    assert found["cofenet_content_precision"] == 0.25  # “to be late” of four chunks
    assert found["cofenet_cue_f1"] == pytest.approx(2 * (1 / 3) * (1 / 3) / (2 / 3), abs=1e-4)


def test_the_desk_is_read(part: Path) -> None:
    (guess,) = statements.read_all(documents(part))
    (first, *_) = guess.attributions
    assert [span.of(TEXT) for span in first.source] == ["Ada Quill"]
