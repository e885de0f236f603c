# The relay and nothing else: no shell, no package manager, no user but its own.
#   docker build -f docker/relay.Dockerfile -t first-party-analytics/relay .
FROM --platform=$BUILDPLATFORM debian:12 AS build
ARG TARGETARCH
WORKDIR /source
COPY docker/toolchain docker/
RUN docker/toolchain "$TARGETARCH" /build/sysroot
COPY . .
ARG RELAY_COMMIT=
RUN docker/cross-build "$TARGETARCH" /build relay && docker/stage-relay /build/bin /build/sysroot /image && mkdir /spool

FROM scratch
COPY --from=build /image /
# A volume that is mounted here belongs to the relay.
COPY --from=build --chown=65532:65532 /spool /var/spool/relay
USER 65532:65532
EXPOSE 8080
# With MIGRATE_ON_START the relay waits up to 120 s for ClickHouse before it listens.
HEALTHCHECK --interval=10s --timeout=5s --start-period=150s CMD ["/usr/bin/relay", "health"]
ENTRYPOINT ["/usr/bin/relay"]
CMD ["serve"]
