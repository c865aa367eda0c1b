"""Rules no off-the-shelf linter knows. Each looks at one committed file and returns what it found."""

from __future__ import annotations

import ast
import dataclasses
import io
import re
import subprocess
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

LONGEST_FILE = 500
VAGUE_NAMES = frozenset({"utils", "util", "common", "helpers", "helper", "manager", "managers", "misc"})
TRANSLATION_CALLS = frozenset({"tr", "translate"})
REGISTRY = re.compile(
    r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs[.]org|registry[.]yarnpkg[.]com|"
    r"proxy[.]golang[.]org|repo1?[.]maven[.]"
)
PERSONAL_FOLDER = re.compile(r"(?<![\w.:/])/(?:home/[a-z]|root/|Users/[A-Za-z])")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
BLANKET = re.compile(r"type:\s*ignore(?!\[)|#\s*noqa(?!:)|(?:ruff|flake8):\s*noqa(?!:)|mypy:\s*ignore-errors")


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One breach: where and what."""

    path: PurePosixPath
    line: int
    rule: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}"


class Source:
    """One text file: its path in the checkout, its text, and for Python the nodes of its syntax tree.

    Raises SyntaxError.
    """

    def __init__(self, path: PurePosixPath, text: str) -> None:
        self.path = path
        self.text = text
        self.is_python = path.suffix == ".py"

        self.nodes = list(ast.walk(ast.parse(text))) if self.is_python else []

    @property
    def calls(self) -> Iterator[ast.Call]:
        """Every call."""
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def finding(self, line: int, rule: str) -> Finding:
        """A breach in this file."""
        return Finding(self.path, line, rule)


Rule = Callable[[Source], Iterator[Finding]]


def size(source: Source) -> Iterator[Finding]:
    """A long file wants two rooms."""
    lines = source.text.count("\n")
    if source.is_python and lines > LONGEST_FILE:
        yield source.finding(lines, f"more than {LONGEST_FILE} lines")


def names(source: Source) -> Iterator[Finding]:
    """A module is named for what it is about."""
    if source.is_python and VAGUE_NAMES & {part.removesuffix(".py") for part in source.path.parts}:
        yield source.finding(1, "a name that says nothing")


def translations(source: Source) -> Iterator[Finding]:
    """An f-string inside a translation call is extracted and then never found at run time."""
    for call in source.calls:
        if _called_name(call) in TRANSLATION_CALLS and any(
            isinstance(arg, ast.JoinedStr) for arg in call.args
        ):
            yield source.finding(call.lineno, "f-string inside a translation call")


def certificates(source: Source) -> Iterator[Finding]:
    """Certificates are verified, always: trust comes by configuration."""
    for call in source.calls:
        for keyword in call.keywords:
            off = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
            if off and keyword.arg in {"verify", "check_hostname", "verify_ssl"}:
                yield source.finding(call.lineno, "certificate verification switched off")
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in {"CERT_NONE", "_create_unverified_context"}:
            yield source.finding(node.lineno, "certificate verification switched off")


def waits(source: Source) -> Iterator[Finding]:
    """Nothing waits for a fixed time: it waits for what it needs."""
    for call in source.calls:
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func) == "time.sleep":
            yield source.finding(call.lineno, "fixed wait")


def comments(source: Source) -> Iterator[Finding]:
    """No unfinished marks, and no check silenced without naming which one."""
    if not source.is_python:
        return
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type != tokenize.COMMENT:
            continue
        if UNFINISHED.search(token.string):
            yield source.finding(token.start[0], "mark of unfinished work")
        if BLANKET.search(token.string):
            yield source.finding(token.start[0], "a check silenced without its code")


def places(source: Source) -> Iterator[Finding]:
    """Neither package registries nor anybody's own folders belong into a committed file."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if REGISTRY.search(line):
            yield source.finding(number, "address of a package registry")
        if PERSONAL_FOLDER.search(line):
            yield source.finding(number, "somebody's own folder")


RULES: tuple[Rule, ...] = (size, names, translations, certificates, waits, comments, places)


def check_text(path: PurePosixPath, text: str) -> list[Finding]:
    """Every rule on one file."""
    try:
        source = Source(path, text)
    except SyntaxError as error:
        return [Finding(path, error.lineno or 1, "not valid Python")]
    return [finding for rule in RULES for finding in rule(source)]


def tracked_files(root: Path) -> list[PurePosixPath]:
    """What git knows, plus new files it does not ignore; empty outside a checkout."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    names = (PurePosixPath(name) for name in done.stdout.split("\0") if name)
    return sorted({name for name in names if (root / name).is_file()})


def check_tree(root: Path) -> list[Finding]:
    """Every rule on every text file of a checkout, and the place of every unit test."""
    files = tracked_files(root)
    findings = misplaced_unit_tests(root, files)
    for path in files:
        try:
            text = (root / path).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        findings += check_text(path, text)
    return findings


def misplaced_unit_tests(root: Path, files: list[PurePosixPath]) -> list[Finding]:
    """Unit tests mirror the package: tests/unit/<room>/test_x.py is about an x.py or x/ of that room."""
    found = []
    for path in files:
        if path.parts[:2] != ("tests", "unit") or not path.name.startswith("test_"):
            continue
        room = PurePosixPath(*path.parts[2:-1])
        subject = path.stem.removeprefix("test_")
        rooms = (root / "serums_desktop" / room, root / room)
        if not any((*place.rglob(f"{subject}.py"), *place.rglob(subject)) for place in rooms):
            found.append(Finding(path, 1, f"no module {subject} in {room} that it could be about"))
    return found


def _called_name(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""
