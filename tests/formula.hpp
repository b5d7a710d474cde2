// A pocket calculator: + - * / // ** ( ) min max floor half_up, and sums of named columns, as the formulas of steps are written.
#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace formula {

class Calculator {
 public:
  /// columns: what sum(name) adds up to.
  explicit Calculator(std::string_view text, const std::function<double(const std::string&)>& columns = {}) : text_(text), columns_(columns) {}
  double all() {
    const double value = sum();
    if (at_ != text_.size()) throw std::runtime_error("cannot read " + std::string(text_.substr(at_)));
    return value;
  }

 private:
  bool take(std::string_view word) {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    return true;
  }
  double sum() {
    double value = product();
    for (;;)
      if (take("+")) value += product();
      else if (take("-")) value -= product();
      else return value;
  }
  double product() {
    double value = power();
    for (;;)
      if (take("*")) value *= power();
      else if (take("/")) value /= power();
      else return value;
  }
  double power() {
    const double base = atom();
    return take("**") ? std::pow(base, power()) : base;
  }
  double atom() {
    if (take("(")) {
      const double value = sum();
      if (!take(")")) throw std::runtime_error("no bracket");
      return value;
    }
    if (take("sum(")) {
      const std::size_t end = text_.find(')', at_);
      if (!columns_ || end == std::string_view::npos) throw std::runtime_error("no column");
      const std::string name(text_.substr(at_, end - at_));
      at_ = end + 1;
      return columns_(name);
    }
    if (take("half_up(")) {
      const double value = std::floor(sum() + 0.5 + 1e-7);
      if (!take(")")) throw std::runtime_error("no bracket");
      return value;
    }
    if (take("floor(")) {
      const double value = std::floor(sum());
      if (!take(")")) throw std::runtime_error("no bracket");
      return value;
    }
    for (const bool least : {true, false})
      if (take(least ? "min(" : "max(")) {
        double value = sum();
        while (take(",")) value = least ? std::min(value, sum()) : std::max(value, sum());
        if (!take(")")) throw std::runtime_error("no bracket");
        return value;
      }
    double value = 0.0;
    const auto read = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (read.ec != std::errc()) throw std::runtime_error("no number: " + std::string(text_.substr(at_)));
    at_ = static_cast<std::size_t>(read.ptr - text_.data());
    return value;
  }
  std::string_view text_;
  const std::function<double(const std::string&)> columns_;
  std::size_t at_ = 0;
};

inline double value(std::string_view text, const std::function<double(const std::string&)>& columns = {}) { return Calculator(text, columns).all(); }

}  // namespace formula
