# Rewrites r_*.json beside it: Rscript tests/golden/survival/discrimination/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
source("../designs.R")
unlink(list.files(".", "^r_.*\\.json$"))

# Harrell's up to a horizon with its error; Uno's value only: R takes the weights 1/G2 as known in its error.
discrimination_golden <- function(path, data, horizon, note) {
  frame <- as.data.frame(data[!vapply(data, is.null, TRUE)])
  arguments <- list(Surv(duration, event) ~ score, data = frame, reverse = TRUE, ymax = horizon)
  if (!is.null(data$weights)) arguments$weights <- quote(weights)
  if (!is.null(data$cluster)) arguments$cluster <- quote(cluster)
  harrell <- do.call(concordance, arguments)
  uno <- do.call(concordance, c(arguments, timewt = "n/G2"))
  write_golden(path, "concordance(Surv(duration, event) ~ score, reverse = TRUE, ymax = horizon); the same with timewt = 'n/G2'", columns(as.list(frame)),
               list(harrell = unname(harrell$concordance), harrell_std_error = sqrt(drop(harrell$var)), uno = unname(uno$concordance)),
               options = list(horizon = horizon), note = note)
}
discrimination_golden("r_lung.json", with(lung, list(duration = time, event = status - 1, score = age)), 500, "survival::lung")
discrimination_golden("r_veteran.json", with(veteran, list(duration = time, event = status, score = -karno)), 180, "survival::veteran")
seeded(20246)
number <- 0
for (features in list("ties", c("ties", "integer_weights"), c("ties", "fractional_weights"), c("ties", "cluster"), "fractional_time")) {
  number <- number + 1
  design <- random_design(sample(60:160, 1), features)
  score <- round(design$x$x1 / 2 - 0.4 * design$x$x2 + rnorm(nrow(design$x), 0, 0.5), 1)
  discrimination_golden(sprintf("r_%02d.json", number), c(design[c("duration", "event", "weights", "cluster")], list(score = score)),
                        unname(quantile(design$duration, 0.7, type = 1)), paste(c("random:", features), collapse = " "))
}
