#include "mainstay/survival/choose.hpp"

#include <algorithm>
#include <cmath>
#include <charconv>
#include <limits>
#include <set>

#include "core/at.hpp"
#include "core/words.hpp"
#include "data/chosen_rows.hpp"
#include "mainstay/core/error.hpp"
#include "solve/simplex.hpp"
#include "stats/distributions.hpp"
#include "survival/choose_judge.hpp"
#include "survival/learners.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr const char* key = "survival.choose";
constexpr const char* blend_name = "blend";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// The learner's own refusals are a result here; the caller's wish to stop is not.
bool is_failure(const Error& error) {
  return error.code() != ErrorCode::cancelled && error.code() != ErrorCode::out_of_memory && error.code() != ErrorCode::internal;
}

struct Mean {
  double value = missing, std_error = missing;
};

/// Mean of the parts' values, with the error that knows that parts share the rows they learn from.
Mean mean_of(const std::vector<double>& values, double judged_per_learnt) {
  std::vector<double> kept;
  for (const double value : values)
    if (!std::isnan(value)) kept.push_back(value);
  Mean mean;
  if (kept.empty()) return mean;
  const auto count = static_cast<double>(kept.size());
  double sum = 0.0, squares = 0.0;
  for (const double value : kept) sum += value;
  mean.value = sum / count;
  if (kept.size() < 2) return mean;
  for (const double value : kept) squares += (value - mean.value) * (value - mean.value);
  mean.std_error = std::sqrt(squares / (count - 1.0) * (1.0 / count + judged_per_learnt));
  return mean;
}

// Whole periods, and few enough for a baseline in each.
bool in_periods(const Column& duration) {
  constexpr double most = 120.0;
  for (std::int64_t i = 0; i < duration.size; ++i)
    if (const double time = number_at(duration, i); time != std::floor(time) || time < 1.0 || time > most) return false;
  return true;
}

std::vector<Candidate> candidates_of(const ChooseOptions& options, const Column& duration, std::int64_t causes) {
  std::vector<Candidate> candidates = options.candidates;
  if (candidates.empty())
    for (const LearnerFunctions& learner : all_learners()) {
      if (causes > 1 && learner.causes == TellsCauses::not_at_all) continue;
      if (learner.learner == Learner::multinomial && causes <= 1) continue;  // it is the hazard
      if (causes > 1 && (learner.learner == Learner::multinomial || learner.learner == Learner::hazard) && !in_periods(duration)) continue;
      Candidate& each = candidates.emplace_back();
      each.name = choices(Learner{})[static_cast<std::size_t>(learner.learner)].name;
      each.model.learner = learner.learner;
    }
  std::set<std::string> names;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const std::string argument = "candidates[" + std::to_string(i) + "].name";
    if (candidates[i].name.empty()) refuse(key, argument, "empty", "a name");
    if (candidates[i].name == blend_name) refuse(key, argument, "\"blend\"", "another name: it stands for the mixture");
    if (!names.insert(candidates[i].name).second) refuse(key, argument, "\"" + candidates[i].name + "\" again", "given once");
  }
  return candidates;
}

std::size_t plain_of(const ChooseOptions& options, const std::vector<Candidate>& candidates) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].name == options.plain || (options.plain.empty() && candidates[i].model.learner != Learner::curve)) return i;
    names.push_back(candidates[i].name);
  }
  if (!options.plain.empty()) throw Error(ErrorCode::unknown_name, key, "plain", -1, "\"" + options.plain + "\"", "one of the candidates: " + list_of(names));
  return 0;
}

void check_rules(const ChooseInput& input, const ChooseOptions& options) {
  const auto rising = [](const char* name, const std::vector<double>& values) {
    for (std::size_t i = 1; i < values.size(); ++i)
      if (!(values[i] > values[i - 1])) refuse(key, name, static_cast<std::int64_t>(i), values[i], "above the one before");
  };
  rising("times", options.times);
  rising("cuts", options.cuts);
  if (options.split == Split::forward && !input.day.given()) refuse(key, "day", "missing", "given with split forward");
  if (options.split == Split::forward && options.repeats > 1) refuse(key, "repeats", std::to_string(options.repeats), "1 with split forward: the calendar runs once");
  if (options.split == Split::random && !options.cuts.empty()) refuse(key, "cuts", "given", "left out with split random");
}

/// Progress of one of many steps.
RunContext step_of(const RunContext& context, double& done, double share) {
  RunContext step = context;
  if (context.progress) step.progress = [&context, &done, share](double finished) { return context.progress(std::min(1.0, done + share * finished)); };
  return step;
}

std::string digits(double value) {
  char text[32];
  return std::string(text, std::to_chars(text, text + sizeof text, value, std::chars_format::general, 4).ptr);
}

