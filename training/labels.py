"""The label sets of every layer, in the order of their numbers. `labels.json` beside the model is made from this."""

from typing import get_args

from dateline.codebook import load_codebook
from dateline.record import Act, Modality, SpeakerKind, Status

NER = ("PER", "ORG", "LOC", "MISC")
POLITICS = (
    "person", "politician", "organisation", "politicalparty", "country", "location", "event", "election", "misc",
)  # fmt: skip
CAMEO = ("S", "T", "R")
ROLES_OF_SPEECH = ("source", "cue", "content")
NAMES = ("person", "group", "organisation", "place", "metonym", "office", "time", "thing")
NOMINALS = ("person", "group", "organisation", "place", "thing", "pronoun")
ROOTS = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
ROLES = ("actor", "recipient", "place", "time", "until", "victims")
SAYING = ("addressee", "about", "place", "time", "occasion", "via", "for", "medium", "reason")
DETAILS = ("medium", "reason", "aside")
UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
)  # fmt: skip
ENTITIES = (
    "none", "person", "place", "organization", "object", "event", "time", "substance", "animal", "plant", "abstract",
)  # fmt: skip


def tagged() -> dict[str, tuple[str, ...]]:
    """The layers of BIO tags and their labels; number 0 is O, then B and I of each label."""
    return {
        "ner": NER,
        "politics": POLITICS,
        "cameo": CAMEO,
        "outer": ROLES_OF_SPEECH,
        "inner": ROLES_OF_SPEECH,
        "names": NAMES,
        "nominals": NOMINALS,
        "details": DETAILS,
    }


def classed() -> dict[str, tuple[str, ...]]:
    """The layers of one class a word and their labels."""
    codebook = load_codebook()
    modes = tuple(f"{e.name}/{mode}" for e in codebook.event_types.values() for mode in e.modes)
    relations = tuple(codebook.relation_types)
    return {
        "upos": UPOS,
        "act": get_args(Act),
        "modality": get_args(Modality),
        "speaker_kind": get_args(SpeakerKind),
        "trigger": ("none", *ROOTS, *relations),
        "status": get_args(Status),
        "mode": ("none", *modes),
        "negated": ("no", "yes"),
        "entity": ENTITIES,
    }
