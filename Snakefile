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

import pipeline
from pipeline.batches import find_batches, make_batches
from pipeline.config import check_config
from pipeline.errors import InputError
from pipeline.inventory import identify, take_inventory
from pipeline.dependencies import find_dependencies
from pipeline.stages import PER_BATCH
from pipeline.taxonomy.labels import list_labelled


configfile: f"{workflow.basedir}/config.yaml"


report: "docs/captions/workflow.rst"


try:
    SETTINGS = check_config(config)
    INVENTORY = take_inventory(Path(SETTINGS.raw))
    LABELLED = list_labelled(INVENTORY.labels)
except InputError as error:
    sys.exit(f"error: {error}")

RESULTS = SETTINGS.results
BATCHES = make_batches(INVENTORY.transcripts, SETTINGS.batch_size)
LABELS = ["--labels", *INVENTORY.labels] if INVENTORY.labels else []
METADATA = ["--metadata", *INVENTORY.metadata] if INVENTORY.metadata else []
# What is in raw/ is no input to Snakemake, which would end the run where a file may not be read,
# vanishes or has a date in the future: it is a parameter, and a change of it runs the job again.
RECEIVED = dict(zip(INVENTORY.transcripts, identify(INVENTORY.transcripts)))
RECEIVED_METADATA = identify(INVENTORY.metadata)
RECEIVED_LABELS = identify(INVENTORY.labels)
TRAINED_FROM = sorted(
    {
        source
        for stage in ("train", *(("clean", "segment") if LABELLED else ()))
        for source in find_dependencies(stage)
    }
)

# Jobs run the package that was imported here with this interpreter, whatever the working directory
# is, and whether this is the whole workflow or a module of another.
for variable, folder in (
    ("PATH", Path(sys.executable).parent),
    ("PYTHONPATH", Path(pipeline.__file__).parents[1]),
):
    before = os.environ.get(variable, "")
    os.environ.update({variable: f"{folder}{os.pathsep}{before}"})


def batch_of(stage):
    return f"{RESULTS}/{stage}/{{batch}}.jsonl"


def all_of(stage):
    return expand(batch_of(stage), batch=BATCHES)


def of_labelled(stage):
    return expand(batch_of(stage), batch=find_batches(BATCHES, LABELLED))


def say_count(number):
    return f"{number} transcript{'s' * (number != 1)}"


def say_files(wildcards):
    return say_count(len(BATCHES[wildcards.batch]))


ALL = say_count(len(INVENTORY.transcripts))


def run(stage, reads, rest):
    """Return the command of a stage; what it reads are options named after the stages."""
    options = " ".join(f"--{name} {{input.{name}:q}}" for name in reads.split())
    return f"python -m pipeline {stage} {options} {rest} 2>&1 | tee {{log:q}}"


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
        # Whatever a killed run took away comes back, though nothing else needs it any more.
        multiext(f"{RESULTS}/train/model", ".npz", ".jsonl", ".md"),
        f"{RESULTS}/train/reliability.svg",
        multiext(f"{RESULTS}/problems/problems", ".jsonl", ".tsv"),
        f"{RESULTS}/topics/topics.jsonl",
        f"{RESULTS}/indicators/indicators.jsonl",
        [all_of(stage) for stage in PER_BATCH],


rule clean:
    """Decode, normalise and put back into reading order the transcripts of a batch."""
    input:
        code=find_dependencies("clean"),
    output:
        batch_of("clean"),
    log:
        f"{RESULTS}/logs/clean/{{batch}}.log",
    conda:
        "environment.yaml"
    params:
        files=say_files,
        transcripts=lambda wildcards: list(map(str, BATCHES[wildcards.batch])),
        received=lambda wildcards: [RECEIVED[path] for path in BATCHES[wildcards.batch]],
        received_metadata=RECEIVED_METADATA,
        metadata=METADATA,
    message:
        "Clean {params.files} (batch {wildcards.batch})"
    shell:
        # Names may be many and long: they go through a pipe, which has no limit.
        "printf '%s\\0' {params.transcripts:q} | "
        + run("clean", "", "{params.metadata:q} --output {output:q} -")


rule segment:
    """Find sections, turns, speakers, sentences and words."""
    input:
        clean=batch_of("clean"),
        code=find_dependencies("segment"),
    output:
        batch_of("segment"),
    log:
        f"{RESULTS}/logs/segment/{{batch}}.log",
    conda:
        "environment.yaml"
    params:
        files=say_files,
    message:
        "Find hotspots, turns, speakers and words in {params.files} (batch {wildcards.batch})"
    shell:
        run("segment", "clean", "--output {output:q}")


rule phrases:
    """Find the key phrases of transcripts and hotspots."""
    input:
        clean=batch_of("clean"),
        segment=batch_of("segment"),
        code=find_dependencies("phrases"),
    output:
        batch_of("phrases"),
    log:
        f"{RESULTS}/logs/phrases/{{batch}}.log",
    conda:
        "environment.yaml"
    params:
        files=say_files,
    message:
        "Find the key phrases of {params.files} (batch {wildcards.batch})"
    shell:
        run("phrases", "clean segment", "--output {output:q}")


rule claims:
    """Extract every numeric claim."""
    input:
        clean=batch_of("clean"),
        segment=batch_of("segment"),
        code=find_dependencies("claims"),
    output:
        batch_of("claims"),
    log:
        f"{RESULTS}/logs/claims/{{batch}}.log",
    conda:
        "environment.yaml"
    params:
        files=say_files,
    message:
        "Extract the numeric claims of {params.files} (batch {wildcards.batch})"
    shell:
        run("claims", "clean segment", "--output {output:q}")


