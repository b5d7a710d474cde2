# Return given the time waited from cause-specific Cox fits (coxph, Efron) with a level for each pair of reason and situation; hazards of the ends act together
# within a time. Rscript generate.R
source(file.path(dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))), "..", "..", "golden.R"))

case <- function(name, n, delayed, seed) {
  seeded(seed)
  pay <- round(rnorm(n), 2)
  reason <- sample(c("pay", "promotion"), n, TRUE)
  situation <- sample(c("better", "not"), n, TRUE)
  back <- .012 * exp(1.1 * (reason == "promotion" & situation == "not") - .3 * pay)
  time <- ceiling(cbind(rexp(n, back), rexp(n, .02 * exp(.2 * pay)), rexp(n, .008)))
  entry <- if (delayed) sample(c(0, 0, 3, 8), n, TRUE) else rep(0, n)
  look <- entry + sample(5:60, n, TRUE)
  first <- do.call(pmin, as.data.frame(time))
  frame <- data.frame(duration = pmin(first, look), end = ifelse(first <= look, max.col(-time, "first"), 0), entry = entry, pay = pay, reason = reason, situation = situation)
  frame <- frame[frame$duration > frame$entry, ]
  frame$pair <- interaction(frame$reason, frame$situation)
  control <- coxph.control(eps = 1e-11, iter.max = 60, toler.chol = 1e-13, timefix = FALSE)
  waited <- c(0, 0, 4, 4, 10, 10)
  horizons <- c(6, 12, 24)
  new <- frame[1:6, ]
  grid <- sort(unique(frame$duration[frame$end > 0]))
  hazards <- lapply(1:3, function(j) {
    frame$ended <- frame$end == j
    curve <- survfit(coxph(Surv(entry, duration, ended) ~ pay + pair, frame, ties = "efron", control = control), newdata = new, se.fit = FALSE)
    sums <- rbind(0, as.matrix(curve$cumhaz))[1 + findInterval(grid, curve$time), , drop = FALSE]
    rbind(sums[1, ], diff(sums))
  })
  expect <- lapply(c(returned = 1, settled = 2, unreachable = 3), function(j) t(sapply(1:6, function(i) {
    own <- sapply(hazards, function(h) h[, i])
    sum <- rowSums(own)
    own[sum == 0, ] <- 0
    before <- exp(-c(0, cumsum(sum)[-length(sum)]))
    gain <- before * (1 - exp(-sum)) * ifelse(sum > 0, own[, j] / sum, 0)
    upto <- function(t) c(0, cumsum(gain))[findInterval(t, grid) + 1]
    (upto(waited[i] + horizons) - upto(waited[i])) / c(1, exp(-cumsum(sum)))[findInterval(waited[i], grid) + 1]
  })))
  frame$pair <- NULL
  write_golden(file.path(here(), paste0(name, ".json")), "coxph(ties = efron) of each end, survfit, hazards put together as in survival/causes", columns(frame), expect,
               options = list(waited = column(waited), horizons = column(horizons)))
}
case("causes", 400, FALSE, 91)
case("delayed", 500, TRUE, 92)
