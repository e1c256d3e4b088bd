set(extra_links bpol_runtime_values)
