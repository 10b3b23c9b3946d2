#!/usr/bin/env python3
"""What the types of a client cost to compile: our tables against serde's derive, in CPU seconds of rustc for that crate alone.

Two crates are written into a temporary folder from one synthetic description: the same documented structs, once with a table and
`slots!`, once with derives. Both read and write every third struct as operations would, so that what is generic is compiled, too. All
dependencies are built before; then each side is compiled in turn.

    benchmarks/compile-cost.py [--structs 120] [--members 15] [--rounds 3]
    benchmarks/compile-cost.py --types generated/letsjobit      the types of a generated crate instead of synthetic ones
    benchmarks/compile-cost.py --crate generated/letsjobit      a whole crate that exists, beside the two
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import twin

ROOT = Path(__file__).resolve().parent.parent

# Stands before rustc for the crates that are measured, and writes down the CPU seconds of rustc alone.
WRAPPER = """#!/usr/bin/env python3
import os, resource, subprocess, sys
status = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if "--crate-name" in sys.argv:
    with open(os.environ["COMPILE_COST_LOG"], "a") as log:
        name = sys.argv[sys.argv.index("--crate-name") + 1]
        log.write(f"{name} {used.ru_utime + used.ru_stime}\\n")
sys.exit(status)
"""

SCALARS = ["String", "i64", "f64", "bool", "String", "Vec<String>", "String", "i64", "BTreeMap<String, String>", "String"]


def describe(structs, members):
    """(struct, [(field, wire name, type, required)]): mostly scalars, some references up to four levels deep, the first two required."""
    described = []
    for index in range(structs):
        fields = []
        for member in range(members):
            later = index + structs // 4 + member
            if member % 7 == 5 and later < structs:
                kind = f"Record{later}"
            elif member % 7 == 6 and later < structs:
                kind = f"Vec<Record{later}>"
            else:
                kind = SCALARS[(index + member) % len(SCALARS)]
            fields.append((f"member_{member}_of", f"member{member}Of", kind, member < 2))
        described.append((f"Record{index}", fields))
    return described


def structs_of(described, derives, attributes):
    """The structs, documented; `attributes` gives what stands before a field."""
    for name, fields in described:
        yield f"/// A {name} as the vendor keeps it, with what there is to know about it.\n#[derive({derives})]\n#[non_exhaustive]\npub struct {name} {{"
        for field, wire, kind, required in fields:
            yield f"    /// The {wire} of the {name}, as documented by the vendor.\n{attributes(wire, required)}"
            yield f"    pub {field}: {kind if required else f'Option<{kind}>'},\n"
        yield None, name, fields


def calls_of_tables(names):
    """What operations do with types: reading and writing, so that what is generic is compiled."""
    for name in names:
        yield (
            f"/// Reads.\npub fn read_{name.lower()}(text: &str) -> Result<{name}, brogue_runtime::codec::DecodeError> {{\n"
            "    use brogue_runtime::codec::{Shape, Strictness};\n"
            "    brogue_runtime::codec::decode(text, &Shape::PLAIN, Strictness::Tolerant).map(|read| read.value)\n}\n"
            f"/// Writes.\npub fn write_{name.lower()}(value: &{name}) -> Result<String, brogue_runtime::codec::EncodeError> {{\n"
            "    brogue_runtime::codec::encode(value, &brogue_runtime::codec::Shape::PLAIN)\n}\n"
        )


def calls_of_derives(names):
    """The same with serde."""
    for name in names:
        yield (
            f"/// Reads.\npub fn read_{name.lower()}(text: &str) -> serde_json::Result<{name}> {{\n    serde_json::from_str(text)\n}}\n"
            f"/// Writes.\npub fn write_{name.lower()}(value: &{name}) -> serde_json::Result<String> {{\n    serde_json::to_string(value)\n}}\n"
        )


def tables(described):
    """The crate with tables."""
    lines = [
        "//! Types with tables.\nuse std::collections::BTreeMap;\n"
        "use brogue_runtime::codec::{Member, Members, Model};\n"
    ]
    for line in structs_of(described, "Clone, PartialEq", lambda _wire, _required: ""):
        if isinstance(line, str):
            lines.append(line)
            continue
        _, name, fields = line
        rows = "".join(f"        Member::{'required' if required else 'optional'}(\"{wire}\"),\n" for _, wire, _, required in fields)
        lines.append(
            "    /// Members this version of the spec does not know.\n    pub unknown: Members,\n}\n\n"
            f"impl Model for {name} {{\n    const NAME: &'static str = \"{name}\";\n    const MEMBERS: &'static [Member] = &[\n{rows}    ];\n}}\n\n"
            f"brogue_runtime::slots! {{ {name}: {', '.join(field[0] for field in fields)}; unknown }}\n"
        )
    lines += calls_of_tables(name for name, _ in described[::3])
    return "\n".join(lines)


def derived(described):
    """The crate with serde's derives."""

    def attributes(wire, required):
        skipped = "" if required else ', default, skip_serializing_if = "Option::is_none"'
        return f'    #[serde(rename = "{wire}"{skipped})]'

    lines = ["//! Types with derives.\nuse std::collections::BTreeMap;\nuse serde::{Deserialize, Serialize};\n"]
    for line in structs_of(described, "Clone, Debug, PartialEq, Serialize, Deserialize", attributes):
        lines.append(line if isinstance(line, str) else "}\n")
    lines += calls_of_derives(name for name, _ in described[::3])
    return "\n".join(lines)


