// Task<T>: what every asynchronous function of the gateway returns. The executor is the concrete one of an io_context
// (not any_io_executor), which saves a type-erased copy per suspension.
// Thread safety: a task runs on the core that spawned it and never moves.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace bpol {

using Executor = boost::asio::io_context::executor_type;

template <typename T>
using Task = boost::asio::awaitable<T, Executor>;

}  // namespace bpol
