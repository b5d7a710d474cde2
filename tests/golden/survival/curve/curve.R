# Golden files of Kaplan-Meier, Nelson-Aalen and Aalen-Johansen curves.

curve_columns <- function(data) {
  data <- data[!vapply(data, is.null, TRUE)]
  columns(data)
}

with_group <- function(data) {
  data <- as.data.frame(data[!vapply(data, is.null, TRUE)])
  if (is.null(data$group)) data$group <- "all"
  data
}

limits <- function(fit, kind) {
  result <- list(column(fit$lower), column(fit$upper))
  names(result) <- paste0(kind, c("_lower", "_upper"))
  result
}

one_curve <- function(data, tau) {
  response <- if (is.null(data$entry)) Surv(data$duration, data$event) else Surv(data$entry, data$duration, data$event)
  weights <- if (is.null(data$weights)) rep(1, nrow(data)) else data$weights
  fit_as <- function(...) survfit(response ~ 1, weights = weights, robust = FALSE, se.fit = TRUE, ...)
  fit <- fit_as(conf.type = "log-log")
  # with fractional weights R's survival may come out as -3e-16 where it is 0: such data shows nothing
  if (any(fit$surv != 0 & fit$surv < 1e-12)) stop("survival is 0 but for R's rounding")
  efron <- fit_as(conf.type = "log", stype = 2, ctype = 2)
  start <- if (is.null(data$entry)) rep(-Inf, nrow(data)) else data$entry
  entered <- vapply(seq_along(fit$time), function(k)
    sum(weights[start >= c(-Inf, fit$time)[k] & start < fit$time[k]]), 0)
  probabilities <- c(0.1, 0.25, 0.5, 0.75, 0.9)
  out <- list(n = nrow(data), time = column(fit$time), at_risk = column(fit$n.risk), events = column(fit$n.event),
              censored = column(fit$n.censor), survival = column(fit$surv), std_error = column(fit$std.err))
  if (!is.null(data$entry)) out$entered_since_last_time <- column(entered)
  for (kind in c("log-log", "log", "plain")) {
    word <- sub("-", "_", kind)
    out <- c(out, limits(fit_as(conf.type = kind), word))
  }
  out$cumulative_hazard <- column(fit$cumhaz)
  out$cumulative_hazard_std_error <- column(fit$std.chaz)
  out$fleming_harrington_cumulative_hazard <- column(efron$cumhaz)
  out$fleming_harrington_survival <- column(efron$surv)
  quantiles <- list(probability = column(probabilities), time = column(quantile(fit, probabilities, conf.int = FALSE)))
  for (kind in c("log-log", "log", "plain")) {
    q <- quantile(fit_as(conf.type = kind), probabilities)
    word <- sub("-", "_", kind)
    quantiles[[paste0(word, "_lower")]] <- column(q$lower)
    quantiles[[paste0(word, "_upper")]] <- column(q$upper)
  }
  out$quantiles <- quantiles
  mean_table <- survival:::survmean(fit, rmean = tau)$matrix
  out$restricted_mean <- list(until = tau, mean = mean_table[["rmean"]], std_error = mean_table[["se(rmean)"]])
  out
}

curve_golden <- function(path, data, tau, note = NULL, stored = NULL) {
  frame <- with_group(data)
  groups <- lapply(sort(unique(frame$group)), function(label)
    c(list(group = label), one_curve(frame[frame$group == label, , drop = FALSE], tau)))
  call <- paste0("survfit(", if (is.null(data$entry)) "Surv(duration, event)" else "Surv(entry, duration, event)", " ~ 1",
                 if (!is.null(data$weights)) ", weights = weights", ", robust = FALSE, conf.type = …) in each group; ",
                 "survmean(rmean = ", tau, "); fleming_harrington: stype = 2, ctype = 2")
  write_golden(path, call, if (is.null(stored)) curve_columns(data) else stored, list(groups = groups), note = note)
}

# The variance by Greenwood's argument carried to several causes: the increments at a time are multinomial, and the state
# (S, F1, …, FJ) moves linearly (Andersen, Borgan, Gill & Keiding 1993, 4.4.1.3, with the multinomial covariance).
greenwood_of_causes <- function(at_risk, events) {
  causes <- ncol(events)
  state <- c(1, rep(0, causes))
  variance <- matrix(0, causes + 1, causes + 1)
  out <- matrix(0, nrow(events), causes + 1)
  for (k in seq_len(nrow(events))) {
    if (at_risk[k] > 0) {
      h <- events[k, ] / at_risk[k]
      move <- diag(causes + 1)
      move[1, 1] <- 1 - sum(h)
      move[-1, 1] <- h
      spread <- state[1]^2 * (diag(h, causes) - outer(h, h)) / at_risk[k]
      change <- rbind(-1, diag(causes))
      variance <- move %*% variance %*% t(move) + change %*% spread %*% t(change)
      state <- drop(move %*% state)
    }
    out[k, ] <- sqrt(pmax(diag(variance), 0))
  }
  out
}

