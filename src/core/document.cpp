#include "mainstay/core/document.hpp"

#include <cmath>

#include <boost/crc.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/words.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1 {

namespace {

using Json = nlohmann::ordered_json;

// ---- writing ----

Json number_json(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return value;
}

Json element_json(double value) { return number_json(value); }
template <class T>
Json element_json(const T& value) { return value; }

// Element by element: a Json made of a whole list at once loses memory when an allocation fails half way.
template <class T>
Json list_json(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(element_json(value));
  return list;
}

Json object_json(void* object, const Type& type);

Json field_json(const Row& row) {
  const void* at = row.address;
  switch (row.type->kind) {
    case Kind::flag: return *static_cast<const bool*>(at);
    case Kind::integer: return *static_cast<const std::int64_t*>(at);
    case Kind::number: return number_json(*static_cast<const double*>(at));
    case Kind::text: return *static_cast<const std::string*>(at);
    case Kind::word: {
      const std::int32_t value = *static_cast<const std::int32_t*>(at);
      for (std::size_t i = 0; i < row.type->choice_count; ++i)
        if (row.type->choices[i].value == value) return row.type->choices[i].name;
      throw Error(ErrorCode::internal, "mainstay", fmt::format("{} holds no word", row.name));
    }
    case Kind::maybe_integer: {
      const auto& value = *static_cast<const std::optional<std::int64_t>*>(at);
      return value ? Json(*value) : Json(nullptr);
    }
    case Kind::maybe_number: {
      const auto& value = *static_cast<const std::optional<double>*>(at);
      return value ? number_json(*value) : Json(nullptr);
    }
    case Kind::integers: return list_json(*static_cast<const std::vector<std::int64_t>*>(at));
    case Kind::numbers: return list_json(*static_cast<const std::vector<double>*>(at));
    case Kind::texts: return list_json(*static_cast<const std::vector<std::string>*>(at));
    case Kind::categories: {
      const auto& value = *static_cast<const Categories*>(at);
      Json json = Json::object();
      json["codes"] = list_json(value.codes);
      json["levels"] = list_json(value.levels);
      return json;
    }
    case Kind::record: return object_json(row.address, *row.type);
    case Kind::records: {
      Json list = Json::array();
      for (std::size_t i = 0; i < row.type->size(at); ++i)
        list.push_back(object_json(row.type->at(row.address, i), *row.type->element));
      return list;
    }
    case Kind::column:
    case Kind::table: break;
  }
  throw Error(ErrorCode::internal, "mainstay", fmt::format("{} is a view and cannot be saved", row.name));
}

Json object_json(void* object, const Type& type) {
  Fields fields;
  type.describe(object, fields);
  Json json = Json::object();
  for (const Row& row : fields.rows()) json[row.name] = field_json(row);
  return json;
}

std::string dump(const Json& json) {
  try {
    return json.dump();
  } catch (const Json::type_error&) {
    throw Error(ErrorCode::invalid_argument, "mainstay", "a text in the document is not UTF-8, but must be");
  }
}

std::string checksum_of(std::string_view content) {
  boost::crc_32_type crc;
  crc.process_bytes(content.data(), content.size());
  return fmt::format("{:08x}", crc.checksum());
}

// ---- reading ----

Json parse(std::string_view analysis, std::string_view what, std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes)
    throw Error(ErrorCode::corrupt, analysis, fmt::format("{} has {} bytes, but must have {} at most", what, text.size(), limits.bytes));
  const auto depth_guard = [&](int depth, Json::parse_event_t, Json&) {
    if (depth > limits.depth)
      throw Error(ErrorCode::corrupt, analysis, fmt::format("{} is nested deeper than {} levels", what, limits.depth));
    return true;
  };
  try {
    return Json::parse(text, depth_guard);
  } catch (const Json::parse_error& error) {
    throw Error(ErrorCode::corrupt, analysis, fmt::format("{} is not JSON (byte {})", what, error.byte));
  } catch (const Json::exception&) {
    throw Error(ErrorCode::corrupt, analysis, fmt::format("{} has a number that is too large", what));
  }
}

