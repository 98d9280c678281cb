# One image for the gateway and all 25 subgraphs; docker-compose.yml says which of them a container is.
FROM node:20-bookworm AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY shared/package.json shared/
COPY gateway/package.json gateway/
# better-sqlite3 is compiled here where no prebuilt binary fits.
RUN npm ci --omit=dev

FROM node:20-bookworm-slim
# A production image signs no tokens of its own: name the issuer in use by TOKEN_ISSUER and TOKEN_JWKS.
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data DEVELOPMENT_ISSUER=false
WORKDIR /app
COPY --from=build /app ./
COPY supergraph.yaml tsconfig.base.json tsconfig.json ./
COPY shared shared
COPY gateway gateway
COPY subgraphs subgraphs
COPY law law
COPY seeds seeds
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4000
# Node runs the TypeScript itself, through tsx, and is process 1: signals reach it.
ENTRYPOINT ["node", "--import", "tsx"]
# Answers under way are young and many: in a larger nursery they are gone before they would have to be moved.
# docs/decisions/0034 and 0038 have the other two.
CMD ["--max-semi-space-size=32", "--min-semi-space-size=16", "--no-allocation-site-pretenuring", "--heap-growing-percent=150", "gateway/src/main.ts"]
