#include "runtime/audit/log.h"

#include "runtime/audit/writer.h"
#include "runtime/base/check.h"

namespace bpol::audit {

Log::Log(std::unique_ptr<Writer> writer) : writer_(std::move(writer)) {}
Log::~Log() = default;

Result<std::unique_ptr<Log>> Log::Open(LogOptions options) {
  BPOL_TRY(OpenedFile file, OpenRecordFile(options.path));
  return OpenOn(std::move(file.storage), file.tail, std::move(options));
}

Result<std::unique_ptr<Log>> Log::OpenOn(std::unique_ptr<Storage> storage, const Tail& tail, LogOptions options) {
  if (!IsOrigin(options.origin))
    return Error{"`" + options.origin +
                 "` is no origin of a record; write `node/log`, of letters, digits, `.`, `_`, `-`"};
  if (!tail.origin.empty() && tail.origin != options.origin)
    return Error{"the record belongs to `" + tail.origin + "`, not to `" + options.origin + "`"};
  if (options.cores == 0 || options.ring_slots == 0) return Error{"a record needs at least one core and one slot"};
  auto writer = std::make_unique<Writer>(std::move(storage), tail, std::move(options));
  BPOL_TRY_STATUS(writer->Start(tail));
  return std::unique_ptr<Log>(new Log(std::move(writer)));
}

Submitted Log::Submit(unsigned core, Kind kind, std::string_view payload, OnDurable on_durable) {
  BPOL_CHECK(on_durable != nullptr, "a fail_closed record has someone who waits for it");
  return writer_->Submit(core, kind, payload, std::move(on_durable));
}

Submitted Log::SubmitBuffered(unsigned core, Kind kind, std::string_view payload) {
  return writer_->Submit(core, kind, payload, nullptr);
}

LogCounts Log::counts() const {
  return writer_->counts();
}

}  // namespace bpol::audit
