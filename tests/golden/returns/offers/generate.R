# Rewrites the JSON files beside it: Rscript tests/golden/returns/offers/generate.R
# stats::glm on offers that were taken or not, with both links; predict.glm and hat values for new offers.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
unlink(list.files(".", "\\.json$"))

seeded(91)
n <- 160
x <- data.frame(pay_percent = round(runif(n, -6, 20), 1), post_steps = sample(-1:1, n, TRUE, c(.1, .6, .3)), distance_km = round(pmin(rgamma(n, 2, scale = 4.5), 40), 1))
accepted <- rbinom(n, 1, plogis(-1.4 + .09 * x$pay_percent + .8 * x$post_steps - .07 * x$distance_km))
new <- data.frame(pay_percent = c(0, 5, 20, 21, 20, -6, 10, 3), post_steps = c(0, 1, 1, 0, -1, -1, 0, 1), distance_km = c(5, 2, 1, 5, 40, 30, 12, 60))
for (link in c("logit", "cloglog")) {
  fit <- glm(accepted ~ ., data = x, family = binomial(link), control = list(epsilon = 1e-15, maxit = 100))
  told <- predict(fit, new, se.fit = TRUE)
  z <- qnorm(.975); family <- binomial(link)
  design <- cbind(1, as.matrix(x)); spread <- solve(crossprod(design)); rows <- cbind(1, as.matrix(new))
  leverage <- rowSums((rows %*% spread) * rows)
  inside <- leverage <= max(hat(design, FALSE)) & sapply(seq_len(nrow(new)), function(i) all(mapply(function(v, column) v >= min(column) && v <= max(column), new[i, ], x)))
  write_golden(paste0(link, ".json"), sprintf("glm(accepted ~ ., binomial(%s)); predict.glm; hat", link), list(x = columns(x), accepted = column(accepted), pair_x = columns(new)),
               list(coefficient = column(coef(fit)), std_error = column(sqrt(diag(vcov(fit)))), covariance = column(vcov(fit)), probability = column(family$linkinv(told$fit)), lower = column(family$linkinv(told$fit - z * told$se.fit)),
                    upper = column(family$linkinv(told$fit + z * told$se.fit)), in_range = column(as.integer(inside))), options = list(link = link))
}
