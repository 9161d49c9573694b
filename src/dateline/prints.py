"""Pages and answers on the terminal: readable lines, JSON, CSV."""

import csv
import json
import sys
from dataclasses import asdict, fields

from dateline.codebook import load_codebook
from dateline.page import EventView, Page, RelationView, StatementView
from dateline.queries.answers import Answer, Answers
from dateline.queries.check import Checked
from dateline.record import Entity, event_key, relation_key, statement_key
from dateline.text import Skip


def _print(*lines: str) -> None:
    """Print marked-up lines; colours only on a terminal, and never a line break of our own."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(line)


def _escaped(words: str) -> str:
    from rich.markup import escape

    return escape(" ".join(words.split()))


def skip_line(skip: Skip) -> str:
    """One line that names the document and why it was not read."""
    return f"skipped {skip.source.locator}: {skip.reason}: {skip.detail}"


def report_page(page: Page, only: str | None = None) -> None:
    """Print a report's record: who said what, who did what, how they stand, each with its evidence.

    `only`: a key (or its beginning); where an entry has it, just that entry is printed.
    """
    report = page.report
    origin = " · ".join(x for x in (report.outlet, report.published, report.id) if x)
    _print(f"[bold]{_escaped(report.title or report.text[:80])}[/]", f"[dim]{_escaped(origin)}[/]")
    reading = page.entry.reading
    sections = (
        ("Who said what", [(statement_key(report.id, s.record), statement_line(s)) for s in page.statements]),
        ("Who did what", [(event_key(report.id, e.record), event_line(e)) for e in page.events]),
        ("How they stand", [(relation_key(report.id, r.record, reading), relation_line(r)) for r in page.relations]),
    )
    if not any(lines for _, lines in sections):
        _print("", "Nothing found: no statement, event or relation that a rule is sure of.")
    chosen = only is not None and any(key.startswith(only) for _, lines in sections for key, _ in lines)
    for heading, lines in sections:
        kept = [(key, line) for key, line in lines if not chosen or key.startswith(only or "")]
        if kept:
            _print("", f"[bold]{heading}[/]")
            for key, (line, evidence) in kept:
                _print(f"  {line} [dim]{key}[/]", f"    [dim]{_escaped(evidence)}[/]")
    _print("")


def _name(entity: Entity | None) -> str:
    return _escaped(entity.name) if entity is not None else "?"


def _names(entities: tuple[Entity, ...]) -> str:
    return ", ".join(map(_name, entities)) or "?"


def statement_line(view: StatementView) -> tuple[str, str]:
    """The line of a statement and its evidence."""
    when = f" ({view.time.timex.value})" if view.time is not None and view.time.timex is not None else ""
    return f"[cyan]{_name(view.speaker)}[/] {_escaped(view.cue)}{when}: {_escaped(view.content)}", view.words


def event_line(view: EventView) -> tuple[str, str]:
    """The line of an event and its evidence."""
    place = f" in {_name(view.place)}" if view.place is not None else ""
    word = f" — according to {_name(view.according_to)}" if view.according_to is not None else ""
    head = f"[magenta]{view.type}[/] {_names(view.actors)}"
    target = f" → {_names(view.recipients)}" if view.recipients else ""
    return f"{head}{target}{place}, {view.date or 'no date'}{word}", view.words


def relation_line(view: RelationView) -> tuple[str, str]:
    """The line of a relation and its evidence."""
    verb = load_codebook().relation_phrase(view.type, view.negated)
    dates = f" since {view.since}" if view.since else ""
    dates += f" until {view.until}" if view.until else ""
    word = f" — according to {_name(view.according_to)}" if view.according_to is not None else ""
    return f"{_name(view.source)} [green]{verb}[/] {_name(view.target)}{dates}{word}", view.words


def answers_page(answers: Answers) -> None:
    """Print answers: what, the words, then report, date and voucher."""
    for answer in answers.answers:
        _print(*answer_lines(answer))
    _print(f"[dim]{len(answers.answers)} of {answers.total}[/]")


def answer_lines(answer: Answer) -> list[str]:
    """The lines of one answer."""
    told = " · ".join(x for x in (answer.report_title, answer.outlet, answer.date) if x)
    return [
        f"[bold]{_escaped(answer.headline)}[/]",
        f"  “{_escaped(answer.words)}”",
        f"  [dim]{_escaped(told)} · according to {_escaped(answer.according_to or 'the report')} · {answer.key}[/]",
    ]


_VERDICTS = {
    "verbatim": "[green]Word for word[/]",
    "reported": "[yellow]In the report's own words, not as a quotation[/]",
    "altered": "[yellow]Not word for word; the nearest[/]",
    "absent": "[red]Nothing like it is in the record[/]",
}
_SIGNS = {" ": "", "-": "[red strike]", "+": "[green]"}
_PLAIN = {" ": ("", ""), "-": ("[-", "-]"), "+": ("{+", "+}")}


def checked_page(found: Checked) -> None:
    """Print what became of a quotation: the verdict, the difference, then who said it in which reports."""
    if not found.places:
        _print(f"{_VERDICTS[found.verdict]}.")
        return
    first = found.places[0]
    count = f"{len(found.places)} report{'s' if len(found.places) > 1 else ''}"
    _print(f"{_VERDICTS[found.verdict]}: {_escaped(first.speaker or 'somebody unnamed')}, {count}")
    if found.difference:
        _print(f"  {' '.join(_marked(sign, word) for sign, word in found.difference)}")
    for place in found.places:
        told = " · ".join(x for x in (place.report_title, place.outlet, place.date, place.key) if x)
        who = f"[cyan]{_escaped(place.speaker or '?')}[/] {_escaped(place.cue)}"
        _print(f"  {who}: {_escaped(place.words)}", f"    [dim]{_escaped(told)}[/]")


def _marked(sign: str, word: str) -> str:
    """A word of a difference: [-only asked for-] {+only in the record+}, in colours too."""
    before, after = _PLAIN[sign]
    text = _escaped(before) + _escaped(word) + _escaped(after)
    return f"{_SIGNS[sign]}{text}[/]" if _SIGNS[sign] else text


def checked_json(found: Checked) -> None:
    """Print what became of a quotation as one JSON object."""
    print(json.dumps(asdict(found), ensure_ascii=False))


def answers_json(answers: Answers) -> None:
    """Print one JSON object an answer."""
    for answer in answers.answers:
        print(json.dumps(asdict(answer), ensure_ascii=False))


def answers_csv(answers: Answers) -> None:
    """Print a header line and one line an answer."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([f.name for f in fields(Answer)])
    for answer in answers.answers:
        writer.writerow(["" if v is None else v for v in asdict(answer).values()])
