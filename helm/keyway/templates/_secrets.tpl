{{/*
Secrets that the chart may generate: their names, the values that name a given one, and what is in them. A list of dicts
with name, ref (the value), path (of the value) and make (kinds of content by key).
*/}}
{{- define "keyway.generatedSecrets" -}}
{{- $name := include "keyway.fullname" . -}}
{{- $all := list
  (dict "name" (printf "%s-master-keys" $name) "given" .Values.masterKeys.existingSecret "path" "masterKeys.existingSecret" "lasting" true "make" (dict .Values.masterKeys.key "sealingKey"))
  (dict "name" (printf "%s-audit-keys" $name) "given" .Values.auditKeys.existingSecret "path" "auditKeys.existingSecret" "lasting" true "make" (dict .Values.auditKeys.key "sealingKey"))
  (dict "name" (printf "%s-group-credential" $name) "given" .Values.groupCredential.existingSecret "path" "groupCredential.existingSecret" "lasting" false "make" (dict .Values.groupCredential.key "groupCredential"))
  (dict "name" (printf "%s-owner" $name) "given" .Values.owner.password.existingSecret "path" "owner.password.existingSecret" "lasting" false "make" (dict .Values.owner.password.key "password"))
-}}
{{- if .Values.evaluationDatabase.enabled -}}
{{- $all = append $all (dict "name" (printf "%s-database" $name) "given" .Values.evaluationDatabase.existingSecret "path" "evaluationDatabase.existingSecret" "lasting" true "make" (dict .Values.database.password.key "password" .Values.database.migration.password.key "password" "superuser-password" "password")) -}}
{{- end -}}
{{- toJson $all -}}
{{- end -}}

{{/* Whether there is a cluster that can be asked: not with helm template, a dry run on the client, or Argo CD. */}}
{{- define "keyway.hasCluster" -}}
{{- if lookup "v1" "ServiceAccount" .Release.Namespace "default" -}}
true
{{- else if lookup "v1" "Namespace" "" "kube-system" -}}
true
{{- end -}}
{{- end -}}

{{/* New content of a Secret. */}}
{{- define "keyway.newContent" -}}
{{- if eq . "sealingKey" -}}
k1:{{ randBytes 32 }}
{{- else if eq . "groupCredential" -}}
kwgg_{{ randAlphaNum 48 }}
{{- else -}}
{{ randAlphaNum 32 }}
{{- end -}}
{{- end -}}

{{- define "keyway.databaseSecret" -}}
{{- .Values.evaluationDatabase.existingSecret | default (printf "%s-database" (include "keyway.fullname" .)) -}}
{{- end -}}

{{- define "keyway.databasePasswordSecret" -}}
{{- if .Values.evaluationDatabase.enabled -}}
{{- include "keyway.databaseSecret" . -}}
{{- else -}}
{{- .Values.database.password.existingSecret -}}
{{- end -}}
{{- end -}}

{{- define "keyway.migrationPasswordSecret" -}}
{{- if .Values.evaluationDatabase.enabled -}}
{{- include "keyway.databaseSecret" . -}}
{{- else -}}
{{- .Values.database.migration.password.existingSecret -}}
{{- end -}}
{{- end -}}

{{/* A volume with one key of a Secret. Takes name, secret and key. */}}
{{- define "keyway.secretVolume" -}}
- name: {{ .name }}
  secret:
    secretName: {{ .secret }}
    defaultMode: 0440
    items:
      - key: {{ .key }}
        path: {{ .key }}
{{- end -}}
