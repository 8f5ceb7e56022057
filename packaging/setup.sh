#!/bin/sh
# Prepares this folder for one job, and does next to nothing when that has been done before.
#
#   packaging/setup.sh run       .venv with requirements.txt, the system libraries Qt needs
#   packaging/setup.sh test      the same, and a screen, mouse and keyboard for the end-to-end tests,
#                                and Chromium for those that look at a saved run as others do
#   packaging/setup.sh check     the same as run, with requirements-dev.txt
#   packaging/setup.sh bench     the same as run, with requirements-bench.txt
#   packaging/setup.sh package   the same as run, and what PyInstaller calls
#   packaging/setup.sh linux     the same as package, and what makes and checks a Debian package
#   packaging/setup.sh windows   the same as test, and Wine with a Windows Python in build/windows
#
# It never asks. What the system lacks it installs itself where it may (as root, or through a sudo
# that wants no password); elsewhere it prints the one line that does.
set -eu

cd "$(dirname "$0")/.."
job=${1:-run}
venv=.venv
supported='import sys; sys.exit(not ((3, 10) <= sys.version_info[:2] < (3, 15)))'

say() { printf '%s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# ---- the system's packages -------------------------------------------------------------------

find_installer() {
    for installer in apt-get dnf pacman zypper; do
        if have "$installer"; then return; fi
    done
    installer=none
}

install_line() { # the words that install the packages named in $@
    case $installer in
    apt-get) echo "apt-get install -y --no-install-recommends $*" ;;
    dnf) echo "dnf install -y $*" ;;
    pacman) echo "pacman -S --needed --noconfirm $*" ;;
    zypper) echo "zypper --non-interactive install $*" ;;
    esac
}

install_packages() { # installs $@, or says how and returns 1
    if [ "$installer" = none ]; then
        say "Please install these with your system's package manager: $*"
        return 1
    fi
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif have sudo && sudo -n true 2>/dev/null; then
        as_root='sudo -n'
    else
        say "Please run this once, then try again:"
        say "    sudo $(install_line "$@")"
        return 1
    fi
    say "Installing $* …"
    log=$(mktemp)
    # shellcheck disable=SC2046,SC2086 # the words are meant to fall apart
    if { [ "$installer" != apt-get ] || $as_root apt-get update; } >"$log" 2>&1 </dev/null &&
        $as_root env DEBIAN_FRONTEND=noninteractive $(install_line "$@") >"$log" 2>&1 </dev/null; then
        rm -f "$log"
        return 0
    fi
    tail -n 5 "$log" >&2
    rm -f "$log"
    say "That failed. Please run this once, then try again:"
    say "    sudo $(install_line "$@")"
    return 1
}

qt_packages() {
    case $installer in
    apt-get) echo libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libfreetype6 libx11-xcb1 \
        libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 \
        libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libwayland-cursor0 ;;
    dnf) echo libglvnd-egl libglvnd-glx glib2 dbus-libs fontconfig freetype libX11-xcb \
        libxkbcommon-x11 xcb-util-cursor xcb-util-wm xcb-util-image xcb-util-keysyms \
        xcb-util-renderutil libwayland-cursor ;;
    pacman) echo libglvnd glib2 dbus fontconfig freetype2 libx11 libxkbcommon-x11 xcb-util-cursor \
        xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil wayland ;;
    *) echo Mesa-libEGL1 Mesa-libGL1 libglib-2_0-0 libdbus-1-3 fontconfig libfreetype6 \
        libX11-xcb1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 \
        libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 \
        libwayland-cursor0 ;;
    esac
}

screen_packages() {
    case $installer in
    apt-get) echo xvfb xdotool openbox imagemagick xclip dbus at-spi2-core fonts-dejavu-core \
        strace tidy ;;
    dnf) echo xorg-x11-server-Xvfb xdotool openbox ImageMagick xclip dbus-daemon at-spi2-core strace \
        dejavu-sans-fonts tidy ;;
    pacman) echo xorg-server-xvfb xdotool openbox imagemagick xclip dbus at-spi2-core ttf-dejavu \
        strace tidy ;;
    *) echo xorg-x11-server-Xvfb xdotool openbox ImageMagick xclip dbus-1 at-spi2-core strace \
        dejavu-fonts tidy ;;
    esac
}

# ---- Python and its packages -----------------------------------------------------------------

find_python() {
    for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python3.10; do
        if have "$python" && "$python" -c "$supported" 2>/dev/null; then return 0; fi
    done
    return 1
}

