# Rewrites the JSON files beside it: Rscript tests/golden/survival/aft/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
source("../designs.R")

unlink(grep("^brute", list.files(".", "\\.json$"), value = TRUE, invert = TRUE))  # those are generate.py's

# With these tolerances Newton's method ends at the optimum.
tight <- survreg.control(rel.tolerance = 1e-15, toler.chol = 1e-12, maxiter = 500)
words <- c(exponential = "exponential", weibull = "weibull", log_normal = "lognormal", log_logistic = "loglogistic")

aft_golden <- function(path, data, distribution, rows = c(1, 2), note = NULL) {
  frame <- data.frame(duration = data$duration)
  for (name in c("event", "upper", "weights", "offset", "strata", "cluster")) frame[[name]] <- data[[name]]
  for (name in names(data$x)) frame[[name]] <- data$x[[name]]
  response <- if (is.null(data$upper)) "Surv(duration, event)" else "Surv(duration, upper, type = \"interval2\")"
  others <- c(if (!is.null(data$strata)) "strata(strata)", if (!is.null(data$offset)) "offset(offset)")
  text <- paste(response, "~", paste(c(names(data$x), others), collapse = " + "))
  fitted <- function(text, ...) suppressWarnings(do.call(survreg, c(list(as.formula(text), data = frame, dist = words[[distribution]], control = tight),
    if (!is.null(data$weights)) list(weights = quote(weights)), list(...))))
  fit <- fitted(text)
  null <- fitted(paste(response, "~", paste(c("1", others), collapse = " + ")))
  # Two defects of survival 3.5-3 are gone round: the sandwich of weighted rows (therneau/survival#287), and the sign of the
  # derivative by the log scale in the residuals of interval-censored rows.
  weights <- if (is.null(data$weights)) rep(1, nrow(frame)) else data$weights
  parts <- residuals(fit, type = "matrix")
  by_scale <- ifelse(fit$y[, ncol(fit$y)] == 3, -1, 1) * parts[, "ds"]
  scores <- parts[, "dg"] * model.matrix(fit)[, names(coef(fit)), drop = FALSE]
  if (distribution != "exponential")
    scores <- cbind(scores, if (is.null(data$strata)) by_scale else by_scale * model.matrix(~ 0 + factor(data$strata)))
  stopifnot(max(abs(colSums(scores * weights))) < 1e-6)
  changes <- (scores %*% fit$var) * weights
  sandwich <- crossprod(rowsum(changes, if (is.null(data$cluster)) seq_len(nrow(frame)) else data$cluster))
  if (is.null(data$weights) && is.null(data$upper)) {
    robust <- if (!is.null(data$cluster)) fitted(paste(text, "+ cluster(cluster)")) else fitted(text, robust = TRUE)
    stopifnot(max(abs(sandwich - robust$var)) < 1e-8 * max(abs(robust$var)))
  }
  new <- frame[rows, , drop = FALSE]
  shares <- c(0.1, 0.5, 0.9)
  quantiles <- predict(fit, new, type = "quantile", p = shares, se.fit = TRUE)
  expect <- list(coefficient = column(coef(fit)), scale = column(fit$scale), covariance = fit$var, robust_covariance = unname(sandwich),
    log_likelihood = fit$loglik[2], log_likelihood_null = null$loglik[2], rows = column(rows - 1), shares = column(shares),
    quantile = matrix(quantiles$fit, nrow = length(rows)), quantile_std_error = matrix(quantiles$se.fit, nrow = length(rows)))
  kept <- list()
  for (name in c("duration", "event", "upper", "weights", "offset", "strata", "cluster")) if (!is.null(data[[name]])) kept[[name]] <- column(data[[name]])
  kept$x <- columns(data$x)
  factors <- Filter(is.factor, as.list(data$x))
  if (length(factors)) kept$levels <- lapply(factors, function(f) column(levels(f)))
  write_golden(path, paste0("survreg(", text, ", dist = \"", words[[distribution]], "\")"), kept, expect, options = list(distribution = distribution), note = note)
}

lung_data <- with(lung, list(duration = time, event = status - 1, x = data.frame(age = age, sex = sex)))
veteran_data <- with(veteran, list(duration = time, event = status,
  x = data.frame(trt = trt, karno = karno, age = age, celltype = celltype)))
for (distribution in names(words)) {
  aft_golden(paste0("lung_", distribution, ".json"), lung_data, distribution, note = "survival::lung, status 2 is an event")
  aft_golden(paste0("veteran_", distribution, ".json"), veteran_data, distribution, c(1, 40, 100), note = "survival::veteran")
}
# Tobin's data are left-censored at 0 on a scale that is not time; durable goods plus one make a time.
aft_golden("tobin_log_normal.json", with(tobin, list(duration = ifelse(durable == 0, NA, durable + 1), upper = durable + 1, x = data.frame(age = age, quant = quant))),
           "log_normal", note = "survival::tobin: durable + 1, left-censored at 1")

seeded(711)
number <- 0
for (kind in c("right", "interval")) for (weights in c("", "integer_weights", "fractional_weights")) for (strata in c("", "strata")) for (distribution in names(words)) {
  if (distribution == "exponential" && strata == "strata") next
  number <- number + 1
  extra <- list(c(), "offset", "cluster", c("factor", "cluster"), c("offset", "factor"), "fractional_time")[[number %% 6 + 1]]
  features <- c(weights, strata, extra)
  features <- features[features != ""]
  design <- random_design(sample(60:150, 1), features, covariates = 1 + number %% 4)
  if (kind == "interval") {
    n <- length(design$duration)
    exact <- design$duration + round(runif(n), 2)
    look <- sample(c(1, 3, 10), n, TRUE)
    way <- sample(4, n, TRUE)
    low <- ifelse(way == 1, exact, floor(exact / look) * look)
    high <- ifelse(way == 1, exact, (floor(exact / look) + 1) * look)
    left <- way == 2
    low[left | low == 0] <- NA
    right <- design$event == 0
    low[right] <- exact[right]
    high[right] <- NA
    design$duration <- low
    design$upper <- high
    design$event <- NULL
  }
  aft_golden(sprintf("random_%02d.json", number), design, distribution, rows = sample(length(design$duration), 2), note = paste(c("random:", kind, features), collapse = " "))
}
