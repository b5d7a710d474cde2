#include "mainstay/competency/irt.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

#include "golden.hpp"
#include "mainstay/competency/irt_abilities.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::competency;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// Columns of answers with room of their own; NaN is missing.
struct Answers {
  std::vector<std::vector<double>> columns;
  std::vector<std::string> names;
  std::vector<double> weights;
  IrtInput input() const {
    IrtInput input;
    input.answers = table();
    if (!weights.empty()) input.weights = Column(weights);
    return input;
  }
  Table table() const {
    Table table;
    for (std::size_t j = 0; j < columns.size(); ++j) table.add(j < names.size() ? names[j] : "q" + std::to_string(j + 1), Column(columns[j]));
    return table;
  }
  std::size_t rows() const { return columns[0].size(); }
};

// The patterns 00000, …, 11111 of the Law School Admission Test, section 6 (Bock & Lieberman 1970), and how many of 1000 gave them.
Answers lsat() {
  Answers answers;
  answers.columns.resize(5);
  answers.weights = {3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298};
  for (int pattern = 0; pattern < 32; ++pattern)
    for (int j = 0; j < 5; ++j) answers.columns[j].push_back((pattern >> (4 - j)) & 1);
  return answers;
}

double logistic(double z) { return 1.0 / (1.0 + std::exp(-z)); }

// The definition: probability of the k-th answer.
double chance(bool partial, double a, const std::vector<double>& d, double theta, int k) {
  const int steps = static_cast<int>(d.size());
  if (!partial) {
    const double above = k == 0 ? 1.0 : logistic(a * theta + d[k - 1]), beyond = k == steps ? 0.0 : logistic(a * theta + d[k]);
    return above - beyond;
  }
  double sum = 0.0, z = 0.0, own = 1.0;
  for (int m = 0; m <= steps; ++m) {
    if (m > 0) z += a * theta + d[m - 1];
    if (m == k) own = std::exp(z);
    sum += std::exp(z);
  }
  return own / sum;
}

struct Plain {
  bool partial = false;
  std::vector<double> slope;
  std::vector<std::vector<double>> intercepts;
};

int place_of(const IrtFit& fit, std::size_t item, double answer) {
  const std::vector<std::int64_t>& values = fit.scale[item].answers;
  return static_cast<int>(std::find(values.begin(), values.end(), static_cast<std::int64_t>(answer)) - values.begin());
}

Plain plain_of(const IrtFit& fit) {
  Plain plain;
  plain.partial = fit.model == IrtModel::partial_credit;
  std::size_t step = 0;
  for (std::size_t j = 0; j < fit.items.item.size(); ++j) {
    plain.slope.push_back(fit.items.discrimination[j]);
    plain.intercepts.emplace_back();
    for (std::size_t k = 1; k < fit.scale[j].answers.size(); ++k) plain.intercepts.back().push_back(fit.steps.intercept[step++]);
  }
  return plain;
}

// Likelihood of a row at an ability, by the definition.
double likelihood(const IrtFit& fit, const Plain& plain, const Answers& answers, std::size_t row, double theta) {
  double product = 1.0;
  for (std::size_t j = 0; j < answers.columns.size(); ++j)
    if (answers.columns[j][row] == answers.columns[j][row] && fit.scale[j].answers.size() > 1)
      product *= chance(plain.partial, plain.slope[j], plain.intercepts[j], theta, place_of(fit, j, answers.columns[j][row]));
  return product;
}

double density(double theta) { return std::exp(-0.5 * theta * theta) / std::sqrt(2.0 * 3.14159265358979323846); }

double marginal_log_likelihood(const IrtFit& fit, const Plain& plain, const Answers& answers) {
  constexpr double step = 0.05;
  constexpr int nodes = 361;
  std::vector<std::vector<std::vector<double>>> table;  // of item and answer: its probability at each node
  for (std::size_t j = 0; j < answers.columns.size(); ++j) {
    table.emplace_back();
    for (std::size_t k = 0; k < fit.scale[j].answers.size(); ++k) {
      table[j].emplace_back();
      for (int q = 0; q < nodes; ++q) table[j][k].push_back(chance(plain.partial, plain.slope[j], plain.intercepts[j], step * (q - 180), static_cast<int>(k)));
    }
  }
  double total = 0.0;
  std::vector<double> product(nodes);
  for (std::size_t i = 0; i < answers.rows(); ++i) {
    const double weight = answers.weights.empty() ? 1.0 : answers.weights[i];
    if (weight == 0.0) continue;
    for (int q = 0; q < nodes; ++q) product[q] = step * density(step * (q - 180));
    for (std::size_t j = 0; j < answers.columns.size(); ++j) {
      if (answers.columns[j][i] != answers.columns[j][i] || fit.scale[j].answers.size() < 2) continue;
      const std::vector<double>& row = table[j][place_of(fit, j, answers.columns[j][i])];
      for (int q = 0; q < nodes; ++q) product[q] *= row[q];
    }
    total += weight * std::log(std::accumulate(product.begin(), product.end(), 0.0));
  }
  return total;
}

