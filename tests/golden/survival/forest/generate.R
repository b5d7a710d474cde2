# Rewrites the JSON files beside it: Rscript tests/golden/survival/forest/generate.R
# Trees grown by trying every cut with survdiff, and the curves of their leaves by survfit.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages(library(survival))
unlink(list.files(".", "\\.json$"))

least_rows <- 12
least_leavers <- 4
times <- c(2, 5, 8, 12)

statistic <- function(data, left) {
  sum(sapply(unique(data$cause[data$cause > 0]), function(cause) {
    of <- data$cause == cause
    survdiff(Surv(data$duration, of) ~ left)$chisq
  }))
}

grow <- function(data, path) {
  best <- list(statistic = 0)
  for (name in names(data$x)) {
    values <- sort(unique(data$x[[name]]))
    for (i in seq_len(length(values) - 1)) {
      left <- data$x[[name]] <= values[i]
      if (min(sum(left), sum(!left)) < least_rows) next
      if (min(sum(data$cause[left] > 0), sum(data$cause[!left] > 0)) < least_leavers) next
      found <- statistic(data, left)
      if (found > best$statistic) best <- list(statistic = found, column = name, left = left, last = values[i])
    }
  }
  part <- function(which) list(x = lapply(data$x, function(column) column[which]), duration = data$duration[which], cause = data$cause[which])
  if (best$statistic == 0) {
    curve <- summary(survfit(Surv(duration, factor(cause, 0:2)) ~ 1, data = data, timefix = FALSE), times = times, extend = TRUE)$pstate
    return(list(list(path = path, rows = length(data$duration), survival = column(curve[, 1]), incidence = lapply(2:ncol(curve), function(c) column(curve[, c])))))
  }
  c(list(list(path = path, rows = length(data$duration), column = best$column, last = best$last, statistic = best$statistic)),
    grow(part(best$left), paste0(path, "L")), grow(part(!best$left), paste0(path, "R")))
}

for (design in 1:6) {
  seeded(500 + design)
  n <- 60 + 20 * design
  x <- list(a = round(rnorm(n), 1), b = sample(1:5, n, TRUE), c = round(runif(n), 2))
  rate <- exp(0.7 * x$a + ifelse(x$b > 3, 1, 0))
  time <- ceiling(rexp(n) * 12 / rate)
  seen <- sample(3:20, n, TRUE)
  cause <- ifelse(time <= seen, 1 + (runif(n) < ifelse(x$c > 0.5, 0.7, 0.2)), 0)
  data <- list(x = x, duration = pmin(time, seen), cause = cause)
  nodes <- grow(list(x = x, duration = data$duration, cause = cause), "")
  write_golden(sprintf("random_%02d.json", design), "survdiff of every cut, one for each cause; survfit of every leaf", list(x = lapply(x, column), duration = column(data$duration), cause = column(cause)),
               list(nodes = nodes), list(min_leaf_rows = least_rows, min_leaf_events = least_leavers, times = column(times)))
}
