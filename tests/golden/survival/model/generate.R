# Curves given tenure, of everybody and of people with attributes, from R's survival. Run in this folder: Rscript generate.R
library(survival)
library(jsonlite)
set.seed(20261122)
n <- 160
d <- data.frame(age = round(runif(n, 20, 60), 1), site = sample(c("east", "north", "west"), n, TRUE))
time <- ceiling(rexp(n, exp(-3.2 + 0.03 * (40 - d$age) + 0.4 * (d$site == "west"))))
end <- sample(6:48, n, TRUE)
d$duration <- pmin(time, end)
d$event <- ifelse(time <= end, sample(1:2, n, TRUE), 0)
times <- c(3, 12, 30)
tenure <- c(0, 4, 10)

everybody <- survfit(Surv(duration, factor(event)) ~ 1, data = d)
at <- function(t) summary(everybody, times = t, extend = TRUE)$pstate
curve <- lapply(tenure, function(s) lapply(times, function(t) {
  now <- as.numeric(at(s)); later <- as.numeric(at(s + t))
  list(survival = later[1] / now[1], incidence = (later[2:3] - now[2:3]) / now[1])
}))
fit <- coxph(Surv(duration, event > 0) ~ age + site, data = d, ties = "efron", control = coxph.control(eps = 1e-14, iter.max = 50))
who <- data.frame(age = c(25, 41.5, 58), site = c("west", "north", "east"))
single <- survfit(fit, newdata = who)
cox <- lapply(seq_len(nrow(who)), function(i) lapply(times, function(t) {
  s <- summary(single, times = c(tenure[i], tenure[i] + t), extend = TRUE)$surv[, i]
  s[2] / s[1]
}))
write(toJSON(list(age = d$age, site = d$site, duration = d$duration, event = d$event, times = times, tenure = tenure, who = who, curve = curve, cox = cox,
                  made_by = paste("R", getRversion(), "survival", packageVersion("survival"))), digits = NA, auto_unbox = TRUE, dataframe = "columns"), "r.json")
