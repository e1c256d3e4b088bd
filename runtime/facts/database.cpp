#include "runtime/facts/database.h"

#include <sqlite3.h>

namespace bpol::facts {
namespace {

void Bind(sqlite3_stmt* statement, int at, std::string_view text) {
  sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

std::string_view Column(sqlite3_stmt* statement, int at) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, at));
  return text == nullptr ? std::string_view{} : std::string_view(text, sqlite3_column_bytes(statement, at));
}

}  // namespace

void CloseDatabase::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}
void FinishStatement::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Error Database::Complaint(std::string_view what) const {
  return Error{std::string(what) + " `" + path_ + "`: " + sqlite3_errmsg(database_.get())};
}

Result<Database> Database::Open(const std::string& path) {
  Database result;
  result.path_ = path;
  sqlite3* raw = nullptr;
  const int status =
      sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  result.database_.reset(raw);
  if (status != SQLITE_OK) return result.Complaint("cannot open the fact store");
  sqlite3_busy_timeout(raw, 2000);
  // FULL: the acknowledgement of a revocation must survive a power cut.
  BPOL_TRY_STATUS(
      result.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                     "CREATE TABLE IF NOT EXISTS fact (store TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL,"
                     " PRIMARY KEY (store, key)) WITHOUT ROWID, STRICT;"));
  BPOL_TRY(const Statement check, result.Prepare("PRAGMA quick_check(1)"));
  if (sqlite3_step(check.get()) != SQLITE_ROW || Column(check.get(), 0) != "ok")
    return Error{"the fact store `" + path + "` is damaged; restore it from a copy"};
  BPOL_TRY(result.put_, result.Prepare("INSERT INTO fact (store, key, json) VALUES (?1, ?2, ?3)"
                                       " ON CONFLICT (store, key) DO UPDATE SET json = excluded.json"));
  BPOL_TRY(result.remove_, result.Prepare("DELETE FROM fact WHERE store = ?1 AND key = ?2"));
  return result;
}

Result<Database::Statement> Database::Prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr) != SQLITE_OK)
    return Complaint("cannot read the fact store");
  return Statement(statement);
}

Status Database::Execute(const char* sql) {
  if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    return Complaint("cannot prepare the fact store");
  return {};
}

Status Database::ForEach(const std::function<void(std::string_view, std::string_view, std::string_view)>& row) {
  BPOL_TRY(const Statement all, Prepare("SELECT store, key, json FROM fact"));
  int status;
  while ((status = sqlite3_step(all.get())) == SQLITE_ROW)
    row(Column(all.get(), 0), Column(all.get(), 1), Column(all.get(), 2));
  if (status != SQLITE_DONE) return Complaint("cannot read the fact store");
  return {};
}

Status Database::Put(std::string_view store, std::string_view key, std::string_view json) {
  Bind(put_.get(), 1, store);
  Bind(put_.get(), 2, key);
  Bind(put_.get(), 3, json);
  const int status = sqlite3_step(put_.get());
  sqlite3_reset(put_.get());
  sqlite3_clear_bindings(put_.get());
  if (status != SQLITE_DONE) return Complaint("cannot write the fact store");
  return {};
}

Status Database::Remove(std::string_view store, std::string_view key) {
  Bind(remove_.get(), 1, store);
  Bind(remove_.get(), 2, key);
  const int status = sqlite3_step(remove_.get());
  sqlite3_reset(remove_.get());
  sqlite3_clear_bindings(remove_.get());
  if (status != SQLITE_DONE) return Complaint("cannot write the fact store");
  return {};
}

}  // namespace bpol::facts
