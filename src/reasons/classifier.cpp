#include "mainstay/reasons/classifier.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/at.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "data/spelling.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "reasons/logit.hpp"
#include "reasons/ngrams.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::reasons {

namespace {

constexpr const char* key = "reasons.classifier";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Rows that are learnt from: the place of the text, the label, and the group that stays together.
struct Learning {
  std::vector<std::int64_t> row, text, group;
  std::vector<std::int32_t> label;
};

struct Trained {
  ChosenNgrams ngrams;
  NgramTable table;
  std::vector<double> frequency;
  Logit logit;
};

Trained train(const std::vector<std::vector<NgramCount>>& counts, const Learning& data, const std::vector<std::int64_t>& chosen, std::int64_t classes, const ClassifierOptions& options, Team& team) {
  Trained out;
  std::vector<std::int64_t> texts;
  for (const std::int64_t i : chosen) texts.push_back(data.text[at(i)]);
  out.ngrams = choose_ngrams(counts, texts, options.least_rows, options.most_features);
  for (std::size_t j = 0; j < out.ngrams.ngram.size(); ++j) {
    out.frequency.push_back(std::log((1.0 + static_cast<double>(chosen.size())) / (1.0 + static_cast<double>(out.ngrams.texts[j]))) + 1.0);
    out.table.add(out.ngrams.ngram[j], out.frequency.back());
  }
  SparseRows x;
  std::vector<std::int32_t> label;
  for (const std::int64_t i : chosen) {
    out.table.append(counts[at(data.text[at(i)])], x);
    label.push_back(data.label[at(i)]);
  }
  out.logit = fit_logit(x, label, out.table.size(), classes, options.ridge, options.max_iterations, options.tolerance, team);
  return out;
}

// The part of each row: groups of one reason after the other in drawn order, dealt out in turn, so that each part has some of each reason.
std::vector<std::int64_t> parts_of_rows(const Learning& data, std::int64_t folds, std::int64_t classes, std::uint64_t seed) {
  const std::int64_t groups = data.group.empty() ? 0 : *std::max_element(data.group.begin(), data.group.end()) + 1;
  std::vector<std::vector<std::int64_t>> labels(at(groups), std::vector<std::int64_t>(at(classes), 0));
  for (std::size_t i = 0; i < data.row.size(); ++i) ++labels[at(data.group[i])][static_cast<std::size_t>(data.label[i])];
  std::vector<std::int64_t> order(at(groups)), own(at(groups));
  std::iota(order.begin(), order.end(), std::int64_t{0});
  for (std::int64_t g = 0; g < groups; ++g) own[at(g)] = std::max_element(labels[at(g)].begin(), labels[at(g)].end()) - labels[at(g)].begin();
  stats::Random random{seed, 0x7265'6173u};
  stats::draw_first(order, groups, random);
  std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return own[at(a)] < own[at(b)]; });
  std::vector<std::int64_t> part(at(groups)), rows;
  for (std::int64_t i = 0; i < groups; ++i) part[at(order[at(i)])] = i % folds;
  for (const std::int64_t group : data.group) rows.push_back(part[at(group)]);
  return rows;
}

class Classifying {
 public:
  Classifying(const ClassifierInput& input, const ClassifierOptions& options, const RunContext& context)
      : input_(input), options_(options), context_(context), texts_(key, "text", input.text, options.invalid), reasons_(data::encode_groups(key, "reason", input.reason)) {}

  ClassifierFit run() {
    if (options_.shortest > options_.longest) refuse(key, "shortest", std::to_string(options_.shortest), "at most longest, " + std::to_string(options_.longest));
    Team team(key, context_);
    read(team);
    choose_rows();
    fit_.reasons = reasons_.names();
    fit_.shortest = options_.shortest, fit_.longest = options_.longest, fit_.least_probability = options_.least_probability;
    fit_.rows = static_cast<std::int64_t>(data_.row.size());
    std::vector<std::int64_t> all(data_.row.size());
    std::iota(all.begin(), all.end(), std::int64_t{0});
    team.report(0.05, 0.3);
    const Trained whole = train(counts_, data_, all, classes_, options_, team);
    if (whole.table.size() == 0) refuse(key, "text", "without a common n-gram", "texts of which " + std::to_string(options_.least_rows) + " share an n-gram");
    keep(whole);
    hold_out(team);
    judge();
    return std::move(fit_);
  }

 private:
  void read(Team& team) {
    counts_.resize(at(texts_.distinct()));
    notes_.resize(at(texts_.distinct()));
    const std::int64_t chunks = std::clamp<std::int64_t>(texts_.distinct() / 64, 1, 1024);
    team.report(0.0, 0.05);
    team.run(chunks, [&](std::int64_t chunk) {
      PlainText plain;
      const Span span = span_of(texts_.distinct(), chunks, chunk);
      for (std::int64_t code = span.first; code < span.last; ++code) {
        read_plain(texts_.text(code), plain);
        notes_[at(code)] = notes_of(plain, options_.long_text);
        count_ngrams(plain, options_.shortest, options_.longest, counts_[at(code)]);
      }
    });
    tell_findings(texts_, notes_, fit_.findings, fit_.finding_rows, options_.examples);
  }

