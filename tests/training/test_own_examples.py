"""Our own items → layers, word by word, and marked pairs."""

from pathlib import Path

import numpy as np
import pytest
from training import labels
from training.examples import IGNORED, Example
from training.own.markup import Item, check, write
from training.own_examples import example, measured, own, pairs

SOURCE = """## x-011 wire 2024-03-05
# [o9 Union]: no deal
[f2 President] [p1 Ana Moran] [c1 accused] [lm3 Ankara] [k1 of [v1 arresting] [gn4 [h1 twelve] young men of Izmir] \
on [t6 Monday]]. [pr1 She] [c2 said] [k2 [p5 Bo Quill] [c3 had promised] [k3 to leave]].
--
S p1 c1 k1 act=accuse mod=asserted to=lm3
S pr1 c2 k2 act=say mod=asserted
S p5 c3 k3 act=promise mod=commitment in=S2
E v1 COERCE mode=arrest ctx=legal by=lm3 to=gn4 on=t6 status=happened said=S1
R f2 holds_office from=p1 to=f2 neg
H h1 arrested low=12 high=12 bound=exactly event=E1

## x-020 wire 2024-03-06
[lm1 Ostia] [v1 condemned] [lm2 Norland], [lm1b Ostia] and [lm3 Varna] will [v2 meet] [lm2b Norland].
--
E v1 ACCUSE mode=disapprove by=lm1 to=lm2 status=happened
E v2 CONSULT by=lm1b,lm3 to=lm2b status=planned

## x-021 wire 2024-03-06
[lm1 Ostia] has [v1 condemned] [lm2 Norland].
--
E v1 ACCUSE mode=disapprove by=lm1 to=lm2 status=ongoing
"""


def items(tmp_path: Path) -> list[Item]:
    path = tmp_path / "x.txt"
    path.write_text(SOURCE, "utf-8")
    found, errors = check([path])
    assert errors == []
    write(tmp_path / "x.jsonl", found[path])
    return list(found[path])


@pytest.fixture
def first(tmp_path: Path) -> Example:
    return example(items(tmp_path)[0])


def words(one: Example) -> list[str]:
    return [w.of(one.text) for s in one.sentences for w in s.words]


