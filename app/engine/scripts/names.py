"""Names that a person's code has, and that the rest of a program must not take from it.

Pure functions; main process. Code is read as a tree here, never run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Mapping

READING_FAILS = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python raises for a text that is no program, or one too long or too deep to be read."""

DOCSTRING = '"""'


def names_taken(source: str, shared: Collection[tuple[str, str]]) -> frozenset[str]:
    """Return the names that a module's own level binds; none where it cannot be read yet.

    Args:
        source: the module.
        shared: modules with a name from each; who imports the same does not take it.
    """
    try:
        body = ast.parse(source).body
        bound = frozenset(_bound(body, inside=False))
    except READING_FAILS:
        return frozenset()
    imports = [node for node in body if isinstance(node, ast.ImportFrom)]
    return bound - {
        entry.name
        for node in imports
        for entry in node.names
        if entry.asname is None and (node.module, entry.name) in shared
    }


def free_names(code: str, taken: frozenset[str]) -> dict[str, str]:
    """Return which names of `code` have to be others because they are taken, and which."""
    ours = {*_bound(ast.parse(code).body, inside=True)}
    return {name: free_name(name, ours | taken) for name in sorted(ours & taken)}


def renamed(code: str, names: Mapping[str, str]) -> str:
    """Return code with other names, but for its docstrings.

    Args:
        code: written by this program, in PEP 8's way: only an argument's name touches its ``=``.
        names: the new names by the old ones.
    """
    if not names:
        return code
    pattern = re.compile(rf"(?<![\w.])({'|'.join(names)})(?![\w=])")
    lines = code.split("\n")
    return "\n".join(
        line if line.lstrip().startswith(DOCSTRING) else pattern.sub(lambda f: names[f[0]], line)
        for line in lines
    )


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return a name that is not taken, with as many underscores behind it as that needs."""
    others = set(taken)
    while name in others:
        name += "_"
    return name


def _bound(body: Iterable[ast.AST], *, inside: bool) -> Iterable[str]:
    """Yield the names that statements bind.

    Args:
        body: the statements.
        inside: also those that functions and classes bind inside.
    """
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
            if not inside:
                continue
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from ((name.asname or name.name).split(".")[0] for name in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name
        if not isinstance(node, ast.Lambda):
            yield from _bound(ast.iter_child_nodes(node), inside=inside)
