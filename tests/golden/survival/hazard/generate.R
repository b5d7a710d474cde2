# Rewrites the JSON files beside it: Rscript tests/golden/survival/hazard/generate.R
# Every model is fitted to the expanded table, one row for each person and period.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
source("../designs.R")
suppressPackageStartupMessages(library(mgcv))

unlink(list.files(".", "\\.json$"))

# One row for each person and period; periods of a stratum in which nobody or everybody left say nothing about the rest.
expanded <- function(data, free = TRUE) {
  n <- length(data$duration)
  entry <- if (is.null(data$entry)) rep(0, n) else data$entry
  from <- rep(seq_len(n), data$duration - entry)
  frame <- as.data.frame(data$x)[from, , drop = FALSE]
  frame$person <- from
  frame$period <- unlist(lapply(seq_len(n), function(i) seq(entry[i] + 1, data$duration[i])))
  frame$y <- as.integer(frame$period == data$duration[from] & data$event[from] == 1)
  frame$w <- if (is.null(data$weights)) 1 else data$weights[from]
  frame$known <- if (is.null(data$offset)) 0 else data$offset[from]
  frame$stratum <- if (is.null(data$strata)) "" else data$strata[from]
  if (!is.null(data$site)) frame$site <- factor(data$site[from])
  frame$cell <- factor(sprintf("%s %04d", frame$stratum, frame$period))
  if (free) {
    share <- tapply(frame$y, frame$cell, mean)
    frame <- frame[share[as.character(frame$cell)] > 0 & share[as.character(frame$cell)] < 1, , drop = FALSE]
    frame$cell <- droplevels(frame$cell)
  }
  frame
}

kept_of <- function(data) {
  kept <- list()
  for (name in c("duration", "event", "entry", "weights", "offset", "strata", "cluster", "site")) if (!is.null(data[[name]])) kept[[name]] <- column(data[[name]])
  kept$x <- columns(data$x)
  factors <- Filter(is.factor, as.list(data$x))
  if (length(factors)) kept$levels <- lapply(factors, function(f) column(levels(f)))
  kept
}

