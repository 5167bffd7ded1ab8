"""The filter of formulas: how it is learned, and how well it does on what it has not seen.

`python -m bench.formula` learns it on all alignments and writes the coefficients that ship.
"""

import csv
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from amparo.lib.textreuse import align, read
from amparo.lib.textreuse.boilerplate import NAMES, figures
from bench.bills import BILLS

LABELS = BILLS / "lid_kdd2016/training_data_alignment_classifier.csv"
SHIPPED = Path(__file__).resolve().parents[1] / "amparo/lib/textreuse/data/formula.json"
NOTHING = [0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0]  # where the two have no three words in a row
FORMULA, CHOSEN = "0", "1"  # "2" is what the experts could not say
SHUFFLES = 5


def labelled() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The figures of each alignment, and whether it is a formula."""
    with LABELS.open(encoding="latin-1", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] in (FORMULA, CHOSEN)]
    return np.array([_figures(row) for row in rows]), np.array(
        [row["label"] == FORMULA for row in rows], int
    )


def auc() -> float:
    """Area under the curve, ten-fold, over five shuffles."""
    x, y = labelled()
    scores = []
    for seed in range(SHUFFLES):
        folds = StratifiedKFold(10, shuffle=True, random_state=seed)
        said = cross_val_predict(_model(), x, y, cv=folds, method="predict_proba")[:, 1]
        scores.append(roc_auc_score(y, said))
    return float(np.mean(scores))


def main() -> None:
    x, y = labelled()
    model = _model().fit(x, y)
    scaler, filter_ = model[0], model[1]
    kept = {
        "names": list(NAMES),
        "means": scaler.mean_.round(6).tolist(),
        "scales": scaler.scale_.round(6).tolist(),
        "coefficients": filter_.coef_[0].round(6).tolist(),
        "intercept": filter_.intercept_.round(6).tolist(),
    }
    SHIPPED.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"learned on {len(y)} alignments, AUC {auc():.4f} on unseen ones: {SHIPPED}")


def _model():
    return make_pipeline(StandardScaler(), LogisticRegression())


def _figures(row: dict[str, str]) -> list[float]:
    left, right = read(row["left"]), read(row["right"])
    found = align(left, right)
    return figures(left, found) if found.passages else NOTHING


if __name__ == "__main__":
    main()
