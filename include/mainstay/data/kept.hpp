// Rows that a state keeps until it is finished, for answers that need them all at once: people drawn anew, ranks, curves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/description.hpp"

namespace mainstay::inline v1::data {

/// One column of kept rows.
struct KeptColumn {
  static constexpr const char* record = "KeptColumn";
  std::string name{};
  bool text = false;
  std::vector<std::string> labels{};
  std::vector<double> values{};

  void describe(Fields& f) {
    f("name", name, "The argument; of a table's column \"x.pay\".");
    f("text", text, "Whether it holds labels.");
    f("labels", labels, "The labels, rising.");
    f("values", values, "The numbers, or places in labels; NaN: missing.").may_be_missing();
  }
};

/// Columns of one length; rows in rising order, so that equal data give equal bytes.
struct KeptTable {
  static constexpr const char* record = "KeptTable";
  std::string shape{};
  std::int64_t rows = 0;
  std::vector<KeptColumn> columns{};

  void describe(Fields& f) {
    f("shape", shape, "The letter that the description gives these columns.");
    f("rows", rows, "How many rows.").at_least(0);
    f("columns", columns, "The columns that were given.");
  }
};

/// What a state that keeps its rows is made of; done after one round.
template <class Options>
struct KeptState {
  Options options{};
  bool advanced = false;
  std::vector<KeptTable> kept{};

  void describe(Fields& f) {
    f("options", options, "The definition; merged states must have the same.");
    f("advanced", advanced, "True after the round.");
    f("kept", kept, "The rows, by the letter of their columns.");
  }
  void advance(const RunContext& = {}) { advanced = true; }
  bool done() const { return advanced; }
};

}  // namespace mainstay::inline v1::data
