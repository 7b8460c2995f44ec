"""A few hundred mutated files at every run of the tests; ``python -m tests.fuzz`` opens any number."""

import pytest

from ml.imaging import read_frame, scan
from tests.fuzz import codestreams
from tests.fuzz.__main__ import case, run_case
from tests.fuzz.pool import Worker
from tests.fuzz.seeds import made_seeds, small_seeds

FILES = 400
CODESTREAMS = 500  # of each codec
SEED = 20261121


@pytest.fixture
def worker():
    worker = Worker()
    yield worker
    worker.close()


def test_the_seeds_are_sound(tmp_path):
    for seed in made_seeds():
        if seed.kind != "dicomdir":
            path = tmp_path / seed.name
            path.write_bytes(seed.data)
            result = scan([path])
            frames = [info for study in result.studies for series in study.series for info in series.frames]
            assert frames, (seed.name, result.failures)
            assert all(read_frame(info).pixels.size for info in frames)


def test_a_number_always_gives_the_same_file():
    seeds = small_seeds()
    for number in range(30):
        assert case(seeds, SEED, number) == case(seeds, SEED, number)
        assert case(seeds, SEED, number) != case(seeds, SEED + 1, number)


def test_mutated_files_are_opened_or_refused_with_a_reason(tmp_path, worker):
    seeds = small_seeds()
    problems = {}
    for number in range(FILES):
        outcome = run_case(case(seeds, SEED, number), worker, tmp_path)
        if outcome.problems:
            problems[number] = outcome.problems
    assert not problems


@pytest.mark.parametrize("codec", codestreams.sources())
def test_spoiled_codestreams_crash_no_decoder(codec):
    assert codestreams.run(codestreams.sources()[codec], SEED, CODESTREAMS) == []


def test_the_harness_sees_a_crash_and_a_hang(tmp_path, worker, monkeypatch):
    path = tmp_path / "a.png"
    path.write_bytes(next(seed.data for seed in made_seeds() if seed.name == "grey.png"))
    assert worker.open(path).problems == ()
    worker._process.kill()
    (crash,) = worker.open(path).problems
    assert crash.startswith("crash: SIGKILL")
    worker.open(path)
    monkeypatch.setattr("tests.fuzz.pool.HANG_S", 0.0)
    (hang,) = worker.open(path).problems
    assert hang.startswith("hang: ")
