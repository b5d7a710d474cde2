#!/usr/bin/env bash
# Sets everything up and passes every test: C++, C, consumers, Python, examples, documentation.
#
#   tests/run.sh               everything
#   tests/run.sh --quick       C++ and C tests only: no Python environment, no consumer projects
#   tests/run.sh --sanitize    C++ and C tests under the address and undefined-behaviour sanitizers
#
# It needs Debian 12 and installs the packages that are missing. What it makes lies under build/.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../examples/setup.sh"
cd "$root"

mode=${1:-all}
case $mode in
  all | --quick | --sanitize) ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
jobs=$(nproc)
test_packages=(libcsv-dev doctest-dev pkg-config)
browser_packages=(chromium fonts-noto-cjk)

if [ "$mode" != all ]; then
  install_debian "${build_packages[@]}" "${test_packages[@]}"
  preset=dev only=(-L '^(cpp|c|layers|headers)$')
  if [ "$mode" = --sanitize ]; then preset=asan-ubsan only=(); fi
  say "Building (preset $preset)"
  cmake --preset $preset >/dev/null
  cmake --build --preset $preset
  ctest --preset $preset -j "$jobs" "${only[@]}"
  exit
fi

install_debian "${build_packages[@]}" "${test_packages[@]}" "${browser_packages[@]}"
make_venv

say "Building the library, its tests and examples (preset dev)"
cmake --preset dev -DPython_EXECUTABLE="$python" >/dev/null
cmake --build --preset dev

# The same flags as above, so that ccache has the library's objects already.
install_wheel test --config-settings=cmake.define.MAINSTAY_WARNINGS=ON

say "C++, C, headers, layers, consumers, examples (ctest)"
ctest_status=0
ctest --preset dev -j "$jobs" 2>&1 | tee build/ctest.log || ctest_status=$?

say "Python, report, documentation (pytest)"
pytest_status=0
MAINSTAY_REQUIRE_BROWSER=1 "$python" -m pytest -n "$jobs" --dist worksteal 2>&1 | tee build/pytest.log || pytest_status=$?

say "Summary"
grep -E '^[0-9]+% tests passed|^Total Test time|^The following tests FAILED|^[[:space:]]+[0-9]+ - ' build/ctest.log || true
tail -n 1 build/pytest.log
exit $((ctest_status || pytest_status))
