"""Measure modules, functions, folders and pages against the sizes and names of the house."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.contracts import house

LIMITS = {
    "module-lines": 400,
    "function-lines": 40,
    "parameters": 5,
    "positional": 2,
    "siblings": 12,
    "view-lines": 25,
    "connector-lines": 150,
    "page-lines": 500,
}
FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "data", "info"}

Function = ast.FunctionDef | ast.AsyncFunctionDef

# What these decorators make has its signature from elsewhere: a command's options, a tool's schema,
# a template filter's place in a pipe, a compiled kernel (numba knows no keyword-only arguments).
SIGNED_ELSEWHERE = {
    *(
        "command",
        "callback",
        "tool",
        "resource",
        "prompt",
        "filter",
        "simple_tag",
        "inclusion_tag",
        "simple_block_tag",
    ),
    *(
        "njit",
        "jit",
        "vectorize",
        "guvectorize",
        "field_validator",
        "model_validator",
        "receiver",
        "display",
        "action",
    ),
    *("override",),
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something over its limit: the rule, where, and the measured value in words."""

    rule: str
    where: str
    found: str


def findings(root: Path = house.ROOT) -> list[Finding]:
    """Everything in the project that is over its limit or badly named."""
    found: list[Finding] = []
    for path in _python(root):
        found.extend(of_module(path.read_text(encoding="utf-8"), where=path.relative_to(root).as_posix()))
    found.extend(_folders(root))
    found.extend(_pages(root))
    return sorted(found)


def of_module(source: str, *, where: str) -> Iterator[Finding]:
    """What is over its limit in one module's text; tests are measured by their length only."""
    lines = source.count("\n") + 1
    if where.endswith("/connector.py") and lines > LIMITS["connector-lines"]:
        yield Finding("connector-lines", where, f"{lines} lines")
    elif lines > LIMITS["module-lines"]:
        yield Finding("module-lines", where, f"{lines} lines")
    if where.startswith("tests/"):
        return
    stem = Path(where).parent.name if where.endswith("__init__.py") else Path(where).stem
    if FORBIDDEN_NAMES & set(stem.split("_")):
        yield Finding("name", where, f"module {stem}")
    yield from _of_body(ast.parse(source).body, where=where, inside=None)


def _of_body(body: list[ast.stmt], *, where: str, inside: ast.ClassDef | None) -> Iterator[Finding]:
    for node in body:
        place = f"{where}::{inside.name}." if inside else f"{where}::"
        if isinstance(node, ast.ClassDef):
            if FORBIDDEN_NAMES & {word.lower() for word in re.findall(r"[A-Z][a-z]*|[a-z]+", node.name)}:
                yield Finding("name", place + node.name, f"class {node.name}")
            yield from _of_body(node.body, where=where, inside=node)
        elif isinstance(node, Function):
            yield from _of_function(node, where=where, place=place + node.name, inside=inside)
        elif isinstance(node, ast.If | ast.Try):
            yield from _of_body(node.body, where=where, inside=inside)


def _of_function(node: Function, *, where: str, place: str, inside: ast.ClassDef | None) -> Iterator[Finding]:
    lines = _body_lines(node)
    is_view = "/views" in where and "request" in [argument.arg for argument in node.args.args[:1]]
    if is_view and lines > LIMITS["view-lines"]:
        yield Finding("view-lines", place, f"{lines} lines")
    elif lines > LIMITS["function-lines"]:
        yield Finding("function-lines", place, f"{lines} lines")
    positional = [argument.arg for argument in node.args.posonlyargs + node.args.args]
    named = [argument.arg for argument in node.args.kwonlyargs]
    for bad in sorted(FORBIDDEN_NAMES & {*positional, *named}):
        yield Finding("name", place, f"parameter {bad}")
    if not _is_public(node, inside) or _is_signed_elsewhere(node, where=where):
        return
    own = [name for name in positional if name not in ("self", "cls")]
    if len(own) + len(named) > LIMITS["parameters"]:
        yield Finding("parameters", place, f"{len(own) + len(named)} parameters")
    # A method that overrides takes its signature from the class above it.
    if len(own) > LIMITS["positional"] and not (inside and inside.bases):
        yield Finding("positional", place, f"not keyword-only: {', '.join(own[LIMITS['positional'] :])}")


def _body_lines(node: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    last = node.end_lineno or node.lineno
    first = node.body[0]
    has_words = ast.get_docstring(node) is not None
    return last - node.lineno + 1 - ((first.end_lineno or 0) - first.lineno + 1 if has_words else 0)


def _is_public(node: Function, inside: ast.ClassDef | None) -> bool:
    return not node.name.startswith("_") and not (inside and inside.name.startswith("_"))


def _is_signed_elsewhere(node: Function, *, where: str) -> bool:
    called = (d.func if isinstance(d, ast.Call) else d for d in node.decorator_list)
    names = {d.attr if isinstance(d, ast.Attribute) else getattr(d, "id", "") for d in called}
    return bool(names & SIGNED_ELSEWHERE) or (where.startswith("src/fram/cli/") and _takes_options(node))


def _takes_options(node: Function) -> bool:
    """Whether this is a command: its parameters are options of Typer, or of `fram.cli.options`."""
    words = [ast.unparse(a.annotation) for a in [*node.args.args, *node.args.kwonlyargs] if a.annotation]
    words += [ast.unparse(default) for default in node.args.defaults]
    return any("typer." in word or word in _shared_options() for word in words)


@cache
def _shared_options() -> set[str]:
    """The names of the annotated options that several commands share."""
    file = house.SOURCE / "cli" / "options.py"
    body = house.tree(file).body if file.is_file() else []
    return {
        target.id
        for node in body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _python(root: Path) -> Iterator[Path]:
    for folder in ("src", "tools", "benchmarks", "tests"):
        yield from house.python_files(root / folder)


def _folders(root: Path) -> Iterator[Finding]:
    for folder in sorted({path.parent for path in house.python_files(root / "src")}):
        modules = [path for path in folder.glob("*.py") if not path.name.startswith("__")]
        if len(modules) > LIMITS["siblings"]:
            yield Finding("siblings", folder.relative_to(root).as_posix(), f"{len(modules)} modules")


def _pages(root: Path) -> Iterator[Finding]:
    for page in sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")]):
        lines = page.read_text(encoding="utf-8").count("\n") + 1
        if lines > LIMITS["page-lines"]:
            yield Finding("page-lines", page.relative_to(root).as_posix(), f"{lines} lines")
