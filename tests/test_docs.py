"""What is documented is there, and what is there is documented."""

import re
import subprocess
import sys
from pathlib import Path

import typer

from dateline.cli import app

ROOT = Path(__file__).parents[1]


def test_the_readme_example_runs(tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```\n", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    shown = re.search(r"prints\n\n```\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(blocks)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert shown is not None
    assert done.stdout.startswith(shown[1])


def test_every_command_and_option_is_in_the_docs() -> None:
    page = (ROOT / "docs/cli.md").read_text("utf-8")
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        assert f"## {name}" in page, name
        section = page.split(f"## {name}\n")[1].split("\n## ")[0]
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert f"`{option}`" in section, f"{name} {option}"


def test_every_table_and_column_is_in_the_docs() -> None:
    page = (ROOT / "docs/schema.md").read_text("utf-8")
    schema = (ROOT / "src/dateline/store/schema.sql").read_text("utf-8")
    for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", schema, re.DOTALL):
        assert f"## {table}" in page
        for column in re.findall(r'^  "?(\w+)"? +(?:TEXT|INTEGER|REAL|BLOB)', body, re.MULTILINE):
            assert f"`{column}`" in page, f"{table}.{column}"


def test_every_type_is_in_the_docs() -> None:
    page = (ROOT / "docs/codebook.md").read_text("utf-8")
    from dateline.codebook import load_codebook

    codebook = load_codebook()
    for name in (*codebook.event_types, *codebook.relation_types, *codebook.contexts, *codebook.sectors):
        assert f"`{name}`" in page, name
