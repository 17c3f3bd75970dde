#!/usr/bin/env python3
"""Makes the schemas that the chart is validated against, in src/test/resources/schemas.

Run by hand when a new minor of Kubernetes or another release of an operator is to be tested; the results are checked in. Needs
Go, whose module proxy has the sources, and PyYAML. What is left out: descriptions, and kinds that the chart does not render.
Members that a schema does not name are forbidden, as the API server does it with strict field validation.
"""

import gzip
import json
import pathlib
import subprocess
import tempfile
import zipfile

import yaml

OUT = pathlib.Path(__file__).parent.parent / "src/test/resources/schemas"

# The oldest that the chart supports, and the three newest.
KUBERNETES = {"1.30": "v1.30.14", "1.35": "v1.35.4", "1.36": "v1.36.3", "1.37": "v1.37.2"}
KINDS = [
    "io.k8s.api.apps.v1.Deployment",
    "io.k8s.api.apps.v1.StatefulSet",
    "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler",
    "io.k8s.api.batch.v1.Job",
    "io.k8s.api.core.v1.ConfigMap",
    "io.k8s.api.core.v1.Pod",
    "io.k8s.api.core.v1.Secret",
    "io.k8s.api.core.v1.Service",
    "io.k8s.api.core.v1.ServiceAccount",
    "io.k8s.api.networking.v1.Ingress",
    "io.k8s.api.networking.v1.NetworkPolicy",
    "io.k8s.api.policy.v1.PodDisruptionBudget",
]

# Module, release, path of the definition in it, version of the API.
DEFINITIONS = [
    ("github.com/prometheus-operator/prometheus-operator", "v0.85.0",
     "example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml", "v1"),
    ("github.com/prometheus-operator/prometheus-operator", "v0.85.0",
     "example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml", "v1"),
    ("sigs.k8s.io/gateway-api", "v1.7.0",
     "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml", "v1"),
    ("github.com/cloudnative-pg/cloudnative-pg", "v1.28.0",
     "config/crd/bases/postgresql.cnpg.io_clusters.yaml", "v1"),
    ("github.com/external-secrets/external-secrets", "v1.3.2",
     "config/crds/bases/external-secrets.io_externalsecrets.yaml", "v1"),
]


def source(module, release):
    """The zip of a module's release."""
    # Outside of any module; the answer names the zip even where the module wants a newer Go.
    with tempfile.TemporaryDirectory() as folder:
        answer = subprocess.run(
            ["go", "mod", "download", "-json", f"{module}@{release}"], cwd=folder, capture_output=True, text=True)
    return zipfile.ZipFile(json.loads(answer.stdout)["Zip"])


def strict(schema):
    """A schema without what only people read, which forbids unknown members."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("x-kubernetes-int-or-string") or schema.get("format") == "int-or-string":
        return {"type": ["integer", "string"]}
    kept = {}
    for name, value in schema.items():
        if name in ("description", "example", "default", "format") or name.startswith("x-kubernetes"):
            continue
        # Names of members are no keywords.
        kept[name] = {member: strict(one) for member, one in value.items()} if name == "properties" else strict(value)
    open_ended = schema.get("x-kubernetes-preserve-unknown-fields") or schema.get("x-kubernetes-embedded-resource")
    if "properties" in kept and "additionalProperties" not in kept and not open_ended:
        kept["additionalProperties"] = False
    return kept


def references(schema):
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "$ref" and isinstance(value, str):
                yield value.rsplit("/", 1)[1]
            else:
                yield from references(value)
    elif isinstance(schema, list):
        for one in schema:
            yield from references(one)


def kubernetes(release):
    name = f"k8s.io/kubernetes@{release}/api/openapi-spec/swagger.json"
    everything = json.loads(source("k8s.io/kubernetes", release).read(name))["definitions"]
    kinds, needed, waiting = {}, {}, list(KINDS)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = strict(everything[name])
            if name.endswith("resource.Quantity"):
                needed[name] = {"type": ["number", "string"]}
            waiting += references(needed[name])
    for kind in KINDS:
        of = everything[kind]["x-kubernetes-group-version-kind"][0]
        kinds["/".join(filter(None, [of["group"], of["version"], of["kind"]]))] = kind
    return {"kinds": kinds, "definitions": needed}


def definitions():
    kinds, needed = {}, {}
    for module, release, path, version in DEFINITIONS:
        crd = yaml.safe_load(source(module, release).read(f"{module}@{release}/{path}"))["spec"]
        schema = next(one for one in crd["versions"] if one["name"] == version)["schema"]["openAPIV3Schema"]
        kind = crd["names"]["kind"]
        schema["properties"]["metadata"] = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
        needed[kind] = strict(schema)
        kinds[f"{crd['group']}/{version}/{kind}"] = kind
    return {"kinds": kinds, "definitions": needed}


def write(name, schemas):
    text = json.dumps(schemas, sort_keys=True, separators=(",", ":")).encode()
    (OUT / name).write_bytes(gzip.compress(text, mtime=0))
    print(name, len(text), "bytes,", (OUT / name).stat().st_size, "compressed")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for minor, release in KUBERNETES.items():
        write(f"kubernetes-{minor}.json.gz", kubernetes(release))
    write("definitions.json.gz", definitions())
