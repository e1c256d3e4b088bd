// Task<T>: what every asynchronous function of the gateway returns. The executor is the concrete one of an io_context
// (not any_io_executor), which saves a type-erased copy per suspension.
// RULE: `co_await` never stands inside the parentheses of if, while, for or switch: g++ 12 then destroys the awaitable
// wrongly when the branch returns (crash or endless loop, at any optimisation). Write
//   const Next next = co_await Step();      or      if (const Next next = co_await Step(); next == Next::Close)
//   co_return; if (next == Next::Close) co_return;
// Nor behind `&&`, `||` or `?:`. tests/unit/gateway/tls/await_rule_test.cpp looks for it in all of gateway/.
// Thread safety: a task runs on the core that spawned it and never moves.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace bpol {

using Executor = boost::asio::io_context::executor_type;

template <typename T>
using Task = boost::asio::awaitable<T, Executor>;

}  // namespace bpol
