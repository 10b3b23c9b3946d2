#!/usr/bin/env bash
# Runs every call of every generated client against Prism, a mock server that nobody here wrote, which serves the same specs.
#
# Installs Prism below the target directory, starts one server a spec on free ports of this machine, runs the suite in
# tests/tests/prism/, and ends the servers, however it goes. Needs Rust, Node and npm; the first run needs the network.
set -euo pipefail

readonly VERSION=5.14.2
# Prism makes the same answers up for a call as long as its seed is the same, so there are several runs.
readonly SEEDS=(1 2 3)
readonly VENDORS=(nicejob jobbers geonext letsjobit)

cd "$(dirname "${BASH_SOURCE[0]}")/.."
target=${CARGO_TARGET_DIR:-target}
readonly folder=$target/prism-$VERSION
readonly prism=$folder/node_modules/.bin/prism
servers=()

say() { printf '==> %s\n' "$*"; }

fail() {
    printf 'prism: FAILED: %s\n' "$*" >&2
    exit 1
}

end_servers() {
    # Written so that old versions of bash take an empty list.
    for server in ${servers[@]+"${servers[@]}"}; do
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    done
    servers=()
}
trap end_servers EXIT
trap 'exit 130' INT TERM

for tool in cargo node npm; do
    command -v "$tool" >/dev/null || fail "\`$tool\` is missing; this needs Rust, Node 20 or later, and npm"
done

if [[ ! -x $prism ]]; then
    say "installing Prism $VERSION into $folder"
    rm -rf "$folder"
    mkdir -p "$folder"
    # No scripts of packages are run: one of them would report the installation to its maker.
    npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error "@stoplight/prism-cli@$VERSION" ||
        { rm -rf "$folder"; fail "npm could not install it"; }
fi

say "building the suite"
cargo test --package brogue-tests --test prism --locked --no-run --quiet || fail "the suite does not compile"

# Prints as many free ports of this machine as are wanted.
free_ports() {
    node -e '
        const servers = Array.from({ length: Number(process.argv[1]) }, () => require("net").createServer());
        let left = servers.length;
        for (const server of servers) server.listen(0, "127.0.0.1", () => {
            if (--left > 0) return;
            for (const each of servers) { console.log(each.address().port); each.close(); }
        });' "$1"
}

# Waits until something answers at a port; fails if the server ends or stays silent.
await() {
    local vendor=$1 port=$2 server=$3 log=$4
    for _ in $(seq 120); do
        if ! kill -0 "$server" 2>/dev/null; then
            cat "$log" >&2
            fail "the server of $vendor has ended"
        fi
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            return
        fi
        sleep 0.5
    done
    cat "$log" >&2
    fail "the server of $vendor does not answer"
}

for seed in "${SEEDS[@]}"; do
    say "serving the specs, seed $seed"
    # shellcheck disable=SC2207 # There is nothing but numbers in it.
    ports=($(free_ports "${#VENDORS[@]}"))
    addresses=""
    for index in "${!VENDORS[@]}"; do
        vendor=${VENDORS[$index]} port=${ports[$index]}
        # Run by node itself, so that the process that is ended is the server. Where an answer of its own breaks the spec, `--errors`
        # makes it an error.
        node "$prism" mock "specs/$vendor.yaml" --host 127.0.0.1 --port "$port" --errors --seed "$seed" \
            >"$folder/$vendor.log" 2>&1 &
        servers+=("$!")
        addresses+="$vendor=http://127.0.0.1:$port "
    done
    for index in "${!VENDORS[@]}"; do
        await "${VENDORS[$index]}" "${ports[$index]}" "${servers[$index]}" "$folder/${VENDORS[$index]}.log"
    done

    BROGUE_PRISM=$addresses RUST_BACKTRACE=0 cargo test --package brogue-tests --test prism --locked --quiet 2>&1 |
        tee "$folder/suite.log" || fail "see above; what the servers said is in $folder"
    # A suite that tested nothing must not pass.
    for vendor in "${VENDORS[@]}"; do
        for answers in plain made-up; do
            grep -Eq "$vendor, $answers answers: ([0-9]+) of \1 operations called" "$folder/suite.log" ||
                fail "the suite did not call all of $vendor"
        done
    done
    grep -q 'controls: ' "$folder/suite.log" || fail "the suite did not look whether Prism refuses anything"
    end_servers
done

say "prism: PASSED: every operation of every client, with ${#SEEDS[@]} seeds"
