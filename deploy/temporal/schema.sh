#!/bin/sh
# Makes the two databases of the Temporal server and brings their schema to the
# version of this image. Safe to run again: what is there already stays.
#
# SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD and SQL_PLUGIN say where.
set -eu

bring() { # bring DATABASE SCHEMA
	temporal-sql-tool --database "$1" create-database --defaultdb postgres
	temporal-sql-tool --database "$1" setup-schema --version 0.0
	temporal-sql-tool --database "$1" update-schema --schema-name "postgresql/v12/$2"
}

bring "${TEMPORAL_DB:-guibei_temporal}" temporal
bring "${TEMPORAL_VISIBILITY_DB:-guibei_temporal_visibility}" visibility
