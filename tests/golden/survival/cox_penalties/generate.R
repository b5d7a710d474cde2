# Rewrites the JSON files beside it: Rscript tests/golden/survival/cox_penalties/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
source("../designs.R")
source("../cox/cox.R")
unlink(list.files(".", "\\.json$"))

# blocks: lists of columns, theta and scale, as ridge() takes them; other columns stay free
penalty_golden <- function(path, data, ties, blocks, note) {
  frame <- design_frame(data)
  response <- if (is.null(data$entry)) "Surv(duration, event)" else "Surv(entry, duration, event)"
  penalised <- unlist(lapply(blocks, function(b) b$columns))
  terms <- c(vapply(blocks, function(b) sprintf("ridge(%s, theta = %.17g, scale = %s)", paste(b$columns, collapse = ", "), b$theta, b$scale), ""),
             setdiff(names(data$x), penalised))
  rest <- c(if (!is.null(data$strata)) "strata(strata)", if (!is.null(data$offset)) "offset(offset)")
  formula <- as.formula(paste(response, "~", paste(c(terms, rest), collapse = " + ")))
  arguments <- list(formula, data = frame, ties = ties, control = tight, robust = FALSE)
  if (!is.null(data$weights)) arguments$weights <- quote(weights)
  fit <- do.call(coxph, arguments)
  named <- sub("^ridge\\((.*)\\)$", "\\1", names(coef(fit)))
  plain <- model.matrix(as.formula(paste("~", paste(names(data$x), collapse = " + "))), frame)[, -1, drop = FALSE]
  order <- match(colnames(plain), named)
  stopifnot(!anyNA(order))
  beta <- coef(fit)[order]
  without <- as.formula(paste(response, "~", paste(c(names(data$x), rest), collapse = " + ")))
  at <- function(start) {
    a <- list(without, data = frame, ties = ties, init = start, control = coxph.control(iter.max = 0), robust = FALSE)
    if (!is.null(data$weights)) a$weights <- quote(weights)
    suppressWarnings(do.call(coxph, a))$loglik[1]
  }
  expect <- list(terms = column(colnames(plain)), coef = column(beta), var = fit$var[order, order, drop = FALSE], loglik = column(c(at(0 * beta), at(beta))))
  if (length(blocks) == 1 && length(blocks[[1]]$columns) == length(names(data$x))) expect$df <- sum(fit$df)
  penalties <- unlist(lapply(blocks, function(b) lapply(b$columns, function(name) list(column = name, ridge = b$theta, scaled = b$scale))), recursive = FALSE)
  write_golden(path, paste0("coxph(", deparse1(formula), ", ties = \"", ties, "\")"), cox_data(data), expect,
               options = list(ties = ties, penalties = penalties), note = note)
}

set.seed(411)
number <- 0
for (ties in c("efron", "breslow")) for (features in list(c("ties"), c("ties", "strata", "entry"), c("entry", "offset"), c("ties", "factor"), c("fractional_weights", "ties"))) {
  number <- number + 1
  data <- random_design(140, features, covariates = 4)
  scaled <- !("fractional_weights" %in% features)  # ridge() does not weight the variances that it scales with
  blocks <- if (number %% 3 == 0) list(list(columns = c("x1", "x2", "x3", "x4"), theta = 3.5, scale = scaled))
            else list(list(columns = c("x1", "x3"), theta = 4, scale = scaled), list(columns = "x2", theta = 0.7, scale = FALSE))
  penalty_golden(sprintf("random_%02d.json", number), data, ties, blocks, paste(c("random:", features), collapse = " "))
}
