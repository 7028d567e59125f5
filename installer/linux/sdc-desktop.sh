#!/bin/sh
# Starts SDC Desktop with the Python in this folder. Nothing of the system's own Python is used.
here=$(dirname "$(readlink -f "$0")")
if ls "$here"/python/lib/libpython* >/dev/null 2>&1; then
    LD_LIBRARY_PATH="$here/python/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    export LD_LIBRARY_PATH
fi
exec "$here/python/bin/python3" -I -S "$here/start.py" "$@"