// All parameters of a fit as a list that can be changed: discriminations (free, or one for all), then intercepts, by the fit's names.
std::vector<double*> parameters_of(const IrtFit& fit, Plain& plain) {
  std::vector<double*> list;
  for (const std::string& name : fit.parameters)
    for (std::size_t j = 0; j < fit.items.item.size(); ++j) {
      if (name == fit.items.item[j] + ":discrimination") list.push_back(&plain.slope[j]);
      for (std::size_t k = 1; k < fit.scale[j].answers.size(); ++k)
        if (name == fit.items.item[j] + ":" + std::to_string(fit.scale[j].answers[k])) list.push_back(&plain.intercepts[j][k - 1]);
    }
  return list;
}

Answers random_answers(std::mt19937_64& random, int people, const std::vector<int>& categories, double missing, bool partial = false, bool weights = false) {
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  Plain plain;
  plain.partial = partial;
  for (const int k : categories) {
    plain.slope.push_back(0.7 + 1.2 * uniform(random));
    std::vector<double> d;
    for (int m = 1; m < k; ++m) d.push_back(1.2 * normal(random));
    std::sort(d.rbegin(), d.rend());
    plain.intercepts.push_back(d);
  }
  Answers answers;
  answers.columns.resize(categories.size());
  for (int i = 0; i < people; ++i) {
    const double theta = normal(random);
    for (std::size_t j = 0; j < categories.size(); ++j) {
      double u = uniform(random);
      int k = 0;
      while (k + 1 < categories[j] && (u -= chance(partial, plain.slope[j], plain.intercepts[j], theta, k)) > 0.0) ++k;
      answers.columns[j].push_back(uniform(random) < missing ? none : static_cast<double>(k));
    }
    if (weights) answers.weights.push_back(std::floor(4.0 * uniform(random)));
  }
  return answers;
}

std::string word_of(const IrtFit& fit, std::size_t item) { return fit.items.status.levels[fit.items.status.codes[item]]; }

}  // namespace

TEST_CASE("competency.irt: LSAT6, as printed by Bock & Lieberman (1970), Rizopoulos (2006, JSS 17(5)) and mirt") {
  const Answers answers = lsat();
  const IrtFit fit = irt(answers.input());
  CHECK(fit.status == IrtStatus::converged);
  CHECK(fit.log_likelihood == doctest::Approx(-2466.6534).epsilon(1e-8));
  const double a[] = {0.8257, 0.7227, 0.8909, 0.6884, 0.6569}, d[] = {2.7732, 0.9902, 0.2491, 1.2848, 2.0533}, b[] = {-3.3588, -1.3701, -0.2797, -1.8664, -3.1259};
  for (int j = 0; j < 5; ++j) {
    CHECK(std::abs(fit.items.discrimination[j] - a[j]) < 6e-5);
    CHECK(std::abs(fit.steps.intercept[j] - d[j]) < 6e-5);
    CHECK(std::abs(fit.steps.location[j] - b[j]) < 1e-4);
  }
  CHECK(fit.people == 1000.0);
  CHECK(fit.aic == doctest::Approx(2 * 2466.6534 + 20).epsilon(1e-8));
  CHECK(fit.bic == doctest::Approx(2 * 2466.6534 + 10 * std::log(1000.0)).epsilon(1e-8));
  IrtOptions equal;
  equal.model = IrtModel::two_parameter;
  equal.discrimination = IrtDiscrimination::equal;
  const IrtFit shared = irt(answers.input(), equal);
  CHECK(std::abs(shared.log_likelihood + 2466.938) < 5e-4);
  const double shared_b[] = {-3.6153, -1.3224, -0.3176, -1.7301, -2.7802};
  for (int j = 0; j < 5; ++j) {
    CHECK(std::abs(shared.items.discrimination[j] - 0.7551) < 6e-5);
    CHECK(std::abs(shared.steps.location[j] - shared_b[j]) < 6e-5);
  }
  CHECK(shared.parameters[0] == "discrimination");
  IrtOptions one = equal;
  one.discrimination = IrtDiscrimination::one;
  const IrtFit rasch = irt(answers.input(), one);
  CHECK(std::abs(rasch.log_likelihood + 2473.054) < 5e-4);
  const double one_b[] = {-2.8720, -1.0630, -0.2576, -1.3881, -2.2188};
  for (int j = 0; j < 5; ++j) CHECK(std::abs(rasch.steps.location[j] - one_b[j]) < 6e-5);
}

