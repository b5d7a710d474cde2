# One Cox golden file from one data set: the fit and everything that is derived from it.

# With the tolerance of the control, Newton's method ends at the optimum; the score is checked to be zero there.
tight <- suppressWarnings(coxph.control(eps = 1e-14, iter.max = 100))  # R prefers a looser eps than toler.chol

design_frame <- function(data) {
  frame <- data.frame(duration = data$duration, event = data$event)
  for (name in c("entry", "weights", "offset", "strata", "cluster")) frame[[name]] <- data[[name]]
  for (name in names(data$x)) frame[[name]] <- data$x[[name]]
  frame
}

cox_formula <- function(data, options) {
  response <- if (is.null(data$entry)) "Surv(duration, event)" else "Surv(entry, duration, event)"
  terms <- names(data$x)
  if (options$ridge > 0)
    terms <- sprintf("ridge(%s, theta = %.17g, scale = FALSE)", paste(terms, collapse = ", "), options$ridge)
  if (!is.null(data$strata)) terms <- c(terms, "strata(strata)")
  if (!is.null(data$offset)) terms <- c(terms, "offset(offset)")
  paste(response, "~", paste(terms, collapse = " + "))
}

cox_call <- function(data, options) {
  paste0("coxph(", cox_formula(data, options), ", ties = \"", options$ties, "\"",
         if (!is.null(data$weights)) ", weights = weights", ", control = coxph.control(eps = 1e-14, iter.max = 100))")
}

concordance_list <- function(counts, variance) list(
  concordant = counts[["concordant"]], discordant = counts[["discordant"]], tied_x = counts[["tied.x"]],
  tied_y = counts[["tied.y"]], tied_xy = counts[["tied.xy"]],
  concordance = (counts[["concordant"]] + counts[["tied.x"]] / 2) /
    (counts[["concordant"]] + counts[["discordant"]] + counts[["tied.x"]]),
  variance = variance, std_error = sqrt(variance))

step_at <- function(time, values, at, before) c(before, values)[findInterval(at, time) + 1]

cox_expect <- function(data, options, new_rows, grid, ahead) {
  frame <- design_frame(data)
  formula <- as.formula(cox_formula(data, options))
  weights <- frame$weights
  arguments <- list(formula, data = frame, ties = options$ties, control = tight, model = TRUE, x = TRUE, y = TRUE)
  if (!is.null(weights)) arguments$weights <- quote(weights)
  plain <- do.call(coxph, c(arguments, list(robust = FALSE)))
  robust_available <- options$ridge == 0
  robust <- NULL
  if (robust_available) {
    frame$row_cluster <- if (is.null(frame$cluster)) seq_len(nrow(frame)) else as.integer(factor(frame$cluster))
    arguments$data <- frame
    robust <- do.call(coxph, c(arguments, list(cluster = quote(row_cluster))))
    stopifnot(max(abs(coef(robust) - coef(plain))) < 1e-12)
  }
  beta <- coef(plain)
  information <- solve(plain$var)
  score <- colSums(as.matrix(residuals(plain, "score", weighted = TRUE))) - options$ridge * beta
  newton <- drop(plain$var %*% score)
  relative <- max(abs(newton) / pmax(abs(beta), 1e-2))
  if (relative > 1e-10) stop("not at the optimum: ", relative)

  x <- plain$x
  terms <- if (options$ridge > 0) names(data$x) else colnames(x)
  offset <- if (is.null(frame$offset)) 0 else frame$offset
  lp <- drop(x %*% beta) + offset
  event_weights <- if (is.null(weights)) rep(1, nrow(frame)) else weights

  expect <- list(terms = column(terms), coef = column(beta), var = plain$var, std_error = column(sqrt(diag(plain$var))))
  if (robust_available) {
    expect$robust_var <- robust$var
    expect$robust_std_error <- column(sqrt(diag(robust$var)))
  }
  loglik <- plain$loglik
  if (options$ridge > 0) {  # R's two numbers of a penalised fit, restated without the penalty
    arguments$formula <- NULL
    unpenalised <- cox_formula(data, list(ridge = 0))
    at <- function(start) {
      a <- list(as.formula(unpenalised), data = frame, ties = options$ties, init = start,
                control = coxph.control(iter.max = 0), robust = FALSE)
      if (!is.null(weights)) a$weights <- quote(weights)
      suppressWarnings(do.call(coxph, a))$loglik[1]
    }
    loglik <- c(at(0 * beta), at(beta))
  }
  expect$loglik <- column(loglik)
  if (options$ridge == 0) {
    expect$likelihood_ratio_test <- 2 * diff(loglik)
    expect$score_test <- plain$score
    expect$wald_test <- if (is.null(data$cluster)) plain$wald.test else robust$wald.test
  }
  expect$means <- column(plain$means)
  expect$linear_predictor <- column(lp)
  expect$n <- nrow(frame)
  expect$event_count <- plain$nevent

  # concordance of the fit, its variance by row, or by cluster where there is one
  response <- if (is.null(frame$entry)) "Surv(duration, event)" else "Surv(entry, duration, event)"
  frame$lp <- lp
  parts <- paste(response, "~ lp", if (is.null(frame$strata)) "" else "+ strata(strata)")
  a <- list(as.formula(parts), data = frame, reverse = TRUE)
  if (!is.null(weights)) a$weights <- quote(weights)
  if (!is.null(frame$cluster)) a$cluster <- quote(cluster)
  counts <- do.call(concordance, a)
  total <- if (is.matrix(counts$count)) colSums(counts$count) else counts$count
  names(total) <- c("concordant", "discordant", "tied.x", "tied.y", "tied.xy")
  expect$concordance <- concordance_list(total, counts$var)

  # curves: the covariates at zero, then the new rows
  times <- grid
  curve <- function(row) {
    fit <- survfit(plain, newdata = row, conf.type = "log", censor = TRUE)
    fit
  }
  zero <- frame[1, , drop = FALSE]
  for (name in names(data$x))
    zero[[name]] <- if (is.factor(frame[[name]])) factor(levels(frame[[name]])[1], levels(frame[[name]])) else 0
  if (!is.null(frame$offset)) zero$offset <- 0
  strata <- if (is.null(frame$strata)) NA else sort(unique(frame$strata))
  expect$baseline <- lapply(strata, function(stratum) {
    if (!is.na(stratum)) zero$strata <- stratum
    fit <- curve(zero)
    keep <- fit$n.event > 0
    entry <- list()
    if (!is.na(stratum)) entry$stratum <- if (is.factor(stratum)) as.character(stratum) else stratum
    c(entry, list(time = column(fit$time[keep]), cumulative_hazard = column(fit$cumhaz[keep])))
  })
  z <- qnorm(0.975)
  expect$new_rows <- lapply(seq_len(nrow(new_rows)), function(i) {
    row <- new_rows[i, , drop = FALSE]
    fit <- curve(row)
    s <- step_at(fit$time, fit$surv, times, 1)
    h <- step_at(fit$time, fit$cumhaz, times, 0)
    e <- step_at(fit$time, fit$std.err, times, 0)
    log_log <- survfit(plain, newdata = row, conf.type = "log-log", censor = TRUE)
    lower <- step_at(log_log$time, log_log$lower, times, 1)
    upper <- step_at(log_log$time, log_log$upper, times, 1)
    conditional <- list()
    given_at <- c(0, times[ceiling(length(times) / 3)], times[ceiling(length(times) / 2)])
    for (given in unique(given_at)) for (step in ahead) {
      both <- step_at(fit$time, fit$cumhaz, c(given, given + step), 0)
      conditional[[length(conditional) + 1]] <- list(given = given, ahead = step, survival = exp(-(both[2] - both[1])))
    }
    one <- list(x = lapply(as.list(row[names(data$x)]), function(v) if (is.factor(v)) as.character(v) else v))
    if (!is.null(frame$offset)) one$offset <- row$offset
    if (!is.null(frame$strata)) one$stratum <- if (is.factor(row$strata)) as.character(row$strata) else row$strata
    c(one, list(linear_predictor = predict_lp(plain, row, data, beta, terms), time = column(times), survival = column(s),
      cumulative_hazard = column(h), std_error = column(e), log_lower = column(s * exp(-z * e)),
      log_upper = column(pmin(1, s * exp(z * e))), log_log_lower = column(lower), log_log_upper = column(upper),
      conditional = conditional))
  })
  expect
}

