#!/bin/bash
# Runs once, when the data volume is empty: the roles and their databases.
#
#   guibei_owner     owns the database guibei and changes its schema (migrate)
#   guibei_app       works in it with what the migrations grant, no more
#   guibei_temporal  owns the two databases of the Temporal server, and may make
#                    them again when they were dropped (deploy/temporal/schema.sh)
set -euo pipefail

psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname postgres \
	-v owner_password="$GUIBEI_OWNER_PASSWORD" \
	-v app_password="$GUIBEI_DB_PASSWORD" \
	-v temporal_password="$GUIBEI_TEMPORAL_DB_PASSWORD" <<'SQL'
CREATE ROLE guibei_owner    LOGIN PASSWORD :'owner_password';
CREATE ROLE guibei_app      LOGIN PASSWORD :'app_password';
CREATE ROLE guibei_temporal LOGIN CREATEDB PASSWORD :'temporal_password';

CREATE DATABASE guibei OWNER guibei_owner;
REVOKE ALL ON DATABASE guibei FROM PUBLIC;
GRANT CONNECT ON DATABASE guibei TO guibei_app;

CREATE DATABASE guibei_temporal            OWNER guibei_temporal;
CREATE DATABASE guibei_temporal_visibility OWNER guibei_temporal;
REVOKE ALL ON DATABASE guibei_temporal, guibei_temporal_visibility FROM PUBLIC;
SQL
