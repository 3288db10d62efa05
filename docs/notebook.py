"""A notebook of cells (# %%) that starts from the tables of a run."""

# %% [markdown]
# # From the tables to answers
#
# Each part begins with a question and ends with a table or a chart. It needs `pip install polars
# altair` and the tables of a run. Open it as a notebook in VS Code or with Jupytext (the cells
# are marked `# %%`), or run it: `python docs/notebook.py`. Another folder: `RESULTS=DIR`.

# %%
import os
from pathlib import Path

import altair as alt
import polars as pl

TABLES = Path(os.environ.get("RESULTS", "results")) / "tables"


def read(table: str) -> pl.DataFrame:
    """Return a table of results/tables/."""
    return pl.read_parquet(TABLES / f"{table}.parquet")


# %% [markdown]
# ## What is there?

# %%
claims = read("claims")
by_transcript = (
    claims.group_by("date", "transcript")
    .agg(
        pl.len().alias("claims"),
        (pl.col("modality") == "target").sum().alias("targets"),
        pl.col("indicator").n_unique().alias("indicators"),
    )
    .sort("date", "transcript", nulls_last=True)
)
print(by_transcript)

# %% [markdown]
# ## How did an indicator develop, and what was the target?
#
# The series with most periods; write the name and territory of your own into `chosen`. A value
# that is a bound (`op` is `gt`, `lt` …) is no point: only exact and approximate ones are drawn.

# %%
observations = read("observations").filter(
    pl.col("period_end").is_not_null() & pl.col("op").is_in(["eq", "approx"])
)
counted = (
    observations.group_by("indicator", "name", "scope", "unit")
    .agg(pl.col("period").n_unique().alias("periods"))
    .sort(["periods", "name", "indicator"], descending=[True, False, False])
)
chosen = counted.head(1)
series = observations.join(chosen, on=["indicator"], how="semi")
title = " ".join(str(chosen[column][0] or "") for column in ("scope", "name") if len(chosen))
development = (
    alt.Chart(series.select("period", "period_end", "value", "modality", "transcript", "text"))
    .mark_point(filled=True, size=60)
    .encode(
        x=alt.X("period_end:T", title=None),
        y=alt.Y("value:Q", title=str(chosen["unit"][0] or "") if len(chosen) else "")
        .scale(zero=False),
        color=alt.Color("modality:N", title=None),
        shape=alt.Shape("modality:N", title=None),
        tooltip=["period", "text", "modality", "transcript"],
    )
    .properties(title=title, width=560, height=260)
)  # fmt: skip
development

# %% [markdown]
# ## Which targets were met?
#
# `state` says how a target stands by what was said later; `reason` says why nothing is
# concluded.

# %%
promises = read("promises")
states = promises.group_by("state").len().sort(["len", "state"], descending=[True, False])
print(states)

# %% [markdown]
# ## Who asked what, and was it taken up?
#
# `taken_up` follows from shared words: `doubtful` is a doubt, to be read before it is repeated.

# %%
exchanges = read("exchanges")
questions = read("questions")
asked = questions.join(
    exchanges.select("transcript", "turn", "speaker"), on=["transcript", "turn"], how="left"
)
print(asked.select("date", "speaker", "headline", "taken_up").head(20))
taken_up = (
    alt.Chart(asked.select("taken_up"))
    .mark_bar()
    .encode(x=alt.X("count():Q", title="questions"), y=alt.Y("taken_up:N", title=None, sort="-x"))
    .properties(width=560)
)
taken_up

# %% [markdown]
# ## On which policy hotspots did a transcript speak?

# %%
hotspots = read("hotspots").select(pl.col("id").alias("category"), "name_zh", "name_en")
spoken = (
    read("classifications")
    .drop_nulls("category")
    .join(hotspots, on="category", how="left")
    .group_by("transcript", "name_zh", "name_en")
    .len()
    .sort(["transcript", "len", "name_zh"], descending=[False, True, False])
)
print(spoken.head(20))
