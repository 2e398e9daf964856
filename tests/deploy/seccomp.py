"""The system call filter of a systemd unit, built as systemd builds it, and applied to this process permanently."""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

CALLS: Final = Path(__file__).parent / "system_calls.tsv"
ARCHITECTURES: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""The constants of the kernel (AUDIT_ARCH_…)."""

GET_SECCOMP, SET_SECCOMP, NO_NEW_PRIVS, FILTER = 21, 22, 38, 2
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 1
"""The kernel's return values; the second is EPERM, as in SystemCallErrorNumber."""

LOAD, AND, IS_EQUAL, RETURN = 0x20, 0x54, 0x15, 0x06
NUMBER, ARCHITECTURE, THIRD = 0, 4, 32
"""Offsets in the kernel's seccomp_data: call number, architecture, lower half of the third argument."""

WRITE_AND_EXECUTE, EXECUTE, SHARED_EXECUTE = 6, 4, 0o100000
EXECUTABLE: Final = {
    "mmap": WRITE_AND_EXECUTE,
    "mprotect": EXECUTE,
    "pkey_mprotect": EXECUTE,
    "shmat": SHARED_EXECUTE,
}
"""What MemoryDenyWriteExecute= refuses: calls whose third argument has all of these bits."""

Instruction = tuple[int, int, int, int]


def lacking() -> str:
    """Return why no filter can be applied here, or ""."""
    if sys.platform != "linux" or _prctl(GET_SECCOMP) < 0:
        return "this kernel has no seccomp"
    return "" if platform.machine() in ARCHITECTURES else f"the numbers of system calls of {platform.machine()}"


def allowed(filters: Iterable[str]) -> set[str]:
    """Return the calls that the lines of a unit allow: the first list is allowed, later ones add or remove calls."""
    found = set[str]()
    for line in filters:
        names = {name for word in line.removeprefix("~").split() for name in _members(word)}
        found = found - names if line.startswith("~") else found | names
    return found


def put_on(filters: Iterable[str], *, is_executable_denied: bool) -> None:
    """Filter all further calls of this process and its children."""
    program = list(_program(allowed(filters), is_executable_denied=is_executable_denied))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *one) for one in program))
    whole = ctypes.create_string_buffer(struct.pack("HP", len(program), ctypes.addressof(code)))
    if _prctl(NO_NEW_PRIVS, 1) or _prctl(SET_SECCOMP, FILTER, ctypes.addressof(whole)):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _members(word: str) -> set[str]:
    if not word.startswith("@"):
        return {word}
    return {name for name, (_, groups) in _calls().items() if word in groups}


def _calls() -> dict[str, tuple[int | None, list[str]]]:
    """Return the known calls, each with its number on this machine and its groups."""
    _, heading, *rows = CALLS.read_text(encoding="ascii").splitlines()
    column = heading.split("\t").index(platform.machine())
    cells = [row.split("\t") for row in rows]
    return {row[0]: (int(row[column]) if row[column] else None, row[-1].split()) for row in cells}


def _program(names: set[str], *, is_executable_denied: bool) -> Iterator[Instruction]:
    numbers = {name: number for name, (number, _) in _calls().items() if number is not None}
    yield LOAD, 0, 0, ARCHITECTURE
    yield IS_EQUAL, 1, 0, ARCHITECTURES[platform.machine()]
    yield RETURN, 0, 0, REFUSE
    yield LOAD, 0, 0, NUMBER
    for name, bits in EXECUTABLE.items() if is_executable_denied else ():
        if name in numbers:
            yield IS_EQUAL, 0, 5, numbers[name]
            yield LOAD, 0, 0, THIRD
            yield AND, 0, 0, bits
            yield IS_EQUAL, 0, 1, bits
            yield RETURN, 0, 0, REFUSE
            yield LOAD, 0, 0, NUMBER
    for name in sorted(names & numbers.keys()):
        yield IS_EQUAL, 0, 1, numbers[name]
        yield RETURN, 0, 0, ALLOW
    yield RETURN, 0, 0, REFUSE


def _prctl(*arguments: int) -> int:
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    values = [ctypes.c_ulong(argument) for argument in (*arguments, 0, 0, 0, 0)[1:5]]
    answer: int = prctl(ctypes.c_int(arguments[0]), *values)
    return answer
