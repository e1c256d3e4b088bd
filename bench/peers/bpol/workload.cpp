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

// Policies of keyed_N as lines, where there are few enough, and as rows of one table.
std::vector<Project> ProjectsOf(const Folders& folders, const std::string& name) {
  const std::string drawn = folders.workloads + "/" + name;
  if (!IsKeyed(name)) return {{"bpol", (name == "psd2_ais" ? folders.packs : folders.own) + "/" + name}};
  std::vector<Project> projects;
  if (std::filesystem::exists(drawn + "/lines")) projects.push_back({"bpol", drawn + "/lines"});
  projects.push_back({"bpol, table", drawn + "/table", Project::Reasons::ItsOwn});
  return projects;
}

Result<Workload> ReadWorkload(const Folders& folders, const std::string& name) {
  const std::string folder = folders.workloads + "/" + name;
  Workload workload{name, ProjectsOf(folders, name), {}, {}, {}, {}};
  BPOL_TRY(const std::vector<json> lines, ReadLines(folder + "/requests.jsonl"));
  for (const json& line : lines) {
    workload.requests.push_back(line.at("request").dump());
    workload.actions.push_back(line.value("action", "Decide"));
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