TEST_CASE("competency.irt: equal to ltm") {
  for (const std::string& file : golden::golden_files("competency/irt")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    Answers answers;
    for (const auto& [name, values] : document["data"].items()) {
      answers.names.push_back(name);
      answers.columns.push_back(golden::numbers(values));
    }
    IrtOptions options;
    const std::string model = document["options"]["model"].get<std::string>(), discrimination = document["options"]["discrimination"].get<std::string>();
    options.model = model == "graded" ? IrtModel::graded : model == "partial_credit" ? IrtModel::partial_credit : IrtModel::two_parameter;
    options.discrimination = discrimination == "free" ? IrtDiscrimination::free : discrimination == "equal" ? IrtDiscrimination::equal : IrtDiscrimination::one;
    const IrtFit fit = irt(answers.input(), options);
    CHECK(fit.status == IrtStatus::converged);
    const double theirs = golden::number(document["expect"]["log_likelihood"]);
    CHECK(fit.log_likelihood > theirs - 1e-5);  // ltm stops a little before the top, in some files far before it
    if (fit.log_likelihood - theirs < 1e-3) {
      CHECK(std::abs(fit.log_likelihood - theirs) < 1e-3);
      std::size_t step = 0;
      double mirror = 0.0;  // of two mirror images ltm may give the other one
      for (const auto& item : document["expect"]["items"]) mirror += golden::number(item["discrimination"]);
      mirror = mirror < 0.0 ? -1.0 : 1.0;
      for (std::size_t j = 0; j < fit.items.item.size(); ++j) {
        const auto& item = document["expect"]["items"][j];
        CHECK(golden::close(fit.items.discrimination[j], mirror * golden::number(item["discrimination"]), 5e-3));
        for (const double location : golden::numbers(item["location"])) CHECK(golden::close(fit.steps.location[step++], mirror * location, 5e-3, 5e-3));
      }
    } else {
      CHECK(file.find("missing_partial_credit") != std::string::npos);
    }
    if (!document["expect"].contains("ability")) continue;
    Answers some = answers;
    for (std::vector<double>& column : some.columns) column.resize(12);
    IrtAbilitiesInput people;
    people.answers = some.table();
    const IrtAbilities abilities = irt_abilities(fit, people);
    CHECK(golden::distance(abilities.ability, golden::numbers(document["expect"]["ability"]), 2e-3) < 2e-3);
    CHECK(golden::distance(abilities.std_error, golden::numbers(document["expect"]["std_error"]), 1e-3) < 1e-3);
  }
}

TEST_CASE("competency.irt: the log-likelihood, its maximum and its curvature by their definitions") {
  std::mt19937_64 random(11);
  for (int trial = 0; trial < 12; ++trial) {
    CAPTURE(trial);
    const std::vector<std::vector<int>> tests = {{2, 2, 2, 2, 2}, {3, 2, 4, 3}, {4, 4, 3}};
    const bool partial = trial % 2 == 1;
    const Answers answers = random_answers(random, 250, tests[trial % 3], trial % 4 == 0 ? 0.0 : 0.15, partial, trial % 3 == 0);
    IrtOptions options;
    options.model = partial ? IrtModel::partial_credit : IrtModel::graded;
    options.discrimination = trial < 8 ? IrtDiscrimination::free : trial < 10 ? IrtDiscrimination::equal : IrtDiscrimination::one;
    const IrtFit fit = irt(answers.input(), options);
    if (fit.status != IrtStatus::converged) {
      CHECK(fit.status == IrtStatus::singular);
      continue;
    }
    Plain plain = plain_of(fit);
    CHECK(golden::close(marginal_log_likelihood(fit, plain, answers), fit.log_likelihood, 3e-10));
    // slopes vanish, and the curvature is the inverse of the covariance
    const auto size = fit.parameters.size();
    const std::size_t shared = options.discrimination == IrtDiscrimination::equal ? 1 : 0;
    std::vector<double*> list = parameters_of(fit, plain);
    REQUIRE(list.size() + shared == size);
    const auto move = [&](std::size_t p, double by) {
      if (shared == 1 && p == 0)
        for (double& slope : plain.slope) slope += by;
      else *list[p - shared] += by;
    };
    const double step = 1e-3;
    const double centre = marginal_log_likelihood(fit, plain, answers);
    std::vector<double> information(size * size);
    for (std::size_t p = 0; p < size; ++p)
      for (std::size_t o = p; o < size; ++o) {
        double corner[4];
        for (int c = 0; c < 4; ++c) {
          const double first = c & 1 ? step : -step, second = c & 2 ? step : -step;
          move(p, first), move(o, second);
          corner[c] = marginal_log_likelihood(fit, plain, answers);
          move(p, -first), move(o, -second);
        }
        if (p == o) {
          const double small = 1e-5;
          move(p, small);
          const double up = marginal_log_likelihood(fit, plain, answers);
          move(p, -2.0 * small);
          const double down = marginal_log_likelihood(fit, plain, answers);
          move(p, small);
          CHECK(std::abs((up - down) / (2.0 * small) * std::sqrt(fit.covariance[p * size + p])) < 2e-6);
          information[p * size + p] = -(corner[3] - 2.0 * centre + corner[0]) / (4.0 * step * step);
        } else {
          information[p * size + o] = information[o * size + p] = -(corner[3] - corner[1] - corner[2] + corner[0]) / (4.0 * step * step);
        }
      }
    for (std::size_t p = 0; p < size; ++p)
      for (std::size_t o = 0; o < size; ++o) {
        double product = 0.0;
        for (std::size_t m = 0; m < size; ++m) product += information[p * size + m] * fit.covariance[m * size + o];
        CHECK(std::abs(product - (p == o ? 1.0 : 0.0)) < 2e-3 * std::sqrt(information[p * size + p] * fit.covariance[o * size + o]) + 1e-4);
      }
    // errors of locations follow by the delta method
    std::size_t index = 0;
    for (std::size_t j = 0; j < fit.items.item.size(); ++j)
      for (std::size_t k = 1; k < fit.scale[j].answers.size(); ++k, ++index)
        CHECK(golden::close(fit.steps.location[index], -fit.steps.intercept[index] / fit.items.discrimination[j], 1e-12));
  }
}

