"""Finding lines in a header, and writing them as text."""

from collections.abc import Iterable, Iterator

from ml.imaging.values import HeaderLine

Lines = tuple[HeaderLine, ...]


def found(lines: Lines, text: str) -> Lines:
    """The lines in which every word of ``text`` occurs, and what leads to them.

    Tag, name, keyword, VR and value are searched, without regard to case. A sequence that is found itself
    keeps all that is in it.
    """
    words = text.casefold().split()
    return tuple(_found(lines, words)) if words else lines


def count(lines: Lines) -> int:
    """How many lines there are at all depths."""
    return sum(1 + count(line.children) for line in lines)


def row_text(line: HeaderLine) -> str:
    """One line, its columns separated by tabs."""
    return "\t".join((line.tag, line.name, line.vr, line.value))


def all_text(lines: Iterable[HeaderLine], depth: int = 0) -> str:
    """Lines at all depths, indented."""
    return "\n".join(_texts(lines, depth))


def _texts(lines: Iterable[HeaderLine], depth: int) -> Iterator[str]:
    for line in lines:
        yield "  " * depth + row_text(line)
        yield from _texts(line.children, depth + 1)


def _found(lines: Lines, words: list[str]) -> Iterator[HeaderLine]:
    for line in lines:
        if _has(line, words):
            yield line
        elif line.children and (below := tuple(_found(line.children, words))):
            yield HeaderLine(line.tag, line.name, line.keyword, line.vr, line.value, below)


def _has(line: HeaderLine, words: list[str]) -> bool:
    text = f"{line.tag} {line.name} {line.keyword} {line.vr} {line.value}".casefold()
    return all(word in text or word in text.replace(",", "") for word in words)
