#!/bin/sh
# Makes the namespace of Guibei's workflows. Safe to run again.
#
# TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE say where; TEMPORAL_RETENTION how long
# a closed workflow stays readable (the records themselves are in guibei).
set -eu

retention=${TEMPORAL_RETENTION:-720h}
tries=60

until temporal operator cluster health >/dev/null 2>&1; do
	tries=$((tries - 1))
	if [ "$tries" -le 0 ]; then
		echo "Temporal at $TEMPORAL_ADDRESS does not answer" >&2
		exit 1
	fi
	sleep 2
done

if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
	temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" --retention "$retention"
else
	temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$retention"
fi
