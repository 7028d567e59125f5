@echo off
rem Starts SDC Desktop with the Python in this folder. Nothing of the system's own Python is used.
if "%~1"=="" (
    start "" "%~dp0python\pythonw.exe" -I -S "%~dp0start.py"
) else (
    "%~dp0python\python.exe" -I -S "%~dp0start.py" %*
)
