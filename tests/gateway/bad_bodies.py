#!/usr/bin/env python3
"""Bodies that do not fit what the policy declares, or that are no JSON at all, through the whole gateway: the client is told where,
the bank is never called. The last column says where the rule stands."""
import sys

from harness import Bench, Report
from rows import HOST, PAYMENT, PAYMENTS, Runner, get, pay, post

LIMIT = 20_000  # limits.request_body
SIZE = len(PAYMENT)


def changed(old, new):
    if old not in PAYMENT:
        raise ValueError(f"a payment has no {old}")
    return pay(PAYMENT.replace(old, new, 1))


def typed(content_type, body=PAYMENT):
    field = f"Content-Type: {content_type}\r\n" if content_type is not None else ""
    return f"POST {PAYMENTS} HTTP/1.1\r\n{HOST}{field}Content-Length: {len(body)}\r\n\r\n{body}"


# What is not one JSON text (RFC 8259) in UTF-8, whatever it says.
NO_JSON = [(pay(body), 400, "input.misfit", source) for body, source in [
    ("", "RFC 8259 2"),
    (" ", "RFC 8259 2"),
    ("null", "a payment is an object"),
    ("[]", "a payment is an object"),
    (PAYMENT[:-1], "truncated"),
    (PAYMENT[:SIZE // 2], "truncated"),
    ('{"Data":"', "truncated"),
    (PAYMENT + "{}", "RFC 8259 2: one value"),
    (PAYMENT + "\x00", "RFC 8259 2"),
    (PAYMENT + PAYMENT, "RFC 8259 2: one value"),
    ("\ufeff" + PAYMENT, "RFC 8259 8.1: no byte order mark"),
    (PAYMENT.encode("utf-16"), "RFC 8259 8.1"),
    (PAYMENT.encode("utf-32-le"), "RFC 8259 8.1"),
    (PAYMENT.replace('"', "'"), "RFC 8259 7"),
    (PAYMENT.replace("}}}", ",}}}"), "RFC 8259 4: no trailing comma"),
    (PAYMENT.replace("{", "{/**/", 1), "RFC 8259 2: no comments"),
    (PAYMENT.replace('"Urgency"', "Urgency"), "RFC 8259 4"),
    (PAYMENT.replace("normal", "nor\nmal"), "RFC 8259 7: control characters"),
    (PAYMENT.replace("normal", "\\x6eormal"), "RFC 8259 7"),
    (PAYMENT.replace("i-1", "\\ud800"), "RFC 8259 8.2: half a surrogate pair"),
    (PAYMENT.replace("i-1", "\\udc00\\ud800"), "RFC 8259 8.2"),
    (PAYMENT.encode().replace(b"Anna", b"An\xffa"), "RFC 3629 3"),
    (PAYMENT.encode().replace(b"Anna", b"\xc0\xaf"), "RFC 3629 10: overlong"),
    (PAYMENT.encode().replace(b"Anna", b"\xed\xa0\x80"), "RFC 3629 3: surrogate"),
]] + [
    (pay("[" * 9000 + "]" * 9000), 400, "input.too_large", "RFC 8259 9: depth"),
    (pay('{"Data":' * 2000 + "1" + "}" * 2000), 400, "input.too_large", "RFC 8259 9: depth"),
    (pay('{"Data":{"Initiation":' + "[" * 9000), 400, "input.misfit", "RFC 8259 9: depth, and truncated"),
]

# JSON, but not this record.
MISFITS = [
    (changed('"Urgency":"normal",', ""), 400, "input.missing", "a required member"),
    (changed('"i-1"', "null"), 400, "input.misfit", "null is no text"),
    (changed('"i-1"', "1"), 400, "input.misfit", "a number is no text"),
    (changed('"i-1"', "{}"), 400, "input.misfit", "an object is no text"),
    (changed('"i-1"', '["i-1"]'), 400, "input.misfit", "a list is no text"),
    (changed('"Notes":["one"]', '"Notes":"one"'), 400, "input.misfit", "a text is no list"),
    (changed('"Notes":["one"]', '"Notes":[1]'), 400, "input.misfit", "a number is no text"),
    (changed('"normal"', '"Normal"'), 400, "input.unknown_member", "words of an enum have case"),
    (changed('"normal"', '"norm\\u0000al"'), 400, "input.unknown_member", "RFC 8259 7"),
    (changed('"Urgency"', '"urgency"'), 400, "input.misfit", "members have case"),
    (changed('"Data":{', '"Data":{"Extra":1,'), 400, "input.misfit", "nothing undeclared goes on"),
    (changed('{"Data"', '{"__proto__":{},"Data"'), 400, "input.misfit", "nothing undeclared goes on"),
    (changed('"Urgency":"normal"', '"Urgency":"urgent","Urgency":"normal"'), 400, "input.duplicate", "RFC 8259 4"),
    (changed('"Urgency":"normal"', '"Urgency":"urgent","Urgen\\u0063y":"normal"'), 400, "input.duplicate", "RFC 8259 8.3"),
    (changed('{"Data"', '{"Data":{},"Data"'), 400, "input.duplicate", "RFC 8259 4"),
    (changed('"30.00"', "30.00"), 400, "input.misfit", "amounts are texts"),
    (changed('"30.00"', '"1e400"'), 400, "input.misfit", "beyond every range"),
    (changed('"30.00"', '"' + "9" * 400 + '"'), 400, "input.misfit", "beyond every range"),
    (changed('"30.00"', '"NaN"'), 400, "input.misfit", "no number"),
    (changed('"30.00"', '"30,00"'), 400, "input.misfit", "no number"),
    (changed('"30.00"', '" 30.00"'), 400, "input.misfit", "no number"),
    (changed('"30.00"', '"0x1e"'), 400, "input.misfit", "no number"),
    (changed('"30.00"', '"30.001"'), 400, "input.misfit", "a euro has two digits (ISO 4217)"),
    (changed('"EUR"', '"EURO"'), 400, "input.misfit", "ISO 4217"),
    (changed('"EUR"', '"eur"'), 400, "input.misfit", "ISO 4217"),
    (changed("DE89", "DE88"), 400, "input.misfit", "ISO 13616: check digits"),
    (changed('"one"', ",".join(f'"{i}"' for i in range(4))), 400, "input.too_large", "max 3"),
    (changed('"i-1"', f'"{"x" * 300}"'), 400, "input.too_large", "limits.text"),
]

# Bodies that the declared type, the coding or the size keep out before they are read.
OUTSIDE = [
    (typed(None), 415, "body.media_type", "RFC 9110 8.3"),
    (typed(""), 415, "body.media_type", "RFC 9110 8.3"),
    (typed("text/plain"), 415, "body.media_type", "RFC 9110 15.5.16"),
    (typed("application/xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"), 415, "body.media_type", "XXE"),
    (typed("application/x-www-form-urlencoded", "Data=x"), 415, "body.media_type", "RFC 9110 15.5.16"),
    (typed("multipart/form-data; boundary=x"), 415, "body.media_type", "RFC 9110 15.5.16"),
    (typed("application/json, text/plain"), 415, "body.media_type", "RFC 9110 8.3: one"),
    (typed("application/json\r\nContent-Type: application/json"), 415, "body.media_type", "RFC 9110 8.3: one"),
    (typed("application/json-patch+json"), 415, "body.media_type", "RFC 6902"),
    (typed("application/json; charset=utf-7"), 415, "body.media_type", "RFC 8259 8.1: the bank might believe it"),
    (typed("application/json; charset=utf-16"), 415, "body.media_type", "RFC 8259 8.1"),
    (typed("application/json; charset=utf-8; charset=utf-7"), 415, "body.media_type", "RFC 8259 11: no parameters"),
    (pay(PAYMENT, "Content-Encoding: gzip\r\n"), 415, "body.encoding", "RFC 9110 8.4"),
    (pay(PAYMENT, "Content-Encoding: identity\r\n"), 415, "body.encoding", "RFC 9110 8.4.1"),
    (pay(PAYMENT, "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n"), 415, "body.encoding", "RFC 9110 8.4"),
    (pay(b"\x1f\x8b\x08\x00" + b"\x00" * 60), 400, "input.misfit", "RFC 1952, undeclared"),
    (pay(PAYMENT + " " * LIMIT), 413, "http.body_too_large", "RFC 9110 15.5.14"),
    (post(f"Content-Length: {10 ** 17}\r\n"), 413, "http.body_too_large", "RFC 9110 15.5.14: refused by its promise"),
    (post(f"Content-Length: {LIMIT + 1}\r\nExpect: 100-continue\r\n"), 413, "http.body_too_large", "RFC 9110 10.1.1: no 100"),
    (post("Transfer-Encoding: chunked\r\n", f"{SIZE:x}\r\n{PAYMENT}\r\n{LIMIT:x}\r\n{' ' * LIMIT}\r\n0\r\n\r\n"), 413, "http.body_too_large",
     "RFC 9110 15.5.14: counted"),
    (post("Transfer-Encoding: chunked\r\n", f"fffffffffffffff\r\n{PAYMENT}{' ' * LIMIT}"), 413, "http.body_too_large",
     "RFC 9112 7.1: a chunk that never ends"),
    (pay(f'{{"Data":"{"x" * 2_000_000}"}}'), 413, "http.body_too_large", "a line of two megabytes"),
    (get(fields="Content-Length: 2\r\n") + "{}", 400, "input.misfit", "this action takes no body"),
    (get(fields="Transfer-Encoding: chunked\r\n") + "2\r\n{}\r\n0\r\n\r\n", 400, "input.misfit", "this action takes no body"),
    (get(fields="Content-Encoding: gzip\r\n"), 415, "body.encoding", "an encoding of nothing"),
]

PAID = [f"POST {PAYMENTS} {SIZE}"]
ACCEPTED = [
    (typed("application/json;charset=UTF-8"), PAID, "RFC 8259 8.1: it says what it is"),
    (typed('Application/JSON ; charset="utf-8"'), PAID, "RFC 9110 8.3.1: no case, quotes allowed"),
    (pay(PAYMENT.replace("{", " {\r\n\t")), [f"POST {PAYMENTS} {SIZE + 4 * PAYMENT.count('{')}"], "RFC 8259 2: white space"),
    (changed('"UK.OBIE.IBAN"', '"x"'), [f"POST {PAYMENTS} {SIZE - 11}"], "`otherwise other`: any word is the other"),
    (changed("i-1", "\\u0069-1"), [f"POST {PAYMENTS} {SIZE + 5}"], "RFC 8259 7: an escape"),
    (changed("Anna", "\\ud83d\\ude00"), [f"POST {PAYMENTS} {SIZE + 8}"], "RFC 8259 7: a surrogate pair"),
]


def main():
    report = Report()
    bench = Bench(*sys.argv[1:3])
    try:
        bench.prepare(limits=f"request_body = {LIMIT}")
        bench.start_gateway()
        runner = Runner(bench, report)
        for row in NO_JSON + MISFITS + OUTSIDE:
            runner.refused(*row)
        for row in ACCEPTED:
            runner.accepted(*row, status=201)
        bench.stop_gateway()
        runner.check_logs()
    finally:
        bench.stop()
    return report.end("bodies")


sys.exit(main())
