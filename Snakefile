# From transcripts in raw/ to reports in results/, stage by stage:
#
#   raw → clean → segment → phrases, claims, train, classify
#                     │         → report, problems, indicators → corpus, tables
#                     └→ topics ──────────────────────────────────┘
#
# A stage is one rule, one package pipeline/<stage> and one folder results/<stage>. The rules here
# are of a batch of transcripts, those of rules/corpus.smk and rules/tables.smk of all; what each
# may take of memory and time stands in profiles/default. A rule has the priority 1 where the tables,
# the longest way to the end, wait for it, 2 where they wait longest, 3 where all else waits as well.

import os
import sys
from pathlib import Path

from snakemake.logging import logger

import pipeline
from pipeline.alone import write_alone
from pipeline.config import check_yaml
from pipeline.dependencies import digest_code
from pipeline.errors import InputError
from pipeline.plan import make_plan
from pipeline.progress import attach
from pipeline.stages import ONCE, PER_BATCH
from pipeline.unfinished import go_on

try:
    check_yaml(Path(workflow.basedir, "config.yaml"))
except InputError as error:
    sys.exit(f"error: {error}")


configfile: f"{workflow.basedir}/config.yaml"


report: "docs/captions/workflow.rst"


try:
    PLAN = make_plan(config)
except InputError as error:
    sys.exit(f"error: {error}")

# Jobs run the package that was imported here with this interpreter, whatever the working directory
# is, and whether this is the whole workflow or a module of another.
for variable, folder in (
    ("PATH", Path(sys.executable).parent),
    ("PYTHONPATH", Path(pipeline.__file__).parents[1]),
):
    before = os.environ.get(variable, "")
    os.environ.update({variable: f"{folder}{os.pathsep}{before}"})
# Looking through all that is installed for plugins of pydantic is a fiftieth of a second a job.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# Each would compile all modules and templates again: a tenth of what one transcript more costs.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


if workflow.is_main_process:
    attach(logger, lambda: workflow.dryrun)


include: "rules/common.smk"


pathvars:
    results=PLAN.settings.results,
    logs=f"{PLAN.settings.results}/logs",


wildcard_constraints:
    batch=r"\d{5}",


localrules:
    all,
    costs,


onstart:
    # For its limit of jobs per second Snakemake looks at all jobs once more a second after each
    # time it looked, so that it looks ever more often: a seventh of a run of 1,000 transcripts.
    workflow.scheduler.job_rate_limiter = None
    # A run that goes on without a failed batch belongs to the one that began it.
    try:
        held = None if PLAN.without else write_alone(Path(PLAN.settings.results))
        workflow.globals["held"] = held
    except InputError as error:
        sys.exit(f"error: {error}")


onsuccess:
    if Path(PLAN.settings.results, "index.html").is_file():
        print(
            f"Reports: {Path(PLAN.settings.results, 'index.html')}", file=sys.stderr
        )


onerror:
    go_on(PLAN, sys.argv[1:], failed=bool(workflow.scheduler.failed))


rule all:
    """Everything: reports of all transcripts and of the corpus (the default)."""
    input:
        # All of it, so that what a killed run took away comes back though nothing else needs it.
        lambda wildcards: [
            path for stage in ONCE for path in getattr(rules, stage).output
        ],
        "<logs>/costs.tsv",
        [all_of(stage) for stage in PER_BATCH],


rule clean:
    """Decode, normalise and put back into reading order the transcripts of a batch."""
    output:
        "<results>/clean/{batch}.jsonl",
    log:
        "<logs>/clean/{batch}.log",
    benchmark:
        "<logs>/clean/{batch}.tsv"
    priority: 3
    conda:
        "environment.yaml"
    params:
        code=digest_code("clean"),
        transcripts=lambda wildcards: PLAN.batches[wildcards.batch],
        received=lambda wildcards: PLAN.received[wildcards.batch],
        received_metadata=PLAN.received_metadata,
        metadata=[f"--metadata={path}" for path in PLAN.metadata],
    message:
        "Clean the transcripts of batch {wildcards.batch}"
    shell:
        # printf is part of the shell: names do not count against the length of a command line.
        "printf '%s\\0' {params.transcripts:q} | python -m pipeline clean {params.metadata:q}"
        " --output {output:q} - 2>&1 | tee {log:q}"


rule segment:
    """Find sections, turns, speakers, sentences and words."""
    input:
        **of_batch("clean"),
    output:
        "<results>/segment/{batch}.jsonl",
    log:
        "<logs>/segment/{batch}.log",
    benchmark:
        "<logs>/segment/{batch}.tsv"
    priority: 3
    conda:
        "environment.yaml"
    params:
        code=digest_code("segment"),
    message:
        "Find hotspots, turns, speakers and words (batch {wildcards.batch})"
    shell:
        "python -m pipeline segment --clean {input.clean:q} --output {output:q} 2>&1 | tee {log:q}"


