# Rewrites the JSON files beside it: Rscript tests/golden/survival/path/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages(library(glmnet))
unlink(list.files(".", "\\.json$"))

# The path in R (strata, (start, stop] rows) ends at the optimum with these only, and only with centred columns.
glmnet.control(epsnr = 1e-12, mxitnr = 1000)

path_golden <- function(path, data, options = list(), note = NULL) {
  x <- do.call(cbind, data$x)
  y <- if (is.null(data$entry)) Surv(data$duration, data$event) else Surv(data$entry, data$duration, data$event)
  if (!is.null(data$strata)) y <- stratifySurv(y, data$strata)
  factors <- rep(1, ncol(x))
  for (wanted in options$penalty_factors) factors[names(data$x) == wanted$column] <- if (identical(wanted$factor, "Inf")) Inf else wanted$factor
  given <- list(x = x, y = y, family = "cox", thresh = 1e-16, maxit = 1e8, penalty.factor = factors)
  if (!is.null(data$weights)) given$weights <- data$weights
  if (!is.null(data$offset)) given$offset <- data$offset
  if (!is.null(options$alpha)) given$alpha <- options$alpha
  if (!is.null(options$standardize)) given$standardize <- options$standardize
  if (!is.null(options$penalties)) given$lambda <- options$penalties
  fit <- do.call(glmnet, given)
  stopifnot(fit$jerr == 0)
  beta <- t(as.matrix(fit$beta))
  write_golden(path, "glmnet(x, y, family = \"cox\", thresh = 1e-16)", data, list(
    lambda = fit$lambda, deviance_ratio = fit$dev.ratio, null_deviance = fit$nulldev, terms = names(data$x), coef = unname(beta)
  ), options = c(list(ties = "breslow"), options), packages = c("glmnet", "survival"), note = note)
}

rows <- function(n, p, seed, weights = FALSE, strata = FALSE, entry = FALSE, offset = FALSE, correlated = 0) {
  seeded(seed)
  x <- matrix(rnorm(n * p), n, p) + correlated * rnorm(n)
  x[, 2] <- rbinom(n, 1, 0.3)
  x <- round(scale(x, TRUE, FALSE), 6)
  x <- sweep(x, 2, seq(1, 3, length.out = p), "*")
  eta <- drop(x[, 1:3] %*% c(0.5, -0.5, 0.2)) + 0.3 * x[, p] / 3
  time <- ceiling(rexp(n) * 12 * exp(-eta))
  censored <- ceiling(rexp(n) * 14)
  start <- if (entry) rpois(n, 2) else rep(0, n)
  data <- list(duration = start + pmin(time, censored), event = as.integer(time <= censored))
  if (entry) data$entry <- start
  if (weights) data$weights <- sample(1:6, n, TRUE) / 2
  if (strata) data$strata <- sample(1:3, n, TRUE)
  if (offset) data$offset <- round(rnorm(n) / 4, 6)
  data$x <- setNames(lapply(seq_len(p), function(j) x[, j]), paste0("x", seq_len(p)))
  data
}

# Folds and penalties are given, so that glmnet cross-validates the same fits.
validation_golden <- function(path, data, folds, options = list(), note = NULL) {
  x <- do.call(cbind, data$x)
  y <- if (is.null(data$entry)) Surv(data$duration, data$event) else Surv(data$entry, data$duration, data$event)
  if (!is.null(data$strata)) y <- stratifySurv(y, data$strata)
  data$fold <- folds
  given <- list(x = x, y = y, family = "cox", lambda = options$penalties, foldid = folds, thresh = 1e-16, maxit = 1e8, grouped = TRUE)
  if (!is.null(data$offset)) given$offset <- data$offset
  deviance <- do.call(cv.glmnet, c(given, type.measure = "deviance"))
  expect <- list(lambda = deviance$lambda, deviance = list(mean = deviance$cvm, std_error = deviance$cvsd, minimum = deviance$lambda.min, one_standard_error = deviance$lambda.1se))
  if (is.null(data$entry) && is.null(data$strata) && is.null(data$offset)) {
    order <- do.call(cv.glmnet, c(given, type.measure = "C"))
    expect$concordance <- list(mean = order$cvm, std_error = order$cvsd, minimum = order$lambda.min, one_standard_error = order$lambda.1se)
  }
  write_golden(path, "cv.glmnet(x, y, family = \"cox\", foldid = fold, thresh = 1e-16)", data, expect, options = c(list(ties = "breslow"), options),
               packages = c("glmnet", "survival"), note = note)
}

path_golden("lasso.json", rows(120, 8, 1), note = "ties, no more than that")
path_golden("weights.json", rows(150, 8, 2, weights = TRUE, offset = TRUE), note = "weights and an offset")
path_golden("elastic_net.json", rows(90, 10, 3, weights = TRUE, correlated = 1), list(alpha = 0.4), note = "correlated columns")
path_golden("ridge.json", rows(90, 6, 4), list(alpha = 0, penalties = c(2, 0.5, 0.1, 0.01)), note = "ridge")
path_golden("wide.json", rows(40, 60, 5), list(penalties = c(0.3, 0.25, 0.2, 0.15, 0.1, 0.05)), note = "more columns than rows")
path_golden("wide_ridge.json", rows(30, 45, 6), list(alpha = 0, penalties = c(1, 0.1)), note = "more columns than rows, ridge")
path_golden("raw.json", rows(100, 7, 7), list(standardize = FALSE), note = "columns as they are")
path_golden("factors.json", rows(110, 7, 8), list(penalties = c(0.2, 0.1, 0.05, 0.02, 0.005), penalty_factors = list(
  list(column = "x1", factor = 0), list(column = "x3", factor = 3), list(column = "x4", factor = "Inf"))), note = "one column free, one left out")
path_golden("strata.json", rows(150, 6, 9, weights = TRUE, strata = TRUE, offset = TRUE), list(penalties = c(0.1, 0.05, 0.02, 0.01)), note = "strata")
path_golden("entry.json", rows(150, 6, 10, weights = TRUE, entry = TRUE), list(penalties = c(0.1, 0.05, 0.02, 0.01)), note = "(start, stop] rows")
path_golden("everything.json", rows(160, 6, 11, weights = TRUE, entry = TRUE, strata = TRUE, offset = TRUE),
            list(alpha = 0.7, penalties = c(0.1, 0.05, 0.02, 0.01), penalty_factors = list(list(column = "x2", factor = 2))), note = "all of it")
seeded(12)
veteran <- survival::veteran
design <- model.matrix(~ trt + celltype + karno + diagtime + age + prior, veteran)[, -1]
path_golden("veteran.json", list(duration = veteran$time, event = veteran$status,
                                 x = setNames(lapply(seq_len(ncol(design)), function(j) design[, j] - mean(design[, j])), colnames(design))), note = "veteran")

seeded(13)
falling <- c(0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.03, 0.02, 0.01)
validation_golden("folds_plain.json", rows(160, 8, 14), sample(rep(1:5, length.out = 160)), list(penalties = falling), note = "five folds")
validation_golden("folds_strata.json", rows(200, 6, 15, strata = TRUE, entry = TRUE, offset = TRUE), sample(rep(1:4, length.out = 200)), list(penalties = falling),
                  note = "four folds of (start, stop] rows in strata")
