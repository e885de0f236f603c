{{/* The name of everything in a release. Leaves room for "-migrate" in 63 characters. */}}
{{- define "relay.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 54 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 54 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What runs the relays: with a spool, each has a volume. */}}
{{- define "relay.kind" -}}
{{- ternary "StatefulSet" "Deployment" (not (empty .Values.config.SPOOL_DIR)) -}}
{{- end -}}

{{/* What a pod of one component is found by. Takes (list . component). */}}
{{- define "relay.selectorLabels" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ $root.Chart.Name }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "relay.labels" -}}
{{- $root := index . 0 -}}
{{ include "relay.selectorLabels" . }}
app.kubernetes.io/version: {{ $root.Values.image.tag | default $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "relay.image" -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}

{{/* A value as an environment variable has it. Helm reads the numbers of a file as floats, which it writes as 2.097152e+07. */}}
{{- define "relay.text" -}}
{{- if kindIs "slice" . -}}
{{- join "," . -}}
{{- else if kindIs "float64" . -}}
{{- int64 . -}}
{{- else -}}
{{- . -}}
{{- end -}}
{{- end -}}

{{/* One environment variable, or none where the value is empty, as an empty one counts as not set. Takes (list name value). */}}
{{- define "relay.variable" -}}
{{- $text := include "relay.text" (index . 1) -}}
{{- if $text }}
- name: {{ index . 0 }}
  value: {{ $text | quote }}
{{- end -}}
{{- end -}}

{{/* One environment variable out of a Secret. Takes (list name secret key). */}}
{{- define "relay.secretVariable" }}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 }}
      key: {{ index . 2 }}
{{- end -}}

{{/* All but PUBLIC_API_KEYS, which only a serving relay needs. Takes (list . secret), the Secret that the chart puts an inline password into. */}}
{{- define "relay.environment" -}}
{{- $values := (index . 0).Values -}}
{{- range $name := list "url" "user" "database" "cluster" -}}
{{- include "relay.variable" (list (printf "CLICKHOUSE_%s" (upper $name)) (index $values.clickhouse $name)) -}}
{{- end -}}
{{- with $values.clickhouse -}}
{{- if .existingSecret -}}
{{- include "relay.secretVariable" (list "CLICKHOUSE_PASSWORD" .existingSecret .existingSecretKey) -}}
{{- else if .password -}}
{{- include "relay.secretVariable" (list "CLICKHOUSE_PASSWORD" (index $ 1) "CLICKHOUSE_PASSWORD") -}}
{{- end -}}
{{- end -}}
{{- range $name, $value := $values.config -}}
{{- include "relay.variable" (list $name $value) -}}
{{- end -}}
{{- end -}}

{{/* What both pods have: no privileges, no token, nothing to write to but a spool. */}}
{{- define "relay.podSettings" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
{{- if .Values.config.SPOOL_DIR }}
  fsGroup: 65532
{{- end }}
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "relay.containerSettings" -}}
image: {{ include "relay.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end -}}