make_venv() {
    if ! find_python; then
        if have python3; then
            fail "MultiSquare needs Python 3.10 to 3.14; this machine's is $(python3 --version 2>&1)." \
                "Install a newer one and name it: make run PYTHON=/path/to/python3"
        fi
        say "MultiSquare needs Python 3.10 or newer, and this machine has none."
        if [ "$installer" = apt-get ]; then set -- python3 python3-venv; else set -- python3; fi
        if ! install_packages "$@" || ! find_python; then exit 1; fi
    fi
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        say "$version cannot make a virtual environment yet."
        install_packages "$version-venv" || exit 1
    fi
    say "Making $venv with $("$python" --version 2>&1) …"
    "$python" -m venv --clear "$venv"
}

whole_venv() { # an interrupted venv has no pip; one whose Python was upgraded away has no python
    "$venv/bin/python" --version >/dev/null 2>&1 || return 1
    [ -f "$venv/.installed-requirements.txt" ] || "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

require() { # installs the packages of the requirements file $1, if they are not there already
    stamp=$venv/.installed-$1
    wanted="$("$venv/bin/python" --version) $(cat requirements*.txt | cksum)"
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then return; fi
    say "Installing the packages of $1 into $venv (once; this takes a minute) …"
    if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes -r "$1" </dev/null; then
        fail "The packages could not be installed; pip's reason is above. Is there a network?"
    fi
    echo "$wanted" >"$stamp"
}

# ---- the steps -------------------------------------------------------------------------------

see_to_qt_libraries() { # only the dynamic linker knows what is really missing
    [ "$(uname -s)" = Linux ] || return 0
    if [ -f "$venv/.qt-libraries-found" ]; then return 0; fi
    qt=$(echo "$venv"/lib/python*/site-packages/PySide6/Qt)
    missing=$(ldd "$qt/plugins/platforms/libqxcb.so" "$qt/lib/libQt6Widgets.so.6" |
        awk '/not found/ { print $1 }' | sort -u | tr '\n' ' ')
    if [ -n "$missing" ]; then
        say "Qt needs system libraries that are not here: $missing"
        # shellcheck disable=SC2046 # one word is one package
        install_packages $(qt_packages) || return 1
    fi
    : >"$venv/.qt-libraries-found"
}

see_to_screen_programs() { # a screen, a window manager, a mouse, a clipboard, eyes, a reader of HTML
    for program in Xvfb xdotool openbox import xclip dbus-daemon strace tidy; do
        have "$program" || lacking="${lacking:-} $program"
    done
    [ -f /usr/share/dbus-1/services/org.a11y.Bus.service ] || lacking="${lacking:-} at-spi"
    [ -n "${lacking:-}" ] || return 0
    say "The end-to-end tests need programs that are not here:$lacking"
    # shellcheck disable=SC2046 # one word is one package
    install_packages $(screen_packages)
}

see_to_browser() { # in which the tests look at a saved run as others do; without one they skip
    for browser in chromium chromium-browser google-chrome; do
        if have "$browser"; then return 0; fi
    done
    install_packages chromium || say "Going on without Chromium; the tests that need it are skipped."
}

see_to_packaging_programs() {
    if have objdump && have strip; then return 0; fi
    install_packages binutils
}

see_to_debian_programs() { # .deb packages are made and checked on Debian and its relatives
    if have lintian && have dpkg-shlibdeps && have desktop-file-validate && have appstreamcli; then
        return 0
    fi
    if [ "$installer" != apt-get ]; then
        fail "Packages for Linux are made on Debian or one of its relatives."
    fi
    install_packages dpkg-dev lintian desktop-file-utils appstream xz-utils
}

see_to_wine() { # only tried on Debian and its relatives
    for program in wineserver x86_64-w64-mingw32-gcc wixl; do
        have "$program" || missing_for_wine="${missing_for_wine:-} $program"
    done
    [ -n "${missing_for_wine:-}" ] || return 0
    if [ "$installer" != apt-get ]; then
        fail "Windows programs are run here with Wine, which is set up for Debian only so far."
    fi
    say "Windows programs are run with programs that are not here:$missing_for_wine"
    install_packages wine wine64 libwine fonts-wine gcc-mingw-w64-x86-64 wixl
}

find_installer
whole_venv || make_venv
require requirements.txt
case $job in
run) see_to_qt_libraries || say "Going on without them; the window may not open." ;;
test) see_to_qt_libraries && see_to_screen_programs && see_to_browser ;;
check) require requirements-dev.txt ;;
bench) see_to_qt_libraries && require requirements-bench.txt ;;
windows) see_to_qt_libraries && see_to_screen_programs && see_to_wine &&
    packaging/windows/lay-python.sh build/windows/python ;;
linux) see_to_qt_libraries && see_to_packaging_programs && see_to_debian_programs ;;
package) see_to_qt_libraries && see_to_packaging_programs ;;
*) fail "packaging/setup.sh: unknown job: $job" ;;
esac
