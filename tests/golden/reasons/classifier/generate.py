"""Rewrites the JSON file beside it: python tests/golden/reasons/classifier/generate.py (scikit-learn).

TfidfVectorizer on characters and LogisticRegression (multinomial, newton-cg) on the labelled sentences; equal n-grams, frequencies, coefficients, probabilities.
"""
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

here = Path(__file__).resolve().parent
rows = [row for row in json.loads((here.parents[2] / "reasons/sentences.json").read_text(encoding="utf-8")) if row["reason"] and row["kind"] == "plain"]
fold = str.maketrans({**{chr(c): chr(c - 0xFEE0).lower() for c in range(0xFF01, 0xFF5F)}, "’": "'"})
text = [row["text"].lower().translate(fold) for row in rows]
reason = [row["reason"] for row in rows]
vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, lowercase=False)
x = vectors.fit_transform(text)
fit = LogisticRegression(C=1 / 0.7, solver="newton-cg", tol=1e-11, max_iter=10000).fit(x, reason)
new = ["领导天天批评人", "the salary is low", "要回家照顾孩子", "zzz"]
probability = fit.predict_proba(vectors.transform(new))
names = vectors.get_feature_names_out()
order = np.argsort(names)
chosen = order[:: max(1, len(order) // 40)]
document = {
    "source": f"scikit-learn {sklearn.__version__}", "call": "TfidfVectorizer(analyzer='char', ngram_range=(1, 3), min_df=2), LogisticRegression(C=1/ridge)", "options": {"ridge": 0.7, "shortest": 1, "longest": 3, "least_rows": 2},
    "data": {"text": [row["text"] for row in rows], "reason": reason, "new": new},
    "expect": {"reasons": list(fit.classes_), "features": len(names), "ngram": names[chosen].tolist(), "inverse_frequency": vectors.idf_[chosen].tolist(), "coefficients": fit.coef_[:, chosen].T.tolist(),
               "intercepts": (fit.intercept_ - fit.intercept_.mean()).tolist(), "probability": probability.tolist(), "loss": float(-np.log(fit.predict_proba(x)[np.arange(len(reason)), np.searchsorted(fit.classes_, reason)]).sum())},
}
(here / "sentences.json").write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")
print(x.shape)
