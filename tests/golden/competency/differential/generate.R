# Rewrites the JSON files beside it: Rscript tests/golden/competency/differential/generate.R
# Two answers: difR::mantelHaenszel and difR::Logistik, stats::mantelhaen.test. More: MASS::polr, and Mantel's and the standardised mean difference by their definitions.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages({library(difR); library(MASS)})
unlink(list.files(".", "\\.json$"))

# 316 people, 24 answers to verbal aggression (De Boeck & Wilson 2004), 73 of them men.
data(verbal)
two_answers <- function(path, items, group, anchors) {
  answers <- as.matrix(items)
  mh <- difR::mantelHaenszel(answers, group, correct = TRUE, anchor = anchors)
  plain <- difR::mantelHaenszel(answers, group, correct = FALSE, anchor = anchors)
  both <- difR::Logistik(answers, group, anchor = anchors, type = "both"); uniform <- difR::Logistik(answers, group, anchor = anchors, type = "udif"); other <- difR::Logistik(answers, group, anchor = anchors, type = "nudif")
  intervals <- t(sapply(seq_len(ncol(answers)), function(j) {
    score <- rowSums(answers[, union(anchors, j)])
    table <- table(factor(answers[, j], c(1, 0)), factor(group, c(0, 1)), score)
    test <- mantelhaen.test(table[, , apply(table, 3, sum) > 1])
    c(test$conf.int, test$statistic)
  }))
  # Where expected and given counts are nearer than the correction, R leaves it away and difR subtracts it all the same; we say that nothing is left.
  statistic <- ifelse(abs(intervals[, 3] - plain$resMH) < 1e-12, 0, mh$resMH)
  expect <- list(statistic = column(statistic), plain_statistic = column(plain$resMH), odds_ratio = column(mh$resAlpha), log_variance = column(mh$varLambda), lower = column(intervals[, 1]), upper = column(intervals[, 2]),
                 corrected = column(p.adjust(pchisq(statistic, 1, lower.tail = FALSE), "BH")), holm = column(p.adjust(pchisq(statistic, 1, lower.tail = FALSE), "holm")),
                 both = column(both$stat), uniform = column(uniform$stat), nonuniform = column(other$stat), r_squared_change = column(both$deltaR2), coefficient = column(uniform$parM0[, 3]), std_error = column(uniform$seM0[, 3]))
  write_golden(path, "difR::mantelHaenszel(answers, group); difR::Logistik(answers, group)", list(answers = columns(items), group = column(group)), expect, options = list(anchors = column(names(items)[anchors])), packages = "difR")
}
two_answers("verbal.json", verbal[, 1:24], verbal$Gender, 1:24)
two_answers("verbal_anchors.json", verbal[, 1:24], verbal$Gender, c(1:5, 8:13, 20:24))

more_answers <- function(path, items, group) {
  answers <- as.matrix(items); score <- rowSums(answers)
  one <- function(j) {
    y <- answers[, j]; off <- variance <- difference <- spread <- 0
    comparable <- names(which(apply(table(score, group) > 0, 1, all)))
    people <- sum(group == 1 & score %in% as.numeric(comparable))
    for (s in as.numeric(comparable)) {
      a <- y[score == s & group == 0]; b <- y[score == s & group == 1]; all <- c(a, b); n <- length(all)
      v <- length(a) * length(b) / (n^2 * (n - 1)) * (n * sum(all^2) - sum(all)^2)
      off <- off + sum(b) - length(b) * mean(all); variance <- variance + v
      difference <- difference + length(b) / people * (mean(b) - mean(a)); spread <- spread + (length(b) / people)^2 * (1 / length(a) + 1 / length(b))^2 * v
    }
    x <- (score - mean(score)) / sqrt(mean((score - mean(score))^2))
    fit <- function(formula) polr(formula, control = list(reltol = 1e-15, maxit = 1000), Hess = TRUE)
    Y <- factor(y); m0 <- fit(Y ~ x); m1 <- fit(Y ~ x + group); m2 <- fit(Y ~ x + group + x:group)
    null <- sum(table(y) * log(table(y) / length(y))); n <- length(y)
    r2 <- function(m) (1 - exp(2 * (null - as.numeric(logLik(m))) / n)) / (1 - exp(2 * null / n))
    c(off^2 / variance, difference, sqrt(spread), difference / sqrt(mean((y - mean(y))^2)), 2 * as.numeric(logLik(m1) - logLik(m0)), 2 * as.numeric(logLik(m2) - logLik(m1)), r2(m2) - r2(m0), coef(m1)[["group"]], coef(m2)[["x:group"]])
  }
  values <- sapply(seq_len(ncol(answers)), one)
  names <- c("statistic", "difference", "difference_std_error", "standardised_difference", "uniform", "nonuniform", "r_squared_change", "coefficient", "product")
  expect <- setNames(lapply(seq_along(names), function(i) column(values[i, ])), names)
  write_golden(path, "MASS::polr(answer ~ score * group)", list(answers = columns(items), group = column(group)), expect, packages = "MASS")
}
seeded(83)
n <- 400; group <- rep(0:1, c(250, 150)); ability <- rnorm(n) - 0.3 * group
items <- as.data.frame(sapply(1:6, function(j) {
  shift <- if (j == 2) 0.8 * group else 0; slope <- if (j == 5) 1.2 - 0.7 * group else 1.2
  rowSums(outer(slope * ability - shift, c(-1.2, 0, 1.1), "-") > matrix(rlogis(n), n, 3))
}))
names(items) <- paste0("item", 1:6)
more_answers("four_answers.json", items, group)
