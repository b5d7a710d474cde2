# Rewrites the JSON files beside it: Rscript tests/golden/competency/moves/generate.R
# Time in a post: survfit with the destination as cause. From one post to another: etm with nobody leaving the target (forward), and survfit's incidences put into the renewal equation (reset).
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages({library(survival); library(etm)})
unlink(list.files(".", "\\.json$"))

careers <- function(seed, people, posts, back, late, weighted) {
  seeded(seed)
  rows <- NULL
  for (i in seq_len(people)) {
    post <- if (runif(1) < 0.8) 1 else 2
    begin <- sample(0:40, 1); now <- begin; end <- begin + sample(10:60, 1); first <- TRUE
    repeat {
      stay <- ceiling(rweibull(1, 1.5, 8 + 4 * post)); next_post <- NA
      entry <- if (late && first && runif(1) < 0.4) now + sample(0:6, 1) else now
      if (now + stay <= end) {
        draw <- runif(1)
        next_post <- if (draw < 0.25 || post == length(posts)) "left" else if (back && draw < 0.4 && post > 1) posts[post - 1] else if (draw < 0.85 || post + 2 > length(posts)) posts[post + 1] else posts[post + 2]
      }
      stop <- if (is.na(next_post)) end else now + stay
      if (stop > now && entry < stop)
        rows <- rbind(rows, data.frame(person = sprintf("p%03d", i), post = posts[post], start = now, stop = stop, next_post = next_post, entry = entry, origin = begin))
      if (is.na(next_post) || next_post == "left") break
      post <- match(next_post, posts); now <- stop; first <- FALSE
      if (now >= end) break
    }
  }
  if (weighted) rows$weights <- sample(1:3, nrow(rows), TRUE)
  rows[sample(nrow(rows)), ]
}

of_posts <- function(data, posts, until) {
  out <- list()
  for (post in posts) {
    mine <- data[data$post == post, ]
    causes <- sort(unique(mine$next_post[!is.na(mine$next_post)]))
    mine$time <- mine$stop - mine$start; mine$late <- mine$entry - mine$start
    mine$w <- if (is.null(mine$weights)) 1 else mine$weights
    mine$id <- seq_len(nrow(mine))
    mine$cause <- factor(ifelse(is.na(mine$next_post), "none", mine$next_post), c("none", causes))
    both <- survfit(Surv(late, time, cause) ~ 1, mine, weights = w, id = id, timefix = FALSE)
    gone <- survfit(Surv(late, time, !is.na(next_post)) ~ 1, mine, weights = w, timefix = FALSE)
    table <- summary(gone, rmean = until)$table
    quarters <- quantile(gone, c(0.25, 0.5, 0.75), conf.int = FALSE)
    last <- length(both$time); places <- match(causes, both$states)
    jumps <- apply(both$pstate[, places, drop = FALSE], 2, function(p) diff(c(0, p)))
    jumps <- matrix(jumps, ncol = length(causes))
    out[[post]] <- list(causes = causes, probability = column(unname(both$pstate[last, places])), std_error = column(unname(both$std.err[last, places])), follow_up = max(mine$time),
      mean_time = column(colSums(jumps * both$time) / colSums(jumps)), restricted_mean = unname(table[["rmean"]]), restricted_mean_std_error = unname(table[["se(rmean)"]]), quartiles = column(unname(quarters)),
      time = both$time, jumps = jumps)
  }
  out
}

reset <- function(fits, places, target, horizon) {
  P <- matrix(0, length(places), horizon + 1, dimnames = list(places, NULL)); P[target, ] <- 1
  for (t in seq_len(horizon)) for (post in setdiff(names(fits), target)) {
    fit <- fits[[post]]; total <- 0
    for (k in which(fit$time <= t)) for (c in seq_along(fit$causes)) total <- total + fit$jumps[k, c] * P[fit$causes[c], t - fit$time[k] + 1]
    P[post, t + 1] <- total
  }
  P
}

forward <- function(data, places, target, horizons) {
  kept <- data[data$post != target, ]
  kept <- kept[kept$post %in% kept$post[!is.na(kept$next_post)], ]
  moved <- !is.na(kept$next_post)
  tra <- matrix(FALSE, length(places), length(places), dimnames = list(places, places))
  tra[cbind(match(kept$post[moved], places), match(kept$next_post[moved], places))] <- TRUE
  frame <- data.frame(id = kept$person, from = kept$post, to = ifelse(moved, kept$next_post, "cens"), entry = kept$entry - kept$origin, exit = kept$stop - kept$origin)
  fit <- etm(frame, places, tra, "cens", s = 0, covariance = FALSE)
  step <- findInterval(horizons, fit$time)
  sapply(setdiff(places, c(target, "left")), function(a) ifelse(step == 0, 0, fit$est[a, target, pmax(step, 1)]))
}

golden <- function(path, data, posts, horizons) {
  places <- c(posts, "left")
  until <- min(tapply(data$stop - data$start, data$post, max))
  fits <- of_posts(data, posts, until)
  reach <- list()
  for (target in posts) {
    P <- reset(fits, places, target, max(horizons))
    for (from in setdiff(posts, target)) reach <- c(reach, list(list(from = from, to = target, reset = column(P[from, horizons + 1]))))
    if (is.null(data$weights)) {
      F <- forward(data, places, target, horizons)
      for (k in seq_along(reach)) if (reach[[k]]$to == target) reach[[k]]$forward <- column(unname(F[, reach[[k]]$from]))
    }
  }
  for (post in posts) { fits[[post]][c("time", "jumps")] <- NULL; fits[[post]]$causes <- column(fits[[post]]$causes) }
  write_golden(path, "survfit(Surv(entry - start, stop - start, next_post) ~ 1) of each post; etm(…, s = 0) with nobody leaving the target", as.list(data), list(until = until, posts = fits, reach = reach),
               options = list(posts = column(posts), horizons = column(horizons)), packages = c("survival", "etm"))
}

golden("ladder.json", careers(1, 120, c("seller", "senior", "lead"), FALSE, FALSE, FALSE), c("seller", "senior", "lead"), c(6, 12, 30, 45))
golden("late.json", careers(2, 200, c("seller", "senior", "lead"), FALSE, TRUE, FALSE), c("seller", "senior", "lead"), c(10, 24, 40))
golden("back.json", careers(3, 200, c("a", "b", "c", "d"), TRUE, FALSE, FALSE), c("a", "b", "c", "d"), c(5, 20, 50))
golden("weights.json", careers(4, 150, c("a", "b", "c"), TRUE, TRUE, TRUE), c("a", "b", "c"), c(12, 36))
