"""The peers: what builds each, and what runs it. All of them print the same JSON lines."""
import os
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", ".."))


class Peer:
    """`build`: the command, in the folder of its language, that leaves `program` in `built`; `needs`: the tool it starts with, and where
    that comes from."""

    def __init__(self, name, folder, build, program, needs, from_where):
        self.name, self.folder, self.command, self.program = name, os.path.join(HERE, folder), build, program
        self.needs, self.from_where = needs, from_where

    def environment(self, built):
        return {**os.environ, "CARGO_TARGET_DIR": os.path.join(built, "cargo"), "GOBIN": os.path.join(built, "bin"),
                "SAPL_BUILT": os.path.join(built, "java")}

    def path(self, built):
        return os.path.join(built, self.program)

    def started(self, built):
        return [self.path(built)]

    def build(self, built):
        """Nothing, or why it cannot be measured: the command and what it said."""
        shown = " ".join(self.command)
        if shutil.which(self.needs) is None:
            return f"$ {shown}\n`{self.needs}` is not installed: {self.from_where}"
        done = subprocess.run(self.command, cwd=self.folder, env=self.environment(built), capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return None
        return f"$ {shown}\n" + "\n".join((done.stdout + done.stderr).splitlines()[-15:])

    def run(self, built, arguments, seconds=None):
        """What became of it; subprocess.TimeoutExpired where it took longer."""
        command = [*self.started(built), "--policies", os.path.join(HERE, "policies"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds)


class Jvm(Peer):
    """One core for the program, its collector and its compiler, as for Go."""

    def started(self, built):
        return ["java", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1", "-cp", os.path.join(built, "java", "lib", "*") + ":" + self.path(built), "peers.Sapl"]


def rust(name, crate):
    return Peer(name, "rust", ["cargo", "build", "--release", "--locked", "--package", crate], os.path.join("cargo", "release", crate), "cargo",
                "Rust 1.95 or newer, from rustup; Debian 12 has an older one")


def go(name, package):
    return Peer(name, "go", ["go", "install", "./" + package], os.path.join("bin", package), "go",
                "Go 1.26 or newer, from the Go project; Debian 12 has an older one")


PEERS = (rust("Cedar", "peer-cedar"), go("OPA", "opa"), rust("regorus", "peer-regorus"), go("cel-go", "cel"), go("Casbin", "casbin"),
         Jvm("SAPL", "java", ["mvn", "-B", "-q", "-ntp", "package"], os.path.join("java", "sapl-0.jar"), "mvn", "Debian's maven and openjdk-17-jdk-headless"))
