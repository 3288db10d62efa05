"""Why a file has no record, or is not as a reader might expect."""

from typing import Literal

from pydantic import Field

from pipeline.records.base import Message, Record, TranscriptId


class Problem(Record):
    """Why a file of raw/ has no record at a stage. It stops that file alone."""

    transcript: TranscriptId
    file: str = Field(title="文件名", description="Name of the file in raw/")
    stage: str = Field(title="所在阶段", description="Stage that found it")
    code: str = Field(title="问题代码", description="Code of the problem")
    message: Message


Severity = Literal["error", "warning", "notice"]


class ListedProblem(Problem):
    """A problem in the list of a run.

    `severity` is error where the file has no report, warning where a part of it is missing or a
    line of labels.tsv or metadata.tsv is not used, and notice where the report is whole but the
    text has no hotspots, questions or claims.
    `page` is the address of the file's page from the results folder, where it has one.
    """

    severity: Severity = Field(
        title="程度：error 无报告，warning 缺部分内容，notice 提示",
        description="error: no report; warning: a part is missing; notice: nothing is missing",
    )
    page: str | None = Field(
        default=None,
        title="报告页相对 results 的地址",
        description="Address of the page from the results folder",
    )
