# From transcripts in raw/ to reports in results/, stage by stage:
#
#   raw → clean → segment → phrases, claims, train, classify
#                     │         → report, problems, indicators → corpus, tables
#                     └→ topics ──────────────────────────────────┘
#
# A stage is one rule, one package pipeline/<stage> and one folder results/<stage>. Jobs are per
# batch of transcripts; what each may take of memory and time stands in profiles/default.

import os
import sys
from pathlib import Path

from snakemake.logging import logger

import pipeline
from pipeline.alone import write_alone
from pipeline.dependencies import find_dependencies
from pipeline.errors import InputError
from pipeline.plan import make_plan
from pipeline.progress import attach
from pipeline.stages import ONCE, PER_BATCH
from pipeline.unfinished import go_on


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


if workflow.is_main_process:
    attach(logger, lambda: workflow.dryrun)


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
    caption = f"docs/captions/{caption}.rst"
    return report(path, caption=caption, category="结果 Results", labels=labels)


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
    input:
        code=find_dependencies("clean"),
    output:
        "<results>/clean/{batch}.jsonl",
    log:
        "<logs>/clean/{batch}.log",
    benchmark:
        "<logs>/clean/{batch}.tsv"
    conda:
        "environment.yaml"
    params:
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
        code=find_dependencies("segment"),
    output:
        "<results>/segment/{batch}.jsonl",
    log:
        "<logs>/segment/{batch}.log",
    benchmark:
        "<logs>/segment/{batch}.tsv"
    conda:
        "environment.yaml"
    message:
        "Find hotspots, turns, speakers and words (batch {wildcards.batch})"
    shell:
        "python -m pipeline segment --clean {input.clean:q} --output {output:q} 2>&1 | tee {log:q}"


rule phrases:
    """Find the key phrases of transcripts and hotspots."""
    input:
        **of_batch("clean", "segment"),
        code=find_dependencies("phrases"),
    output:
        "<results>/phrases/{batch}.jsonl",
    log:
        "<logs>/phrases/{batch}.log",
    benchmark:
        "<logs>/phrases/{batch}.tsv"
    conda:
        "environment.yaml"
    message:
        "Find key phrases (batch {wildcards.batch})"
    shell:
        "python -m pipeline phrases --clean {input.clean:q} --segment {input.segment:q}"
        " --output {output:q} 2>&1 | tee {log:q}"


rule claims:
    """Extract every numeric claim."""
    input:
        **of_batch("clean", "segment"),
        code=find_dependencies("claims"),
    output:
        "<results>/claims/{batch}.jsonl",
    log:
        "<logs>/claims/{batch}.log",
    benchmark:
        "<logs>/claims/{batch}.tsv"
    conda:
        "environment.yaml"
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
        code=PLAN.train_code,
    output:
        figure="<results>/train/reliability.svg",
        weights="<results>/train/model.npz",
        card="<results>/train/model.jsonl",
        text="<results>/train/model.md",
    log:
        "<logs>/train/all.log",
    benchmark:
        "<logs>/train/all.tsv"
    # All batches wait for it.
    priority: 1
    conda:
        "environment.yaml"
    params:
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
        code=find_dependencies("classify"),
    output:
        "<results>/classify/{batch}.jsonl",
    log:
        "<logs>/classify/{batch}.log",
    benchmark:
        "<logs>/classify/{batch}.tsv"
    conda:
        "environment.yaml"
    params:
        labels=[f"--labels={path}" for path in PLAN.labels],
        received_labels=PLAN.received_labels,
    message:
        "Classify answers (batch {wildcards.batch})"
    shell:
        "python -m pipeline classify --clean {input.clean:q} --segment {input.segment:q}"
        " --weights {input.weights:q} {params.labels:q} --output {output:q} 2>&1 | tee {log:q}"


