#include "returns/replacement.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::returns {

namespace {

using data::Wide;

constexpr Wide quintillion = Wide{data::billion} * data::billion;

std::string place(const char* list, std::size_t i, const char* member) { return std::string(list) + "[" + std::to_string(i) + "]." + member; }

bool by_pay(const ReplacementPart& part) { return part.basis != CostBasis::amount; }

void decimals(const char* key, const std::string& where, double value) {
  if (!data::has_decimals(value, 9)) refuse(key, where, exact_number(value), "a number with 9 decimals at most");
}

ReplacementLine line_of(const ReplacementPart& part, std::size_t number, std::int64_t pay) {
  ReplacementLine line;
  line.part = number;
  const std::int64_t one = by_pay(part) ? pay : *part.amount, quantity = data::billionths(part.quantity), share = data::billionths(part.share), saved = data::billionths(part.saved);
  line.cost = data::half_up(Wide{quantity} * share * one, quintillion);
  line.cost_formula = "half_up(" + data::decimal_text(quantity) + " * " + data::decimal_text(share) + " * " + std::to_string(one) + ")";
  line.saved = data::half_up(Wide{line.cost} * saved, data::billion);
  line.saved_formula = "half_up(" + std::to_string(line.cost) + " * " + data::decimal_text(saved) + ")";
  return line;
}

// The parts of a role: its own, and those for all whose name it does not have.
std::vector<std::size_t> parts_of(const std::vector<ReplacementPart>& parts, const std::string& role) {
  std::vector<std::size_t> own;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto replaced = [&](const ReplacementPart& other) { return !role.empty() && other.role == role && other.name == parts[i].name; };
    if (parts[i].role == role || (parts[i].role.empty() && std::none_of(parts.begin(), parts.end(), replaced))) own.push_back(i);
  }
  return own;
}

}  // namespace

void check_replacement(const char* key, const MoneyOptions& options) {
  if (options.parts.empty()) refuse(key, "parts", "empty", "a list of one part at least");
  std::set<std::pair<std::string, std::string>> names;
  std::size_t first = options.parts.size();  // the first one by pay
  for (std::size_t i = 0; i < options.parts.size(); ++i) {
    const ReplacementPart& part = options.parts[i];
    if (part.name.empty()) refuse(key, place("parts", i, "name"), "empty", "a name");
    if (!names.insert({part.name, part.role}).second) refuse(key, place("parts", i, "name"), data::quoted(part.name), "unique within its role");
    if (part.basis == CostBasis::undeclared) refuse(key, place("parts", i, "basis"), "undeclared", "amount, months_of_pay or years_of_pay");
    if (by_pay(part) == part.amount.has_value()) refuse(key, place("parts", i, "amount"), by_pay(part) ? "given" : "missing", by_pay(part) ? "left out: the part counts in pay" : "given with basis = amount");
    for (const auto& [member, value] : {std::pair<const char*, double>{"quantity", part.quantity}, {"share", part.share}, {"saved", part.saved}}) decimals(key, place("parts", i, member), value);
    if (!by_pay(part)) continue;
    if (first == options.parts.size()) first = i;
    const auto basis_name = [](CostBasis basis) { return choices(CostBasis{})[static_cast<std::size_t>(basis)].name; };
    if (part.basis != options.parts[first].basis)
      refuse(key, place("parts", i, "basis"), basis_name(part.basis), std::string(basis_name(options.parts[first].basis)) + ", as in parts[" + std::to_string(first) + "]: months and years of pay are not mixed");
    if (options.pay_per == PayPer::undeclared) refuse(key, "pay_per", "undeclared", "month or year: " + place("parts", i, "basis") + " counts in pay");
    if ((part.basis == CostBasis::months_of_pay) != (options.pay_per == PayPer::month))
      refuse(key, place("parts", i, "basis"), basis_name(part.basis), std::string(options.pay_per == PayPer::month ? "months_of_pay" : "years_of_pay") + ": pay_per is " + (options.pay_per == PayPer::month ? "month" : "year") + ", and months and years are not mixed");
  }
  std::set<std::string> costs;
  for (std::size_t i = 0; i < options.costs.size(); ++i) {
    if (!costs.insert(options.costs[i].name).second) refuse(key, place("costs", i, "name"), data::quoted(options.costs[i].name), "unique");
    decimals(key, place("costs", i, "quantity"), options.costs[i].quantity);
  }
  std::set<std::string> claims{"parts"};
  for (std::size_t i = 0; i < options.claims.size(); ++i) {
    const CostClaim& claim = options.claims[i];
    if (!claims.insert(claim.name).second) refuse(key, place("claims", i, "name"), data::quoted(claim.name), "unique, and not \"parts\"");
    if (claim.basis == CostBasis::undeclared) refuse(key, place("claims", i, "basis"), "undeclared", "amount, months_of_pay or years_of_pay");
    if (claim.high < claim.low) refuse(key, place("claims", i, "high"), exact_number(claim.high), "at least low, " + exact_number(claim.low));
    if (claim.basis != CostBasis::amount && claim.high > 1e4) refuse(key, place("claims", i, "high"), exact_number(claim.high), "at most 10000 months or years of pay");
    if (claim.basis != CostBasis::amount && options.pay_per == PayPer::undeclared) refuse(key, "pay_per", "undeclared", "month or year: " + place("claims", i, "basis") + " counts in pay");
  }
  decimals(key, "sensitivity", options.sensitivity);
  if (options.pay_per != PayPer::undeclared) return;
  if (options.pay_each) refuse(key, "pay_per", "undeclared", "month or year: pay_each is given");
}

