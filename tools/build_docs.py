"""Write docs/cli.md, docs/schema.md and docs/codebook.md from the program, the schema and the codebook."""

import re
from pathlib import Path
from typing import Any

import typer

from dateline.cli import app
from dateline.codebook import load_codebook

ROOT = Path(__file__).parents[1]


def cli_page() -> str:
    """Every command with its options."""
    lines = [
        "# The command line",
        "",
        (
            "`dateline COMMAND --help` prints the same. Exit codes: 0 something was read or "
            "answered, 1 all inputs were skipped, 2 wrong usage; `check` has codes of its own."
        ),
        "",
    ]
    command: Any
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        lines += [f"## {name}", "", (command.help or "").strip(), ""]
        for parameter in command.params:
            words = (
                " ".join(f"`{o}`" for o in parameter.opts)
                if parameter.opts[0].startswith("-")
                else (f"`{parameter.name.upper()}`")
            )
            lines.append(f"- {words}: {getattr(parameter, 'help', '') or ''}")
        lines.append("")
    return "\n".join(lines)


def schema_page() -> str:
    """Every table with its columns and their comments."""
    schema = (ROOT / "src/dateline/store/schema.sql").read_text("utf-8")
    lines = [
        "# The record file",
        "",
        (
            "One SQLite file. Positions are Unicode code points into `report.text`, half-open;"
            " dates are ISO 8601; NULL: the text does not say. `report_text` is the full-text index."
        ),
        "",
    ]
    for comment, table, body in re.findall(r"-- ([^\n]+)\nCREATE TABLE (\w+) \((.*?)\n\)", schema, re.DOTALL):
        lines += [f"## {table}", "", comment, "", "| column | type | |", "|---|---|---|"]
        for column, kind, note in re.findall(
            r'^  "?(\w+)"? +(TEXT|INTEGER|REAL|BLOB)[^\n]*?(?:-- ([^\n]*))?$', body, re.MULTILINE
        ):
            lines.append(f"| `{column}` | {kind} | {note.replace('|', chr(92) + '|')} |")
        lines.append("")
    return "\n".join(lines)


def codebook_page() -> str:
    """Every type, mode, context and sector with its definition."""
    codebook = load_codebook()
    lines = [
        "# The codebook",
        "",
        "Event types, modes and contexts are PLOVER's; definitions and examples are ours.",
        "",
        "## Event types",
        "",
    ]
    for event in codebook.event_types.values():
        lines += [
            f"### `{event.name}`",
            "",
            f"Quad {event.quad}, intensity {event.intensity:g}. {event.definition}",
            "",
            f"Is: {' '.join(event.match)}",
            "",
            f"Is not: {' '.join(event.no_match)}",
            "",
        ]
        lines += [f"- `{m.name}` ({m.intensity:g}): {m.definition}" for m in event.modes.values()]
        lines += [""] if event.modes else []
    lines += ["## Contexts", "", *(f"- `{n}`: {d}" for n, d in codebook.contexts.items()), "", "## Sectors", ""]
    lines += [*(f"- `{n}`: {d}" for n, d in codebook.sectors.items()), "", "## Relation types", ""]
    for relation in codebook.relation_types.values():
        way = "mutual" if relation.mutual else "directed"
        inverse = f", inverse {relation.inverse}" if relation.inverse else ""
        lines.append(f"- `{relation.name}` (sign {relation.sign:+d}, {way}{inverse}): {relation.definition}")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    for name, page in (("cli", cli_page()), ("schema", schema_page()), ("codebook", codebook_page())):
        (ROOT / f"docs/{name}.md").write_text(page, "utf-8")
