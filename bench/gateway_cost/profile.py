"""Where a process spends its CPU time, by perf's samples of the CPU clock: by part, and the heaviest functions."""
import os
import re
import shutil
import subprocess

# The first that fits names the part. Symbols of ours say their folder in their namespace.
PARTS = [
    ("kernel: sockets, epoll, files", lambda dso, symbol: "kernel" in dso or dso == "[vdso]"),
    ("TLS and hashes (libssl, libcrypto)", lambda dso, symbol: "libssl" in dso or "libcrypto" in dso),
    ("malloc and free", lambda dso, symbol: re.search(r"malloc|_int_free|cfree|calloc|realloc|operator (new|delete)|unlink_chunk|tcache|recycling_allocator", symbol)),
    ("memcpy, memset, strings of libc", lambda dso, symbol: "libc.so" in dso),
    ("record and access log", lambda dso, symbol: re.search(r"bpol::(audit|observe)::|Record|AccessLine|JsonText|Pseudonym", symbol)),
    ("redaction", lambda dso, symbol: "bpol::redact" in symbol or "Redact" in symbol),
    ("decision (native code, combining)", lambda dso, symbol: "bpol::decision" in symbol or "bpol::unit" in symbol or "bpol::abi" in symbol or "memfd" in dso or "[unknown]" in dso),
    ("binding, facts, JSON in", lambda dso, symbol: re.search(r"bpol::(bind|facts|schema|values)::|simdjson", symbol)),
    ("HTTP: heads, bodies", lambda dso, symbol: "bpol::http" in symbol or "beast" in symbol),
    ("identity: token, certificate", lambda dso, symbol: "bpol::identity" in symbol),
    ("upstream", lambda dso, symbol: "bpol::upstream" in symbol),
    ("connections, TLS streams, flow", lambda dso, symbol: re.search(r"bpol::(net|tls|enforce)::", symbol)),
    ("event loop and coroutines (Asio)", lambda dso, symbol: "asio" in symbol),
    ("the rest of libstdc++ and ours", lambda dso, symbol: True),
]


def part_of(dso, symbol):
    return next(name for name, fits in PARTS if fits(dso, symbol))


def sample(process, load, data):
    """Runs `load` under perf; None where perf does not work here."""
    perf = shutil.which("perf")
    if perf is None:
        return None
    recorder = subprocess.Popen([perf, "record", "-q", "-e", "cpu-clock", "-F", "4000", "-p", str(process), "-o", data],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        load()
    finally:
        recorder.send_signal(2)
        recorder.wait(30)
    if not os.path.exists(data):
        return None
    report = subprocess.run([perf, "report", "-i", data, "--no-children", "--sort", "comm,dso,symbol", "--stdio", "-t", "|", "--percent-limit", "0"],
                            capture_output=True, text=True)
    rows = []
    for line in report.stdout.splitlines():
        fields = [field.strip() for field in line.split("|", 3)]
        if len(fields) == 4 and re.fullmatch(r"[0-9.]+%", fields[0]):
            rows.append((float(fields[0][:-1]), fields[1], fields[2], re.split(r"\s{2,}", re.sub(r"^\[[.kgu]\] ", "", fields[3]))[0]))
    return rows or None


def page(rows):
    if rows is None:
        return "perf does not work on this machine, so there is no profile.\n"
    parts, functions, threads = {}, {}, {}
    for share, comm, dso, symbol in rows:
        name = part_of(dso, symbol)
        parts[name] = parts.get(name, 0) + share
        functions[(symbol, dso)] = functions.get((symbol, dso), 0) + share
        threads[comm] = threads.get(comm, 0) + share
    text = "| part | share |\n|---|---|\n"
    for name, share in sorted(parts.items(), key=lambda item: -item[1]):
        text += f"| {name} | {share:.1f} % |\n"
    text += "\nBy thread: " + ", ".join(f"{name} {share:.1f} %" for name, share in sorted(threads.items(), key=lambda item: -item[1]) if share >= 0.1) + ".\n"
    text += "\n| function (its own time) | share |\n|---|---|\n"
    # Libraries without symbols of their own are in the table of parts.
    named = [item for item in functions.items() if not item[0][0].startswith("0x")]
    for (symbol, dso), share in sorted(named, key=lambda item: -item[1])[:25]:
        short = symbol if len(symbol) <= 110 else symbol[:107] + "…"
        text += f"| `{short.replace('|', '/')}` {os.path.basename(dso)} | {share:.1f} % |\n"
    return text