one_aalen_johansen <- function(data, causes, at, tau) {
  state <- factor(data$cause, 0:causes, c("censored", seq_len(causes)))
  response <- if (is.null(data$entry)) Surv(data$duration, state) else Surv(data$entry, data$duration, state)
  weights <- if (is.null(data$weights)) rep(1, nrow(data)) else data$weights
  id <- seq_len(nrow(data))
  fit <- survfit(response ~ 1, weights = weights, id = id, conf.type = "log")
  log_log <- survfit(response ~ 1, weights = weights, id = id, conf.type = "log-log")
  plain <- survfit(response ~ 1, weights = weights, id = id, conf.type = "plain")
  start <- if (is.null(data$entry)) rep(-Inf, nrow(data)) else data$entry
  # weighted counts by definition: R's multi-state curve reports unweighted ones
  at_risk <- vapply(fit$time, function(t) sum(weights[start < t & data$duration >= t]), 0)
  events <- vapply(seq_len(causes), function(j)
    vapply(fit$time, function(t) sum(weights[data$duration == t & data$cause == j]), 0), numeric(length(fit$time)))
  events <- matrix(events, ncol = causes)
  by_greenwood <- greenwood_of_causes(at_risk, events)
  # product-limit by definition, to be sure of what R's multi-state curve is here
  survival <- cumprod(1 - rowSums(events) / pmax(at_risk, 1e-300))
  stopifnot(max(abs(survival - fit$pstate[, 1])) < 1e-12)
  if (is.null(data$weights) && is.null(data$entry)) stopifnot(max(abs(by_greenwood - fit$std.err)) < 1e-12)
  jackknife <- fit$std.err
  hazard <- matrix(apply(events / pmax(at_risk, 1e-300), 2, cumsum), ncol = causes)  # R leaves out causes without an event
  seen <- colSums(events) > 0
  stopifnot(max(abs(hazard[, seen, drop = FALSE] - fit$cumhaz[, seq_len(sum(seen)), drop = FALSE])) < 1e-12)
  out <- list(n = nrow(data), time = column(fit$time), at_risk = column(at_risk), events = events,
              survival = column(fit$pstate[, 1]), survival_std_error = column(jackknife[, 1]),
              incidence = fit$pstate[, -1, drop = FALSE], std_error = jackknife[, -1, drop = FALSE],
              greenwood_std_error = by_greenwood[, -1, drop = FALSE],
              cumulative_hazard = hazard)
  for (kind in c("log_log", "log", "plain")) {
    f <- list(log_log = log_log, log = fit, plain = plain)[[kind]]
    out[[paste0(kind, "_lower")]] <- f$lower[, -1, drop = FALSE]
    out[[paste0(kind, "_upper")]] <- f$upper[, -1, drop = FALSE]
  }
  part <- summary(fit, times = at[at <= max(fit$time)])
  out$at <- list(time = column(part$time), incidence = part$pstate[, -1, drop = FALSE], std_error = part$std.err[, -1, drop = FALSE])
  mean_table <- survival:::survmean2(fit, rmean = tau)$matrix
  out$restricted_mean <- list(until = tau, years_lost = column(mean_table[-1, "rmean"]), std_error = column(mean_table[-1, ncol(mean_table)]))
  out
}

aalen_johansen_golden <- function(path, data, at, tau, note = NULL) {
  frame <- with_group(data)
  causes <- max(frame$cause)
  groups <- lapply(sort(unique(frame$group)), function(label)
    c(list(group = label), one_aalen_johansen(frame[frame$group == label, , drop = FALSE], causes, at, tau)))
  call <- paste0("survfit(Surv(", if (!is.null(data$entry)) "entry, ", "duration, factor(cause)) ~ 1",
                 if (!is.null(data$weights)) ", weights = weights", ", id = row) in each group; std_error is the infinitesimal jackknife, ",
                 "greenwood_std_error the multinomial formula in curve.R: equal without weights and delayed entry")
  write_golden(path, call, curve_columns(data), list(groups = groups), note = note)
}
