"""What the operating system and the allocators can do so that memory reaches neither disk nor strangers."""

from __future__ import annotations

import bisect
import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path

# An agreement among browsers and libraries.
KEY_LOG_VARIABLE = "SSLKEYLOGFILE"

_PR_SET_DUMPABLE = 4  # linux/prctl.h
_M_PERTURB = -6  # malloc.h
_FREED = 0x5A

# glibc keeps, for each thread, so many freed blocks of every size up to the largest as they were
# (GLIBC_TUNABLES(7), glibc.malloc.tcache_count and tcache_max): they are not overwritten when they are freed.
_CACHED_BLOCKS = 7
_LARGEST_CACHED = 1032
_BLOCK_STEP = 16

# CPython takes objects of up to this size from pools of its own, in steps of 16 bytes. A pool has room for
# 16,336 bytes (Objects/obmalloc.c), which blocks of this one size fill to the last 16.
_LARGEST_POOLED = 512
_FILLING = 272
_EMPTY_BYTES = sys.getsizeof(b"")
_AT_ONCE = 256
_POOL_BYTES = 16_384
# Another thread may have begun pools of a size meanwhile, and they are taken from before older ones: so many
# new pools one after the other, and no older one is left. Threads that run at a lock begin a few at most.
_NEW_POOLS = 16


def write_no_key_log() -> None:
    """Have no library write the keys of TLS connections to the file that SSLKEYLOGFILE names.

    Python's ssl and urllib3 do that for whoever sets the variable, whatever else of the environment is left
    unheeded. Before the first connection.
    """
    os.environ.pop(KEY_LOG_VARIABLE, None)


def forbid_core_dumps() -> bool:
    """No core dump and no debugger of the same user; True where the system agreed.

    Linux: RLIMIT_CORE 0 and PR_SET_DUMPABLE 0. macOS: RLIMIT_CORE 0. Windows has no such call for a
    process of one's own; error reports are a matter of policy there.
    """
    if sys.platform == "win32":
        return False
    import resource  # noqa: PLC0415  not on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return True
    refused: int = ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    return refused == 0


def overwrite_what_is_freed() -> bool:
    """From now on the C library overwrites what is freed, for every thread; True where it can (glibc).

    What it keeps aside for the thread that freed it, `overwrite_thread_cache` overwrites; what Python keeps
    in pools of its own, `release_memory`.
    """
    libc = _glibc()
    return libc is not None and bool(libc.mallopt(_M_PERTURB, _FREED))


def overwrite_thread_cache() -> None:
    """Overwrite the freed blocks that the C library keeps for the calling thread. Takes about 1 ms."""
    libc = _glibc()
    if libc is None:
        return
    for size in range(_BLOCK_STEP * 2 - 8, _LARGEST_CACHED + 1, _BLOCK_STEP):
        blocks = [libc.malloc(size) for _ in range(_CACHED_BLOCKS)]
        for block in blocks:
            if block:
                ctypes.memset(block, _FREED, size)
                libc.free(block)


def release_memory() -> None:
    """Overwrite what Python has freed, and give free memory back to the system (glibc; else nothing).

    What is still referred to stays, so garbage is to be collected before; other threads go on meanwhile.
    Filling 20 MB takes about 20 ms.
    """
    libc = _glibc()
    if libc is None:
        return
    _fill_free_pools()
    overwrite_thread_cache()
    libc.malloc_trim(0)


def _fill_free_pools() -> None:
    """Take every free block of Python's pools with zeros in it; they are free again at the end.

    Pools that existed before are used up where new objects stand in memory that was not mapped before, pool
    after pool.
    """
    mapped = list(_mapped())
    starts = [start for start, _ in mapped]

    def was_mapped(address: int) -> bool:
        place = bisect.bisect_right(starts, address) - 1
        return place >= 0 and address < mapped[place][1]

    taken: list[list[bytes]] = []
    # The first size takes all pools that are free as a whole, the others what is free in pools of their own.
    for size in (_FILLING, *range(_LARGEST_POOLED, _EMPTY_BYTES, -_BLOCK_STEP)):
        new_pools: set[int] = set()
        while len(new_pools) < _NEW_POOLS:
            some = [bytes(size - _EMPTY_BYTES) for _ in range(_AT_ONCE)]
            taken.append(some)
            pools = {id(one) // _POOL_BYTES for one in some}
            new_pools |= pools
            if any(was_mapped(pool * _POOL_BYTES) for pool in pools):
                new_pools.clear()


def _mapped() -> Iterator[tuple[int, int]]:
    """Start and end of every mapping of this process, in order."""
    for line in Path("/proc/self/maps").read_text("ascii").splitlines():
        start, _, end = line.partition(" ")[0].partition("-")
        yield int(start, 16), int(end, 16)


def _glibc() -> ctypes.PyDLL | None:
    """The C library with its allocator's own calls, where it is glibc."""
    if not sys.platform.startswith("linux"):
        return None
    # PyDLL keeps Python's lock: nothing else runs between taking a block and overwriting it.
    libc = ctypes.PyDLL(None)
    if not hasattr(libc, "gnu_get_libc_version"):
        return None
    libc.malloc.restype = ctypes.c_void_p
    libc.malloc.argtypes = [ctypes.c_size_t]
    libc.free.restype = None
    libc.free.argtypes = [ctypes.c_void_p]
    return libc
