"""The engine of population arithmetic in the browser that learners use."""

from tests.browser.conftest import Visit
from tests.browser.prepared import Prepared
from tests.demography.javascript import ANSWER
from tests.demography.test_engine_in_javascript import assert_vectors_are_met, vector_calls


def test_the_shared_vectors_are_met_in_the_browser(probe: Prepared, visit: Visit):
    page = visit(probe, "/")
    answers = page.evaluate(f"async calls => ({ANSWER})(await import('/static/demography.js'), calls)", vector_calls())
    assert_vectors_are_met(answers)
