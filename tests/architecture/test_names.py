"""A module is named for what it holds; these names hold anything."""

from tests.architecture.sources import PACKAGES, ROOT, source_files

NAMES_THAT_SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}


def test_no_module_or_folder_has_a_name_that_says_nothing():
    vague = [
        str(path.relative_to(ROOT))
        for path in source_files(*PACKAGES, "tests")
        if NAMES_THAT_SAY_NOTHING
        & {word for part in path.relative_to(ROOT).with_suffix("").parts for word in part.split("_")}
    ]
    assert not vague
