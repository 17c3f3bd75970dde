{{/* Ingress and HTTPRoute of a program. Takes root and component, which is also its values. */}}
{{- define "keyway.ingress" -}}
{{- $name := printf "%s-%s" (include "keyway.fullname" .root) .component -}}
{{- $values := index .root.Values .component -}}
{{- $object := dict "root" .root "component" .component "name" $name -}}
{{- $default := include "keyway.hostOf" (index .root.Values.publicUrl .component) -}}
{{- $component := .component -}}
{{- with $values.ingress }}
{{- if .enabled }}
{{- $host := required (printf "%s.ingress: set host, or publicUrl.%s" $component $component) (.host | default $default) }}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  {{- include "keyway.metadata" $object | nindent 2 }}
  {{- with .annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with .className }}
  ingressClassName: {{ . }}
  {{- end }}
  {{- if .tls.enabled }}
  tls:
    - hosts: [{{ $host | quote }}]
      {{- with .tls.secretName }}
      secretName: {{ . }}
      {{- end }}
  {{- end }}
  rules:
    - host: {{ $host | quote }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ $name }}
                port: {name: http}
{{- end }}
{{- end }}
{{- with $values.httpRoute }}
{{- if .enabled }}
{{- $host := required (printf "%s.httpRoute: set host, or publicUrl.%s" $component $component) (.host | default $default) }}
{{- if not .parentRefs }}
{{- fail (printf "%s.httpRoute.parentRefs is empty: name the Gateway that the route attaches to" $component) }}
{{- end }}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  {{- include "keyway.metadata" $object | nindent 2 }}
  {{- with .annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  parentRefs:
    {{- toYaml .parentRefs | nindent 4 }}
  hostnames: [{{ $host | quote }}]
  rules:
    - matches:
        - path: {type: PathPrefix, value: /}
      {{- if eq $component "gateway" }}
      timeouts: {request: 0s, backendRequest: 0s}
      {{- end }}
      backendRefs:
        - {name: {{ $name }}, port: {{ $values.service.port }}}
{{- end }}
{{- end }}
{{- end -}}