tight <- glm.control(epsilon = 1e-15, maxit = 200)
hazard_golden <- function(path, data, link, bands = NULL, note = NULL, kept = kept_of(data)) {
  frame <- expanded(data)
  if (!is.null(bands)) {
    frame <- expanded(data, FALSE)
    frame$cell <- factor(findInterval(frame$period, bands, left.open = TRUE))
  }
  # The baseline is that of a person at the weighted means of the rows.
  weights <- if (is.null(data$weights)) rep(1, length(data$duration)) else data$weights
  terms <- model.matrix(as.formula(paste("~", paste(names(data$x), collapse = "+"))), data$x)[, -1, drop = FALSE]
  means <- colSums(terms * weights) / sum(weights)
  x <- sweep(terms, 2, means)[frame$person, , drop = FALSE]
  design <- cbind(if (nlevels(frame$cell) > 1) model.matrix(~ 0 + cell, frame) else 1, x)
  fit <- suppressWarnings(glm.fit(design, frame$y, weights = frame$w, offset = frame$known, family = binomial(link), control = tight))
  stopifnot(fit$converged)
  # glm ends where its deviance no longer changes: Fisher's steps go on to where the slope of the likelihood is 0.
  beta <- fit$coefficients
  for (step in 1:50) {
    mu <- binomial(link)$linkinv(drop(design %*% beta) + frame$known)
    slope <- binomial(link)$mu.eta(drop(design %*% beta) + frame$known)
    score <- design * (frame$w * (frame$y - mu) * slope / (mu * (1 - mu)))
    covariance <- solve(crossprod(design * sqrt(frame$w * slope^2 / (mu * (1 - mu)))))
    if (max(abs(colSums(score))) < 1e-11) break
    beta <- beta + drop(covariance %*% colSums(score))
  }
  stopifnot(max(abs(colSums(score))) < 1e-9, max(abs(beta - fit$coefficients)) < 1e-5)
  fit$coefficients <- beta
  loglik <- function(mu) sum(frame$w * ifelse(frame$y == 1, log(mu), log1p(-mu)))
  null <- suppressWarnings(glm.fit(design[, seq_len(ncol(design) - ncol(x)), drop = FALSE], frame$y, weights = frame$w, offset = frame$known, family = binomial(link), control = tight))
  together <- if (is.null(data$cluster)) frame$person else data$cluster[frame$person]
  meat <- crossprod(rowsum(score, together))
  robust <- covariance %*% meat %*% covariance
  last <- seq(ncol(design) - ncol(x) + 1, ncol(design))
  # Without each column in turn, and all its coefficients against their covariance.
  of_column <- attr(model.matrix(as.formula(paste("~", paste(names(data$x), collapse = "+"))), data$x), "assign")[-1]
  wald <- ratio <- freedom <- numeric()
  for (k in seq_along(data$x)) {
    own <- last[of_column == k]
    wald[k] <- drop(beta[own] %*% solve(covariance[own, own, drop = FALSE], beta[own]))
    without <- suppressWarnings(glm.fit(design[, -own, drop = FALSE], frame$y, weights = frame$w, offset = frame$known, family = binomial(link), control = tight, start = beta[-own]))
    stopifnot(without$converged, loglik(without$fitted.values) > loglik(null$fitted.values) - 1e-6)
    ratio[k] <- 2 * (loglik(mu) - loglik(without$fitted.values))
    freedom[k] <- length(own)
  }
  aic <- 2 * ncol(design) - 2 * loglik(mu)
  bic <- log(sum(frame$w > 0)) * ncol(design) - 2 * loglik(mu)
  if (all(frame$w == 1)) stopifnot(abs(fit$aic - aic) < 1e-6)
  # Curves of the first people, with the delta method over all coefficients.
  all_rows <- expanded(data, FALSE)
  band_of <- function(stratum, period) if (is.null(bands)) sprintf("%s %04d", stratum, period) else as.character(findInterval(period, bands, left.open = TRUE))
  curves <- lapply(1:3, function(i) {
    stratum <- if (is.null(data$strata)) "" else data$strata[i]
    log_stay <- 0
    gradient <- numeric(ncol(design))
    rows <- list()
    for (u in 1:min(6, max(all_rows$period[all_rows$stratum == stratum]))) {
      cell <- band_of(stratum, u)
      if (cell %in% levels(frame$cell)) {
        z <- c(if (nlevels(frame$cell) > 1) as.numeric(levels(frame$cell) == cell) else 1, terms[i, ] - means)
        eta <- sum(z * beta)
        h <- binomial(link)$linkinv(eta)
        log_stay <- log_stay + log1p(-h)
        gradient <- gradient - z * binomial(link)$mu.eta(eta) / (1 - h)
      } else if (any(all_rows$y[all_rows$stratum == stratum & all_rows$period == u] == 1)) break  # everybody left
      error <- sqrt(drop(gradient %*% covariance %*% gradient))
      reach <- if (log_stay < 0) qnorm(0.975) * error / -log_stay else 0
      rows[[u]] <- c(exp(log_stay), exp(log_stay) * error, exp(log_stay * exp(reach)), exp(log_stay * exp(-reach)))
    }
    list(person = i - 1, survival = column(sapply(rows, `[`, 1)), std_error = column(sapply(rows, `[`, 2)), lower = column(sapply(rows, `[`, 3)), upper = column(sapply(rows, `[`, 4)))
  })
  write_golden(path, paste0("glm.fit(expanded, binomial(\"", link, "\"))"), kept, list(
    baseline = column(fit$coefficients[-last]), baseline_std_error = column(sqrt(diag(covariance))[-last]), coefficient = column(fit$coefficients[last]),
    covariance = unname(covariance[last, last, drop = FALSE]), robust_covariance = unname(robust[last, last, drop = FALSE]), log_likelihood = loglik(mu), log_likelihood_null = loglik(null$fitted.values),
    means = column(means), person_periods = nrow(expanded(data, FALSE)), aic = aic, bic = bic, wald = column(wald), likelihood_ratio = column(ratio), degrees_of_freedom = column(freedom),
    curves = curves),
    options = c(list(link = link), if (!is.null(bands)) list(bands = column(bands))), note = note)
}

job <- jsonlite::fromJSON("../../data/job_retention.json")$data
job_data <- list(duration = job$month, event = job$left, x = data.frame(gender = factor(job$gender), level = factor(job$level), sentiment = job$sentiment, intention = job$intention))
for (link in c("logit", "cloglog")) hazard_golden(paste0("job_retention_", link, ".json"), job_data, link, kept = list(file = "job_retention.json", duration = "month", event = "left",
  x = column(c("gender", "level", "sentiment", "intention"))))

seeded(812)
number <- 0
for (link in c("logit", "cloglog")) for (weights in c("", "integer_weights", "fractional_weights")) for (strata in c("", "strata")) for (entry in c("", "entry")) {
  number <- number + 1
  extra <- list(c(), "offset", "cluster", c("factor", "cluster"), c("offset", "factor"))[[number %% 5 + 1]]
  features <- c("ties", weights, strata, entry, extra)
  features <- features[features != ""]
  design <- random_design(sample(90:180, 1), features, covariates = 1 + number %% 4)
  hazard_golden(sprintf("random_%02d.json", number), design, link, bands = if (number %% 6 == 0 && strata == "") c(2, 5), note = paste(c("random:", features), collapse = " "))
}

