# The official ClickHouse server with the event rules in it. The functions are static: VARIANT may be empty (Ubuntu)
# or -alpine.
#   docker build -f docker/clickhouse.Dockerfile -t first-party-analytics/clickhouse:26.3.20.7 .
ARG CLICKHOUSE_VERSION=26.3.20.7
ARG VARIANT=

FROM --platform=$BUILDPLATFORM debian:12 AS build
ARG TARGETARCH
WORKDIR /source
COPY docker/toolchain docker/
RUN docker/toolchain "$TARGETARCH" /build/sysroot
COPY . .
RUN docker/cross-build "$TARGETARCH" /build normalize_event resolve_identity && docker/stage-clickhouse /build/bin /image

FROM clickhouse/clickhouse-server:${CLICKHOUSE_VERSION}${VARIANT}
COPY --from=build /image /
