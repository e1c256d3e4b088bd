// The SQLite file under a fact store: one table of (store, key, json). Whatever it was told to commit survives a power
// cut. The file is locked for one process: a row that somebody else changed would not be seen by the cores.
// Thread safety: one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace bpol::facts {

class Database {
 public:
  // Creates the file or opens it; refuses one that is damaged, of another program, or open elsewhere.
  static Result<std::unique_ptr<Database>> Open(const std::string& path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  using Row = std::function<Status(std::string_view store, std::string_view key, std::string_view json)>;
  // Every row, in the order of store and key; stops at the first error of `row`.
  Status Load(const Row& row);

  // The text under a key, or nothing.
  Result<std::optional<std::string>> Find(std::string_view store, std::string_view key);

  // Everything between Begin and Commit is kept, or nothing.
  Status Begin();
  Status Commit();
  void Rollback();
  // Whether there was such a row.
  Result<bool> Update(std::string_view store, std::string_view key, std::string_view json);
  Result<bool> Delete(std::string_view store, std::string_view key);
  // There is no such row yet.
  Status Insert(std::string_view store, std::string_view key, std::string_view json);

 private:
  explicit Database(std::string path) : path_(std::move(path)) {}
  Status Prepare();
  Status Claim();
  Status Create();
  Status Execute(const char* sql);
  Result<std::int64_t> Number(const char* sql);
  Result<std::string> Word(const char* sql);
  bool Bind(sqlite3_stmt* statement, std::initializer_list<std::string_view> arguments);
  // Runs a prepared statement that changes rows; gives how many.
  Result<int> Change(sqlite3_stmt* statement, std::initializer_list<std::string_view> arguments);
  Error Fail(std::string_view what) const;

  const std::string path_;
  sqlite3* connection_ = nullptr;
  sqlite3_stmt* load_ = nullptr;
  sqlite3_stmt* find_ = nullptr;
  sqlite3_stmt* update_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  sqlite3_stmt* delete_ = nullptr;
};

}  // namespace bpol::facts