# Smooth terms and random intercepts against mgcv at smoothing parameters that are given, and at those that it chooses.
smooth_design <- function(n, periods = 14, effect = 1, groups = 0) {
  x <- data.frame(age = round(runif(n, 20, 60), 1), pay = round(rnorm(n), 2), remote = rbinom(n, 1, 0.4))
  site <- if (groups > 0) sample(groups, n, TRUE)
  of_site <- if (groups > 0) rnorm(groups, 0, 0.6)[site] else 0
  time <- integer(n)
  event <- numeric(n)
  last <- sample(4:periods, n, TRUE)
  for (i in seq_len(n)) for (t in seq_len(last[i])) {
    eta <- -2.2 + 0.9 * sin(t / 2.2) + effect * cos(x$age[i] / 6) + 0.4 * x$pay[i]^2 - 0.5 * x$remote[i] + of_site[min(i, length(of_site))]
    time[i] <- t
    if (runif(1) < plogis(eta)) { event[i] <- 1; break }
  }
  list(duration = time, event = event, x = x, site = site)
}

smooth_golden <- function(path, data, link, terms, baseline = c("smooth", "free"), sizes = c(10, 10), note = NULL) {
  baseline <- match.arg(baseline)
  frame <- expanded(data, baseline == "free")
  pieces <- c(if (baseline == "smooth") sprintf("s(period, bs = \"ps\", k = %d, m = c(2, 2))", sizes[1]) else "0 + cell",
              sprintf("s(%s, bs = \"ps\", k = %d, m = c(2, 2))", terms, sizes[2]), setdiff(names(data$x), terms), if (!is.null(data$site)) "s(site, bs = \"re\")")
  formula <- as.formula(paste("y ~", paste(pieces, collapse = " + ")))
  fitted_at <- function(sp = NULL) gam(formula, family = binomial(link), data = frame, method = "REML", sp = sp, control = gam.control(epsilon = 1e-14, maxit = 500, newton = list(conv.tol = 1e-11, maxNstep = 5, maxHalf = 60)))
  of <- function(fit) {
    scale <- sapply(fit$smooth, function(s) s$S.scale)
    list(smoothing = column(fit$sp / scale), log_likelihood = as.numeric(-deviance(fit) / 2), penalised_log_likelihood = as.numeric(-deviance(fit) / 2 - penalty(fit) / 2),
         effective = column(c(sapply(fit$smooth, function(s) sum(fit$edf[s$first.para:s$last.para])))), effective_all = sum(fit$edf), reml = as.numeric(-fit$gcv.ubre),
         coefficient = column(coef(fit)[setdiff(names(data$x), terms)]), std_error = column(sqrt(diag(fit$Vp))[match(setdiff(names(data$x), terms), names(coef(fit)))]),
         site = if (!is.null(data$site)) column(coef(fit)[grep("s\\(site\\)", names(coef(fit)))]),
         hazard = column(predict(fit, type = "response")[seq(1, nrow(frame), length.out = 40)]), person = column(frame$person[seq(1, nrow(frame), length.out = 40)] - 1),
         period = column(frame$period[seq(1, nrow(frame), length.out = 40)]))
  }
  penalty <- function(fit) {
    sum(sapply(seq_along(fit$smooth), function(k) {
      s <- fit$smooth[[k]]
      b <- coef(fit)[s$first.para:s$last.para]
      fit$sp[k] * drop(t(b) %*% s$S[[1]] %*% b)
    }))
  }
  chosen <- fitted_at()
  given <- fitted_at(sp = 3 * chosen$sp)
  # At given parameters mgcv names none.
  given$sp <- 3 * chosen$sp
  write_golden(path, paste(deparse(formula), collapse = ""), kept_of(data), list(chosen = of(chosen), given = of(given)),
    options = list(link = link, baseline = baseline, smooth = column(terms), sizes = column(sizes)), packages = "mgcv", note = note)
}

seeded(4711)
smooth_golden("smooth_logit.json", smooth_design(500), "logit", c("age", "pay"))
smooth_golden("smooth_cloglog.json", smooth_design(450), "cloglog", "age")
smooth_golden("smooth_free.json", smooth_design(600), "logit", c("age", "pay"), baseline = "free", sizes = c(10, 14))
smooth_golden("groups_free.json", smooth_design(500, groups = 12), "logit", character(), baseline = "free")
smooth_golden("groups_smooth.json", smooth_design(500, groups = 15), "logit", "age")
