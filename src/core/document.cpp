#include "mainstay/core/document.hpp"

#include <algorithm>
#include <cmath>

#include <boost/crc.hpp>
#include <fmt/format.h>

#include "core/json.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1 {

namespace {

// ---- writing ----

void append_object(std::string& out, void* object, const Type& type);

void append_element(std::string& out, double value) { json::append(out, value); }
void append_element(std::string& out, std::int64_t value) { json::append(out, value); }
void append_element(std::string& out, std::int32_t value) { json::append(out, std::int64_t{value}); }
void append_element(std::string& out, const std::string& value) { json::append(out, std::string_view(value)); }

template <class T>
void append_list(std::string& out, const std::vector<T>& values) {
  out += '[';
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out += ',';
    append_element(out, values[i]);
  }
  out += ']';
}

void append_field(std::string& out, const Row& row) {
  const void* at = row.address;
  switch (row.type->kind) {
    case Kind::flag: return json::append(out, *static_cast<const bool*>(at));
    case Kind::integer: return json::append(out, *static_cast<const std::int64_t*>(at));
    case Kind::number: return json::append(out, *static_cast<const double*>(at));
    case Kind::text: return append_element(out, *static_cast<const std::string*>(at));
    case Kind::word: {
      const std::int32_t value = *static_cast<const std::int32_t*>(at);
      for (std::size_t i = 0; i < row.type->choice_count; ++i)
        if (row.type->choices[i].value == value) return json::append(out, std::string_view(row.type->choices[i].name));
      throw Error(ErrorCode::internal, "mainstay", fmt::format("{} holds no word", row.name));
    }
    case Kind::maybe_integer:
      if (const auto& value = *static_cast<const std::optional<std::int64_t>*>(at)) json::append(out, *value);
      else out += "null";
      return;
    case Kind::maybe_number:
      if (const auto& value = *static_cast<const std::optional<double>*>(at)) json::append(out, *value);
      else out += "null";
      return;
    case Kind::integers: return append_list(out, *static_cast<const std::vector<std::int64_t>*>(at));
    case Kind::numbers: return append_list(out, *static_cast<const std::vector<double>*>(at));
    case Kind::texts: return append_list(out, *static_cast<const std::vector<std::string>*>(at));
    case Kind::categories: {
      const auto& value = *static_cast<const Categories*>(at);
      out += "{\"codes\":";
      append_list(out, value.codes);
      out += ",\"levels\":";
      append_list(out, value.levels);
      out += '}';
      return;
    }
    case Kind::record: return append_object(out, row.address, *row.type);
    case Kind::records:
      out += '[';
      for (std::size_t i = 0; i < row.type->size(at); ++i) {
        if (i > 0) out += ',';
        append_object(out, row.type->at(row.address, i), *row.type->element);
      }
      out += ']';
      return;
    case Kind::column:
    case Kind::table: break;
  }
  throw Error(ErrorCode::internal, "mainstay", fmt::format("{} is a view and cannot be saved", row.name));
}

void append_object(std::string& out, void* object, const Type& type) {
  Fields fields;
  type.describe(object, fields);
  out += '{';
  for (const Row& row : fields.rows()) {
    if (out.back() != '{') out += ',';
    fmt::format_to(std::back_inserter(out), "\"{}\":", row.name);
    append_field(out, row);
  }
  out += '}';
}

std::string checksum_of(std::string_view content) {
  boost::crc_32_type crc;
  crc.process_bytes(content.data(), content.size());
  return fmt::format("{:08x}", crc.checksum());
}

// ---- reading ----

using json::Value;

Value parse(std::string_view analysis, std::string_view what, std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes)
    throw Error(ErrorCode::corrupt, analysis, fmt::format("{} has {} bytes, but must have {} at most", what, text.size(), limits.bytes));
  Value value;
  json::Failure failure;
  if (json::parse(text, limits.depth, value, failure)) return value;
  if (failure.too_deep)
    throw Error(ErrorCode::corrupt, analysis, fmt::format("{} is nested deeper than {} levels", what, limits.depth));
  if (failure.number_too_large) throw Error(ErrorCode::corrupt, analysis, fmt::format("{} has a number that is too large", what));
  throw Error(ErrorCode::corrupt, analysis, fmt::format("{} is not JSON (byte {})", what, failure.byte));
}

class Reader {
 public:
  // `whole`: every field must be there (a document); otherwise absent fields keep their defaults (options).
  Reader(std::string_view analysis, bool whole) : analysis_(analysis), whole_(whole) {}

