// Result<T>: a value, or the reason why the world (file, socket, memory, LLVM) did not give one.
// A policy's mistakes are diagnostics and a request's faults are decisions; neither travels in a Result.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "runtime/base/check.h"

namespace bpol {

// What went wrong, in one line of text for a person: what was tried, what was seen, how to mend it.
struct Error {
  std::string message;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return Checked(), std::get<0>(state_); }
  const T& value() const& { return Checked(), std::get<0>(state_); }
  T&& value() && { return Checked(), std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const {
    BPOL_CHECK(!ok(), "error() is asked only of a failed Result");
    return std::get<1>(state_);
  }

 private:
  void Checked() const { BPOL_CHECK(ok(), "value() is asked only of a Result that is ok()"); }
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}

  bool ok() const { return ok_; }
  explicit operator bool() const { return ok_; }
  const Error& error() const {
    BPOL_CHECK(!ok_, "error() is asked only of a failed Result");
    return error_;
  }

 private:
  Error error_;
  bool ok_ = true;
};

using Status = Result<void>;

}  // namespace bpol

#define BPOL_CONCAT_INNER(a, b) a##b
#define BPOL_CONCAT(a, b) BPOL_CONCAT_INNER(a, b)

// BPOL_TRY(Bytes bytes, ReadFile(path)); binds the value, or returns the error from the enclosing function.
#define BPOL_TRY(declaration, expression) BPOL_TRY_INNER(BPOL_CONCAT(bpol_try_, __LINE__), declaration, expression)
#define BPOL_TRY_INNER(name, declaration, expression) \
  auto name = (expression);                           \
  if (!name.ok()) return name.error();                \
  declaration = std::move(name).value()

// BPOL_TRY_STATUS(WriteFile(path, bytes)); goes on, or returns the error from the enclosing function.
#define BPOL_TRY_STATUS(expression)                                                     \
  do {                                                                                  \
    if (auto bpol_status = (expression); !bpol_status.ok()) return bpol_status.error(); \
  } while (false)
