#include "bench/peers/bpol/workload.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <tuple>

namespace bpol::bench {
namespace {

using nlohmann::json;

Result<std::vector<json>> ReadLines(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Error{path + ": cannot be read; bench/workloads/make.py writes it"};
  std::vector<json> lines;
  for (std::string line; std::getline(file, line);) {
    lines.push_back(json::parse(line, nullptr, false));
    if (!lines.back().is_object()) return Error{path + ", line " + std::to_string(lines.size()) + ": no JSON object"};
  }
  return lines;
}

bool IsKeyed(const std::string& name) {
  return name.starts_with("keyed_");
}

Result<Workload> ReadWorkload(const Folders& folders, const std::string& name) {
  const std::string folder = folders.workloads + "/" + name;
  const std::string& text_in = name == "psd2_ais" ? folders.packs : folders.own;
  Workload workload{name, IsKeyed(name) ? folder + "/bpol" : text_in + "/" + name, {}, {}, {}};
  BPOL_TRY(const std::vector<json> lines, ReadLines(folder + "/requests.jsonl"));
  for (const json& line : lines) {
    workload.requests.push_back(line.at("request").dump());
    Expected expected{line.at("effect"), std::nullopt};
    if (line.contains("reason")) expected.reason = line.at("reason").get<std::string>();
    workload.expected.push_back(std::move(expected));
  }
  if (!IsKeyed(name)) return workload;
  BPOL_TRY(const std::vector<json> policies, ReadLines(folder + "/policies.jsonl"));
  for (const json& policy : policies)
    workload.policies.push_back({policy.at("subject"), policy.at("resource"), policy.at("role"), policy.at("least")});
  return workload;
}

}  // namespace

Result<std::vector<Workload>> ReadWorkloads(const Folders& folders, const std::vector<std::string>& only) {
  std::error_code failed;
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folders.workloads, failed))
    names.push_back(entry.path().filename());
  if (failed) return Error{folders.workloads + ": " + failed.message() + "; bench/workloads/make.py writes it"};
  std::ranges::sort(names, {}, [](const std::string& name) { return std::tuple(IsKeyed(name), name.size(), name); });
  std::vector<Workload> workloads;
  for (const std::string& name : names) {
    if (!only.empty() && std::ranges::find(only, name) == only.end()) continue;
    BPOL_TRY(Workload workload, ReadWorkload(folders, name));
    workloads.push_back(std::move(workload));
  }
  return workloads;
}

}  // namespace bpol::bench
