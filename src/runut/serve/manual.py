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
    schemas = document.get("components", {}).get("schemas", {})
    return tuple(
        _operation(method, path, described, schemas)
        for path, methods in document["paths"].items()
        for method, described in methods.items()
    )


def _operation(method: str, path: str, described: Mapping[str, Any], schemas: Mapping[str, Any]) -> Operation:
    answers = described.get("responses", {})
    return Operation(
        method=method.upper(),
        path=path,
        summary=described.get("summary", ""),
        parameters=(*map(_parameter, described.get("parameters", ())), *_fields(described, schemas)),
        answers=tuple((code, answer.get("description", "")) for code, answer in answers.items()),
        media=tuple(media for code, answer in answers.items() if code == "200" for media in answer.get("content", {})),
    )


def _parameter(one: Mapping[str, Any]) -> Parameter:
    schema = one.get("schema", {})
    return Parameter(one["name"], one["in"], schema.get("type") == "array", one.get("description", ""))


def _fields(described: Mapping[str, Any], schemas: Mapping[str, Any]) -> tuple[Parameter, ...]:
    """The fields of the object that is sent."""
    sent = described.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    properties = schemas.get(sent.get("$ref", "").rpartition("/")[2], sent).get("properties", {})
    return tuple(
        Parameter(name, "body", _is_list(one), one.get("description", one.get("title", "")))
        for name, one in properties.items()
    )


def _is_list(schema: Mapping[str, Any]) -> bool:
    return "array" in (schema.get("type"), *(one.get("type") for one in schema.get("anyOf", ())))