TEST_CASE("competency.irt: sandwich errors are the scores' products between two inverses") {
  std::mt19937_64 random(5);
  const Answers answers = random_answers(random, 300, {2, 3, 2, 3}, 0.1);
  IrtOptions options;
  const IrtFit fit = irt(answers.input(), options);
  options.std_errors = IrtErrors::sandwich;
  const IrtFit robust = irt(answers.input(), options);
  REQUIRE(fit.status == IrtStatus::converged);
  Plain plain = plain_of(fit);
  const std::vector<double*> list = parameters_of(fit, plain);
  const std::size_t size = list.size();
  std::vector<double> products(size * size, 0.0);
  for (std::size_t i = 0; i < answers.rows(); ++i) {
    Answers one;
    one.names = answers.names;
    for (const auto& column : answers.columns) one.columns.push_back({column[i]});
    std::vector<double> score;
    for (double* parameter : list) {
      *parameter += 1e-5;
      const double up = marginal_log_likelihood(fit, plain, one);
      *parameter -= 2e-5;
      const double down = marginal_log_likelihood(fit, plain, one);
      *parameter += 1e-5;
      score.push_back((up - down) / 2e-5);
    }
    for (std::size_t p = 0; p < size; ++p)
      for (std::size_t o = 0; o < size; ++o) products[p * size + o] += score[p] * score[o];
  }
  for (std::size_t p = 0; p < size; ++p)
    for (std::size_t o = 0; o < size; ++o) {
      double value = 0.0;
      for (std::size_t a = 0; a < size; ++a)
        for (std::size_t b = 0; b < size; ++b) value += fit.covariance[p * size + a] * products[a * size + b] * fit.covariance[b * size + o];
      CHECK(std::abs(value - robust.covariance[p * size + o]) < 2e-5 * std::sqrt(robust.covariance[p * size + p] * robust.covariance[o * size + o]));
    }
}

TEST_CASE("competency.irt: item fit by going through every pattern") {
  std::mt19937_64 random(21);
  for (int trial = 0; trial < 4; ++trial) {
    CAPTURE(trial);
    const bool many = trial >= 2;
    const std::vector<int> categories = many ? std::vector<int>{3, 2, 4, 3} : std::vector<int>{2, 2, 2, 2, 2, 2};
    const Answers answers = random_answers(random, 3000, categories, trial % 2 == 0 ? 0.0 : 0.05, trial == 3);
    IrtOptions options;
    options.model = trial == 3 ? IrtModel::partial_credit : IrtModel::graded;
    const IrtFit fit = irt(answers.input(), options);
    REQUIRE(fit.status == IrtStatus::converged);
    const Plain plain = plain_of(fit);
    int most = 0, patterns = 1;
    for (const int k : categories) most += k - 1, patterns *= k;
    for (std::size_t j = 0; j < categories.size(); ++j) {
      std::vector<std::vector<double>> seen(most + 1, std::vector<double>(categories[j], 0.0)), due = seen;
      for (std::size_t i = 0; i < answers.rows(); ++i) {
        double total = 0.0;
        for (const auto& column : answers.columns) total += column[i];
        if (total == total) seen[static_cast<int>(total)][static_cast<int>(answers.columns[j][i])] += 1.0;
      }
      for (int pattern = 0; pattern < patterns; ++pattern) {
        std::vector<int> answer;
        int rest = pattern, total = 0;
        for (const int k : categories) answer.push_back(rest % k), rest /= k, total += answer.back();
        double sum = 0.0;
        for (int q = -160; q <= 160; ++q) {
          double product = 0.05 * density(0.05 * q);
          for (std::size_t i = 0; i < categories.size(); ++i) product *= chance(plain.partial, plain.slope[i], plain.intercepts[i], 0.05 * q, answer[i]);
          sum += product;
        }
        due[total][answer[j]] += sum;
      }
      // expectations are the share of each answer among those with the total; here no cell is so small that it is joined, but at the ends
      double statistic = 0.0;
      int freedom = 0;
      bool joined = false;
      for (int s = 0; s <= most; ++s) {
        const double people = std::accumulate(seen[s].begin(), seen[s].end(), 0.0), chances = std::accumulate(due[s].begin(), due[s].end(), 0.0);
        int cells = 0;
        for (int k = 0; k < categories[j]; ++k) {
          if (due[s][k] <= 0.0) continue;
          ++cells;
          const double expected = people * due[s][k] / chances;
          joined |= expected < 1.0 && people > 0.0;
          if (cells > 0 && expected > 0.0) statistic += (seen[s][k] - expected) * (seen[s][k] - expected) / expected;
        }
        freedom += cells - 1;
      }
      if (joined) continue;
      CAPTURE(fit.items.statistic[j]);
      CAPTURE(statistic);
      CHECK(golden::close(fit.items.statistic[j], statistic, 1e-8, 1e-9));
      CHECK(fit.items.degrees_of_freedom[j] == freedom - categories[j]);
      CHECK((fit.items.p_value[j] >= 0.0 && fit.items.p_value[j] <= 1.0));
    }
  }
  // an item that does not follow its curve: answered right by the middle only
  std::mt19937_64 other(8);
  Answers answers = random_answers(other, 4000, {2, 2, 2, 2, 2, 2, 2}, 0.0);
  for (std::size_t i = 0; i < answers.rows(); ++i) {
    double total = 0.0;
    for (int j = 0; j < 6; ++j) total += answers.columns[j][i];
    answers.columns[6][i] = total == 3.0 || total == 2.0 ? 1.0 : 0.0;
  }
  CHECK(irt(answers.input()).items.p_value[6] < 1e-6);
}

