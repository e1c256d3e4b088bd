"""Addresses and prefixes by Python's ipaddress; v4 is widened to its mapped v6 form by hand."""
import ipaddress as ip
import re

MAPPED = 0xFFFF << 32


def wide(address):
    """The address as a number of 128 bits, v4 mapped."""
    return MAPPED | int(address) if address.version == 4 else int(address)


def hexed(number):
    return f"{number:032x}"


def spelled(number):
    return str(ip.IPv4Address(number & 0xFFFFFFFF)) if number >> 32 == 0xFFFF else plain_v6(number)


def plain_v6(number):
    """RFC 5952, section 4, group by group; ipaddress from Python 3.13 on would print mapped addresses mixed."""
    groups = [f"{number >> shift & 0xFFFF:x}" for shift in range(112, -1, -16)]
    best = max(((len(m.group()), -m.start(), m) for m in re.finditer(r"0{2,}", "".join("0" if g == "0" else "1" for g in groups))),
               default=None, key=lambda t: t[:2])
    if best is None:
        text = ":".join(groups)
    else:
        start, end = best[2].span()
        text = ":".join(groups[:start]) + "::" + ":".join(groups[end:])
    assert number >> 32 == 0xFFFF or text == str(ip.IPv6Address(number)), text
    return text


def read(text):
    if not re.fullmatch(r"[0-9a-fA-F:.]*", text, re.ASCII):
        return None
    try:
        return wide(ip.ip_address(text))
    except ValueError:
        return None


ODD = """0.0.0.0|255.255.255.255|10.0.0.1|256.0.0.1|1.2.3|1.2.3.4.5|01.2.3.4|1.2.3.04|1.2.3.00|1..3.4|1.2.3.|.1.2.3|1.2.3.4 | 1.2.3.4|1.2.3.-4|+1.2.3.4
0x1.2.3.4|1.2.3.4/8|1.2.3.4:80|127.1|16909060|::|::1|1::|2001:db8::|2001:DB8::1|2001:db8:0:0:1:0:0:1|2001:0db8:0000:0000:0001:0000:0000:0001
::ffff:10.0.0.1|::FFFF:10.0.0.1|::ffff:a00:1|0:0:0:0:0:ffff:10.0.0.1|::10.0.0.1|::ffff:010.0.0.1|::ffff:256.0.0.1|::ffff:1.2.3|64:ff9b::1.2.3.4|1:2:3:4:5:6:1.2.3.4
1:2:3:4:5:6:7:1.2.3.4|1:2:3:4:5:6:7:8|1:2:3:4:5:6:7|1:2:3:4:5:6:7:8:9|1::2::3|:::|:1|1:|:1::2|1::2:|12345::|g::|fe80::1%eth0|fe80::1%1|[::1]|::1/128
1:2:3:4:5:6:7::|::2:3:4:5:6:7:8|1:2:3:4::5:6:7:8|1.2.3.4::|::1.2.3.4:5|2001:db8::192.0.2.1|0000:0000:0000:0000:0000:ffff:255.255.255.255|::00001|1:0:0:2:0:0:0:3
1:0:0:0:2:0:0:3|0:0:1:0:0:1:0:0|1:0:2:0:3:0:4:0|ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff||.|:|0|a|1.2.3.4\n|1,2,3,4|１.2.3.4|::ffff:1.2.3.4.5|1e1.2.3.4|::ffff:0:0|::fffe:1.2.3.4""".replace("\n", "|").replace("\\n", "\n").split("|")


def some_number(rng):
    kind = rng.randrange(4)
    if kind == 0:
        return MAPPED | rng.getrandbits(32)
    if kind == 1:
        return rng.getrandbits(128)
    groups = [rng.choice([0, 0, 0, 1, 0xDB8, 0xFFFF, rng.getrandbits(16)]) for _ in range(8)]
    number = 0
    for group in groups:
        number = number << 16 | group
    return number


