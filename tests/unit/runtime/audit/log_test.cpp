#include "runtime/audit/log.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "record_file.h"
#include "runtime/base/bytes.h"
#include "test_disk.h"

namespace bpol::audit {
namespace {

using namespace std::chrono_literals;

LogOptions Options(const std::string& path, unsigned cores = 1) {
  return {.path = path, .origin = "node-1/main", .cores = cores, .gather = 1ms, .sync_every = 5ms, .now = [] {
            return At(100'000);
          }};
}

std::unique_ptr<Log> OpenOn(TestDisk::Control& control, LogOptions options) {
  auto log = Log::OpenOn(std::make_unique<TestDisk>(control), Tail{}, std::move(options));
  EXPECT_TRUE(log.ok());
  return std::move(log).value();
}

std::string Read(const std::string& path) {
  return ReadFile(path).value();
}

TEST(Log, KeepsWhatWasSubmittedInAnUnbrokenChain) {
  const TemporaryFolder folder;
  Waiter waiter;
  auto log = Log::Open(Options(folder.File("r")));
  ASSERT_TRUE(log.ok());
  for (int i = 0; i < 100; ++i) {
    const std::string id = R"({"id":")" + std::to_string(i) + "\"}";
    ASSERT_EQ((*log)->Submit(0, Kind::Decision, id, waiter.Expect()), Submitted::Accepted);
    ASSERT_EQ((*log)->SubmitBuffered(0, Kind::Outcome, id), Submitted::Accepted);
  }
  waiter.Wait();
  EXPECT_EQ(waiter.durable(), 100);
  (*log).reset();
  const auto report = Verify(folder.File("r"));
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report->intact()) << Render(*report);
  EXPECT_EQ(report->last_seq, 201u);
  EXPECT_EQ(report->decisions, 100u);
  EXPECT_EQ(report->outcome_unknown, 0u);
}

TEST(Log, ReportsDurableOnlyAfterTheSync) {
  TestDisk::Control disk;
  Waiter waiter;
  auto log = OpenOn(disk, Options(""));
  disk.Set(disk.sync_entered, false);
  disk.Set(disk.sync_blocked, true);
  ASSERT_EQ(log->Submit(0, Kind::Decision, "{}", waiter.Expect()), Submitted::Accepted);
  disk.AwaitSync();
  EXPECT_EQ(waiter.durable(), 0);
  disk.Set(disk.sync_blocked, false);
  waiter.Wait();
  EXPECT_EQ(waiter.durable(), 1);
}

TEST(Log, LetsWaitingRecordsShareOneSync) {
  TestDisk::Control disk;
  Waiter waiter;
  auto log = OpenOn(disk, Options(""));
  disk.Set(disk.sync_entered, false);
  disk.Set(disk.sync_blocked, true);
  ASSERT_EQ(log->Submit(0, Kind::Decision, "{}", waiter.Expect()), Submitted::Accepted);
  disk.AwaitSync();
  for (int i = 0; i < 200; ++i) ASSERT_EQ(log->Submit(0, Kind::Decision, "{}", waiter.Expect()), Submitted::Accepted);
  disk.Set(disk.sync_blocked, false);
  waiter.Wait();
  EXPECT_EQ(waiter.durable(), 201);
  EXPECT_EQ(disk.syncs, 3);  // the start record, the first, and one for the two hundred that waited
}

TEST(Log, WritesAndSyncsBufferedRecordsWithoutBeingAsked) {
  TestDisk::Control disk;
  auto log = OpenOn(disk, Options(""));
  ASSERT_EQ(log->SubmitBuffered(0, Kind::Decision, R"({"id":"a"})"), Submitted::Accepted);
  while (log->counts().syncs < 2) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(VerifyText(disk.Content()).last_seq, 2u);
}

TEST(Log, CountsAndRecordsWhatAFullRingLost) {
  TestDisk::Control disk;
  Waiter waiter;
  LogOptions options = Options("");
  options.ring_slots = 4;
  auto log = OpenOn(disk, options);
  disk.Set(disk.sync_entered, false);
  disk.Set(disk.sync_blocked, true);
  ASSERT_EQ(log->Submit(0, Kind::Decision, "{}", waiter.Expect()), Submitted::Accepted);
  disk.AwaitSync();
  for (int i = 0; i < 4; ++i) ASSERT_EQ(log->SubmitBuffered(0, Kind::Outcome, "{}"), Submitted::Accepted);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(log->SubmitBuffered(0, Kind::Outcome, "{}"), Submitted::Full);
  EXPECT_EQ(log->Submit(0, Kind::Decision, "{}", [](Durability) { FAIL() << "it was not accepted"; }), Submitted::Full);
  EXPECT_EQ(log->counts().lost, 3u);
  EXPECT_EQ(log->counts().refused, 1u);
  disk.Set(disk.sync_blocked, false);
  log.reset();
  EXPECT_NE(disk.content.find(R"("kind":"loss","payload":{"lost":3,"refused":1})"), std::string::npos) << disk.content;
  const Report report = VerifyText(disk.content);
  EXPECT_TRUE(report.intact()) << Render(report);
  EXPECT_EQ(report.loss_records, 1u);
  EXPECT_EQ(report.last_seq, 7u);
}

TEST(Log, RefusesWhatIsTooLargeOrNoObject) {
  TestDisk::Control disk;
  Waiter waiter;
  auto log = OpenOn(disk, Options(""));
  const std::string large = "{\"a\":\"" + std::string(kMaxPayload, 'x') + "\"}";
  EXPECT_EQ(log->SubmitBuffered(0, Kind::Decision, large), Submitted::TooLarge);
  for (const char* payload : {"", "{}\n{}", R"({"a":1},"hash":"0")"})
    ASSERT_EQ(log->Submit(0, Kind::Decision, payload, waiter.Expect()), Submitted::Accepted);
  waiter.Wait();
  EXPECT_EQ(waiter.lost(), 3);
  log.reset();
  EXPECT_NE(disk.content.find(R"("lost":1)"), std::string::npos) << disk.content;
  EXPECT_TRUE(VerifyText(disk.content).intact());
}

TEST(Log, DeniesOnAFullDiskAndRecoversWhenThereIsRoom) {
  TestDisk::Control disk;
  Waiter waiter;
  auto log = OpenOn(disk, Options(""));
  const std::string before = disk.Content();
  disk.SetCapacity(before.size() + 40);  // room for a part of a record
  ASSERT_EQ(log->Submit(0, Kind::Decision, "{}", waiter.Expect()), Submitted::Accepted);
  waiter.Wait();
  EXPECT_EQ(waiter.lost(), 1);
  ASSERT_EQ(log->SubmitBuffered(0, Kind::Decision, "{}"), Submitted::Accepted);
  while (log->counts().lost < 1) std::this_thread::sleep_for(1ms);
  disk.SetCapacity(std::string::npos);
  ASSERT_EQ(log->Submit(0, Kind::Decision, "{}", waiter.Expect()), Submitted::Accepted);
  waiter.Wait();
  EXPECT_EQ(waiter.durable(), 1);
  log.reset();
  const Report report = VerifyText(disk.content);
  EXPECT_TRUE(report.intact()) << Render(report);
  EXPECT_EQ(report.decisions, 1u);
  EXPECT_NE(disk.content.find(R"({"lost":1,"refused":1})"), std::string::npos) << disk.content;
}

TEST(Log, StopsForGoodAfterAFailedSync) {
  TestDisk::Control disk;
  Waiter waiter;
  auto log = OpenOn(disk, Options(""));
  disk.Set(disk.sync_fails, true);
  ASSERT_EQ(log->Submit(0, Kind::Decision, "{}", waiter.Expect()), Submitted::Accepted);
  waiter.Wait();
  EXPECT_EQ(waiter.lost(), 1);
  disk.Set(disk.sync_fails, false);
  EXPECT_EQ(log->Submit(0, Kind::Decision, "{}", [](Durability) { FAIL(); }), Submitted::Broken);
  EXPECT_EQ(log->SubmitBuffered(0, Kind::Outcome, "{}"), Submitted::Broken);
}

TEST(Log, ReportsLostWhenNothingCanBeRepaired) {
  TestDisk::Control disk;
  Waiter waiter;
  auto log = OpenOn(disk, Options(""));
  disk.SetCapacity(disk.Content().size() + 1);
  disk.Set(disk.cut_fails, true);
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(log->Submit(0, Kind::Decision, "{}", waiter.Expect()), Submitted::Accepted);
    waiter.Wait();
  }
  EXPECT_EQ(waiter.lost(), 3);
}