TEST_CASE("competency.irt.abilities: expected, most probable and weighted, by their definitions") {
  std::mt19937_64 random(31);
  for (int trial = 0; trial < 4; ++trial) {
    CAPTURE(trial);
    const Answers answers = random_answers(random, 500, trial % 2 == 0 ? std::vector<int>{2, 2, 2, 2, 2, 2} : std::vector<int>{4, 3, 5, 2}, 0.2, trial >= 2);
    IrtOptions options;
    options.model = trial >= 2 ? IrtModel::partial_credit : IrtModel::graded;
    const IrtFit fit = irt(answers.input(), options);
    const Plain plain = plain_of(fit);
    Answers some = answers;
    for (std::vector<double>& column : some.columns) column.resize(40);
    for (std::vector<double>& column : some.columns) column[3] = none;
    IrtAbilitiesInput people;
    people.answers = some.table();
    IrtAbilitiesOptions choice;
    choice.floor = 60.0;
    choice.centre = 50.0;
    choice.unit = 10.0;  // a floor of 1
    const IrtAbilities expected = irt_abilities(fit, people, choice);
    choice.estimate = IrtEstimate::mode;
    const IrtAbilities mode = irt_abilities(fit, people, choice);
    choice.estimate = IrtEstimate::weighted;
    const IrtAbilities weighted = irt_abilities(fit, people, choice);
    CHECK(mode.probability == expected.probability);
    for (std::size_t i = 0; i < 40; ++i) {
      CAPTURE(i);
      double mass = 0.0, mean = 0.0, square = 0.0, above = 0.0;
      const double step = 1e-3;
      for (int q = -9000; q <= 9000; ++q) {
        const double theta = step * q, share = density(theta) * likelihood(fit, plain, some, i, theta);
        mass += step * share, mean += step * share * theta, square += step * share * theta * theta;
        above += step * share * (q > 1000 ? 1.0 : q == 1000 ? 0.5 : 0.0);
      }
      mean /= mass;
      CHECK(golden::close(expected.ability[i], 50.0 + 10.0 * mean, 1e-10, 1e-9));
      CHECK(golden::close(expected.std_error[i], 10.0 * std::sqrt(square / mass - mean * mean), 1e-9));
      CHECK(std::abs(expected.probability[i] - above / mass) < 1e-6);  // the plain sum's own error is of this size
      CHECK(golden::close(expected.log_likelihood[i], std::log(mass), 1e-10, 1e-12));
      // the mode: no point nearby is higher; its error from the curvature
      const auto log_posterior = [&](double theta) { return std::log(likelihood(fit, plain, some, i, theta)) - 0.5 * theta * theta; };
      const double at = (mode.ability[i] - 50.0) / 10.0, h = 1e-4;
      CHECK(std::abs((log_posterior(at + h) - log_posterior(at - h)) / (2.0 * h)) < 1e-6);
      CHECK(golden::close(mode.std_error[i], 10.0 / std::sqrt(-(log_posterior(at + h) - 2.0 * log_posterior(at) + log_posterior(at - h)) / (h * h)), 1e-5));
      if (expected.answered[i] == 0) {
        CHECK((std::isnan(weighted.ability[i]) && std::isnan(weighted.std_error[i])));
        CHECK((std::abs(expected.ability[i] - 50.0) < 1e-9 && std::abs(expected.std_error[i] - 10.0) < 1e-9));
        continue;
      }
      // Warm's equation with derivatives by differences
      const double w = (weighted.ability[i] - 50.0) / 10.0;
      double slope = 0.0, information = 0.0, bias = 0.0;
      for (std::size_t j = 0; j < some.columns.size(); ++j) {
        if (some.columns[j][i] != some.columns[j][i]) continue;
        for (int k = 0; k <= static_cast<int>(plain.intercepts[j].size()); ++k) {
          const auto p = [&](double theta) { return chance(plain.partial, plain.slope[j], plain.intercepts[j], theta, k); };
          const double first = (p(w + h) - p(w - h)) / (2.0 * h), second = (p(w + h) - 2.0 * p(w) + p(w - h)) / (h * h);
          information += first * first / p(w);
          bias += first * second / p(w);
          if (k == place_of(fit, j, some.columns[j][i])) slope += first / p(w);
        }
      }
      CHECK(std::abs(slope + bias / (2.0 * information)) < 1e-5);
      CHECK(golden::close(weighted.std_error[i], 10.0 / std::sqrt(information), 1e-5));
    }
  }
}

