# RE2 says what a pattern means; bpol itself does not use it.
set(extra_links re2)
