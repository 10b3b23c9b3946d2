#!/usr/bin/env python3
"""Runs a program and writes what it took as a line of BENCH_LOG: name, CPU seconds, wall seconds, peak memory in bytes.

    BENCH_LOG=log benchmarks/measured.py PROGRAM ARGUMENT...

Also stands before rustc, as RUSTC_WRAPPER: then the name is that of the crate. `cargo xtask bench` uses it both ways.
"""

import os
import sys
import time


def main():
    command = sys.argv[1:]
    began = time.monotonic()
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(process, 0)
    wall = time.monotonic() - began
    is_rustc = "--crate-name" in command
    name = command[command.index("--crate-name") + 1] if is_rustc else os.path.basename(command[0])
    if log := os.environ.get("BENCH_LOG"):
        with open(log, "a") as lines:
            # Kilobytes everywhere but on a Mac.
            peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
            lines.write(f"{name}\t{used.ru_utime + used.ru_stime}\t{wall}\t{peak}\n")
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
