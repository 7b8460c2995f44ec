"""Does the program start itself: a training, as the wizard does it, and the window?"""

import os
import pkgutil
import subprocess
import tempfile
from importlib import import_module
from pathlib import Path

import cv2
import numpy as np

import ml
import viewer
from ml.card import CARD_FILE
from ml.errors import KesitError
from viewer.core.own_program import own_command
from viewer.selftest.check import Check, checked

_EPOCHS = 2
_IMAGES_PER_CLASS = 12
_SIZE_PX = 32
_PATIENCE_S = 600
_PICTURE = "kesit-window.png"  # where viewer.launch leaves it
_FEWEST_GREYS = 32  # of a window with an image


def check_programs() -> list[Check]:
    return [
        checked("program", "parts", _import_everything),
        checked("program", "training", _train),
        checked("program", "window", _draw_window),
    ]


def check_windows() -> list[Check]:
    return [checked("program", "windows", _open_windows), checked("program", "guide", _find_guide)]


def _open_windows() -> str:
    from viewer.selftest.windows import open_all  # noqa: PLC0415 (what it lacks is what the check is for)

    return open_all()


def _find_guide() -> str:
    from viewer.selftest.windows import find_guide  # noqa: PLC0415 (the same)

    return find_guide()


def _import_everything() -> str:
    """Much is imported when it is first asked for, the wizard for one: what it lacks must show here."""
    names = [
        module.name
        for package in (ml, viewer)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not module.name.endswith(".__main__")
    ]
    for name in names:
        import_module(name)
    return f"{len(names)} modules of the program import"


def _train() -> str:
    with tempfile.TemporaryDirectory() as folder:
        data, model = Path(folder, "data"), Path(folder, "model")
        _write_images(data)
        values = {"epochs": _EPOCHS, "input.size_px": _SIZE_PX, "batch_size": 8, "grouping": "exact"}
        changes = [word for key, value in values.items() for word in ("--set", f"{key}={value}")]
        _run(
            [*own_command("train"), str(data), "--recipe", "small-cnn", "--out", str(model), *changes], folder
        )
        if not (model / CARD_FILE).is_file():
            raise KesitError("the training ended without a model")
        _run([*own_command("export"), str(model), "--onnx", str(Path(folder, "model.onnx"))], folder)
        return f"{_EPOCHS} epochs of {2 * _IMAGES_PER_CLASS} computed images made a model, and ONNX of it"


def _draw_window() -> str:
    """The window on the sample study, drawn offscreen as it is on a machine without a screen."""
    with tempfile.TemporaryDirectory() as folder:
        _run([*own_command(), "--sample"], folder, QT_QPA_PLATFORM="offscreen")
        picture = cv2.imread(str(Path(folder, _PICTURE)), cv2.IMREAD_GRAYSCALE)
        if picture is None or len(np.unique(picture)) < _FEWEST_GREYS:
            raise KesitError("the window shows no image")
        return f"drawn, {picture.shape[1]} × {picture.shape[0]} pixels"


def _run(command: list[str], folder: str, **variables: str) -> None:
    """Run one of our programs with a home of its own; raises KesitError with its last words."""
    roots = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    environment = os.environ | {"KESIT_DATA_DIR": str(Path(folder, "kesit")), **variables}
    environment["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2]), *roots])
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=_PATIENCE_S, check=False
    )
    if done.returncode:
        last_words = done.stderr.strip().splitlines()[-3:]
        raise KesitError(f"exit code {done.returncode}: {' / '.join(last_words)}")


def _write_images(folder: Path) -> None:
    """Squares at the left in one class, at the right in the other, on noise."""
    rng = np.random.default_rng(1)
    for name, left in (("left", 4), ("right", 20)):
        (folder / name).mkdir(parents=True)
        for number in range(_IMAGES_PER_CLASS):
            image = rng.integers(0, 90, (_SIZE_PX, _SIZE_PX), np.uint8)
            top = int(rng.integers(2, 22))
            image[top : top + 8, left : left + 8] = 230
            cv2.imwrite(str(folder / name / f"{number:02d}.png"), image)
