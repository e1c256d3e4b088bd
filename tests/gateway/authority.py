"""Certificates that are wrong in one way each, for clients and for servers. Made by `openssl ca`, which lets a test choose the dates
and revoke."""
import os
import time

from harness import credentials

CLIENT = "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=clientAuth\n"
SERVER = "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\nsubjectAltName="
DAY = 86400


def stamp(seconds_from_now):
    return time.strftime("%Y%m%d%H%M%SZ", time.gmtime(time.time() + seconds_from_now))


class Authority:
    """Issues with the run's own ca.key; a `stranger` is another authority that nobody trusts."""

    def __init__(self, folder, name="ca"):
        self.folder, self.name = folder, name
        if name != "ca":
            credentials.new_key(self.path(f"{name}.key"))
            credentials.openssl("req", "-x509", "-new", "-key", self.path(f"{name}.key"), "-sha256", "-days", "30", "-out",
                                self.path(f"{name}.pem"), "-subj", "/O=Nobody/CN=bpol development CA")
        for file, text in ((f"{name}.index", ""), (f"{name}.serial", "1000\n"), (f"{name}.crlnumber", "01\n"), (f"{name}.cnf", self.settings())):
            with open(self.path(file), "w") as out:
                out.write(text)
        os.makedirs(self.path(f"{name}.issued"), exist_ok=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def settings(self):
        return (f"[ca]\ndefault_ca=own\n[own]\ndatabase={self.path(self.name)}.index\nserial={self.path(self.name)}.serial\n"
                f"crlnumber={self.path(self.name)}.crlnumber\nnew_certs_dir={self.path(self.name)}.issued\n"
                f"certificate={self.path(self.name)}.pem\nprivate_key={self.path(self.name)}.key\ndefault_md=sha256\n"
                "default_crl_days=30\npolicy=any\nunique_subject=no\nemail_in_dn=no\n[any]\ncountryName=optional\n"
                "organizationName=optional\ncommonName=optional\n")

    def ca(self, *arguments):
        credentials.openssl("ca", "-batch", "-config", self.path(f"{self.name}.cnf"), *arguments)

    def issue(self, name, extensions, begins=-DAY, ends=30 * DAY, digest="sha256", subject=None, key=None):
        """name.key and name.pem, valid from and to these seconds from now."""
        if key is None:
            credentials.new_key(self.path(f"{name}.key"))
        else:
            credentials.openssl(*key, "-out", self.path(f"{name}.key"))
        credentials.openssl("req", "-new", "-key", self.path(f"{name}.key"), "-out", self.path(f"{name}.csr"), "-subj",
                            subject or f"/O=Example/CN={name}.example")
        with open(self.path(f"{name}.ext"), "w") as file:
            file.write(extensions)
        self.ca("-preserveDN", "-notext", "-md", digest, "-startdate", stamp(begins), "-enddate", stamp(ends), "-extfile",
                self.path(f"{name}.ext"), "-in", self.path(f"{name}.csr"), "-out", self.path(f"{name}.pem"))
        return name

    def revoke(self, name):
        self.ca("-revoke", self.path(f"{name}.pem"))

    def revocations(self, name):
        self.ca("-gencrl", "-out", self.path(name))


def self_signed(folder, name):
    credentials.new_key(f"{folder}/{name}.key")
    credentials.openssl("req", "-x509", "-new", "-key", f"{folder}/{name}.key", "-sha256", "-days", "30", "-out", f"{folder}/{name}.pem",
                        "-subj", f"/O=Nobody/CN={name}.example")
    return name
