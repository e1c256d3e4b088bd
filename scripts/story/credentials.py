"""Development credentials: a private authority, certificates with PSD2 roles, and access tokens signed with ES256.

Everything is made anew for each run, in the run's own folder, by the `openssl` command. None of it is good for anything else.
"""
import base64
import json
import os
import subprocess
import time
import uuid

ROLE_OIDS = {"PSP_AS": "0.4.0.19495.1.1", "PSP_PI": "0.4.0.19495.1.2", "PSP_AI": "0.4.0.19495.1.3", "PSP_IC": "0.4.0.19495.1.4"}

ISSUER = "https://as.bank.example"
AUDIENCE = "https://api.bank.example"


def openssl(*arguments, data=None):
    run = subprocess.run(["openssl", *arguments], input=data, capture_output=True)
    if run.returncode != 0:
        raise RuntimeError(f"openssl {arguments[0]}: {run.stderr.decode(errors='replace').strip()}")
    return run.stdout


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def new_key(path):
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", path)
    os.chmod(path, 0o600)


def make_authority(folder):
    new_key(f"{folder}/ca.key")
    openssl("req", "-x509", "-new", "-key", f"{folder}/ca.key", "-sha256", "-days", "30", "-out", f"{folder}/ca.pem",
            "-subj", "/O=Example Development Authority/CN=bpol development CA",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")


def issue(folder, name, subject, extensions):
    """A certificate signed by the run's authority: name.key and name.pem."""
    new_key(f"{folder}/{name}.key")
    openssl("req", "-new", "-key", f"{folder}/{name}.key", "-out", f"{folder}/{name}.csr", "-subj", subject)
    with open(f"{folder}/{name}.ext", "w") as file:
        file.write(extensions)
    openssl("x509", "-req", "-in", f"{folder}/{name}.csr", "-CA", f"{folder}/ca.pem", "-CAkey", f"{folder}/ca.key",
            "-CAcreateserial", "-days", "30", "-sha256", "-extfile", f"{folder}/{name}.ext", "-out", f"{folder}/{name}.pem")


def issue_server(folder):
    issue(folder, "server", "/O=Example Bank/CN=localhost",
          "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n"
          "subjectAltName=DNS:localhost,IP:127.0.0.1\n")


def issue_third_party(folder, name, country, number, roles):
    """A client certificate shaped like a QWAC: the roles stand in its PSD2 statement (ETSI TS 119 495)."""
    lines = ["basicConstraints=CA:FALSE", "keyUsage=digitalSignature", "extendedKeyUsage=clientAuth",
             "1.3.6.1.5.5.7.1.3=ASN1:SEQUENCE:statements", "[statements]", "psd2=SEQUENCE:psd2", "[psd2]",
             "type=OID:0.4.0.19495.2", "info=SEQUENCE:info", "[info]", "roles=SEQUENCE:roles",
             "name=UTF8String:Example Authority", f"id=UTF8String:{country}-EXA", "[roles]"]
    lines += [f"role{i}=SEQUENCE:role{i}" for i in range(len(roles))]
    for i, role in enumerate(roles):
        lines += [f"[role{i}]", f"oid=OID:{ROLE_OIDS[role]}", f"name=UTF8String:{role}"]
    issue(folder, name, f"/C={country}/O={name}/organizationIdentifier=PSD{country}-EXA-{number}/CN={name}.example",
          "\n".join(lines) + "\n")


def issue_pages(folder):
    """A client certificate for the bank's own pages: no provider under PSD2, so no statement."""
    issue(folder, "bank-pages", "/O=Example Bank/CN=pages.bank.example",
          "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=clientAuth\n")


def fingerprint(folder, name):
    """The x5t#S256 of RFC 8705: base64url of the SHA-256 of the certificate's DER."""
    der = openssl("x509", "-in", f"{folder}/{name}.pem", "-outform", "DER")
    return base64url(openssl("dgst", "-sha256", "-binary", data=der))


def make_signing_key(folder, kid="as-1"):
    """The authorization server's key: private in as.key, public as the key set jwks.json."""
    new_key(f"{folder}/as.key")
    der = openssl("ec", "-in", f"{folder}/as.key", "-pubout", "-outform", "DER")
    point = der[-64:]
    key = {"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": kid,
           "x": base64url(point[:32]), "y": base64url(point[32:])}
    with open(f"{folder}/jwks.json", "w") as file:
        json.dump({"keys": [key]}, file)


def raw_signature(der):
    """The 64 bytes r||s that JWS wants, out of OpenSSL's DER (RFC 7518 section 3.4)."""
    def integer(at):
        size = der[at + 1]
        return int.from_bytes(der[at + 2:at + 2 + size], "big"), at + 2 + size
    r, at = integer(2)
    s, _ = integer(at)
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def access_token(folder, client, scope, subject="customer-1", consent=None, bound_to=None, kid="as-1", lifetime=3600):
    """A signed RFC 9068 access token, bound to the client certificate `bound_to` (RFC 8705)."""
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": subject, "client_id": client, "iat": now, "exp": now + lifetime,
              "jti": str(uuid.uuid4()), "scope": scope}
    if consent:
        claims["openbanking_intent_id"] = consent
    if bound_to:
        claims["cnf"] = {"x5t#S256": fingerprint(folder, bound_to)}
    head = {"alg": "ES256", "typ": "at+jwt", "kid": kid}
    signed = ".".join(base64url(json.dumps(part, separators=(",", ":")).encode()) for part in (head, claims))
    der = openssl("dgst", "-sha256", "-sign", f"{folder}/as.key", data=signed.encode())
    return signed + "." + base64url(raw_signature(der))
