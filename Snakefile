# From transcripts in raw/ to reports in results/, stage by stage:
#
#   raw → clean → segment → phrases, claims, train, classify
#                     │         → report, problems, indicators → corpus, tables
#                     └→ topics ──────────────────────────────────┘
#
# A stage is one rule, one package pipeline/<stage> and one folder results/<stage>. Jobs are per
# batch of transcripts: a job costs seconds to start, a transcript milliseconds.

import os
import sys
from pathlib import Path

from snakemake.exceptions import WorkflowError

from pipeline.batches import find_batches, make_batches, take_inventory
from pipeline.config import check_config
from pipeline.errors import InputError
from pipeline.sources import find_sources
from pipeline.taxonomy.labels import list_labelled


configfile: f"{workflow.basedir}/config.yaml"


report: "docs/captions/workflow.rst"


try:
    SETTINGS = check_config(config)
    INVENTORY = take_inventory(Path(SETTINGS.raw))
    LABELLED = list_labelled(INVENTORY.labels)
except InputError as error:
    raise WorkflowError(str(error)) from None

RESULTS = SETTINGS.results
BATCHES = make_batches(INVENTORY.transcripts, SETTINGS.batch_size)
LABELS = ["--labels", *INVENTORY.labels] if INVENTORY.labels else []
TRAINED_FROM = sorted(
    {
        source
        for stage in ("train", *(("clean", "segment") if LABELLED else ()))
        for source in find_sources(stage)
    }
)

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


def of_labelled(stage):
    return expand(batch_of(stage), batch=find_batches(BATCHES, LABELLED))


def shown(path, caption, zh, en):
    """Mark a result as one that `snakemake --report` shows."""
    return report(
        f"{RESULTS}/{path}",
        caption=f"docs/captions/{caption}.rst",
        category="结果 Results",
        labels={"结果": zh, "Result": en},
    )


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
        f"{RESULTS}/tables/datapackage.json",


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


rule train:
    """Train the model of the taxonomy, on its texts and the answers labelled in labels.tsv."""
    input:
        # A batch is made anew when any of its transcripts changes. What counts are the labelled
        # ones, as received, and the code that reads them.
        raw=[path for path in INVENTORY.transcripts if path.stem in LABELLED],
        labels=INVENTORY.labels,
        metadata=INVENTORY.metadata if LABELLED else [],
        transcripts=ancient(of_labelled("clean")),
        segments=ancient(of_labelled("segment")),
        source=TRAINED_FROM,
    output:
        model=f"{RESULTS}/train/model.skops",
        weights=f"{RESULTS}/train/model.npz",
        card=f"{RESULTS}/train/model.jsonl",
        text=f"{RESULTS}/train/model.md",
    log:
        f"{RESULTS}/logs/train.log",
    # All batches wait for it.
    priority: 1
    conda:
        "environment.yaml"
    params:
        labels=LABELS,
    shell:
        "python -m pipeline train {params.labels:q} --transcripts {input.transcripts:q}"
        " --segments {input.segments:q} --model {output.model:q}"
        " --weights {output.weights:q} --card {output.card:q} --text {output.text:q}"
        " 2>&1 | tee {log:q}"


rule classify:
    """Find the hotspot of each answer, among its transcript's own and in the taxonomy."""
    input:
        transcripts=batch_of("clean"),
        segments=batch_of("segment"),
        weights=f"{RESULTS}/train/model.npz",
        labels=INVENTORY.labels,
        source=find_sources("classify"),
    output:
        batch_of("classify"),
    log:
        f"{RESULTS}/logs/classify/{{batch}}.log",
    conda:
        "environment.yaml"
    params:
        labels=LABELS,
    shell:
        "python -m pipeline classify --transcripts {input.transcripts:q}"
        " --segments {input.segments:q} --weights {input.weights:q} {params.labels:q}"
        " --output {output:q} 2>&1 | tee {log:q}"


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


rule indicators:
    """Follow each indicator over transcripts; hold targets against outcomes."""
    input:
        transcripts=all_of("clean"),
        segments=all_of("segment"),
        claims=all_of("claims"),
        source=find_sources("indicators"),
    output:
        f"{RESULTS}/indicators/indicators.jsonl",
    log:
        f"{RESULTS}/logs/indicators.log",
    conda:
        "environment.yaml"
    shell:
        "python -m pipeline indicators --transcripts {input.transcripts:q}"
        " --segments {input.segments:q} --claims {input.claims:q} --output {output:q}"
        " 2>&1 | tee {log:q}"