  void choose_rows() {
    data::refuse_alike(key, "reason", reasons_);
    classes_ = reasons_.count;
    if (classes_ < 2) refuse(key, "reason", classes_ == 0 ? "empty" : data::quoted(reasons_.name(0)) + " in every row", "of two kinds at least");
    data::Groups people;
    if (input_.person.given()) people = data::encode_groups(key, "person", input_.person);
    std::vector<std::int64_t> dense(at(texts_.distinct()), -1);
    std::int64_t next = 0;
    for (std::int64_t row = 0; row < texts_.rows(); ++row) {
      const std::int64_t text = texts_.code(row);
      if (text < 0 || notes_[at(text)].blank) continue;
      data_.row.push_back(row);
      data_.text.push_back(text);
      data_.label.push_back(reasons_.codes[at(row)]);
      std::int64_t& group = dense[at(text)];
      if (group < 0) group = next++;
      data_.group.push_back(input_.person.given() ? people.codes[at(row)] : group);
    }
    std::vector<std::vector<std::int64_t>> groups(at(classes_));
    for (std::size_t i = 0; i < data_.row.size(); ++i) {
      std::vector<std::int64_t>& seen = groups[static_cast<std::size_t>(data_.label[i])];
      if (seen.size() < 2 && std::find(seen.begin(), seen.end(), data_.group[i]) == seen.end()) seen.push_back(data_.group[i]);
    }
    for (std::int64_t k = 0; k < classes_; ++k)
      if (groups[at(k)].size() < 2) {
        std::int64_t row = 0;
        while (reasons_.codes[at(row)] != k) ++row;
        throw Error(ErrorCode::invalid_argument, key, "reason", row, data::quoted(reasons_.name(k)), input_.person.given() ? "a reason of two people at least" : "a reason of two different texts at least");
      }
  }

  void keep(const Trained& whole) {
    fit_.status = whole.logit.converged ? ClassifierStatus::converged : ClassifierStatus::iteration_limit;
    fit_.iterations = whole.logit.iterations;
    fit_.loss = std::max(0.0, whole.logit.loss);
    for (const Ngram& ngram : whole.ngrams.ngram) fit_.features.ngram.push_back(text_of(ngram));
    fit_.features.texts = whole.ngrams.texts;
    fit_.features.inverse_frequency = whole.frequency;
    const auto intercepts = whole.logit.weights.end() - classes_;
    fit_.coefficients.assign(whole.logit.weights.begin(), intercepts);
    fit_.intercepts.assign(intercepts, whole.logit.weights.end());
    const double mean = std::accumulate(fit_.intercepts.begin(), fit_.intercepts.end(), 0.0) / static_cast<double>(classes_);
    for (double& intercept : fit_.intercepts) intercept -= mean;
  }

  void hold_out(Team& team) {
    const std::int64_t folds = options_.folds;
    part_ = parts_of_rows(data_, folds, classes_, context_.seed);
    eta_.assign(data_.row.size() * at(classes_), 0.0);
    base_.assign(data_.row.size(), 0.0);
    present_.assign(data_.row.size(), 1);
    for (std::int64_t fold = 0; fold < folds; ++fold) {
      team.report(0.3 + 0.7 * static_cast<double>(fold) / static_cast<double>(folds), 0.3 + 0.7 * static_cast<double>(fold + 1) / static_cast<double>(folds));
      std::vector<std::int64_t> others, held;
      std::vector<double> share(at(classes_), 0.0);
      for (std::size_t i = 0; i < part_.size(); ++i) (part_[i] == fold ? held : others).push_back(static_cast<std::int64_t>(i));
      if (held.empty()) continue;
      for (const std::int64_t i : others) share[static_cast<std::size_t>(data_.label[at(i)])] += 1.0;
      const Trained model = train(counts_, data_, others, classes_, options_, team);
      SparseRows x;
      for (const std::int64_t i : held) model.table.append(counts_[at(data_.text[at(i)])], x);
      for (std::size_t h = 0; h < held.size(); ++h) {
        const std::int64_t i = held[h];
        predict_row(x, static_cast<std::int64_t>(h), model.logit.weights.data(), model.table.size(), classes_, eta_.data() + i * classes_);
        const double own = share[static_cast<std::size_t>(data_.label[at(i)])];
        present_[at(i)] = own > 0.0 ? 1 : 0;
        base_[at(i)] = -std::log(std::max(own, 0.5) / std::max(1.0, static_cast<double>(others.size())));
      }
    }
  }

