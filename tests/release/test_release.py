"""The release's parts that need no network: licences complete, README commands found, the version a calendar version."""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from release.__main__ import NOT_RUN, ReleaseError, audited, digest, lay_out, readme_commands
from release.licences import UNKNOWN, locked, on_page, page

ROOT = Path(__file__).parent.parent.parent


def test_every_locked_package_stands_on_the_page_with_its_licence() -> None:
    listed = on_page()
    assert listed.keys() == locked().keys(), "run: python -m release.licences"
    assert UNKNOWN not in listed.values()


def test_what_runs_in_a_users_process_is_under_no_strong_copyleft() -> None:
    needs, listed = locked(), on_page()
    shipped = {name: listed[name] for name, need in needs.items() if need in ("run", "site", "spark")}
    assert len(shipped) > 30
    assert [name for name, licence in shipped.items() if re.search(r"GPL", licence) and " OR " not in licence] == []


def test_the_page_is_what_the_script_writes() -> None:
    written = page()
    assert set(re.findall(r"^\| [\w.-]+ \|", written, re.MULTILINE)) == set(
        re.findall(r"^\| [\w.-]+ \|", (ROOT / "docs" / "licences.md").read_text(encoding="utf-8"), re.MULTILINE)
    )


def test_the_readmes_commands_are_found_and_have_their_files(tmp_path: Path) -> None:
    commands = readme_commands()
    assert len(commands) >= 12
    assert all(" " * 2 not in command for command in commands)
    lay_out(tmp_path / "work")
    for command in commands:
        verb = command.split("detente ")[1].split()[0]
        named = [
            word
            for word in command.split()
            if re.fullmatch(r"(?:page|pages|news|corpus)[\w/]*\.?(?:html|txt|csv)?/?", word)
        ]
        assert verb in NOT_RUN or all((tmp_path / "work" / word).exists() for word in named), command


def test_the_version_is_a_calendar_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    year, month, patch = map(int, version.split("."))
    assert year >= 2026
    assert 1 <= month <= 12
    assert patch >= 0
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_digest_is_sha256(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert digest(tmp_path / "a").startswith("ba7816bf8f01cfea")


def answer(*dependencies: Mapping[str, object]) -> str:
    return json.dumps({"dependencies": list(dependencies), "fixes": []})


def test_an_audit_without_a_database_is_called_none() -> None:
    skipped = {"name": "a", "skip_reason": "Dependency not found"}
    clean = {"name": "b", "version": "1", "vulns": []}
    assert audited("").startswith("NOT AUDITED")
    assert audited("", "Traceback\nConnectionError: no route\n\n").endswith("(ConnectionError: no route)")
    assert audited(answer(skipped)).startswith("NOT AUDITED")
    assert audited(answer(skipped, clean)) == "audited: 1 of 2 packages, no known vulnerability; NOT AUDITED: a"
    assert audited(answer(clean)) == "audited: 1 of 1 packages, no known vulnerability"
    with pytest.raises(ReleaseError, match="b 1: CVE-1"):
        audited(answer({"name": "b", "version": "1", "vulns": [{"id": "CVE-1"}]}))
