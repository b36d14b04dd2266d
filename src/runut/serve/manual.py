"""The API's own manual: the OpenAPI document as rows for a page, so that no reader of it comes from another host.

In: the document. Out: frozen rows. It shows what the document says and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Operation", "Parameter", "operations"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of the query or of the path."""

    name: str
    where: str
    many: bool
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address and what is done with it, with all the kinds that it answers in."""

    method: str
    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    answers: tuple[tuple[str, str], ...]
    media: tuple[str, ...]


def operations(document: Mapping[str, Any]) -> tuple[Operation, ...]:
    """Every address of the document, in its order."""
    return tuple(
        _operation(method, path, described)
        for path, methods in document["paths"].items()
        for method, described in methods.items()
    )


def _operation(method: str, path: str, described: Mapping[str, Any]) -> Operation:
    answers = described.get("responses", {})
    return Operation(
        method=method.upper(),
        path=path,
        summary=described.get("summary", ""),
        parameters=tuple(_parameter(one) for one in described.get("parameters", ())),
        answers=tuple((code, answer.get("description", "")) for code, answer in answers.items()),
        media=tuple(media for code, answer in answers.items() if code == "200" for media in answer.get("content", {})),
    )


def _parameter(one: Mapping[str, Any]) -> Parameter:
    schema = one.get("schema", {})
    return Parameter(one["name"], one["in"], schema.get("type") == "array", one.get("description", ""))