  double mean_loss(double temperature, std::vector<double>* probabilities) const {
    double sum = 0.0;
    std::vector<double> p(at(classes_));
    for (std::size_t i = 0; i < data_.row.size(); ++i) {
      for (std::int64_t k = 0; k < classes_; ++k) p[at(k)] = eta_[i * at(classes_) + at(k)] / temperature;
      softmax(p.data(), classes_);
      sum -= std::log(std::max(p[static_cast<std::size_t>(data_.label[i])], 1e-15));
      if (probabilities != nullptr) probabilities->insert(probabilities->end(), p.begin(), p.end());
    }
    return sum / static_cast<double>(data_.row.size());
  }

  void judge() {
    if (options_.calibration == ReasonCalibration::temperature) {
      std::vector<double> eta;
      std::vector<std::int32_t> label;
      for (std::size_t i = 0; i < data_.row.size(); ++i) {
        if (present_[i] == 0) continue;  // no model of the others can know its reason
        eta.insert(eta.end(), eta_.begin() + static_cast<std::ptrdiff_t>(i * at(classes_)), eta_.begin() + static_cast<std::ptrdiff_t>((i + 1) * at(classes_)));
        label.push_back(data_.label[i]);
      }
      fit_.temperature = best_temperature(eta, label, classes_);
    }
    std::vector<double> p;
    fit_.held_out_loss_raw = mean_loss(1.0, nullptr);
    fit_.held_out_loss = mean_loss(fit_.temperature, &p);
    fit_.held_out_base = std::accumulate(base_.begin(), base_.end(), 0.0) / static_cast<double>(base_.size());
    ClassifierScores& scores = fit_.scores;
    scores.reason = fit_.reasons;
    scores.texts.assign(at(classes_), 0), scores.named = scores.right = scores.texts;
    fit_.held_out.reason.levels = fit_.held_out.likeliest.levels = fit_.reasons;
    std::int64_t named = 0, right = 0;
    for (std::size_t i = 0; i < data_.row.size(); ++i) {
      const auto first = p.begin() + static_cast<std::ptrdiff_t>(i * at(classes_));
      const auto likeliest = std::max_element(first, first + classes_);
      const auto best = static_cast<std::int32_t>(likeliest - first);
      fit_.held_out.row.push_back(data_.row[i]);
      fit_.held_out.fold.push_back(part_[i]);
      fit_.held_out.reason.codes.push_back(data_.label[i]);
      fit_.held_out.likeliest.codes.push_back(best);
      fit_.held_out.probability.push_back(*likeliest);
      ++scores.texts[static_cast<std::size_t>(data_.label[i])];
      if (*likeliest < options_.least_probability) continue;
      ++named, ++scores.named[static_cast<std::size_t>(best)];
      if (best == data_.label[i]) ++right, ++scores.right[static_cast<std::size_t>(best)];
    }
    for (std::size_t k = 0; k < at(classes_); ++k) {
      const auto over = [&](std::int64_t of) { return of == 0 ? missing : static_cast<double>(scores.right[k]) / static_cast<double>(of); };
      scores.precision.push_back(over(scores.named[k]));
      scores.recall.push_back(over(scores.texts[k]));
    }
    fit_.named_share = static_cast<double>(named) / static_cast<double>(data_.row.size());
    fit_.named_right = named == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(named);
  }

  const ClassifierInput& input_;
  const ClassifierOptions& options_;
  const RunContext& context_;
  TextColumn texts_;
  data::Groups reasons_;
  std::int64_t classes_ = 0;
  std::vector<std::vector<NgramCount>> counts_;
  std::vector<TextNotes> notes_;
  Learning data_;
  std::vector<std::int64_t> part_;
  std::vector<double> eta_, base_;
  std::vector<std::uint8_t> present_;
  ClassifierFit fit_;
};

}  // namespace

ClassifierFit classifier(const ClassifierInput& input, const ClassifierOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  return Classifying(input, options, context).run();
}

void ClassifierFit::validate() const {
  const auto damaged = [](const char* what) { throw Error(ErrorCode::corrupt, key, what); };
  if (reasons.size() < 2) damaged("the fit has fewer than two reasons");
  if (!(temperature > 0.0) || !std::isfinite(temperature)) damaged("the temperature is not a number above 0");
  if (shortest > longest || longest > 6 || shortest < 1) damaged("the lengths of the n-grams contradict each other");
  for (const std::vector<double>* list : {&coefficients, &intercepts, &features.inverse_frequency})
    for (const double value : *list)
      if (!std::isfinite(value)) damaged("a coefficient is not finite");
  for (const std::string& ngram : features.ngram)
    if (!data::is_utf8(ngram) || ngram.empty() || ngram.size() > 24) damaged("an n-gram is not one");
}

}  // namespace mainstay::inline v1::reasons
