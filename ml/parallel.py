"""Several processes that train one network together, started by torchrun, on one machine or more.

Every process reads the data, makes the same split and takes its share of each batch; gradients are averaged
by torch's DistributedDataParallel. The first process alone writes files and speaks. All functions here also
work in a single process, where they cost nothing.
"""

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NoReturn, TypeVar

import torch
import torch.distributed as dist
from torch import Tensor, nn

from ml.errors import Cancelled, TrainingError
from ml.progress import Progress

_Result = TypeVar("_Result")
_LONGEST_WAIT = timedelta(
    hours=12
)  # the others wait while the first one decodes; the dead are torchrun's job


def start(device: str) -> torch.device | None:
    """Join the other processes, if torchrun has started this one; the device that is this process's own."""
    if "TORCHELASTIC_RUN_ID" not in os.environ:
        return None
    has_cuda = device != "cpu" and torch.cuda.is_available()
    if has_cuda:
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    dist.init_process_group("cpu:gloo,cuda:nccl" if has_cuda else "gloo", timeout=_LONGEST_WAIT)
    return torch.device("cuda", torch.cuda.current_device()) if has_cuda else torch.device("cpu")


def leave(code: int) -> NoReturn:
    """End this process with an exit code; where all went well, together with the others.

    Not as usual: when torch takes apart what joined the processes, one of them aborts now and then (torch
    2.14 with gloo, twice in some fifty runs on a busy machine), and torchrun kills the others, of which the
    first may still be writing the model.
    """
    if not dist.is_initialized():
        sys.exit(code)
    if code == 0:
        dist.barrier()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def was_restarted() -> bool:
    """Has torchrun started this process anew after one had failed?"""
    return int(os.environ.get("TORCHELASTIC_RESTART_COUNT", "0")) > 0


def rank() -> int:
    return dist.get_rank() if dist.is_initialized() else 0


def count() -> int:
    return dist.get_world_size() if dist.is_initialized() else 1


def is_first() -> bool:
    """Is this the process that writes and speaks?"""
    return rank() == 0


def from_first(function: Callable[[], _Result]) -> _Result:
    """What a function gives in the first process, where alone it is called; its errors come to all, too."""
    if count() == 1:
        return function()
    told: list[Any] = [None, None]
    if is_first():
        try:
            told[0] = function()
        except Exception as error:  # noqa: BLE001 (raised again below, in every process)
            told[1] = error
    dist.broadcast_object_list(told, src=0)
    if told[1] is not None:
        raise told[1]
    result: _Result = told[0]
    return result


def share_of(rows: int) -> slice:
    """Which of so many rows this process takes when they are dealt out in order."""
    return slice(rows * rank() // count(), rows * (rank() + 1) // count())


def gathered(share: Tensor) -> Tensor:
    """The shares of all processes, (N, ...) on the CPU, put together in order."""
    if count() == 1:
        return share
    shares: list[Any] = [None] * count()
    dist.all_gather_object(shares, share)
    return torch.cat(shares)


def summed(values: list[float]) -> list[float]:
    """Numbers of all processes added up, one by one."""
    if count() == 1:
        return values
    total = torch.tensor(values, dtype=torch.float64)
    dist.all_reduce(total)
    return [float(value) for value in total]


def together(progress: Progress) -> Progress:
    """Progress that is stopped in all processes when it is in one; all have to call it equally often."""
    if count() == 1:
        return progress

    def tell(done: int, total: int, text: str = "") -> None:
        stopped = 0.0
        try:
            progress(done, total, text)
        except Cancelled:
            stopped = 1.0
        if summed([stopped])[0]:
            raise Cancelled

    return tell


@torch.no_grad()
def like_first(network: nn.Module) -> None:
    """Give the network the weights that it has in the first process."""
    if count() > 1:
        for value in network.state_dict().values():
            dist.broadcast(value, src=0)


def with_averaged_gradients(network: nn.Module) -> nn.Module:
    """The network to call in training: in all processes its gradients become their mean."""
    if count() == 1:
        return network
    return nn.parallel.DistributedDataParallel(network, broadcast_buffers=False)


@torch.no_grad()
def average_buffers(*networks: nn.Module) -> None:
    """Make running statistics one: each process has seen other images."""
    if count() == 1:
        return
    for network in networks:
        for buffer in network.buffers():
            if buffer.is_floating_point():
                dist.all_reduce(buffer)
                buffer.div_(count())


def check_batch(batch_size: int) -> None:
    """Refuse a batch that cannot be dealt out.

    Raises
    ------
    TrainingError
        Says what would do.
    """
    if batch_size % count() or batch_size < 2 * count():
        raise TrainingError(
            f"a batch of {batch_size} cannot be dealt out to {count()} processes: "
            f"--set batch_size={count() * max(2, round(batch_size / count()))}"
        )
