# Rewrites the JSON files beside it: Rscript tests/golden/survival/curve_clusters/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
source("../designs.R")
unlink(list.files(".", "\\.json$"))

# Rows of one cluster go together in the errors: survfit(…, cluster = ).
one_group <- function(data, causes) {
  state <- if (causes > 1) factor(data$cause, 0:causes) else data$event
  response <- if (is.null(data$entry)) Surv(data$duration, state) else Surv(data$entry, data$duration, state)
  weights <- if (is.null(data$weights)) rep(1, nrow(data)) else data$weights
  if (causes == 1) {
    fit <- survfit(response ~ 1, weights = weights, cluster = data$cluster, conf.type = "log-log")
    # with fractional weights R's survival may come out as -3e-16 where it is 0: such data shows nothing
    if (any(fit$surv != 0 & fit$surv < 1e-12)) stop("survival is 0 but for R's rounding")
    return(list(time = column(fit$time), survival = column(fit$surv), std_error = column(fit$std.err * if (isTRUE(fit$logse)) fit$surv else 1),
                lower = column(fit$lower), upper = column(fit$upper), cumulative_hazard_std_error = column(fit$std.chaz)))
  }
  # R's curves of several states take no cluster; its influences of the rows (derivatives by their weights) do: they are added within clusters
  fit <- survfit(response ~ 1, weights = weights, id = seq_len(nrow(data)), conf.type = "log-log", influence = TRUE)
  influence <- fit$influence.pstate * weights
  size <- length(fit$time)
  influence <- influence[, dim(influence)[2] - size + seq_len(size), , drop = FALSE]
  error_by <- function(label) apply(influence, 3, function(one) sqrt(colSums(rowsum(matrix(one, ncol = size), label)^2)))
  stopifnot(max(abs(error_by(seq_len(nrow(data))) - fit$std.err)) < 1e-12)
  errors <- matrix(error_by(data$cluster), nrow = size)
  list(time = column(fit$time), survival = column(fit$pstate[, 1]), std_error = column(errors[, 1]), incidence = fit$pstate[, -1, drop = FALSE],
       incidence_std_error = errors[, -1, drop = FALSE])
}

seeded(20251)
number <- 0
for (features in list("ties", c("ties", "integer_weights"), c("ties", "fractional_weights"), c("ties", "entry"), c("ties", "entry", "fractional_weights"), "fractional_time"))
  for (causes in c(1, 3)) {
    number <- number + 1
    groups <- 1 + number %% 2
    design <- random_design(sample(60:140, 1), c(features, "cluster"), groups = groups, causes = causes)
    data <- design[c("entry", "duration", if (causes > 1) "cause" else "event", "weights", "cluster", "group")]
    data <- data[!vapply(data, is.null, TRUE)]
    frame <- as.data.frame(data)
    write_golden(sprintf("random_%02d.json", number),
                 paste0("survfit(Surv(", if (!is.null(data$entry)) "entry, ", "duration, ", if (causes > 1) "factor(cause)" else "event", ") ~ 1",
                        if (!is.null(data$weights)) ", weights = weights", if (causes > 1) ", id = row, influence = TRUE) in each group; influences added within clusters" else ", cluster = cluster) in each group"),
                 columns(data), list(groups = lapply(sort(unique(frame$group)), function(label)
                   c(list(group = label), one_group(frame[frame$group == label, , drop = FALSE], causes)))),
                 note = paste(c("random:", features, if (causes > 1) "three causes"), collapse = " "))
  }
