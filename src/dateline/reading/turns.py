"""Layouts that tell the speaker: transcripts by turns ("MINISTER MORAN: …", "Q: …") and quotations signed with a dash.

No model is needed where the page itself says who speaks; what is found here takes the place of what the model says of
the same words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.reading import segment
from dateline.reading.encoder import Attribution
from dateline.text import Report, Span

_BIG = segment.CAPITALS
_TURN = re.compile(rf"[“\"]?(?P<who>[{_BIG}][{_BIG}.’'-]+(?: [{_BIG}][{_BIG}.’'-]*){{0,4}}|Q|A)(?P<cue>:)\s(?=\S)")
_NAME = r"[A-Z][\w’'-]*\.?(?: (?:(?:de|la|del|von|van|der|al|bin) )*[A-Z][\w’'-]*\.?){0,4}"
_SIGNED = re.compile(rf"[“\"”].+?[”\"]\s*(?P<cue>[—–―]|--)\s*(?P<who>{_NAME})(?=\s*(?:$|[“\"”]))", re.MULTILINE)
_NEXT = re.compile(rf"(?P<cue>[—–―]|--?)\s?(?P<who>{_NAME})(?=$|,)")  # a signature that is a paragraph
_QUOTES = ("“", '"', "”")
_DIRECTION = re.compile(r"[“\"”]?[(\[][^()]*[)\]][”\"]?")  # "(Applause.)": nobody says it
_ASKS = re.compile(r"\?[”\"]?\s*$")
_YOU = re.compile(r"\byou(?:r|rs|rself)?\b", re.IGNORECASE)
_INTERVIEW = 3  # questions with an answer each
LAID_OUT = frozenset({"rule:turn", "rule:signed"})  # what says an attribution that the layout gives
_LEAST = 2  # turns; one paragraph that opens with capitals and a colon is a label, not a transcript


def find_turns(report: Report) -> list[Attribution]:
    """What the layout attributes, in text order."""
    paragraphs = [b.span for b in report.blocks if b.kind in segment.READ_KINDS and b.kind != "headline"]
    turns = [m for p in paragraphs if (m := _TURN.match(report.text, p.start, p.end))]
    found = list(_with_acts(report.text, list(_turns(report.text, paragraphs, turns)))) if len(turns) >= _LEAST else []
    found += [a for p in paragraphs for a in _signed(report.text, p)]
    found += [a for p, after in pairwise(paragraphs) for a in _signed_below(report.text, p, after)]
    return sorted(found, key=lambda a: a.content[0].start)


def find_interview(report: Report) -> tuple[list[Span], list[Span]]:
    """The paragraphs that ask and those that answer, in an interview whose layout names nobody; none where it is none.

    Questions that put "you" to somebody, each with an answer in the next paragraph.
    """
    paragraphs = [b.span for b in report.blocks if b.kind == "paragraph"]
    asks = [_ASKS.search(report.text, p.start, p.end) is not None for p in paragraphs]
    to_you = [p for p, ask in zip(paragraphs, asks, strict=True) if ask and _YOU.search(report.text, p.start, p.end)]
    answered = sum(ask and not after for ask, after in pairwise(asks))
    if answered < _INTERVIEW or 2 * len(to_you) < sum(asks) or 4 * answered < len(paragraphs) - asks.index(True):
        return [], []
    first = asks.index(True)
    rest = list(zip(paragraphs, asks, strict=True))[first:]
    return [p for p, ask in rest if ask], [p for p, ask in rest if not ask]


def _turns(text: str, paragraphs: list[Span], turns: list[re.Match[str]]) -> Iterator[Attribution]:
    """Each turn with the paragraphs that go on with it: quoted ones in a quoted transcript, and in a text that is
    mostly turns, all up to the next one. Where no turn before the last has a second paragraph, what follows the last is
    the reporter's."""
    starts = {m.start(): m for m in turns}
    whole = 2 * len(turns) >= len(paragraphs)
    opening = [n for n, p in enumerate(paragraphs) if p.start in starts]
    single = opening == list(range(opening[0], opening[0] + len(opening)))
    for number, paragraph in enumerate(paragraphs):
        match = starts.get(paragraph.start)
        if match is None:
            continue
        content = [Span(match.end(), paragraph.end)]
        quoted = match[0].startswith(_QUOTES)
        for later in paragraphs[number + 1 :]:
            goes_on = text.startswith(_QUOTES, later.start) if quoted else whole and not single
            if later.start in starts or not goes_on:
                break
            if not _DIRECTION.fullmatch(text, later.start, later.end):
                content.append(later)
        yield _attribution(match, tuple(content), "turn")


def _signed(text: str, paragraph: Span) -> Iterator[Attribution]:
    for match in _SIGNED.finditer(text, paragraph.start, paragraph.end):
        end = match.start("cue")
        yield _attribution(match, (Span(match.start(), len(text[:end].rstrip())),), "signed")


def _signed_below(text: str, paragraph: Span, after: Span) -> Iterator[Attribution]:
    """A paragraph that is a quotation, with a dash and a name in the next."""
    match = _NEXT.match(text, after.start, after.end)
    if match and segment.quotations(text, paragraph) == [paragraph]:
        yield _attribution(match, (paragraph,), "signed")


def _asked(text: str, content: Sequence[Span]) -> bool:
    return text[: content[-1].end].rstrip('”"’ ').endswith("?")


def _with_acts(text: str, turns: Sequence[Attribution]) -> Iterator[Attribution]:
    """A turn that ends with a question asks; whoever else speaks answers those who ask. A question is put to whoever
    speaks next, all else to whoever has spoken before."""
    who = [text[t.source.start : t.source.end].split(" ")[-1] if t.source else "" for t in turns]
    asking = {name for name, turn in zip(who, turns, strict=True) if _asked(text, turn.content)}
    for number, turn in enumerate(turns):
        asks = _asked(text, turn.content)
        near = (number + 1, number - 1) if asks or number == 0 else (number - 1, number + 1)
        other = next((turns[n].source for n in near if 0 <= n < len(turns) and who[n] != who[number]), None)
        turn = replace(turn, arguments=() if other is None else (("addressee", other),))
        if asks:
            yield replace(turn, act="ask", modality="question")
        else:
            answers = number > 0 and who[number - 1] in asking and who[number - 1] != who[number]
            yield replace(turn, act="answer" if answers else "say")


def _attribution(match: re.Match[str], content: tuple[Span, ...], rule: str) -> Attribution:
    start, cue = match.start("who"), Span(*match.span("cue"))
    who = Span(start, start + len(match["who"].removesuffix(".")))
    return Attribution(source=who, head=who, cue=cue, verb=cue, content=content, by=f"rule:{rule}", score=0.9)


def with_turns(attributions: tuple[Attribution, ...], turns: list[Attribution]) -> tuple[Attribution, ...]:
    """The turns and the model's attributions, in text order; what stands in a turn is what the turn reports."""
    told = [c for t in turns for c in t.content]
    kept = [a for a in attributions if not any(c.overlaps(t) for c in a.content for t in told)]
    inside = [replace(a, inner=True) for a in attributions if a not in kept and (a.inner or a.cue)]
    return tuple(sorted([*kept, *inside, *turns], key=lambda a: a.content[0].start))