void say(ChooseFit& fit, std::size_t winner, std::size_t plain) {
  const ChooseModels& table = fit.models;
  const std::string score = digits(table.integrated_brier[winner]), skill = digits(100.0 * table.skill[winner]);
  fit.verdict_en = fit.winner + " predicts best: integrated Brier score " + score + ", " + skill + " % better than one curve for everybody.";
  fit.verdict_zh = fit.winner + " 预测最好：综合 Brier 分数 " + score + "，比对所有人用同一条曲线好 " + skill + " %。";
  if (winner == plain) return;
  const std::string difference = digits(table.difference[plain]), error = digits(table.difference_std_error[plain]);
  if (fit.plain_suffices) {
    fit.verdict_en += " " + fit.plain + " is as good: it is worse by " + difference + " (standard error " + error + "), no more than chance.";
    fit.verdict_zh += fit.plain + " 同样好：分数只差 " + difference + "（标准误 " + error + "），不超过偶然波动。";
  } else {
    fit.verdict_en += " " + fit.plain + " is worse by " + difference + " (standard error " + error + ").";
    fit.verdict_zh += fit.plain + " 差 " + difference + "（标准误 " + error + "）。";
  }
}

}  // namespace

ChooseFit choose(const ChooseInput& input, const ChooseOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  check_rules(input, options);
  std::int64_t causes = 0;
  for (std::int64_t i = 0; i < input.event.size; ++i) causes = std::max(causes, static_cast<std::int64_t>(number_at(input.event, i)));
  const std::vector<Candidate> candidates = candidates_of(options, input.duration, causes);
  const std::size_t count = candidates.size(), plain = plain_of(options, candidates);
  ChooseFit fit;
  fit.plain = candidates[plain].name;
  fit.by_cause = causes > 1 && std::all_of(candidates.begin(), candidates.end(), [](const Candidate& each) { return tells_causes_apart(each.model); });
  fit.times = options.times;
  const std::vector<ChoosePart> parts = parts_of(key, input, options, context.seed, fit.times);
  ChooseModels& table = fit.models;
  for (const Candidate& candidate : candidates) {
    table.name.push_back(candidate.name);
    table.learner.push_back(choices(Learner{})[static_cast<std::size_t>(candidate.model.learner)].name);
  }
  table.failure.assign(count, "");
  table.unseen.assign(count, 0);

  // ---- held-out predictions and their scores
  double done = 0.0;
  const double share = 1.0 / static_cast<double>(std::max<std::size_t>(1, (parts.size() + 1) * count));
  std::vector<std::vector<Scores>> scores(parts.size(), std::vector<Scores>(count));
  std::vector<std::vector<std::string>> details(parts.size(), std::vector<std::string>(count));
  std::vector<std::vector<double>> products(parts.size(), std::vector<double>(count * count, missing));
  double judged_rows = 0.0, learnt_rows = 0.0;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const ChoosePart& part = parts[k];
    judged_rows += static_cast<double>(part.judged.size());
    learnt_rows += static_cast<double>(part.learns.size());
    const Judge judge(input, part, fit.times, causes, fit.by_cause, context);
    data::ChosenRows x(input.x, part.learns);
    ModelInput rows;
    rows.x = x.table();
    rows.duration = part.duration;
    rows.event = part.event;
    rows.entry = x.take(input.entry);
    rows.weights = x.take(input.weights);
    rows.cluster = x.take(input.person);
    std::vector<Predicted> predicted(count);
    for (std::size_t m = 0; m < count; ++m) {
      if (!table.failure[m].empty()) continue;
      const RunContext step = step_of(context, done, share);
      try {
        const ModelFit fitted = model(rows, candidates[m].model, step);
        std::vector<std::string> names;
        for (std::int64_t c = 0; c < causes; ++c)
          names.push_back(at(c) < candidates[m].model.causes.size() ? candidates[m].model.causes[at(c)] : std::to_string(c + 1));
        predicted[m] = judge.predict(fitted, names);
        scores[k][m] = judge.score(predicted[m], true);
        details[k][m] = fitted.detail;
        table.unseen[m] += judge.unseen();
      } catch (const Error& error) {
        if (!is_failure(error)) throw;
        table.failure[m] = error.what();
      }
      done += share;
    }
    // The Brier score of a mixture is a quadratic form in its shares: its products follow from the scores of halves.
    for (std::size_t a = 0; a < count && options.blend; ++a)
      for (std::size_t b = a; b < count; ++b) {
        if (!table.failure[a].empty() || !table.failure[b].empty()) continue;
        double product = scores[k][a].brier;
        if (a != b) {
          Predicted half = predicted[a];
          for (std::size_t c = 0; c < half.size(); ++c)
            for (std::size_t cell = 0; cell < half[c].size(); ++cell) half[c][cell] = 0.5 * (half[c][cell] + predicted[b][c][cell]);
          product = 2.0 * judge.score(half, false).brier - 0.5 * (scores[k][a].brier + scores[k][b].brier);
        }
        products[k][a * count + b] = products[k][b * count + a] = product;
      }
  }

  // ---- the blend
  std::vector<std::size_t> sound;
  for (std::size_t m = 0; m < count; ++m)
    if (table.failure[m].empty()) sound.push_back(m);
  const auto form_of = [&](std::size_t without) {
    std::vector<double> form(sound.size() * sound.size(), 0.0);
    for (std::size_t k = 0; k < parts.size(); ++k) {
      if (k == without) continue;
      for (std::size_t a = 0; a < sound.size(); ++a)
        for (std::size_t b = 0; b < sound.size(); ++b)
          if (const double product = products[k][sound[a] * count + sound[b]]; !std::isnan(product)) form[a * sound.size() + b] += product;
    }
    return form;
  };
  const bool blends = options.blend && !parts.empty() && !sound.empty();
  std::vector<double> weight(count, 0.0);
  std::vector<double> blend_scores(parts.size(), missing);
  if (blends) {
    const auto size = static_cast<std::int64_t>(sound.size());
    const std::vector<double> shares = solve::least_shares(form_of(parts.size()), size);
    for (std::size_t a = 0; a < sound.size(); ++a) weight[sound[a]] = shares[a];
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const std::vector<double> others = parts.size() > 1 ? solve::least_shares(form_of(k), size) : shares;
      double sum = 0.0;
      for (std::size_t a = 0; a < sound.size(); ++a)
        for (std::size_t b = 0; b < sound.size(); ++b) sum += others[a] * others[b] * products[k][sound[a] * count + sound[b]];
      blend_scores[k] = sum;
    }
    table.name.push_back(blend_name);
    table.learner.push_back(blend_name);
    table.failure.push_back("");
    table.unseen.push_back(0);
    weight.push_back(1.0);
  }
  table.weight = weight;

  // ---- the tables
  const double ratio = learnt_rows > 0.0 ? judged_rows / learnt_rows : 0.0;
  const auto brier_in = [&](std::size_t m, std::size_t k) { return m < count ? scores[k][m].brier : blend_scores[k]; };
  std::size_t winner = count;
  std::vector<double> reference;
  for (std::size_t k = 0; k < parts.size() && !sound.empty(); ++k) reference.push_back(scores[k][sound.front()].reference);
  const double curve = mean_of(reference, ratio).value;
  for (std::size_t m = 0; m < table.name.size(); ++m) {
    std::vector<double> values, concordances, logs, logs_by_cause;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      values.push_back(table.failure[m].empty() ? brier_in(m, k) : missing);
      concordances.push_back(m < count && table.failure[m].empty() ? scores[k][m].concordance : missing);
      logs.push_back(m < count && table.failure[m].empty() ? scores[k][m].log_score : missing);
      logs_by_cause.push_back(m < count && table.failure[m].empty() ? scores[k][m].log_score_by_cause : missing);
    }
    const Mean mean = mean_of(values, ratio);
    table.integrated_brier.push_back(mean.value);
    table.std_error.push_back(mean.std_error);
    table.skill.push_back(curve > 0.0 ? 1.0 - mean.value / curve : missing);
    table.concordance.push_back(mean_of(concordances, ratio).value);
    table.log_score.push_back(mean_of(logs, ratio).value);
    table.log_score_by_cause.push_back(mean_of(logs_by_cause, ratio).value);
    if (m < count && !std::isnan(mean.value) && (winner == count || mean.value < table.integrated_brier[winner])) winner = m;
  }
  for (std::size_t m = 0; m < table.name.size(); ++m) {
    std::vector<double> differences;
    for (std::size_t k = 0; k < parts.size() && winner < count; ++k)
      if (table.failure[m].empty()) differences.push_back(brier_in(m, k) - brier_in(winner, k));
    const Mean mean = mean_of(differences, ratio);
    const double factor = differences.size() > 1 ? stats::student_quantile(0.5 + 0.5 * options.confidence_level, static_cast<double>(differences.size() - 1)) : missing;
    table.difference.push_back(mean.value);
    table.difference_std_error.push_back(mean.std_error);
    table.lower.push_back(mean.value - factor * mean.std_error);
    table.upper.push_back(mean.value + factor * mean.std_error);
  }
  fit.parts.model.levels = table.name;
  for (std::size_t k = 0; k < parts.size(); ++k)
    for (std::size_t m = 0; m < table.name.size(); ++m) {
      const bool own = m < count;
      fit.parts.part.push_back(static_cast<std::int64_t>(k));
      fit.parts.cut.push_back(parts[k].cut);
      fit.parts.rows.push_back(static_cast<std::int64_t>(parts[k].judged.size()));
      fit.parts.events.push_back(own ? scores[k][m].events : scores[k][sound.front()].events);
      fit.parts.model.codes.push_back(static_cast<std::int32_t>(m));
      fit.parts.detail.push_back(own ? details[k][m] : "mixed");
      fit.parts.integrated_brier.push_back(brier_in(m, k));
      fit.parts.reference.push_back(own ? scores[k][m].reference : scores[k][sound.front()].reference);
      fit.parts.concordance.push_back(own ? scores[k][m].concordance : missing);
      fit.parts.log_score.push_back(own ? scores[k][m].log_score : missing);
      fit.parts.log_score_by_cause.push_back(own ? scores[k][m].log_score_by_cause : missing);
    }

  // ---- all rows
  ModelInput all;
  all.x = input.x;
  all.duration = input.duration;
  all.event = input.event;
  all.entry = input.entry;
  all.weights = input.weights;
  all.cluster = input.person;
  for (const std::size_t m : sound) {
    const RunContext step = step_of(context, done, share);
    try {
      fit.fits.push_back(model(all, candidates[m].model, step));
      fit.fit_names.push_back(candidates[m].name);
      fit.fit_weights.push_back(weight[m]);
    } catch (const Error& error) {
      if (!is_failure(error)) throw;
      table.failure[m] = error.what();
    }
    done += share;
  }
  fit.status = parts.empty() ? ChooseStatus::no_events : winner == count ? ChooseStatus::all_failed : ChooseStatus::chosen;
  if (fit.status != ChooseStatus::chosen) return fit;
  fit.winner = candidates[winner].name;
  fit.plain_suffices = winner == plain || (!std::isnan(table.difference[plain]) && !(table.lower[plain] > 0.0));
  say(fit, winner, plain);
  return fit;
}

