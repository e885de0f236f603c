"""Runs the built relay with the environment and the arguments that helm rendered, as a cluster would: the migration Job to its
end, then the relay until its probes pass. Sends events with each key, asks the queries of the two pages, and stops it as a
rollout does.
usage: run_rendered.py BIN_DIR HELM
"""

import contextlib
import json
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
RELEASE = "analytics"
KUBERNETES = "1.30"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextlib.contextmanager
def running(command, **options):
    process = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


@contextlib.contextmanager
def embedded_clickhouse(bin_dir, folder):
    command = [bin_dir / "clickhouse_embedded", "--path", f"{folder}/clickhouse", "--port", 0]
    command += ["--user-scripts-path", bin_dir, "--functions", ROOT / "udf/functions/*.xml"]
    with running(command, stdout=subprocess.PIPE, text=True) as process:
        yield process.stdout.readline().split()[-1]


def render(helm, settings):
    command = [helm, "template", RELEASE, ROOT / "deploy/helm", "--kube-version", KUBERNETES]
    command += ["--values", ROOT / "tests/deploy/values/every_setting.yaml"]
    for name, value in settings.items():
        command += ["--set", f"{name}={value}"]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    manifests = [manifest for manifest in yaml.safe_load_all(output) if manifest]
    return {(manifest["kind"], manifest["metadata"]["name"]): manifest for manifest in manifests}


def environment(manifests, container):
    result = {}
    for variable in container["env"]:
        if "value" in variable:
            result[variable["name"]] = variable["value"]
        else:
            reference = variable["valueFrom"]["secretKeyRef"]
            result[variable["name"]] = manifests["Secret", reference["name"]]["stringData"][reference["key"]]
    return result


def ask(clickhouse, query):
    with urllib.request.urlopen(clickhouse, query.encode(), timeout=10) as reply:
        return reply.read().decode()


def status_of(url, body=None):
    headers = {"Content-Type": "application/json"}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def await_probe(process, url, probe):
    deadline = time.monotonic() + probe["periodSeconds"] * probe["failureThreshold"] + 30
    while status_of(url + probe["httpGet"]["path"]) != 200:
        assert process.poll() is None, "the relay ended by itself"
        assert time.monotonic() < deadline, f"{probe['httpGet']['path']} does not answer 200"
        time.sleep(0.05)


def check_events(url, clickhouse, keys):
    for key in keys:
        batch = {"api_key": key, "batch": [{"event": "rendered", "distinct_id": key}]}
        assert status_of(f"{url}/batch/", json.dumps(batch).encode()) == 200, f"{key} is refused"
    wrong = {"api_key": "wrong", "batch": [{"event": "rendered", "distinct_id": "x"}]}
    assert status_of(f"{url}/batch/", json.dumps(wrong).encode()) == 401, "a wrong key is taken"
    query = "SELECT count() FROM analytics.events WHERE event = 'rendered'"
    assert int(ask(clickhouse, query)) == len(keys), "the events are not stored"


def check_queries(clickhouse):
    for page in ("deploy-kubernetes.md", "deploy-railway.md"):
        queries = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / page).read_text(), re.DOTALL)
        assert queries, f"docs/{page} has no query"
        for query in queries:
            assert ask(f"{clickhouse}/?database=analytics", query), f"docs/{page}: no rows for {query}"


def serve(relay, manifests, url, clickhouse):
    spec = manifests["StatefulSet", f"{RELEASE}-relay"]["spec"]["template"]["spec"]
    container = spec["containers"][0]
    own = environment(manifests, container)
    with running([relay, *container["args"]], env=own) as process:
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            await_probe(process, url, container[probe])
        check_events(url, clickhouse, own["PUBLIC_API_KEYS"].split(","))
        check_queries(clickhouse)
        process.send_signal(signal.SIGTERM)
        grace = spec["terminationGracePeriodSeconds"] - container["lifecycle"]["preStop"]["sleep"]["seconds"]
        assert process.wait(timeout=grace) == 0, "the relay does not end well"


def main():
    bin_dir, helm = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as folder, embedded_clickhouse(bin_dir, folder) as clickhouse:
        port = free_port()
        # The embedded ClickHouse has one user, without a password, and cannot make others.
        settings = {"clickhouse.url": clickhouse, "clickhouse.user": "default", "clickhouse.password": ""}
        settings |= {"clickhouse.cluster": "", "config.NORMALIZER": "udf"}
        settings |= {"config.HOST": "127.0.0.1", "config.PORT": port, "config.MIGRATE_ON_START": "false"}
        settings |= {"config.SPOOL_DIR": f"{folder}/spool"}
        manifests = render(helm, settings)
        job = manifests["Job", f"{RELEASE}-relay-migrate"]["spec"]["template"]["spec"]["containers"][0]
        relay = bin_dir / "relay"
        subprocess.run([relay, *job["args"]], check=True, env=environment(manifests, job), stdout=subprocess.DEVNULL)
        serve(relay, manifests, f"http://127.0.0.1:{port}", clickhouse)


if __name__ == "__main__":
    main()
