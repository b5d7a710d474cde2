// Reads the golden files of tests/golden (format: tests/golden/README.md).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#ifndef MAINSTAY_TEST_DIR
#define MAINSTAY_TEST_DIR MAINSTAY_TESTS
#endif

namespace golden {

using json = nlohmann::ordered_json;  // covariates keep their order

/// The folder of a room's word, "survival/cox".
inline std::filesystem::path folder(const std::string& name) {
  const char* elsewhere = std::getenv("MAINSTAY_GOLDEN");  // tests/golden/fresh.sh
  return (elsewhere != nullptr ? std::filesystem::path(elsewhere) : std::filesystem::path(MAINSTAY_TEST_DIR) / "golden") / name;
}

inline json read(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("no golden file " + path.string());
  json document = json::parse(file);
  if (document.contains("data") && document["data"].contains("file")) {
    // columns shared between files, kept once: a name stands where a column belongs
    json data = document["data"];
    const json columns = read(folder("data") / data["file"].get<std::string>())["data"];
    data.erase("file");
    for (auto& [name, value] : data.items()) {
      if (value.is_string()) value = columns.at(value.get<std::string>());
      if (name == "x") {
        json x = json::object();
        for (const json& covariate : value) x[covariate.get<std::string>()] = columns.at(covariate.get<std::string>());
        value = x;
      }
    }
    document["data"] = data;
  }
  return document;
}

/// load_golden("survival/cox/lung.json")
inline json load_golden(const std::string& name) { return read(folder(name)); }

/// Every file of one folder whose name starts with `prefix`, in the order of their names: "survival/cox/lung.json", …
inline std::vector<std::string> golden_files(const std::string& name, const std::string& prefix = "") {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder(name))) {
    const std::string file = entry.path().filename().string();
    if (entry.path().extension() == ".json" && file.rfind(prefix, 0) == 0) files.push_back(name + "/" + file);
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) throw std::runtime_error("no golden files " + name + "/" + prefix + "*.json");
  return files;
}

/// null → NaN, "Inf" and "-Inf" → ±infinity, false and true → 0 and 1.
inline double number(const json& value) {
  if (value.is_null()) return std::numeric_limits<double>::quiet_NaN();
  if (value.is_boolean()) return value.get<bool>() ? 1.0 : 0.0;
  if (value.is_string()) {
    if (value == "Inf") return std::numeric_limits<double>::infinity();
    if (value == "-Inf") return -std::numeric_limits<double>::infinity();
    throw std::runtime_error("golden: '" + value.get<std::string>() + "' is not a number");
  }
  return value.get<double>();
}

/// A column of numbers; a matrix (array of rows) comes out row-major.
inline std::vector<double> numbers(const json& values) {
  std::vector<double> result;
  for (const json& value : values) {
    if (value.is_array())
      for (const json& cell : value) result.push_back(number(cell));
    else
      result.push_back(number(value));
  }
  return result;
}

inline std::vector<std::int64_t> integers(const json& values) {
  std::vector<std::int64_t> result;
  for (const json& value : values) result.push_back(static_cast<std::int64_t>(std::llround(number(value))));
  return result;
}

inline std::vector<std::string> texts(const json& values) { return values.get<std::vector<std::string>>(); }

/// |a − b| ≤ relative·max(|a|, |b|) or ≤ absolute; NaN is close to NaN, infinities to themselves.
inline bool close(double a, double b, double relative, double absolute = 0.0) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  if (a == b) return true;
  return std::abs(a - b) <= std::max(relative * std::max(std::abs(a), std::abs(b)), absolute);
}

/// The largest relative difference of two columns, differences of at most `absolute` not counted; infinite when sizes or
/// missing values differ.
inline double distance(const std::vector<double>& a, const std::vector<double>& b, double absolute = 0.0) {
  if (a.size() != b.size()) return std::numeric_limits<double>::infinity();
  double largest = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (close(a[i], b[i], 0.0, absolute)) continue;
    const double scale = std::max(std::abs(a[i]), std::abs(b[i]));
    if (!(scale < std::numeric_limits<double>::infinity())) return std::numeric_limits<double>::infinity();
    largest = std::max(largest, std::abs(a[i] - b[i]) / scale);
  }
  return largest;
}

}  // namespace golden