TEST(Log, DoesNotOpenOnADeviceThatIsFull) {
  const auto log = Log::OpenOn(AdoptDescriptor(::open("/dev/full", O_WRONLY), "/dev/full"), Tail{}, Options(""));
  ASSERT_FALSE(log.ok());
  EXPECT_NE(log.error().message.find("No space left"), std::string::npos) << log.error().message;
  EXPECT_FALSE(Log::Open(Options("/dev/full")).ok());
  EXPECT_FALSE(Log::Open(Options("/nonexistent/r")).ok());
}

// The first sector of storage is a file, everything after the start record is /dev/full.
TEST(Log, DeniesWhenTheDeviceFillsUp) {
  class Filling final : public Storage {
   public:
    Status Append(std::string_view text) override { return full_ ? device_->Append(text) : (full_ = true, Status()); }
    Status Sync() override { return {}; }
    Status CutBack(std::uint64_t size) override { return device_->CutBack(size); }

   private:
    bool full_ = false;
    std::unique_ptr<Storage> device_ = AdoptDescriptor(::open("/dev/full", O_WRONLY), "/dev/full");
  };
  Waiter waiter;
  auto log = Log::OpenOn(std::make_unique<Filling>(), Tail{}, Options(""));
  ASSERT_TRUE(log.ok());
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ((*log)->Submit(0, Kind::Decision, "{}", waiter.Expect()), Submitted::Accepted);
    waiter.Wait();
  }
  EXPECT_EQ(waiter.lost(), 3);
}

