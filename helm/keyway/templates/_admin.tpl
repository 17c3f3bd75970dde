{{/* URL and login of the database, as the service and the migration use them. */}}
{{- define "keyway.database.env" -}}
{{- $db := .Values.database -}}
{{- $parameters := deepCopy $db.parameters -}}
{{- if .Values.evaluationDatabase.enabled -}}
{{- $_ := set $parameters "sslmode" "disable" -}}
{{- else -}}
{{- $_ := set $parameters "sslmode" $db.tls.mode -}}
{{- if $db.tls.existingSecret -}}
{{- $_ := set $parameters "sslrootcert" (printf "/etc/keyway/database-ca/%s" $db.tls.key) -}}
{{- else if hasPrefix "verify-" $db.tls.mode -}}
{{- $_ := set $parameters "sslfactory" "org.postgresql.ssl.DefaultJavaSSLFactory" -}}
{{- end -}}
{{- end -}}
{{- $pairs := list -}}
{{- range $key, $value := $parameters -}}{{- $pairs = append $pairs (printf "%s=%s" $key (urlquery $value)) -}}{{- end -}}
{{- $host := .Values.evaluationDatabase.enabled | ternary (printf "%s-database" (include "keyway.fullname" .)) $db.host -}}
- name: KEYWAY_DB_URL
  value: {{ printf "jdbc:postgresql://%s:%d/%s?%s" $host (int $db.port) $db.name (join "&" $pairs) | quote }}
- name: KEYWAY_DB_USER
  value: {{ $db.user | quote }}
{{- end -}}

{{/* The container that migrates. It alone has the password of the login that owns the schema. */}}
{{- define "keyway.migration.container" -}}
{{- $db := .Values.database -}}
name: migrate
image: {{ include "keyway.programImage" (dict "root" . "program" "admin") | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
args: ["--migrate"]
{{ include "keyway.securityContext" . }}
env:
  - name: JAVA_TOOL_OPTIONS
    value: {{ include "keyway.javaOptions" (dict "path" "migration" "resources" .Values.migration.resources "javaOpts" (dict "heapPercent" 60 "directPercent" 10 "processors" 0)) | quote }}
  {{- include "keyway.database.env" . | nindent 2 }}
  {{- if $db.migration.user }}
  - name: KEYWAY_DB_MIGRATION_USER
    value: {{ $db.migration.user | quote }}
  - name: KEYWAY_DB_MIGRATION_PASSWORD_FILE
    value: /etc/keyway/migration/{{ $db.migration.password.key }}
  {{- else }}
  - name: KEYWAY_DB_PASSWORD_FILE
    value: /etc/keyway/database/{{ $db.password.key }}
  {{- end }}
resources:
  {{- toYaml .Values.migration.resources | nindent 2 }}
volumeMounts:
  - {name: tmp, mountPath: /tmp}
  {{- if $db.migration.user }}
  - {name: migration, mountPath: /etc/keyway/migration, readOnly: true}
  {{- else }}
  - {name: database, mountPath: /etc/keyway/database, readOnly: true}
  {{- end }}
  {{- if include "keyway.database.hasCa" . }}
  - {name: database-ca, mountPath: /etc/keyway/database-ca, readOnly: true}
  {{- end }}
{{- end -}}

{{/* The volume of the password that the migration uses, if it is not that of the service. */}}
{{- define "keyway.migration.volume" -}}
{{- if .Values.database.migration.user }}
{{- include "keyway.secretVolume" (dict "name" "migration" "secret" (include "keyway.migrationPasswordSecret" .) "key" .Values.database.migration.password.key) }}
{{- end }}
{{- end -}}

{{- define "keyway.database.hasCa" -}}
{{- if and .Values.database.tls.existingSecret (not .Values.evaluationDatabase.enabled) -}}true{{- end -}}
{{- end -}}

{{/* The volumes of the database: the password of the service, and the authority of the server's certificate. */}}
{{- define "keyway.database.volumes" -}}
{{- include "keyway.secretVolume" (dict "name" "database" "secret" (include "keyway.databasePasswordSecret" .) "key" .Values.database.password.key) }}
{{- if include "keyway.database.hasCa" . }}
{{ include "keyway.database.caVolume" . }}
{{- end }}
{{- end -}}

{{- define "keyway.database.caVolume" -}}
{{- include "keyway.secretVolume" (dict "name" "database-ca" "secret" .Values.database.tls.existingSecret "key" .Values.database.tls.key) }}
{{- end -}}

{{/* The largest number of gateways that may enrol: those of a rolling update, and some that have just ended. */}}
{{- define "keyway.groupMembers" -}}
{{- $scaling := .Values.gateway.autoscaling -}}
{{- $replicas := $scaling.enabled | ternary $scaling.maxReplicas .Values.gateway.replicas | int -}}
{{- max 32 (mul 4 $replicas) -}}
{{- end -}}

{{- define "keyway.admin.env" -}}
{{- $values := .Values.admin -}}
- name: JAVA_TOOL_OPTIONS
  value: {{ include "keyway.javaOptions" (dict "path" "admin" "resources" $values.resources "javaOpts" $values.javaOpts) | quote }}
{{ include "keyway.database.env" . }}
- name: KEYWAY_DB_PASSWORD_FILE
  value: /etc/keyway/database/{{ .Values.database.password.key }}
- name: KEYWAY_DB_CONNECTIONS
  value: {{ .Values.database.connections | quote }}
- name: KEYWAY_MASTER_KEYS_FILE
  value: /etc/keyway/master-keys/{{ .Values.masterKeys.key }}
- name: KEYWAY_AUDIT_KEYS_FILE
  value: /etc/keyway/audit-keys/{{ .Values.auditKeys.key }}
- name: KEYWAY_GATEWAY_GROUP_CREDENTIAL_FILE
  value: /etc/keyway/credential/{{ .Values.groupCredential.key }}
- name: KEYWAY_GATEWAY_GROUP_MEMBERS
  value: {{ include "keyway.groupMembers" . | quote }}
- name: KEYWAY_OWNER_LOGIN
  value: {{ .Values.owner.login | quote }}
- name: KEYWAY_OWNER_PASSWORD_FILE
  value: /etc/keyway/owner/{{ .Values.owner.password.key }}
- name: KEYWAY_PASSWORD_WHO
  value: {{ .Values.oidc.passwordWho }}
- name: KEYWAY_LOG_FORMAT
  value: {{ .Values.logFormat }}
{{- with .Values.publicUrl.admin }}
- name: KEYWAY_PUBLIC_URL
  value: {{ . | quote }}
{{- end }}
{{- with .Values.publicUrl.gateway }}
- name: KEYWAY_GATEWAY_PUBLIC_URL
  value: {{ . | quote }}
{{- end }}
{{- with .Values.trustedProxies }}
- name: KEYWAY_TRUSTED_PROXIES
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.allowPrivateUpstreams }}
- name: KEYWAY_ALLOW_PRIVATE_UPSTREAMS
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.allowPrivateWebhooks }}
- name: KEYWAY_ALLOW_PRIVATE_WEBHOOKS
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.proxy }}
{{- if .url }}
- name: HTTPS_PROXY
  value: {{ .url | quote }}
{{- with .noProxy }}
- name: NO_PROXY
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.caBundle }}
{{- if .existingConfigMap }}
- name: KEYWAY_CA_FILE
  value: /etc/keyway/ca/{{ .key }}
{{- end }}
{{- end }}
{{- with .Values.oidc }}
{{- if .issuer }}
- name: KEYWAY_OIDC_ISSUER
  value: {{ .issuer | quote }}
