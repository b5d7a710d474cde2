#include "core/json.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::json {

namespace {

class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(int depth, Value& root, Failure& failure) : depth_(depth), root_(root), failure_(failure) {}

  bool null() override { return put(Value{}); }
  bool boolean(bool value) override { return put(Value{value}); }
  bool number_integer(number_integer_t value) override { return put(Value{static_cast<std::int64_t>(value)}); }
  bool number_unsigned(number_unsigned_t value) override {
    return put(value <= INT64_MAX ? Value{static_cast<std::int64_t>(value)} : Value{static_cast<std::uint64_t>(value)});
  }
  bool number_float(number_float_t value, const string_t&) override { return put(Value{value}); }
  bool string(string_t& value) override { return put(Value{std::make_unique<std::string>(std::move(value))}); }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(std::make_unique<Members>()); }
  bool key(string_t& name) override {
    open_.back().members->names.push_back(std::move(name));
    return true;
  }
  bool end_object() override {
    open_.pop_back();
    return true;
  }
  bool start_array(std::size_t) override { return open(std::make_unique<List>()); }
  bool end_array() override { return end_object(); }
  bool parse_error(std::size_t byte, const std::string&, const nlohmann::json::exception& error) override {
    failure_.byte = byte;
    failure_.number_too_large = dynamic_cast<const nlohmann::json::out_of_range*>(&error) != nullptr;
    return false;
  }

 private:
  struct Open {
    List* list;
    Members* members;
  };

  bool put(Value value) {
    if (open_.empty()) root_ = std::move(value);
    else if (open_.back().list != nullptr) open_.back().list->push_back(std::move(value));
    else open_.back().members->values.push_back(std::move(value));
    return true;
  }
  template <class T>
  bool open(std::unique_ptr<T> container) {
    if (static_cast<int>(open_.size()) >= depth_) {
      failure_.too_deep = true;
      return false;
    }
    Open next{nullptr, nullptr};
    if constexpr (std::is_same_v<T, List>) next.list = container.get();
    else next.members = container.get();
    put(Value{std::move(container)});
    open_.push_back(next);
    return true;
  }

  int depth_;
  Value& root_;
  Failure& failure_;
  std::vector<Open> open_;
};

}  // namespace

const Value* Value::find(std::string_view name) const noexcept {
  const Members* object = members();
  if (object == nullptr) return nullptr;
  for (std::size_t i = 0; i < object->values.size(); ++i)
    if (object->names[i] == name) return &object->values[i];
  return nullptr;
}

bool parse(std::string_view text, int depth, Value& value, Failure& failure) {
  Builder builder(depth, value, failure);
  return nlohmann::json::sax_parse(text, &builder);
}

std::string quoted(const Value& value) {
  if (value.list() != nullptr) return "a list";
  if (value.members() != nullptr) return "an object";
  if (value.is_null()) return "null";
  if (const bool* flag = value.as<bool>()) return *flag ? "true" : "false";
  if (const auto* whole = value.as<std::int64_t>()) return fmt::format("{}", *whole);
  if (const auto* whole = value.as<std::uint64_t>()) return fmt::format("{}", *whole);
  if (const double* number = value.as<double>()) return fmt::format("{}", *number);
  std::string text = fmt::format("\"{}\"", *value.text());
  if (text.size() > 60) {
    std::size_t end = 56;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // never cut a character
    text = text.substr(0, end) + "…\"";
  }
  return text;
}

void append(std::string& out, bool value) { out += value ? "true" : "false"; }
void append(std::string& out, std::int64_t value) { fmt::format_to(std::back_inserter(out), "{}", value); }

void append(std::string& out, double value) {
  if (std::isnan(value)) out += "\"NaN\"";
  else if (std::isinf(value)) out += value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  else if (value == 0 && std::signbit(value)) out += "-0.0";  // "-0" would be read as the whole number 0
  else fmt::format_to(std::back_inserter(out), "{}", value);
}

void append(std::string& out, std::string_view text) {
  try {
    out += nlohmann::json(text).dump();
  } catch (const nlohmann::json::type_error&) {
    throw Error(ErrorCode::invalid_argument, "mainstay", "a text in the document is not UTF-8, but must be");
  }
}

}  // namespace mainstay::inline v1::json
