"""Whether the kernel says that somebody keeps the machine's clock: asked of Linux, which notes it for whoever runs NTP.

`adjtimex(2)` with no mode set only reads and needs no rights. A container may refuse it, and other systems do not have it.
"""

import ctypes
import sys
from enum import StrEnum

#: From <sys/timex.h>: what the call gives, and the bit of `status`, while nobody keeps the clock.
_TIME_ERROR, _STA_UNSYNC = 5, 0x40
_FAILED = -1


class Kept(StrEnum):
    """What the kernel says of its clock."""

    SYNCHRONISED = "synchronised"
    UNSYNCHRONISED = "unsynchronised"
    UNKNOWN = "unknown"


class _Timex(ctypes.Structure):
    """`struct timex` as far as it is read; the rest is room for what the kernel writes."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 512),
    )


def kept() -> Kept:
    """Ask the kernel; "unknown" where it refuses or is not Linux."""
    if sys.platform != "linux":
        return Kept.UNKNOWN
    told = _Timex()
    return judged(ctypes.CDLL(None).adjtimex(ctypes.byref(told)), told.status)


def judged(state: int, status: int) -> Kept:
    """What the answer of `adjtimex` means."""
    if state == _FAILED:
        return Kept.UNKNOWN
    return Kept.UNSYNCHRONISED if state == _TIME_ERROR or status & _STA_UNSYNC else Kept.SYNCHRONISED