class Reader {
 public:
  // `whole`: every field must be there (a document); otherwise absent fields keep their defaults (options).
  Reader(std::string_view analysis, bool whole) : analysis_(analysis), whole_(whole) {}

  void object(const Json& json, void* object, const Type& type, const std::string& path) const {
    if (!json.is_object()) wrong(path, json, "an object {…}");
    Fields fields;
    type.describe(object, fields);
    const std::string prefix = path.empty() ? "" : path + ".";
    for (const auto& [name, value] : json.items()) {
      const Row* row = fields.find(name);
      if (row == nullptr) {
        std::string names;
        for (const Row& known : fields.rows()) names += fmt::format("{}{}", names.empty() ? "" : ", ", known.name);
        throw Error(ErrorCode::unknown_name, analysis_, prefix + name, -1, "unknown", "one of " + names);
      }
    }
    for (const Row& row : fields.rows()) {
      const auto found = json.find(row.name);
      if (found != json.end())
        field(*found, row, prefix + row.name);
      else if (whole_ || row.is_required)
        throw Error(ErrorCode::invalid_argument, analysis_, prefix + row.name, -1, "missing", "given");
    }
  }

  void field(const Json& json, const Row& row, const std::string& path) const {
    void* at = row.address;
    switch (row.type->kind) {
      case Kind::flag:
        if (!json.is_boolean()) wrong(path, json, "true or false");
        *static_cast<bool*>(at) = json.get<bool>();
        return;
      case Kind::integer: *static_cast<std::int64_t*>(at) = integer(json, path); return;
      case Kind::number: *static_cast<double*>(at) = number(json, path); return;
      case Kind::text: *static_cast<std::string*>(at) = text(json, path); return;
      case Kind::word: *static_cast<std::int32_t*>(at) = word(json, row, path); return;
      case Kind::maybe_integer:
        if (json.is_null()) static_cast<std::optional<std::int64_t>*>(at)->reset();
        else *static_cast<std::optional<std::int64_t>*>(at) = integer(json, path);
        return;
      case Kind::maybe_number:
        if (json.is_null()) static_cast<std::optional<double>*>(at)->reset();
        else *static_cast<std::optional<double>*>(at) = number(json, path);
        return;
      case Kind::integers:
        list<std::int64_t>(json, at, path, [this](const Json& j, const std::string& p) { return integer(j, p); });
        return;
      case Kind::numbers:
        list<double>(json, at, path, [this](const Json& j, const std::string& p) { return number(j, p); });
        return;
      case Kind::texts:
        list<std::string>(json, at, path, [this](const Json& j, const std::string& p) { return text(j, p); });
        return;
      case Kind::categories: categories(json, *static_cast<Categories*>(at), path); return;
      case Kind::record: object(json, at, *row.type, path); return;
      case Kind::records:
        if (!json.is_array()) wrong(path, json, "a list");
        row.type->resize(at, 0);
        row.type->resize(at, json.size());
        for (std::size_t i = 0; i < json.size(); ++i)
          object(json[i], row.type->at(at, i), *row.type->element, fmt::format("{}[{}]", path, i));
        return;
      case Kind::column:
      case Kind::table: break;
    }
    throw Error(ErrorCode::wrong_type, analysis_, path, -1, "JSON text", "given as a column");
  }

