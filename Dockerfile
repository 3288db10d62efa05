# The workflow in a container; transcripts and results are folders of the host:
#
#   docker build -t pressbriefing .
#   docker run --rm -v "$PWD/raw:/data/raw:ro" -v "$PWD/results:/data/results" pressbriefing
FROM python:3.12-slim

WORKDIR /opt/pressbriefing
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . ./

WORKDIR /data
ENTRYPOINT ["snakemake", "--snakefile", "/opt/pressbriefing/Snakefile"]
CMD ["--cores", "all"]
