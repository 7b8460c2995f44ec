"""Which images are copies or near copies of one another, so that a split can keep them on one side.

Exact copies share a hash of their decoded pixels. Near copies share a perceptual hash up to a few bits and a
high correlation of their small versions; either alone calls too many pictures alike.

References
----------
The perceptual hash is the usual one over the low frequencies of the discrete cosine transform
(Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010).
"""

import hashlib

import cv2
import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ml.progress import Progress, no_progress

_SMALL_PX = 32
_HASH_PX = 8
_DIGEST_BYTES = 16
_LARGEST_HASH_DISTANCE = 6  # bits of 64
_SMALLEST_CORRELATION = 0.95


FINGERPRINT = np.dtype(
    [
        ("digest", f"V{_DIGEST_BYTES}"),  # of size and pixels
        ("perceptual", np.uint64),
        ("small", np.uint8, (_SMALL_PX * _SMALL_PX,)),
    ]
)


def fingerprint(image: np.ndarray) -> tuple[bytes, int, np.ndarray]:
    """What is kept of a display image, uint8 (H, W) or (H, W, 3), to compare it: one row of FINGERPRINT."""
    digest = hashlib.blake2b(
        repr(image.shape).encode() + np.ascontiguousarray(image).tobytes(), digest_size=_DIGEST_BYTES
    )
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == 3 else image
    small = cv2.resize(grey, (_SMALL_PX, _SMALL_PX), interpolation=cv2.INTER_AREA)
    low = cv2.dct(small.astype(np.float32))[:_HASH_PX, :_HASH_PX].ravel()
    bits = low > np.median(low[1:])  # without the mean grey
    return digest.digest(), int.from_bytes(np.packbits(bits).tobytes(), "big"), small.ravel()


def exact_groups(prints: np.ndarray) -> np.ndarray:
    """Number the images, rows of FINGERPRINT, so that exact copies share a number; int (N,)."""
    return np.unique([item.tobytes().hex() for item in prints["digest"]], return_inverse=True)[1]


def near_groups(prints: np.ndarray, progress: Progress = no_progress, block: int = 1024) -> np.ndarray:
    """Number the images so that chains of near copies share a number; int (N,).

    Compares all pairs, a block of rows at a time: 6,000 images take a second, 50,000 about a minute.
    """
    hashes = prints["perceptual"]
    small = prints["small"].astype(np.float32)
    small -= small.mean(axis=1, keepdims=True)
    small /= np.linalg.norm(small, axis=1, keepdims=True) + 1e-6
    firsts, seconds = [np.arange(len(prints))], [np.arange(len(prints))]
    for start in range(0, len(prints), block):
        progress(start, len(prints), "comparing images")
        rows = slice(start, start + block)
        alike = np.bitwise_count(hashes[rows, None] ^ hashes[None, start:]) <= _LARGEST_HASH_DISTANCE
        alike &= small[rows] @ small[start:].T >= _SMALLEST_CORRELATION
        first, second = np.nonzero(alike)
        firsts.append(first + start)
        seconds.append(second + start)
    return _components(np.concatenate(firsts), np.concatenate(seconds), len(prints))


def joined(groups: np.ndarray, names: list[str]) -> np.ndarray:
    """Join groups whose images carry the same name (a patient's, say); empty names join nothing."""
    keys = np.array([f"name {name}" if name else f"image {index}" for index, name in enumerate(names)])
    by_name = np.unique(keys, return_inverse=True)[1]
    offset = groups.max() + 1
    bridges = _components(groups, by_name + offset, int(offset + by_name.max() + 1))
    return np.unique(bridges[groups], return_inverse=True)[1]


def _components(firsts: np.ndarray, seconds: np.ndarray, count: int) -> np.ndarray:
    links = coo_array((np.ones(len(firsts), np.int8), (firsts, seconds)), shape=(count, count))
    return connected_components(links, directed=False)[1]