TEST_CASE("competency.irt.next_item: the most telling item, and when to stop") {
  std::mt19937_64 random(41);
  const Answers answers = random_answers(random, 800, {2, 3, 4, 2, 3, 2, 5, 2}, 0.0);
  const IrtFit fit = irt(answers.input());
  const Plain plain = plain_of(fit);
  Answers some = random_answers(random, 60, {2, 3, 4, 2, 3, 2, 5, 2}, 0.6);
  for (std::vector<double>& column : some.columns) column[0] = none;
  IrtAbilitiesInput people;
  people.answers = some.table();
  IrtNextItemOptions options;
  options.floor = 0.2;
  options.std_error = 0.6;
  options.certainty = 0.9;
  options.most_items = 6;
  const IrtNextItem next = irt_next_item(fit, people, options);
  IrtAbilitiesOptions same;
  same.floor = 0.2;
  const IrtAbilities abilities = irt_abilities(fit, people, same);
  CHECK(next.ability == abilities.ability);
  CHECK(next.probability == abilities.probability);
  std::int64_t open = 0;
  for (std::size_t i = 0; i < 60; ++i) {
    CAPTURE(i);
    double most = -1.0;
    std::string best;
    std::int64_t answered = 0;
    for (std::size_t j = 0; j < 8; ++j) {
      if (some.columns[j][i] == some.columns[j][i]) {
        ++answered;
        continue;
      }
      double information = 0.0;
      for (int k = 0; k <= static_cast<int>(plain.intercepts[j].size()); ++k) {
        const auto p = [&](double theta) { return chance(false, plain.slope[j], plain.intercepts[j], theta, k); };
        const double slope = (p(next.ability[i] + 1e-5) - p(next.ability[i] - 1e-5)) / 2e-5;
        information += slope * slope / p(next.ability[i]);
      }
      if (information > most) most = information, best = fit.items.item[j];
    }
    const double p = next.probability[i];
    std::string decision = "ask";
    if (answered >= 1 && p >= 0.9) decision = "above";
    else if (answered >= 1 && p <= 0.1) decision = "below";
    else if (answered >= 1 && next.std_error[i] <= 0.6) decision = "precise";
    else if (answered >= 6) decision = "enough_items";
    else if (best.empty()) decision = "no_items";
    CHECK(next.decision.levels[next.decision.codes[i]] == decision);
    CHECK(next.item.levels[next.item.codes[i]] == (decision == "ask" ? best : ""));
    if (decision == "ask") CHECK(golden::close(next.information[i], most, 1e-7));
    open += decision == "ask";
    CHECK(next.answered[i] == answered);
  }
  CHECK(next.open == open);
  options.items = {"q2"};
  options.floor.reset();
  options.std_error.reset();
  const IrtNextItem only = irt_next_item(fit, people, options);
  CHECK(only.item.levels[only.item.codes[0]] == "q2");
  CHECK(only.probability.empty());
  options.items = {"q2", "x"};
  CHECK(sentence([&] { irt_next_item(fit, people, options); }) ==
        "competency.irt.next_item: items[1] is x, but must be one of the fit's items q1, q2, q3, q4, q5, q6, q7, q8");
}

TEST_CASE("competency.irt: an adaptive test decides a floor with fewer items, and seldom wrongly") {
  std::mt19937_64 random(51);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  const std::vector<int> categories(20, 4);
  const Answers answers = random_answers(random, 3000, categories, 0.0);
  IrtOptions quick;
  quick.std_errors = IrtErrors::none;
  const IrtFit fit = irt(answers.input(), quick);
  const Plain plain = plain_of(fit);
  Answers asked;
  asked.columns.assign(20, std::vector<double>(200, none));
  std::vector<double> truth;
  for (int i = 0; i < 200; ++i) truth.push_back(normal(random));
  IrtNextItemOptions options;
  options.floor = 0.3;
  IrtNextItem next;
  for (int round = 0; round < 21; ++round) {
    IrtAbilitiesInput people;
    people.answers = asked.table();
    next = irt_next_item(fit, people, options);
    if (next.open == 0) break;
    for (int i = 0; i < 200; ++i) {
      const auto item = static_cast<std::size_t>(next.item.codes[i]);
      if (item >= 20) continue;
      double u = uniform(random);
      int k = 0;
      while (k < 3 && (u -= chance(false, plain.slope[item], plain.intercepts[item], truth[i], k)) > 0.0) ++k;
      asked.columns[item][i] = static_cast<double>(fit.scale[item].answers[k]);
    }
  }
  CHECK(next.open == 0);
  int wrong = 0, decided = 0;
  double items = 0.0;
  for (int i = 0; i < 200; ++i) {
    const std::string& decision = next.decision.levels[next.decision.codes[i]];
    items += static_cast<double>(next.answered[i]);
    if (decision != "above" && decision != "below") continue;
    ++decided;
    wrong += (decision == "above") != (truth[i] >= 0.3);
  }
  CHECK(items / 200.0 < 10.0);
  CHECK(decided > 120);
  CHECK(wrong <= 0.08 * decided);
}

