#!/bin/sh
# Makes the examples anew: from the root of the source tree, with `prep` on the path.
set -e
home=$(mktemp -d)
prep ingest corpus --home "$home" >/dev/null
plan() { prep plan "$@" --start 2026-11-30 --home "$home" 2>/dev/null; }
plan zoom --interview 2026-12-21 --hours-per-week 10 --days-off sun \
    --resume tests/gold/resumes/new-phd.md -o docs/examples/new-phd-zoom.md
plan "nvidia senior" "image planners" --interview 2026-12-18 --interview 2027-01-08 \
    --hours mon=1,tue=1,wed=1,thu=1,sat=3 --days-off 2026-12-24,2026-12-25,2026-12-26 \
    --resume tests/gold/resumes/senior-backend.txt -o docs/examples/senior-backend-two-interviews.md
plan "meta language" --interview 2026-12-07 --hours-per-week 6 \
    --resume tests/gold/resumes/career-changer.md -o docs/examples/career-changer-one-week.md
rm -r "$home"
