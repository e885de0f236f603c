"""Checks of rendered manifests that a golden file cannot make by itself: everything that is named exists, hooks need nothing
that comes after them, pods meet the "restricted" Pod Security Standard, and no secret is outside a Secret.
usage: check_manifests.py VALUES.yaml RENDERED.yaml
"""

import sys

import yaml

HOOK = "helm.sh/hook"
WEIGHT = "helm.sh/hook-weight"


def annotations(manifest):
    return manifest["metadata"].get("annotations") or {}


def of_kind(manifests, kind):
    return [manifest for manifest in manifests if manifest["kind"] == kind]


def workloads(manifests):
    return relays(manifests) + jobs(manifests)


def jobs(manifests):
    return of_kind(manifests, "Job") + of_kind(manifests, "CronJob")


def relays(manifests):
    return of_kind(manifests, "Deployment") + of_kind(manifests, "StatefulSet")


def pod_of(workload):
    spec = workload["spec"]
    return spec["jobTemplate"]["spec"]["template"] if workload["kind"] == "CronJob" else spec["template"]


def containers_of(pod):
    return pod["spec"].get("initContainers", []) + pod["spec"]["containers"]


def matches(selector, pod):
    return selector.items() <= pod["metadata"]["labels"].items()


def secret_references(pod):
    for container in containers_of(pod):
        for variable in container["env"]:
            if "valueFrom" in variable:
                yield variable["valueFrom"]["secretKeyRef"]


def find_unrestricted(pod):
    settings = pod["spec"]["securityContext"]
    if pod["spec"].get("automountServiceAccountToken") is not False:
        yield "mounts a service account token"
    if not settings.get("runAsNonRoot") or not settings.get("runAsUser"):
        yield "may run as root"
    if settings.get("seccompProfile") != {"type": "RuntimeDefault"}:
        yield "has no seccomp profile"
    for container in containers_of(pod):
        own = container["securityContext"]
        if own.get("allowPrivilegeEscalation") is not False:
            yield "may gain privileges"
        if not own.get("readOnlyRootFilesystem"):
            yield "can write to its root"
        if own.get("capabilities") != {"drop": ["ALL"]}:
            yield "keeps capabilities"


def find_repeated_variables(pod):
    for container in containers_of(pod):
        names = [variable["name"] for variable in container["env"]]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"sets {name} twice"


def find_missing_secrets(workload, manifests, values):
    """A hook runs before all that is no hook, so it may use only Secrets that are hooks and come earlier, or the operator's."""
    kept = {values.get(part, {}).get("existingSecret") for part in ("clickhouse", "publicApiKeys")}
    is_hook = HOOK in annotations(workload)
    for reference in secret_references(pod_of(workload)):
        if reference["name"] in kept:
            continue
        secret = next(
            (one for one in of_kind(manifests, "Secret") if one["metadata"]["name"] == reference["name"]), None
        )
        if secret is None or reference["key"] not in secret["stringData"]:
            yield f"needs {reference['name']}/{reference['key']}, which nothing makes"
        elif (HOOK in annotations(secret)) != is_hook:
            yield f"needs {reference['name']}, which is not there at its time"
        elif is_hook and int(annotations(secret)[WEIGHT]) >= int(annotations(workload)[WEIGHT]):
            yield f"needs {reference['name']}, which is made after it"


def find_wrong_selectors(manifests):
    deployment = relays(manifests)[0]
    selectors = {deployment["kind"]: deployment["spec"]["selector"]["matchLabels"]}
    for manifest in of_kind(manifests, "Service"):
        selectors["Service"] = manifest["spec"]["selector"]
    for manifest in of_kind(manifests, "PodDisruptionBudget"):
        selectors["PodDisruptionBudget"] = manifest["spec"]["selector"]["matchLabels"]
    for kind, selector in selectors.items():
        if not matches(selector, pod_of(deployment)):
            yield f"{kind} does not find the relay's pods"
        if any(matches(selector, pod_of(job)) for job in jobs(manifests)):
            yield f"{kind} also finds the pods of a job"
    for manifest in of_kind(manifests, "HorizontalPodAutoscaler"):
        target = manifest["spec"]["scaleTargetRef"]
        if (target["kind"], target["name"]) != (deployment["kind"], deployment["metadata"]["name"]):
            yield "HorizontalPodAutoscaler scales something else"
        if "replicas" in deployment["spec"]:
            yield f"{deployment['kind']} sets replicas, which an upgrade would take from the autoscaler"
    service = of_kind(manifests, "Service")[0]
    for manifest in of_kind(manifests, "Ingress"):
        for path in manifest["spec"]["rules"][0]["http"]["paths"]:
            if path["backend"]["service"]["name"] != service["metadata"]["name"]:
                yield "Ingress leads somewhere else"


def find_lost_spools(manifests):
    """A spool is on a volume of its relay, which the relay may write to."""
    spec = relays(manifests)[0]["spec"]
    pod = spec["template"]["spec"]
    container = pod["containers"][0]
    folders = [one["value"] for one in container["env"] if one["name"] == "SPOOL_DIR"]
    claims = {claim["metadata"]["name"] for claim in spec.get("volumeClaimTemplates", [])}
    mounted = [mount["mountPath"] for mount in container.get("volumeMounts", []) if mount["name"] in claims]
    if folders != mounted:
        yield f"SPOOL_DIR is {folders}, and the volumes of a relay are at {mounted}"
    if folders and pod["securityContext"].get("fsGroup") != pod["securityContext"]["runAsGroup"]:
        yield "the relay may not write to its spool"


def find_leaks(manifests, values):
    secrets = [values.get("clickhouse", {}).get("password")] + values.get("publicApiKeys", {}).get("keys", [])
    for manifest in manifests:
        if manifest["kind"] == "Secret":
            continue
        text = yaml.safe_dump(manifest)
        for secret in filter(None, secrets):
            if secret in text:
                yield f"{manifest['kind']} shows a secret"


def find_problems(manifests, values):
    yield from find_wrong_selectors(manifests)
    yield from find_leaks(manifests, values)
    yield from find_lost_spools(manifests)
    for workload in workloads(manifests):
        pod = pod_of(workload)
        for find in (find_unrestricted, find_repeated_variables):
            yield from (f"{workload['kind']} {problem}" for problem in find(pod))
        yield from (f"{workload['kind']} {problem}" for problem in find_missing_secrets(workload, manifests, values))


def main():
    values_path, rendered_path = sys.argv[1:]
    with open(values_path, encoding="utf-8") as file:
        values = yaml.safe_load(file)
    with open(rendered_path, encoding="utf-8") as file:
        manifests = [manifest for manifest in yaml.safe_load_all(file) if manifest]
    problems = list(find_problems(manifests, values))
    for problem in problems:
        print(f"{rendered_path}: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
