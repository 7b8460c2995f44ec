"""Decoding a large data set in shares, by several processes or machines that see the same cache.

Each share is an entry of the cache like any other. Who then wants the whole data set finds that all of its
shares are there and joins them, which is copying instead of decoding.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ml import cache
from ml.errors import DatasetError
from ml.preprocess import InputSpec
from ml.progress import Progress
from ml.sources import Sample, SampleSet

_HINT = "shards-"  # a file of this name and a number says that somebody has decoded in so many shares
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Shard:
    """Share ``number``, from 1, of ``count``."""

    number: int
    count: int

    def rows(self, total: int) -> slice:
        """Which of so many samples it has; all shares together have each of them once."""
        return slice(total * (self.number - 1) // self.count, total * self.number // self.count)

    def of(self, found: SampleSet) -> SampleSet:
        """Its samples. Files that could not be opened at all are told by the first share."""
        failures = found.failures if self.number == 1 else ()
        return replace(found, samples=found.samples[self.rows(len(found.samples))], failures=failures)

    def remember(self) -> None:
        """Leave word in the cache that there are shares."""
        cache.cache_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        (cache.cache_folder() / f"{_HINT}{self.count}").touch()


def shard_from(text: str) -> Shard:
    """Read ``2/8``.

    Raises
    ------
    DatasetError
        When it is anything else.
    """
    number, _, count = text.partition("/")
    if number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count) <= _MOST:
        return Shard(int(number), int(count))
    raise DatasetError(f"a shard is written as 2/8, the second of eight, not {text!r}")


def joined_shards(
    key: str, samples: Sequence[Sample], spec: InputSpec | None, progress: Progress
) -> cache.Decoded | None:
    """The entry of all samples, put together from shares; None where some are not there."""
    for count in _counts():
        shards = [Shard(number, count) for number in range(1, count + 1)]
        slices = [shard.rows(len(samples)) for shard in shards]
        found = [cache.load(cache.key_of(samples[rows], spec)) for rows in slices]
        there = [decoded for decoded in found if decoded is not None]
        if len(there) == count:
            return _join(key, len(samples), list(zip(slices, there, strict=True)), progress)
    return None


def _counts() -> list[int]:
    names = [path.name.removeprefix(_HINT) for path in cache.cache_folder().glob(f"{_HINT}*")]
    return sorted(int(name) for name in names if name.isdecimal() and 1 <= int(name) <= _MOST)


def _join(
    key: str, total: int, parts: list[tuple[slice, cache.Decoded]], progress: Progress
) -> cache.Decoded:
    with cache.Store(key, parts[0][1].images.shape[1:], total) as store:
        for rows, decoded in parts:
            progress(rows.start, total, "joining shares")
            for row, image in enumerate(decoded.images):
                store.add(decoded.facts[row : row + 1], image)
            for index, reason in decoded.failures.items():
                store.add_failure(rows.start + index, reason)
        return store.finish()