Replacement replacement_of(const char* key, const MoneyInput& input, const MoneyOptions& options) {
  const std::int64_t n = input.person.size;
  if (input.pay.given() && options.pay_each) refuse(key, "pay", "given twice", "given once: as pay, or as pay_each");
  if (input.pay.given() && options.pay_per == PayPer::undeclared) refuse(key, "pay_per", "undeclared", "month or year: pay is given");
  const auto asks = [](const auto& list) { return std::any_of(list.begin(), list.end(), [](const auto& each) { return each.basis != CostBasis::amount; }); };
  if (!input.pay.given() && !options.pay_each && (asks(options.parts) || asks(options.claims))) refuse(key, "pay", "missing", "given, as pay or as pay_each: a part or a claim counts in it");
  Replacement out;
  if (input.role.given()) out.roles = data::encode_groups(key, "role", input.role);
  const std::vector<std::string> names = out.roles.names();
  for (std::size_t i = 0; i < options.parts.size(); ++i) {
    const std::string& role = options.parts[i].role;
    if (role.empty()) continue;
    if (!input.role.given()) refuse(key, "role", "missing", "given: " + place("parts", i, "role") + " is " + data::quoted(role));
    if (n > 0 && std::find(names.begin(), names.end(), role) == names.end())
      throw Error(ErrorCode::unknown_name, key, place("parts", i, "role"), -1, data::quoted(role), "a role of the input: " + list_of(names));
  }
  const std::vector<std::int64_t> pay = input.pay.given() ? data::whole_numbers_of(input.pay) : std::vector<std::int64_t>(at(n), options.pay_each.value_or(0));
  std::map<std::pair<std::int32_t, std::int64_t>, std::int32_t> numbers;
  const auto of_row = [&](std::size_t i) { return std::pair(out.roles.codes.empty() ? -1 : out.roles.codes[i], pay[i]); };
  for (std::size_t i = 0; i < at(n); ++i) numbers.emplace(of_row(i), 0);
  std::map<std::int32_t, std::vector<std::size_t>> own;
  for (auto& [what, number] : numbers) {
    number = static_cast<std::int32_t>(out.cases.size());
    ReplacementCase& one = out.cases.emplace_back();
    one.role = what.first;
    one.pay = what.second;
    const auto [parts, fresh] = own.try_emplace(one.role);
    if (fresh) parts->second = parts_of(options.parts, one.role < 0 ? std::string() : names[at(one.role)]);
    Wide cost = 0, saved = 0;
    for (const std::size_t part : parts->second) {
      one.lines.push_back(line_of(options.parts[part], part, one.pay));
      cost += one.lines.back().cost;
      saved += one.lines.back().saved;
    }
    one.cost = data::to_money(cost);
    one.saved = data::to_money(saved);
  }
  for (std::size_t i = 0; i < at(n); ++i) out.case_of.push_back(numbers[of_row(i)]);
  return out;
}

}  // namespace mainstay::inline v1::returns