rule problems:
    """List the files that could not be read, and what is missing from others."""
    input:
        transcripts=all_of("clean"),
        segments=all_of("segment"),
        phrases=all_of("phrases"),
        claims=all_of("claims"),
        classifications=all_of("classify"),
        card=f"{RESULTS}/train/model.jsonl",
        source=find_sources("problems"),
    output:
        problems=f"{RESULTS}/problems/problems.jsonl",
        table=shown("problems/problems.tsv", "problems", "问题清单", "Problems"),
    log:
        f"{RESULTS}/logs/problems.log",
    conda:
        "environment.yaml"
    params:
        refused=[f"{code}={name}" for name, code in INVENTORY.refused.items()],
    shell:
        "python -m pipeline problems --transcripts {input.transcripts:q}"
        " --segments {input.segments:q} --phrases {input.phrases:q} --claims {input.claims:q}"
        " --classifications {input.classifications:q} --card {input.card:q}"
        " --refused {params.refused:q} --output {output.problems:q} --table {output.table:q}"
        " 2>&1 | tee {log:q}"


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
    """Write the start page and the pages of topics, claims, indicators and hotspots."""
    input:
        pages=all_of("report"),
        claims=all_of("claims"),
        topics=f"{RESULTS}/topics/topics.jsonl",
        indicators=f"{RESULTS}/indicators/indicators.jsonl",
        problems=f"{RESULTS}/problems/problems.jsonl",
        choice=f"{RESULTS}/topics/choice.jsonl",
        source=find_sources("corpus"),
    output:
        shown("corpus/topics.html", "topics", "主题", "Topics"),
        shown("corpus/claims.html", "claims", "量化表述", "Claims"),
        shown("corpus/indicators.html", "indicators", "指标", "Indicators"),
        shown("corpus/hotspots.html", "hotspots", "热点", "Hotspots over time"),
        index=shown("index.html", "index", "总览", "Start page"),
    log:
        f"{RESULTS}/logs/corpus.log",
    conda:
        "environment.yaml"
    params:
        results=lambda wildcards, output: os.path.dirname(output.index),
    shell:
        "python -m pipeline corpus --pages {input.pages:q} --claims {input.claims:q}"
        " --topics {input.topics:q} --choice {input.choice:q}"
        " --indicators {input.indicators:q} --problems {input.problems:q}"
        " --results {params.results:q} 2>&1 | tee {log:q}"


rule tables:
    """Write what was found as tables: CSV, XLSX, Parquet and JSON Lines."""
    input:
        clean=all_of("clean"),
        segment=all_of("segment"),
        claims=all_of("claims"),
        classify=all_of("classify"),
        topics=f"{RESULTS}/topics/topics.jsonl",
        indicators=f"{RESULTS}/indicators/indicators.jsonl",
        problems=f"{RESULTS}/problems/problems.jsonl",
        source=find_sources("tables"),
    output:
        multiext(f"{RESULTS}/tables/claims", ".csv", ".jsonl", ".parquet"),
        shown("tables/tables.xlsx", "tables", "数据表", "Tables"),
        shown("tables/dictionary.csv", "dictionary", "数据字典", "Data dictionary"),
        package=f"{RESULTS}/tables/datapackage.json",
    log:
        f"{RESULTS}/logs/tables.log",
    conda:
        "environment.yaml"
    params:
        folder=lambda wildcards, output: os.path.dirname(output.package),
    shell:
        "python -m pipeline tables --clean {input.clean:q} --segment {input.segment:q}"
        " --claims {input.claims:q} --classify {input.classify:q} --topics {input.topics:q}"
        " --indicators {input.indicators:q} --problems {input.problems:q}"
        " --output {params.folder:q} 2>&1 | tee {log:q}"


rule exports:
    """Write transcripts as CoNLL-U and TEI; only when asked for: snakemake exports."""
    input:
        clean=all_of("clean"),
        segment=all_of("segment"),
        claims=all_of("claims"),
        source=find_sources("exports"),
    output:
        directory(f"{RESULTS}/exports"),
    log:
        f"{RESULTS}/logs/exports.log",
    conda:
        "environment.yaml"
    shell:
        "python -m pipeline exports --clean {input.clean:q} --segment {input.segment:q}"
        " --claims {input.claims:q} --output {output:q} 2>&1 | tee {log:q}"
