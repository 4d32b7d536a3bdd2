# The one image of Guibei: api, worker and migrate are the same program with
# another first word. A site with a mirror of its own names other base images by
# --build-arg.
ARG NODE_IMAGE=node:24-bookworm-slim
ARG GO_IMAGE=golang:1.26.8-bookworm

FROM ${NODE_IMAGE} AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN --mount=type=cache,target=/var/cache/npm npm ci --no-audit --no-fund --cache /var/cache/npm
COPY web/ ./
COPY api/openapi.yaml /src/api/openapi.yaml
RUN npm run build

FROM ${GO_IMAGE} AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=web /src/web/dist ./web/dist
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false \
	-ldflags "-s -w -X guibei/cmd/guibei/cli.Version=${VERSION}" -o /out/guibei ./cmd/guibei
# What a program needs of a system: certificates, time zones, a name for its
# account, and a folder for the files that this account may write.
RUN mkdir -p /out/etc/ssl/certs /out/usr/share /out/var/lib/guibei /out/tmp \
	&& cp /etc/ssl/certs/ca-certificates.crt /out/etc/ssl/certs/ \
	&& cp -r /usr/share/zoneinfo /out/usr/share/ \
	&& echo 'guibei:x:65532:65532:guibei:/var/lib/guibei:/sbin/nologin' >/out/etc/passwd \
	&& echo 'guibei:x:65532:' >/out/etc/group \
	&& chown 65532:65532 /out/var/lib/guibei && chmod 0700 /out/var/lib/guibei && chmod 1777 /out/tmp

# No shell, no package manager, nothing to be broken into but the program.
FROM scratch
COPY --from=build /out/ /
COPY --from=build --chown=65532:65532 /out/var/lib/guibei/ /var/lib/guibei/
USER 65532:65532
WORKDIR /var/lib/guibei
ENTRYPOINT ["/guibei"]
CMD ["help"]
