# Shell code shared by tests/run and examples/run: installs what is missing, configures, builds,
# counts results. Sourced by POSIX shells; expects $root to be the checkout.

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

cores() { nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2; }

# Compiles an #if with the compiler that CMake will take: is the header there?
has_header() {
    printf '#if !__has_include(<%s>)\n#error missing\n#endif\n' "$1" |
        ${CXX:-c++} -std=c++17 -E -x c++ - >/dev/null 2>&1
}

# Prints the Debian packages that are missing. $1: tests or examples.
missing_packages() {
    command -v "${CXX:-c++}" >/dev/null 2>&1 || printf 'g++ '
    command -v cmake >/dev/null 2>&1 || printf 'cmake '
    command -v ninja >/dev/null 2>&1 || command -v make >/dev/null 2>&1 || printf 'ninja-build '
    # Whoever says where the libraries are has them somewhere else than on the usual paths.
    case ${CMAKE_ARGS:-} in *_ROOT=* | *PREFIX_PATH=* | *FETCH_DEPENDENCIES=ON* | *TOOLCHAIN*) return ;; esac
    has_header asio.hpp || printf 'libasio-dev '
    has_header nlohmann/json.hpp || printf 'nlohmann-json3-dev '
    if [ "$1" = tests ]; then
        has_header catch2/catch_all.hpp || has_header catch2/catch.hpp || printf 'catch2 '
    fi
}

# Runs apt-get as root, or by a sudo that asks no password.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Installs Debian packages; prints nothing unless it fails.
apt_install() {
    log=$(mktemp)
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" \
        </dev/null >"$log" 2>&1; then
        { as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends "$@"; } </dev/null >"$log" 2>&1 ||
            { tail -n 20 "$log" >&2; rm -f "$log"; return 1; }
    fi
    rm -f "$log"
}

can_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

# Sees to it that all that $1 (tests or examples) needs is there.
install_missing() {
    missing=$(missing_packages "$1")
    [ -n "$missing" ] || return 0
    if can_install; then
        say "Installing: $missing"
        # eslio_cli's line editor is built where it is; it is worth no failure.
        has_header histedit.h || editor=libedit-dev
        # shellcheck disable=SC2086
        apt_install $missing ${editor:-} || apt_install $missing || fail "apt-get could not install: $missing"
        missing=$(missing_packages "$1")  # a header can be told missing only once there is a compiler
        [ -z "$missing" ] && return 0
    fi
    say "Missing, by the names of their Debian packages: $missing" >&2
    say "Install them:   sudo apt-get install $missing" >&2
    say "Elsewhere:      a C++17 compiler, CMake 3.16, Asio 1.22.1, nlohmann/json 3.10, Catch2 v2 or v3;" >&2
    fail "or let CMake fetch the libraries:   CMAKE_ARGS=-DESLIO_FETCH_DEPENDENCIES=ON sh $0"
}

# configure DIR [ARGS...]: makes or refreshes a build folder.
configure() {
    dir=$1
    shift
    if [ ! -f "$dir/CMakeCache.txt" ] && [ -z "${CMAKE_GENERATOR:-}" ] && command -v ninja >/dev/null 2>&1; then
        set -- -G Ninja "$@"
    fi
    # shellcheck disable=SC2086
    cmake -S "$root" -B "$dir" "$@" ${CMAKE_ARGS:-}
}

# Reads ctest's log on standard input and prints "passed failed": a Catch2 program counts by its
# test cases, every other test as one, and one that was skipped not at all.
count_tests() {
    awk '
        function done() {
            if (!open) return
            open = 0
            if (skipped) return
            if (cases + failures == 0) cases = ok   # not a Catch2 program, or it came to nothing
            if (!ok && failures == 0) failures = 1
            passed += cases; failed += failures
        }
        /^[0-9]+\/[0-9]+ Testing: / { done(); open = 1; cases = failures = ok = skipped = 0 }
        /^All tests passed \(/ { cases = $(NF - 2) }
        /^test cases: / {
            n = split($0, part, "|")
            for (i = 2; i <= n; i++) {
                split(part[i], word, " ")
                if (part[i] ~ /passed|as expected/) cases += word[1]
                else if (part[i] ~ /failed/) failures += word[1]
            }
        }
        /^Test Passed\./ { ok = 1 }
        /^Skip regular expression found/ { skipped = 1 }
        END { done(); print passed + 0, failed + 0 }
    '
}
