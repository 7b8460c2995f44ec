"""A data set decoded in shares is the data set decoded at once, and nothing is decoded twice."""

import json

import numpy as np
import pytest

from ml import cache, checks, dataset, decode
from ml.dataset import load_images
from ml.errors import DatasetError
from ml.preprocess import InputSpec
from ml.progress import no_progress
from ml.shards import Shard, shard_from
from ml.sources import find_samples
from tests.ml.pictures import write_patch_dataset

SPEC = InputSpec(size_px=32)


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path / "user"))
    folder = write_patch_dataset(tmp_path / "data", 11)
    (folder / "plain" / "004.png").write_bytes(b"\x89PNG torn")
    return folder


@pytest.mark.parametrize("count", [1, 3, 7])
def test_shares_are_joined_without_decoding_again(count, data, tmp_path, monkeypatch):
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path / "other"))
    whole = load_images(find_samples(data), SPEC)
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path / "user"))
    read = [decode.decode_share(data, SPEC, Shard(n, count), no_progress)[0] for n in range(1, count + 1)]
    assert sum(read) == len(whole.samples) == 21
    monkeypatch.setattr(dataset, "_decode", lambda *_: pytest.fail("decoded again"))
    joined = load_images(find_samples(data), SPEC)
    np.testing.assert_array_equal(joined.images, whole.images)
    np.testing.assert_array_equal(joined.facts, whole.facts)
    assert [s.info.path for s in joined.samples] == [s.info.path for s in whole.samples]
    assert joined.failures == whole.failures and len(joined.failures) == 1
    assert cache.load(cache.key_of(find_samples(data).samples, SPEC)) is not None  # joined once for all


def test_with_a_share_missing_all_is_decoded(data):
    for number in (1, 3):
        decode.decode_share(data, SPEC, Shard(number, 3), no_progress)
    assert len(load_images(find_samples(data), SPEC).samples) == 21


@pytest.mark.parametrize("text", ["", "3", "0/3", "4/3", "1/0", "a/b", "1/3/5", "-1/3", "1/99999"])
def test_what_is_no_shard_is_refused(text):
    with pytest.raises(DatasetError, match="2/8"):
        shard_from(text)


def test_the_commands_share_and_join(data, capsys, monkeypatch):
    for number in (1, 2):
        code = checks.main([str(data), "--shard", f"{number}/2", "--json"])
        told = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert told["shard"] == f"{number}/2" and code == (1 if told["failures"] else 0)
        assert decode.main([str(data), "--set", "input.size_px=32", "--shard", f"{number}/2"]) == code
    assert "share 2 of 2" in capsys.readouterr().out
    monkeypatch.setattr(dataset, "_decode", lambda *_: pytest.fail("decoded again"))
    checks.main([str(data), "--json"])
    assert json.loads(capsys.readouterr().out)["images"] == 21
    assert len(load_images(find_samples(data), SPEC).samples) == 21
    assert checks.main([str(data), "--shard", "3/2"]) == 1 and decode.main([str(data), "--shard", "x"]) == 1
    assert capsys.readouterr().err.count("2/8") == 2
