"""Finds what the reader said about studies that are not open: reads the headers of their files again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ml.errors import WritingError
from ml.imaging import scan
from ml.imaging.values import FrameInfo, Study, whole_uid
from ml.progress import Progress
from viewer.core.language import tr
from viewer.core.word import Word
from viewer.services.series_files import name_digest
from viewer.services.word_export import Exported, export_words, labelled
from viewer.services.word_places import Places, lasting_path
from viewer.services.word_store import WordStore


@dataclass(frozen=True, slots=True)
class ClosedWords:
    """Words with the studies that their images are in.

    Attributes
    ----------
    missing
        Files that are no longer where they were, or hold other images now.
    """

    studies: tuple[Study, ...]
    words: dict[FrameInfo, Word]
    missing: tuple[Path, ...]


def find_closed_words(
    store: WordStore, places: Places, classes: Collection[str], progress: Progress
) -> ClosedWords:
    """Read the files of these series and what was said about them.

    Parameters
    ----------
    classes
        Of the model in use: a word that names another class was said about another model.

    Raises
    ------
    Cancelled
        From ``progress``.
    """
    wanted = {path for paths in places.values() for path in paths}
    there = {path for path in wanted if path.exists()}
    studies = scan(sorted(there), progress).studies if there else ()
    words: dict[FrameInfo, Word] = {}
    found: set[Path] = set()
    for series in (series for study in studies for series in study.series):
        if name_digest(whole_uid(series)) in places:
            kept = store.load(whole_uid(series), series.frames)
            found |= {lasting_path(info.path) for info in kept}
            words |= {info: word for info, word in kept.items() if word.class_name in classes}
    return ClosedWords(tuple(studies), words, tuple(sorted(wanted - found)))


def export_with_closed(
    target: Path,
    studies: tuple[Study, ...],
    words: Mapping[FrameInfo, Word],
    progress: Progress,
    *,
    store: WordStore,
    closed: Places,
    classes: Collection[str],
) -> Exported:
    """Export the words on the open studies and on those in ``closed``, patients numbered across both.

    See :func:`find_closed_words` for the last three.

    Raises
    ------
    WritingError
        There is nothing to write, or the folder cannot be written to.
    """
    found = find_closed_words(store, closed, classes, progress)
    said = labelled((*studies, *found.studies), {**words, **found.words})
    if not said:
        raise WritingError(
            tr("There is nothing to export: none of {count} files is where it was.", count=len(found.missing))
            if found.missing
            else tr("There is nothing to export: nothing was given a class of this model.")
        )
    return replace(export_words(target, said, progress), missing=found.missing)
