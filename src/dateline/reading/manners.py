"""What is done by saying something, and how far it is vouched for: act and modality of a statement.

The verb's own row in `words/en/saying.tsv` decides, else the model; what the clause shows of itself comes first: a
negation, a passive without a speaker, a claim that the reporter says is disputed, an order, a refusal to speak.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dateline.reading.encoder import Attribution
from dateline.reading.syntax import Syntax
from dateline.reading.words import sayings, word_list
from dateline.record import Act, Modality
from dateline.text import Span

_DEMANDED = re.compile(r"(?:not )?to\b|for\b")
DENIED = re.compile(
    r"\b(?:(?:did|does|do|has|have|had|would|could|will|was|were) ?n[o’']t|never|not|cannot|refused to)\b"
)
_TO = re.compile(r"to ")
_ASKED = re.compile(
    r"(?:^|\n|[.?!][”\"’']*\s+)(?:(?:When|If) )?"
    r"(?i:asked|pressed|questioned|replying|responding|in (?:reply|response|answer))\b[^.?!\n]*$"
)
_NEITHER = re.compile(r"\bneither confirm(?:ed|s)? nor den(?:y|ied|ies)\b")
_BEFORE = 20  # letters before a cue in which "would neither" stands
_REACH = 300  # letters before a cue in which its sentence begins
_FUTURE = re.compile(r"(?:[’'](?:ll|d)| will| would| shall)\b(?! (?:not|like)\b)")


def act_of(text: str, syntax: Syntax, attribution: Attribution, cue: Sequence[Span]) -> tuple[Act, Modality]:
    """Act and modality; `cue`: the words that the statement keeps of the attribution's cue."""
    words = sayings().get(cue[0].of(text)) if cue else None
    plain = words is not None and (words["act"], words["modality"]) == ("say", "asserted")
    act: Act = attribution.act if words is None or plain else words["act"]  # type: ignore[assignment]
    modality: Modality = attribution.modality if words is None else words["modality"]  # type: ignore[assignment]
    if words is not None and words["lemma"] in ("ask", "tell") and _DEMANDED.match(attribution.content[0].of(text)):
        return "demand", "directive"
    if cue and words is None and modality == "asserted" and DENIED.match(cue[0].of(text)):
        return act, "negated"
    if cue and _NEITHER.search(text, max(0, cue[0].start - _BEFORE), attribution.content[0].start):
        return "refuse", "no_statement"
    word = None if attribution.verb is None else syntax.word(attribution.verb)
    if word is None or modality in ("no_statement", "negated", "planned"):
        return act, modality
    if _hearsay(syntax, attribution, word):
        return act, "hearsay"
    if _disputed(text, syntax, word):
        return act, "disputed"
    return act, modality


def answers(text: str, start: int) -> bool:
    """Whether the sentence of a cue at `start` begins with a question to its speaker: "Asked whether …, she said"."""
    return _ASKED.search(text, max(0, start - _REACH), start) is not None


def future(text: str, syntax: Syntax, content: Span) -> Span | None:
    """Who will do what a content begins with ("she would appeal"): where that is the speaker, it is a commitment."""
    top = syntax.top(content)
    subject = None if top is None else syntax.subject(top)
    if top is None or subject is None or not content.covers(syntax.span(subject)):
        return None
    if any(syntax.span(c).of(text) == "have" and syntax.relations[c] == "aux" for c in syntax.children(top)):
        return None  # "would have won" is no promise
    return syntax.span(subject) if _FUTURE.match(text, syntax.span(subject).end) else None


def _hearsay(syntax: Syntax, attribution: Attribution, word: int) -> bool:
    """Whether a verb is passive and nobody is named who says it: "is said to have fled"."""
    return attribution.source is None and any(syntax.relations[c] == "aux:pass" for c in syntax.children(word))


def _disputed(text: str, syntax: Syntax, word: int) -> bool:
    """Whether a noun of saying is the subject of what disputes it: "the claim that … has been contradicted"."""
    if not syntax.relations[word].startswith("nsubj"):
        return False
    return syntax.span(int(syntax.heads[word])).of(text).lower() in _disputing()


def unspoken(text: str, attribution: Attribution) -> Attribution:
    """A refusal to speak with what it is about as content: "declined to comment on" is the cue of "the leak"."""
    content, cue = attribution.content[0], attribution.cue
    if cue is None or attribution.modality not in ("no_statement", "negated") or not _TO.match(text, content.start):
        return attribution
    match = _silence().match(text, content.start, content.end)
    if match is None or match.end() >= content.end:
        return attribution
    rest = Span(match.end(), content.end)
    longer = Span(cue.start, match.end("cue"))
    return replace(
        attribution, cue=longer, verb=longer, modality="no_statement", content=(rest, *attribution.content[1:])
    )


@cache
def _silence() -> re.Pattern[str]:
    words = sorted((row["words"] for row in word_list("silence")), key=lambda w: -len(w))
    return re.compile(rf"(?P<cue>to (?:{'|'.join(map(re.escape, words))})) ")


@cache
def _disputing() -> frozenset[str]:
    return frozenset(row["word"] for row in word_list("disputing"))
