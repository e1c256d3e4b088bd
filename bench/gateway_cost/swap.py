#!/usr/bin/env python3
"""Two units that answer differently, swapped again and again while requests come at even times: bench/results/swap.json.

    swap.py --programs build/dev/bin --out bench/results [--swaps 1000] [--rate 1000]

Every answer must be the one of the unit that it names. One swap in ten finds no image in the cache, and is compiled cold. Beside it stands the
same load without a swap, since a machine that others use delays requests too."""
import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", ".."))
sys.path[:0] = [HERE, os.path.join(HERE, ".."), os.path.join(ROOT, "scripts", "story")]
import credentials
import documents
import proxies
from machine import describe
from services import Failure

SHOWN, MASKED = "standing order for the rent", '"***"'  # what the units make of a text
PAUSE = 0.01  # seconds between two swaps, so that requests meet each unit
FIRST_SWAPS = 100  # after which the memory is looked at for the first time


def cold(i):
    """One in ten, of either unit."""
    return i % 20 in (8, 19)


class Swapping:
    def __init__(self, arguments):
        self.a, self.folder = arguments, tempfile.mkdtemp(prefix="bpol-swap-")
        self.programs = os.path.abspath(arguments.programs)
        self.servers = []

    def second_policy(self):
        """The policy of the first unit, but a text is masked."""
        folder = os.path.join(self.folder, "policy")
        shutil.copytree(os.path.join(HERE, "policy"), folder)
        for name, old, new in (("bpol.toml", 'version = "1"', 'version = "2"'),
                               ("pass.bpol", "redact Document for ReadDocument {\n}", "redact Document for ReadDocument {\n    Data.Entry[].Text mask\n}"),
                               ("pass.bpol", 'expect response { Data: { Entry: [{ Id: "1", Status: "BOOK", Text: "rent"',
                                'expect response { Data: { Entry: [{ Id: "1", Status: "BOOK", Text: "***"')):
            path = os.path.join(folder, name)
            with open(path) as file:
                text = file.read()
            if text.count(old) != 1:
                raise Failure(f"bench/gateway_cost/policy/{name} has changed: `{old}` is {text.count(old)} times in it")
            with open(path, "w") as file:
                file.write(text.replace(old, new))
        return folder

    def start(self):
        upstream = proxies.start_upstream(self.folder, {"/document": documents.public_document()})
        self.servers.append(upstream)
        self.s = proxies.start_gateway(self.programs, os.path.join(self.folder, "gateway"), os.path.join(HERE, "policy"), upstream.port, None)
        self.servers.append(self.s)
        with open(self.s.path("token"), "w") as file:
            file.write(credentials.access_token(self.s.folder, "tpp-blue", "accounts", consent="consent-1", bound_to="tpp-blue"))
        self.bundles = [self.s.path("unit.bundle"), self.s.path("second.bundle")]
        self.s.build(self.second_policy(), self.bundles[1])
        first = set(os.listdir(self.s.path("images")))
        self.s.load_unit(self.bundles[1])
        second = set(os.listdir(self.s.path("images"))) - first
        if len(first) != 1 or len(second) != 1:
            raise Failure("the image cache does not hold an image of each unit")
        self.images = [self.s.path(os.path.join("images", *names)) for names in (first, second)]

    def load(self, seconds):
        s = self.s
        command = [f"{self.programs}/bpol-bench-load", "--port", str(s.port), "--path", "/document", "--ca", s.path("ca.pem"),
                   "--certificate", s.path("tpp-blue.pem"), "--key", s.path("tpp-blue.key"), "--token-file", s.path("token"), "--seconds", str(seconds),
                   "--rate", str(self.a.rate), "--expect", "1", SHOWN, "--expect", "2", MASKED]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def result(self, load):
        """What the generator counted; `failed` is why it ended at the first answer that was none."""
        out, error = load.communicate(timeout=60)
        return {"failed": 0, **json.loads(out)} if load.returncode == 0 else {"failed": 1, "why": error.strip()[:500]}

    def memory(self):
        with open(f"/proc/{self.s.gateway.pid}/status") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))

    def swap(self):
        """Milliseconds of swaps from the cache and of cold ones, and the memory after the first of them and after all."""
        warm, compiled, after_first = [], [], None
        for i in range(self.a.swaps):
            unit = i % 2
            if cold(i):
                os.remove(self.images[unit])
            start = time.monotonic()
            self.s.load_unit(self.bundles[unit])
            (compiled if cold(i) else warm).append((time.monotonic() - start) * 1e3)
            time.sleep(PAUSE)
            if i + 1 == min(FIRST_SWAPS, self.a.swaps):
                after_first = self.memory()
        return {"swaps": self.a.swaps, "cold": len(compiled), "warm_ms": statistics.median(warm), "cold_ms": statistics.median(compiled),
                "first_swaps": min(FIRST_SWAPS, self.a.swaps), "mb_after_first": after_first, "mb_after_all": self.memory()}

    def run(self):
        quiet = self.result(self.load(5))
        load = self.load(3600)
        time.sleep(1)  # the connections stand, and the generator no longer warms up
        try:
            swaps = self.swap()
        finally:
            load.send_signal(signal.SIGINT)
            under_load = self.result(load)
        return {"rate": self.a.rate, **swaps, "load": under_load, "quiet": quiet}

    def stop(self):
        for server in reversed(self.servers):
            server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--swaps", type=int, default=1000)
    parser.add_argument("--rate", type=int, default=1000, help="requests a second")
    swapping = Swapping(parser.parse_args())
    load_before = os.getloadavg()[0]
    try:
        swapping.start()
        results = swapping.run()
    except Failure as failure:
        print(f"swap: {failure}", file=sys.stderr)
        return 1
    finally:
        swapping.stop()
    print(json.dumps(results, indent=1))
    with open(os.path.join(swapping.a.out, "swap.json"), "w") as file:
        json.dump({"machine": describe("scripts/bench swap"), "load_before": load_before, **results}, file, indent=1, ensure_ascii=False)
        file.write("\n")
    return 0


sys.exit(main())
