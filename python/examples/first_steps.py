# %% [markdown]
# # First steps with rasid in Python
# Run it cell by cell (VS Code, Spyder, `jupytext --to notebook`), or as a script from the project's folder:
# `python python/examples/first_steps.py`. It needs the wheel, pandas and pyarrow.

# %%
from pathlib import Path

import pandas as pd

import rasid

here = Path("seeds/articles")
pd.set_option("display.width", 120)

# %% [markdown]
# ## A verdict
# The built-in model judges four axes. Where it is not sure it gives no class (`None`), but still its best guess.

# %%
model = rasid.default()
text = (here / "08_newspaper_oped.txt").read_text(encoding="utf-8")
verdict = model.classify(text, evidence=3)
for axis in model.axes:
    judged = verdict[axis]
    words = ", ".join(e["word"] for e in judged["evidence"])
    print(f"{axis:12} {judged['class']!s:16} best {judged['best']!s:16} {judged['probability']} {judged['method']:10} {words}")

# %% [markdown]
# ## A frame
# Frames of pandas, polars and pyarrow give frames of the same kind, one row of verdicts for each article. A row
# that cannot be read has its `error`; nothing else stops.

# %%
files = sorted(here.glob("*.txt"))
articles = pd.DataFrame({"id": [f.name for f in files], "text": [f.read_text(encoding="utf-8") for f in files]})
articles.loc[len(articles)] = ["empty.txt", None]
verdicts = model.classify(articles)
print(verdicts[["id", "outlet_type", "russia", "us", "gulf", "error"]].to_string())

# %% [markdown]
# ## Your own labels
# `train` takes what `rasid train` takes. Near copies and groups (event, outlet) never stand on both sides of a fold.

# %%
labels = pd.read_csv("labels/articles.csv", dtype=str, keep_default_na=False).iloc[:300]
mine = rasid.train(labels, fixed=True, alpha=0.5)
print(mine)

# %% [markdown]
# ## How far to trust it
# The report of grouped folds, with intervals: below the commonest class nothing was learned.

# %%
report = rasid.evaluate(labels, fixed=True, folds=3)
for axis in report["axes"]:
    f1 = axis["macro_f1_forced"]
    low, high = f1["interval"]["low"], f1["interval"]["high"]
    print(f"{axis['axis']:12} macro-F1 {f1['value']:.3f} ({low:.3f} to {high:.3f}), n = {axis['n']}")

# %% [markdown]
# ## Shards
# Counted apart, on any machine, and joined: the model is the same, byte for byte.

# %%
shards = [rasid.count(labels.iloc[i::3]) for i in range(3)]
assert rasid.merge(shards) == rasid.merge(reversed(shards)) == rasid.train(labels, stream=True)
print("three shards in any order:", rasid.merge(shards).digest[:16])
