#!/bin/sh
# Nennt die zuletzt veröffentlichte Fassung: das jüngste Tag veroeffentlicht-…, sonst origin/main, sonst main, sonst nichts.
set -eu
cd "$(dirname "$0")/.."

newest=$(git for-each-ref --sort=-creatordate --count=1 --format='%(refname:short)' 'refs/tags/veroeffentlicht-*')
for revision in $newest origin/main main; do
    if git rev-parse --verify --quiet "$revision^{commit}" >/dev/null; then
        echo "$revision"
        exit
    fi
done
