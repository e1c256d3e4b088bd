"""Starts what is measured, on the core that is measured, and what surrounds it, on another."""
import contextlib
import os
import re
import shutil
import socket
import subprocess
import time

from services import Failure, Services

COMMON = """
daemon off;
pid {folder}/{name}.pid;
error_log {folder}/{name}.error warn;
worker_processes 1;
{user}
events {{ worker_connections 1024; }}
http {{
    access_log off;
    default_type application/json;
    keepalive_requests 1000000000;
    client_body_temp_path {folder}/{name}.body;
    proxy_temp_path {folder}/{name}.proxy;
    fastcgi_temp_path {folder}/{name}.fastcgi;
    uwsgi_temp_path {folder}/{name}.uwsgi;
    scgi_temp_path {folder}/{name}.scgi;
"""

# The bank: files out of memory, so that it is never what is waited for.
UPSTREAM = COMMON + """
    sendfile on;
    tcp_nopush on;
    open_file_cache max=16;
    server {{
        listen 127.0.0.1:{port};
        {locations}
    }}
}}
"""

# As plain as a proxy with mutual TLS can be: no access log, no cache, connections to the upstream kept.
PROXY = COMMON + """
    upstream bank {{ server 127.0.0.1:{upstream}; keepalive 64; keepalive_requests 1000000000; }}
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_protocols TLSv1.3;
        ssl_certificate {folder}/server.pem;
        ssl_certificate_key {folder}/server.key;
        ssl_client_certificate {folder}/ca.pem;
        ssl_verify_client on;
        location / {{
            proxy_pass http://bank;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_buffers 16 8k;
        }}
    }}
}}
"""


@contextlib.contextmanager
def on_core(core):
    """What is started inside runs on this core, and its threads and children too; without one, wherever it likes."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, before if core is None else {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Nginx:
    """One worker. `processes`: master and worker."""

    def __init__(self, folder, name, template, **settings):
        self.port = free_port()
        user = "user root;" if os.getuid() == 0 else ""
        path = f"{folder}/{name}.conf"
        with open(path, "w") as file:
            file.write(template.format(folder=folder, name=name, port=self.port, user=user, **settings))
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        self.process = subprocess.Popen([nginx, "-p", folder, "-c", path], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait(folder, name)
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as file:
            self.processes = [self.process.pid] + [int(child) for child in file.read().split()]

    def wait(self, folder, name):
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.2):
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        with open(f"{folder}/{name}.error") as file:
            raise Failure(f"nginx did not start: {file.read()}")

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


def start_upstream(folder, documents):
    """`documents`: path -> text."""
    locations = ""
    for i, (path, text) in enumerate(documents.items()):
        with open(f"{folder}/document-{i}.json", "w") as file:
            file.write(text)
        locations += f"location = {path} {{ alias {folder}/document-{i}.json; }}\n        "
    return Nginx(folder, "upstream", UPSTREAM, locations=locations)


def start_gateway(programs, folder, policies, upstream_port, core, token_cache=4096, audit="buffered"):
    """One thread for requests, on that core or, without one, on any; client certificates required."""
    os.makedirs(folder, mode=0o700)
    s = Services(programs, folder)
    s.make_credentials()
    s.banks = {"eu-central": upstream_port}
    s.build(policies, s.path("unit.bundle"))
    s.write_settings(s.path("unit.bundle"))
    with open(s.path("gateway.toml")) as file:
        settings = file.read()
    for line, mine in ((r'^cores .*', "cores = 1"), (r'^client_certificate .*', 'client_certificate = "required"'),
                       (r'^actions .*', ""), (r'^mode .*', f'mode = "{audit}"'), (r'^keys +=.*', f'keys = "jwks.json"\ntoken_cache = {token_cache}')):
        settings, count = re.subn(line, mine, settings, flags=re.M)
        if count != 1:
            raise Failure(f"the settings that scripts/story writes have changed: `{line}` is {count} times in them")
    with open(s.path("gateway.toml"), "w") as file:
        file.write(settings)
    with on_core(core):
        s.start_gateway()
    return s
