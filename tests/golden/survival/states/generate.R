# Rewrites the JSON files beside it: Rscript tests/golden/survival/states/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages({library(survival); library(etm)})
unlink(list.files(".", "\\.json$"))

# Columns by time and state as a matrix with a row for each time.
by_survfit <- function(data, until) {
  states <- sort(unique(c(data$state, data$next_state[!is.na(data$next_state)])))
  frame <- data.frame(id = data$person, start = data$start, stop = data$stop, weight = if (is.null(data$weights)) 1 else data$weights,
                      event = factor(ifelse(is.na(data$next_state), "none", data$next_state), c("none", states)), istate = factor(data$state, states))
  fit <- survfit(Surv(start, stop, event) ~ 1, frame, weights = weight, id = id, istate = istate, influence = TRUE, conf.type = "log", timefix = FALSE)
  order <- match(states, fit$states)
  plain <- survfit(Surv(start, stop, event) ~ 1, frame, weights = weight, id = id, istate = istate, conf.type = "plain", timefix = FALSE)
  means <- summary(fit, rmean = until)$table
  spread <- sum(fit$p0 > 0) > 1
  pairs <- strsplit(colnames(fit$cumhaz), ".", fixed = TRUE)
  result <- list(states = states, time = column(fit$time), initial = column(fit$p0[order]), probability = unname(fit$pstate[, order]))
  # R leaves the weights out of the influence of the beginning, and out of the errors of expected times.
  if (!spread || is.null(data$weights)) result <- c(result, list(std_error = unname(fit$std.err[, order])))
  result <- c(result, list(
    at_risk = unname(fit$n.risk[, order]),
    from = column(vapply(pairs, function(pair) fit$states[as.integer(pair[1])], "")), to = column(vapply(pairs, function(pair) fit$states[as.integer(pair[2])], "")),
    cumulative_hazard = unname(fit$cumhaz), until = until, expected_time = column(unname(means[order, "rmean"]))))
  if (is.null(data$weights)) result <- c(result, list(expected_time_std_error = column(unname(means[order, "se(rmean)"]))))
  result
}

by_etm <- function(data) {
  states <- sort(unique(c(data$state, data$next_state[!is.na(data$next_state)])))
  tra <- matrix(FALSE, length(states), length(states), dimnames = list(states, states))
  moved <- !is.na(data$next_state)
  tra[cbind(match(data$state[moved], states), match(data$next_state[moved], states))] <- TRUE
  data <- data[data$state %in% data$state[moved], ]  # etm refuses rows in a state that nobody leaves
  moved <- !is.na(data$next_state)
  frame <- data.frame(id = data$person, from = data$state, to = ifelse(moved, data$next_state, "cens"), entry = data$start, exit = data$stop)
  fit <- etm(frame, states, tra, "cens", s = 0, covariance = TRUE)
  cells <- expand.grid(from = states, to = states, stringsAsFactors = FALSE)
  probability <- sapply(seq_len(nrow(cells)), function(i) fit$est[cells$from[i], cells$to[i], ])
  variance <- sapply(seq_len(nrow(cells)), function(i) { name <- paste(cells$from[i], cells$to[i]); fit$cov[name, name, ] })
  list(states = states, time = column(fit$time), from = cells$from, to = cells$to, probability = unname(probability), variance = unname(variance))
}

golden <- function(path, data, until, etm = FALSE, note = NULL) {
  expect <- list(survfit = by_survfit(data, until))
  if (etm) expect$etm <- by_etm(data)
  kept <- data[intersect(c("person", "start", "stop", "state", "next_state", "weights"), names(data))]
  write_golden(path, "survfit(Surv(start, stop, next_state) ~ 1, id = person, istate = state, influence = TRUE), etm(…, s = 0, covariance = TRUE)", as.list(kept), expect,
               packages = c("survival", "etm"), note = note)
}

# mgus2: benign -> malignant -> dead, a malignancy found at death lies a little before it.
with(mgus2, {
  found <- pstat == 1
  at <- ifelse(found & ptime == futime, ptime - 0.1, ptime)
  first <- data.frame(person = id, start = 0, stop = ifelse(found, at, futime), state = "benign", next_state = ifelse(found, "malignant", ifelse(death == 1, "dead", NA)))
  second <- data.frame(person = id, start = at, stop = futime, state = "malignant", next_state = ifelse(death == 1, "dead", NA))[found, ]
  golden("mgus2.json", rbind(first, second), 240, etm = TRUE, note = "survival::mgus2")
})

# People who move between states at random, seen for a while.
random_stays <- function(n, states, entry, ties, spread, weights) {
  rows <- list()
  rates <- matrix(rexp(states^2, 8), states)
  rates[states, ] <- 0  # the last one is never left
  if (states > 2) rates[1, 2] <- 0.3
  for (i in seq_len(n)) {
    state <- if (spread) sample(states - 1, 1) else 1
    time <- if (entry) runif(1, 0, 6) * rbinom(1, 1, 0.6) else 0
    end <- time + runif(1, 2, 14)
    if (ties) { time <- floor(time); end <- ceiling(end) }
    w <- if (weights) round(runif(1, 0.3, 3), 2) else 1
    repeat {
      out <- rates[state, ]; out[state] <- 0
      wait <- if (sum(out) > 0) rexp(1, sum(out)) else Inf
      if (ties) wait <- ceiling(wait)
      if (time + wait > end) { rows[[length(rows) + 1]] <- data.frame(person = i, start = time, stop = end, state = state, next_state = NA, weights = w); break }
      to <- sample(states, 1, prob = out)
      rows[[length(rows) + 1]] <- data.frame(person = i, start = time, stop = time + wait, state = state, next_state = to, weights = w)
      time <- time + wait
      state <- to
      if (time >= end) break
    }
  }
  data <- do.call(rbind, rows)
  # A stay that is cut in two is the same stay.
  data$state <- letters[data$state]
  data$next_state <- ifelse(is.na(data$next_state), NA, letters[data$next_state])
  if (!weights) data$weights <- NULL
  data[sample(nrow(data)), ]
}
seeded(20261)
number <- 0
for (design in list(list(40, 3, FALSE, TRUE, FALSE, FALSE), list(50, 4, FALSE, FALSE, TRUE, FALSE), list(60, 3, TRUE, TRUE, FALSE, FALSE), list(60, 4, TRUE, FALSE, TRUE, FALSE),
                    list(50, 3, FALSE, TRUE, FALSE, TRUE), list(60, 5, TRUE, TRUE, TRUE, TRUE), list(120, 2, TRUE, TRUE, FALSE, FALSE), list(80, 5, FALSE, TRUE, TRUE, FALSE))) {
  number <- number + 1
  data <- do.call(random_stays, design)
  golden(sprintf("random_%02d.json", number), data, 9, etm = !design[[6]])
}