def parse_ip(rng):
    texts = list(ODD) + ["1.2.3.4\0", "::1\0", "\0"]
    for _ in range(150):
        number = some_number(rng)
        text = rng.choice([spelled(number), ip.IPv6Address(number).exploded, plain_v6(number).upper()])
        if rng.random() < 0.3:
            place = rng.randrange(len(text))
            text = text[:place] + rng.choice("0123456789abcdef:.") + text[place + 1:]
        texts.append(text)
    for text in texts:
        number = read(text)
        yield text, "!" if number is None else hexed(number)


def print_ip(rng):
    numbers = [0, 1, 2**128 - 1, MAPPED, MAPPED | 0xFFFFFFFF, 1 << 32, 0xFFFE << 32, 0x0A000001, 0x0001_0000_0000_0002_0000_0000_0000_0003,
               0x0001_0000_0000_0000_0002_0000_0000_0003, 0x20010DB8 << 96, 0x20010DB8_00000001_00010001_00010001]
    return [(hexed(n), spelled(n)) for n in numbers + [some_number(rng) for _ in range(250)]]


def read_cidr(text):
    match = re.fullmatch(r"([0-9a-fA-F:.]+)/(0|[1-9][0-9]{0,2})", text, re.ASCII)
    if not match:
        return "!", "!"
    try:
        net = ip.ip_network(text, strict=True)
    except ValueError:
        return "!", "!"
    return hexed(wide(net.network_address)), net.prefixlen + (96 if net.version == 4 else 0)


def some_cidr(rng):
    number = some_number(rng)
    length = rng.randrange(96, 129) if number >> 32 == 0xFFFF and rng.random() < 0.9 else rng.randrange(129)
    return around(number, length)


def around(number, length):
    return int(ip.IPv6Network((number, length), strict=False).network_address), length


def spelled_cidr(number, length):
    if length >= 96 and number >> 32 == 0xFFFF:
        return f"{spelled(number)}/{length - 96}"
    return f"{plain_v6(number)}/{length}"


def parse_cidr(rng):
    texts = """10.0.0.0/8|10.0.0.1/8|10.0.0.0/08|10.0.0.0/33|10.0.0.0/32|0.0.0.0/0|10.0.0.0|10.0.0.0/|/8|10.0.0.0/-1|10.0.0.0/+8|10.0.0.0/8 |10.0.0.0 /8
10.0.0.0/255.0.0.0|10.0.0.0/0.255.255.255|10.0.0.0//8|10.0.0.0/8/8|::/0|2001:db8::/32|2001:db8::1/32|2001:db8::1/128|2001:db8::/129|::ffff:10.0.0.0/104
::ffff:10.0.0.0/103|::ffff:0:0/96|::ffff:10.0.0.1/104|fe80::/10|fe80::/9|::1/128|::1/127|1.2.3.4/31|1.2.3.4/30|1.2.3.5/31|128.0.0.0/1|64.0.0.0/1|10.0.0.0/1000
10.0.0.0/8a|10.0.0.0/0x8|10/8|[::]/0|::%1/0||/|10.0.0.0/00|2001:db8::/032|256.0.0.0/8|10.0.0.0/４|ffff::/16|8000::/1|10.0.0.0/8\n""".replace("\n", "|").replace("\\n", "\n").split("|")
    texts += ["0.0.0.0/", "::/", "0.0.0.0/99999999999", "::/999999999999999999999", "10.0.0.0/8\0", "10.0.0.0\0/8"]
    for _ in range(150):
        number, length = some_cidr(rng)
        text = spelled_cidr(number, length)
        if rng.random() < 0.4:
            text = text[:text.index("/") + 1] + str(rng.randrange(140))
        texts.append(text)
    return [(text, *read_cidr(text)) for text in texts]


def print_cidr(rng):
    cases = [(0, 0), (MAPPED, 96), (MAPPED | 10 << 24, 104), (MAPPED | 0xFFFFFFFF, 128), around(MAPPED, 95), (1, 128), (0, 96)]
    return [(hexed(n), length, spelled_cidr(n, length)) for n, length in cases + [some_cidr(rng) for _ in range(200)]]