  void object(const Value& value, void* object, const Type& type, const std::string& path) const {
    const json::Members* members = value.members();
    if (members == nullptr) wrong(path, value, "an object {…}");
    Fields fields;
    type.describe(object, fields);
    const std::string prefix = path.empty() ? "" : path + ".";
    std::vector<bool> given(fields.rows().size(), false);
    for (std::size_t i = 0; i < members->values.size(); ++i) {
      const Row* row = fields.find(members->names[i]);
      if (row == nullptr) {
        std::string names;
        for (const Row& known : fields.rows()) names += fmt::format("{}{}", names.empty() ? "" : ", ", known.name);
        throw Error(ErrorCode::unknown_name, analysis_, prefix + members->names[i], -1, "unknown", "one of " + names);
      }
      auto is_given = given[static_cast<std::size_t>(row - fields.rows().data())];
      if (is_given) throw Error(ErrorCode::invalid_argument, analysis_, prefix + row->name, -1, "there twice", "given once");
      is_given = true;
    }
    for (const Row& row : fields.rows()) {
      if (const Value* found = value.find(row.name))
        field(*found, row, prefix + row.name);
      else if (whole_ || row.is_required)
        throw Error(ErrorCode::invalid_argument, analysis_, prefix + row.name, -1, "missing", "given");
    }
  }

  void field(const Value& value, const Row& row, const std::string& path) const {
    void* at = row.address;
    switch (row.type->kind) {
      case Kind::flag:
        if (value.as<bool>() == nullptr) wrong(path, value, "true or false");
        *static_cast<bool*>(at) = *value.as<bool>();
        return;
      case Kind::integer: *static_cast<std::int64_t*>(at) = integer(value, path); return;
      case Kind::number: *static_cast<double*>(at) = number(value, path); return;
      case Kind::text: *static_cast<std::string*>(at) = text(value, path); return;
      case Kind::word: *static_cast<std::int32_t*>(at) = word(value, row, path); return;
      case Kind::maybe_integer:
        if (value.is_null()) static_cast<std::optional<std::int64_t>*>(at)->reset();
        else *static_cast<std::optional<std::int64_t>*>(at) = integer(value, path);
        return;
      case Kind::maybe_number:
        if (value.is_null()) static_cast<std::optional<double>*>(at)->reset();
        else *static_cast<std::optional<double>*>(at) = number(value, path);
        return;
      case Kind::integers:
        list<std::int64_t>(value, at, path, [this](const Value& v, const std::string& p) { return integer(v, p); });
        return;
      case Kind::numbers:
        list<double>(value, at, path, [this](const Value& v, const std::string& p) { return number(v, p); });
        return;
      case Kind::texts:
        list<std::string>(value, at, path, [this](const Value& v, const std::string& p) { return text(v, p); });
        return;
      case Kind::categories: categories(value, *static_cast<Categories*>(at), row.missing_allowed ? -1 : 0, path); return;
      case Kind::record: object(value, at, *row.type, path); return;
      case Kind::records: {
        const json::List* items = value.list();
        if (items == nullptr) wrong(path, value, "a list");
        row.type->resize(at, 0);
        row.type->resize(at, items->size());
        for (std::size_t i = 0; i < items->size(); ++i)
          object((*items)[i], row.type->at(at, i), *row.type->element, fmt::format("{}[{}]", path, i));
        return;
      }
      case Kind::column:
      case Kind::table: break;
    }
    throw Error(ErrorCode::wrong_type, analysis_, path, -1, "JSON text", "given as a column");
  }

 private:
  [[noreturn]] void wrong(const std::string& path, const Value& value, std::string_view rule) const {
    throw Error(ErrorCode::wrong_type, analysis_, path.empty() ? "content" : path, -1, json::quoted(value), rule);
  }
  std::int64_t integer(const Value& value, const std::string& path) const {
    if (value.as<std::int64_t>() == nullptr) wrong(path, value, "a whole number");
    return *value.as<std::int64_t>();
  }
  double number(const Value& value, const std::string& path) const {
    if (const auto* whole = value.as<std::int64_t>()) return static_cast<double>(*whole);
    if (const auto* whole = value.as<std::uint64_t>()) return static_cast<double>(*whole);
    if (const auto* fraction = value.as<double>()) return *fraction;
    if (const std::string* word = value.text()) {
      if (*word == "NaN") return std::nan("");
      if (*word == "Infinity") return INFINITY;
      if (*word == "-Infinity") return -INFINITY;
    }
    wrong(path, value, "a number");
  }
  std::string text(const Value& value, const std::string& path) const {
    if (value.text() == nullptr) wrong(path, value, "text");
    return *value.text();
  }
  std::int32_t word(const Value& value, const Row& row, const std::string& path) const {
    if (value.text() != nullptr)
      for (std::size_t i = 0; i < row.type->choice_count; ++i)
        if (*value.text() == row.type->choices[i].name) return row.type->choices[i].value;
    wrong(path, value, "one of " + names_of(*row.type));
  }
  template <class T, class Read>
  void list(const Value& value, void* at, const std::string& path, Read read) const {
    const json::List* items = value.list();
    if (items == nullptr) wrong(path, value, "a list");
    std::vector<T> values;
    values.reserve(items->size());
    for (std::size_t i = 0; i < items->size(); ++i) values.push_back(read((*items)[i], fmt::format("{}[{}]", path, i)));
    *static_cast<std::vector<T>*>(at) = std::move(values);
  }
  void categories(const Value& value, Categories& out, std::int64_t lowest, const std::string& path) const {
    const Value *listed_codes = value.find("codes"), *listed_levels = value.find("levels");
    if (listed_codes == nullptr || listed_levels == nullptr || value.members()->values.size() != 2)
      wrong(path, value, "an object with codes and levels");
    list<std::string>(*listed_levels, &out.levels, path + ".levels",
                      [this](const Value& v, const std::string& p) { return text(v, p); });
    std::vector<std::int64_t> codes;
    list<std::int64_t>(*listed_codes, &codes, path + ".codes",
                       [this](const Value& v, const std::string& p) { return integer(v, p); });
    out.codes.clear();
    for (std::int64_t code : codes) {
      if (code < lowest || code >= static_cast<std::int64_t>(out.levels.size()))
        wrong(path + ".codes", Value{code}, lowest < 0 ? "a code of one of the levels, or -1 where it is missing" : "a code of one of the levels");
      out.codes.push_back(static_cast<std::int32_t>(code));
    }
  }

