"""Documents as JSON and back, without loss."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from corpus.model import (
    Clause,
    Jurisdiction,
    Level,
    Part,
    PartKind,
    PolicyDocument,
    Reference,
    Responsibility,
    Role,
    Script,
    Span,
)

T = TypeVar("T")

_FIELDS = frozenset(field.name for field in fields(PolicyDocument))


def encode_document(document: PolicyDocument) -> str:
    """The document as one JSON text; spans are pairs, dates ISO 8601."""
    return json.dumps(_plain(document), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def decode_document(text: str) -> PolicyDocument:
    """The document that `encode_document` wrote."""
    data: dict[str, Any] = json.loads(text)
    for name in ("issued_on", "effective_from", "effective_until"):
        data[name] = data[name] and date.fromisoformat(data[name])
    data["jurisdiction"] = _jurisdiction(data["jurisdiction"])
    data["script"] = Script(data["script"])
    data["issuing_bodies"] = tuple(data["issuing_bodies"])
    data["warnings"] = tuple(data["warnings"])
    data["evidence"] = tuple((name, _span(span)) for name, span in data["evidence"])
    data["parts"] = tuple(
        Part(kind=PartKind(part["kind"]), span=_span(part["span"])) for part in data["parts"]
    )
    data["clauses"] = tuple(_with_span(Clause, row, "path", "body") for row in data["clauses"])
    data["responsibilities"] = tuple(
        _with_span(Responsibility, {**row, "role": Role(row["role"])})
        for row in data["responsibilities"]
    )
    data["references"] = tuple(_with_span(Reference, row, "path") for row in data["references"])
    return PolicyDocument(**{name: value for name, value in data.items() if name in _FIELDS})


def _span(pair: list[int]) -> Span:
    return Span(start=pair[0], end=pair[1])


def _jurisdiction(data: dict[str, Any]) -> Jurisdiction:
    return Jurisdiction(
        name=data["name"],
        level=Level(data["level"]),
        code=data["code"],
        ancestors=tuple(data["ancestors"]),
    )


def _with_span(kind: type[T], row: dict[str, Any], *others: str) -> T:
    """A value with a span field; `others` are further fields to turn into tuples or spans."""
    row["span"] = _span(row["span"])
    for name in others:
        row[name] = _span(row[name]) if name == "body" else tuple(row[name])
    return kind(**row)
