"""The reader's words leave as a labelled folder that training takes at once: pictures and a table.

Pictures are as the network is shown them, without a header; patients are numbered.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from ml.errors import ImagingError, WritingError
from ml.imaging import display_image, read_frame
from ml.imaging.values import FrameInfo, Study
from ml.new_folder import check_is_new, filled_at_the_end
from ml.progress import Progress
from ml.sources import MANIFEST_FILE, pixel_aspect
from viewer.core.word import Word

COLUMNS = ("path", "label", "group", "stance", "comment", "model", "answer", "probability")


@dataclass(frozen=True, slots=True)
class Said:
    """A frame, its patient's number, and the word about it."""

    info: FrameInfo
    patient: int
    word: Word


@dataclass(frozen=True, slots=True)
class Exported:
    """How many pictures were written, and how many could not be read."""

    folder: Path
    pictures: int
    unreadable: int
    missing: tuple[Path, ...] = ()  # files of closed studies that are no longer where they were


def labelled(studies: Iterable[Study], words: dict[FrameInfo, Word]) -> list[Said]:
    """The words with a class, in the order of the open studies; a study without patient stands alone."""
    numbers: dict[str, int] = {}
    said = []
    for study in studies:
        key = (
            f"patient {study.patient.patient_id}" if study.patient.patient_id else f"study {study.study_uid}"
        )
        for series in study.series:
            for info in series.frames:
                word = words.get(info)
                if word is not None and word.class_name:
                    said.append(Said(info, numbers.setdefault(key, len(numbers) + 1), word))
    return said


def export_words(target: Path, said: list[Said], progress: Progress) -> Exported:
    """Write one picture for each word into a folder for its class, and the table beside them.

    Raises
    ------
    WritingError
        The folder holds something, or cannot be written to.
    """
    check_is_new(target)
    rows, unreadable = [], 0
    with filled_at_the_end(target) as folder:
        for number, one in enumerate(said, start=1):
            progress(number - 1, len(said), "")
            try:
                pixels = _picture(one.info)
            except ImagingError:
                unreadable += 1
                continue
            place = Path(_folder_name(one.word.class_name)) / f"image{number:05d}.png"
            (folder / place).parent.mkdir(exist_ok=True)
            Image.fromarray(pixels).save(folder / place)
            rows.append(_row(place, one))
        if not rows:
            raise WritingError("None of the images could be read. Nothing was written.")
        with (folder / MANIFEST_FILE).open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(rows)
    return Exported(target, len(rows), unreadable)


def _row(place: Path, one: Said) -> tuple[object, ...]:
    word = one.word
    probability = f"{word.probability:.4f}" if word.answer else ""
    patient = f"patient{one.patient:04d}"
    said = (word.stance.value, word.comment, word.model, word.answer, probability)
    return (place.as_posix(), word.class_name, patient, *said)


def _picture(info: FrameInfo) -> np.ndarray:
    """The display image, with square pixels."""
    frame = read_frame(info)
    display, aspect = display_image(frame), pixel_aspect(frame)
    if abs(aspect - 1) < 0.01:
        return display
    size = (display.shape[1], max(1, round(display.shape[0] * aspect)))
    return cv2.resize(display, size, interpolation=cv2.INTER_AREA if aspect < 1 else cv2.INTER_LINEAR)


def _folder_name(class_name: str) -> str:
    """A class may be called anything; a folder may not."""
    return (
        "".join(letter if letter.isalnum() or letter in "-_ " else "_" for letter in class_name).strip()
        or "_"
    )
