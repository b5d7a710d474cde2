// People of the tests of risk: random ones, and ten whose curve is worked out by hand.
#pragma once

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "mainstay/attrition/risk.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/frame.hpp"
#include "sentence.hpp"

namespace risk_people {

using namespace mainstay;
using namespace mainstay::attrition;

struct People {
  std::vector<double> age, pay, duration, entry;
  std::vector<std::string> site;
  std::vector<std::int64_t> event, person;
  data::Frame frame;
  RiskInput input;
  explicit People(std::int64_t n, int causes = 1, unsigned seed = 4) {
    std::mt19937_64 random(seed);
    for (std::int64_t i = 0; i < n; ++i) {
      age.push_back(20.0 + static_cast<double>(random() % 300) / 10.0);
      pay.push_back(static_cast<double>(3 + random() % 12));
      site.push_back(random() % 3 == 0 ? "north" : random() % 2 ? "south" : "west");
      entry.push_back(static_cast<double>(random() % 5));
      duration.push_back(entry.back() + 1.0 + static_cast<double>(random() % 24) + (site.back() == "west" ? 4.0 : 0.0) + pay.back() / 2.0);
      event.push_back(static_cast<std::int64_t>(random() % static_cast<unsigned>(causes + 1)));
      person.push_back(i / 2);
    }
    frame.add("age", age);
    frame.add("pay", pay);
    frame.add_texts("site", std::vector<std::string>(site));
    input.x = frame.table();
    input.duration = duration;
    input.event = event;
    input.entry = entry;
    input.cluster = person;
  }
};

inline RiskOptions asked(std::vector<double> horizons, survival::Learner learner = survival::Learner::cox) {
  RiskOptions options;
  options.horizons = std::move(horizons);
  options.model.learner = learner;
  options.minimum_events = 1;
  return options;
}

inline std::string bytes(const RiskFit& fit) { return save_document("attrition.risk", Object::of(fit)); }

// Ten people: two leave at 1 for pay, two at 2 for the boss, two are censored at 3; of the four left two leave at 4 for pay.
struct Ten {
  std::vector<double> duration{1, 1, 2, 2, 3, 3, 4, 4, 4, 4}, x{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  std::vector<std::int64_t> event{1, 1, 2, 2, 0, 0, 1, 1, 0, 0};
  RiskInput input;
  RiskOptions options = asked({1.0, 3.0}, survival::Learner::curve);
  Ten() {
    input.x.add("x", x);
    input.duration = duration;
    input.event = event;
    options.model.causes = {"pay", "boss"};
    options.few_people = 3;
  }
};

}  // namespace risk_people
