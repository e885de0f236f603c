# Sourced by the tests beside it: ClickHouse, migrated, and a relay, both on free ports until the shell ends.
# Needs $bin, the folder of the binaries. Gives $work, a folder of its own, $root, $CLICKHOUSE_URL and $RELAY_URL.
root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT

# url_of COMMAND…: runs it in the background and waits for its first line, which ends in its address. Sets $url.
url_of() {
    mkfifo "$work/ready"
    "$@" >"$work/ready" </dev/null &
    read -r line <"$work/ready"
    rm "$work/ready"
    url=${line##* }
}

cp -r "$bin/../migrated_clickhouse" "$work/data"
url_of "$bin/clickhouse_embedded" --path "$work/data" --port 0 --user-scripts-path "$bin" --functions "$root/udf/functions/*.xml"
export CLICKHOUSE_URL=$url

export HOST=127.0.0.1 PORT=0 PUBLIC_API_KEYS=monitoring_key
url_of env SPOOL_DIR="$work/spool" "$bin/relay" serve
export RELAY_URL=$url
