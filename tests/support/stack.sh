# Sourced by tests in bash: ClickHouse, migrated, on a free port until the shell ends, and start_relay.
# Needs $bin, the folder of the binaries. Gives $work, a folder of its own, $root and $CLICKHOUSE_URL.
work=$(mktemp -d)
root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
trap 'kill $(jobs -p) 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT

# first_line COMMAND…: runs it in the background and waits for its first line, which ends in a URL.
first_line() {
    mkfifo "$work/ready"
    "$@" >"$work/ready" </dev/null &
    read -r line <"$work/ready"
    rm "$work/ready"
}

# What a page runs in $work finds the programs where a build puts them.
mkdir -p "$work/build/release" && ln -s "$bin" "$work/build/release/bin"
mkdir "$work/user_scripts" "$work/functions"
cp "$bin"/{normalize_event,resolve_identity} "$work/user_scripts"
cp "$root"/udf/functions/*.xml "$work/functions"
cp -r "$bin/../migrated_clickhouse" "$work/data"
first_line "$bin/clickhouse_embedded" --path "$work/data" --port 0 --user-scripts-path "$work/user_scripts" \
    --functions "$work/functions/*.xml"
export CLICKHOUSE_URL=${line##* }

# start_relay [NAME=VALUE]…: serves on a free port, with more settings. Sets $relay_url.
start_relay() {
    first_line env HOST=127.0.0.1 PORT=0 PUBLIC_API_KEYS=local_dev_key ALLOWED_ORIGINS=http://localhost:3000 "$@" "$bin/relay" serve
    relay_url=${line##* }
}

# Every curl from here on, also in the snippets, fails where the reply is an error.
printf 'silent\nshow-error\nfail-with-body\n' >"$work/.curlrc"
export CURL_HOME=$work

clickhouse() { curl "$CLICKHOUSE_URL/?database=product_analytics" --data-binary "$1"; }
