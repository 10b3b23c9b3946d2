#!/usr/bin/env bash
# Tests the simulated vendors with schemathesis, a program that nobody here wrote: it makes requests of the specs, right and wrong ones,
# single and in sequences, and judges the answers by the specs.
#
# Installs schemathesis below the target directory, starts `brogue simulate` for each spec on a free port of this machine, runs all phases
# with all checks, and ends the servers, however it goes. Needs Rust and Python 3.10 or later; the first run needs the network.
# What it is told beyond the specs stands in scripts/schemathesis/.
set -euo pipefail

readonly VERSION=4.32.5
# What is generated depends on this one, too.
readonly HYPOTHESIS=6.170.15
readonly SEED=${SEED:-1}
# Requests for each operation, of each kind, in the phase that makes them up. More find more, and take longer.
readonly EXAMPLES=${EXAMPLES:-40}
readonly VENDORS=(nicejob jobbers geonext letsjobit)

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
target=${CARGO_TARGET_DIR:-target}
mkdir -p "$target"
target=$(cd "$target" && pwd)
readonly folder=$target/schemathesis-$VERSION
server=

say() { printf '==> %s\n' "$*"; }

fail() {
    printf 'schemathesis: FAILED: %s\n' "$*" >&2
    exit 1
}

end_server() {
    if [[ -n $server ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=
    fi
}
trap end_server EXIT
trap 'exit 130' INT TERM

for tool in cargo python3; do
    command -v "$tool" >/dev/null || fail "\`$tool\` is missing; this needs Rust and Python 3.10 or later"
done
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || fail "Python is too old; this needs 3.10 or later"

if [[ ! -x $folder/bin/schemathesis ]]; then
    say "installing schemathesis $VERSION into $folder"
    rm -rf "$folder"
    python3 -m venv "$folder" || fail "Python made no virtual environment; its module \`venv\` may be a package of its own"
    "$folder/bin/pip" install --quiet --disable-pip-version-check \
        "schemathesis==$VERSION" "hypothesis==$HYPOTHESIS" pyyaml ||
        { rm -rf "$folder"; fail "pip could not install it"; }
fi

say "building the simulator"
cargo build --package brogue --locked --quiet || fail "it does not compile"
readonly brogue=$target/debug/brogue

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Waits until something answers at a port; fails if the server ends or stays silent.
await() {
    local vendor=$1 port=$2 log=$3
    for _ in $(seq 100); do
        if ! kill -0 "$server" 2>/dev/null; then
            cat "$log" >&2
            fail "the simulated $vendor has ended"
        fi
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            return
        fi
        sleep 0.1
    done
    fail "the simulated $vendor does not answer"
}

# Nothing of what Python and schemathesis leave behind belongs into the repository.
export PYTHONDONTWRITEBYTECODE=1
export SCHEMATHESIS_HOOKS=$root/scripts/schemathesis/hooks.py
failed=
for vendor in "${VENDORS[@]}"; do
    log=$folder/$vendor-server.log report=$folder/$vendor.log
    port=$(free_port)
    # Quotas are off: an answer that says "too many" says nothing else.
    "$brogue" simulate "specs/$vendor.yaml" --port "$port" --no-quotas >"$log" 2>&1 &
    server=$!
    await "$vendor" "$port" "$log"

    # Every variable of the configuration has to be there, also those of other vendors.
    export TOKEN_COMPANY=none TOKEN_DEVELOPER=none TOKEN_ACCOUNT=none TOKEN_BEARERTOKEN=none
    tokens=$("$folder/bin/python" "$root/scripts/schemathesis/tokens.py" "specs/$vendor.yaml" "http://127.0.0.1:$port") ||
        fail "the simulated $vendor gave no token"
    while IFS='=' read -r name token; do export "$name=$token"; done <<<"$tokens"

    say "$vendor"
    started=$SECONDS
    if (
        cd "$folder"
        bin/schemathesis --config-file "$root/scripts/schemathesis/schemathesis.toml" run "$root/specs/$vendor.yaml" \
            --origin "http://127.0.0.1:$port" --phases examples,coverage,fuzzing,stateful --checks all \
            --max-examples "$EXAMPLES" --seed "$SEED" --continue-on-failure --no-color >"$report" 2>&1
    ); then
        # A run that tested nothing must not pass.
        grep -Eq 'Selected: ([0-9]+)/\1$' "$report" || fail "not all of $vendor was tested, see $report"
        sed -n '/^API Operations:/,/^$/p; /^Test cases:/,/^$/p' "$report" | sed '/^$/d; s/^/    /'
        printf '    %s seconds\n' "$((SECONDS - started))"
    else
        # What went before the first failure is of no use; where there is none, the whole tells what went wrong.
        if grep -Eq '= (FAILURES|ERRORS) =' "$report"; then
            sed -En '/= (FAILURES|ERRORS) =/,$p' "$report"
        else
            cat "$report"
        fi
        failed+=" $vendor"
    fi
    # A task that panicked took its connection with it and no other; what it told went to the log.
    if grep -q 'panicked at' "$log"; then
        grep -A 3 'panicked at' "$log" >&2
        fail "the simulated $vendor has panicked, see $log"
    fi
    kill -0 "$server" 2>/dev/null || fail "the simulated $vendor has ended on its own, see $log"
    end_server
done

[[ -z $failed ]] || fail "not as the specs say:$failed; all of it is in $folder"
say "schemathesis: PASSED: ${VENDORS[*]}, all phases, all checks, seed $SEED"
