#!/usr/bin/env bash
# Runs a Windows program under Wine.
#
#   packaging/windows/run.sh PROGRAM.exe [ARGUMENT …]
#
# What Wine takes for drive C and the settings lies in $WINEPREFIX, and is made the first time. The
# stand-in for icuuc.dll that lay-python.sh has built is taken from beside the program, or $ICUUC.
# Standard output and error go through pipes: Wine starts no Python on files that are only written.
set -u
export WINEPREFIX=${WINEPREFIX:-$PWD/build/windows/prefix} WINEARCH=win64 WINEDEBUG=${WINEDEBUG:--all}
export WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe=d"
PATH=$PATH:/usr/lib/wine
if [ ! -f "$WINEPREFIX/ready" ]; then
    mkdir -p "$(dirname "$WINEPREFIX")"
    (unset DISPLAY && wineboot -i) >/dev/null 2>&1
    wine64 reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null 2>&1
    # a crash is told by an exit status, not by a box that waits for a click
    wine64 reg add 'HKCU\Software\Wine\WineDbg' /v ShowCrashDialog /t REG_DWORD /d 0 /f >/dev/null 2>&1
    icuuc=${ICUUC:-$(dirname "$1")/icuuc-for-wine.dll}
    if [ -f "$icuuc" ]; then cp "$icuuc" "$WINEPREFIX/drive_c/windows/system32/icuuc.dll"; fi
    wineserver -w
    touch "$WINEPREFIX/ready"
fi
wine64 "$@" 2> >(cat >&2) | cat
exit "${PIPESTATUS[0]}"
