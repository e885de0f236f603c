"""Compares the chart with the relay: every variable that relay/config reads can be set, each default is the one that the
configuration table tells, the relay gets the time that it may take to start and to stop, on Railway too, and the chart has the
version of the relay.
usage: check_settings.py RENDERED.yaml   (of values/every_setting.yaml, in which nothing has its default)
"""

import json
import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {"CLICKHOUSE_PASSWORD", "PUBLIC_API_KEYS"}
REQUIRED = {"CLICKHOUSE_URL"}


def names_in_code():
    source = "".join(path.read_text() for path in sorted((ROOT / "relay/config").glob("*.cpp")))
    return set(re.findall(r'reader\.read(?:List)?\(\s*"([A-Z_]+)"', source))


def documented_defaults():
    """From tables of variables and defaults, with rows such as | `HOST`, `PORT` | `0.0.0.0`, `8080` | … |."""
    defaults = {}
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for table in re.findall(r"^\| variable \| default \|.*\n((?:\|.*\n)+)", path.read_text(), re.MULTILINE):
            for row in table.splitlines()[1:]:
                names, values = (re.findall(r"`([^`]+)`|(empty)", cell) for cell in row.split(" | ")[:2])
                defaults |= {name: value for (name, _), (value, _) in zip(names, values, strict=True)}
    return defaults


def text_of(value):
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(value) if isinstance(value, list) else str(value)


def chart_defaults():
    values = yaml.safe_load((ROOT / "deploy/helm/values.yaml").read_text())
    defaults = {name: text_of(value) for name, value in values["config"].items()}
    for name in ("url", "user", "password", "database", "cluster"):
        defaults[f"CLICKHOUSE_{name.upper()}"] = values["clickhouse"][name]
    defaults["PUBLIC_API_KEYS"] = text_of(values["publicApiKeys"]["keys"])
    return defaults


def relay_pod(rendered):
    manifests = yaml.safe_load_all(Path(rendered).read_text())
    return next(one for one in manifests if one and one["kind"] == "StatefulSet")["spec"]["template"]["spec"]


def find_wrong_settings(pod):
    code = names_in_code()
    set_values = {one["name"]: one.get("value") for one in pod["containers"][0]["env"]}
    defaults = chart_defaults()
    documented = documented_defaults()
    for name in sorted(code - set_values.keys()):
        yield f"{name} cannot be set"
    for name in sorted(set_values.keys() - code):
        yield f"{name} is set, but relay/config does not read it"
    for name in sorted(set_values.keys() - SECRETS):
        if set_values[name] == defaults.get(name):
            yield f"{name} has its default in every_setting.yaml"
    if not documented:
        yield "there is no configuration table to compare with"
    for name in sorted((code & documented.keys()) - REQUIRED):
        if defaults.get(name) != documented[name]:
            yield f"{name} is {defaults.get(name)!r} by default in the chart, and {documented[name]!r} in the table"


def relay_times():
    source = (ROOT / "relay/cli/serve_command.cpp").read_text()
    return [int(re.search(rf"{name}\{{(\d+)\}}", source)[1]) for name in ("kDrainTime", "kMaxWaitForClickHouse")]


def find_wrong_times(pod):
    drain, wait = relay_times()
    pause = pod["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
    probe = pod["containers"][0]["startupProbe"]
    railway = json.loads((ROOT / "deploy/railway/railway.json").read_text())["deploy"]
    given = {  # seconds given, seconds needed: twice the wait leaves as much for the migrations
        "terminationGracePeriodSeconds": (pod["terminationGracePeriodSeconds"], pause + drain + 2),
        "startupProbe": (probe["periodSeconds"] * probe["failureThreshold"], 2 * wait),
        "railway.json drainingSeconds": (railway["drainingSeconds"], drain + 2),
        "railway.json healthcheckTimeout": (railway["healthcheckTimeout"], 2 * wait),
    }
    for name, (seconds, needed) in given.items():
        if seconds < needed:
            yield f"{name} gives {seconds} s, and the relay may take {needed} s"


def find_other_versions():
    project = re.search(r"^project\(\w+ VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(), re.MULTILINE)[1]
    chart = yaml.safe_load((ROOT / "deploy/helm/Chart.yaml").read_text())
    for name in ("version", "appVersion"):
        if chart[name] != project:
            yield f"Chart.yaml has the {name} {chart[name]}, and CMakeLists.txt {project}"


def main():
    pod = relay_pod(sys.argv[1])
    problems = [*find_wrong_settings(pod), *find_wrong_times(pod), *find_other_versions()]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
