{{/* Mistakes that a schema cannot tell in words that help. */}}
{{- define "relay.checks" -}}
{{- with .Values -}}
{{- if not .clickhouse.url -}}
{{- fail "clickhouse.url is missing: set it to the address of ClickHouse, such as --set clickhouse.url=https://clickhouse.example.com:8443" -}}
{{- end -}}
{{- if contains "@" .clickhouse.url -}}
{{- fail "clickhouse.url holds a user or password: set clickhouse.user, and clickhouse.password or clickhouse.existingSecret" -}}
{{- end -}}
{{- if and .clickhouse.password .clickhouse.existingSecret -}}
{{- fail "clickhouse.password and clickhouse.existingSecret are both set: the password comes from one of them" -}}
{{- end -}}
{{- if and .publicApiKeys.keys .publicApiKeys.existingSecret -}}
{{- fail "publicApiKeys.keys and publicApiKeys.existingSecret are both set: the keys come from one of them" -}}
{{- end -}}
{{- if and .ingress.enabled (not .ingress.host) -}}
{{- fail "ingress.host is missing: an ingress needs the name that events are sent to, such as --set ingress.host=events.example.com" -}}
{{- end -}}
{{- if and .autoscaling.enabled (lt (int .autoscaling.maxReplicas) (int .replicas)) -}}
{{- fail (printf "autoscaling.maxReplicas is %d, below replicas, which is %d" (int .autoscaling.maxReplicas) (int .replicas)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
