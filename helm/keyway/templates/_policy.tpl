{{/* A peer: the pods of a component. Takes root and component. */}}
{{- define "keyway.policy.pod" -}}
- podSelector:
    matchLabels:
      {{- include "keyway.selector" . | nindent 6 }}
{{- end -}}

{{/* Names are resolved by pods of any namespace, on OpenShift at port 5353, and by servers on the nodes. */}}
{{- define "keyway.policy.dns" -}}
- ports:
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
    - {port: 5353, protocol: UDP}
    - {port: 5353, protocol: TCP}
  to:
    - namespaceSelector: {}
    {{- range .Values.networkPolicy.dnsCidrs }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
{{- end -}}

{{/* Port 443 of public addresses. */}}
{{- define "keyway.policy.world" -}}
- ports:
    - {port: 443, protocol: TCP}
  to:
    - ipBlock:
        cidr: 0.0.0.0/0
        {{- with .Values.networkPolicy.privateCidrs }}
        except:
          {{- toYaml . | nindent 10 }}
        {{- end }}
    - ipBlock:
        cidr: ::/0
        {{- with .Values.networkPolicy.privateCidrsV6 }}
        except:
          {{- toYaml . | nindent 10 }}
        {{- end }}
{{- end -}}

{{/* The company's proxy; without one, port 443 of public addresses. */}}
{{- define "keyway.policy.out" -}}
{{- if .Values.proxy.url -}}
- ports:
    - {port: {{ regexFind "[0-9]+$" (urlParse .Values.proxy.url).host }}, protocol: TCP}
  to:
    {{- range .Values.proxy.cidrs }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
{{- else -}}
{{- include "keyway.policy.world" . }}
{{- end -}}
{{- end -}}

{{/* All ports of private networks that are allowed by name. */}}
{{- define "keyway.policy.networks" -}}
{{- with . -}}
- to:
    {{- range . }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
{{- end -}}
{{- end -}}

{{- define "keyway.policy.database" -}}
{{- if .Values.evaluationDatabase.enabled -}}
- ports:
    - {port: 5432, protocol: TCP}
  to:
    {{- include "keyway.policy.pod" (dict "root" . "component" "database") | nindent 4 }}
{{- else -}}
- ports:
    - {port: {{ .Values.database.port }}, protocol: TCP}
  {{- with .Values.networkPolicy.database }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
{{- end -}}

{{/*
The management port: the test's pod, Prometheus, and the nodes, whose kubelet probes it. A network plugin lets a pod's own
node in by itself; nodes are for those that do not. Takes root and port.
*/}}
{{- define "keyway.policy.management" -}}
- ports:
    - {port: {{ .port }}, protocol: TCP}
  from:
    {{- include "keyway.policy.pod" (dict "root" .root "component" "test") | nindent 4 }}
    {{- with .root.Values.networkPolicy.metricsFrom }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    {{- range .root.Values.networkPolicy.nodes }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
{{- end -}}
