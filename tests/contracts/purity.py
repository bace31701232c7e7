"""Find calls that an engine must not make: those that read, print, look at a clock or roll unseeded dice.

Imports are the linter's work; this looks at what is called, because `datetime`, `numpy` and the built-in
`open` are needed or always there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

FORBIDDEN = {
    "open": "reads or writes a file",
    "input": "asks the user",
    "print": "prints",
    "breakpoint": "stops the program",
    "io.open": "reads or writes a file",
    "datetime.datetime.now": "looks at the clock",
    "datetime.datetime.today": "looks at the clock",
    "datetime.datetime.utcnow": "looks at the clock",
    "datetime.date.today": "looks at the clock",
    "uuid.uuid1": "looks at the clock",
    "uuid.uuid4": "rolls unseeded dice",
    "numpy.load": "reads a file",
    "numpy.loadtxt": "reads a file",
    "numpy.genfromtxt": "reads a file",
    "numpy.fromfile": "reads a file",
    "numpy.memmap": "reads a file",
    "numpy.save": "writes a file",
    "numpy.savez": "writes a file",
    "numpy.savetxt": "writes a file",
}
FORBIDDEN_MODULES = {"importlib.resources": "reads a file", "importlib.metadata": "reads a file"}
# These may be called, if something is handed to them; all else in numpy.random is the shared generator.
SEEDABLE = {"default_rng", "Generator", "Philox", "PCG64", "PCG64DXSM", "SFC64", "MT19937", "SeedSequence"}


def impurities(source: str) -> list[str]:
    """What is impure in a module's text, as `line: call: what it does`."""
    module = ast.parse(source)
    names = _imported_names(module)
    return sorted(_judge(module, names))


def _judge(module: ast.Module, names: dict[str, str]) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for origin in _origins(node):
                for name, why in FORBIDDEN_MODULES.items():
                    if f"{origin}.".startswith(f"{name}."):
                        yield f"{node.lineno}: import {origin}: {why}"
        elif isinstance(node, ast.Call) and (why := _fault(node, _dotted(node.func, names))):
            yield f"{node.lineno}: {ast.unparse(node.func)}: {why}"


def _fault(call: ast.Call, called: str) -> str | None:
    bare = not call.args and not call.keywords
    if called in FORBIDDEN:
        return FORBIDDEN[called]
    if called.startswith("numpy.random."):
        kind = called.removeprefix("numpy.random.")
        return None if kind in SEEDABLE and not bare else "rolls unseeded dice"
    if called.endswith(".rvs") and not any(word.arg == "random_state" for word in call.keywords):
        return "rolls unseeded dice"
    if called.endswith(".datetime64") and any(
        isinstance(word, ast.Constant) and word.value in ("now", "today") for word in call.args
    ):
        return "looks at the clock"
    return None


def _imported_names(module: ast.Module) -> dict[str, str]:
    """Each local name with the dotted name that it stands for."""
    names: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def _origins(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{node.module}.{alias.name}" for alias in node.names]


def _dotted(node: ast.expr, names: dict[str, str]) -> str:
    """The full name of what is called: `np.random.normal` is `numpy.random.normal`."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value, names)}.{node.attr}"
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    return "?"
