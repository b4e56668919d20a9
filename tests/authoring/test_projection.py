"""`authoring projection` as it is called: results against the shared vectors, refusals with a sentence."""

import json
from pathlib import Path

import pytest

from tests.authoring.commands import authoring

VECTORS = Path(__file__).parents[1] / "demography/vectors"
INPUTS = VECTORS / "projection_inputs.json"
ALL = json.loads((VECTORS / "projection_vectors.json").read_text())


@pytest.mark.parametrize("vector", [ALL["vectors"][3], ALL["vectors"][6]], ids=lambda v: f"{v['name']}, {v['year']}")
def test_json_holds_one_object_a_step_that_meets_the_vectors(vector, tmp_path):
    scenario = tmp_path / "szenario.json"
    scenario.write_text(json.dumps(vector["args"]))
    steps = str(vector["steps"])
    said = authoring(
        "projection", "--inputs", INPUTS, "--scenario", scenario, "--steps", steps, "--format", "json", LANG="C"
    )
    assert (said.status, said.err) == (0, "")
    results = json.loads(said.out)
    assert [one["year"] for one in results] == [2030, 2035][: vector["steps"]]
    expected = vector["expected"]
    for name in ("popM", "popF", "births", "deaths", "migration"):
        assert results[-1][name] == pytest.approx(expected[name], abs=ALL["tolerance_thousand"])
    assert "missing" not in results[-1]


def test_a_table_speaks_german():
    said = authoring("projection", "--inputs", INPUTS, "--steps", "1", LANG="de_DE.UTF-8")
    assert said.out.splitlines()[0].split() == [
        *("Jahr", "Menschen", "Geburten", "Sterbefälle", "Wanderung", "Altenquotient", "20/65")
    ]
    assert said.out.splitlines()[1].split() == ["2030", "82686,3", "3543,4", "4959,5", "525,3", "45,4"]


def test_nobody_becomes_negative_without_a_word(tmp_path):
    scenario = tmp_path / "fort.json"
    scenario.write_text('{"mig_factor": -40}')
    said = authoring("projection", "--inputs", INPUTS, "--scenario", scenario, "--steps", "1", "--format", "json")
    result = json.loads(said.out)[0]
    assert min(*result["popM"], *result["popF"]) == 0
    assert result["missing"] > 0
    assert "2030: more people would have left than there were" in said.err


@pytest.mark.parametrize(
    ("content", "status", "why"),
    [
        (b'{"tfr": 40}', 1, "szenario.json: tfr: 40 liegt nicht zwischen 0 und 10"),
        (b'{"tfr": NaN}', 1, "szenario.json: NaN ist keine Zahl"),
        (b'{"e0": [1, 80]}', 1, "szenario.json: kein Faktor auf diese Sterberaten"),
        (b'{"tfr": ', 1, "szenario.json ist kein JSON; sehen Sie in Zeile 1, Spalte 9 nach."),
        (b"\xff", 1, "szenario.json ist nicht UTF-8"),
        (None, 2, "szenario.json kann nicht gelesen werden"),
    ],
)
def test_what_is_wrong_is_said(content, status, why, tmp_path):
    scenario = tmp_path / "szenario.json"
    if content is not None:
        scenario.write_bytes(content)
    said = authoring("projection", "--inputs", INPUTS, "--scenario", scenario, LANG="de_DE.UTF-8")
    assert (said.status, said.out) == (status, "")
    assert why in said.err


def test_steps_have_limits():
    said = authoring("projection", "--inputs", INPUTS, "--steps", "0")
    assert (said.status, said.err) == (2, "authoring: --steps must be a whole number from 1 to 200.\n")
