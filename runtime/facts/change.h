// One write to a fact store, on its way from the caller to the file and to every core.
#pragma once

#include <memory>
#include <string>

#include "runtime/base/result.h"

namespace bpol::facts {

struct Change {
  std::string store;
  std::string key;
  std::shared_ptr<const std::string> json;  // null: the fact is removed
};

// Whether it keeps to the limits of fact_store.h. An error never repeats a key or a text: both may be personal data.
Status CheckChange(const Change& change);

}  // namespace bpol::facts
