"""What the bank behind the proxies answers: a document of 1 KB that is public, one account of 1 KB, and 46 KB of accounts; for the
redaction alone 200 accounts too."""
import datetime
import json

BASE = 22289000


def iban(number):
    body = f"37040044{number:010d}"
    check = 98 - int(body + "131400") % 97  # D is 13, E is 14; ISO 13616
    return f"DE{check:02d}{body}"


def pan(number):
    body = f"411111{number:09d}"
    digits = [int(c) for c in body]
    total = sum(d if i % 2 else (2 * d if d < 5 else 2 * d - 9) for i, d in enumerate(digits))
    return body + str(-total % 10)


def account(i, note):
    name = f"Anna Example {i:03d}"
    return {"AccountId": str(BASE + i), "Status": "Enabled", "Currency": "EUR", "AccountType": "Personal", "Owner": name,
            "TaxId": f"DE-77{i:05d}",
            "Account": [{"SchemeName": "UK.OBIE.IBAN", "Identification": iban(i), "Name": name},
                        {"SchemeName": "UK.OBIE.PAN", "Identification": pan(i), "Name": name}],
            "Balance": {"Amount": f"{1230 + i}.55", "Currency": "EUR"}, "InternalRiskNote": note}


def of_size(make, size):
    """`make(text)` with the text that brings its JSON to `size` bytes."""
    text = lambda filler: json.dumps(make(filler), separators=(",", ":"))
    return text("x" * (size - len(text(""))))


def public_document():
    entries = [{"Id": f"e{i}", "Status": "BOOK", "Text": "standing order for the rent", "Amount": "950.00", "Currency": "EUR"} for i in range(8)]
    return of_size(lambda filler: {"Data": {"Entry": entries + [{**entries[0], "Text": filler}]}}, 1024)


def one_account():
    return of_size(lambda filler: {"Data": {"Account": [account(1, "-"), account(2, filler)]}}, 1024)


def many_accounts():
    """100 accounts, as many as a consent may cover; undeclared members as the bank's systems have them."""
    notes = "reviewed by branch 0042, no findings, next review in spring 2027"
    return of_size(lambda filler: {"Data": {"Account": [account(i, notes) for i in range(1, 100)] + [account(100, filler)]}}, 46 * 1024)


def two_hundred_accounts():
    """48 KB, of which the consent covers every other account: IBANs, and cards for some."""
    def short(i, filler):
        entry = account(i, filler)
        del entry["TaxId"], entry["InternalRiskNote"]
        entry["Account"] = [{key: value for key, value in entry["Account"][i % 5 == 0].items() if key != "Name"}]
        return {**entry, "Nickname": filler} if filler else entry
    # Numbers that are covered and numbers beyond them in turns.
    numbers = [i // 2 + 1 + (1000 if i % 2 else 0) for i in range(200)]
    return of_size(lambda filler: {"Data": {"Account": [short(i, "") for i in numbers[:-1]] + [short(numbers[-1], filler)]}}, 48 * 1024)


def consent(status="AUTH"):
    three_days_ago = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=3)
    return {"client_id": "tpp-blue", "status": status, "all_signers_approved": True, "expires_at": "2099-12-31T00:00:00Z", "sca_at": three_days_ago.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "accounts": [str(BASE + i) for i in range(1, 101)], "permissions": ["ReadAccountsDetail", "ReadBalances"]}


def request():
    """ReadAccounts as `bpol eval` takes it, for the redaction alone."""
    subject = {"client_id": "tpp-blue", "country": "DE", "roles": ["PSP_AI"], "scopes": ["accounts"]}
    return json.dumps({"subject": subject, "context": {"ip": "127.0.0.1", "mtls": True, "psu_present": False},
                       "keys": {"consent_id": "consent-1"}, "facts": {"consent": consent()},
                       "now": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")})
