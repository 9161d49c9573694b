"""Read news reports and keep the record they contain: who said what, who did what, how they stand."""

import json
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from dateline.contract import skip_record
from dateline.errors import DatelineError
from dateline.ingest.sources import Given, parse_map
from dateline.ingest.sources import check as check_sources
from dateline.page import Page
from dateline.pipeline import Desk, Tally, read_all, run
from dateline.prints import answers_csv, answers_json, answers_page, checked_json, checked_page, report_page, skip_line
from dateline.queries.ask import ask
from dateline.queries.check import check as check_words
from dateline.queries.params import build
from dateline.queries.questions import Did, Said, Seen, Stands
from dateline.store.export import export as export_store
from dateline.store.store import Store
from dateline.text import Skip

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)

Paths = Annotated[list[str], typer.Argument(help="Files, folders, addresses, or - for standard input.")]
Published = Annotated[str | None, typer.Option(help="Date of publication, YYYY-MM-DD, where the report does not say.")]
Url = Annotated[str | None, typer.Option(help="Address of the report, kept with it.")]
Outlet = Annotated[str | None, typer.Option(help="Who published the report.")]
In = Annotated[Path, typer.Option("--in", help="The record file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV with a header line.")]
By = Annotated[str | None, typer.Option(help="Name of who said or did it.")]
About = Annotated[str | None, typer.Option(help="Name of whom or what it is about.")]
Type = Annotated[str | None, typer.Option("--type", help="Act, event type or relation type; see docs/codebook.md.")]
Containing = Annotated[str | None, typer.Option(help="Words that must stand in it.")]
Place = Annotated[str | None, typer.Option(help="Name of a place.")]
Since = Annotated[str | None, typer.Option(help="From this date on (YYYY, YYYY-MM or YYYY-MM-DD).")]
Until = Annotated[str | None, typer.Option(help="Up to and with this date.")]
Modality = Annotated[
    str | None, typer.Option(help="Of this modality only (asserted, denied, negated, no_statement …).")
]
MinScore = Annotated[float | None, typer.Option(help="At least so sure: 0.9 is right about nine times in ten.")]
Once = Annotated[bool, typer.Option("--once", help="Each saying once: the fullest of its statements in a report.")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many answers.")]


class Format(StrEnum):
    """What `export` writes."""

    jsonl = "jsonl"
    csv = "csv"


class Table(StrEnum):
    """Which entries `export --format csv` writes."""

    statement = "statement"
    event = "event"
    relation = "relation"


@app.command()
def read(
    paths: Paths,
    published: Published = None,
    url: Url = None,
    outlet: Outlet = None,
    as_json: AsJson = False,
) -> None:
    """Print the record of each report: a readable page, or record format 1 with --json."""
    given = Given(published=published, url=url, outlet=outlet)
    check_sources(paths)
    desk = Desk.load()
    count = 0
    for found in read_all(paths, given, desk):
        if isinstance(found, Skip):
            typer.echo(
                json.dumps(skip_record(found), ensure_ascii=False) if as_json else skip_line(found), err=not as_json
            )
            continue
        count += 1
        if as_json:
            typer.echo(json.dumps(Page(found).record(), ensure_ascii=False))
        else:
            report_page(Page(found))
    if not count:
        raise typer.Exit(1)


@app.command()
def add(
    paths: Paths,
    to: Annotated[Path, typer.Option("--to", help="The record file; made where there is none.")],
    columns: Annotated[
        str | None, typer.Option("--map", help="Your columns: text=body,title=headline,published=date,id=doc_id.")
    ] = None,
    published: Published = None,
    url: Url = None,
    outlet: Outlet = None,
) -> None:
    """Keep the record of each report in a record file; adding twice changes nothing."""
    given = Given(published=published, url=url, outlet=outlet, columns=parse_map(columns or ""))
    check_sources(paths)
    with Store.open(to) as store:
        tally = _with_progress(lambda tick: run(paths, given, store=store, desk=Desk.load(), progress=tick))
    skipped = ", ".join(f"{n} {reason}" for reason, n in sorted(tally.skipped.items()))
    typer.echo(
        f"{to}: {tally.added} added, {tally.already} already there, {tally.skipped.total()} skipped"
        + (f" ({skipped})" if skipped else "")
    )
    if not tally.added and not tally.already:
        raise typer.Exit(1)


def _with_progress(work: Callable[[Callable[[Tally], None]], Tally]) -> Tally:
    """Run `work` under a progress bar on the error stream; nothing is drawn where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.completed} reports"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("add", total=None)
        return work(lambda tally: progress.update(task, completed=tally.seen))


def _answer(path: Path, question: Any, as_json: bool, as_csv: bool) -> None:
    with Store.open(path, create=False) as store:
        answers = ask(store, question)
    (answers_json if as_json else answers_csv if as_csv else answers_page)(answers)


@app.command()
def said(
    file: In,
    by: By = None,
    about: About = None,
    type_: Type = None,
    modality: Modality = None,
    containing: Containing = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    min_score: MinScore = None,
    once: Once = False,
    limit: Limit = 50,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Who said what: statements by a speaker, about somebody, with certain words."""
    dates = {"since": since, "until": until}
    more = {"modality": modality, "min_score": min_score, "once": once, **dates}
    question = build(Said, by=by, about=about, type=type_, containing=containing, place=place, limit=limit, **more)
    _answer(file, question, as_json, as_csv)


@app.command()
def did(
    file: In,
    by: By = None,
    about: About = None,
    type_: Type = None,
    containing: Containing = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Who did what to whom: events by an actor, toward a recipient, of a PLOVER type."""
    question = build(
        Did, by=by, about=about, type=type_, containing=containing, place=place, since=since, until=until, limit=limit
    )
    _answer(file, question, as_json, as_csv)


@app.command()
def stands(
    a: Annotated[str, typer.Argument(help="Who stands.")],
    file: In,
    b: Annotated[str | None, typer.Argument(help="Toward whom.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="How they stood on this day.")] = None,
    type_: Type = None,
    containing: Containing = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """How actors stand toward one another, over time or on a day."""
    question = build(
        Stands, by=a, about=b, on=on, type=type_, containing=containing, since=since, until=until, limit=limit
    )
    _answer(file, question, as_json, as_csv)


@app.command()
def seen(
    file: In,
    by: Annotated[str | None, typer.Option("--name", help="Name of who or what is seen.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Kind of entity.")] = None,
    containing: Containing = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Where a person, group or place is mentioned."""
    question = build(Seen, by=by, type=type_, containing=containing, place=place, since=since, until=until, limit=limit)
    _answer(file, question, as_json, as_csv)


@app.command()
def check(
    words: Annotated[str, typer.Argument(help="The quotation, in quotation marks.")],
    file: In,
    as_json: AsJson = False,
) -> None:
    """Is this quotation in the record? Exit code 0: word for word; 1: not quite, the nearest is shown; 3: nothing."""
    with Store.open(file, create=False) as store:
        found = check_words(store, words)
    (checked_json if as_json else checked_page)(found)
    raise typer.Exit({"verbatim": 0, "absent": 3}.get(found.verdict, 1))


@app.command()
def show(
    identity: Annotated[str, typer.Argument(help="Id of a report, or key of an entry; a prefix is enough.")],
    file: In,
    as_json: AsJson = False,
) -> None:
    """Show one report, or the report that holds an entry."""
    with Store.open(file, create=False) as store:
        page = Page(store.find(identity))
    if as_json:
        typer.echo(json.dumps(page.record(), ensure_ascii=False))
    else:
        report_page(page, only=identity)


@app.command()
def export(
    file: In,
    form: Annotated[Format, typer.Option("--format", help="jsonl: record format 1; csv: one table.")] = Format.jsonl,
    table: Annotated[Table, typer.Option("--table", help="Which entries, for csv.")] = Table.statement,
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write; standard output where none is given.")
    ] = None,
) -> None:
    """Write the whole record: JSON lines in record format 1, or one table as CSV."""
    with Store.open(file, create=False) as store:
        if out is None:
            export_store(store, sys.stdout, form.value, table.value)
        else:
            with out.open("w", encoding="utf-8", newline="") as stream:
                export_store(store, stream, form.value, table.value)


@app.command()
def skipped(file: In, as_json: AsJson = False) -> None:
    """List what was not read, and why."""
    with Store.open(file, create=False) as store:
        for skip in store.skips():
            typer.echo(json.dumps(skip_record(skip), ensure_ascii=False) if as_json else skip_line(skip))


def main() -> None:
    """Run the command line; an error of Dateline is one line on the error stream and exit code 2."""
    try:
        sys.exit(app(standalone_mode=False))
    except TyperException as error:
        words = " ".join(error.format_message().replace("Value error, ", "").split())
        context = getattr(error, "ctx", None)
        if words:  # bare `dateline` has printed its help
            where = context.command_path if context else "dateline"
            print(f"dateline: {words.rstrip('.')}; see {where} --help", file=sys.stderr)
        sys.exit(2)
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("dateline: stopped; what was added stays", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
