# The official ClickHouse server with the event rules in it. The functions are static: VARIANT may be empty (Ubuntu)
# or -alpine.
#   docker build -f docker/clickhouse.Dockerfile -t first-party-analytics/clickhouse:26.3.20.7 .
ARG CLICKHOUSE_VERSION=26.3.20.7
ARG VARIANT=

FROM --platform=$BUILDPLATFORM debian:12 AS build
ARG TARGETARCH
RUN apt-get update -q && apt-get install -y -q --no-install-recommends ca-certificates g++ cmake ninja-build
WORKDIR /source
COPY . .
RUN docker/cross-build "$TARGETARCH" /build && docker/stage-clickhouse /build/bin /image

FROM clickhouse/clickhouse-server:${CLICKHOUSE_VERSION}${VARIANT}
COPY --from=build /image /
