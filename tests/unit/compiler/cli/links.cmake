# The tests run the program itself, so it must be there. The test program is declared after this file is read.
cmake_language(DEFER CALL add_dependencies test_compiler_cli bpol)
