# What is taken along: tables, the database, citations, exports.

# What rows are made of, by tables and by the database at the same time.
TABULATED = {
    **of_all("clean", "segment", "claims", "classify"),
    "train": "<results>/train/model.jsonl",
    "topics": "<results>/topics/topics.jsonl",
    "indicators": "<results>/indicators/indicators.jsonl",
    "promises": "<results>/promises/promises.jsonl",
    "wording": "<results>/wording/wording.jsonl",
    "problems": "<results>/problems/problems.jsonl",
}
TABULATED_OPTIONS = " ".join(f"--{name} {{input.{name}:q}}" for name in TABULATED)


rule tables:
    """Write what was found as tables: CSV, Parquet, JSON Lines and one workbook."""
    input:
        **TABULATED,
    output:
        multiext("<results>/tables/claims", ".csv", ".jsonl", ".parquet"),
        shown(
            "<results>/tables/dictionary.csv",
            "dictionary",
            "数据字典",
            "Data dictionary",
        ),
        shown("<results>/tables/tables.xlsx", "tables", "数据表", "Tables"),
        package="<results>/tables/datapackage.json",
    log:
        "<logs>/tables/all.log",
    benchmark:
        "<logs>/tables/all.tsv"
    priority: 2
    conda:
        "../environment.yaml"
    params:
        code=digest_code("tables"),
    message:
        f"Write the tables of {PLAN.size}"
    shell:
        f"python -m pipeline tables {TABULATED_OPTIONS}"
        ' --output "$(dirname {output.package:q})" 2>&1 | tee {log:q}'


rule database:
    """Write all tables as one SQLite database with a search, ready for Datasette."""
    input:
        **TABULATED,
    output:
        database="<results>/corpus.sqlite",
        metadata="<results>/database/metadata.json",
    log:
        "<logs>/database/all.log",
    benchmark:
        "<logs>/database/all.tsv"
    priority: 2
    conda:
        "../environment.yaml"
    params:
        code=digest_code("database"),
    message:
        f"Write the database of {PLAN.size}"
    shell:
        f"python -m pipeline database {TABULATED_OPTIONS}"
        " --metadata {output.metadata:q} --output {output.database:q} 2>&1 | tee {log:q}"


rule citations:
    """Write every transcript and claim as BibTeX, RIS and CSL-JSON."""
    input:
        **of_all("clean", "claims"),
    output:
        multiext("<results>/citations/transcripts", ".bib", ".ris"),
        multiext("<results>/citations/claims", ".bib", ".ris", ".json"),
        whole="<results>/citations/transcripts.json",
    log:
        "<logs>/citations/all.log",
    benchmark:
        "<logs>/citations/all.tsv"
    conda:
        "../environment.yaml"
    params:
        code=digest_code("citations"),
    message:
        f"Write the citations of {PLAN.size}"
    shell:
        "python -m pipeline citations --clean {input.clean:q} --claims {input.claims:q}"
        ' --output "$(dirname {output.whole:q})" 2>&1 | tee {log:q}'


rule exports:
    """Write transcripts as CoNLL-U and TEI; only when asked for: snakemake exports."""
    input:
        **of_all("clean", "segment", "claims"),
    output:
        directory("<results>/exports"),
    log:
        "<logs>/exports/all.log",
    benchmark:
        "<logs>/exports/all.tsv"
    conda:
        "../environment.yaml"
    params:
        code=digest_code("exports"),
    message:
        f"Export {PLAN.size} as CoNLL-U and TEI"
    shell:
        "python -m pipeline exports --clean {input.clean:q} --segment {input.segment:q}"
        " --claims {input.claims:q} --output {output:q} 2>&1 | tee {log:q}"
