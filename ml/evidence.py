"""What training asks of the evidence at each place, where boxes say what gives an image its label.

The evidence is what Grad-CAM shows: the last layer's answer to the features of one place alone. A softmax
over all places says how it is spread; wanted is an equal spread over the boxes (docs/adr/0056).
"""

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import adaptive_avg_pool2d

from ml.augment import augment_mask
from ml.boxes import mask_of
from ml.recipe import Recipe


def masks_of(
    boxes: dict[int, np.ndarray], indices: np.ndarray, recipe: Recipe, moment: tuple[int, int]
) -> Tensor:
    """Masks of a batch, uint8 (B, S, S), moved as its images were in an (epoch, step); empty without boxes.

    Images without boxes have an empty mask.
    """
    side = recipe.input.size_px
    epoch, step = moment
    if not (recipe.boxes and recipe.boxes_weight and boxes):
        return torch.empty(0)
    masks = np.zeros((len(indices), side, side), np.uint8)
    for place, index in enumerate(indices.tolist()):
        if index in boxes:
            rng = np.random.default_rng((recipe.seed, epoch, index, step))
            masks[place] = augment_mask(mask_of(boxes[index], side), recipe.augmentation, rng)
    return torch.from_numpy(masks)


def outside(evidence: Tensor, labels: Tensor, masks: Tensor) -> Tensor:
    """How little of the evidence for the labels lies inside the boxes: 0 or more, the mean of a batch.

    Parameters
    ----------
    evidence, masks
        float (B, K, h, w) and uint8 (B, S, S); images with an empty mask cost nothing.
    """
    inside = adaptive_avg_pool2d(masks[:, None].float(), (evidence.shape[2], evidence.shape[3])).flatten(1)
    area = inside.sum(dim=1, keepdim=True)
    of_label = evidence[torch.arange(len(labels)), labels].float().flatten(1)
    cost = -(inside / area.clamp_min(1e-6) * of_label.log_softmax(dim=1)).sum(dim=1)
    boxed = area[:, 0] > 0
    return (cost * boxed).sum() / boxed.sum().clamp_min(1)