def chunks(one: Example, layer: str, names: tuple[str, ...]) -> list[str]:
    """The spans of a BIO layer as “label: words”."""
    found: list[str] = []
    for word, tag in zip(words(one), one.layers[layer].tolist(), strict=True):
        if tag % 2 == 1:
            found.append(f"{names[tag // 2]}: {word}")
        elif tag:
            assert found[-1].startswith(names[tag // 2 - 1])
            found[-1] += f" {word}"
    return found


def known(one: Example, layer: str) -> dict[str, int]:
    """The words of which a layer knows something, with what it knows."""
    both = zip(words(one), one.layers[layer].tolist(), strict=True)
    return {word: value for word, value in both if value != IGNORED}


def pointed(one: Example, layer: str) -> dict[str, str]:
    return {word: words(one)[value] for word, value in known(one, layer).items()}


def test_every_layer_has_a_value_a_word(first: Example) -> None:
    assert {len(layer) for layer in first.layers.values()} == {len(words(first))}
    assert [s.opens for s in first.sentences] == [True, True, False]


def test_names_and_nominals(first: Example) -> None:
    assert chunks(first, "names", labels.NAMES) == [
        *("organisation: Union", "office: President", "person: Ana Moran", "metonym: Ankara", "time: Monday"),
        "person: Bo Quill",
    ]
    assert chunks(first, "nominals", labels.NOMINALS) == ["group: twelve young men of Izmir", "pronoun: She"]


def test_speech_outside_and_inside(first: Example) -> None:
    assert chunks(first, "outer", labels.ROLES_OF_SPEECH) == [
        *("source: President Ana Moran", "cue: accused", "content: of arresting twelve young men of Izmir on Monday"),
        *("source: She", "cue: said", "content: Bo Quill had promised to leave"),
    ]
    assert chunks(first, "inner", labels.ROLES_OF_SPEECH) == [
        "source: Bo Quill",
        "cue: had promised",
        "content: to leave",
    ]
    assert pointed(first, "speaker") == {"accused": "President", "said": "She"}
    assert pointed(first, "speaker_inner") == {"had": "Bo"}
    owners = pointed(first, "owner")
    assert {owners[w] for w in ("arresting", "Monday")} == {"accused"}
    assert {owners[w] for w in ("Bo", "promised", "leave")} == {"said"}
    assert pointed(first, "owner_inner") == {"to": "had", "leave": "had"}


def test_manners_stand_at_the_cue(first: Example) -> None:
    classes = labels.classed()
    assert {w: classes["act"][k] for w, k in known(first, "act").items()} == {
        **{"accused": "accuse", "said": "say", "had": "promise"}
    }
    assert {w: classes["modality"][k] for w, k in known(first, "modality").items()} == {
        **{"accused": "asserted", "said": "asserted", "had": "commitment"}
    }


def test_triggers(first: Example) -> None:
    classes = labels.classed()
    triggers = {w: classes["trigger"][k] for w, k in known(first, "trigger").items() if k}
    assert triggers == {"President": "holds_office", "arresting": "COERCE"}
    assert {w: classes["status"][k] for w, k in known(first, "status").items()} == {"arresting": "happened"}
    assert {w: classes["mode"][k] for w, k in known(first, "mode").items()} == {"arresting": "COERCE/arrest"}
    assert known(first, "negated") == {"President": 1}


def test_arguments_of_a_cue(first: Example) -> None:
    found = {(words(first)[c], labels.SAYING[r], words(first)[a]) for c, a, r in first.edges["saying"]}
    assert found == {("accused", "addressee", "Ankara")}
    kinds = {labels.classed()["speaker_kind"][k] for k in known(first, "speaker_kind").values()}
    assert kinds == {"named"}


def test_roles_go_to_the_heads(first: Example) -> None:
    found = {(words(first)[t], labels.ROLES[r], words(first)[a]) for t, a, r in first.edges["roles"]}
    assert found == {
        *{("arresting", "actor", "Ankara"), ("arresting", "recipient", "men"), ("arresting", "time", "Monday")},
        *{("arresting", "victims", "twelve"), ("President", "actor", "Ana"), ("President", "recipient", "President")},
    }


def test_an_item_without_records_knows_that_there_is_nothing(tmp_path: Path) -> None:
    bare = "## x-001 paper 2024-03-06\nThe bridge was opened.\n--\n"
    path = tmp_path / "x.txt"
    path.write_text(bare, "utf-8")
    one = example(check([path])[0][path][0])
    assert not one.layers["trigger"].any()
    assert not one.layers["outer"].any()
    assert (one.layers["owner"] == IGNORED).all()
    assert one.edges["roles"].shape == (0, 3)


def test_a_tenth_is_measured_and_never_trained_on(tmp_path: Path) -> None:
    assert [measured(item.id) for item in items(tmp_path)] == [False, True, False]
    assert [e.name for e in own(tmp_path / "x.jsonl")] == ["x-011", "x-021"]


def test_pairs_are_of_one_actor_and_one_recipient(tmp_path: Path) -> None:
    items(tmp_path)
    arrest, condemned = pairs(tmp_path / "x.jsonl")
    for one, ends in ((arrest, ("Ankara", "twelve young men of Izmir")), (condemned, ("Ostia", "Norland"))):
        assert one.pair is not None
        assert tuple(" ".join(words(one)[a:b]) for a, b in one.pair) == ends
    assert [labels.ROOTS[one.root] for one in (arrest, condemned)] == ["COERCE", "ACCUSE"]
    assert condemned.text == "Ostia has condemned Norland."
    assert [one.quad for one in (arrest, condemned)] == [4, 3]


def test_layers_are_whole_numbers(first: Example) -> None:
    assert {layer.dtype for layer in first.layers.values()} == {np.dtype(np.int64)}