rule phrases:
    """Find the key phrases of transcripts and hotspots."""
    input:
        **of_batch("clean", "segment"),
    output:
        "<results>/phrases/{batch}.jsonl",
    log:
        "<logs>/phrases/{batch}.log",
    benchmark:
        "<logs>/phrases/{batch}.tsv"
    priority: 1
    conda:
        "environment.yaml"
    params:
        code=digest_code("phrases"),
    message:
        "Find key phrases (batch {wildcards.batch})"
    shell:
        "python -m pipeline phrases --clean {input.clean:q} --segment {input.segment:q}"
        " --output {output:q} 2>&1 | tee {log:q}"


rule claims:
    """Extract every numeric claim."""
    input:
        **of_batch("clean", "segment"),
    output:
        "<results>/claims/{batch}.jsonl",
    log:
        "<logs>/claims/{batch}.log",
    benchmark:
        "<logs>/claims/{batch}.tsv"
    priority: 2
    conda:
        "environment.yaml"
    params:
        code=digest_code("claims"),
    message:
        "Extract numeric claims (batch {wildcards.batch})"
    shell:
        "python -m pipeline claims --clean {input.clean:q} --segment {input.segment:q}"
        " --output {output:q} 2>&1 | tee {log:q}"


rule train:
    """Train the model of the taxonomy, on its texts and the answers labelled in labels.tsv."""
    input:
        # A batch is made anew when any of its transcripts changes. What counts are the labelled
        # ones, as received, and the code that reads them.
        clean=ancient(all_of("clean", PLAN.labelled)),
        segment=ancient(all_of("segment", PLAN.labelled)),
    output:
        figure="<results>/train/reliability.svg",
        weights="<results>/train/model.npz",
        card="<results>/train/model.jsonl",
        text="<results>/train/model.md",
    log:
        "<logs>/train/all.log",
    benchmark:
        "<logs>/train/all.tsv"
    priority: 2
    conda:
        "environment.yaml"
    params:
        code=PLAN.train_code,
        received=PLAN.trained_from,
        received_labels=PLAN.received_labels,
        labels=[f"--labels={path}" for path in PLAN.labels],
    message:
        "Train the model of the policy hotspots"
    shell:
        "python -m pipeline train --clean {input.clean:q} --segment {input.segment:q}"
        " {params.labels:q} --figure {output.figure:q} --weights {output.weights:q}"
        " --output {output.card:q} --text {output.text:q} 2>&1 | tee {log:q}"


rule classify:
    """Find the hotspot of each answer, among its transcript's own and in the taxonomy."""
    input:
        **of_batch("clean", "segment"),
        weights="<results>/train/model.npz",
    output:
        "<results>/classify/{batch}.jsonl",
    log:
        "<logs>/classify/{batch}.log",
    benchmark:
        "<logs>/classify/{batch}.tsv"
    priority: 1
    conda:
        "environment.yaml"
    params:
        code=digest_code("classify"),
        labels=[f"--labels={path}" for path in PLAN.labels],
        received_labels=PLAN.received_labels,
    message:
        "Classify answers (batch {wildcards.batch})"
    shell:
        "python -m pipeline classify --clean {input.clean:q} --segment {input.segment:q}"
        " --weights {input.weights:q} {params.labels:q} --output {output:q} 2>&1 | tee {log:q}"


rule report:
    """Write the page, the text and the tables of each transcript."""
    input:
        **of_batch("clean", "segment", "phrases", "claims", "classify"),
    output:
        "<results>/report/{batch}.jsonl",
    log:
        "<logs>/report/{batch}.log",
    benchmark:
        "<logs>/report/{batch}.tsv"
    conda:
        "environment.yaml"
    params:
        code=digest_code("report"),
    message:
        "Write reports (batch {wildcards.batch})"
    shell:
        "python -m pipeline report --clean {input.clean:q} --segment {input.segment:q}"
        " --phrases {input.phrases:q} --claims {input.claims:q} --classify {input.classify:q}"
        " --output {output:q} 2>&1 | tee {log:q}"


include: "rules/corpus.smk"
include: "rules/tables.smk"


rule costs:
    """Say how much time and memory each job took; results do not depend on it."""
    input:
        [
            expand(f"<logs>/{stage}/{{batch}}.tsv", batch=PLAN.corpus)
            for stage in PER_BATCH
        ],
        expand("<logs>/{stage}/all.tsv", stage=ONCE),
    output:
        shown("<logs>/costs.tsv", "costs", "耗时与内存", "Time and memory of jobs"),
    log:
        "<logs>/costs.log",
    conda:
        "environment.yaml"
    message:
        "Say what each job took"
    shell:
        "python -m pipeline.costs {input:q} --output {output:q} 2>&1 | tee {log:q}"
