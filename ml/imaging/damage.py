"""The line between files, which may hold anything, and the program, which knows one error for all of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from ml.errors import ImagingError


@contextmanager
def damage_named(what: str) -> Iterator[None]:
    """Turn whatever a damaged file makes a library raise into an error with a message.

    Parsers of damaged bytes raise whatever they trip over: KeyError, struct.error, RecursionError, errors of
    their own. Their texts are left out: they may quote the values of a header.

    Raises
    ------
    ImagingError
        In place of any other exception but OSError, which tells of the disk and not of the content.
    """
    try:
        yield
    except (ImagingError, OSError):
        raise
    except MemoryError as error:
        raise ImagingError(f"{what} asks for more memory than there is") from error
    except Exception as error:
        raise ImagingError(f"damaged: {what} cannot be read ({type(error).__name__})") from error