- name: KEYWAY_OIDC_CLIENT_ID
  value: {{ .clientId | quote }}
- name: KEYWAY_OIDC_CLIENT_SECRET_FILE
  value: /etc/keyway/oidc/{{ .clientSecret.key }}
- name: KEYWAY_OIDC_SCOPES
  value: {{ join "," .scopes | quote }}
{{- end }}
{{- end }}
{{- with .Values.mail }}
{{- if .host }}
- name: KEYWAY_MAIL_HOST
  value: {{ .host | quote }}
- name: KEYWAY_MAIL_PORT
  value: {{ .port | quote }}
- name: KEYWAY_MAIL_FROM
  value: {{ .from | quote }}
- name: KEYWAY_MAIL_TLS
  value: {{ .tls | quote }}
{{- if .user }}
- name: KEYWAY_MAIL_USER
  value: {{ .user | quote }}
- name: KEYWAY_MAIL_PASSWORD_FILE
  value: /etc/keyway/mail/{{ .password.key }}
{{- end }}
{{- end }}
{{- end }}
{{- include "keyway.settings" $values.settings }}
{{- with $values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The spec of a Job that migrates. Hooks run before there is a service account. */}}
{{- define "keyway.migration.job" }}
backoffLimit: {{ .Values.migration.backoffLimit }}
template:
  metadata:
    labels:
      {{- include "keyway.podLabels" (dict "root" . "component" "migration" "labels" dict) | nindent 6 }}
  spec:
    restartPolicy: Never
    {{- if eq .Values.migration.by "job" }}
    serviceAccountName: {{ include "keyway.serviceAccountName" . }}
    {{- else if not .Values.serviceAccount.create }}
    serviceAccountName: {{ include "keyway.serviceAccountName" . }}
    {{- end }}
    {{- include "keyway.podBasics" . | nindent 4 }}
    {{- with include "keyway.placement" .Values.admin | trim }}
    {{- . | nindent 4 }}
    {{- end }}
    containers:
      - {{- include "keyway.migration.container" . | nindent 8 }}
    volumes:
      - name: tmp
        emptyDir:
          sizeLimit: 256Mi
      {{- if .Values.database.migration.user }}
      {{- include "keyway.migration.volume" . | nindent 6 }}
      {{- if include "keyway.database.hasCa" . }}
      {{- include "keyway.database.caVolume" . | nindent 6 }}
      {{- end }}
      {{- else }}
      {{- include "keyway.database.volumes" . | nindent 6 }}
      {{- end }}
{{- end }}
