"""The command line as a user meets it: shapes, exit codes, one plain sentence for each bad input."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing import demo, incidents, intake, pipeline, statements
from briefing.cli import run
from briefing.config import Config
from briefing.outside import Poll
from briefing.store import open_store, reads, writes

STORY = """Ruritanian port blames China-linked group

STRELSAU (Sample Wire) - New Zealand on Monday accused Chinese state-backed hackers of breaking into the e-mail \
servers of the port of Strelsau.

"This was a reckless act by Chinese state-backed actors," Foreign Minister Ada Quill of New Zealand said. \
"China must stop this campaign."

A spokesperson for China's foreign ministry said the accusation was groundless.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


class Ran:
    """One command line that was run."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def briefing(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object) -> Ran:
        code = run([str(a) for a in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return call


def one_sentence(ran: Ran, code: int, names: str) -> None:
    """The exit code, one plain sentence on stderr that names what is wrong, nothing on stdout."""
    assert ran.code == code, ran.err
    assert ran.out == ""
    assert names in ran.err
    assert "Traceback" not in ran.err
    first, *rest = ran.err.strip().splitlines()
    assert first.startswith("briefing: ")
    assert not rest or rest == ["briefing: Nothing was imported."] or rest == ["briefing: Nothing was read."]


def test_import_then_ask(briefing: Any, story: Path) -> None:
    assert briefing("import", story, "--published", "2021-05-05").code == 0
    [incident] = json.loads(briefing("incidents", "--json").out)
    assert incident["relevant"]
    assert incident["response"]["government"] == "CN"
    assert [a["id"] for a in incident["articles"]]
    said = briefing("statements", "--incident", incident["id"], "--json").lines()
    assert {"NZ", "CN"} <= {s["government"] for s in said}
    shown = json.loads(briefing("show", incident["id"], "--json").out)
    text = shown["articles"][0]["text"]
    assert text == STORY
    for statement in said:
        assert text[statement["start"] : statement["end"]] == statement["text"]
        assert statement["why"]
    assert "[1]" in briefing("show", incident["id"]).out
    [hit] = briefing("search", "strelsau", "government:nz", "--json").lines()
    assert (hit["incident"], hit["incident_title"]) == (incident["id"], incident["title"])
    assert f"[{incident['id']}]" in briefing("search", "strelsau").out
    assert incident["title"] in briefing("incidents").out


def test_a_search_takes_words_with_a_minus(briefing: Any, story: Path) -> None:
    briefing("import", story)
    assert briefing("search", "strelsau", "-helsinki", "--json").lines()
    assert briefing("search", "-helsinki", "--limit", "3", "--json").lines()
    assert briefing("search", "--json", "--", "strelsau", "-helsinki").lines()
    nothing = briefing("search", "strelsau", "-reckless")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "Nothing was found.\n")
    assert briefing("search", "strelsau", "-government:NZ").out == ""
    assert "begins so" in briefing("search", "-h").out
    one_sentence(briefing("search", "strelsau", "--jsn"), 2, "--jsn")


def test_chinese_is_found_inside_a_sentence(briefing: Any, tmp_path: Path) -> None:
    path = tmp_path / "reply.txt"
    path.write_text("外交部发言人回应\n\n发言人说，中国是黑客攻击的主要受害者。", encoding="utf-8")
    briefing("import", path)
    for query in ("外交部", "中国", "黑客", "攻击", "客"):
        assert len(briefing("search", query, "--json").lines()) == 1
    assert briefing("search", "国中").out == ""


def test_importing_twice_stores_once(briefing: Any, story: Path) -> None:
    briefing("import", story)
    again = briefing("import", story)
    assert "0 new, 0 edited, 1 known" in again.err
    assert len(json.loads(briefing("incidents", "--all", "--json").out)) == 1


def test_an_article_line_speaks_for_a_government_or_for_nobody(briefing: Any, tmp_path: Path) -> None:
    path = tmp_path / "words.jsonl"
    words = {"text": "We condemn the hacking of our port by China.", "title": "Statement", "role": "official"}
    codes = ["gb", "uk", "uk", "\x1b[31m", "", None]
    lines = (json.dumps({**words, "id": str(n), "speaks_for": code}) for n, code in enumerate(codes))
    path.write_text("\n".join(lines), encoding="utf-8")
    ran = briefing("extract", path)
    assert ({s["government"] for s in ran.lines()}, ran.code) == ({"GB"}, 0)
    assert ran.err.splitlines() == [
        f'briefing: "speaks_for" {says} Such articles are kept as nobody\'s own words.'
        for says in (
            "uk is no government's code; did you mean GB?",
            "\ufffd[31m is no government's code; write a code such as GB, US, EU, NATO or UN.",
        )
    ]


def test_of_many_faults_of_ours_a_few_are_told_and_the_rest_counted(
    briefing: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(13):
        (tmp_path / f"{n}.txt").write_text(f"Port {n} hacked\n\nNew Zealand blames China.", encoding="utf-8")
    monkeypatch.setattr(incidents, "assign", lambda *_: 1 // 0)
    ran = briefing("import", tmp_path)
    assert ran.code == 1
    assert ran.err.count("could not be grouped") == 10
    assert "briefing: 3 more such faults.\n" in ran.err


def test_extract_touches_no_store(briefing: Any, story: Path, tmp_path: Path) -> None:
    ran = briefing("--db", tmp_path / "x.db", "extract", story)
    assert ran.code == 0
    assert {s["government"] for s in ran.lines()} >= {"NZ", "CN"}
    assert not (tmp_path / "x.db").exists()


def test_json_is_ascii_safe(briefing: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    article = {"id": "x", "title": "t\u202e\x9b31m", "text": "外交部发言人林某某表示：“中方坚决反对。”\u0085"}
    path.write_text(json.dumps(article), encoding="utf-8")
    briefing("import", path)
    out = briefing("incidents", "--all", "--json").out
    assert out.isascii()
    assert "\\u202e" not in out  # a forbidden character does not even reach the store


def test_digest_to_stdout_issues_nothing_to_a_file_does(briefing: Any, story: Path, tmp_path: Path) -> None:
    briefing("import", story, "--published", "2021-05-05")
    first = briefing("digest", "2021-05-05")
    assert first.code == 0
    assert "New Zealand" in first.out
    out = tmp_path / "today.md"
    issued = briefing("digest", "-o", out)
    assert issued.code == 0
    assert out.read_text(encoding="utf-8").startswith("# Daily digest")
    assert "Nothing moved" in briefing("digest").out  # everything stood in the issued one
    begun = issued.err.partition("--since ")[2].split()[0]  # the way to have it in another form
    again = briefing("digest", "--since", begun, "-o", tmp_path / "again.html")
    assert "New Zealand" in (tmp_path / "again.html").read_text(encoding="utf-8")
    assert "--since" not in again.err


def test_undo_says_what_it_undid(briefing: Any, story: Path) -> None:
    briefing("import", story)
    one_sentence(briefing("undo"), 3, "nothing to undo")


@pytest.mark.parametrize(
    ("name", "content", "names"),
    [
        ("none.txt", None, "none.txt"),
        ("binary.txt", b"\x7fELF\x00\x00\x01\x02" * 50, "binary.txt"),
        ("empty.txt", b"", "empty.txt"),
        ("blank.txt", b" \n\n ", "blank.txt"),
        ("odd.xyz", b"text", "odd.xyz"),
        ("bad.jsonl", b'{"text": 1}\n', "bad.jsonl"),
        ("bad.jsonl", b"{not json}\n", "bad.jsonl"),
        ("folder", "dir", "folder"),
    ],
)
@pytest.mark.parametrize("command", ["import", "extract"])
def test_a_bad_file_is_named(briefing: Any, tmp_path: Path, command: str, name: str, content: Any, names: str) -> None:
    path = tmp_path / name
    if content == "dir":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    one_sentence(briefing(command, path), 3, names)


def test_a_good_file_beside_a_bad_one_is_kept(briefing: Any, story: Path, tmp_path: Path) -> None:
    ran = briefing("import", story, tmp_path / "none.txt")
    assert ran.code == 1
    assert "none.txt" in ran.err
    assert len(json.loads(briefing("incidents", "--all", "--json").out)) == 1


def test_a_wrong_configuration_is_named(briefing: Any, story: Path, tmp_path: Path) -> None:
    config = tmp_path / "feeds.toml"
    config.write_text('[[feed]]\nid = "x"\nurl = "https://x.example"\nspeeks_for = "GB"\n')
    for command in (["refresh"], ["import", story], ["incidents"], ["feeds", "list"]):
        ran = briefing("--config", config, *command)
        one_sentence(ran, 2, "speeks_for")
        assert "line 4" in ran.err


def test_another_programs_store_is_named_and_left(briefing: Any, story: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()
    before = path.read_bytes()
    for command in (["import", story], ["incidents"], ["digest"], ["refresh"]):
        one_sentence(briefing("--db", path, "--config", _empty(tmp_path), *command), 4, "other.db")
    assert path.read_bytes() == before


def test_a_folder_is_no_store(briefing: Any, tmp_path: Path) -> None:
    for command in (["refresh"], ["incidents"]):
        one_sentence(briefing("--db", tmp_path, "--config", _empty(tmp_path), *command), 4, "is a folder")


def _empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.toml"
    path.write_text("")
    return path


@pytest.mark.parametrize(
    ("arguments", "code", "names"),
    [
        (["show", "i404"], 3, "i404"),
        (["statements", "--incident", "i404"], 3, "i404"),
        (["search", "colour:red"], 2, "colour"),
        (["digest", "yesterday"], 2, "yesterday"),
        (["digest", "2021-05-05", "--since", "2021-05-01"], 2, "not both"),
        (["incidents", "--since", "soon"], 2, "soon"),
        (["frobnicate"], 2, "frobnicate"),
        (["import"], 2, "PATH"),
        (["digest", "--format", "odt"], 2, "odt"),
        (["digest", "-o", "/nowhere/at/all.md"], 3, "/nowhere/at/all.md"),
    ],
)
def test_a_wrong_call_is_one_sentence(briefing: Any, story: Path, arguments: list[str], code: int, names: str) -> None:
    briefing("import", story)
    one_sentence(briefing(*arguments), code, names)


def test_a_missing_store_is_said_and_not_made(briefing: Any, tmp_path: Path) -> None:
    one_sentence(briefing("--db", tmp_path / "no.db", "incidents"), 3, "no.db")
    assert not (tmp_path / "no.db").exists()


def test_the_first_refresh_copies_the_starter_feeds(
    briefing: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.sources import Failed, http

    monkeypatch.setattr(http, "fetch", lambda request: Failed(request.url, "There is no network."))
    ran = briefing("refresh", "--json")
    assert ran.code == 1  # every feed failed, and each is named
    assert (tmp_path / "config" / "briefing" / "feeds.toml").exists()
    *polls, sums = ran.lines()
    failed = [p["feed"] for p in polls if p["status"] == "failed"]
    assert sums["feeds"]["failed"] == len(failed) > 20
    for feed in failed:
        assert feed in ran.err


def test_a_refresh_says_why_it_asks_nobody(briefing: Any, tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[[feed]]\nid = "one"\nurl = "http://x.example"\nenabled = false\nreason = "it closed."\n')
    files = ("--config", feeds, "--db", tmp_path / "b.db")
    ran = briefing(*files, "refresh")
    assert (ran.code, ran.out) == (0, "1 feed: 1 skipped; 0 new articles, 0 edited.\n")
    assert ran.err.startswith("No feed is due; ")
    ran = briefing(*files, "refresh", "--feed", "one")
    assert (ran.code, ran.err) == (0, "briefing: feed one: it is switched off: it closed.\n")
    ran = briefing(*files, "refresh", "--feed", "one", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    one_sentence(briefing(*files, "refresh", "--feed", "onne"), 2, "did you mean one?")


def test_a_refresh_that_is_stopped_says_what_is_left(
    briefing: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*args: object, **options: object) -> Iterator[Poll]:
        yield Poll("one", "unchanged", 200)
        raise KeyboardInterrupt

    feeds = tmp_path / "feeds.toml"
    feeds.write_text("".join(f'[[feed]]\nid = "{i}"\nurl = "http://{i}.example"\n' for i in ("one", "two")))
    monkeypatch.setattr(intake, "refresh", stopped)
    ran = briefing("--config", feeds, "--db", tmp_path / "b.db", "refresh")
    assert (ran.code, ran.out) == (130, "")
    assert ran.err.startswith("Stopped after 1 of 2 feeds: ")


def test_the_sums_begin_with_what_came(briefing: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statuses = ("skipped", "failed", "empty", "new", "limited", "not-modified", "gone", "unchanged", "new")
    polls = [Poll(f"f{n}", status, new=2 * (status == "new")) for n, status in enumerate(statuses)]
    monkeypatch.setattr(intake, "refresh", lambda *args, **options: iter(polls))
    ran = briefing("--config", _empty(tmp_path), "--db", tmp_path / "b.db", "refresh")
    assert ran.out == (
        "9 feeds: 2 new, 1 unchanged, 1 not-modified, 1 empty, 1 failed, 1 gone, 1 limited, 1 skipped; "
        "4 new articles, 0 edited.\n"
    )


def test_locate(briefing: Any, tmp_path: Path) -> None:
    assert briefing("locate", "data").out.strip() == str(tmp_path / "data" / "briefing" / "briefing.db")


def test_without_a_terminal_the_app_and_the_demo_print_the_digest(briefing: Any, story: Path) -> None:
    briefing("import", story)
    assert briefing().out.startswith("DAILY DIGEST")
    first, second = briefing("demo"), briefing("demo")
    assert first.code == 0
    assert "DAILY DIGEST" in first.out
    assert first.out == second.out
    assert "This is a sample" in first.out


def test_a_demo_that_other_rules_have_read_is_made_anew(
    briefing: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "demo.db"
    first = briefing("--db", db, "demo")
    with open_store(db) as store:
        [kept, *_] = reads.incident_ids(store)
        writes.decide(store, "keep", [kept], at=demo.CLOCK)
    again = briefing("--db", db, "demo")
    assert (again.code, again.err) == (0, "")
    with open_store(db) as store:
        assert reads.counts(store)["decisions"] == 1  # the same rules leave it as it is
    monkeypatch.setattr(statements, "RULES", "of tomorrow")
    anew = briefing("--db", db, "demo")
    assert anew.err == "The sample is made anew by the present rules; 1 decision in it went with the old one.\n"
    assert anew.out == first.out
    with open_store(db) as store:
        assert (reads.counts(store)["decisions"], reads.read_otherwise(store, "of tomorrow")) == (0, 0)


def test_a_store_without_the_sample_s_notice_is_never_made_anew(
    briefing: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.db"
    with open_store(own) as store:
        intake.keep(store, demo.articles()[:1], now=demo.CLOCK)
        list(pipeline.read(store, Config(tmp_path / "feeds.toml"), clock=lambda: demo.CLOCK))
    monkeypatch.setattr(statements, "RULES", "of tomorrow")
    one_sentence(briefing("--db", own, "demo"), 2, "own.db")
    with open_store(own) as store:
        assert reads.counts(store)["articles"] == 1


def test_debug_shows_the_traceback(briefing: Any) -> None:
    from briefing.errors import NothingDone

    with pytest.raises(NothingDone):
        briefing("--debug", "incidents")


def test_incidents_are_bounded_by_days(briefing: Any, story: Path) -> None:
    briefing("import", story, "--published", "2021-05-05")
    listed = lambda *a: len(json.loads(briefing("incidents", "--json", *a).out))  # noqa: E731
    assert [listed("--since", "2021-05-05"), listed("--since", "2021-05-06")] == [1, 0]
    assert [listed("--until", "2021-05-05"), listed("--until", "2021-05-04")] == [1, 0]


def test_the_demo_takes_no_store_of_ones_own(briefing: Any, story: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    briefing("--db", own, "import", story)
    one_sentence(briefing("--db", own, "demo"), 2, "own.db")
    assert len(json.loads(briefing("--db", own, "incidents", "--all", "--json").out)) == 1


@pytest.mark.parametrize("command", ["undo", "redo", "read", "log"])
def test_a_command_that_needs_a_store_makes_none(briefing: Any, tmp_path: Path, command: str) -> None:
    one_sentence(briefing("--db", tmp_path / "no.db", command), 3, "no.db")
    assert not (tmp_path / "no.db").exists()


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["digest", "-o", "x.xyz"], "x.xyz"),
        (["digest", "--since", "2021-05-05", "--until", "2021-05-01"], "lies after"),
        (["search", "kind:xx"], "kind:xx"),
        (["statements", "--government", "Britain"], "Britain is no government's code; did you mean GB?"),
        (["statements", "--government", "ZZ"], "--government ZZ is no government's code; write a code such as"),
        (["extract", "x.txt", "--speaks-for", "uk"], "--speaks-for uk is no government's code; did you mean GB?"),
        (["search", "government:ZZ"], "government:ZZ is no government's code"),
        (["search", "lang:xx"], "lang:xx is no language"),
        (["import", "x.txt", "--speaks-for", "ZZTOP"], "ZZTOP"),
        (["import", "x.txt", "--published", "soon"], "soon"),
    ],
)
def test_a_wrong_value_is_named(briefing: Any, story: Path, arguments: list[str], names: str) -> None:
    briefing("import", story)
    one_sentence(briefing(*arguments), 2, names)


def test_a_dash_as_output_is_stdout_and_issues_nothing(briefing: Any, story: Path, tmp_path: Path) -> None:
    briefing("import", story)
    assert briefing("digest", "-o", "-").out == briefing("digest").out
    assert not Path("-").exists()


def test_a_page_without_text_is_named(briefing: Any, tmp_path: Path) -> None:
    path = tmp_path / "hollow.html"
    path.write_text("<html><body><script>1</script></body></html>")
    one_sentence(briefing("import", path), 3, "hollow.html")


def test_a_reader_that_goes_away_is_no_failure(story: Path, tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    assert run(["--db", str(db), "import", str(story)]) == 0
    code = "import sys; from briefing.cli import main; sys.argv[1:] = sys.argv[1:]; main()"
    line = f"{sys.executable} -c '{code}' --db {db} statements --json"
    done = subprocess.run(["bash", "-c", f"{line} | true; exit ${{PIPESTATUS[0]}}"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_two_processes_may_begin_a_store_at_once(story: Path, tmp_path: Path) -> None:
    line = [sys.executable, "-m", "briefing", "--db", str(tmp_path / "x.db"), "import", str(story)]
    started = [subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(4)]
    ended = [(p.communicate()[1], p.returncode) for p in started]
    assert [code for _, code in ended] == [0, 0, 0, 0], ended


def test_a_date_that_is_none_is_told_and_the_article_kept(briefing: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "x", "text": STORY, "published": "yesterday-ish"}), encoding="utf-8")
    ran = briefing("import", path)
    assert ran.code == 0
    assert "article x: 'yesterday-ish' is no date" in ran.err
    assert "in the future" in ran.err