def write_crate(folder, name, dependencies, source):
    (folder / name / "src").mkdir(parents=True)
    (folder / name / "src/lib.rs").write_text(source)
    (folder / name / "Cargo.toml").write_text(
        f'[package]\nname = "{name}"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]\n{dependencies}'
    )


def cargo(arguments, folder, environment):
    result = subprocess.run(["cargo", *arguments, "--offline", "-q"], cwd=folder, env=environment, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"cargo {' '.join(arguments)} failed:\n{result.stderr}")


def measure(command, side, environment, log):
    """CPU seconds of rustc for one crate, compiled again."""
    folder, name = side
    (folder / "src/lib.rs").touch()
    log.write_text("")
    cargo([*command, "-p", name], folder, environment)
    known = dict(line.split() for line in log.read_text().splitlines())
    return float(known[name.replace("-", "_")])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--structs", type=int, default=120)
    parser.add_argument("--members", type=int, default=15)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--crate", type=Path, action="append", default=[], help="a crate that exists, measured beside the two")
    parser.add_argument("--types", type=Path, help="a generated crate, whose types are measured instead of synthetic ones")
    parser.add_argument("--without-serde", action="store_true", help="the runtime without its feature `serde`")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="compile-cost-") as name:
        folder = Path(name)
        if arguments.types:
            what = f"the types of {arguments.types}"
            ours, theirs, models = twin.sources(arguments.types)
            ours, theirs = (ours + "".join(calls_of_tables(models)), theirs + "".join(calls_of_derives(models)))
        else:
            what = f"{arguments.structs} structs of {arguments.members} members"
            described = describe(arguments.structs, arguments.members)
            ours, theirs = tables(described), derived(described)
        features = "" if arguments.without_serde else ', features = ["serde"]'
        runtime = f'brogue-runtime = {{ path = "{ROOT / "runtime"}", default-features = false{features} }}\n'
        jiff = 'jiff = { version = "0.2", features = ["serde"] }\n'
        write_crate(folder, "tables", runtime + jiff, ours)
        write_crate(folder, "derived", 'serde = { version = "1", features = ["derive"] }\nserde_json = "1"\n' + jiff, theirs)
        (folder / "Cargo.toml").write_text('[workspace]\nresolver = "3"\nmembers = ["tables", "derived"]\n')
        # The same versions as the project's own.
        (folder / "Cargo.lock").write_text((ROOT / "Cargo.lock").read_text())

        wrapper, log = folder / "wrapper.py", folder / "log"
        wrapper.write_text(WRAPPER)
        wrapper.chmod(0o755)
        environment = os.environ | {
            "CARGO_INCREMENTAL": "0",
            # Kept, so that the dependencies are built once.
            "CARGO_TARGET_DIR": str(ROOT / "target/compile-cost"),
            "COMPILE_COST_LOG": str(log),
            "RUSTC_WORKSPACE_WRAPPER": str(wrapper),
        }
        sides = {"derived": (folder / "derived", "derived"), "tables": (folder / "tables", "tables")}
        sides |= {path.name: (path.resolve(), path.name) for path in arguments.crate}

        print(f"{what}, {arguments.rounds} rounds; median CPU seconds of rustc")
        print(f"{'':<24}" + "".join(f"{side:>12}" for side in sides) + f"{'tables/derived':>16}")
        for command in (["check"], ["build", "--release"]):
            for side in sides.values():
                measure(command, side, environment, log)
            times = {side: [] for side in sides}
            for _ in range(arguments.rounds):
                for side, place in sides.items():
                    times[side].append(measure(command, place, environment, log))
            medians = {side: statistics.median(known) for side, known in times.items()}
            ratio = medians["tables"] / medians["derived"]
            print(f"{'cargo ' + ' '.join(command):<24}" + "".join(f"{known:>12.2f}" for known in medians.values()) + f"{ratio:>16.2f}")


if __name__ == "__main__":
    main()
