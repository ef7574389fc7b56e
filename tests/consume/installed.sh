#!/bin/sh
# Makes Debian packages of this checkout, installs them on this machine, and builds a program against
# them by CMake, pkg-config and the single header. For a machine that may be changed: .ci/clean-root.
#
#   sh tests/consume/installed.sh [NO_TOOLS=1]      (without eslio-tools, which has to be compiled)
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tools=ON
case ${1:-} in NO_TOOLS=1) tools=OFF ;; esac
step() { printf '%s\n' "-- $*"; }

step "packages"
apt-get update >"$work/apt.log" 2>&1
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends g++ cmake make dpkg-dev \
    file pkg-config libasio-dev nlohmann-json3-dev >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; exit 1; }
cmake -S "$here/../.." -B "$work/build" -DCMAKE_CXX_FLAGS=-O1 -DCMAKE_BUILD_TYPE=None \
    -DESLIO_BUILD_TESTS=OFF -DESLIO_BUILD_EXAMPLES=OFF -DESLIO_INSTALL_TOOLS=$tools >"$work/cmake.log"
cmake --build "$work/build" --parallel "$(nproc)" >>"$work/cmake.log"
(cd "$work/build" && cpack -G DEB) >"$work/cpack.log" 2>&1 || { cat "$work/cpack.log"; exit 1; }
ls "$work"/build/*.deb

step "installed"
# As a user would get them: with what they depend on, and without what only the packaging needed.
cp "$work"/build/*.deb /tmp/
apt-get remove -y --purge libasio-dev nlohmann-json3-dev >"$work/apt.log" 2>&1
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends /tmp/*eslio*.deb \
    >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; exit 1; }
rm -f /tmp/*eslio*.deb
dpkg -s libeslio-dev | grep -E '^(Status|Version|Depends)'

cp -r "$here" "$work/app"
cd "$work/app"
step "CMake"
cmake -S find_package -B "$work/by_cmake" -DCMAKE_CXX_FLAGS=-O0 >"$work/cmake.log"
cmake --build "$work/by_cmake" --parallel "$(nproc)" >>"$work/cmake.log"
"$work/by_cmake/consumer"
"$work/by_cmake/compiled_consumer"

step "pkg-config"
# shellcheck disable=SC2046
g++ -std=c++17 -O0 main.cpp $(pkg-config --cflags --libs eslio) -o "$work/by_pkg_config"
"$work/by_pkg_config"

step "the single header"
g++ -std=c++17 -O0 -DASIO_STANDALONE -pthread -I /usr/share/eslio/single_include main.cpp -o "$work/single"
"$work/single"

if [ $tools = ON ]; then
    step "eslio-tools"
    eslio_cli --embedded -x status | head -n 1
    eslio_switch --check >/dev/null
    dpkg -s eslio-tools | grep '^Depends'
fi
echo "All ways work."
