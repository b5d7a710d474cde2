# Rewrites the JSON files beside it: Rscript tests/golden/attrition/backtest/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
unlink(list.files(".", "\\.json$"))

# People hired over 400 days and observed to day 700; grade rises for some at a tenure, from where a second row goes on.
careers <- function(n) {
  rows <- list()
  for (i in seq_len(n)) {
    start <- sample(0:400, 1); site <- sample(c("north", "south", "west"), 1); score <- round(rnorm(1), 2)
    rise <- if (runif(1) < 0.4) sample(20:150, 1) else Inf
    rate <- function(grade) exp(-5.2 + 0.5 * score + 0.5 * (site == "west") - 0.6 * (grade - 1))
    leave <- ceiling(rexp(1, rate(1)))
    if (leave > rise) leave <- rise + ceiling(rexp(1, rate(2)))
    end <- min(leave, 700 - start); event <- as.numeric(leave <= 700 - start)
    piece <- function(entry, duration, event, grade) data.frame(person = i, start, site, score, grade, entry, duration, event)
    rows <- c(rows, if (end > rise) list(piece(0, rise, 0, 1), piece(rise, end, event, 2)) else list(piece(0, end, event, 1)))
  }
  data <- do.call(rbind, rows)
  data[sample(nrow(data)), ]
}
precision <- function(p, y) {
  levels <- sort(unique(p), decreasing = TRUE)
  hits <- sapply(levels, function(v) sum(y[p >= v])); alerts <- sapply(levels, function(v) sum(p >= v))
  sum(diff(c(0, hits)) * hits / alerts) / sum(y)
}
counts <- function(p) { mass <- 1; for (each in p) mass <- c(mass * (1 - each), 0) + c(0, mass * each); cumsum(mass) }
curve_at <- function(fit, times) summary(fit, times = times, extend = TRUE)$surv

golden <- function(path, n, cuts, horizons) {
  data <- careers(n)
  ends <- t(sapply(seq_len(nrow(data)), function(i) { own <- data[data$person == data$person[i], ]; unlist(own[which.max(own$duration), c("duration", "event")]) }))
  scored <- list(); per_cut <- list(); exits <- list()
  for (cut in cuts) {
    train <- data[data$start + data$entry < cut, ]
    train$event <- ifelse(train$start + train$duration <= cut, train$event, 0)
    train$duration <- pmin(train$duration, cut - train$start)
    fit <- coxph(Surv(entry, duration, event) ~ site + score + grade, train, ties = "efron", control = coxph.control(eps = 1e-14, iter.max = 50, toler.chol = 1e-16))
    everybody <- survfit(Surv(entry, duration, event) ~ 1, train)
    here <- which(data$start + data$entry <= cut & cut < data$start + data$duration)
    p <- base <- y <- matrix(0, length(here), length(horizons))
    for (k in seq_along(here)) {
      i <- here[k]; tenure <- cut - data$start[i]; own <- survfit(fit, newdata = data[i, ])
      p[k, ] <- 1 - curve_at(own, tenure + horizons) / curve_at(own, tenure)
      base[k, ] <- 1 - curve_at(everybody, tenure + horizons) / curve_at(everybody, tenure)
      y[k, ] <- ends[i, 2] == 1 & data$start[i] + ends[i, 1] - cut <= horizons
    }
    per_cut <- c(per_cut, list(list(rows = nrow(train), people = length(unique(train$person)), events = sum(train$event), scored = length(here), left = column(colSums(y)),
      predicted = column(colMeans(p)), brier = column(colMeans((p - y)^2)), curve_brier = column(colMeans((base - y)^2)),
      average_precision = column(sapply(seq_along(horizons), function(t) precision(p[, t], y[, t]))))))
    for (t in seq_along(horizons)) for (unit in c("", sort(unique(data$site[here])))) {
      use <- unit == "" | data$site[here] == unit
      below <- counts(p[use, t])
      exits <- c(exits, list(list(unit = unit, expected = sum(p[use, t]), lower = which(below >= 0.05)[1] - 1, upper = which(below >= 0.95)[1] - 1, observed = sum(y[use, t]))))
    }
    scored <- c(scored, list(list(p = p, y = y)))
  }
  p <- do.call(rbind, lapply(scored, `[[`, "p")); y <- do.call(rbind, lapply(scored, `[[`, "y"))
  write_golden(path, "coxph on rows cut off at each day, survfit for those there; sums over what happened later", columns(data),
    list(cuts = per_cut, exits = exits, brier = column(colMeans((p - y)^2)), average_precision = column(sapply(seq_along(horizons), function(t) precision(p[, t], y[, t]))),
         predicted = column(colMeans(p)), observed = column(colMeans(y))),
    options = list(cuts = column(cuts), horizons = column(horizons)))
}
seeded(20302)
golden("cox_01.json", 250, c(300, 400, 500), c(30, 90))
golden("cox_02.json", 500, c(250, 450), c(60, 120))