TEST(Log, ContinuesAnExistingFile) {
  const TemporaryFolder folder;
  for (int run = 0; run < 3; ++run) {
    auto log = Log::Open(Options(folder.File("r")));
    ASSERT_TRUE(log.ok()) << log.error().message;
    EXPECT_EQ((*log)->SubmitBuffered(0, Kind::Decision, "{}"), Submitted::Accepted);
  }
  const Report report = *Verify(folder.File("r"));
  EXPECT_TRUE(report.intact()) << Render(report);
  EXPECT_EQ(report.last_seq, 6u);
  EXPECT_EQ(report.starts, 3u);
  EXPECT_NE(Read(folder.File("r")).find(R"({"event":"continued","after":4,"torn_bytes":0})"), std::string::npos);
}

TEST(Log, ContinuesAFileLargerThanItsWindow) {
  const TemporaryFolder folder;
  ASSERT_TRUE(WriteFile(folder.File("r"), Join(MakeLines(8000))).ok());
  ASSERT_GT(Read(folder.File("r")).size(), 2u << 20);
  ASSERT_TRUE(Log::Open(Options(folder.File("r"))).ok());
  const Report report = *Verify(folder.File("r"));
  EXPECT_TRUE(report.intact());
  EXPECT_EQ(report.last_seq, 8001u);
}

TEST(Log, RepairsATornTailAndSaysSo) {
  const auto lines = MakeLines(4);
  const std::string whole = Join({lines.begin(), lines.end() - 1});
  for (const std::size_t size : {std::size_t{1}, std::size_t{90}, lines[3].size() - 1}) {
    const TemporaryFolder folder;
    ASSERT_TRUE(WriteFile(folder.File("r"), whole + lines[3].substr(0, size)).ok());
    ASSERT_TRUE(Log::Open(Options(folder.File("r"))).ok());
    const std::string content = Read(folder.File("r"));
    EXPECT_NE(content.find(R"({"event":"repaired","after":3,"torn_bytes":)" + std::to_string(size) + "}"),
              std::string::npos)
        << content;
    const Report report = VerifyText(content);
    EXPECT_TRUE(report.findings.empty()) << Render(report);
    EXPECT_EQ(report.last_seq, 4u);
  }
}

