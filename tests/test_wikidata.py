import http.server
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.actors import load_knowledge
from detente.cli import main
from detente.wikidata import UpdateError, UpdateOptions, update_leaders

CASES = Path(__file__).parent / "cases" / "actors"
EMPTY = '{"results": {"bindings": []}}'


@dataclass
class Recorded:
    """Answers to give in turn, and what was asked."""

    answers: list[tuple[int, str]]
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)


def recorded() -> Recorded:
    first, second = ((CASES / f"wikidata_{n}.json").read_text(encoding="utf-8") for n in (1, 2))
    return Recorded([(200, first), (200, second), (200, EMPTY)])


@contextmanager
def served(record: Recorded) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)["query"][0]
            record.asked.append(query)
            record.agents.append(self.headers["User-Agent"])
            status, body = record.answers.pop(0)
            self.send_response(status)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Retry-After", "7")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()
        thread.join()


def options(endpoint: str, pauses: list[float]) -> UpdateOptions:
    return UpdateOptions(endpoint=endpoint, page_rows=2, wait_s=0.5, sleep=pauses.append, allow_private=True)


def test_pages_become_a_file_that_loads(tmp_path: Path) -> None:
    record, pauses, output = recorded(), [], tmp_path / "leaders.tsv"  # type: tuple[Recorded, list[float], Path]
    with served(record) as endpoint:
        assert update_leaders(output, options=options(endpoint, pauses)) == 2
    assert ["OFFSET 0" in record.asked[0], "OFFSET 2" in record.asked[1]] == [True, True]
    assert ["P35" in record.asked[1], "P6 " in record.asked[2]] == [True, True]
    assert all(agent.startswith("detente/") for agent in record.agents)
    assert pauses == [0.5, 0.5]
    knowledge = load_knowledge((output,))
    held = knowledge.holder("CHE", ("hos",), date(2031, 6, 1))
    assert held is not None
    assert (held[0].name, held[0].wikidata) == ("Ada Quill", "Q900001")
    assert "KOS" in output.read_text(encoding="utf-8")
    assert "Cy Undated" not in output.read_text(encoding="utf-8")
    assert not list(tmp_path.glob("*.part"))


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    record, output = recorded(), tmp_path / "leaders.tsv"
    record.answers.insert(1, (404, "gone"))
    with served(record) as endpoint:
        with pytest.raises(UpdateError, match="answered 404"):
            update_leaders(output, options=options(endpoint, []))
        part = tmp_path / "leaders.tsv.part"
        part.write_text(part.read_text(encoding="utf-8") + '{"office": "ho', encoding="utf-8")
        assert not output.exists()
        assert update_leaders(output, options=options(endpoint, [])) == 2
    assert sum("OFFSET 0" in query and "P35" in query for query in record.asked) == 1


def test_a_busy_endpoint_is_asked_again_as_late_as_it_says(tmp_path: Path) -> None:
    record, pauses = recorded(), []  # type: tuple[Recorded, list[float]]
    record.answers.insert(0, (429, ""))
    with served(record) as endpoint:
        update_leaders(tmp_path / "leaders.tsv", options=options(endpoint, pauses))
    assert pauses[0] == 7.0


def test_something_else_than_an_answer_is_said(tmp_path: Path) -> None:
    with served(Recorded([(200, "<html>")])) as endpoint, pytest.raises(UpdateError, match="no SPARQL result"):
        update_leaders(tmp_path / "leaders.tsv", options=options(endpoint, []))


def test_without_network_the_command_says_what_to_do(tmp_path: Path) -> None:
    arguments = ["actors", "update", "--output", str(tmp_path / "l.tsv"), "--endpoint", "http://127.0.0.1:9/sparql"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "--allow-private allows it" in result.stderr
    result = CliRunner().invoke(main, [*arguments, "--allow-private"])
    assert result.exit_code == 1
    assert "the connection failed" in result.stderr
    assert "needs a network" in result.stderr
    assert not (tmp_path / "l.tsv").exists()
