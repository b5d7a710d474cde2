# Rewrites the JSON files beside it: Rscript tests/golden/survival/case_cohort/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
unlink(list.files(".", "\\.json$"))

# cch() gives no way to ask for a sharper end of Newton's method than coxph's own: the default is made sharper.
control <- survival::coxph.control
formals(control)$eps <- 1e-14
formals(control)$iter.max <- 100
assignInNamespace("coxph.control", control, ns = "survival")

case_cohort_golden <- function(path, frame, covariates, sizes, entry = FALSE, note = NULL) {
  response <- if (entry) "Surv(entry, duration, event)" else "Surv(duration, event)"
  formula <- as.formula(paste(response, "~", paste(covariates, collapse = " + ")))
  plain <- list(prentice = "Prentice", self_prentice = "SelfPrentice", lin_ying = "LinYing")
  expect <- list()
  for (name in names(plain)) for (robust in if (name == "lin_ying") c(FALSE, TRUE) else FALSE) {
    fit <- suppressWarnings(cch(formula, data = frame, subcoh = ~subcohort, id = ~id, cohort.size = sum(sizes), method = plain[[name]], robust = robust))
    expect[[paste0(name, if (robust) "_robust")]] <- list(coef = column(coef(fit)), var = fit$var, sampling = fit$phase2var)
  }
  for (name in c("borgan_i", "borgan_ii")) {
    fit <- suppressWarnings(cch(formula, data = frame, subcoh = ~subcohort, id = ~id, stratum = ~sampling, cohort.size = sizes,
                                method = c(borgan_i = "I.Borgan", borgan_ii = "II.Borgan")[[name]]))
    expect[[name]] <- list(coef = column(coef(fit)), var = fit$var, sampling = fit$phase2var)
  }
  data <- list(duration = column(frame$duration), event = column(frame$event), subcohort = column(frame$subcohort), sampling = column(frame$sampling))
  if (entry) data$entry <- column(frame$entry)
  data$x <- columns(frame[covariates])
  factors <- Filter(is.factor, as.list(frame[covariates]))
  if (length(factors)) data$levels <- lapply(factors, function(f) column(levels(f)))
  write_golden(path, paste0("cch(", deparse1(formula), ", ...)"), data, expect,
               options = list(cohort_size = sum(sizes), labels = column(names(sizes)), sizes = column(as.double(sizes))), note = note)
}

wilms <- subset(nwtco, in.subcohort | rel == 1)
wilms <- with(wilms, data.frame(id = seqno, duration = edrel, event = rel, subcohort = as.numeric(in.subcohort), sampling = paste0("inst", instit),
                                histology = histol - 1, stage = factor(paste0("stage", stage)), age = age / 12))
case_cohort_golden("nwtco.json", wilms, c("stage", "histology", "age"), table(paste0("inst", nwtco$instit)), note = "survival::nwtco, the example of ?cch")

set.seed(27)
for (number in 1:4) {
  n <- 500
  cohort <- data.frame(id = 1:n, x1 = round(rnorm(n), 2), x2 = as.double(rbinom(n, 1, 0.4)), sampling = sample(c("a", "b", "c"), n, TRUE, c(3, 2, 1)))
  entry <- number %% 2 == 0
  cohort$entry <- if (entry) floor(runif(n, 0, 6)) else 0
  step <- if (number > 2) 3 else 0.01  # many ties, or few
  time <- cohort$entry + rexp(n) * 60 / exp(0.5 * cohort$x1 - 0.6 * cohort$x2)
  end <- cohort$entry + runif(n, 4, 24)
  cohort$duration <- pmax(ceiling(pmin(time, end) / step) * step, cohort$entry + step)
  cohort$event <- as.numeric(time <= end)
  cohort$subcohort <- as.numeric(runif(n) < c(a = 0.15, b = 0.3, c = 0.5)[cohort$sampling])
  case_cohort_golden(sprintf("random_%d.json", number), subset(cohort, subcohort == 1 | event == 1), c("x1", "x2"), table(cohort$sampling), entry = entry,
                     note = paste("random,", if (entry) "delayed entry," else "", if (number > 2) "many ties" else "few ties"))
}
