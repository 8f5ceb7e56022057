"""Looks at a person's function while it is being written: parsed, never run, not even compiled.

Main process. What a parser reads is a tree and no code; what only a compiler would find besides is
looked for in the tree. A text that is too long or too deep to be read is refused in words like any
other mistake.
"""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from app.engine.scripts.names import READING_FAILS
from app.engine.scripts.syntax_words import syntax_words
from app.words import tr

LONGEST_SOURCE = 50_000
"""So many characters a function with its helpers has at most: it is looked at as one types."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What keeps a text from being a function that can be run.

    Attributes:
        sentence: says so.
        line: where, counted from 0; None where it is no single place.
        column: where in that line, in characters.
    """

    sentence: str
    line: int | None = None
    column: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What a text turned out to be.

    Attributes:
        name: the function's, or an empty text where there is a mistake.
        mistake: what is wrong; None where nothing is.
    """

    name: str = ""
    mistake: Mistake | None = None


def check_source(source: str) -> Checked:
    """Return which function a text defines, or what is wrong with it."""
    if len(source) > LONGEST_SOURCE:
        words = tr("The code is longer than {most} characters.", most=f"{LONGEST_SOURCE:,}")
        return Checked(mistake=Mistake(words))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python only warns of is no mistake
            body = ast.parse(source).body
            symtable.symtable(source, "<function>", "exec")  # finds names used in two ways
            misplaced = _misplaced(body, in_function=False, in_loop=False)
    except SyntaxError as error:
        return Checked(mistake=_syntax_mistake(error, source))
    except READING_FAILS:
        return Checked(mistake=Mistake(tr("The code is too deeply nested, or holds no text.")))
    if misplaced is not None:
        return Checked(mistake=misplaced)
    return _function_in(body)


def functions_in(source: str) -> list[str]:
    """Return the names of all functions of one argument in a text without mistakes."""
    found = (_as_function(node) for node in ast.parse(source).body)
    names = [each[0] for each in found if each is not None and _takes_one(each[1])]
    return list(dict.fromkeys(names))


def _misplaced(body: Iterable[ast.AST], *, in_function: bool, in_loop: bool) -> Mistake | None:
    """Return the first statement that stands where it has no meaning, which no parser minds."""
    for node in body:
        within, looping = in_function, in_loop
        after: list[ast.stmt] = []  # a loop's else is in the loop no more
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            within, looping = True, False
        elif isinstance(node, ast.ClassDef):
            within, looping = False, False
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            looping, after = True, node.orelse
        elif isinstance(node, (ast.Return, ast.Break, ast.Continue)):
            message = _misplaced_message(node, in_function=in_function, in_loop=in_loop)
            if message:
                words = syntax_words(message, node.lineno)
                return Mistake(words, node.lineno - 1, node.col_offset)
        inner = [child for child in ast.iter_child_nodes(node) if child not in after]
        found = _misplaced(inner, in_function=within, in_loop=looping)
        found = found or _misplaced(after, in_function=within, in_loop=in_loop)
        if found is not None:
            return found
    return None


def _misplaced_message(
    node: ast.Return | ast.Break | ast.Continue, *, in_function: bool, in_loop: bool
) -> str:
    """Return what Python would say of a statement; nothing where it stands well."""
    if isinstance(node, ast.Return):
        return "" if in_function else "'return' outside function"
    word = "break" if isinstance(node, ast.Break) else "continue"
    return "" if in_loop else f"'{word}' outside loop"


def _syntax_mistake(error: SyntaxError, source: str) -> Mistake:
    """Return a mistake that Python has found."""
    count = source.count("\n") + 1
    line = min(max(1, error.lineno or 1), count)
    sentence = syntax_words(error.msg or "", line)
    return Mistake(sentence, line - 1, max(0, (error.offset or 1) - 1))


def _function_in(body: list[ast.stmt]) -> Checked:
    """Return the last function of one argument: helpers come before what uses them."""
    functions = [found for node in body if (found := _as_function(node)) is not None]
    names = [name for name, arguments, _ in functions if _takes_one(arguments)]
    if names:
        return Checked(names[-1])
    if not functions:
        words = tr("There is no function yet. One begins with a line such as: def square(n):")
        return Checked(mistake=Mistake(words))
    name, arguments, line = functions[-1]
    if not [*arguments.posonlyargs, *arguments.args] and arguments.vararg is None:
        words = tr("{name} takes no number: write one name between its brackets.", name=name)
    else:
        words = tr("{name} must be callable with one number, and with nothing else.", name=name)
    return Checked(mistake=Mistake(words, line - 1))


def _as_function(node: ast.stmt) -> tuple[str, ast.arguments, int] | None:
    """Return a function's name, arguments and line, where a statement defines one."""
    if isinstance(node, ast.FunctionDef):
        return node.name, node.args, node.lineno
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
        target = node.targets[0]
        if isinstance(target, ast.Name):
            return target.id, node.value.args, node.lineno
    return None


def _takes_one(arguments: ast.arguments) -> bool:
    """Return whether a function can be called with one value."""
    named = len(arguments.posonlyargs) + len(arguments.args)
    required = named - len(arguments.defaults)
    needs_more = any(default is None for default in arguments.kw_defaults)
    takes = named > 0 or arguments.vararg is not None
    return takes and required <= 1 and not needs_more