rule topics:
    """Find the topics of the whole corpus."""
    input:
        **of_all("clean", "segment"),
        code=find_dependencies("topics"),
    output:
        topics="<results>/topics/topics.jsonl",
        choice="<results>/topics/choice.jsonl",
    log:
        "<logs>/topics/all.log",
    benchmark:
        "<logs>/topics/all.tsv"
    # The longest job, of one core: begun last it would keep all others waiting.
    priority: 1
    conda:
        "environment.yaml"
    params:
        topics=PLAN.settings.topics,
        seed=PLAN.settings.seed,
    message:
        f"Find the topics of {PLAN.size}"
    shell:
        "python -m pipeline topics --clean {input.clean:q} --segment {input.segment:q}"
        " --topics {params.topics} --seed {params.seed}"
        " --output {output.topics:q} --choice {output.choice:q} 2>&1 | tee {log:q}"


rule indicators:
    """Follow each indicator over transcripts; hold targets against outcomes."""
    input:
        **of_all("clean", "segment", "claims"),
        code=find_dependencies("indicators"),
    output:
        "<results>/indicators/indicators.jsonl",
    log:
        "<logs>/indicators/all.log",
    benchmark:
        "<logs>/indicators/all.tsv"
    conda:
        "environment.yaml"
    message:
        f"Follow the indicators over {PLAN.size}"
    shell:
        "python -m pipeline indicators --clean {input.clean:q} --segment {input.segment:q}"
        " --claims {input.claims:q} --output {output:q} 2>&1 | tee {log:q}"


rule compare:
    """Lay each transcript beside the one before it in its series, sentence by sentence."""
    input:
        **of_all("clean", "segment", "claims"),
        code=find_dependencies("compare"),
    output:
        shown("<results>/compare/index.html", "compare", "逐句对照", "Side by side"),
        comparisons="<results>/compare/comparisons.jsonl",
    log:
        "<logs>/compare/all.log",
    benchmark:
        "<logs>/compare/all.tsv"
    conda:
        "environment.yaml"
    params:
        pair=PLAN.settings.compare,
    message:
        f"Compare the series among {PLAN.size}"
    shell:
        "python -m pipeline compare --clean {input.clean:q} --segment {input.segment:q}"
        " --claims {input.claims:q} --pair {params.pair:q} --output {output.comparisons:q}"
        " 2>&1 | tee {log:q}"


rule promises:
    """Say what was said later about each target, and how it stands."""
    input:
        **of_all("clean", "claims"),
        indicators="<results>/indicators/indicators.jsonl",
        code=find_dependencies("promises"),
    output:
        "<results>/promises/promises.jsonl",
    log:
        "<logs>/promises/all.log",
    benchmark:
        "<logs>/promises/all.tsv"
    conda:
        "environment.yaml"
    message:
        f"Look up what became of the targets of {PLAN.size}"
    shell:
        "python -m pipeline promises --clean {input.clean:q} --claims {input.claims:q}"
        " --indicators {input.indicators:q} --output {output:q} 2>&1 | tee {log:q}"


rule wording:
    """Follow set phrases: which are new, gone, back or reworded in a series."""
    input:
        **of_all("clean", "segment"),
        code=find_dependencies("wording"),
    output:
        shown("<results>/wording/index.html", "wording", "提法", "Set phrases"),
        wording="<results>/wording/wording.jsonl",
        series="<results>/wording/series.jsonl",
    log:
        "<logs>/wording/all.log",
    benchmark:
        "<logs>/wording/all.tsv"
    conda:
        "environment.yaml"
    message:
        f"Follow the set phrases of {PLAN.size}"
    shell:
        "python -m pipeline wording --clean {input.clean:q} --segment {input.segment:q}"
        " --series {output.series:q} --output {output.wording:q} 2>&1 | tee {log:q}"


