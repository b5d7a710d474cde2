# Golden values of returns.customers: the times between drawn purchases of three products in R's survival::survfit, conditional probabilities from its curve, Greenwood's errors
# from its numbers at risk. Run: Rscript generate.R (needs survival, jsonlite).
library(survival)
set.seed(23)
today <- 20600
horizon <- 45
rows <- list()
for (customer in 1:90) for (product in c("phone", "screen", "case")) {
  if (runif(1) < 0.4) next
  day <- today - sample(100:900, 1)
  while (day <= today) {
    rows[[length(rows) + 1]] <- data.frame(customer = customer, product = product, day = day)
    day <- day + max(1, round(rweibull(1, 2, c(phone = 420, screen = 200, case = 90)[[product]])))
  }
}
purchases <- do.call(rbind, rows)
purchases <- purchases[sample(nrow(purchases)), ]
stretch <- do.call(rbind, lapply(split(purchases, list(purchases$customer, purchases$product), drop = TRUE), function(own) {
  days <- sort(own$day)
  data.frame(product = own$product[1], customer = own$customer[1], duration = c(diff(days), today - max(days)), event = c(rep(1, length(days) - 1), 0), last = max(days))
}))
open <- stretch[stretch$event == 0, ]
wilson <- function(p, n, z = qnorm(0.975)) {
  centre <- (p + z^2 / (2 * n)) / (1 + z^2 / n)
  half <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2)) / (1 + z^2 / n)
  c(if (p == 0) 0 else centre - half, if (p == 1) 1 else centre + half)
}
expect <- do.call(rbind, lapply(seq_len(nrow(open)), function(i) {
  one <- open[i, ]
  fit <- survfit(Surv(duration, event) ~ 1, data = stretch[stretch$product == one$product, ])
  age <- one$duration
  after <- fit$time > age
  if (!any(after)) return(data.frame(probability = NA, lower = NA, upper = NA, basis = "beyond"))
  s <- summary(fit, times = c(age, age + horizon), extend = TRUE)$surv
  p <- 1 - s[2] / s[1]
  within <- after & fit$time <= age + horizon
  variance <- (1 - p)^2 * sum(fit$n.event[within] / (fit$n.risk[within] * (fit$n.risk[within] - fit$n.event[within])))
  n <- if (p > 0 && p < 1) p * (1 - p) / variance else fit$n.risk[after][1]
  limits <- wilson(p, n)
  bound <- age + horizon > max(fit$time) && p < 1
  data.frame(probability = p, lower = limits[1], upper = if (bound) 1 else limits[2], basis = if (bound) "at_least" else "estimated")
}))
document <- list(
  source = paste(R.version.string, "survival", packageVersion("survival")), options = list(today = today, horizon_days = horizon),
  data = list(customer = open$customer, product = as.character(open$product), purchase_customer = purchases$customer, purchase_product = as.character(purchases$product), purchase_day = purchases$day),
  expect = list(probability = expect$probability, lower = expect$lower, upper = expect$upper, basis = as.character(expect$basis)))
writeLines(jsonlite::toJSON(document, digits = 17, auto_unbox = TRUE, na = "null"), "drawn.json")
print(table(expect$basis))