TEST_CASE("competency.irt: weights are copies; order of rows and items, threads and saving change nothing") {
  std::mt19937_64 random(61);
  for (const bool large : {false, true}) {
    CAPTURE(large);
    const Answers answers = random_answers(random, large ? 30000 : 300, {3, 4, 3, 2, 5, 3, 4, 4}, 0.1, false, true);
    const IrtFit fit = irt(answers.input());
    REQUIRE(fit.status == IrtStatus::converged);
    Answers copies, shuffled, turned;
    copies.columns.resize(8);
    shuffled.columns.resize(8);
    std::vector<std::size_t> order(answers.rows());
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random);
    for (std::size_t j = 0; j < 8; ++j)
      for (std::size_t i = 0; i < answers.rows(); ++i) {
        for (int c = 0; c < answers.weights[i]; ++c) copies.columns[j].push_back(answers.columns[j][i]);
        shuffled.columns[j].push_back(answers.columns[j][order[i]]);
      }
    for (std::size_t i = 0; i < answers.rows(); ++i) shuffled.weights.push_back(answers.weights[order[i]]);
    for (std::size_t j = 8; j-- > 0;) {
      turned.columns.push_back(answers.columns[j]);
      turned.names.push_back("q" + std::to_string(j + 1));
    }
    turned.weights = answers.weights;
    const IrtFit from_copies = irt(copies.input()), from_shuffled = irt(shuffled.input()), from_turned = irt(turned.input());
    CHECK(from_copies.people == fit.people);
    for (const IrtFit* other : {&from_copies, &from_shuffled}) {
      CHECK(golden::close(other->log_likelihood, fit.log_likelihood, 1e-11));
      CHECK(golden::distance(other->items.discrimination, fit.items.discrimination) < 1e-8);
      CHECK(golden::distance(other->steps.intercept, fit.steps.intercept, 1e-8) < 1e-8);
      CHECK(golden::distance(other->items.std_error, fit.items.std_error) < 1e-7);
      CHECK(golden::distance(other->items.statistic, fit.items.statistic) < 1e-6);
    }
    for (std::size_t j = 0; j < 8; ++j) CHECK(golden::close(from_turned.items.discrimination[7 - j], fit.items.discrimination[j], 1e-8));
    RunContext context;
    context.threads = 1;
    const std::string one = to_json(Object::of(irt(answers.input(), {}, context)));
    for (const int threads : {2, 3, 5}) {
      context.threads = threads;
      CHECK(to_json(Object::of(irt(answers.input(), {}, context))) == one);
    }
  }
}

TEST_CASE("competency.irt: reversed, steep, constant, empty and unobserved") {
  std::mt19937_64 random(71);
  Answers answers = random_answers(random, 1500, {3, 3, 3, 3, 2, 3}, 0.05);
  for (double& value : answers.columns[1]) value = 2.0 - value;  // keyed the wrong way
  answers.columns.push_back(std::vector<double>(1500, 4.0));     // item 7: always 4
  answers.columns.push_back(std::vector<double>(1500, none));    // item 8: never asked
  for (double& value : answers.columns[2])                       // item 3: 1, 2, 4 of 0 … 5
    value = value == 0.0 ? 1.0 : value == 1.0 ? 2.0 : value == 2.0 ? 4.0 : value;
  IrtOptions options;
  options.lowest = 0;
  options.highest = 5;
  options.unobserved = IrtUnobserved::report;
  const IrtFit fit = irt(answers.input(), options);
  CHECK(fit.status == IrtStatus::converged);
  CHECK(word_of(fit, 0) == "estimated");
  CHECK(word_of(fit, 1) == "reversed");
  CHECK(fit.items.discrimination[1] < 0.0);
  CHECK(word_of(fit, 6) == "no_variation");
  CHECK(word_of(fit, 7) == "no_answers");
  CHECK(std::isnan(fit.items.discrimination[6]));
  CHECK(fit.items.answered[7] == 0.0);
  std::vector<std::int64_t> unseen;
  for (std::size_t i = 0; i < fit.unobserved.answer.size(); ++i)
    if (fit.unobserved.item.codes[i] == 2) unseen.push_back(fit.unobserved.answer[i]);
  CHECK(unseen == std::vector<std::int64_t>{0, 3, 5});
  // the answers are those that occur: the numbers they go by do not matter
  Answers renumbered = answers;
  for (double& value : renumbered.columns[2]) value = value == 4.0 ? 3.0 : value;
  CHECK(golden::distance(irt(renumbered.input()).items.discrimination, fit.items.discrimination) < 1e-9);
  IrtOptions strict = options;
  strict.unobserved = IrtUnobserved::refuse;
  CHECK(sentence([&] { irt(answers.input(), strict); }) == "competency.irt: answers.q1 is without the answer 3, but must be an item whose answers all occur, with unobserved refuse");
  strict = options;
  strict.highest = 3;
  CHECK(sentence([&] { irt(answers.input(), strict); }).find("answers.q3[") != std::string::npos);
  CHECK(sentence([&] { irt(answers.input(), strict); }).find("is 4, but must be at most the highest answer, 3") != std::string::npos);
  strict.model = IrtModel::two_parameter;
  strict.highest = 5;
  CHECK(sentence([&] { irt(answers.input(), strict); }) == "competency.irt: answers.q1 is of 3 different answers, but must be of two at most with model two_parameter");
  strict = {};
  strict.lowest = 3;
  strict.highest = 3;
  CHECK(sentence([&] { irt(answers.input(), strict); }) == "competency.irt: lowest is 3, but must be below highest, which is 3");

  // scoring: an answer that nobody gave, an item that is none, items in another order, items that were not asked
  IrtAbilitiesInput people;
  const std::vector<double> ones = {1.0, 1.0}, threes = {1.0, 3.0};
  people.answers.add("q3", Column(threes));
  CHECK(sentence([&] { irt_abilities(fit, people); }) == "competency.irt.abilities: answers.q3[1] is 3, but must be one of the answers that the fit has seen: 1, 2, 4");
  people.answers = {};
  people.answers.add("q9", Column(ones));
  CHECK(sentence([&] { irt_abilities(fit, people); }) ==
        "competency.irt.abilities: answers.q9 is unknown, but must be one of the fit's items q1, q2, q3, q4, q5, q6, q7, q8");
  people.answers = {};
  people.answers.add("q7", Column(threes));  // says nothing
  people.answers.add("q1", Column(ones));
  const IrtAbilities scored = irt_abilities(fit, people);
  CHECK(scored.answered == std::vector<std::int64_t>{1, 1});
  CHECK(scored.ability[0] == scored.ability[1]);

  // two equal items tell people apart without end
  Answers twins;
  std::uniform_int_distribution<int> coin(0, 1);
  twins.columns.resize(3);
  for (int i = 0; i < 200; ++i) {
    twins.columns[0].push_back(coin(random));
    twins.columns[1].push_back(twins.columns[0].back());
    twins.columns[2].push_back(coin(random) ? twins.columns[0].back() : coin(random));
  }
  const IrtFit steep = irt(twins.input());
  CHECK((word_of(steep, 0) == "steep" || steep.status == IrtStatus::singular));
  for (const double value : steep.steps.location) CHECK(std::isfinite(value));

  // two items cannot tell their discriminations
  Answers two;
  two.columns = {twins.columns[0], twins.columns[2]};
  const IrtFit flat = irt(two.input());
  CAPTURE(flat.items.std_error[0]);
  CAPTURE(static_cast<int>(flat.status));
  CHECK((flat.status == IrtStatus::singular || word_of(flat, 0) == "steep" || word_of(flat, 1) == "steep"));
  const IrtFit nobody = irt(Answers{{{1.0, 1.0}, {2.0, 2.0}}, {}, {}}.input());
  CHECK(nobody.status == IrtStatus::no_items);
  CHECK(nobody.parameters.empty());
  people.answers = {};
  people.answers.add("q1", Column(ones));
  for (const double ability : irt_abilities(nobody, people).ability) CHECK(std::abs(ability) < 1e-12);
}

