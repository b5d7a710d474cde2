# Rewrites the JSON files beside it: Rscript tests/golden/competency/facets/generate.R
# Values of mfrmr::fit_mfrm (joint maximum likelihood) and of its fit statistics.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages(library(mfrmr))
unlink(list.files(".", "\\.json$"))

save <- function(path, data, facets, steps = "rating_scale") {
  step_facet <- c(rating_scale = NA, by_item = "item", by_rater = "rater")[[steps]]
  arguments <- list(data, person = "person", facets = facets, score = "rating", method = "JML", model = if (is.na(step_facet)) "RSM" else "PCM", reltol = 1e-15, maxit = 20000)
  if (!is.na(step_facet)) arguments$step_facet <- step_facet
  fit <- suppressMessages(do.call(fit_mfrm, arguments))
  fits <- as.data.frame(diagnose_mfrm(fit)$measures)
  people <- as.data.frame(fit$facets$person); others <- as.data.frame(fit$facets$others)
  names(people)[1] <- "Level"; people$Facet <- "Person"
  measures <- rbind(people[, c("Facet", "Level", "Estimate")], others[, c("Facet", "Level", "Estimate")])
  at <- match(paste(measures$Facet, measures$Level), paste(fits$Facet, fits$Level))
  steps_table <- as.data.frame(fit$steps)
  expect <- list(facet = column(sub("Person", "person", measures$Facet)), element = column(as.character(measures$Level)), measure = column(measures$Estimate), std_error = column(fits$ModelSE[at]),
                 infit = column(fits$Infit[at]), outfit = column(fits$Outfit[at]), log_likelihood = fit$summary$LogLik,
                 step_of = column(if (is.na(step_facet)) rep("all", nrow(steps_table)) else as.character(steps_table$StepFacet)), step = column(steps_table$Estimate))
  write_golden(path, "mfrmr::fit_mfrm(data, method = \"JML\", reltol = 1e-15)", columns(data), expect, options = list(steps = steps), packages = "mfrmr")
}

# Guilford (1954), Psychometric Methods, p. 282: three scientists rate seven others on five traits, as typed in github.com/alexanderrobitzsch/TAM/issues/15.
cells <- c("55353", "97585", "33371", "73133", "97785", "35351", "77555", "65463", "87572", "45366", "56455", "24323", "44642", "33554", "55573", "77575", "35555", "53331", "97777", "33353", "77757")
guilford <- do.call(rbind, lapply(seq_along(cells), function(i) data.frame(person = paste0("p", (i - 1) %% 7 + 1), rater = paste0("r", (i - 1) %/% 7 + 1), item = letters[1:5], rating = as.integer(strsplit(cells[i], "")[[1]]))))
save("guilford.json", guilford, c("rater", "item"))

seeded(82)
draw <- function(people, raters, items, share, steps) {
  ability <- rnorm(people); severity <- rnorm(raters, 0, 0.6); difficulty <- rnorm(items, 0, 0.5)
  data <- expand.grid(person = seq_len(people), rater = seq_len(raters), item = seq_len(items))
  data <- data[runif(nrow(data)) < share, ]
  data$rating <- mapply(function(p, r, i) {
    own <- if (steps == "by_item") c(-1.2, 0.1, 1.1) * (0.7 + 0.2 * i) else if (steps == "by_rater") c(-1.2, 0.1, 1.1) * (0.6 + 0.2 * r) else c(-1.2, 0.1, 1.1)
    weights <- exp(c(0, cumsum(ability[p] - severity[r] - difficulty[i] - own)))
    sample(0:3, 1, prob = weights)
  }, data$person, data$rater, data$item)
  data$person <- sprintf("p%02d", data$person); data$rater <- paste0("r", data$rater); data$item <- paste0("i", data$item)
  data
}
save("two_facets.json", local({ d <- draw(40, 12, 1, 0.7, "rating_scale"); d$item <- NULL; d }), "rater")
save("incomplete.json", draw(30, 5, 4, 0.6, "rating_scale"), c("rater", "item"))
save("by_item.json", draw(40, 4, 4, 0.8, "by_item"), c("rater", "item"), "by_item")
save("by_rater.json", draw(40, 4, 4, 0.8, "by_rater"), c("rater", "item"), "by_rater")