rule problems:
    """List the files that could not be read, and what is missing from others."""
    input:
        **of_all("clean", "segment", "phrases", "claims", "classify"),
        train="<results>/train/model.jsonl",
        code=find_dependencies("problems"),
    output:
        problems="<results>/problems/problems.jsonl",
        table=shown(
            "<results>/problems/problems.tsv", "problems", "问题清单", "Problems"
        ),
    log:
        "<logs>/problems/all.log",
    benchmark:
        "<logs>/problems/all.tsv"
    conda:
        "environment.yaml"
    params:
        # A function, so that braces in a name are no wildcards.
        refused=lambda wildcards: PLAN.refused,
        metadata=[f"--metadata={path}" for path in PLAN.metadata],
        received_metadata=PLAN.received_metadata,
    message:
        "List what could not be read, and what is missing"
    shell:
        "printf '%s\\0' {params.refused:q} | python -m pipeline problems --refused -"
        " --clean {input.clean:q} --segment {input.segment:q} --phrases {input.phrases:q}"
        " --claims {input.claims:q} --classify {input.classify:q} --train {input.train:q}"
        " {params.metadata:q} --output {output.problems:q} --table {output.table:q}"
        " 2>&1 | tee {log:q}"


rule report:
    """Write the page, the text and the tables of each transcript."""
    input:
        **of_batch("clean", "segment", "phrases", "claims", "classify"),
        code=find_dependencies("report"),
    output:
        "<results>/report/{batch}.jsonl",
    log:
        "<logs>/report/{batch}.log",
    benchmark:
        "<logs>/report/{batch}.tsv"
    conda:
        "environment.yaml"
    message:
        "Write reports (batch {wildcards.batch})"
    shell:
        "python -m pipeline report --clean {input.clean:q} --segment {input.segment:q}"
        " --phrases {input.phrases:q} --claims {input.claims:q} --classify {input.classify:q}"
        " --output {output:q} 2>&1 | tee {log:q}"


rule corpus:
    """Write the start page and the pages of topics, claims, indicators and hotspots."""
    input:
        **of_all("report", "claims"),
        topics="<results>/topics/topics.jsonl",
        indicators="<results>/indicators/indicators.jsonl",
        promises="<results>/promises/promises.jsonl",
        problems="<results>/problems/problems.jsonl",
        choice="<results>/topics/choice.jsonl",
        code=find_dependencies("corpus"),
    output:
        shown("<results>/corpus/promises.html", "promises", "承诺与目标", "Promises"),
        shown("<results>/corpus/topics.html", "topics", "主题", "Topics"),
        shown("<results>/corpus/claims.html", "claims", "量化表述", "Claims"),
        shown("<results>/corpus/indicators.html", "indicators", "指标", "Indicators"),
        shown(
            "<results>/corpus/hotspots.html", "hotspots", "热点", "Hotspots over time"
        ),
        index=shown("<results>/index.html", "index", "总览", "Start page"),
    log:
        "<logs>/corpus/all.log",
    benchmark:
        "<logs>/corpus/all.tsv"
    conda:
        "environment.yaml"
    message:
        f"Write the pages of the corpus of {PLAN.size}"
    shell:
        "python -m pipeline corpus --report {input.report:q} --claims {input.claims:q}"
        " --topics {input.topics:q} --indicators {input.indicators:q} --promises {input.promises:q}"
        " --problems {input.problems:q} --choice {input.choice:q}"
        ' --output "$(dirname {output.index:q})" 2>&1 | tee {log:q}'


rule search:
    """Write the page that finds any phrase in all sentences, and its index."""
    input:
        **of_all("clean", "segment"),
        code=find_dependencies("search"),
    output:
        page=shown("<results>/search/search.html", "search", "全文检索", "Search"),
    log:
        "<logs>/search/all.log",
    benchmark:
        "<logs>/search/all.tsv"
    conda:
        "environment.yaml"
    message:
        f"Index the sentences of {PLAN.size}"
    shell:
        "python -m pipeline search --clean {input.clean:q} --segment {input.segment:q}"
        ' --output "$(dirname {output.page:q})" 2>&1 | tee {log:q}'


