// All descriptions as one JSON document.
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/words.hpp"
#include "mainstay/surface/registry.hpp"

namespace mainstay::inline v1::surface {

namespace {

using Json = nlohmann::ordered_json;

const char* name_of(Kind kind) {
  switch (kind) {
    case Kind::flag: return "flag";
    case Kind::integer: return "integer";
    case Kind::number: return "number";
    case Kind::text: return "text";
    case Kind::word: return "word";
    case Kind::maybe_integer: return "maybe_integer";
    case Kind::maybe_number: return "maybe_number";
    case Kind::integers: return "integers";
    case Kind::numbers: return "numbers";
    case Kind::texts: return "texts";
    case Kind::categories: return "categories";
    case Kind::record: return "record";
    case Kind::records: return "records";
    case Kind::column: return "column";
    case Kind::table: return "table";
  }
  return "";
}

// The structs that fields refer to are listed once, under "records"; a field names them.
class Describer {
 public:
  Json fields_of_type(const Type& type) {
    const std::shared_ptr<void> object(type.create(), type.destroy);
    Fields fields;
    type.describe(object.get(), fields);
    Json list = Json::array();
    for (const Row& row : fields.rows()) list.push_back(field(row));
    return list;
  }

  Json function(const Function& function) {
    Json json{{"key", function.key}, {"question", function.question}};
    if (function.self != nullptr) json["self"] = function.self->record;
    json["input"] = fields_of_type(*function.input);
    json["options"] = fields_of_type(*function.options);
    json["result"] = reference(*function.result);
    if (function.state != nullptr) json["state"] = function.state->state->record;
    Json methods = Json::array();
    for (std::size_t i = 0; i < function.method_count; ++i) methods.push_back(this->function(function.methods[i]));
    json["methods"] = std::move(methods);
    return json;
  }

  Json records = Json::object();

 private:
  std::string reference(const Type& type) {
    if (listed_.insert(type.record).second) {
      records[type.record] = Json::array();  // its place, before what it refers to itself
      records[type.record] = fields_of_type(type);
    }
    return type.record;
  }

  Json field(const Row& row) {
    Json json{{"name", row.name}, {"kind", name_of(row.type->kind)}, {"sentence", row.sentence}};
    if (row.shape[0] != nullptr) {
      json["shape"] = Json::array({row.shape[0]});
      if (row.shape[1] != nullptr) json["shape"].push_back(row.shape[1]);
    }
    if (row.unit != nullptr) json["unit"] = row.unit;
    if (std::isfinite(row.lower) || std::isfinite(row.upper)) json["rule"] = rule_of(row);
    if (std::isfinite(row.lower)) json[row.lower_open ? "above" : "at_least"] = row.lower;
    if (std::isfinite(row.upper)) json[row.upper_open ? "below" : "at_most"] = row.upper;
    if (row.is_optional) json["optional"] = true;
    if (row.is_required) json["required"] = true;
    if (row.infinite_allowed) json["may_be_infinite"] = true;
    if (row.missing_allowed) json["may_be_missing"] = true;
    if (row.is_category) json["category"] = true;
    if (row.is_whole) json["whole"] = true;
    if (row.type->kind == Kind::word) {
      Json words = Json::array();
      for (std::size_t i = 0; i < row.type->choice_count; ++i)
        words.push_back({{"name", row.type->choices[i].name}, {"sentence", row.type->choices[i].sentence}});
      json["words"] = std::move(words);
    }
    if (row.type->kind == Kind::record) json["record"] = reference(*row.type);
    if (row.type->kind == Kind::records) json["record"] = reference(*row.type->element);
    default_of(row, json);
    return json;
  }

  void default_of(const Row& row, Json& json) const {
    const void* at = row.address;
    switch (row.type->kind) {
      case Kind::flag: json["default"] = *static_cast<const bool*>(at); return;
      case Kind::integer: json["default"] = *static_cast<const std::int64_t*>(at); return;
      case Kind::number: json["default"] = *static_cast<const double*>(at); return;
      case Kind::text: json["default"] = *static_cast<const std::string*>(at); return;
      case Kind::word:
        for (std::size_t i = 0; i < row.type->choice_count; ++i)
          if (row.type->choices[i].value == *static_cast<const std::int32_t*>(at)) json["default"] = row.type->choices[i].name;
        return;
      case Kind::maybe_integer:
      case Kind::maybe_number: json["default"] = nullptr; return;
      case Kind::integers: json["default"] = *static_cast<const std::vector<std::int64_t>*>(at); return;
      case Kind::numbers: json["default"] = *static_cast<const std::vector<double>*>(at); return;
      case Kind::texts: json["default"] = *static_cast<const std::vector<std::string>*>(at); return;
      case Kind::records: json["default"] = Json::array(); return;
      case Kind::categories:
      case Kind::record:
      case Kind::column:
      case Kind::table: return;
    }
  }

  std::set<std::string> listed_;
};

}  // namespace

std::string describe() {
  Describer describer;
  Json analyses = Json::array();
  for (const Function* function : registry()) analyses.push_back(describer.function(*function));
  return Json{{"document_version", document_version}, {"analyses", std::move(analyses)}, {"records", std::move(describer.records)}}.dump();
}

}  // namespace mainstay::inline v1::surface
