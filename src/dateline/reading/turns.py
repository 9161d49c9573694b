"""Layouts that tell the speaker: transcripts by turns ("MINISTER MORAN: …", "Q: …") and quotations signed with a dash.

No model is needed where the page itself says who speaks; what is found here takes the place of what the model says of
the same words.
"""

import re
from collections.abc import Iterator

from dateline.reading import segment
from dateline.reading.encoder import Attribution
from dateline.text import Report, Span

_TURN = re.compile(r"[“\"]?(?P<who>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}|Q|A)(?P<cue>:)\s(?=\S)")
_NAME = r"[A-Z][\w’'-]*\.?(?: (?:(?:de|la|del|von|van|der|al|bin) )*[A-Z][\w’'-]*\.?){0,4}"
_SIGNED = re.compile(rf"[“\"”].+?[”\"]\s*(?P<cue>[—–―]|--)\s*(?P<who>{_NAME})(?=\s*(?:$|[“\"”]))", re.MULTILINE)
_LEAST = 2  # turns; one paragraph that opens with capitals and a colon is a label, not a transcript


def find_turns(report: Report) -> list[Attribution]:
    """What the layout attributes, in text order."""
    paragraphs = [b.span for b in report.blocks if b.kind in segment.READ_KINDS and b.kind != "headline"]
    turns = [m for p in paragraphs if (m := _TURN.match(report.text, p.start, p.end))]
    ends = {p.start: p.end for p in paragraphs}
    found = [_attribution(m, Span(m.end(), ends[m.start()]), "turn") for m in turns if len(turns) >= _LEAST]
    found += [a for p in paragraphs for a in _signed(report.text, p)]
    return sorted(found, key=lambda a: a.content[0].start)


def _signed(text: str, paragraph: Span) -> Iterator[Attribution]:
    for match in _SIGNED.finditer(text, paragraph.start, paragraph.end):
        end = match.start("cue")
        yield _attribution(match, Span(match.start(), len(text[:end].rstrip())), "signed")


def _attribution(match: re.Match[str], content: Span, rule: str) -> Attribution:
    start, cue = match.start("who"), Span(*match.span("cue"))
    who = Span(start, start + len(match["who"].removesuffix(".")))
    return Attribution(source=who, head=who, cue=cue, verb=cue, content=(content,), by=f"rule:{rule}", score=0.9)


def with_turns(attributions: tuple[Attribution, ...], turns: list[Attribution]) -> tuple[Attribution, ...]:
    """The model's attributions without those that a turn tells better, and the turns, in text order."""
    told = [t.content[0] for t in turns]
    kept = [a for a in attributions if a.inner or not any(c.overlaps(t) for c in a.content for t in told)]
    return tuple(sorted([*kept, *turns], key=lambda a: a.content[0].start))
