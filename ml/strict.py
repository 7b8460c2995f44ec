"""JSON and weights of strangers: read as data of the expected kind, or refused with the reason."""

import json
import math
import struct
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ml.errors import ModelError

LARGEST_HEADER_BYTES = 5_000_000  # ten thousand tensors
_LONGEST_TEXT = 20_000
_DTYPES = frozenset({"F32", "F16", "I64"})
_LENGTH_BYTES = 8


def read_json(text: str) -> Any:
    """JSON without NaN, without a key twice, not nested without end.

    Raises
    ------
    ModelError
        When it is anything else.
    """
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_without_doubles)
    except RecursionError as error:
        raise ModelError("it is nested too deeply") from error
    except ValueError as error:
        raise ModelError(f"it is no JSON: {error}") from error


def check_fields(content: Any, kind: type) -> None:
    """Refuse an object with a key that a dataclass has not, or a value of another type than it says.

    Raises
    ------
    ModelError
        Names the key.
    """
    if not isinstance(content, dict):
        raise ModelError(f"the card's {kind.__name__} part is not a JSON object")
    known = {item.name for item in fields(kind)}
    for name in sorted(set(content) - known):
        raise ModelError(f"unknown field {name!r} in the card's {kind.__name__} part")
    hints = get_type_hints(kind)
    for name, value in content.items():
        if not _fits(value, hints[name]):
            shown = repr(value)[:60]
            raise ModelError(f"field {name!r} in the card's {kind.__name__} part cannot be {shown}")


def _fits(value: Any, hint: Any) -> bool:
    """Is this JSON value one of a type as dataclasses of cards have them?"""
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return any(_fits(value, each) for each in inside)
    if origin is tuple:
        return isinstance(value, list) and all(_fits(item, inside[0]) for item in value)
    if origin is dict:
        return isinstance(value, dict) and all(_fits(item, inside[1]) for item in value.values())
    return hint is Any or _fits_plainly(value, hint)


def _fits_plainly(value: Any, hint: type) -> bool:
    if is_dataclass(hint):
        return isinstance(value, dict)
    if hint is float:
        return type(value) in (int, float) and math.isfinite(value)
    if issubclass(hint, str):
        return isinstance(value, str) and len(value) <= _LONGEST_TEXT and _is_plain(value)
    return type(value) is hint  # int, bool, None


def _is_plain(text: str) -> bool:
    return all(letter >= " " or letter in "\n\t" for letter in text)


def check_weights_header(path: Path) -> None:
    """Refuse a safetensors file whose header is huge, or names anything but tensors that a model has.

    Raises
    ------
    ModelError
        Says what is wrong with it.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(_LENGTH_BYTES)
        length = struct.unpack("<Q", start)[0] if len(start) == _LENGTH_BYTES else 0
        if not 0 < length <= min(LARGEST_HEADER_BYTES, size - _LENGTH_BYTES):
            raise ModelError(f"{path} is damaged or not a safetensors file: its header cannot be so long")
        try:
            header = read_json(file.read(length).decode())
        except (ModelError, UnicodeDecodeError) as error:
            raise ModelError(f"{path} is damaged or not a safetensors file: {error}") from error
    if not isinstance(header, dict):
        raise ModelError(f"{path} is damaged or not a safetensors file: its header is no object")
    if header.pop("__metadata__", {"format": "pt"}) != {"format": "pt"}:
        raise ModelError(f"{path} carries notes that no model of this program has")
    for name, entry in header.items():
        if not isinstance(entry, dict) or entry.get("dtype") not in _DTYPES:
            raise ModelError(f"{path}: {name[:100]!r} is no tensor that a model of this program has")


def _refuse_constant(text: str) -> None:
    raise ValueError(f"{text} is no number")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found
