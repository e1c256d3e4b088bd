#!/usr/bin/env python3
"""The story of scripts/demo: one gateway, one bank in two regions, and what the policies make of each call."""
import argparse
import datetime
import json
import os
import secrets
import shutil
import signal
import sys
import time

import credentials
import leaks
import terminal as t
from client import API, Client
from services import Failure, Services
from swap import Load

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
POLICIES = os.path.join(ROOT, "policies", "open_banking_gateway")
DAY = datetime.timedelta(days=1)


def instant(ago=datetime.timedelta()):
    return (datetime.datetime.now(datetime.timezone.utc) - ago).strftime("%Y-%m-%dT%H:%M:%SZ")


class Story:
    def __init__(self, services):
        self.s = services
        self.passed = 0
        self.mistakes = []

    # --- telling -------------------------------------------------------------------------------------------------------------

    def check(self, holds, text):
        if holds:
            self.passed += 1
            t.checked(text)
        else:
            self.mistakes.append(text)
            t.failed(text)

    def expect(self, answer, method, path, status, reason="", show=None):
        t.call(method, path, answer.status, answer.reason, answer.unit)
        if show is not None:
            t.show_json(show)
        self.check(answer.status == status and answer.reason == reason,
                   f"{status} {reason}".strip() + ("" if answer.status == status and answer.reason == reason
                                                   else f" was expected; the answer is {answer.status} {answer.reason}: {answer.body[:300]!r}"))

    # --- the scenes ------------------------------------------------------------------------------------------------------------

    def prepare(self):
        s = self.s
        t.heading("Setting the stage")
        s.make_credentials()
        s.start_banks(["eu-central", "in-mumbai"])
        s.build(POLICIES, s.path("unit.bpolb"))
        s.write_settings(s.path("unit.bpolb"))
        s.start_gateway()
        unit = s.admin("GET", "/unit")
        t.note(f"gateway on https://localhost:{s.port} (TLS 1.3), unit {unit['name']} {unit['version']}, meaning {unit['hash'][:16]}")
        self.ask_the_bank()
        self.fill_stores()
        self.blue = Client(s, "tpp-blue")
        self.grey = Client(s, "tpp-grey")
        self.tokens = {
            "basic": self.token("accounts"), "detail": self.token("accounts accounts:detail"),
            "pay": self.token("payments", subject="customer-1", consent="consent-pay"),
        }
        for name, token in self.tokens.items():
            with open(s.path(f"token-{name}"), "w") as file:
                file.write(token)

    def token(self, scope, client="tpp-blue", subject="customer-1", consent="consent-1", bound_to="tpp-blue"):
        return credentials.access_token(self.s.folder, client, scope, subject=subject, consent=consent, bound_to=bound_to)

    def ask_the_bank(self):
        """What the bank's core system would say to anyone who reaches it: the story searches these values later."""
        import urllib.request
        url = f"http://127.0.0.1:{self.s.banks['eu-central']}{API}/aisp/accounts"
        with urllib.request.urlopen(url, timeout=20) as response:
            self.accounts = json.load(response)["Data"]["Account"]
        self.ids = [account["AccountId"] for account in self.accounts]
        t.note(f"the sample bank holds {len(self.accounts)} accounts")

    def fill_stores(self):
        s = self.s
        for i, account_id in enumerate(self.ids):
            s.put_fact("accounts", account_id, {"account_id": account_id, "customer_id": f"customer-{i}", "home": "IN" if i == 1 else "DE"})
        s.put_fact("customers", "customer-1", {"customer_id": "customer-1", "home": "DE", "usual_max": "EUR 500.00",
                                               "payees": [self.accounts[2]["Owner"]]})
        self.agree()

    def put_consent(self, **changes):
        consent = {"client_id": "tpp-blue", "status": "AUTH", "expires_at": "2099-12-31T00:00:00Z", "sca_at": instant(3 * DAY), "all_signers_approved": True,
                   "accounts": self.ids[:10], "permissions": ["ReadAccountsDetail", "ReadBalances", "ReadTransactionsDetail", "ReadTransactionsCredits"]}
        consent.update(changes)
        self.s.put_fact("consents", "consent-1", consent)

    def agree(self):
        """A new consent, as a customer gives it: put there as it begins, then approved."""
        self.s.remove_fact("consents", "consent-1")
        self.put_consent(status="AWAU")
        self.s.happens("consents", "consent-1", "approved", "customer")

    def reading(self):
        t.heading("A licensed provider reads accounts")
        path = f"{API}/aisp/accounts"
        answer = self.blue.call("GET", path, self.tokens["basic"])
        first = answer.json()["Data"]["Account"][0] if answer.status == 200 else None
        self.expect(answer, "GET", path, 200, show=first)
        if first is None:
            return
        whole = self.accounts[0]
        iban, pan = whole["Account"][0]["Identification"], whole["Account"][1]["Identification"]
        shown = [entry["Identification"] for entry in first["Account"][:2]]
        self.check(len(answer.json()["Data"]["Account"]) == 10, f"10 of {len(self.accounts)} accounts: those of the consent")
        self.check(shown[0] == iban[:4] + "*" * (len(iban) - 8) + iban[-4:], "IBAN masked")
        self.check(shown[1] == pan[-4:], "PAN truncated to its last four digits (PCI DSS 3.4.1)")
        self.check("TaxId" not in first and set(first) < set(whole), "tax id and undeclared fields gone")

        t.line()
        answer = self.blue.call("GET", path, self.tokens["detail"], label="detail")
        self.expect(answer, "GET", path + "   (scope accounts:detail)", 200)
        first = answer.json()["Data"]["Account"][0]
        self.check(first["Account"][0]["Identification"] == iban, "with the scope for details: IBAN in full")
        self.check(first["Account"][1]["Identification"] == shown[1], "the PAN stays truncated")

        t.line()
        path = f"{API}/aisp/accounts/{self.ids[0]}/transactions"
        answer = self.blue.call("GET", path, self.tokens["basic"])
        self.expect(answer, "GET", path, 200, show=(answer.json()["Data"]["Transaction"] or [None])[0] if answer.status == 200 else None)
        kinds = {item["CreditDebitIndicator"] for item in answer.json()["Data"]["Transaction"]} if answer.status == 200 else set()
        self.check(kinds == {"Credit"}, "only credits: the consent does not cover debits")

    def refusals(self):
        t.heading("What is refused, and how")
        path = f"{API}/aisp/accounts"
        answer = self.blue.call("GET", path)
        self.expect(answer, "GET", path + "   (no token)", 401, "token.missing")
        self.check(answer.headers.get("www-authenticate", "").startswith("Bearer"), "WWW-Authenticate as RFC 6750 says")
        t.line()
        answer = self.grey.call("GET", path, self.token("accounts", client="tpp-grey", bound_to="tpp-grey"))
        self.expect(answer, "GET", path + "   (a payment provider)", 403, "no_rule_permits")
        t.line()
        answer = self.grey.call("GET", path, self.tokens["basic"])
        self.expect(answer, "GET", path + "   (somebody else's token)", 401, "token.certificate_mismatch")
        t.line()
        other = f"{API}/aisp/accounts/{self.ids[20]}"
        answer = self.blue.call("GET", other, self.tokens["basic"])
        self.expect(answer, "GET", other + "   (not in the consent)", 403, "consent.not_covered")
        t.line()
        answer = self.blue.call("GET", path, self.tokens["basic"], interface="127.66.0.1")
        self.expect(answer, "GET", path + "   (from a sanctioned network)", 403, "network.sanctioned")
        t.line()
        self.check(self.s.happens("consents", "consent-1", "withdrawn", "customer") == {"state": "CANC", "final": True},
                   "POST withdrawn by customer: the consent is CANC, for good")
        answer = self.blue.call("GET", path, self.tokens["basic"])
        self.expect(answer, "GET", path + "   (the customer has just revoked)", 403, "consent.revoked")
        self.agree()
        answer = self.blue.call("GET", path, self.tokens["basic"])
        self.expect(answer, "GET", path + "   (and agreed anew)", 200)
        t.line()
        self.put_consent(sca_at=instant(181 * DAY))
        answer = self.blue.call("GET", path, self.tokens["basic"])
        self.expect(answer, "GET", path + "   (last strong authentication 181 days ago)", 401, "SCA_180D")
        wanted = answer.headers.get("www-authenticate", "")
        t.note(f"WWW-Authenticate: {wanted}")
        self.check("insufficient_user_authentication" in wanted and "urn:openbanking:psd2:sca" in wanted, "step-up in the form of RFC 9470")
        self.put_consent()

    def residency(self):
        t.heading("Data that must stay in a region")
        before = {region: self.requests(region) for region in self.s.banks}
        path = f"{API}/aisp/accounts/{self.ids[1]}"
        answer = self.blue.call("GET", path, self.tokens["basic"])
        self.expect(answer, "GET", path + "   (a customer in India)", 200)
        after = {region: self.requests(region) - before[region] for region in self.s.banks}
        self.check(after == {"in-mumbai": 1, "eu-central": 0}, f"served by in-mumbai only: {after}")
        answer = self.blue.call("GET", f"{API}/aisp/accounts/{self.ids[0]}", self.tokens["basic"])
        self.expect(answer, "GET", f"{API}/aisp/accounts/{self.ids[0]}   (a customer in Germany)", 200)
        self.check(self.requests("in-mumbai") - before["in-mumbai"] == 1, "and this one by eu-central")

    def own_pages(self):
        t.heading("The bank's own pages: a session in a cookie")
        s = self.s
        self.session = "anna-" + secrets.token_hex(16)
        s.put_fact("sessions", self.session, {"customer_id": "customer-0", "ends_at": instant(-datetime.timedelta(minutes=5))})
        s.put_fact("holdings", f"customer-0,{self.ids[0]}", {})
        pages = Client(s, "bank-pages")
        token = self.token("accounts", client="bank-pages", subject="customer-0", consent=None, bound_to="bank-pages")
        own, other = (f"/own-pages/accounts/{self.ids[i]}/transactions" for i in (0, 2))

        cookie = f"__Host-session={self.session}"

        def ask(path, title, sent, status, reason=""):
            answer = pages.call("GET", path, token, headers={"cookie": sent} if sent else None, label="own pages")
            self.expect(answer, "GET", f"{path}   ({title})", status, reason)
            return answer

        answer = ask(own, "a customer who is signed in", f"theme=dark; {cookie}", 200)
        kinds = {item["CreditDebitIndicator"] for item in answer.json()["Data"]["Transaction"]} if answer.status == 200 else set()
        self.check(kinds == {"Credit", "Debit"}, "all that happened on the customer's own account")
        t.line()
        ask(other, "an account of somebody else", cookie, 403, "account.not_theirs")
        s.put_fact("holdings", f"customer-0,{self.ids[2]}", {"until": "2099-12-31"})
        ask(other, "and with a power of attorney", cookie, 200)
        t.line()
        ask(own, "no cookie", None, 403, "session.over")
        ask(own, "two sessions: which of them?", f"{cookie}; __Host-session=bob-1", 400, "input.duplicate")
        s.remove_fact("sessions", self.session)
        ask(own, "after signing out", cookie, 403, "session.over")

    def requests(self, region):
        try:
            with open(self.s.path(f"bank-{region}.requests")) as file:
                return sum(1 for _ in file)
        except FileNotFoundError:
            return 0

    def payment(self, amount="25.00", currency="EUR", name=None, iban=None):
        target = self.accounts[2]
        return json.dumps({"Data": {"Initiation": {
            "InstructionIdentification": "demo-1", "InstructedAmount": {"Amount": amount, "Currency": currency},
            "CreditorAccount": {"SchemeName": "UK.OBIE.IBAN", "Identification": iban or target["Account"][0]["Identification"],
                                "Name": name or target["Owner"]},
            "DebtorAccountId": self.ids[0]}}}).encode()

    def pay(self, title, status, reason, body, **headers):
        path = f"{API}/pisp/domestic-payments"
        headers = {"x-fapi-customer-ip-address": "198.51.100.7", "x-device-state": "bound", "x-ip-country": "DE",
                   **{name.replace("_", "-"): value for name, value in headers.items()}}
        answer = self.blue.call("POST", path, self.tokens["pay"], headers=headers, body=body, label="payment")
        self.expect(answer, "POST", f"{path}   ({title})", status, reason)
        return answer

    def payments(self):
        t.heading("Payments and their risk")
        self.pay("a known payee, a known device", 201, "", self.payment())
        t.line()
        answer = self.pay("a new payee on a new device: 280 points, the middle band", 401, "score_medium",
                          self.payment(name="Somebody New"), x_device_state="new")
        self.check("insufficient_user_authentication" in answer.headers.get("www-authenticate", ""), "step-up first")
        t.line()
        self.pay("and a large amount: 500 points, the high band", 403, "held_for_review",
                 self.payment(name="Somebody New", amount="2500.00"), x_device_state="new")
        waiting = self.s.admin("GET", "/reviews")
        self.check(len(waiting["reviews"]) == 1 and waiting["reviews"][0]["reason"] == "score_high", "one entry in the review queue")
        t.line()
        before = sum(self.requests(region) for region in self.s.banks)
        answer = self.pay("an amount that is no amount", 400, "input.misfit", self.payment(amount="25.001"))
        document = answer.json()
        t.show_json(document)
        self.check(document.get("path", "").startswith("body.Data.Initiation.InstructedAmount"), "the problem document names the path")
        self.check(sum(self.requests(region) for region in self.s.banks) == before, "the bank was never called")

    def swap(self):
        t.heading("The policy changes while requests are in flight")
        changed = self.s.path("policies")
        shutil.copytree(POLICIES, changed, dirs_exist_ok=True)
        self.edit(os.path.join(changed, "redaction.bpol"), "    Data.Account[].TaxId",
                  "    Data.Account[].Owner keep\n    Data.Account[].TaxId")
        # A unit whose tests fail is refused, so they change with it.
        self.edit(os.path.join(changed, "tests.bpol"), 'Owner: "***"', 'Owner: "Anna Example"')
        self.edit(os.path.join(changed, "bpol.toml"), '"2026.11.1"', '"2026.11.2"')
        t.note("one line is added to redaction.bpol, and to its tests: Data.Account[].Owner keep")
        self.s.build(changed, self.s.path("changed.bpolb"))
        owner = self.accounts[0]["Owner"]
        load = Load(self.s, "tpp-blue", self.tokens["basic"], {"2026.11.1": "***", "2026.11.2": owner})
        load.start()
        try:
            load.wait_for("2026.11.1", 1000)
            started = time.monotonic()
            answer = self.s.load_unit(self.s.path("changed.bpolb"))
            t.note(f"compiled, tested and swapped in {(time.monotonic() - started) * 1000:.0f} ms: {answer['unit']['name']} {answer['unit']['version']}")
            load.wait_for("2026.11.2", 1000)
            self.s.load_unit(self.s.path("unit.bpolb"))
        finally:
            load.stop()
        for failure in load.failures[:3]:
            t.failed(failure)
        self.check(not load.failures, f"none of {sum(load.counts.values())} requests failed")
        self.check(all(load.count(unit) >= 1000 for unit in load.expected),
                   "each answer is the one of the unit it names: " + ", ".join(f"{unit} {count}" for unit, count in sorted(load.counts.items())))

    @staticmethod
    def edit(path, old, new):
        with open(path) as file:
            text = file.read()
        if old not in text:
            raise Failure(f"{path} has no line {old!r} to edit")
        with open(path, "w") as file:
            file.write(text.replace(old, new))

    def audit(self):
        t.heading("The record")
        s = self.s
        s.stop_gateway()
        path = s.path("audit.jsonl")
        with open(path) as file:
            lines = file.read().splitlines()
        decisions = [json.loads(text) for text in lines]
        interesting = [record for record in decisions if record["kind"] == "decision" and record["payload"].get("effect") != "permit"]
        for record in interesting[:1]:
            t.show_json(record, limit=40)
        run = s.bpol("audit", "verify", path)
        for text in run.stdout.strip().splitlines():
            t.line("    " + text)
        self.check(run.returncode == 0, f"{len(lines)} records verified")
        copy = s.path("audit-changed.jsonl")
        data = bytearray(open(path, "rb").read())
        number = len(lines) // 2
        at = sum(len(text.encode()) + 1 for text in lines[:number - 1]) + data[sum(len(text.encode()) + 1 for text in lines[:number - 1]):].index(b'"effect"' if b'"effect"' in lines[number - 1].encode() else b'"payload"') + 1
        data[at] ^= 1
        with open(copy, "wb") as file:
            file.write(data)
        run = s.bpol("audit", "verify", copy)
        for text in (run.stdout + run.stderr).strip().splitlines()[:4]:
            t.line("    " + text)
        self.check(run.returncode != 0 and str(number) in run.stdout + run.stderr, f"one byte of a copy changed: the verifier names record {number}")

    def leaks(self):
        t.heading("Forty planted values, searched in every byte that left")
        planted = []
        for account in self.accounts[:10]:
            planted += [account["Account"][0]["Identification"], account["Account"][1]["Identification"], account["Owner"], account["CoreSessionToken"]]
        s = self.s
        sent = b"".join(open(s.path(f"bank-{region}.sent"), "rb").read() for region in s.banks)
        found = leaks.find(planted, sent)
        self.check(len(planted) == 40 and len(found) == 40, f"the search finds {len(found)} of {len(planted)} in what the bank sent")
        places = {}
        for label, data in self.blue.received + self.grey.received:
            # The one answer that may show IBANs is that to the caller with the scope for details.
            hidden = [v for i, v in enumerate(planted) if not (label == "detail" and i % 4 == 0)]
            for value in leaks.find(hidden, data):
                places.setdefault("answers to clients", set()).add(planted.index(value))
        for name in ("audit.jsonl", "access.log", "gateway.port.log"):
            with open(s.path(name), "rb") as file:
                data = file.read()
            self.check(bool(data) or name == "gateway.port.log", f"{name} was searched: {len(data)} bytes")
            for value in leaks.find(planted + list(self.tokens.values()) + [self.session], data):
                places.setdefault(name, set()).add(value[:4])
        self.check(not places, "none where it should not be" if not places else f"found where it should not be: {places}")

    def play(self):
        self.prepare()
        for scene in (self.reading, self.refusals, self.residency, self.own_pages, self.payments, self.swap, self.audit, self.leaks):
            scene()

    def stay(self):
        self.s.start_gateway()
        t.heading("Everything is running; try")
        t.line("  " + self.blue.command("GET", f"{API}/aisp/accounts", "token-basic"))
        t.line("  " + self.blue.command("GET", f"{API}/aisp/accounts/{self.ids[0]}/transactions", "token-basic"))
        where = os.path.relpath(self.s.folder)
        t.line(f"  curl -s -H \"authorization: Bearer $(cat {where}/admin.token)\" http://127.0.0.1:{self.s.admin_port}/unit")
        t.line(f"  {os.path.relpath(self.s.programs)}/bpol audit verify {where}/audit.jsonl")
        t.line("  Press Ctrl-C to stop it all.")
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--stay", action="store_true")
    parser.add_argument("--folder", default=os.path.join(ROOT, "run", "demo"), help="for keys, logs and records; emptied first")
    arguments = parser.parse_args()
    folder = os.path.abspath(arguments.folder)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder, mode=0o700)
    services = Services(arguments.programs, folder)
    story = Story(services)
    started = time.monotonic()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        story.play()
        t.heading(f"{story.passed} checks held, {len(story.mistakes)} did not, in {time.monotonic() - started:.0f} s")
        for mistake in story.mistakes:
            t.failed(mistake)
        if arguments.stay and not story.mistakes:
            story.stay()
    except Failure as failure:
        t.line()
        t.failed(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        services.stop()
    return 1 if story.mistakes else 0


sys.exit(main())