TEST_CASE("competency.irt: a sharp test needs more nodes, and gets them") {
  std::mt19937_64 random(81);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  Answers answers;
  answers.columns.resize(40);
  for (int i = 0; i < 600; ++i) {
    const double theta = normal(random);
    for (int j = 0; j < 40; ++j) answers.columns[j].push_back(uniform(random) < logistic(4.0 * theta - 4.0 * (j - 19.5) / 10.0) ? 1.0 : 0.0);
  }
  const IrtFit fit = irt(answers.input());
  CHECK(fit.status == IrtStatus::converged);
  CHECK(fit.nodes > 100);
  CHECK(fit.nodes < 600);
  CHECK(fit.quadrature_error < 1e-6);
  CHECK(golden::close(marginal_log_likelihood(fit, plain_of(fit), answers), fit.log_likelihood, 1e-9));
  IrtOptions coarse;
  coarse.nodes = 21;
  CHECK(irt(answers.input(), coarse).quadrature_error > 1e-3);  // and says so when it may not
}

TEST_CASE("competency.irt.abilities: a thousand items do not underflow") {
  std::mt19937_64 random(91);
  IrtFit fit;
  fit.nodes = 2001;
  Answers answers;
  for (int j = 0; j < 1000; ++j) {
    fit.items.item.push_back("q" + std::to_string(j + 1));
    fit.items.discrimination.push_back(0.1);
    fit.scale.push_back({fit.items.item.back(), {0, 1, 2, 3, 4}});
    for (int k = 1; k < 5; ++k) {
      fit.steps.item.codes.push_back(j);
      fit.steps.answer.push_back(k);
      fit.steps.intercept.push_back(1.0 - 0.5 * k);
    }
    answers.columns.push_back({static_cast<double>(random() % 5), j % 3 == 0 ? 2.0 : none});
  }
  fit.validate();
  IrtAbilitiesInput people;
  people.answers = answers.table();
  IrtAbilitiesOptions options;
  const IrtAbilities expected = irt_abilities(fit, people, options);
  options.estimate = IrtEstimate::mode;
  const IrtAbilities mode = irt_abilities(fit, people, options);
  CHECK(expected.log_likelihood[0] < -1200.0);  // far below the smallest number
  for (int i = 0; i < 2; ++i) {
    CHECK(std::abs(expected.ability[i] - mode.ability[i]) < 0.02 * expected.std_error[i] + 0.01);
    CHECK(golden::close(expected.std_error[i], mode.std_error[i], 0.05));
  }
}

TEST_CASE("competency.irt: a damaged fit is refused") {
  const IrtFit fit = irt(lsat().input());
  const auto refused = [&](const std::function<void(IrtFit&)>& damage) {
    IrtFit broken = fit;
    damage(broken);
    try {
      broken.validate();
    } catch (const Error& error) {
      return error.code() == ErrorCode::corrupt;
    }
    return false;
  };
  CHECK_NOTHROW(fit.validate());
  CHECK(refused([](IrtFit& f) { f.scale[0].answers = {1, 0}; }));
  CHECK(refused([](IrtFit& f) { f.scale[0].answers = {0, 1, 2}; }));
  CHECK(refused([](IrtFit& f) { f.items.discrimination[2] = none; }));
  CHECK(refused([](IrtFit& f) { f.steps.item.codes[1] = 0; }));
  CHECK(refused([](IrtFit& f) { f.nodes = 0; }));
  CHECK(refused([](IrtFit& f) { f.scale.pop_back(); }));
  CHECK(refused([](IrtFit& f) { f.steps.intercept[0] = none; }));
}
