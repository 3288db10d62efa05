# What is made of all transcripts together: series, pages, the search.


rule problems:
    """List the files that could not be read, and what is missing from others."""
    input:
        **of_all("clean", "segment", "phrases", "claims", "classify"),
        train="<results>/train/model.jsonl",
    output:
        problems="<results>/problems/problems.jsonl",
        table=shown(
            "<results>/problems/problems.tsv", "problems", "问题清单", "Problems"
        ),
    log:
        "<logs>/problems/all.log",
    benchmark:
        "<logs>/problems/all.tsv"
    priority: 1
    conda:
        "../environment.yaml"
    params:
        code=digest_code("problems"),
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


rule topics:
    """Find the topics of the whole corpus."""
    input:
        **of_all("clean", "segment"),
    output:
        topics="<results>/topics/topics.jsonl",
        choice="<results>/topics/choice.jsonl",
    log:
        "<logs>/topics/all.log",
    benchmark:
        "<logs>/topics/all.tsv"
    priority: 2
    conda:
        "../environment.yaml"
    params:
        code=digest_code("topics"),
        topics=PLAN.settings.topics,
    message:
        f"Find the topics of {PLAN.size}"
    shell:
        "python -m pipeline topics --clean {input.clean:q} --segment {input.segment:q}"
        " --topics {params.topics}"
        " --output {output.topics:q} --choice {output.choice:q} 2>&1 | tee {log:q}"


rule indicators:
    """Follow each indicator over transcripts; hold targets against outcomes."""
    input:
        **of_all("clean", "segment", "claims"),
    output:
        "<results>/indicators/indicators.jsonl",
    log:
        "<logs>/indicators/all.log",
    benchmark:
        "<logs>/indicators/all.tsv"
    priority: 2
    conda:
        "../environment.yaml"
    params:
        code=digest_code("indicators"),
    message:
        f"Follow the indicators over {PLAN.size}"
    shell:
        "python -m pipeline indicators --clean {input.clean:q} --segment {input.segment:q}"
        " --claims {input.claims:q} --output {output:q} 2>&1 | tee {log:q}"


rule compare:
    """Lay each transcript beside the one before it in its series, sentence by sentence."""
    input:
        **of_all("clean", "segment", "claims"),
    output:
        shown("<results>/compare/index.html", "compare", "逐句对照", "Side by side"),
        comparisons="<results>/compare/comparisons.jsonl",
    log:
        "<logs>/compare/all.log",
    benchmark:
        "<logs>/compare/all.tsv"
    conda:
        "../environment.yaml"
    params:
        code=digest_code("compare"),
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
        **of_all("clean", "segment", "claims"),
        indicators="<results>/indicators/indicators.jsonl",
    output:
        "<results>/promises/promises.jsonl",
    log:
        "<logs>/promises/all.log",
    benchmark:
        "<logs>/promises/all.tsv"
    priority: 2
    conda:
        "../environment.yaml"
    params:
        code=digest_code("promises"),
    message:
        f"Look up what became of the targets of {PLAN.size}"
    shell:
        "python -m pipeline promises --clean {input.clean:q} --segment {input.segment:q}"
        " --claims {input.claims:q} --indicators {input.indicators:q} --output {output:q} 2>&1 | tee {log:q}"


rule wording:
    """Follow set phrases: which are new, gone, back or reworded in a series."""
    input:
        **of_all("clean", "segment"),
    output:
        shown("<results>/wording/index.html", "wording", "提法", "Set phrases"),
        wording="<results>/wording/wording.jsonl",
        series="<results>/wording/series.jsonl",
    log:
        "<logs>/wording/all.log",
    benchmark:
        "<logs>/wording/all.tsv"
    priority: 1
    conda:
        "../environment.yaml"
    params:
        code=digest_code("wording"),
    message:
        f"Follow the set phrases of {PLAN.size}"
    shell:
        "python -m pipeline wording --clean {input.clean:q} --segment {input.segment:q}"
        " --series {output.series:q} --output {output.wording:q} 2>&1 | tee {log:q}"


rule corpus:
    """Write the start page and the pages of topics, claims, indicators and hotspots."""
    input:
        **of_all("report", "claims"),
        topics="<results>/topics/topics.jsonl",
        indicators="<results>/indicators/indicators.jsonl",
        promises="<results>/promises/promises.jsonl",
        problems="<results>/problems/problems.jsonl",
        choice="<results>/topics/choice.jsonl",
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
        "../environment.yaml"
    params:
        code=digest_code("corpus"),
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
    output:
        page=shown("<results>/search/search.html", "search", "全文检索", "Search"),
    log:
        "<logs>/search/all.log",
    benchmark:
        "<logs>/search/all.tsv"
    conda:
        "../environment.yaml"
    params:
        code=digest_code("search"),
    message:
        f"Index the sentences of {PLAN.size}"
    shell:
        "python -m pipeline search --clean {input.clean:q} --segment {input.segment:q}"
        ' --output "$(dirname {output.page:q})" 2>&1 | tee {log:q}'
