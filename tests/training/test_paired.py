"""Pairs that are labelled alone: what a line is, what is refused, and that ours are well."""

from pathlib import Path

import pytest
from training import labels
from training.own import paired
from training.own_examples import pairs

HOME = Path(paired.__file__).parent / "pairs"
LINE = "COERCE/arrest\t[t Two men] were [v held] by [s police in Varna].\n"


def test_a_line_is_a_pair(tmp_path: Path) -> None:
    path = tmp_path / "z.tsv"
    path.write_text(LINE, "utf-8")
    (pair,) = paired.pairs(path)
    assert (pair.id, pair.type, pair.mode, pair.text) == (
        "z-1",
        "COERCE",
        "arrest",
        "Two men were held by police in Varna.",
    )
    assert [s.of(pair.text) for s in (pair.actor, pair.trigger, pair.recipient)] == [
        "police in Varna",
        "held",
        "Two men",
    ]
    (one,) = pairs(path)
    assert (one.pair, one.root, one.quad) == (((5, 8), (0, 2)), labels.ROOTS.index("COERCE"), 4)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("\t", " ", "a tab"),
        ("COERCE/arrest", "COERCE/visit", "no type and mode"),
        ("[s police in Varna]", "police in Varna", "one \\[s actor"),
        ("[s police", "[t police", "twice"),
        ("held]", "held", "not closed"),
        ("police in Varna]", "police] in Varna]", "a \\] without its \\["),
    ],
)
def test_what_is_no_pair_is_refused(tmp_path: Path, old: str, new: str, what: str) -> None:
    path = tmp_path / "z.tsv"
    path.write_text(LINE.replace(old, new), "utf-8")
    with pytest.raises(ValueError, match=rf"z\.tsv:1: .*{what}"):
        list(paired.pairs(path))


def test_ours_are_well_and_hold_every_root() -> None:
    found = [p for path in sorted(HOME.glob("*.tsv")) for p in paired.pairs(path)]
    assert len(found) > 1000
    assert {p.type for p in found} == set(labels.ROOTS)
    assert len({p.text for p in found}) == len(found)
