# Rewrites the JSON files beside it: Rscript tests/golden/survival/fine_gray_errors/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages(library(cmprsk))
unlink(list.files(".", "\\.json$"))

# cmprsk gives incidences without errors: here by its own fits without one person each (the jackknife).
errors_golden <- function(path, seed, n) {
  set.seed(seed)
  x <- data.frame(x1 = round(rnorm(n), 2), x2 = as.double(rbinom(n, 1, 0.4)))
  time <- rexp(n) * 10 * exp(-0.4 * x$x1)
  end <- runif(n, 2, 14)
  cause <- ifelse(runif(n) < plogis(0.5 * x$x1), 1, 2)
  duration <- pmin(time, end)
  event <- ifelse(time <= end, cause, 0)
  people <- data.frame(x1 = c(0, 1, -1.5), x2 = c(0, 1, 1))
  times <- c(1.5, 4, 8)
  incidences <- function(keep) {
    fit <- crr(duration[keep], event[keep], as.matrix(x)[keep, ], failcode = 1, gtol = 1e-10, maxiter = 50)
    curve <- predict(fit, cov1 = as.matrix(people))
    list(coef = fit$coef, incidence = t(sapply(seq_len(nrow(people)), function(i) c(0, curve[, i + 1])[findInterval(times, curve[, 1]) + 1])))
  }
  all <- incidences(seq_len(n))
  without <- sapply(seq_len(n), function(i) as.vector(incidences(-i)$incidence))
  error <- sqrt((n - 1) / n * rowSums((without - rowMeans(without))^2))
  write_golden(path, "cmprsk::crr(duration, event, x, failcode = 1), and without each row", list(duration = column(duration), event = column(event), x = columns(x)),
    list(coef = column(all$coef), incidence = all$incidence, jackknife = matrix(error, nrow(people))),
    options = list(times = column(times), people = list(duration = column(c(1, 1, 1)), event = column(c(0, 0, 0)), x = columns(people))), packages = "cmprsk")
}
errors_golden("random_1.json", 3, 250)
errors_golden("random_2.json", 5, 400)
