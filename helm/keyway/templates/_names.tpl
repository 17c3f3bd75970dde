{{/* The name that all objects begin with; 40 characters at most, so that endings fit. */}}
{{- define "keyway.fullname" -}}
{{- $name := .Values.nameOverride | default .Chart.Name -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels that select the pods of a component. They never change: selectors cannot. Takes root and component. */}}
{{- define "keyway.selector" -}}
app.kubernetes.io/name: {{ .root.Values.nameOverride | default .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* Labels of an object. Takes root and component. */}}
{{- define "keyway.labels" -}}
{{ include "keyway.selector" . }}
app.kubernetes.io/part-of: keyway
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Labels of a pod. Takes root, component and labels. */}}
{{- define "keyway.podLabels" -}}
{{ include "keyway.selector" . }}
{{- with mergeOverwrite (deepCopy .root.Values.commonLabels) (deepCopy (.labels | default dict)) }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Name, namespace and labels of an object. Takes root, component and name. */}}
{{- define "keyway.metadata" -}}
name: {{ .name }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "keyway.labels" . | nindent 2 }}
{{- end -}}

{{- define "keyway.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "keyway.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{/* Reference of an image. Takes root, image (repository, tag, digest) and registry. */}}
{{- define "keyway.image" -}}
{{- with .root.Values.global.imageRegistry | default .registry -}}{{ . }}/{{- end -}}
{{- .image.repository -}}:{{ .tag }}
{{- with .image.digest -}}@{{ . }}{{- end -}}
{{- end -}}

{{/* Reference of the image of a program. Takes root and program. */}}
{{- define "keyway.programImage" -}}
{{- $image := (index .root.Values .program).image -}}
{{- $tag := $image.tag | default .root.Values.image.tag | default .root.Chart.AppVersion -}}
{{- include "keyway.image" (dict "root" .root "image" $image "registry" .root.Values.image.registry "tag" $tag) -}}
{{- end -}}

{{- define "keyway.imagePullSecrets" -}}
{{- with concat .Values.global.imagePullSecrets .Values.imagePullSecrets | uniq }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* The host of a URL, without its port. */}}
{{- define "keyway.hostOf" -}}
{{- with . -}}{{- regexReplaceAll ":[0-9]+$" (urlParse .).host "" -}}{{- end -}}
{{- end -}}