  std::string_view analysis_;
  bool whole_;
};

// The four parts of a document, in their one order.
struct Envelope {
  Value document;
  const Value* content;
};

Envelope open(std::string_view text, std::string_view key, const Limits& limits) {
  Envelope envelope{parse("mainstay", "the document", text, limits), nullptr};
  const Value &document = envelope.document, *version = document.find("version"), *checksum = document.find("checksum");
  envelope.content = document.find("content");
  constexpr std::string_view before_content = ",\"content\":";
  const std::size_t start = text.find(before_content);
  if (document.members() == nullptr || document.members()->values.size() != 4 || document.find("mainstay") == nullptr || version == nullptr ||
      version->as<std::int64_t>() == nullptr || checksum == nullptr || checksum->text() == nullptr || envelope.content == nullptr ||
      start == std::string_view::npos || text.back() != '}')
    throw Error(ErrorCode::corrupt, "mainstay", "this is not a document of Mainstay");
  if (document_key(text) != key)
    throw Error(ErrorCode::unsupported, "mainstay", fmt::format("the document is of \"{}\", but must be of {}", document_key(text), key));
  if (*version->as<std::int64_t>() != document_version)
    throw Error(ErrorCode::unsupported, key, fmt::format("the document has version {}, but must have {}", json::quoted(*version), document_version));
  const std::string_view content = text.substr(start + before_content.size(), text.size() - start - before_content.size() - 1);
  if (*checksum->text() != checksum_of(content))
    throw Error(ErrorCode::corrupt, key, "the document is damaged: its checksum does not fit its content");
  return envelope;
}

}  // namespace

std::string save_document(std::string_view key, const Object& object) {
  const std::string content = to_json(object);
  return fmt::format(R"({{"mainstay":"{}","version":{},"checksum":"{}","content":{}}})", key, document_version,
                     checksum_of(content), content);
}

std::string document_key(std::string_view text) {
  constexpr std::string_view start = R"({"mainstay":")";
  const std::size_t end = text.find('"', start.size());
  const auto in_keys = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; };  // sentences quote it
  if (text.substr(0, start.size()) != start || end == std::string_view::npos || end > 200 ||
      !std::all_of(text.begin() + start.size(), text.begin() + static_cast<std::ptrdiff_t>(end), in_keys))
    throw Error(ErrorCode::corrupt, "mainstay", "this is not a document of Mainstay");
  return std::string(text.substr(start.size(), end - start.size()));
}

Object load_document(std::string_view text, std::string_view key, const Type& type, const Limits& limits) {
  const Envelope envelope = open(text, key, limits);
  Object object(type);
  try {
    Reader(key, true).object(*envelope.content, object.data(), type, "");
    const Fields fields = object.fields();
    check_shapes(key, fields);
    if (type.validate != nullptr) type.validate(object.data());
  } catch (const Error& error) {
    throw Error(ErrorCode::corrupt, key, fmt::format("the document is damaged: {}", error.what()));
  }
  return object;
}

std::string to_json(const Object& object) {
  std::string out;
  append_object(out, const_cast<void*>(object.data()), object.type());  // describing only reads here
  return out;
}

void set_from_json(std::string_view analysis, const Row& row, std::string_view text, const Limits& limits) {
  Reader(analysis, false).field(parse(analysis, row.name, text, limits), row, row.name);
}

}  // namespace mainstay::inline v1
