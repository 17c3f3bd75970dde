#!/usr/bin/env bash
# Runs manifests through the validation of Kubernetes' own API server, and its restricted Pod Security Standard:
#
#   helm/scripts/validate.sh helm/src/test/resources/golden/*.yaml
#
# By hand, when the chart has changed much: it needs Go, and builds for some minutes. Objects of operators are left out.
set -euo pipefail

RELEASE=${RELEASE:-1.36.3}
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cp "$here/validate.go" "$scratch/main.go"
zip=$(cd "$scratch" && go mod download -json "k8s.io/kubernetes@v$RELEASE" | sed -n 's/.*"Zip": "\(.*\)".*/\1/p')
unzip -p "$zip" "k8s.io/kubernetes@v$RELEASE/go.mod" >"$scratch/kubernetes.mod"
{
    echo "module validate"
    sed -n 's/^go \(.*\)/go \1/p' "$scratch/kubernetes.mod"
    echo "require k8s.io/kubernetes v$RELEASE"
    # Its libraries are beside it in its repository; as modules their releases begin with 0.
    sed -n "s:^\t*\(k8s.io/[a-z-]*\) => ./staging.*:replace \1 => \1 v0.${RELEASE#*.}:p" "$scratch/kubernetes.mod"
} >"$scratch/go.mod"
rm "$scratch/kubernetes.mod"
(cd "$scratch" && go mod tidy >/dev/null 2>&1 && go build -o validate .)
"$scratch/validate" "$@"
