"""The line that stands on every page of results: when, on what, by which command, of which commit."""
import datetime
import os
import platform
import subprocess

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))


def processor():
    with open("/proc/cpuinfo") as file:
        return next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), platform.machine())


def describe(command):
    git = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty", "--abbrev=10"], capture_output=True, text=True)
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return (f"{now}, commit {git.stdout.strip() or 'unknown'}, `{command}`; {processor()}, {os.cpu_count()} cores, Linux {platform.release().split('-')[0]}, "
            f"Release build (-O2); load of the machine when this was written: {load}.")
