"""The door to Spark, no logic: the same functions run in executors through `mapInArrow`.

`code` takes a DataFrame with the columns of Page, `code_paths` reads files that executors can open; as a script (`detente-spark`, or
`spark-submit` on this file) it writes Parquet that `detente.bulk.add_outcomes` puts into a ledger. Needs the extra `detente[spark]`
and Java.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

import click
import pyarrow as pa

from detente import tables
from detente.bulk import outcome_batches
from detente.pipeline import code_batches
from detente.read import ReadOptions, expand
from detente.records import Event, Outcome

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

PAGES_PER_BATCH = 256
"""Spark's default of 10,000 pages a batch would hold the events of all of them in memory."""


def code(dataframe: DataFrame) -> DataFrame:
    """Events of pages: a DataFrame with the columns of Page in, one with those of Event out; refused pages give no rows."""
    dataframe.sparkSession.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", PAGES_PER_BATCH)
    return dataframe.mapInArrow(code_batches, spark_schema(Event))


def code_paths(spark: SparkSession, paths: Sequence[str], *, options: ReadOptions | None = None) -> DataFrame:
    """What became of each page of some files (columns of Outcome): a task a file, read as `detente read` reads it."""
    tasks = spark.createDataFrame([(path,) for path in paths], "path string").repartition(max(len(paths), 1), "path")
    return tasks.mapInArrow(partial(_code_files, options=options or ReadOptions()), spark_schema(Outcome))


def _code_files(batches: Iterable[pa.RecordBatch], *, options: ReadOptions) -> Iterator[pa.RecordBatch]:
    paths = chain.from_iterable(batch.column("path").to_pylist() for batch in batches)
    for path in paths:
        yield from outcome_batches([path], options=options)


def spark_schema(record_type: type) -> StructType:
    """The columns of a record as Spark has them."""
    from pyspark.sql.pandas.types import from_arrow_schema

    schema: StructType = from_arrow_schema(tables.schema(record_type))
    return schema


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, required=True)
@click.option("--output", required=True, help="Folder for the Parquet files; must not be there.")
@click.option("--language", help="Pass over archived pages that declare another language (ISO 639-1: en).")
@click.option("--text-column", help="Column or key with the text, in tables and JSON Lines.")
@click.option("--master", help="Spark's master, where spark-submit does not give it: local[2], spark://host:7077.")
def main(paths: tuple[str, ...], output: str, master: str | None, **options: Any) -> None:  # noqa: ANN401
    """Code files (WARC, Parquet, JSON Lines, whatever `detente read` reads) on Spark into Parquet: stories, events, refusals."""
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as f

    builder = SparkSession.builder.appName("detente")
    spark = (builder.master(master) if master else builder).getOrCreate()
    try:
        files = [file for path in paths for file in expand(path)]
        code_paths(spark, files, options=ReadOptions(**options)).write.parquet(output)
        written = spark.read.parquet(output)
        counts = written.select(f.count("story"), f.sum(f.size("events")), f.count("refusal")).first()
    finally:
        spark.stop()
    stories, events, refused = (number or 0 for number in counts)
    click.echo(f"{stories} stories, {events} events, {refused} refused, in {output}", err=True)
    sys.exit(1 if refused else 0)


if __name__ == "__main__":
    main()
