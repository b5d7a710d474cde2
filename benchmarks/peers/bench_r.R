# Rscript bench_r.R PROBLEM FOLDER REPEATS: reads float64 columns, times the work, prints one line of JSON.
arguments <- commandArgs(TRUE)
problem <- arguments[1]
folder <- arguments[2]
repeats <- as.integer(arguments[3])
if (!requireNamespace("survival", quietly = TRUE)) {
  cat("{\"missing\": \"not installed (package survival)\"}\n")
  quit()
}
suppressPackageStartupMessages(library(survival))
read <- function(name) {
  path <- file.path(folder, paste0(name, ".f64"))
  if (file.exists(path)) readBin(path, "double", file.size(path) / 8)
}
columns <- sapply(c("duration", "event", "entry", "cause", "prediction", "x", "penalties", "person", "start", "stop", "state", "next_state", "rater", "item", "rating", "answers", "group"), read, simplify = FALSE)
n <- length(columns$duration)  # 0 of a problem without durations
if (!is.null(columns$x)) columns$x <- matrix(columns$x, n)
fit_answer <- function(fit) list(coef = fit$coefficients, std_error = sqrt(diag(fit$var)), loglik = fit$loglik[2])

if (problem == "cox") {
  response <- Surv(columns$duration, columns$event)
  work <- function() coxph.fit(columns$x, response, NULL, NULL, NULL, coxph.control(), NULL, "efron", NULL, resid = FALSE)
  answer <- fit_answer
} else if (problem == "cox_intervals") {
  response <- Surv(columns$entry, columns$duration, columns$event)
  work <- function() agreg.fit(columns$x, response, NULL, NULL, NULL, coxph.control(), NULL, "efron", NULL, resid = FALSE)
  answer <- fit_answer
} else if (problem == "aft") {
  response <- Surv(columns$duration, columns$event)
  work <- function() survreg(response ~ columns$x, dist = "weibull", model = FALSE, x = FALSE, y = FALSE)
  answer <- function(fit) {
    terms <- length(fit$coefficients)
    list(coef = unname(fit$coefficients), std_error = unname(sqrt(diag(fit$var))[seq_len(terms)]), loglik = fit$loglik[2])
  }
} else if (problem == "curve") {
  frame <- data.frame(duration = columns$duration, event = columns$event)
  work <- function() survfit(Surv(duration, event) ~ 1, frame, conf.type = "log-log")
  answer <- function(fit) list(survival = fit$surv, std_error = fit$std.err * fit$surv)
} else if (problem == "causes") {
  frame <- data.frame(duration = columns$duration, cause = factor(columns$cause, 0:2))
  work <- function() survfit(Surv(duration, cause) ~ 1, frame, conf.type = "log-log")
  answer <- function(fit) list(incidence = as.vector(fit$pstate[, -1]))
} else if (problem == "fine_gray_small") {
  work <- function() cmprsk::crr(columns$duration, columns$cause, columns$x)
  answer <- function(fit) list(coef = unname(fit$coef), std_error = sqrt(diag(fit$invinf)), loglik = fit$loglik)
} else if (problem == "path") {
  response <- Surv(columns$duration, columns$event)
  work <- function() glmnet::glmnet(columns$x, response, family = "cox", lambda = columns$penalties, standardize = FALSE)
  answer <- function(fit) list(coef = as.vector(as.matrix(fit$beta)[, c(21, 41, 60)]))
} else if (problem == "hazard") {  # the rows are written out beforehand, which is not timed
  rows <- rep(seq_len(n), columns$duration)
  period <- sequence(columns$duration)
  left <- as.numeric(period == columns$duration[rows] & columns$event[rows] == 1)
  terms <- cbind(columns$x[rows, ], outer(period, seq_len(max(period)), "=="))
  work <- function() glm.fit(terms, left, family = binomial(), control = glm.control(epsilon = 1e-12))
  answer <- function(fit) {
    p <- ncol(columns$x)
    list(coef = unname(fit$coefficients[seq_len(p)]), std_error = unname(sqrt(diag(chol2inv(fit$qr$qr[seq_len(ncol(terms)), , drop = FALSE]))[seq_len(p)])), loglik = -fit$deviance / 2)
  }
} else if (problem == "raters") {
  frame <- data.frame(rating = columns$rating, person = factor(columns$person), rater = factor(columns$rater))
  work <- function() lme4::lmer(rating ~ 1 + (1 | person) + (1 | rater), frame, control = lme4::lmerControl(calc.derivs = FALSE))
  answer <- function(fit) {
    found <- as.data.frame(lme4::VarCorr(fit))
    list(variance = found$vcov[match(c("person", "rater", "Residual"), found$grp)], mean = unname(lme4::fixef(fit)))
  }
} else if (problem == "states") {
  words <- c("in class", "posted", "left")
  frame <- data.frame(id = columns$person, start = columns$start, stop = columns$stop, event = factor(columns$next_state, c(0, 2, 3), c("none", "posted", "left")),
                      istate = factor(columns$state, 1:3, words))
  work <- function() survfit(Surv(start, stop, event) ~ 1, frame, id = id, istate = istate, conf.type = "log")
  answer <- function(fit) {
    order <- match(words, fit$states)
    list(probability = as.vector(fit$pstate[, order]), std_error = as.vector(fit$std.err[, order]))
  }
} else if (problem == "return_probability") {
  frame <- data.frame(duration = columns$duration, cause = factor(columns$cause, 0:2), group = columns$group)
  work <- function() survfit(Surv(duration, cause) ~ group, frame, conf.type = "log-log")
  answer <- function(fit) list(probability = summary(fit, times = c(90, 180, 365), extend = TRUE)$pstate[, 2])
} else if (problem == "change") {
  frame <- data.frame(duration = columns$duration, cause = factor(columns$cause, 0:7), group = columns$group)
  work <- function() survfit(Surv(duration, cause) ~ group, frame, conf.type = "log-log")
  answer <- function(fit) {
    at <- summary(fit, times = 120)$pstate
    list(before = at[1, 2:7], after = at[2, 2:7])
  }
} else if (problem == "second_spells") {
  frame <- data.frame(duration = columns$duration, event = columns$event, returner = columns$group, person = columns$person, columns$x)
  work <- function() list(coxph(Surv(duration, event) ~ returner, frame, cluster = person), coxph(Surv(duration, event) ~ returner + X1 + X2 + X3, frame, cluster = person))
  answer <- function(fit) list(coef = sapply(fit, function(each) unname(coef(each)[1])), std_error = sapply(fit, function(each) sqrt(each$var[1, 1])))
} else if (problem == "moves") {
  frame <- data.frame(duration = columns$duration, cause = factor(columns$cause, 0:6), post = columns$group, id = seq_along(columns$duration))
  work <- function() survfit(Surv(duration, cause) ~ post, frame, id = id, conf.type = "log-log")
  answer <- function(fit) {
    at <- summary(fit, times = c(12, 24, 36), extend = TRUE)
    list(probability = as.vector(at$pstate[, match(as.character(c(1:4, 6)), fit$states)]), std_error = as.vector(at$std.err[, match(as.character(c(1:4, 6)), fit$states)]))
  }
} else if (problem == "concordance") {
  frame <- data.frame(duration = columns$duration, event = columns$event, prediction = columns$prediction)
  work <- function() concordance(Surv(duration, event) ~ prediction, frame, reverse = TRUE)
  answer <- function(fit) list(concordance = unname(fit$concordance), std_error = sqrt(fit$var))
} else if (problem == "facets") {
  suppressPackageStartupMessages(library(mfrmr))
  frame <- data.frame(person = sprintf("p%06d", columns$person), rater = sprintf("r%03d", columns$rater), item = paste0("i", columns$item), rating = columns$rating)
  work <- function() suppressMessages(fit_mfrm(frame, person = "person", facets = c("rater", "item"), score = "rating", method = "JML", model = "RSM", reltol = 1e-12, maxit = 5000))
  answer <- function(fit) {
    others <- as.data.frame(fit$facets$others)
    list(severity = others$Estimate[others$Facet == "rater"], step = as.data.frame(fit$steps)$Estimate, loglik = fit$summary$LogLik)
  }
} else if (problem == "differential") {
  suppressPackageStartupMessages(library(difR))
  answers <- matrix(columns$answers, nrow = length(columns$group))
  work <- function() list(difR::mantelHaenszel(answers, columns$group), difR::Logistik(answers, columns$group))
  answer <- function(fit) list(odds_ratio = fit[[1]]$resAlpha, statistic = fit[[1]]$resMH, both = fit[[2]]$stat)
} else {
  cat("{\"missing\": \"has no such analysis\"}\n")
  quit()
}
seconds <- processor <- numeric(repeats)
for (i in seq_len(repeats)) {
  gc(FALSE)
  used <- sum(proc.time()[1:2])
  start <- Sys.time()
  result <- work()
  seconds[i] <- as.numeric(difftime(Sys.time(), start, units = "secs"))
  processor[i] <- sum(proc.time()[1:2]) - used
  if (sum(seconds) > 60) {
    seconds <- seconds[seq_len(i)]
    processor <- processor[seq_len(i)]
    break
  }
}
list_text <- function(values) paste0("[", paste(ifelse(is.finite(values), sprintf("%.17g", values), "NaN"), collapse = ","), "]")
parts <- answer(result)
package <- switch(problem, path = "glmnet", facets = "mfrmr", differential = "difR", "")
version <- if (nzchar(package)) paste(package, packageVersion(package)) else packageVersion("survival")
cat(sprintf("{\"version\": \"%s (R %s)\", \"seconds\": %s, \"processor\": %s, \"answer\": {%s}}\n", version, getRversion(), list_text(seconds), list_text(processor),
            paste(sprintf("\"%s\": %s", names(parts), vapply(parts, list_text, "")), collapse = ", ")))
