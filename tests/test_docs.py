"""What is documented is there, and what is there is documented."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from dateline.cli import app

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["README.md", "docs/python.md"])
def test_the_examples_run(name: str, tmp_path: Path) -> None:
    page = (ROOT / name).read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```\n", page, re.DOTALL)
    shown = re.findall(r"prints\n\n```\n(.*?)```", page, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(blocks)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert shown
    assert all(text in done.stdout for text in shown), done.stdout


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
