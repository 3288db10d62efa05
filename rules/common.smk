# How rules name the artefacts of stages, and what of the results snakemake --report shows.


def all_of(stage, batches=PLAN.corpus):
    """Return the artefacts of a stage, one per batch."""
    return expand(f"<results>/{stage}/{{batch}}.jsonl", batch=batches)


def of_all(*stages):
    """Return as named inputs the artefacts of all batches of some stages."""
    return {stage: all_of(stage) for stage in stages}


def of_batch(*stages):
    """Return as named inputs the artefact of each stage for the batch of a job."""
    return {stage: f"<results>/{stage}/{{batch}}.jsonl" for stage in stages}


def shown(path, caption, zh, en):
    """Mark a result as one that `snakemake --report` shows."""
    labels = {"结果": zh, "Result": en}
    caption = workflow.source_path(f"../docs/captions/{caption}.rst")
    return report(path, caption=caption, category="结果 Results", labels=labels)
