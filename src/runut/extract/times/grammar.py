"""The grammar of ``data/time/grammar.yaml``, compiled.

In: rules over grammar symbols ("TGL? D MON (COMMA? Y)?"), with macros. Out: for a symbol string and a position, the
rules that match there, longest first. A symbol is one character of the string, so a rule is a small regular expression
over symbols: no rule repeats a group without bound, so matching is linear. It does not build meanings: each rule
names its builder.

>>> compile_pattern("D MON Y?", {}, {"D": "d", "MON": "m", "Y": "y"})
('dmy?', frozenset({'d'}))
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from runut.data import LOADER
from runut.extract.times.atoms import symbol_table

TOKEN = re.compile(r"\(|\)|\||[?+*]|\{\d(?:,\d)?\}|[A-Za-z][A-Za-z0-9]*")


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern and the builder that gives it its meaning."""

    name: str
    build: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """``starts`` maps a symbol to the rules that can begin with it, in the file's order."""

    starts: Mapping[str, tuple[Rule, ...]]
    symbols: Mapping[str, str]


class _Parser:
    """Recursive descent over a pattern's tokens; gives the expression and the set of first symbols."""

    def __init__(self, pattern: str, macros: Mapping[str, str], symbols: Mapping[str, str]) -> None:
        self.tokens: list[str] = TOKEN.findall(pattern)
        self.macros, self.symbols, self.at = macros, symbols, 0

    def alternatives(self) -> tuple[str, frozenset[str], bool]:
        parts = [self.sequence()]
        while self.at < len(self.tokens) and self.tokens[self.at] == "|":
            self.at += 1
            parts.append(self.sequence())
        first = frozenset().union(*(p[1] for p in parts))
        return "|".join(p[0] for p in parts), first, any(p[2] for p in parts)

    def sequence(self) -> tuple[str, frozenset[str], bool]:
        out, first, empty = "", frozenset[str](), True
        while self.at < len(self.tokens) and self.tokens[self.at] not in ("|", ")"):
            expression, heads, nullable = self.item()
            out += expression
            if empty:
                first |= heads
            empty = empty and nullable
        return out, first, empty

    def item(self) -> tuple[str, frozenset[str], bool]:
        token = self.tokens[self.at]
        self.at += 1
        if token == "(":
            inner, first, empty = self.alternatives()
            self.at += 1
            expression = f"(?:{inner})"
        elif token in self.macros:
            sub = _Parser(self.macros[token], self.macros, self.symbols)
            inner, first, empty = sub.alternatives()
            expression = f"(?:{inner})"
        else:
            expression, first, empty = self.symbols[token], frozenset({self.symbols[token]}), False
        if self.at < len(self.tokens) and (self.tokens[self.at] in "?+*" or self.tokens[self.at][0] == "{"):
            mark = self.tokens[self.at]
            self.at += 1
            expression += mark
            empty = empty or mark in "?*" or mark.startswith("{0")
        return expression, first, empty


def compile_pattern(pattern: str, macros: Mapping[str, str], symbols: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """The regular expression over symbol characters and the characters it can begin with."""
    expression, first, _ = _Parser(pattern, macros, symbols).alternatives()
    return expression, first


@cache
def grammar() -> Grammar:
    """The compiled rules (once per process)."""
    loaded = yaml.load((files("runut.data") / "time" / "grammar.yaml").read_text(encoding="utf8"), Loader=LOADER)
    symbols = symbol_table()
    macros: Mapping[str, str] = loaded["macros"]
    starts: dict[str, list[Rule]] = {}
    for build, rules in loaded["rules"].items():
        for name, pattern in rules.items():
            expression, first = compile_pattern(pattern, macros, symbols)
            rule = Rule(name, build, re.compile(expression))
            for symbol in sorted(first):
                starts.setdefault(symbol, []).append(rule)
    return Grammar({symbol: tuple(rules) for symbol, rules in starts.items()}, symbols)
