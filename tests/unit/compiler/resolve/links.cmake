set(extra_links bpol_compiler_parse)
