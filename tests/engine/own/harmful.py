"""Functions of one's own that do harm for 3, and give the double of everything else."""

from __future__ import annotations

HARMS = {
    "exits": "import sys\n        sys.exit(4)",
    "vanishes": "import os\n        os._exit(0)",
    "leaves with a status": "import os\n        os._exit(9)",
    "crashes": "import ctypes\n        ctypes.string_at(0)",
    "recurses": "return f(n)",
    "closes descriptors": "import os\n        os.closerange(3, 256)",
    "closes descriptors and goes on": (
        "import os, time\n        os.closerange(3, 256)\n        time.sleep(1_000)"
    ),
    "writes into descriptors": (
        "import os\n"
        "        for fd in range(3, 64):\n"
        "            try:\n"
        "                os.write(fd, b'\\x00\\x00\\x10\\x00some stray bytes')\n"
        "            except OSError:\n"
        "                pass"
    ),
    "has a text that raises": (
        "class Mute:\n            def __str__(self): return 1 / 0\n        return Mute()"
    ),
    "lowers the recursion limit": "import sys\n        sys.setrecursionlimit(1)",
    "replaces what is built in": (
        "import builtins\n        builtins.len = builtins.list = None\n        return len('3')"
    ),
    "sends signals to itself": "import os, signal\n        os.kill(os.getpid(), signal.SIGKILL)",
}
"""What is done for 3, by a word for it; each costs that number at most."""

HARMLESS = {
    "prints much": "for _ in range(2_000):\n            print('x' * 1_000)",
    "prints past Python": "import os\n        os.write(1, b'past Python')",
    "changes the folder": "import os\n        os.chdir('/')",
    "leaves a thread": (
        "import threading, time\n        threading.Thread(target=time.sleep, args=(1_000,)).start()"
    ),
    "leaves a program": (
        "import subprocess, sys\n"
        "        subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(1_000)'])"
    ),
    "leaves a copy": ("import os, time\n        if os.fork() == 0:\n            time.sleep(1_000)"),
    "leaves a shell": "import os\n        os.system('sleep 1000 &')",
    "returns twice": "import os\n        os.fork()",
    "blocks signals": (
        "import signal\n        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())"
    ),
}
"""What is done for 3 beside giving its double."""


def source_of(deed: str) -> str:
    """Return a text with a function ``f`` that does something for 3."""
    return f"def f(n):\n    if n == 3:\n        {deed}\n    return n * 2\n"
