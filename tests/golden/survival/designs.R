# Random data with everything that an analysis may meet at once: ties, weights, strata, delayed entry, offset, cluster, causes.

# features: any of ties, fractional_time, integer_weights, fractional_weights, strata, entry, offset, cluster, factor
random_design <- function(n, features = character(), covariates = 2, groups = 3, causes = 1) {
  has <- function(name) name %in% features
  x <- as.data.frame(lapply(seq_len(covariates), function(j)
    if (j %% 3 == 2) as.double(rbinom(n, 1, 0.4)) else round(rnorm(n, mean = 3 * (j %% 2), sd = 1 + j / 2), 2)))
  names(x) <- paste0("x", seq_len(covariates))
  effect <- rep_len(c(0.5, -0.4, 0.2, 0), covariates)
  predictor <- drop(scale(as.matrix(x), scale = FALSE) %*% effect)
  if (has("factor")) {
    x$site <- factor(sample(c("north", "south", "west", "east"), n, TRUE, c(4, 3, 2, 2)), c("south", "east", "north", "west"))
    predictor <- predictor + c(0, 0.4, -0.3, 0.6)[as.integer(x$site)]
  }
  strata <- if (has("strata")) sample(c("a", "b", "c")[seq_len(min(groups, 3))], n, TRUE)
  offset <- if (has("offset")) round(rnorm(n, 0, 0.4), 2)
  if (has("offset")) predictor <- predictor + offset
  span <- if (has("ties")) 8 else 200
  time <- rexp(n) * exp(-predictor) * span / 2
  end <- runif(n, span / 4, span)
  entry <- NULL
  if (has("entry")) {
    entry <- floor(runif(n, 0, span / 3) * rbinom(n, 1, 0.7))
    end <- pmax(end, entry + 1)
    time <- entry + time
  }
  step <- if (has("fractional_time")) 4 else 1
  duration <- ceiling(pmin(time, end) * step) / step
  event <- as.numeric(time <= end)
  if (has("entry")) duration <- pmax(duration, entry + 1 / step)
  duration <- pmax(duration, 1 / step)
  list(
    entry = entry, duration = duration, event = event,
    cause = ifelse(event == 1, sample(causes, n, TRUE, prob = seq(causes, 1)), 0),
    weights = if (has("integer_weights")) as.double(sample(1:4, n, TRUE)) else if (has("fractional_weights")) round(runif(n, 0.2, 3), 2),
    offset = offset, strata = strata,
    cluster = if (has("cluster")) sample(max(4, n %/% 3), n, TRUE),
    group = sample(c("A", "B", "C", "D", "E")[seq_len(groups)], n, TRUE, prob = seq(groups, 1) + 1),
    x = x)
}
