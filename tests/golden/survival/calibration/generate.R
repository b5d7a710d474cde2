# Rewrites the JSON files beside it: Rscript tests/golden/survival/calibration/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
source("../designs.R")
unlink(list.files(".", "\\.json$"))

# Distribution of censoring just before each time: leaving comes before censoring.
censoring_before <- function(duration, event, weights, times) {
  ends <- sort(unique(duration[event == 0]))
  vapply(times, function(t) {
    steps <- vapply(ends[ends < t], function(c) 1 - sum(weights[duration == c & event == 0]) / sum(weights[duration > c | (duration == c & event == 0)]), 0)
    prod(steps)
  }, 0)
}
weighted_quantile <- function(values, weights, share) {
  order <- order(values)
  values[order][which(cumsum(weights[order]) >= share * sum(weights) * (1 - 1e-12))[1]]
}
calibration_golden <- function(path, data, incidence, horizon, cuts, note) {
  weights <- if (is.null(data$weights)) rep(1, length(data$duration)) else data$weights
  band <- findInterval(incidence, cuts)
  bands <- lapply(sort(unique(band)), function(b) {
    inside <- band == b
    fit <- summary(survfit(Surv(data$duration[inside], data$event[inside]) ~ 1, weights = weights[inside], conf.type = "log-log"), times = horizon, extend = TRUE)
    c(sum(weights[inside]), weighted.mean(incidence[inside], weights[inside]), 1 - fit$surv, fit$std.err, 1 - fit$upper, 1 - fit$lower)
  })
  left <- as.numeric(data$duration <= horizon & data$event == 1)
  after <- min(c(data$duration[data$duration > horizon], Inf))
  known <- ifelse(left == 1, 1 / censoring_before(data$duration, data$event, weights, data$duration),
                  ifelse(data$duration > horizon, 1 / censoring_before(data$duration, data$event, weights, rep(horizon + 1e-9, length(left))), 0))
  use <- weights * known
  x <- qlogis(incidence)
  control <- glm.control(epsilon = 1e-15, maxit = 100)
  large <- glm(left ~ 1, offset = x, weights = use, family = quasibinomial, control = control)
  line <- glm(left ~ x, weights = use, family = quasibinomial, control = control)
  knots <- unique(vapply(c(0.05, 0.35, 0.65, 0.95), function(share) weighted_quantile(x, weights, share), 0))
  k <- length(knots)
  cube <- function(v) pmax(v, 0)^3
  basis <- sapply(seq_len(k - 2), function(j)
    (cube(x - knots[j]) - cube(x - knots[k - 1]) * (knots[k] - knots[j]) / (knots[k] - knots[k - 1]) + cube(x - knots[k]) * (knots[k - 1] - knots[j]) / (knots[k] - knots[k - 1])) /
      (knots[k] - knots[1])^2)
  smooth <- glm(left ~ x + basis, weights = use, family = quasibinomial, control = control)
  distance <- abs(plogis(predict(smooth)) - incidence)
  write_golden(path, "survfit by band, glm(left ~ ., weights = weights / G, quasibinomial) on the log-odds and on a restricted cubic spline of them",
               columns(c(data[!vapply(data, is.null, TRUE)], list(incidence = incidence))),
               list(weight = column(sapply(bands, `[`, 1)), predicted = column(sapply(bands, `[`, 2)), observed = column(sapply(bands, `[`, 3)), std_error = column(sapply(bands, `[`, 4)),
                    lower = column(sapply(bands, `[`, 5)), upper = column(sapply(bands, `[`, 6)), intercept = unname(coef(large)), slope = unname(coef(line)[2]),
                    integrated_index = weighted.mean(distance, weights), median_error = weighted_quantile(distance, weights, 0.5), ninetieth_error = weighted_quantile(distance, weights, 0.9)),
               options = list(horizon = horizon, cuts = column(cuts)), note = note)
}
seeded(20247)
number <- 0
for (features in list("ties", c("ties", "integer_weights"), c("ties", "fractional_weights"), "fractional_time")) for (n in c(150, 400)) {
  number <- number + 1
  design <- random_design(n, features)
  incidence <- round(plogis(drop(scale(as.matrix(design$x)) %*% c(0.8, -0.3)) + rnorm(n, 0.2, 0.3)), 2 + (n > 200))
  incidence <- pmin(pmax(incidence, 0.01), 0.99)
  calibration_golden(sprintf("random_%02d.json", number), design[c("duration", "event", "weights")], incidence, unname(quantile(design$duration, 0.6, type = 1)), c(0.25, 0.5, 0.75),
                     paste(c("random:", features), collapse = " "))
}
