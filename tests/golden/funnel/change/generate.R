# Rewrites the JSON files beside it: Rscript tests/golden/funnel/change/generate.R
# Incidences by survival's survfit in each stratum of each period; the splits are written out here once more, Shapley's by all orders of the stages.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages(library(survival))
unlink(list.files(".", "\\.json$"))

orders <- function(n) if (n == 1) list(1) else do.call(c, lapply(seq_len(n), function(i) lapply(orders(n - 1), function(rest) c(i, seq_len(n)[-i][rest]))))

change_golden <- function(path, data, stages, horizon, note) {
  lost <- !(data$outcome %in% c("completed", "still_inside"))
  reason <- ifelse(is.na(data$reason) | data$reason == "", data$outcome, data$reason)
  cause <- ifelse(lost, paste(data$stage, reason, sep = "|"), ifelse(data$outcome == "completed", "completed", "inside"))
  key <- unique(data.frame(stage = data$stage, reason = reason)[lost, ])
  key <- key[order(match(key$stage, stages), key$reason, method = "radix"), ]
  causes <- paste(key$stage, key$reason, sep = "|")
  status <- factor(cause, c("inside", "completed", causes))
  strata <- sort(unique(data$stratum), method = "radix")
  periods <- sort(unique(data$period), method = "radix")
  share <- matrix(0, 2, length(strata))
  cell <- array(NA, c(2, length(strata), length(causes)))
  for (p in 1:2) for (s in seq_along(strata)) {
    rows <- data$period == periods[p] & data$stratum == strata[s]
    share[p, s] <- sum(rows) / sum(data$period == periods[p])
    if (!any(rows)) next
    fit <- summary(survfit(Surv(data$duration[rows], status[rows]) ~ 1), times = horizon, extend = TRUE)
    cell[p, s, ] <- fit$pstate[1, match(causes, fit$states)]
  }
  filled <- cell
  filled[is.na(filled)] <- 0
  by_cause <- rbind(colSums(share[1, ] * filled[1, , ]), colSums(share[2, ] * filled[2, , ]))
  by_stage <- sapply(stages, function(stage) rowSums(by_cause[, key$stage == stage, drop = FALSE]))
  left <- 1 - cbind(0, t(apply(by_stage, 1, cumsum)))
  kept <- left[, -1] / left[, -ncol(left)]
  shapley <- rowMeans(sapply(orders(length(stages)), function(order) {
    at <- kept[1, ]
    part <- numeric(length(stages))
    for (stage in order) {
      before <- prod(at)
      at[stage] <- kept[2, stage]
      part[stage] <- before - prod(at)
    }
    part
  }))
  loss <- apply(cell, c(1, 2), sum)
  other <- ifelse(is.na(loss), loss[2:1, ], loss)
  mix <- (share[2, ] - share[1, ]) * colMeans(other)
  rate <- (other[2, ] - other[1, ]) * colMeans(share)
  write_golden(path, "summary(survfit(Surv(duration, status) ~ 1), times = horizon, extend = TRUE) in each stratum of each period", columns(data),
               list(stage = key$stage, reason = key$reason, before = column(by_cause[1, ]), after = column(by_cause[2, ]), kept_before = column(kept[1, ]), kept_after = column(kept[2, ]),
                    contribution = column(shapley), loss_before = column(loss[1, ]), loss_after = column(loss[2, ]), mix = column(mix), rate = column(rate)),
               options = list(stages = stages, horizon = horizon), packages = "survival", note = note)
}

seeded(20262)
for (number in 1:8) {
  n <- sample(150:400, 1)
  stages <- c("recruited", "trained", "certified", "posted")[seq_len(sample(2:4, 1))]
  late <- sample(c("2024", "2025"), n, TRUE)
  data <- list(period = late, stratum = sample(c("campus", "online", "referral"), n, TRUE, if (number %% 2) c(.5, .3, .2) else c(.2, .2, .6)),
               stage = sample(stages, n, TRUE), outcome = sample(c("left", "time_passed", "completed", "still_inside"), n, TRUE, c(.4, .1, .25, .25)),
               duration = sample(if (number <= 4) 1:30 else 1:300, n, TRUE))
  if (number == 3) data$stratum[data$stratum == "referral" & late == "2024"] <- "online"  # a stratum of one period only
  data$reason <- ifelse(data$outcome == "left", sample(c("certificate", "pay", "pressure"), n, TRUE), "")
  change_golden(sprintf("random_%02d.json", number), data, stages, if (number <= 4) 21 else 180, "random")
}