void CheckNotContinued(const std::string& content, const std::string& why) {
  const TemporaryFolder folder;
  ASSERT_TRUE(WriteFile(folder.File("r"), content).ok());
  const auto log = Log::Open(Options(folder.File("r")));
  ASSERT_FALSE(log.ok()) << why;
  EXPECT_NE(log.error().message.find(why), std::string::npos) << log.error().message;
  EXPECT_EQ(Read(folder.File("r")), content);  // evidence stays as it was
}

TEST(Log, DoesNotContinueWhatWasTamperedWith) {
  auto lines = MakeLines(4);
  std::string edited = Join(lines);
  edited[edited.find("permit")] = 'P';
  CheckNotContinued(edited, "record 2 does not have the hash it states");
  CheckNotContinued(lines[0] + lines[2], "record 3 does not follow record 1");
  CheckNotContinued(lines[0] + "x\n", "after record 1 stands a line that is no record");
  CheckNotContinued(Join(MakeLines(2, "node-2/main")), "belongs to `node-2/main`");
}

TEST(Log, AllowsOneWriterOnly) {
  const TemporaryFolder folder;
  const auto first = Log::Open(Options(folder.File("r")));
  ASSERT_TRUE(first.ok());
  const auto second = Log::Open(Options(folder.File("r")));
  ASSERT_FALSE(second.ok());
  EXPECT_NE(second.error().message.find("another process writes to it"), std::string::npos);
}

TEST(Log, RefusesAnOriginThatCouldBeMisread) {
  for (const char* origin : {"", "node", "node/", "/log", "a/b/c", "a b/c", "a\"/b"}) {
    TestDisk::Control disk;
    LogOptions options = Options("");
    options.origin = origin;
    EXPECT_FALSE(Log::OpenOn(std::make_unique<TestDisk>(disk), Tail{}, options).ok()) << origin;
  }
}

// A real file that may not grow further: a write that stops in the middle is taken back.
TEST(Log, TakesBackAWriteThatAFileLimitCutShort) {
  const TemporaryFolder folder;
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  Waiter waiter;
  auto log = Log::Open(Options(folder.File("r")));
  ASSERT_TRUE(log.ok());
  const std::string start = Read(folder.File("r"));
  rlimit tight = before;
  tight.rlim_cur = start.size() + 100;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  ASSERT_EQ((*log)->Submit(0, Kind::Decision, "{}", waiter.Expect()), Submitted::Accepted);
  waiter.Wait();
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_EQ(waiter.lost(), 1);
  ASSERT_EQ((*log)->Submit(0, Kind::Decision, "{}", waiter.Expect()), Submitted::Accepted);
  waiter.Wait();
  EXPECT_EQ(waiter.durable(), 1);
  (*log).reset();
  const Report report = *Verify(folder.File("r"));
  EXPECT_TRUE(report.intact()) << Render(report);
  EXPECT_EQ(report.decisions, 1u);
}

TEST(Log, TakesRecordsFromManyCoresAtOnce) {
  constexpr unsigned kCores = 4;
  constexpr int kEach = 2000;
  const TemporaryFolder folder;
  Waiter waiter;
  std::atomic<int> refused = 0;
  auto log = Log::Open(Options(folder.File("r"), kCores));
  ASSERT_TRUE(log.ok());
  std::vector<std::thread> threads;
  for (unsigned core = 0; core < kCores; ++core) {
    threads.emplace_back([&, core] {
      for (int i = 0; i < kEach; ++i) {
        const std::string payload = R"({"id":")" + std::to_string(core) + "-" + std::to_string(i) + "\"}";
        if (i % 16 == 0) {
          OnDurable done = waiter.Expect();
          if ((*log)->Submit(core, Kind::Decision, payload, done) != Submitted::Accepted) {
            done(Durability::Lost);
            ++refused;
          }
        } else {
          (*log)->SubmitBuffered(core, Kind::Outcome, payload);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  waiter.Wait();
  const LogCounts counts = (*log)->counts();
  (*log).reset();
  const Report report = *Verify(folder.File("r"));
  EXPECT_TRUE(report.intact()) << Render(report);
  EXPECT_EQ(static_cast<int>(report.decisions), waiter.durable());
  EXPECT_EQ(waiter.lost(), refused.load());
  EXPECT_EQ(report.decisions + report.outcomes + counts.lost + counts.refused, kCores * kEach);
}

}  // namespace
}  // namespace bpol::audit
