{{/* Bytes of a quantity of Kubernetes, such as 1.5Gi. Takes quantity and value, the path that a message names. */}}
{{- define "keyway.bytes" -}}
{{- $text := kindIs "string" .quantity | ternary (toString .quantity) (printf "%.0f" (float64 .quantity)) -}}
{{- $units := dict "" 1.0 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 "Pi" 1125899906842624.0 -}}
{{- if not (regexMatch "^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$" $text) -}}
{{- fail (printf "%s: %q is no quantity such as 1Gi or 1500Mi" .value $text) -}}
{{- end -}}
{{- $number := regexFind "^[0-9.]+" $text -}}
{{- mulf (float64 $number) (get $units (trimPrefix $number $text)) | floor | int64 -}}
{{- end -}}

{{/* Whole processors of a quantity of Kubernetes, rounded up, such as 2 for 1500m. Takes quantity and value. */}}
{{- define "keyway.processors" -}}
{{- $text := toString .quantity -}}
{{- if not (regexMatch "^[0-9]+(\\.[0-9]+)?m?$" $text) -}}
{{- fail (printf "%s: %q is no quantity such as 2 or 1500m" .value $text) -}}
{{- end -}}
{{- $number := float64 (trimSuffix "m" $text) -}}
{{- hasSuffix "m" $text | ternary (divf $number 1000.0) $number | ceil | int64 -}}
{{- end -}}

{{/*
Flags of the JVM: heap and direct memory as shares of the memory limit. Takes path, the one that messages name, resources
and javaOpts.
*/}}
{{- define "keyway.javaOptions" -}}
{{- $limits := .resources.limits | default dict -}}
{{- $requests := .resources.requests | default dict -}}
{{- if not $limits.memory -}}
{{- fail (printf "%s.resources.limits.memory is missing: heap and direct memory are shares of it" .path) -}}
{{- end -}}
{{- if gt (add (int .javaOpts.heapPercent) (int .javaOpts.directPercent)) 85 -}}
{{- fail (printf "%s.javaOpts: heapPercent and directPercent are more than 85 together; the JVM itself needs the rest" .path) -}}
{{- end -}}
{{- $memory := include "keyway.bytes" (dict "quantity" $limits.memory "value" (printf "%s.resources.limits.memory" .path)) -}}
{{- $direct := mulf (float64 $memory) (divf (float64 .javaOpts.directPercent) 100.0) | floor | int64 -}}
{{- $processors := int .javaOpts.processors -}}
{{- if and (not $processors) (not $limits.cpu) -}}
{{- $processors = max 2 (include "keyway.processors" (dict "quantity" ($requests.cpu | default 1) "value" (printf "%s.resources.requests.cpu" .path)) | int) -}}
{{- end -}}
-XX:MaxRAMPercentage={{ .javaOpts.heapPercent }} -XX:MaxDirectMemorySize={{ $direct }} -XX:+ExitOnOutOfMemoryError
{{- with $processors }} -XX:ActiveProcessorCount={{ . }}{{ end }}
{{- with .javaOpts.extra }} {{ . }}{{ end }}
{{- end -}}
