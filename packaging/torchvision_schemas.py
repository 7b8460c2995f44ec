"""Lets torchvision be imported without its operators, when PyInstaller starts the program.

Its library of C++ operators is not in the bundle (see prune.py): of the ordinary index it is built against
the CUDA build of torch and does not load beside another one. Without it torchvision's import stops at two
operators that nothing here calls. Their schemas are enough. They are made when torchvision is first imported,
so that a start without torch stays one.
"""

import sys
from importlib.abc import MetaPathFinder

SCHEMAS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)


class _Schemas(MetaPathFinder):
    """Finds nothing; makes the schemas when somebody looks for torchvision."""

    def find_spec(self, name, path=None, target=None):
        if name == "torchvision":
            sys.meta_path.remove(self)
            _define()


def _define():
    import torch

    library = torch.library.Library("torchvision", "DEF")
    for schema in SCHEMAS:
        library.define(schema)
    sys.modules["torchvision_schemas"] = library  # while it lives, so do they


sys.meta_path.insert(0, _Schemas())
