// Package stack runs what Guibei needs beneath it, in one data folder: a private
// PostgreSQL and, on it, a Temporal server.
//
//	guibei                       the application's records
//	guibei_temporal              what happens next
//	guibei_temporal_visibility   the index over it
//
// Three roles keep them apart: guibei_owner changes the schema of the first
// (migrations), guibei_app works in it with what the migrations grant, and
// guibei_temporal owns the other two.
package stack
