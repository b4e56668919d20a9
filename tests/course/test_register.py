"""A register that somebody pasted: read as tables and people write it, and every fault named with its row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.course.age_register import AgeRow, Register, read

SINGLE = "\n".join(f"{age};{10 + age % 3};{12}" for age in range(100)) + "\n100+;1;4"


def faults(text: str) -> list[str]:
    found, wrong = read(text, 2024)
    assert found is None
    return [f"{one.row}: {one}" for one in wrong]


@pytest.mark.parametrize(
    "text",
    [
        "0-4;25;23\n5-9;20;22\n10+;1234;1300",
        "Alter;Männer;Frauen\r\n0-4; 25 ;23;\r\n\r\n5–9;20;22\r\n10 und älter;1.234;1 300\r\n",
        "0 - 4\t25\t23\n5-9\t20\t22\n10+\t1234\t1300",
        "0-4,25,23\n5-9,20,22\n10 und mehr,1234,1300",
    ],
)
def test_rows_are_read_however_a_table_is_copied(text: str):
    found, wrong = read(text, 2024)
    assert wrong == []
    assert found == Register(2024, (AgeRow(0, 4, 25, 23), AgeRow(5, 9, 20, 22), AgeRow(10, None, 1234, 1300)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["1: there are no rows; write one for each age, such as 0-4;25;23"]),
        ("0;1;1\n1;x;1\n2;1", [
            "2: “x” is no number of people; write a whole number from 0, such as 25",
            "3: there are 2 cells; write age, men and women, such as 0-4;25;23",
        ]),
        ("0;-1;1\n1;1,5;1", [
            "1: “-1” is no number of people; write a whole number from 0, such as 25",
            "2: “1,5” is no number of people; write a whole number from 0, such as 25",
        ]),
        ("0;1;1\n2;1;1\n3;1;1", ["2: age 1 is missing before 2; leave no age out, write 0 where there is nobody"]),
        ("0-4;1;1\n4-9;1;1\n10+;1;1", ["2: age 4-9 was there already; ages go up from row to row"]),
        ("0-4;1;1\n5+;1;1\n10+;1;1", ["3: age 10+ comes after an open group; let that one be the last"]),
        ("9-5;1;1\n121;1;1", ["1: “9-5” is no age; write 7, 5-9 or 85+", "2: “121” is no age; write 7, 5-9 or 85+"]),
        ("0;0;0\n1;0;0\n2+;0;0", ["1: all counts are 0; there is nobody to show"]),
        ("0-64;1;1\n65+;1;1", ["2: fewer than three ages make no picture; write more rows"]),
        ("0;123456789;1", ["1: “123456789” is no number of people; write a whole number from 0, such as 25"]),
        ("0;²;1", ["1: “²” is no number of people; write a whole number from 0, such as 25"]),
    ],
)  # fmt: skip
def test_a_fault_names_its_row_and_what_to_do(text: str, said: list[str]):
    assert faults(text) == said


def test_more_rows_than_there_are_ages_are_refused():
    assert faults("\n".join(f"{age};1;1" for age in range(131))) == ["131: there are more than 130 rows"]


def test_single_years_become_groups_of_five_and_nobody_is_lost():
    found, _ = read(SINGLE, 2024)
    assert found
    grouped = found.in_fives()
    assert grouped
    assert len(grouped.rows) == 21
    assert sum(grouped.column("male")) + sum(grouped.column("female")) == found.total
    assert grouped.rows[-1] == (2024, "100+", 1, 4)


@pytest.mark.parametrize("text", ["0-4;1;1\n5-9;1;1\n10+;1;1", "0-2;1;1\n3-9;1;1\n10-99;1;1\n100+;1;1"])
def test_a_group_that_would_have_to_be_split_makes_no_groups_of_five(text: str):
    found, _ = read(text, 2024)
    assert found
    assert found.in_fives() is None


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_refused_with_a_reason(text: str):
    found, wrong = read(text, 2024)
    assert (found is None) is bool(wrong)
