"""The graph of a network as ONNX without its weights, and how the two become one model again.

A graph depends on the architecture alone and takes a few kilobytes, so one file serves every model of an
architecture, and no weights are kept twice. Weights join by what Protocol Buffers promise: two messages
written one behind the other read as one, their lists joined. So a dozen lines here stand for a library.

References
----------
onnx/onnx.proto (ModelProto, GraphProto, NodeProto, TensorProto); Protocol Buffers, "Encoding", "Last One
Wins" and "Merge".
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import platformdirs

import resources

IMAGES = "images"  # the input of a graph
FEATURES, POOLED, FAMILIAR, LOGITS = "features", "pooled", "familiar", "logits"  # its outputs
_GRAPH, _METADATA = 7, 14  # fields of ModelProto
_NODE, _INITIALIZER, _INPUT = 1, 5, 11  # fields of GraphProto
_BYTES, _VARINT, _FIXED_64, _FIXED_32 = 2, 0, 1, 5  # wire types
_FLOAT = 1  # TensorProto.DataType


def find_graph(architecture: str, fingerprint: str) -> bytes | None:
    """The graph of an architecture that comes with Kesit, else the one kept for these very weights."""
    for path in (graphs_folder() / f"{architecture}.onnx", kept_graph(fingerprint)):
        if path.is_file():
            return path.read_bytes()
    return None


def graphs_folder() -> Path:
    """Where the graphs are that come with Kesit."""
    return Path(resources.__file__).parent / "graphs"


def kept_graph(fingerprint: str) -> Path:
    """Where the graph for weights with this fingerprint is kept, once it was made on this machine."""
    return Path(platformdirs.user_cache_dir("kesit", appauthor=False)) / "graphs" / f"{fingerprint}.onnx"


def fingerprint_of(weights_file: Path) -> str:
    """What tells one file of weights from all others."""
    with weights_file.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def with_weights(graph: bytes, tensors: Mapping[str, np.ndarray], metadata: Mapping[str, str] = {}) -> bytes:
    """A whole ONNX model: float32 tensors by name join their graph, and texts its metadata."""
    weights = b"".join(_field(_INITIALIZER, _tensor(name, values)) for name, values in tensors.items())
    texts = (_field(1, key.encode()) + _field(2, text.encode()) for key, text in metadata.items())
    return graph + _field(_GRAPH, weights) + b"".join(_field(_METADATA, text) for text in texts)


def without_weights(model: bytes) -> bytes:
    """The graph alone of a whole ONNX model."""
    kept = []
    for number, field, whole in _fields(model):
        if number == _GRAPH:
            parts = b"".join(part for inner, _, part in _fields(field) if inner != _INITIALIZER)
            whole = _field(_GRAPH, parts)  # noqa: PLW2901 (the same field, shorter)
        kept.append(whole)
    return b"".join(kept)


def wanted_weights(graph: bytes) -> frozenset[str]:
    """The names of the tensors that a graph without weights uses and does not compute."""
    used, made = set(), {""}
    for number, field, _ in _fields(graph):
        for inner, item, _ in _fields(field) if number == _GRAPH else ():
            if inner == _NODE:
                used |= {name.decode() for place, name, _ in _fields(item) if place == 1}
                made |= {name.decode() for place, name, _ in _fields(item) if place == 2}
            elif inner == _INPUT:
                made |= {name.decode() for place, name, _ in _fields(item) if place == 1}
    return frozenset(used - made)


def _tensor(name: str, values: np.ndarray) -> bytes:
    """A TensorProto: dims, data type, name, little-endian values."""
    dims = b"".join(_varint(1 << 3 | _VARINT) + _varint(size) for size in values.shape)
    raw = np.ascontiguousarray(values, "<f4").tobytes()
    return dims + _varint(2 << 3 | _VARINT) + _varint(_FLOAT) + _field(8, name.encode()) + _field(9, raw)


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | _BYTES) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    """Seven bits to the byte, the lowest first, the top bit set while more follow."""
    parts = []
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


def _fields(message: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, content and whole encoding of each field; the content is empty where it is a number."""
    place = 0
    while place < len(message):
        start = place
        tag, place = _read_varint(message, place)
        kind, content = tag & 7, b""
        if kind == _BYTES:
            size, place = _read_varint(message, place)
            content = message[place : place + size]
            place += size
        elif kind == _VARINT:
            _, place = _read_varint(message, place)
        else:
            place += {_FIXED_64: 8, _FIXED_32: 4}[kind]
        yield tag >> 3, content, message[start:place]


def _read_varint(message: bytes, place: int) -> tuple[int, int]:
    value, shift = 0, 0
    while True:
        byte = message[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
        shift += 7
