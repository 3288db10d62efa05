# From transcripts in raw/ to reports in results/, stage by stage:
#
#   raw → clean → segment → phrases, claims, classify → report ─┐
#                     └→ topics ────────────────────────────────┴→ corpus
#
# A stage is one rule, one package pipeline/<stage> and one folder results/<stage>. Jobs are per
# batch of transcripts: a job costs seconds to start, a transcript milliseconds.

import os
import sys
from pathlib import Path

from snakemake.exceptions import WorkflowError

from pipeline.batches import make_batches, take_inventory
from pipeline.config import check_config
from pipeline.errors import InputError
from pipeline.sources import find_sources


configfile: f"{workflow.basedir}/config.yaml"


try:
    SETTINGS = check_config(config)
    INVENTORY = take_inventory(Path(SETTINGS.raw))
except InputError as error:
    raise WorkflowError(str(error)) from None

RESULTS = SETTINGS.results
BATCHES = make_batches(INVENTORY.transcripts, SETTINGS.batch_size)

# Jobs run this checkout's package with this interpreter, whatever the working directory is.
for variable, folder in (
    ("PATH", Path(sys.executable).parent),
    ("PYTHONPATH", workflow.basedir),
):
    before = os.environ.get(variable, "")
    os.environ.update({variable: f"{folder}{os.pathsep}{before}"})


def batch_of(stage):
    return f"{RESULTS}/{stage}/{{batch}}.jsonl"


def all_of(stage):
    return expand(batch_of(stage), batch=BATCHES)


wildcard_constraints:
    batch=r"\d{5}",


localrules:
    all,


onsuccess:
    if Path(RESULTS, "index.html").is_file():
        print(f"Reports: {Path(RESULTS, 'index.html')}", file=sys.stderr)


rule all:
    """Everything: reports of all transcripts and of the corpus (the default)."""
    input:
        f"{RESULTS}/index.html",


rule clean:
    """Decode, normalise and put back into reading order the transcripts of a batch."""
    input:
        transcripts=lambda wildcards: BATCHES[wildcards.batch],
        metadata=INVENTORY.metadata,
        source=find_sources("clean"),
    output:
        batch_of("clean"),
    log:
        f"{RESULTS}/logs/clean/{{batch}}.log",
    conda:
        "environment.yaml"
    params:
        metadata=["--metadata", *INVENTORY.metadata] if INVENTORY.metadata else [],
    shell:
        "python -m pipeline clean {params.metadata:q} --output {output:q}"
        " -- {input.transcripts:q} 2>&1 | tee {log:q}"


rule segment:
    """Find sections, turns, speakers, sentences and words."""
    input:
        transcripts=batch_of("clean"),
        source=find_sources("segment"),
    output:
        batch_of("segment"),
    log:
        f"{RESULTS}/logs/segment/{{batch}}.log",
    conda:
        "environment.yaml"
    shell:
        "python -m pipeline segment --transcripts {input.transcripts:q}"
        " --output {output:q} 2>&1 | tee {log:q}"


rule phrases:
    """Find the key phrases of transcripts and hotspots."""
    input:
        transcripts=batch_of("clean"),
        segments=batch_of("segment"),
        source=find_sources("phrases"),
    output:
        batch_of("phrases"),
    log:
        f"{RESULTS}/logs/phrases/{{batch}}.log",
    conda:
        "environment.yaml"
    shell:
        "python -m pipeline phrases --transcripts {input.transcripts:q}"
        " --segments {input.segments:q} --output {output:q} 2>&1 | tee {log:q}"


rule claims:
    """Extract every numeric claim."""
    input:
        transcripts=batch_of("clean"),
        segments=batch_of("segment"),
        source=find_sources("claims"),
    output:
        batch_of("claims"),
    log:
        f"{RESULTS}/logs/claims/{{batch}}.log",
    conda:
        "environment.yaml"
    shell:
        "python -m pipeline claims --transcripts {input.transcripts:q}"
        " --segments {input.segments:q} --output {output:q} 2>&1 | tee {log:q}"


rule classify:
    """Hold the hotspot that an answer's words speak for against the one it stands under."""
    input:
        transcripts=batch_of("clean"),
        segments=batch_of("segment"),
        source=find_sources("classify"),
    output:
        batch_of("classify"),
    log:
        f"{RESULTS}/logs/classify/{{batch}}.log",
    conda:
        "environment.yaml"
    shell:
        "python -m pipeline classify --transcripts {input.transcripts:q}"
        " --segments {input.segments:q} --output {output:q} 2>&1 | tee {log:q}"


rule topics:
    """Find the topics of the whole corpus."""
    input:
        transcripts=all_of("clean"),
        segments=all_of("segment"),
        source=find_sources("topics"),
    output:
        topics=f"{RESULTS}/topics/topics.jsonl",
        choice=f"{RESULTS}/topics/choice.jsonl",
    log:
        f"{RESULTS}/logs/topics.log",
    # The longest job, of one core: begun last it would keep all others waiting.
    priority: 1
    conda:
        "environment.yaml"
    params:
        topics=SETTINGS.topics,
        seed=SETTINGS.seed,
    shell:
        "python -m pipeline topics --transcripts {input.transcripts:q}"
        " --segments {input.segments:q} --topics {params.topics} --seed {params.seed}"
        " --output {output.topics:q} --choice {output.choice:q} 2>&1 | tee {log:q}"


rule report:
    """Write the page, the text and the tables of each transcript."""
    input:
        transcripts=batch_of("clean"),
        segments=batch_of("segment"),
        phrases=batch_of("phrases"),
        claims=batch_of("claims"),
        classifications=batch_of("classify"),
        source=find_sources("report"),
    output:
        batch_of("report"),
    log:
        f"{RESULTS}/logs/report/{{batch}}.log",
    conda:
        "environment.yaml"
    shell:
        "python -m pipeline report --transcripts {input.transcripts:q}"
        " --segments {input.segments:q} --phrases {input.phrases:q} --claims {input.claims:q}"
        " --classifications {input.classifications:q} --output {output:q} 2>&1 | tee {log:q}"


rule corpus:
    """Write the start page, the tables of the corpus and the list of problems."""
    input:
        pages=all_of("report"),
        claims=all_of("claims"),
        topics=f"{RESULTS}/topics/topics.jsonl",
        choice=f"{RESULTS}/topics/choice.jsonl",
        source=find_sources("corpus"),
    output:
        f"{RESULTS}/corpus/topics.html",
        multiext(f"{RESULTS}/corpus/claims", ".html", ".csv", ".xlsx", ".jsonl"),
        multiext(f"{RESULTS}/problems/problems", ".tsv", ".jsonl"),
        index=f"{RESULTS}/index.html",
    log:
        f"{RESULTS}/logs/corpus.log",
    conda:
        "environment.yaml"
    params:
        results=lambda wildcards, output: os.path.dirname(output.index),
        refused=[f"{code}={name}" for name, code in INVENTORY.refused.items()],
    shell:
        "python -m pipeline corpus --pages {input.pages:q} --claims {input.claims:q}"
        " --topics {input.topics:q} --choice {input.choice:q} --refused {params.refused:q} --results {params.results:q}"
        " 2>&1 | tee {log:q}"
