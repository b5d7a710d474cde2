# Incidences of competing ends after a time waited, with Greenwood's errors (etm), Wilson's interval (prop.test), and a beta-binomial fit and
# posterior of shares by group in plain R. Rscript generate.R
source(file.path(dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))), "..", "..", "golden.R"))
suppressPackageStartupMessages(library(etm))

ends_of <- function(frame, waited, horizons) {
  tra <- matrix(FALSE, 4, 4)
  tra[1, 2:4] <- TRUE
  who <- frame[frame$duration > waited & frame$entry <= waited, ]
  if (any(frame$entry > 0)) who <- frame[frame$duration > waited, ]
  data <- data.frame(id = seq_len(nrow(who)), from = "0", to = ifelse(who$end == 0, "cens", as.character(who$end)), entry = who$entry, exit = who$duration)
  if (!any(frame$entry > 0)) { data$time <- data$exit; data$entry <- data$exit <- NULL }
  fit <- etm(data, c("0", "1", "2", "3"), tra, "cens", s = waited)
  at <- sapply(waited + horizons, function(t) max(which(fit$time <= t)))
  pick <- function(to) fit$est["0", to, at]
  error <- function(to) sqrt(fit$cov[paste("0", to), paste("0", to), at])
  list(probability = cbind(pick("0"), pick("1"), pick("2"), pick("3")), std_error = cbind(error("0"), error("1"), error("2"), error("3")))
}

case <- function(name, n, delayed, seed) {
  seeded(seed)
  rate <- c(.004, .003, .001)
  time <- ceiling(rexp(n, sum(rate)))
  kind <- sample(1:3, n, TRUE, rate)
  entry <- if (delayed) sample(c(0, 0, 0, 20, 45), n, TRUE) else rep(0, n)
  look <- entry + sample(60:400, n, TRUE)
  frame <- data.frame(duration = pmin(time, look), end = ifelse(time <= look, kind, 0), entry = entry)
  frame <- frame[frame$duration > frame$entry, ]
  waited <- c(0, 50)
  horizons <- c(30, 90, 150)
  found <- lapply(waited, function(w) ends_of(frame, w, horizons))
  p <- do.call(rbind, lapply(found, `[[`, "probability"))
  e <- do.call(rbind, lapply(found, `[[`, "std_error"))
  effective <- p[, 2] * (1 - p[, 2]) / e[, 2]^2
  z2 <- qnorm(.975)^2 / effective
  half <- sqrt(z2 * (p[, 2] * (1 - p[, 2]) + z2 / 4)) / (1 + z2)
  write_golden(file.path(here(), paste0(name, ".json")), "etm(s = waited); Wilson's interval at p (1 - p) / var", columns(frame),
               list(probability = p, std_error = e, effective = column(effective), lower = column((p[, 2] + z2 / 2) / (1 + z2) - half), upper = column((p[, 2] + z2 / 2) / (1 + z2) + half)),
               options = list(waited = column(waited), horizons = column(horizons)), packages = c("survival", "etm"))
}
case("ends", 300, FALSE, 71)
case("delayed", 400, TRUE, 72)

# Shares by group: everybody followed, so that counts are binomial.
seeded(73)
size <- c(12, 30, 45, 9, 60, 24, 18, 80)
returned <- rbinom(length(size), size, rbeta(length(size), 3, 12))
minus <- function(at) { a <- exp(at[1]); b <- exp(at[2]); -sum(lbeta(a + returned, b + size - returned) - lbeta(a, b)) }
best <- optim(c(0, 1), minus, method = "BFGS", control = list(reltol = 1e-16, maxit = 1000))
best <- optim(best$par, minus, method = "Nelder-Mead", control = list(reltol = 1e-16, maxit = 5000))
a <- exp(best$par[1]); b <- exp(best$par[2])
prior <- c(.6, 10)
own <- c(prior[1] * prior[2], (1 - prior[1]) * prior[2])
mass <- function(k) exp(lchoose(size[1], k) + lbeta(own[1] + k, own[2] + size[1] - k) - lbeta(own[1], own[2]))
tails <- c(sum(mass(0:returned[1])), sum(mass(returned[1]:size[1])))
wilson <- t(mapply(function(y, n) suppressWarnings(prop.test(y, n, correct = FALSE))$conf.int, returned, size))
# Limits when mean and strength are not known: all of log M and asin(sqrt(m)), densely.
strengths <- exp(seq(-8, 18, .05)); angles <- (seq_len(600) - .5) / 600 * pi / 2
grid <- expand.grid(strength = strengths, angle = angles)
ga <- sin(grid$angle)^2 * grid$strength; gb <- cos(grid$angle)^2 * grid$strength
height <- log(grid$strength) - 2 * log1p(grid$strength)
for (g in seq_along(size)) height <- height + lbeta(ga + returned[g], gb + size[g] - returned[g]) - lbeta(ga, gb)
weight <- exp(height - max(height)); kept <- weight > 1e-9; ga <- ga[kept]; gb <- gb[kept]; weight <- weight[kept] / sum(weight[kept])
limit <- function(p) sapply(seq_along(size), function(g) uniroot(function(x) sum(weight * pbeta(x, ga + returned[g], gb + size[g] - returned[g])) - p, c(1e-6, 1 - 1e-6), tol = 1e-9)$root)
write_golden(file.path(here(), "groups.json"), "optim of the beta-binomial likelihood; mixture of pbeta; prop.test", list(size = column(size), returned = column(returned)),
             list(mean = a / (a + b), worth = a + b, log_likelihood = -best$value, posterior = column((a + returned) / (a + b + size)), lower = column(limit(.025)),
                  upper = column(limit(.975)), wilson = unname(wilson),
                  with_prior = list(posterior = (own[1] + returned[1]) / (sum(own) + size[1]), lower = qbeta(.025, own[1] + returned[1], own[2] + size[1] - returned[1]),
                                    upper = qbeta(.975, own[1] + returned[1], own[2] + size[1] - returned[1]), p_value = min(1, 2 * min(tails)))))
