// What is said of a pair of person and vacancy, in English and Chinese.
#pragma once

#include <string>
#include <vector>

#include "mainstay/returns/offers.hpp"

namespace mainstay::inline v1::returns {

struct OfferStory {
  OfferStatus status = OfferStatus::no_model;
  std::vector<std::string> lacking{};  ///< parts that do not answer the wish
  double target = 0.0, probability = 0.0, lower = 0.0, upper = 0.0;  ///< of the offer that is spoken of
  bool known = false;                                                             ///< whether these three are
  std::string cost{};
  std::vector<std::string> levers{};
  std::vector<double> now{}, needed{};
};
struct OfferWords {
  std::string en{}, zh{};
};
OfferWords offer_words(const OfferStory& story);

/// How probabilities of offers have to be read.
OfferWords reading_of_offers();

}  // namespace mainstay::inline v1::returns
