# Rewrites the JSON files beside it: Rscript tests/golden/attrition/risk/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
unlink(list.files(".", "\\.json$"))

people <- function(n) {
  age <- round(runif(n, 20, 60), 1)
  site <- sample(c("north", "south", "west"), n, replace = TRUE)
  rate <- exp(-3.2 - 0.04 * (age - 40) + 0.6 * (site == "west"))
  entry <- sample(0:6, n, replace = TRUE)
  stay <- ceiling(rexp(n, rate))
  end <- sample(6:40, n, replace = TRUE)
  data.frame(age, site, entry, duration = entry + pmin(stay, end), event = as.numeric(stay <= end), weights = sample(1:3, n, replace = TRUE))
}
curve_at <- function(fit, times) summary(fit, times = times, extend = TRUE)$surv

# Probabilities of leaving given tenure, base rates, contributions, and a judgement on people who were all followed to the end.
golden <- function(path, n, weighted) {
  train <- people(n)
  if (!weighted) train$weights <- 1
  later <- people(80)
  horizons <- c(6, 12)
  fit <- coxph(Surv(entry, duration, event) ~ age + site, train, weights = weights, ties = "efron", control = coxph.control(eps = 1e-14, iter.max = 50, toler.chol = 1e-16))
  everybody <- survfit(Surv(entry, duration, event) ~ 1, train, weights = weights)
  tenure <- sample(0:12, nrow(later), replace = TRUE)
  probability <- base <- matrix(0, nrow(later), length(horizons))
  for (i in seq_len(nrow(later))) {
    own <- survfit(fit, newdata = later[i, ])
    probability[i, ] <- 1 - curve_at(own, tenure[i] + horizons) / curve_at(own, tenure[i])
    base[i, ] <- 1 - curve_at(everybody, tenure[i] + horizons) / curve_at(everybody, tenure[i])
  }
  terms <- model.matrix(~ age + site, later)[, -1]
  means <- apply(model.matrix(~ age + site, train)[, -1], 2, weighted.mean, train$weights)
  parts <- sweep(sweep(terms, 2, means), 2, coef(fit), `*`)
  since <- pmin(rpois(nrow(later), 9), 20) + 1
  left <- sapply(horizons, function(h) as.numeric(since <= h))
  precision <- function(p, y) {  # averaged over the steps of recall, equal predictions together
    levels <- sort(unique(p), decreasing = TRUE)
    hits <- sapply(levels, function(v) sum(y[p >= v]))
    alerts <- sapply(levels, function(v) sum(p >= v))
    sum(diff(c(0, hits)) * hits / alerts) / sum(y)
  }
  write_golden(path, "coxph and survfit; Brier score and average precision as sums over people who all left", list(
    train = columns(train), people = columns(cbind(later[, c("age", "site")], tenure, since))),
    list(probability = probability, base = base, base_rate = 1 - curve_at(everybody, horizons),
         contribution_age = column(parts[, 1]), contribution_site = column(rowSums(parts[, -1])),
         brier = column(colMeans((probability - left)^2)), curve_brier = column(colMeans((base - left)^2)), reference = column(colMeans(left) * (1 - colMeans(left))),
         average_precision = column(sapply(seq_along(horizons), function(t) precision(probability[, t], left[, t]))),
         predicted = column(colMeans(probability)), observed = column(colMeans(left))),
    options = list(horizons = column(horizons)))
}
seeded(20301)
golden("cox_01.json", 300, FALSE)
golden("cox_02.json", 300, TRUE)
golden("cox_03.json", 900, TRUE)
