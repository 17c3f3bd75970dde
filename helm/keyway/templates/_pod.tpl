{{/* Scheduling of the pods of a program. Takes root and component, which is also its values. */}}
{{- define "keyway.scheduling" -}}
{{- $values := index .root.Values .component -}}
{{- $selector := include "keyway.selector" . | fromYaml -}}
{{- $spread := list -}}
{{- if ne $values.spread "none" -}}
{{- $when := eq $values.spread "hard" | ternary "DoNotSchedule" "ScheduleAnyway" -}}
{{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" -}}
{{- $constraint := dict "maxSkew" 1 "topologyKey" . "whenUnsatisfiable" $when "labelSelector" (dict "matchLabels" $selector) -}}
{{- /* Pods of a Deployment are spread by revision: those that are about to stop do not count. */}}
{{- if ne ($values.kind | default "Deployment") "StatefulSet" -}}
{{- $_ := set $constraint "matchLabelKeys" (list "pod-template-hash") -}}
{{- end -}}
{{- $spread = append $spread $constraint -}}
{{- end -}}
{{- end -}}
{{- with concat $spread $values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- include "keyway.placement" $values }}
{{- end -}}

{{/* Which nodes take a pod, and how it ranks. Takes the values of a program; migration, test and evaluation database have those of admin. */}}
{{- define "keyway.placement" -}}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* What every pod of Keyway has. Service links are off: their variables begin with KEYWAY_, like settings. */}}
{{- define "keyway.podBasics" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.podSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- include "keyway.imagePullSecrets" . }}
{{- end -}}

{{- define "keyway.securityContext" -}}
{{- with .Values.securityContext -}}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end -}}

{{/* Probes of a program on its management port. */}}
{{- define "keyway.probes" -}}
startupProbe:
  httpGet: {path: /actuator/health/liveness, port: management}
  periodSeconds: 3
  timeoutSeconds: 3
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /actuator/health/liveness, port: management}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /actuator/health/readiness, port: management}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 3
{{- end -}}

{{/*
Seconds until a stopping pod is killed: it leaves the load balancers, streams end, usage is sent, and 15 s for the JVM.
Takes the values of a program. The admin service ends its requests within the 30 s of Spring Boot.
*/}}
{{- define "keyway.graceSeconds" -}}
{{- $drain := hasKey . "drainSeconds" | ternary .drainSeconds 30 -}}
{{- add .preStopSeconds $drain (.shipSeconds | default 0) 15 -}}
{{- end -}}

{{/* A variable per setting. Takes a map. */}}
{{- define "keyway.settings" -}}
{{- range $name, $value := . }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* The volume of caBundle, if it is set. */}}
{{- define "keyway.caVolume" -}}
{{- with .Values.caBundle -}}
{{- if .existingConfigMap -}}
- name: ca
  configMap:
    name: {{ .existingConfigMap }}
    items:
      - key: {{ .key }}
        path: {{ .key }}
{{- end -}}
{{- end -}}
{{- end -}}