rule train:
    """Train the model of the taxonomy, on its texts and the answers labelled in labels.tsv."""
    input:
        clean=ancient(of_labelled("clean")),
        segment=ancient(of_labelled("segment")),
        code=TRAINED_FROM,
    output:
        figure=f"{RESULTS}/train/reliability.svg",
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
        # A batch is made anew when any of its transcripts changes. What counts are the labelled
        # ones, as received, and the code that reads them.
        received=[RECEIVED[path] for path in RECEIVED if path.stem in LABELLED],
        received_labels=RECEIVED_LABELS,
        received_metadata=RECEIVED_METADATA if LABELLED else [],
        labels=LABELS,
    message:
        "Train the model of the policy hotspots"
    shell:
        run(
            "train",
            "clean segment",
            "{params.labels:q} --figure {output.figure:q} --weights {output.weights:q} --output {output.card:q} --text {output.text:q}",
        )


rule classify:
    """Find the hotspot of each answer, among its transcript's own and in the taxonomy."""
    input:
        clean=batch_of("clean"),
        segment=batch_of("segment"),
        weights=f"{RESULTS}/train/model.npz",
        code=find_dependencies("classify"),
    output:
        batch_of("classify"),
    log:
        f"{RESULTS}/logs/classify/{{batch}}.log",
    conda:
        "environment.yaml"
    params:
        files=say_files,
        labels=LABELS,
        received_labels=RECEIVED_LABELS,
    message:
        "Classify the answers of {params.files} (batch {wildcards.batch})"
    shell:
        run(
            "classify",
            "clean segment weights",
            "{params.labels:q} --output {output:q}",
        )


rule topics:
    """Find the topics of the whole corpus."""
    input:
        clean=all_of("clean"),
        segment=all_of("segment"),
        code=find_dependencies("topics"),
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
    message:
        f"Find the topics of {ALL}"
    shell:
        run(
            "topics",
            "clean segment",
            "--topics {params.topics} --seed {params.seed} --output {output.topics:q} --choice {output.choice:q}",
        )


rule indicators:
    """Follow each indicator over transcripts; hold targets against outcomes."""
    input:
        clean=all_of("clean"),
        segment=all_of("segment"),
        claims=all_of("claims"),
        code=find_dependencies("indicators"),
    output:
        f"{RESULTS}/indicators/indicators.jsonl",
    log:
        f"{RESULTS}/logs/indicators.log",
    conda:
        "environment.yaml"
    message:
        f"Follow the indicators over {ALL}"
    shell:
        run("indicators", "clean segment claims", "--output {output:q}")


rule problems:
    """List the files that could not be read, and what is missing from others."""
    input:
        clean=all_of("clean"),
        segment=all_of("segment"),
        phrases=all_of("phrases"),
        claims=all_of("claims"),
        classify=all_of("classify"),
        train=f"{RESULTS}/train/model.jsonl",
        code=find_dependencies("problems"),
    output:
        problems=f"{RESULTS}/problems/problems.jsonl",
        table=shown("problems/problems.tsv", "problems", "问题清单", "Problems"),
    log:
        f"{RESULTS}/logs/problems.log",
    conda:
        "environment.yaml"
    params:
        # A function, so that braces in a name are no wildcards.
        refused=lambda wildcards: [
            f"{code}={name}" for name, code in INVENTORY.refused.items()
        ],
        metadata=METADATA,
        received_metadata=RECEIVED_METADATA,
    message:
        "List what could not be read, and what is missing"
    shell:
        "printf '%s\\0' {params.refused:q} | "
        + run(
            "problems",
            "clean segment phrases claims classify train",
            "{params.metadata:q} --refused - --output {output.problems:q} --table {output.table:q}",
        )


rule report:
    """Write the page, the text and the tables of each transcript."""
    input:
        clean=batch_of("clean"),
        segment=batch_of("segment"),
        phrases=batch_of("phrases"),
        claims=batch_of("claims"),
        classify=batch_of("classify"),
        code=find_dependencies("report"),
    output:
        batch_of("report"),
    log:
        f"{RESULTS}/logs/report/{{batch}}.log",
    conda:
        "environment.yaml"
    params:
        files=say_files,
    message:
        "Write the reports of {params.files} (batch {wildcards.batch})"
    shell:
        run("report", "clean segment phrases claims classify", "--output {output:q}")


rule corpus:
    """Write the start page and the pages of topics, claims, indicators and hotspots."""
    input:
        report=all_of("report"),
        claims=all_of("claims"),
        topics=f"{RESULTS}/topics/topics.jsonl",
        indicators=f"{RESULTS}/indicators/indicators.jsonl",
        problems=f"{RESULTS}/problems/problems.jsonl",
        choice=f"{RESULTS}/topics/choice.jsonl",
        code=find_dependencies("corpus"),
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
    message:
        f"Write the pages of the corpus of {ALL}"
    shell:
        run(
            "corpus",
            "report claims topics indicators problems choice",
            "--output {params.results:q}",
        )


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
        code=find_dependencies("tables"),
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
    message:
        f"Write the tables of {ALL}"
    shell:
        run(
            "tables",
            "clean segment claims classify topics indicators problems",
            "--output {params.folder:q}",
        )


rule exports:
    """Write transcripts as CoNLL-U and TEI; only when asked for: snakemake exports."""
    input:
        clean=all_of("clean"),
        segment=all_of("segment"),
        claims=all_of("claims"),
        code=find_dependencies("exports"),
    output:
        directory(f"{RESULTS}/exports"),
    log:
        f"{RESULTS}/logs/exports.log",
    conda:
        "environment.yaml"
    message:
        f"Export {ALL} as CoNLL-U and TEI"
    shell:
        run("exports", "clean segment claims", "--output {output:q}")
