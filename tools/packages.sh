# What Redshank is built from, all of it Debian's. Sourced by ./redshank and ./test; talks on stderr only.

build_packages="g++ cmake ninja-build pkg-config ccache libcli11-dev libtomlplusplus-dev libsimdjson-dev libsqlite3-dev
libssl-dev libarchive-dev libzstd-dev libicu-dev libpsl-dev libmimalloc-dev libxxhash-dev nlohmann-json3-dev
libpff-dev libbfio-dev libre2-dev libpugixml-dev libexpat1-dev zlib1g-dev libcpp-httplib-dev"
test_packages="libgtest-dev libgmime-3.0-dev libgumbo-dev libyaml-cpp-dev python3 python3-jsonschema zstd chromium"
bench_packages="libbenchmark-dev libgmime-3.0-dev libgumbo-dev"

talk() { printf '%s\n' "$*" >&2; }

missing_packages() {
    for package in "$@"; do
        dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed' || printf '%s ' "$package"
    done
}

# need OFFLINE PACKAGE...: installs what is missing, or says what is and stops with 2.
need() {
    offline=$1
    shift
    if ! command -v apt-get >/dev/null 2>&1; then
        command -v cmake >/dev/null 2>&1 && command -v c++ >/dev/null 2>&1 && return 0
        talk "Redshank installs what it needs only on Debian and its kin. Here, please install what these Debian packages hold:"
        talk "  $(echo "$@")"
        exit 2
    fi
    missing=$(missing_packages "$@")
    [ -z "$missing" ] && return 0
    if [ "$offline" = yes ]; then
        talk "These packages are missing, and --offline forbids to install them: $missing"
        exit 2
    fi
    talk "Redshank needs these packages of your system's distribution: $missing"
    as_root=
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            talk "Please install them as root: apt-get install --no-remove $missing"
            exit 2
        fi
        as_root=sudo
    fi
    if [ -t 0 ] && [ -t 2 ]; then
        printf 'Install them now with apt-get? [Y/n] ' >&2
        read -r answer
        case $answer in [Nn]*) exit 2 ;; esac
    fi
    # --no-remove: a package that is there stays, whatever it conflicts with.
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || talk "The list of packages could not be renewed; trying with the one that is there."
    # shellcheck disable=SC2086
    if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends --no-remove -qq $missing >&2; then
        talk "apt-get could not install them; its own message stands above."
        exit 2
    fi
}

# build FOLDER TARGET CMAKE_OPTION...: configures once and builds; the compiler's words only when it fails.
build() {
    folder=$1 target=$2
    shift 2
    mkdir -p "$folder"
    if ! { [ -f "$folder/build.ninja" ] || cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release "$@"; } >"$folder/log" 2>&1 ||
        ! cmake --build "$folder" --target "$target" >>"$folder/log" 2>&1; then
        tail -n 40 "$folder/log" >&2
        talk "The build failed; all of its output is in $folder/log."
        exit 2
    fi
}
