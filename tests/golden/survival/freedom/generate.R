# Rewrites the JSON files beside it: Rscript tests/golden/survival/freedom/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages(library(survival))
unlink(list.files(".", "\\.json$"))

# Penalties by degrees of freedom. ridge(x, df = ) and pspline(x, df = ) stop within eps of them and lose their way when eps is small, so theta is
# found here, term by term in turn. With one penalised term df is that of coxph (which its own search must meet within its eps); of several, coxph
# compares blocks of variances, and df here is the number of the term's coefficients less the trace of penalty times variance (Gray 1992).
tight <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 100)
solved <- function(fit_at, freedom, df, low, high) {
  theta <- rep((low + high) / 2, length(df))
  for (turn in 1:60) {
    for (k in seq_along(df)) theta[k] <- uniroot(function(t) freedom(replace(theta, k, t))[k] - df[k], c(low, high), tol = 1e-14)$root
    if (max(abs(freedom(theta) - df)) < 1e-9) break
  }
  stopifnot(turn < 60)
  fit <- fit_at(theta)
  if (length(df) == 1) stopifnot(abs(fit$df[1] - df) < 1e-8)
  fit
}
columns <- function(frame) lapply(as.list(frame), column)

ridges <- function(path, data, ties, df) {
  frame <- cbind(data$x, duration = data$duration, event = data$event)
  written <- function(terms) as.formula(paste("Surv(duration, event) ~", paste(c(terms, setdiff(names(data$x), names(df))), collapse = " + ")))
  formula <- written(sprintf("ridge(%s, df = %.17g)", names(df), df))
  fit_at <- function(theta) coxph(written(sprintf("ridge(%s, theta = %.17g, scale = FALSE)", names(df), exp(theta))), frame, ties = ties, control = tight)
  freedom <- function(theta) 1 - exp(theta) * diag(fit_at(theta)$var)[seq_along(df)]
  fit <- solved(fit_at, freedom, df, -8, 16)
  if (length(df) == 1) stopifnot(abs(coxph(formula, frame, ties = ties)$df[1] - df) < 0.11)
  place <- match(names(data$x), sub("^ridge\\((.*)\\)$", "\\1", names(coef(fit))))
  stopifnot(!anyNA(place))
  write_golden(path, paste0("coxph(", deparse1(formula), ", ties = \"", ties, "\")"), list(duration = column(data$duration), event = column(data$event), x = columns(data$x)),
               list(coef = column(coef(fit)[place]), std_error = column(sqrt(diag(fit$var))[place])),
               options = list(kind = "ridge", ties = ties, columns = column(names(df)), degrees_of_freedom = column(unname(df))), packages = "survival")
}

curves <- function(path, data, ties, df, terms) {
  frame <- cbind(data$x, duration = data$duration, event = data$event)
  written <- function(pieces) as.formula(paste("Surv(duration, event) ~", paste(c(pieces, setdiff(names(data$x), names(df))), collapse = " + ")))
  formula <- written(sprintf("pspline(%s, df = %.17g, nterm = %d)", names(df), df, terms))
  # The basis reaches a thousandth of the range further, as mgcv's and ours.
  reach <- sapply(names(df), function(name) { r <- range(frame[[name]]); sprintf("c(%.17g, %.17g)", r[1] - diff(r) / 1000, r[2] + diff(r) / 1000) })
  fit_at <- function(theta) coxph(written(sprintf("pspline(%s, theta = %.17g, nterm = %d, Boundary.knots = %s)", names(df), theta, terms, reach)), frame, ties = ties, control = tight)
  bends <- crossprod(diff(diag(terms + 3), differences = 2))[-1, -1]
  freedom <- function(theta) {
    variance <- fit_at(theta)$var
    sapply(seq_along(df), function(k) { at <- (k - 1) * (terms + 2) + seq_len(terms + 2); terms + 2 - theta[k] / (1 - theta[k]) * sum(bends * variance[at, at]) })
  }
  fit <- solved(fit_at, freedom, df, 0.001, 0.9999)
  if (length(df) == 1) stopifnot(abs(coxph(formula, frame, ties = ties)$df[1] - df) < 0.11)
  line <- setdiff(names(data$x), names(df))
  write_golden(path, paste0("coxph(", deparse1(formula), ", ties = \"", ties, "\")"), list(duration = column(data$duration), event = column(data$event), x = columns(data$x)),
               list(linear_predictor = column(fit$linear.predictors), log_likelihood = fit$loglik[2], coef = column(coef(fit)[line])),
               options = list(kind = "curve", ties = ties, columns = column(names(df)), degrees_of_freedom = column(unname(df)), size = terms + 3), packages = "survival")
}

seeded(2207)
design <- function(n) {
  x <- data.frame(age = round(runif(n, 20, 60), 1), pay = round(rnorm(n), 2), remote = rbinom(n, 1, 0.4))
  time <- rexp(n) * exp(-(cos(x$age / 7) + 0.5 * x$pay - 0.4 * x$remote)) * 12
  end <- runif(n, 4, 30)
  list(duration = ceiling(pmin(time, end)), event = as.numeric(time <= end), x = x)
}
ridges("one.json", design(200), "efron", c(pay = 0.4))
ridges("two.json", design(260), "breslow", c(age = 0.15, remote = 0.7))
curves("curve.json", design(300), "efron", c(age = 4), 10)
curves("curves.json", design(400), "breslow", c(age = 5.5, pay = 2), 12)
