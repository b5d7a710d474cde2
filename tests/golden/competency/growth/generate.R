# Rewrites the JSON files beside it: Rscript tests/golden/competency/growth/generate.R
# Trends by lm (weights 1 / error² with the variance taken as known, or least squares), changes of a group by the paired t.test.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
unlink(list.files(".", "\\.json$"))

golden <- function(path, seed, errors) {
  seeded(seed)
  rows <- NULL
  for (i in 1:25) {
    days <- sort(sample(0:700, sample(1:7, 1)))
    level <- rnorm(1, 5); slope <- rnorm(1, 0.004, 0.004)
    rows <- rbind(rows, data.frame(person = sprintf("p%02d", i), day = 19000 + days, score = round(level + slope * days + rnorm(length(days), 0, 0.6), 2), error = round(runif(length(days), 0.3, 0.9), 2), group = sample(c("a", "b"), 1)))
  }
  month <- 30.436875
  people <- lapply(split(rows, rows$person), function(own) {
    own <- own[order(own$day), ]; n <- nrow(own); t <- own$day / month
    out <- list(slope = NA, std_error = NA, lower = NA, upper = NA, change = if (n > 1) own$score[n] - own$score[1] else NA, index = NA)
    if (n > 1 && errors) {
      out$index <- (own$score[n] - own$score[1]) / sqrt(own$error[n]^2 + own$error[1]^2)
      fit <- lm(score ~ t, own, weights = 1 / error^2)
      out$slope <- coef(fit)[["t"]]
      out$std_error <- sqrt(solve(crossprod(cbind(1, t) / own$error))[2, 2])  # the errors are known, so that sigma is 1
      out$lower <- out$slope - qnorm(0.95) * out$std_error; out$upper <- out$slope + qnorm(0.95) * out$std_error
    } else if (n > 1) {
      fit <- lm(score ~ t, own)
      out$slope <- coef(fit)[["t"]]
      if (n > 2) {
        out$std_error <- summary(fit)$coefficients["t", "Std. Error"]
        out[c("lower", "upper")] <- as.list(confint(fit, "t", 0.9))
      }
    }
    out
  })
  pick <- function(name) column(unname(vapply(people, function(one) as.double(one[[name]]), 0)))
  groups <- lapply(split(rows, rows$group), function(own) {
    change <- vapply(split(own, own$person), function(one) { one <- one[order(one$day), ]; if (nrow(one) > 1) one$score[nrow(one)] - one$score[1] else NA_real_ }, 0)
    test <- t.test(change[!is.na(change)], conf.level = 0.9)
    list(compared = sum(!is.na(change)), change = test$estimate[[1]], std_error = test$stderr, lower = test$conf.int[1], upper = test$conf.int[2])
  })
  data <- rows[sample(nrow(rows)), ]
  if (!errors) data$error <- NULL
  write_golden(path, "lm(score ~ day) of each person; t.test(change) of each group", as.list(data), c(list(person = column(names(people)), slope = pick("slope"), std_error = pick("std_error"), lower = pick("lower"), upper = pick("upper"),
               change = pick("change"), index = pick("index")), list(groups = groups)), options = list(confidence_level = 0.9))
}

golden("known_errors.json", 1, TRUE)
golden("least_squares.json", 2, FALSE)
