// FieldList: the header fields of one message, in order, in one flat buffer.
// INVARIANT: a stored name is a token and a stored value has no control character but HTAB, so that serialising one can
// never start another line; Add of anything else is refused by returning false.
// Thread safety: a plain value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bpol::http {

struct Field {
  std::string_view name;
  std::string_view value{};
};

// What a look-up by name found. A field that may occur only once is usable only when `Once`.
enum class Presence { Absent, Once, Repeated };
struct FieldLookup {
  Presence presence = Presence::Absent;
  std::string_view value{};  // empty unless Once
};

class FieldList {
 public:
  // Views stay valid until the list changes.
  [[nodiscard]] bool Add(std::string_view name, std::string_view value);
  // Removes every line of that name.
  void Remove(std::string_view name);
  // Empties the list and keeps its memory.
  void Clear();

  // Names are compared without case (RFC 9110 section 5.1).
  FieldLookup Find(std::string_view name) const;
  // The value when there is exactly one line of that name, else nothing: repeated is treated as absent.
  std::string_view FindOnly(std::string_view name) const { return Find(name).value; }
  bool Contains(std::string_view name) const { return Find(name).presence != Presence::Absent; }

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  Field operator[](std::size_t index) const;

  class Iterator {
   public:
    Iterator(const FieldList& list, std::size_t index) : list_(&list), index_(index) {}
    Field operator*() const { return (*list_)[index_]; }
    Iterator& operator++() { return ++index_, *this; }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const FieldList* list_;
    std::size_t index_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  struct Entry {
    std::uint32_t name_at, name_size, value_at, value_size;
  };
  std::string bytes_;
  std::vector<Entry> entries_;
};

// Case-insensitive comparison in ASCII; the locale plays no part.
bool SameName(std::string_view left, std::string_view right);

}  // namespace bpol::http
