// Who of the people still here may leave, and how many will be here? The Python and the C program print the same characters.
// Usage: risk [MODEL]; with the name of a file, the fitted model is read from it instead of being fitted.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "mainstay/attrition/risk.hpp"
#include "mainstay/attrition/risk_exits.hpp"
#include "mainstay/attrition/risk_list.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/frame.hpp"

using namespace mainstay;

namespace {

std::uint64_t state = 2026;

int draw(int most) {  // the same numbers in every language
  state = state * 6364136223846793005u + 1442695040888963407u;
  return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(most));
}

int run(int count, char** arguments) {
  std::vector<double> pay, duration;
  std::vector<std::string> site;
  std::vector<std::int64_t> event;
  const char* sites[] = {"north", "south", "west"};
  for (int person = 0; person < 500; ++person) {
    pay.push_back(4.0 + draw(9));
    site.push_back(sites[draw(3)]);
    const int first = draw(6 + 3 * static_cast<int>(pay.back())), stay = 1 + first + draw(12), seen = 4 + draw(40);
    duration.push_back(std::min(stay, seen));
    event.push_back(stay <= seen);
  }
  attrition::RiskFit fit;
  if (count > 1) {
    std::ifstream file(arguments[1]);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    fit = *load_document(text, "attrition.risk", type_of<attrition::RiskFit>).as<attrition::RiskFit>();
  } else {
    data::Frame frame;
    frame.add("pay", std::vector<double>(pay));
    frame.add_texts("site", std::vector<std::string>(site));
    attrition::RiskInput input;
    input.x = frame.table();
    input.duration = duration;
    input.event = event;
    attrition::RiskOptions options;
    options.horizons = {3, 6};
    options.frozen_at = 20000;
    options.resamples = 20;
    RunContext context;
    context.seed = 7;
    fit = attrition::risk(input, options, context);
  }
  std::printf("%lld people, %lld leavings, base rates %.6f %.6f\n", static_cast<long long>(fit.people), static_cast<long long>(fit.events), fit.base_rate[0], fit.base_rate[1]);

  std::vector<double> here_pay, tenure;
  std::vector<std::string> here_site;
  for (std::size_t i = 0; i < 500; ++i)
    if (event[i] == 0) {
      here_pay.push_back(pay[i]);
      here_site.push_back(site[i]);
      tenure.push_back(duration[i]);
    }
  data::Frame here;
  here.add("pay", std::vector<double>(here_pay));
  here.add_texts("site", std::vector<std::string>(here_site));
  attrition::RiskListInput people;
  people.x = here.table();
  people.tenure = tenure;
  attrition::RiskListOptions options;
  options.lower_by = 0.2;
  attrition::RiskChangeable more;
  more.column = "pay";
  more.direction = attrition::RiskDirection::higher;
  more.step = 1.0;
  options.changeable = {more};
  const attrition::RiskList risks = attrition::risk_list(fit, people, options);
  const attrition::RiskPeople& list = risks.people;
  for (std::size_t r = 0; r < list.row.size(); ++r)
    if (list.horizon[r] == 3 && list.rank[r] <= 3)
      std::printf("row %lld: %.15f (%.6f to %.6f), score %.15f\n", static_cast<long long>(list.row[r]), list.probability[r], list.lower[r], list.upper[r], risks.score[static_cast<std::size_t>(list.row[r])]);
  std::printf("%zu people for whom more pay goes with a fifth less, %zu flags\n", risks.changes.row.size(), risks.flags.row.size());
  attrition::RiskExitsInput planned;
  planned.x = people.x;
  planned.tenure = tenure;
  const std::vector<double> hire_time{1};
  const std::vector<std::int64_t> hire_count{12};
  planned.hire_time = hire_time;
  planned.hire_count = hire_count;
  attrition::RiskExitsOptions periods;
  periods.times = {3, 6};
  const attrition::RiskExitsTotal plan = attrition::risk_exits(fit, planned, periods).total;
  for (std::size_t t = 0; t < 2; ++t)
    std::printf("months %.0f to %.0f: %.12f exits (%.0f to %.0f), headcount %.12f\n", plan.start[t], plan.stop[t], plan.exits[t], plan.exits_lower[t], plan.exits_upper[t], plan.headcount[t]);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run(count, arguments);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
