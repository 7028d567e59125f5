#!/bin/sh
# Starts SDC Desktop with the Python in this application. The Python stands beside this script, so
# that the system takes the window for the application's own.
here=$(cd "$(dirname "$0")" && pwd)
unset PYTHONPATH PYTHONSTARTUP
PYTHONHOME="$here/../Resources/python"
DYLD_LIBRARY_PATH="$PYTHONHOME/lib"
PYTHONDONTWRITEBYTECODE=1
export PYTHONHOME DYLD_LIBRARY_PATH PYTHONDONTWRITEBYTECODE
exec "$here/python3" -P -s -S "$here/../Resources/start.py" "$@"
