# Rewrites the JSON files beside it: Rscript tests/golden/funnel/drivers/generate.R
# fisher.test, chisq.test, wilcox.test, mantelhaen.test and p.adjust of base R; survdiff, coxph (ties = "exact") and survfit of survival. Newcombe's interval from
# prop.test's Wilson limits, van Elteren's and DeLong's by their formulas. The last level of the column with two levels is the one told.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
unlink(list.files(".", "\\.json$"))

wilson <- function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int)
newcombe <- function(x1, n1, x2, n2) {
  one <- wilson(x1, n1); two <- wilson(x2, n2); d <- x1 / n1 - x2 / n2
  c(d - sqrt((x1 / n1 - one[1])^2 + (two[2] - x2 / n2)^2), d + sqrt((one[2] - x1 / n1)^2 + (x2 / n2 - two[1])^2))
}

seeded(20269)
for (number in 1:6) {
  n <- sample(80:220, 1)
  channel <- sample(c("agency", "campus", "referral", "web"), n, TRUE, c(4, 3, 2, 1))
  certified <- sample(c("no", "yes"), n, TRUE)
  age <- sample(19:34, n, TRUE); age[sample(n, 6)] <- NA
  site <- sample(c("n", "s", "w"), n, TRUE)
  hazard <- exp(-3 + 0.7 * (channel == "referral") + 0.4 * (certified == "yes") + 0.03 * (ifelse(is.na(age), 25, age) - 25) + 0.3 * (site == "s"))
  convert <- ceiling(rexp(n, hazard)); loss <- ceiling(rexp(n, 0.04)); look <- sample(5:40, n, TRUE)
  duration <- pmin(convert, loss, look)
  outcome <- ifelse(convert <= pmin(loss, look), "completed", ifelse(loss <= look, "left", "still_inside"))
  known <- outcome != "still_inside"
  yes <- outcome == "completed"
  levels <- rbind(data.frame(column = "channel", level = sort(unique(channel))), data.frame(column = "certified", level = "yes"))
  x <- list(channel = channel, certified = certified)

  plain <- list(); within <- list(); timed <- list()
  for (i in seq_len(nrow(levels))) {
    has <- x[[levels$column[i]]] == levels$level[i]
    t <- table(factor(!has[known], c(FALSE, TRUE)), factor(!yes[known], c(FALSE, TRUE)))
    exact <- fisher.test(t)
    plain[[i]] <- c(exact$p.value, exact$conf.int, t[1, 1] * t[2, 2] / (t[1, 2] * t[2, 1]), newcombe(t[1, 1], sum(t[1, ]), t[2, 1], sum(t[2, ])), wilson(t[1, 1], sum(t[1, ])))
    m <- mantelhaen.test(factor(!has[known], c(FALSE, TRUE)), factor(!yes[known], c(FALSE, TRUE)), factor(site[known]), correct = FALSE)
    within[[i]] <- c(m$p.value, m$estimate, m$conf.int)
    whole <- survdiff(Surv(duration, yes) ~ has)
    score <- (whole$obs - whole$exp)[2] / whole$var[2, 2]
    reach <- qnorm(0.975) / sqrt(whole$var[2, 2])
    horizon <- min(max(duration[has]), max(duration[!has]))
    state <- factor(ifelse(yes, 1, ifelse(outcome == "left", 2, 0)), 0:2)
    curve <- summary(survfit(Surv(duration, state) ~ has), times = horizon, extend = TRUE)$pstate[, 2]
    strata <- survdiff(Surv(duration, yes) ~ has + strata(site))
    timed[[i]] <- c(pchisq(whole$chisq, 1, lower.tail = FALSE), exp(score), exp(score - reach), exp(score + reach), curve[2], curve[1], pchisq(strata$chisq, 1, lower.tail = FALSE))
  }
  table_of <- function(rows) do.call(rbind, rows)
  columns_p <- function(f) sapply(c("channel", "certified"), f)
  a <- known & !is.na(age)
  rank_sum <- wilcox.test(age[a & yes], age[a & !yes], exact = FALSE, correct = FALSE)$p.value
  elteren <- {
    score <- 0; variance <- 0
    for (s in unique(site[a])) {
      at <- a & site == s; r <- rank(age[at]); m <- sum(yes[at]); N <- sum(at); ties <- table(age[at])
      score <- score + (sum(r[yes[at]]) - m * (N + 1) / 2) / (N + 1)
      variance <- variance + m * (N - m) / 12 * (N + 1 - sum(ties^3 - ties) / (N * (N - 1))) / (N + 1)^2
    }
    pchisq(score^2 / variance, 1, lower.tail = FALSE)
  }
  first <- age[a & yes]; second <- age[a & !yes]
  v10 <- sapply(first, function(v) mean((second < v) + 0.5 * (second == v)))
  v01 <- sapply(second, function(v) mean((first > v) + 0.5 * (first == v)))
  auc <- mean(v10); error <- sqrt(var(v10) / length(v10) + var(v01) / length(v01)) / (auc * (1 - auc))
  g <- !is.na(age)
  ranked <- summary(coxph(Surv(duration[g], yes[g]) ~ rank(age[g]), ties = "exact"))$sctest[3]
  p <- c(rank_sum, columns_p(function(j) suppressWarnings(chisq.test(x[[j]][known], yes[known], correct = FALSE)$p.value)))
  write_golden(sprintf("random_%02d.json", number), "fisher.test, chisq.test, wilcox.test, mantelhaen.test, survdiff, coxph, survfit",
    c(columns(list(outcome = outcome, duration = duration, site = site, age = age, channel = channel, certified = certified))),
    list(level = column(levels$level), plain = table_of(plain), within = table_of(within), timed = table_of(timed),
         columns = column(unname(p)), columns_yekutieli = column(unname(p.adjust(p, "BY"))), levels_holm = column(p.adjust(table_of(plain)[, 1], "holm")),
         columns_within = column(unname(c(elteren, columns_p(function(j) mantelhaen.test(table(x[[j]][known], yes[known], site[known]), correct = FALSE)$p.value)))),
         columns_timed = column(unname(c(ranked, columns_p(function(j) pchisq(survdiff(Surv(duration, yes) ~ x[[j]])$chisq, length(unique(x[[j]])) - 1, lower.tail = FALSE))))),
         superiority = column(c(auc, plogis(qlogis(auc) - qnorm(0.975) * error), plogis(qlogis(auc) + qnorm(0.975) * error)))),
    note = "plain: p, exact interval, odds ratio, Newcombe, Wilson; within: p, odds ratio, interval; timed: p, hazard ratio, interval, conversion, others', p within strata")
}
