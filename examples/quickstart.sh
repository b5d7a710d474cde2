#!/usr/bin/env bash
# From nothing to a retention report on real data: installs what is missing, builds Mainstay, and runs its main job on
# job_retention (3,770 people, from the Python package peopleanalyticsdata).
#
#   examples/quickstart.sh     writes build/quickstart/report.html
#
# It needs Debian 12 and installs the packages that are missing. What it makes lies under build/.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

install_debian "${build_packages[@]}"
make_venv
install_wheel report
"$python" -m pip install -q peopleanalyticsdata pandas  # the first needs the second without saying so

say "Retention report on job_retention"
data=$root/build/quickstart
"$python" "$root/examples/python/job_retention.py" "$data"
"$venv/bin/mainstay" report "$data" -o "$data/report.html"