 private:
  [[noreturn]] void wrong(const std::string& path, const Json& json, std::string_view rule) const {
    std::string value = json.is_structured() ? std::string(json.is_array() ? "a list" : "an object")
                                             : json.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (value.size() > 60) value = value.substr(0, 57) + "...";
    throw Error(ErrorCode::wrong_type, analysis_, path.empty() ? "content" : path, -1, value, rule);
  }
  std::int64_t integer(const Json& json, const std::string& path) const {
    if (!json.is_number_integer() || (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX))
      wrong(path, json, "a whole number");
    return json.get<std::int64_t>();
  }
  double number(const Json& json, const std::string& path) const {
    if (json.is_number()) return json.get<double>();
    if (json == "NaN") return std::nan("");
    if (json == "Infinity") return INFINITY;
    if (json == "-Infinity") return -INFINITY;
    wrong(path, json, "a number");
  }
  std::string text(const Json& json, const std::string& path) const {
    if (!json.is_string()) wrong(path, json, "text");
    return json.get<std::string>();
  }
  std::int32_t word(const Json& json, const Row& row, const std::string& path) const {
    if (json.is_string())
      for (std::size_t i = 0; i < row.type->choice_count; ++i)
        if (json.get_ref<const std::string&>() == row.type->choices[i].name) return row.type->choices[i].value;
    wrong(path, json, "one of " + names_of(*row.type));
  }
  template <class T, class Read>
  void list(const Json& json, void* at, const std::string& path, Read read) const {
    if (!json.is_array()) wrong(path, json, "a list");
    std::vector<T> values;
    values.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) values.push_back(read(json[i], fmt::format("{}[{}]", path, i)));
    *static_cast<std::vector<T>*>(at) = std::move(values);
  }
  void categories(const Json& json, Categories& value, const std::string& path) const {
    if (!json.is_object() || json.size() != 2 || !json.contains("codes") || !json.contains("levels"))
      wrong(path, json, "an object with codes and levels");
    list<std::string>(json["levels"], &value.levels, path + ".levels",
                      [this](const Json& j, const std::string& p) { return text(j, p); });
    std::vector<std::int64_t> codes;
    list<std::int64_t>(json["codes"], &codes, path + ".codes",
                       [this](const Json& j, const std::string& p) { return integer(j, p); });
    value.codes.clear();
    for (std::int64_t code : codes) {
      if (code < 0 || code >= static_cast<std::int64_t>(value.levels.size())) wrong(path + ".codes", code, "a code of one of the levels");
      value.codes.push_back(static_cast<std::int32_t>(code));
    }
  }

  std::string_view analysis_;
  bool whole_;
};

Json envelope(std::string_view text, const Limits& limits) {
  Json json = parse("mainstay", "the document", text, limits);
  if (!json.is_object() || json.size() != 4 || !json.contains("mainstay") || !json["mainstay"].is_string() ||
      !json.contains("version") || !json["version"].is_number_integer() || !json.contains("checksum") ||
      !json["checksum"].is_string() || !json.contains("content"))
    throw Error(ErrorCode::corrupt, "mainstay", "this is not a document of Mainstay");
  return json;
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
  if (text.substr(0, start.size()) != start || end == std::string_view::npos || end > 200)
    throw Error(ErrorCode::corrupt, "mainstay", "this is not a document of Mainstay");
  return std::string(text.substr(start.size(), end - start.size()));
}

Object load_document(std::string_view text, std::string_view key, const Type& type, const Limits& limits) {
  const Json json = envelope(text, limits);
  if (json["mainstay"] != key)
    throw Error(ErrorCode::unsupported, "mainstay", fmt::format("the document is of {}, but must be of {}", dump(json["mainstay"]), key));
  if (json["version"] != document_version)
    throw Error(ErrorCode::unsupported, key,
                fmt::format("the document has version {}, but must have {}", dump(json["version"]), document_version));
  if (json["checksum"] != checksum_of(dump(json["content"])))
    throw Error(ErrorCode::corrupt, key, "the document is damaged: its checksum does not fit its content");
  Object object(type);
  try {
    Reader(key, true).object(json["content"], object.data(), type, "");
    const Fields fields = object.fields();
    check_shapes(key, fields);
    if (type.validate != nullptr) type.validate(object.data());
  } catch (const Error& error) {
    throw Error(ErrorCode::corrupt, key, fmt::format("the document is damaged: {}", error.what()));
  }
  return object;
}

std::string to_json(const Object& object) {
  return dump(object_json(const_cast<void*>(object.data()), object.type()));  // describing only reads here
}

void set_from_json(std::string_view analysis, const Row& row, std::string_view text, const Limits& limits) {
  Reader(analysis, false).field(parse(analysis, row.name, text, limits), row, row.name);
}

}  // namespace mainstay::inline v1
