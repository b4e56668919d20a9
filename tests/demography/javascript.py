"""Calls the engine's ES module: in node (playwright brings one along, so it is always there) or in a browser's page."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

MODULE = Path(__file__).parents[2] / "lms/web/static/demography.js"
ANSWER = """
    (engine, calls) => calls.map(([name, ...given]) => {
      try {
        return { value: engine[name](...given) };
      } catch (error) {
        if (!engine.Impossible || !(error instanceof engine.Impossible)) throw error;
        return { impossible: error.message };
      }
    })
"""
Call = Sequence[Any]


def in_node(calls: Sequence[Call], module: Path = MODULE) -> list[dict[str, Any]]:
    """`calls` are names of functions with their arguments; what one raises is told as `impossible`."""
    node = str(compute_driver_executable()[0])
    script = f"""
        import {{ readFileSync }} from "node:fs";
        const engine = await import({json.dumps(module.as_uri())});
        const answers = ({ANSWER})(engine, JSON.parse(readFileSync(0, "utf8")));
        process.stdout.write(JSON.stringify(answers));
    """
    said = subprocess.run(
        [node, "--input-type=module", "--eval", script],
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def population(told: Any) -> dict[str, Any]:
    return {"men": told.men, "women": told.women}


def rates(told: Any) -> dict[str, Any]:
    return {
        "mxMen": told.mx_men,
        "mxWomen": told.mx_women,
        "fertility": told.fertility,
        "boysPerGirl": told.boys_per_girl,
        "migrationMen": told.migration_men,
        "migrationWomen": told.migration_women,
    }


def scenario(args: dict[str, Any]) -> dict[str, Any]:
    names = {
        "tfr": "tfr",
        "e0": "expectancy",
        "mig_factor": "migrationFactor",
        "mig_total": "migrationTotal",
        "hold_first": "holdFirst",
    }
    return {names[name]: value for name, value in args.items()}