predict_lp <- function(fit, row, data, beta, terms) {
  values <- 0
  j <- 0
  for (name in names(data$x)) {
    column_values <- data$x[[name]]
    if (is.factor(column_values)) {
      for (level in levels(column_values)[-1]) {
        j <- j + 1
        values <- values + beta[[j]] * (as.character(row[[name]]) == level)
      }
    } else {
      j <- j + 1
      values <- values + beta[[j]] * row[[name]]
    }
  }
  stopifnot(j == length(beta))
  values + if (is.null(data$offset)) 0 else row$offset
}

cox_data <- function(data) {
  out <- list()
  for (name in c("entry", "duration", "event", "weights", "offset", "strata", "cluster"))
    if (!is.null(data[[name]])) out[[name]] <- column(data[[name]])
  out$x <- columns(data$x)
  factors <- Filter(is.factor, as.list(data$x))
  if (length(factors)) out$levels <- lapply(factors, function(f) column(levels(f)))
  out
}

# data: a list of columns with x as a data frame; options: ties, ridge
cox_golden <- function(path, data, options = list(ties = "efron", ridge = 0), rows = c(1, 2, 3), points = 8,
                       ahead = NULL, note = NULL, stored = NULL) {
  if (is.null(options$ridge)) options$ridge <- 0
  frame <- design_frame(data)
  events <- sort(unique(frame$duration[frame$event == 1]))
  grid <- unique(events[round(seq(1, length(events), length.out = min(points, length(events))))])
  last <- tail(grid, 1)
  grid <- sort(unique(c(floor(grid[1]) / 2, grid, (grid[1] + last) / 2)))  # between events, too
  if (is.null(ahead)) ahead <- c(round(last / 10, 2), round(last / 3))
  new_rows <- frame[rows, , drop = FALSE]
  if (!is.null(new_rows$offset)) new_rows$offset <- new_rows$offset + c(0, 0.25, -0.5)[seq_along(rows)]
  expect <- cox_expect(data, options, new_rows, grid, ahead)
  content <- if (is.null(stored)) cox_data(data) else stored
  write_golden(path, cox_call(data, options), content, expect, options = options, note = note)
}