void ChooseFit::validate() const {
  if (fits.size() != fit_names.size() || fits.size() != fit_weights.size()) throw Error(ErrorCode::corrupt, key, "the fits and their names do not fit each other");
  for (const ModelFit& each : fits) each.validate();
}

ModelPrediction choose_predict(const ChooseFit& fit, const NewPeople& input, const ChoosePredictOptions& options, const RunContext& context) {
  constexpr const char* method = "survival.choose.predict";
  check(method, input, options, context.threads);
  ModelPredictOptions asked;
  asked.times = options.times;
  asked.beyond = options.beyond;
  const std::string wanted = !options.model.empty() ? options.model : !fit.winner.empty() ? fit.winner : fit.plain;
  for (std::size_t m = 0; m < fit.fits.size(); ++m)
    if (fit.fit_names[m] == wanted) return model_predict(fit.fits[m], input, asked, context);
  if (wanted != blend_name) throw Error(ErrorCode::unknown_name, method, "model", -1, "\"" + wanted + "\"", "one of " + list_of(fit.fit_names) + ", blend");
  ModelPrediction mixed;
  double total = 0.0;
  for (std::size_t m = 0; m < fit.fits.size(); ++m) {
    const double share = fit.fit_weights[m];
    if (!(share > 0.0)) continue;
    ModelPrediction each = model_predict(fit.fits[m], input, asked, context);
    const bool first = total == 0.0;
    total += share;
    if (first) {
      mixed = each;
      for (double& value : mixed.survival) value *= share;
      for (CauseIncidence& cause : mixed.incidence)
        for (double& value : cause.incidence) value *= share;
      continue;
    }
    for (std::size_t cell = 0; cell < mixed.survival.size(); ++cell) mixed.survival[cell] += share * each.survival[cell];
    bool alike = mixed.incidence.size() == each.incidence.size();
    for (std::size_t c = 0; alike && c < each.incidence.size(); ++c) alike = mixed.incidence[c].cause == each.incidence[c].cause;
    if (!alike) mixed.incidence.clear();  // one of them tells no causes apart
    for (std::size_t c = 0; c < mixed.incidence.size(); ++c)
      for (std::size_t cell = 0; cell < mixed.survival.size(); ++cell) mixed.incidence[c].incidence[cell] += share * each.incidence[c].incidence[cell];
  }
  if (!(total > 0.0)) throw Error(ErrorCode::unknown_name, method, "model", -1, "\"blend\"", "one of " + list_of(fit.fit_names) + ": no blend was asked for");
  for (double& value : mixed.survival) value = std::min(value / total, 1.0);  // missing stays missing
  for (CauseIncidence& cause : mixed.incidence)
    for (double& value : cause.incidence) value /= total;
  return mixed;
}

namespace {
constexpr Function methods[] = {analysis<&choose_predict>("survival.choose.predict", "How likely is each person to have left by then, by the model that was chosen?")};
}
constinit const Function choose_analysis = analysis<&choose>("survival.choose", "Which model of leaving predicts best, and would the plain one do?", methods);

}  // namespace mainstay::inline v1::survival
