#include "runtime/facts/database.h"

#include <sqlite3.h>

#include <cstdlib>

namespace bpol::facts {
namespace {

constexpr std::int64_t kApplication = 0x62706f6c;  // "bpol", so that `file` and we know our files
constexpr std::int64_t kVersion = 1;

std::string_view Column(sqlite3_stmt* statement, int column) {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  return text == nullptr ? std::string_view()
                         : std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
}

}  // namespace

Database::~Database() {
  for (sqlite3_stmt* statement : {load_, find_, update_, insert_, delete_}) sqlite3_finalize(statement);
  sqlite3_close(connection_);
}

Error Database::Fail(std::string_view what) const {
  return Error{"cannot " + std::string(what) + " the fact store `" + path_ +
               "`: " + (connection_ == nullptr ? "out of memory" : sqlite3_errmsg(connection_))};
}

Result<std::unique_ptr<Database>> Database::Open(const std::string& path) {
  std::unique_ptr<Database> database(new Database(path));
  constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path.c_str(), &database->connection_, kFlags, nullptr) != SQLITE_OK)
    return database->Fail("open");
  BPOL_TRY_STATUS(database->Claim());
  BPOL_TRY_STATUS(database->Prepare());
  return database;
}

Status Database::Execute(const char* sql) {
  if (sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return Fail("use");
  return {};
}

Result<std::string> Database::Word(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(connection_, sql, -1, &statement, nullptr) != SQLITE_OK) return Fail("read");
  const bool row = sqlite3_step(statement) == SQLITE_ROW;
  std::string word(row ? Column(statement, 0) : std::string_view());
  const Error error = Fail("read");
  sqlite3_finalize(statement);
  if (!row) return error;
  return word;
}

Result<std::int64_t> Database::Number(const char* sql) {
  BPOL_TRY(const std::string word, Word(sql));
  return std::int64_t{std::strtoll(word.c_str(), nullptr, 10)};
}

// Makes sure that the file is ours before anything is written to it, then that it is whole, and takes the lock for as
// long as it is open.
Status Database::Claim() {
  BPOL_TRY_STATUS(Execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON"));
  BPOL_TRY(const std::int64_t tables, Number("SELECT count(*) FROM sqlite_schema"));
  BPOL_TRY(const std::int64_t application, Number("PRAGMA application_id"));
  BPOL_TRY(const std::int64_t version, Number("PRAGMA user_version"));
  const bool created = application == 0 && tables == 0;
  if (!created && (application != kApplication || version != kVersion))
    return Error{"`" + path_ + "` is not a fact store, or one of another version"};

  BPOL_TRY(const std::string mode, Word("PRAGMA journal_mode = WAL"));
  if (mode != "wal") return Error{"the fact store `" + path_ + "` cannot keep a write-ahead log beside it"};
  // The acknowledgement of a revocation must survive a power cut.
  BPOL_TRY_STATUS(Execute("PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT"));
  BPOL_TRY(const std::string check, Word("PRAGMA quick_check(1)"));
  if (check != "ok") return Error{"the fact store `" + path_ + "` is damaged; restore it from a copy: " + check};
  return created ? Create() : Status();
}

Status Database::Create() {
  const std::string sql = "BEGIN; PRAGMA application_id = " + std::to_string(kApplication) +
                          "; PRAGMA user_version = " + std::to_string(kVersion) +
                          "; CREATE TABLE fact (store TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, "
                          "PRIMARY KEY (store, key)) STRICT, WITHOUT ROWID; COMMIT";
  return Execute(sql.c_str());
}

Status Database::Prepare() {
  const struct {
    sqlite3_stmt** statement;
    const char* sql;
  } all[] = {
      {&load_, "SELECT store, key, json FROM fact ORDER BY store, key"},
      {&find_, "SELECT json FROM fact WHERE store = ?1 AND key = ?2"},
      {&update_, "UPDATE fact SET json = ?3 WHERE store = ?1 AND key = ?2"},
      {&insert_, "INSERT INTO fact (store, key, json) VALUES (?1, ?2, ?3)"},
      {&delete_, "DELETE FROM fact WHERE store = ?1 AND key = ?2"},
  };
  for (const auto& [statement, sql] : all) {
    if (sqlite3_prepare_v3(connection_, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, nullptr) != SQLITE_OK)
      return Fail("use");
  }
  return {};
}

Status Database::Load(const Row& row) {
  Status status;
  int step = SQLITE_DONE;
  while (status.ok() && (step = sqlite3_step(load_)) == SQLITE_ROW)
    status = row(Column(load_, 0), Column(load_, 1), Column(load_, 2));
  if (status.ok() && step != SQLITE_DONE) status = Fail("read");
  sqlite3_reset(load_);
  return status;
}

Status Database::Begin() {
  return Execute("BEGIN IMMEDIATE");
}
Status Database::Commit() {
  return Execute("COMMIT");
}

void Database::Rollback() {
  // A failed commit may have rolled back by itself.
  if (sqlite3_get_autocommit(connection_) == 0) static_cast<void>(Execute("ROLLBACK"));
}

bool Database::Bind(sqlite3_stmt* statement, std::initializer_list<std::string_view> arguments) {
  int index = 0;
  for (const std::string_view argument : arguments) {
    if (sqlite3_bind_text64(statement, ++index, argument.data(), argument.size(), SQLITE_STATIC, SQLITE_UTF8) !=
        SQLITE_OK)
      return false;
  }
  return true;
}

Result<std::optional<std::string>> Database::Find(std::string_view store, std::string_view key) {
  if (!Bind(find_, {store, key})) return Fail("read");
  const int step = sqlite3_step(find_);
  std::optional<std::string> found;
  if (step == SQLITE_ROW) found = Column(find_, 0);
  const Error error = Fail("read");
  sqlite3_reset(find_);
  sqlite3_clear_bindings(find_);
  if (step != SQLITE_ROW && step != SQLITE_DONE) return error;
  return found;
}

Result<int> Database::Change(sqlite3_stmt* statement, std::initializer_list<std::string_view> arguments) {
  if (!Bind(statement, arguments)) return Fail("write to");
  const bool stepped = sqlite3_step(statement) == SQLITE_DONE;
  const int changed = sqlite3_changes(connection_);
  const Error error = Fail("write to");
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  if (!stepped) return error;
  return changed;
}

Result<bool> Database::Update(std::string_view store, std::string_view key, std::string_view json) {
  BPOL_TRY(const int changed, Change(update_, {store, key, json}));
  return changed > 0;
}

Result<bool> Database::Delete(std::string_view store, std::string_view key) {
  BPOL_TRY(const int changed, Change(delete_, {store, key}));
  return changed > 0;
}

Status Database::Insert(std::string_view store, std::string_view key, std::string_view json) {
  BPOL_TRY([[maybe_unused]] const int inserted, Change(insert_, {store, key, json}));
  return {};
}

}  // namespace bpol::facts