def near(rng, number, length):
    """An address in the prefix, or with one bit of the prefix or just past it turned."""
    inside = number | (rng.getrandbits(128 - length) if length < 128 else 0)
    return inside if rng.random() < 0.5 or length == 0 else inside ^ (1 << (128 - rng.randrange(max(1, length - 8), length + 1)))


def contains(rng):
    for length in range(129):
        base = around(rng.getrandbits(128), length)
        last = base[0] | ((1 << (128 - length)) - 1)
        for number in {base[0], last, (last + 1) % 2**128, (base[0] - 1) % 2**128, near(rng, *base)}:
            yield hexed(base[0]), length, hexed(number), int(ip.IPv6Address(number) in ip.IPv6Network(base))
    for _ in range(100):
        base = some_cidr(rng)
        number = near(rng, *base)
        yield hexed(base[0]), base[1], hexed(number), int(ip.IPv6Address(number) in ip.IPv6Network(base))


def cidr_around(rng):
    for length in range(129):
        number = some_number(rng)
        yield hexed(number), length, hexed(around(number, length)[0])
        yield hexed(2**128 - 1), length, hexed(around(2**128 - 1, length)[0])


def joined(cidrs):
    return " ".join(f"{hexed(n)}/{length}" for n, length in cidrs)


def minimal(cidrs):
    """What no other prefix of the list contains, sorted."""
    nets = {ip.IPv6Network(c) for c in cidrs}
    kept = sorted(n for n in nets if not any(n != other and n.subnet_of(other) for other in nets))
    return [(int(n.network_address), n.prefixlen) for n in kept]


def prefix_lists(rng):
    yield [(0, 0)]
    yield [(0, 0), (MAPPED, 96), (2**127, 1)]
    yield [(2**127, 1), (0, 1), (2**128 - 1, 128)]
    for _ in range(120):
        cidrs = [some_cidr(rng) for _ in range(rng.randrange(0, 8))]
        for number, length in list(cidrs):
            if rng.random() < 0.7 and length < 128:
                cidrs.append(around(near(rng, number, length), rng.randrange(length, 129)))
            if rng.random() < 0.2:
                cidrs.append((number, length))
        if rng.random() < 0.95:
            cidrs = [c for c in cidrs if c[1] > 4]
        rng.shuffle(cidrs)
        yield cidrs


def make_prefix_set(rng):
    return [(joined(cidrs), joined(minimal(cidrs))) for cidrs in prefix_lists(rng)]


def prefix_set(rng):
    for cidrs in prefix_lists(rng):
        kept = minimal(cidrs)
        asked = [some_number(rng)] + [near(rng, *c) for c in cidrs]
        asked += [n - 1 for n, _ in kept if n] + [n | ((1 << (128 - length)) - 1) for n, length in kept]
        for number in rng.sample(asked, min(4, len(asked))):
            inside = any(ip.IPv6Address(number) in ip.IPv6Network(c) for c in cidrs)
            yield joined(cidrs), hexed(number), int(inside)


def generalise_ip(rng):
    numbers = [read("2001:db8:abcd:12::1"), read("203.0.113.77"), 0, 1, 2**128 - 1, MAPPED, MAPPED | 0xFFFFFFFF]
    for number in numbers + [some_number(rng) for _ in range(200)]:
        if number >> 32 == 0xFFFF:
            text = str(ip.ip_network((number & 0xFFFFFFFF, 24), strict=False))
        else:
            text = spelled_cidr(*around(number, 48))
        yield hexed(number), text


FILES = [
    ("parse_ip", ("text", "bytes"), parse_ip),
    ("print_ip", ("bytes", "text"), print_ip),
    ("parse_cidr", ("text", "bytes", "length"), parse_cidr),
    ("print_cidr", ("bytes", "length", "text"), print_cidr),
    ("cidr_contains", ("bytes", "length", "ip", "inside"), contains),
    ("cidr_around", ("ip", "length", "network"), cidr_around),
    ("make_prefix_set", ("prefixes", "kept"), make_prefix_set),
    ("prefix_set", ("prefixes", "ip", "inside"), prefix_set),
    ("generalise_ip", ("ip", "text"), generalise_ip),
]
