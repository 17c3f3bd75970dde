{{/* Fails with all that is missing or does not fit together, each by its value. */}}
{{- define "keyway.check" -}}
{{- $faults := list -}}
{{- $db := .Values.database -}}
{{- $hook := has .Values.migration.by (list "helmHook" "argoHook") -}}
{{- if not .Values.evaluationDatabase.enabled -}}
{{- if not $db.host -}}{{- $faults = append $faults "database.host is missing: name your PostgreSQL, or try Keyway with evaluationDatabase.enabled" -}}{{- end -}}
{{- if not $db.password.existingSecret -}}{{- $faults = append $faults "database.password.existingSecret is missing" -}}{{- end -}}
{{- if and $db.migration.user (not $db.migration.password.existingSecret) -}}{{- $faults = append $faults "database.migration.password.existingSecret is missing" -}}{{- end -}}
{{- else if $hook -}}
{{- $faults = append $faults (printf "migration.by: %s runs before evaluationDatabase: use initContainer or job" .Values.migration.by) -}}
{{- else if ne (int $db.port) 5432 -}}
{{- $faults = append $faults "database.port: evaluationDatabase listens on 5432" -}}
{{- else if not $db.migration.user -}}
{{- $faults = append $faults "database.migration.user is missing: evaluationDatabase has two logins" -}}
{{- end -}}
{{- if .Values.oidc.issuer -}}
{{- if not .Values.oidc.clientId -}}{{- $faults = append $faults "oidc.clientId is missing" -}}{{- end -}}
{{- if not .Values.oidc.clientSecret.existingSecret -}}{{- $faults = append $faults "oidc.clientSecret.existingSecret is missing" -}}{{- end -}}
{{- if not .Values.publicUrl.admin -}}{{- $faults = append $faults "publicUrl.admin is missing: OpenID Connect redirects browsers to it" -}}{{- end -}}
{{- end -}}
{{- if .Values.mail.host -}}
{{- if not .Values.mail.from -}}{{- $faults = append $faults "mail.from is missing" -}}{{- end -}}
{{- if and .Values.mail.user (not .Values.mail.password.existingSecret) -}}{{- $faults = append $faults "mail.password.existingSecret is missing" -}}{{- end -}}
{{- end -}}
{{- if and .Values.proxy.url .Values.networkPolicy.enabled (not .Values.proxy.cidrs) -}}
{{- $faults = append $faults "proxy.cidrs is missing: the network policies must let gateways and admin service reach the proxy" -}}
{{- end -}}
{{- if and .Values.tests.token.existingSecret (not .Values.tests.model) -}}{{- $faults = append $faults "tests.model is missing" -}}{{- end -}}
{{- if and (eq (toString (get .Values.gateway.settings "KEYWAY_REQUEST_LOG")) "true") (not (get .Values.gateway.settings "KEYWAY_REQUEST_LOG_DIR")) -}}
{{- $faults = append $faults "gateway.settings: KEYWAY_REQUEST_LOG needs KEYWAY_REQUEST_LOG_DIR, a folder of gateway.extraVolumes that holds KEYWAY_REQUEST_LOG_MAX_SIZE: /tmp holds 256 MiB, beyond which the pod is evicted" -}}
{{- end -}}
{{- if .Values.networkPolicy.enabled -}}
{{- if and (or .Values.admin.ingress.enabled .Values.admin.httpRoute.enabled) (not .Values.networkPolicy.admin.from) -}}
{{- $faults = append $faults "networkPolicy.admin.from is missing: name the pods of the ingress controller, which the network policy would keep out" -}}
{{- end -}}
{{- if and .Values.monitoring.serviceMonitor.enabled (not .Values.networkPolicy.metricsFrom) -}}
{{- $faults = append $faults "networkPolicy.metricsFrom is missing: name the pods of Prometheus, which the network policy would keep out" -}}
{{- end -}}
{{- end -}}
{{- range $program := list "gateway" "admin" -}}
{{- $public := index $.Values.publicUrl $program -}}
{{- if and $public (ne (urlParse $public).path "") (ne (urlParse $public).path "/") -}}{{- $faults = append $faults (printf "publicUrl.%s must have no path" $program) -}}{{- end -}}
{{- end -}}
{{- $hosts := list -}}
{{- range $program := list "gateway" "admin" -}}
{{- range $kind := list "ingress" "httpRoute" -}}
{{- $way := index (index $.Values $program) $kind -}}
{{- if $way.enabled -}}{{- $hosts = append $hosts (printf "%s %s" (($way.host | default (include "keyway.hostOf" (index $.Values.publicUrl $program)))) $program) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- range $hosts -}}
{{- $host := splitList " " . | first -}}
{{- if and (hasSuffix " gateway" .) (has (printf "%s admin" $host) $hosts) -}}{{- $faults = append $faults (printf "gateway and admin service need different hosts; both have %q" $host) -}}{{- end -}}
{{- end -}}
{{- $wanted := list -}}
{{- range include "keyway.generatedSecrets" . | fromJsonArray -}}
{{- if not .given -}}
{{- if $hook -}}
{{- $wanted = append $wanted .path -}}
{{- else if not (include "keyway.hasCluster" $) -}}
{{- $wanted = append $wanted .path -}}
{{- else if .lasting -}}
{{- $there := lookup "v1" "Secret" $.Release.Namespace .name -}}
{{- if $there -}}
{{- $name := .name -}}
{{- range $key, $kind := .make -}}
{{- if not (hasKey ($there.data | default dict) $key) -}}
{{- $faults = append $faults (printf "Secret %s has no key %q, and new content would not open what the old one sealed: name the key that is there" $name $key) -}}
{{- end -}}
{{- end -}}
{{- else if $.Release.IsUpgrade -}}
{{- $faults = append $faults (printf "Secret %s is gone, and a new one would not open what the old one sealed: restore it from your backup, or set %s" .name .path) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- with $wanted -}}
{{- if $hook -}}
{{- $faults = append $faults (printf "migration.by: %s runs before Secrets are created. Create them yourself, and set: %s" $.Values.migration.by (join ", " .)) -}}
{{- else -}}
{{- $faults = append $faults (printf "no cluster can be asked whether Secrets exist, so none are generated. Create them yourself, and set: %s" (join ", " .)) -}}
{{- end -}}
{{- end -}}
{{- with $faults -}}
{{- fail (printf "\n\nKeyway cannot be installed like this:\n- %s\n" (join "\n- " .)) -}}
{{- end -}}
{{- end -}}