rule tables:
    """Write what was found as tables: CSV, Parquet and JSON Lines."""
    input:
        **of_all("clean", "segment", "claims", "classify"),
        train="<results>/train/model.jsonl",
        topics="<results>/topics/topics.jsonl",
        indicators="<results>/indicators/indicators.jsonl",
        promises="<results>/promises/promises.jsonl",
        wording="<results>/wording/wording.jsonl",
        problems="<results>/problems/problems.jsonl",
        code=find_dependencies("tables"),
    output:
        multiext("<results>/tables/claims", ".csv", ".jsonl", ".parquet"),
        shown(
            "<results>/tables/dictionary.csv",
            "dictionary",
            "数据字典",
            "Data dictionary",
        ),
        package="<results>/tables/datapackage.json",
    log:
        "<logs>/tables/all.log",
    benchmark:
        "<logs>/tables/all.tsv"
    conda:
        "environment.yaml"
    message:
        f"Write the tables of {PLAN.size}"
    shell:
        "python -m pipeline tables --clean {input.clean:q} --segment {input.segment:q}"
        " --claims {input.claims:q} --classify {input.classify:q} --train {input.train:q}"
        " --topics {input.topics:q} --indicators {input.indicators:q} --promises {input.promises:q}"
        " --wording {input.wording:q} --problems {input.problems:q}"
        ' --output "$(dirname {output.package:q})" 2>&1 | tee {log:q}'


rule workbook:
    """Write the tables as the sheets of one workbook."""
    input:
        tables="<results>/tables/datapackage.json",
        code=find_dependencies("workbook"),
    output:
        shown("<results>/tables/tables.xlsx", "tables", "数据表", "Tables"),
    log:
        "<logs>/workbook/all.log",
    benchmark:
        "<logs>/workbook/all.tsv"
    conda:
        "environment.yaml"
    message:
        f"Write the workbook of {PLAN.size}"
    shell:
        "python -m pipeline workbook --tables {input.tables:q} --output {output:q}"
        " 2>&1 | tee {log:q}"


rule database:
    """Write all tables as one SQLite database with a search, ready for Datasette."""
    input:
        tables="<results>/tables/datapackage.json",
        code=find_dependencies("database"),
    output:
        database="<results>/corpus.sqlite",
        metadata="<results>/database/metadata.json",
    log:
        "<logs>/database/all.log",
    benchmark:
        "<logs>/database/all.tsv"
    conda:
        "environment.yaml"
    message:
        f"Write the database of {PLAN.size}"
    shell:
        "python -m pipeline database --tables {input.tables:q} --metadata {output.metadata:q}"
        " --output {output.database:q} 2>&1 | tee {log:q}"


rule citations:
    """Write every transcript and claim as BibTeX, RIS and CSL-JSON."""
    input:
        **of_all("clean", "claims"),
        code=find_dependencies("citations"),
    output:
        multiext("<results>/citations/transcripts", ".bib", ".ris"),
        multiext("<results>/citations/claims", ".bib", ".ris", ".json"),
        whole="<results>/citations/transcripts.json",
    log:
        "<logs>/citations/all.log",
    benchmark:
        "<logs>/citations/all.tsv"
    conda:
        "environment.yaml"
    message:
        f"Write the citations of {PLAN.size}"
    shell:
        "python -m pipeline citations --clean {input.clean:q} --claims {input.claims:q}"
        ' --output "$(dirname {output.whole:q})" 2>&1 | tee {log:q}'


rule exports:
    """Write transcripts as CoNLL-U and TEI; only when asked for: snakemake exports."""
    input:
        **of_all("clean", "segment", "claims"),
        code=find_dependencies("exports"),
    output:
        directory("<results>/exports"),
    log:
        "<logs>/exports/all.log",
    benchmark:
        "<logs>/exports/all.tsv"
    conda:
        "environment.yaml"
    message:
        f"Export {PLAN.size} as CoNLL-U and TEI"
    shell:
        "python -m pipeline exports --clean {input.clean:q} --segment {input.segment:q}"
        " --claims {input.claims:q} --output {output:q} 2>&1 | tee {log:q}"


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
