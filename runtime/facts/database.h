// The SQLite file behind a FactStore: one table of (store, key, json). Private to this folder. One thread at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace bpol::facts {

struct CloseDatabase {
  void operator()(sqlite3* database) const;
};
struct FinishStatement {
  void operator()(sqlite3_stmt* statement) const;
};

class Database {
 public:
  // Checks the file's integrity: a store that lost rows must not look like one where they are absent.
  static Result<Database> Open(const std::string& path);

  Status ForEach(const std::function<void(std::string_view store, std::string_view key, std::string_view json)>& row);
  // Each is durable when it returns.
  Status Put(std::string_view store, std::string_view key, std::string_view json);
  Status Remove(std::string_view store, std::string_view key);

 private:
  using Statement = std::unique_ptr<sqlite3_stmt, FinishStatement>;
  Result<Statement> Prepare(const char* sql);
  Status Execute(const char* sql);
  Error Complaint(std::string_view what) const;

  std::string path_;
  std::unique_ptr<sqlite3, CloseDatabase> database_;
  Statement put_, remove_;
};

}  // namespace bpol::facts
