"""Imports point down, modules and functions stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import dateline

SRC = Path(dateline.__file__).parent
FLOORS = [
    {"errors", "text"},
    {"record", "contract", "codebook", "names", "timewords", "page"},
    {"ingest", "reading", "resolution", "store"},
    {"queries"},
    {"pipeline"},
    {"prints"},
    {"cli", "__init__"},
    {"__main__"},
]
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}


def room(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def targets(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "dateline":
        parts = node.module.split(".")
        yield from [parts[1]] if len(parts) > 1 else [n.name for n in node.names]
    if isinstance(node, ast.Import):
        yield from (n.name.split(".")[1] for n in node.names if n.name.startswith("dateline."))


def test_imports_point_down() -> None:
    for path in SRC.rglob("*.py"):
        here = room(path)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for there in targets(node):
                same_floor = LEVEL[here] == LEVEL[there] == 1  # the shared words know one another
                assert there == here or LEVEL[there] < LEVEL[here] or same_floor, f"{path}: imports {there}"
                assert node.col_offset == 0, f"{path}: {there} is imported inside a function"  # type: ignore[attr-defined]


def test_modules_and_functions_are_small() -> None:
    for path in SRC.rglob("*.py"):
        source = path.read_text("utf-8")
        assert len(source.splitlines()) <= 400, f"{path}: more than 400 lines"
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                assert lines <= 50, f"{path}: {node.name} has {lines} lines"
