list(APPEND sources "${CMAKE_CURRENT_SOURCE_DIR}/unit/runtime/values/vectors.cpp")
