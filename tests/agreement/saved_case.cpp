#include "tests/agreement/saved_case.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "runtime/base/bytes.h"
#include "tests/agreement/wire_case.h"

namespace bpol::agreement {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRequest = ".request.json", kResponse = ".response.json", kWire = ".wire.json",
                           kNote = "note.txt";

Status WriteText(const fs::path& path, const std::string& text) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) return Error{"cannot write " + path.string()};
  return {};
}

std::string ReadText(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::size_t SavedCase::Size() const {
  std::size_t size = request.size() + response.size() + wire.size();
  for (const auto& [name, text] : files) size += text.size();
  return size;
}

Status WriteCase(const SavedCase& saved, const std::string& folder) {
  Files all = saved.files;
  all[saved.action + std::string(kRequest)] = saved.request;
  if (!saved.response.empty()) all[saved.action + std::string(kResponse)] = saved.response;
  if (!saved.wire.empty()) all[saved.action + std::string(kWire)] = saved.wire;
  all[std::string(kNote)] = saved.note;
  for (const auto& [name, text] : all) {
    if (const Status written = WriteText(fs::path(folder) / name, text); !written.ok()) return written;
  }
  return {};
}

Result<SavedCase> ReadCase(const std::string& folder) {
  SavedCase saved;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, error)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = entry.path().lexically_relative(folder).generic_string();
    const std::string text = ReadText(entry.path());
    if (name.ends_with(kRequest)) {
      saved.action = name.substr(0, name.size() - kRequest.size());
      saved.request = text;
    } else if (name.ends_with(kWire)) {
      saved.wire = text;
    } else if (name.ends_with(kResponse)) {
      saved.response = text;
    } else if (name == kNote) {
      saved.note = text;
    } else {
      saved.files[name] = text;
    }
  }
  if (error) return Error{"cannot read " + folder + ": " + error.message()};
  if (saved.action.empty()) return Error{folder + " holds no `ACTION.request.json`"};
  return saved;
}

Verdict Judge(const SavedCase& saved, const std::vector<Making>& makings) {
  auto engines = Engines::Compile(saved.files);
  if (!engines.ok()) return {Ending::Refused, engines.error().message};
  const std::vector<schema::Action>& actions = (*engines)->schema().actions;
  const auto found = std::ranges::find(actions, saved.action, &schema::Action::name);
  if (found == actions.end()) return {Ending::Refused, "no action is named " + saved.action};
  if (!saved.wire.empty() && !ReadWireCase((*engines)->schema(), saved.wire))
    return {Ending::Refused, "the unit has no such route"};
  for (const Making& making : makings) {
    if (const Status added = (*engines)->Add(making); !added.ok()) return {Ending::Refused, added.error().message};
  }
  Case given{static_cast<std::uint32_t>(found - actions.begin()), saved.request, saved.response, saved.wire};
  if (const std::optional<Disagreement> other = (*engines)->Compare(given))
    return {Ending::Disagreed,
            other->making + " disagrees\nplain:  " + other->plain + "\nnative: " + other->native + "\n"};
  if (std::optional<std::string> failed = (*engines)->RunTests()) return {Ending::TestFailed, std::move(*failed)};
  return {};
}

}  // namespace bpol::agreement
