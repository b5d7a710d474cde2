# Second spells against first ones: coxph with clusters, restricted means with the jackknife by person, Welch's interval and least squares with a
# sandwich by person. Rscript generate.R
source(file.path(dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))), "..", "..", "golden.R"))

seeded(81)
n <- 220
sales <- round(rnorm(n), 2)
site <- sample(c("north", "south", "west"), n, TRUE)
first <- ceiling(rexp(n, .02 * exp(-.2 * sales)))
look <- sample(20:150, n, TRUE)
spells <- data.frame(person = seq_len(n), spell = 1, duration = pmin(first, look), event = as.numeric(first <= look), sales = sales, site = site, gap = NA, why = NA)
again <- which(spells$event == 1 & runif(n) < .5)
second <- ceiling(rexp(length(again), .02 * exp(-.2 * sales[again] - .4)))
look2 <- sample(10:120, length(again), TRUE)
spells <- rbind(spells, data.frame(person = again, spell = 2, duration = pmin(second, look2), event = as.numeric(second <= look2), sales = sales[again], site = site[again],
                                   gap = sample(3:40, length(again), TRUE), why = sample(c("pay", "promotion", "family"), length(again), TRUE, c(.5, .3, .2))))
spells$returner <- as.numeric(spells$spell > 1)
spells$performance <- ifelse(runif(nrow(spells)) < .7, round(50 + 4 * spells$returner + 6 * spells$sales + rnorm(nrow(spells), sd = 5), 1), NA)
is <- spells$returner == 1
spells$gap_c <- ifelse(is, spells$gap - mean(spells$gap[is]), 0)
for (level in c("family", "pay", "promotion")) spells[[paste0("why_", level)]] <- ifelse(is, (spells$why == level) - mean(spells$why[is] == level), 0)
usual <- names(which.max(table(spells$why)))
others <- setdiff(c("family", "pay", "promotion"), usual)

told <- function(formula) {
  fit <- coxph(formula, spells, cluster = person)
  s <- summary(fit)
  list(coefficient = column(coef(fit)), std_error = column(s$coefficients[, "robust se"]), lower = exp(coef(fit)[1] - qnorm(.975) * s$coefficients[1, "robust se"]),
       p_value = s$coefficients[1, "Pr(>|z|)"], proportionality = unname(cox.zph(fit, terms = TRUE)$table["returner", "p"]))
}
history <- paste(c("gap_c", paste0("why_", others)), collapse = " + ")
tau <- 90
curves <- survfit(Surv(duration, event) ~ returner, spells)
rmean <- summary(curves, rmean = tau)$table
r <- residuals(curves, times = tau, type = "rmst")
signed <- ifelse(is, 1, -1) * as.numeric(r)
by_person <- tapply(signed, spells$person, sum)
welch_rows <- spells[!is.na(spells$performance), ]
single <- welch_rows[!duplicated(welch_rows$person), ]
welch <- t.test(single$performance[single$returner == 1], single$performance[single$returner == 0])
fit <- lm(performance ~ sales + site + returner, welch_rows)
X <- model.matrix(fit)
scores <- rowsum(X * residuals(fit), welch_rows$person)
A <- solve(crossprod(X))
G <- nrow(scores)
V <- A %*% crossprod(scores) %*% A * G / (G - 1) * (nrow(X) - 1) / (nrow(X) - ncol(X))
error <- sqrt(V["returner", "returner"])

write_golden(file.path(here(), "spells.json"), "coxph(cluster = person), survfit, residuals(type = rmst), t.test, lm with a sandwich by person",
             columns(spells[, c("person", "spell", "duration", "event", "sales", "site", "gap", "why", "performance")]),
             list(unadjusted = told(Surv(duration, event) ~ returner), adjusted = told(Surv(duration, event) ~ returner + sales + site),
                  with_history = told(as.formula(paste("Surv(duration, event) ~ returner + sales + site +", history))),
                  stratified = told(Surv(duration, event) ~ returner + sales + strata(site)),
                  until = tau, restricted_mean = column(rmean[, "rmean"]), restricted_mean_error = column(rmean[, "se(rmean)"]),
                  difference_error = sqrt(sum(by_person^2)), single = column(single$person), welch = column(c(diff(rev(welch$estimate)), welch$stderr, welch$conf.int, welch$parameter)),
                  least_squares = column(c(coef(fit)["returner"], error, coef(fit)["returner"] + c(-1, 1) * qt(.975, G - ncol(X)) * error))))
