{{/* The pod of a gateway, without its state volume. */}}
{{- define "keyway.gateway.pod" -}}
{{- $name := include "keyway.fullname" . -}}
{{- $values := .Values.gateway -}}
metadata:
  labels:
    {{- include "keyway.podLabels" (dict "root" . "component" "gateway" "labels" $values.podLabels) | nindent 4 }}
  {{- with $values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "keyway.serviceAccountName" . }}
  {{- include "keyway.podBasics" . | nindent 2 }}
  terminationGracePeriodSeconds: {{ include "keyway.graceSeconds" $values }}
  {{- with include "keyway.scheduling" (dict "root" . "component" "gateway") | trim }}
  {{- . | nindent 2 }}
  {{- end }}
  containers:
    - name: gateway
      image: {{ include "keyway.programImage" (dict "root" . "program" "gateway") | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      {{- include "keyway.securityContext" . | nindent 6 }}
      ports:
        - {name: http, containerPort: 8000}
        - {name: management, containerPort: 8001}
      env:
        {{- include "keyway.gateway.env" . | nindent 8 }}
      {{- with $values.extraEnvFrom }}
      envFrom:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- include "keyway.probes" . | nindent 6 }}
      lifecycle:
        preStop:
          sleep:
            seconds: {{ $values.preStopSeconds }}
      resources:
        {{- toYaml $values.resources | nindent 8 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        - {name: state, mountPath: /var/lib/keyway}
        - {name: credential, mountPath: /etc/keyway/credential, readOnly: true}
        {{- if .Values.caBundle.existingConfigMap }}
        - {name: ca, mountPath: /etc/keyway/ca, readOnly: true}
        {{- end }}
        {{- if .Values.otel.headers.existingSecret }}
        - {name: otel, mountPath: /etc/keyway/otel, readOnly: true}
        {{- end }}
        {{- if $values.keyReferences.existingSecret }}
        - {name: provider-keys, mountPath: /etc/keyway/provider-keys, readOnly: true}
        {{- end }}
        {{- with $values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    {{- with $values.extraContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  volumes:
    - name: tmp
      emptyDir:
        sizeLimit: 256Mi
    {{- include "keyway.secretVolume" (dict "name" "credential" "secret" (.Values.groupCredential.existingSecret | default (printf "%s-group-credential" $name)) "key" .Values.groupCredential.key) | nindent 4 }}
    {{- with include "keyway.caVolume" . }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with .Values.otel.headers }}
    {{- if .existingSecret }}
    {{- include "keyway.secretVolume" (dict "name" "otel" "secret" .existingSecret "key" .key) | nindent 4 }}
    {{- end }}
    {{- end }}
    {{- with $values.keyReferences.existingSecret }}
    - name: provider-keys
      secret:
        secretName: {{ . }}
        defaultMode: 0440
    {{- end }}
    {{- if eq $values.kind "Deployment" }}
    - name: state
      emptyDir:
        sizeLimit: {{ $values.usageLog.size }}
    {{- end }}
    {{- with $values.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}

{{- define "keyway.gateway.env" -}}
{{- $name := include "keyway.fullname" . -}}
{{- $values := .Values.gateway -}}
- name: JAVA_TOOL_OPTIONS
  value: {{ include "keyway.javaOptions" (dict "path" "gateway" "resources" $values.resources "javaOpts" $values.javaOpts) | quote }}
- name: KEYWAY_ADMIN_URL
  value: http://{{ $name }}-admin:{{ .Values.admin.service.port }}
- name: KEYWAY_GATEWAY_CREDENTIAL_FILE
  value: /etc/keyway/credential/{{ .Values.groupCredential.key }}
- name: KEYWAY_STATE_DIR
  value: /var/lib/keyway
- name: KEYWAY_DRAIN
  value: {{ printf "%ds" (int $values.drainSeconds) | quote }}
- name: KEYWAY_SHUTDOWN_SHIP
  value: {{ printf "%ds" (int $values.shipSeconds) | quote }}
- name: KEYWAY_LOG_FORMAT
  value: {{ .Values.logFormat }}
{{- with .Values.trustedProxies }}
- name: KEYWAY_TRUSTED_PROXIES
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.allowPrivateUpstreams }}
- name: KEYWAY_ALLOW_PRIVATE_UPSTREAMS
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.proxy }}
{{- if .url }}
- name: HTTPS_PROXY
  value: {{ .url | quote }}
- name: NO_PROXY
  value: {{ prepend .noProxy (printf "%s-admin" $name) | join "," | quote }}
{{- end }}
{{- end }}
{{- with .Values.caBundle }}
{{- if .existingConfigMap }}
- name: KEYWAY_CA_FILE
  value: /etc/keyway/ca/{{ .key }}
{{- end }}
{{- end }}
{{- if $values.keyReferences.existingSecret }}
- name: KEYWAY_KEY_FOLDER
  value: /etc/keyway/provider-keys
{{- end }}
{{- with .Values.otel }}
{{- if .endpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ .endpoint | quote }}
- name: OTEL_TRACES_SAMPLER_ARG
  value: {{ .samplerArg | quote }}
{{- with .resourceAttributes }}
{{- $pairs := list }}
{{- range $key, $value := . }}{{ $pairs = append $pairs (printf "%s=%s" $key $value) }}{{ end }}
- name: OTEL_RESOURCE_ATTRIBUTES
  value: {{ join "," $pairs | quote }}
{{- end }}
{{- if .headers.existingSecret }}
- name: OTEL_EXPORTER_OTLP_HEADERS_FILE
  value: /etc/keyway/otel/{{ .headers.key }}
{{- end }}
{{- end }}
{{- end }}
{{- include "keyway.settings" $values.settings }}
{{- with $values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}
