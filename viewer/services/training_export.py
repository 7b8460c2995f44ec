"""A trained model leaves the program: as one archive, without the images it learnt from, or as ONNX."""

import zipfile
from pathlib import Path

from ml.answered import ANSWERS_FILE, read_answers, write_answers
from ml.card import load_card
from ml.errors import WritingError
from ml.progress import Progress

_FILES = ("model.safetensors", "card.json", "metrics.json", "history.csv", "config.toml")


def export_archive(model: Path, target: Path, progress: Progress) -> Path:
    """Write a zip of the model folder; its report has no pictures and its answers no file names.

    Raises
    ------
    ModelError
        When the folder is not whole.
    WritingError
        When the archive cannot be written.
    """
    from ml.report import REPORT_FILE, content_of, make_page  # noqa: PLC0415 (imports torch)

    card = load_card(model)
    page = make_page(content_of(model))
    writing = target.with_name(target.name + ".writing")
    try:
        with zipfile.ZipFile(writing, "w", zipfile.ZIP_DEFLATED) as archive:
            for done, name in enumerate(_FILES):
                progress(done, len(_FILES), name)
                archive.write(model / name, f"{model.name}/{name}")
            archive.writestr(f"{model.name}/{REPORT_FILE}", page)
            if (model / ANSWERS_FILE).exists():
                nameless = writing.with_name(writing.name + ".csv")
                answered = read_answers(model / ANSWERS_FILE, card.classes)
                write_answers(nameless, answered, card.classes, with_names=False)
                archive.write(nameless, f"{model.name}/{ANSWERS_FILE}")
                nameless.unlink()
        writing.replace(target)
    except OSError as error:
        writing.unlink(missing_ok=True)
        raise WritingError(f"{target.name} cannot be written: {error.strerror}") from error
    return target


def export_to_onnx(model: Path, target: Path, progress: Progress) -> Path:
    """Write the model as ONNX, after comparing it with torch.

    Raises
    ------
    ModelError, WritingError
        As ml.export says.
    """
    from ml.checkpoint import load_model  # noqa: PLC0415 (torch, which the window never waits for)
    from ml.export import export_onnx  # noqa: PLC0415 (as above)

    progress(0, 0, "")
    target.unlink(missing_ok=True)  # the dialog has asked
    return export_onnx(load_model(model), target).path
