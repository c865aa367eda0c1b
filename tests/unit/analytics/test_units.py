import ast
import math
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import serums_desktop
from serums_desktop.analytics import substances
from serums_desktop.analytics.substances import GLUCOSE_G_MOL, analyte, molar_mass
from serums_desktop.analytics.units import UnitPair, conversion, convert, factor_between, same_axis
from serums_desktop.domain.quantity import Quantity


def measured(text: str, code: str, comparator: str = "") -> Quantity:
    return Quantity(Decimal(text), text, code, code, comparator)


# By the factors of the usual SI tables: glucose 0.0555, cholesterol 0.0259, triglycerides 0.0113, creatinine
# 88.4, urea nitrogen 0.357, uric acid 59.5, bilirubin 17.1, calcium 0.25, phosphate 0.323,
# haemoglobin 0.6206.
@pytest.mark.parametrize(
    ("loinc", "text", "code", "target", "expected"),
    [
        ("2339-0", "100", "mg/dL", "mmol/L", "5.55"),
        ("15074-8", "10.0", "mmol/L", "mg/dL", "180"),
        ("2093-3", "200", "mg/dL", "mmol/L", "5.17"),
        ("2085-9", "40.0", "mg/dL", "mmol/L", "1.03"),
        ("13457-7", "130", "mg/dL", "mmol/L", "3.36"),
        ("2571-8", "150", "mg/dL", "mmol/L", "1.69"),
        ("2160-0", "1.00", "mg/dL", "umol/L", "88.4"),
        ("3091-6", "60.0", "mg/dL", "mmol/L", "9.99"),
        ("3094-0", "10.0", "mg/dL", "mmol/L", "3.57"),
        ("3084-1", "6.00", "mg/dL", "umol/L", "357"),
        ("1975-2", "1.00", "mg/dL", "umol/L", "17.1"),
        ("17861-6", "10.0", "mg/dL", "mmol/L", "2.50"),
        ("2777-1", "1.00", "mg/dL", "mmol/L", "0.323"),
        ("19123-9", "2.00", "mg/dL", "mmol/L", "0.823"),
        ("2498-4", "100", "ug/dL", "umol/L", "17.9"),
        ("14118-4", "9.00", "mg/dL", "mmol/L", "0.999"),
        ("718-7", "14.5", "g/dL", "mmol/L", "9.00"),
        ("4548-4", "6.5", "%", "mmol/mol", "48"),
        ("59261-8", "53", "mmol/mol", "%", "7.0"),
        ("", "4.50", "10*9/L", "10*3/uL", "4.50"),
        ("", "12", "[iU]/L", "m[iU]/mL", "12"),
        ("", "120", "mm[Hg]", "kPa", "16.0"),
    ],
)
def test_values_of_public_tables(loinc: str, text: str, code: str, target: str, expected: str) -> None:
    original = measured(text, code)
    found = convert(original, target, loinc)
    assert found is not None
    assert (found.text, found.original) == (expected, original)


@pytest.mark.parametrize(
    ("loinc", "code", "target"),
    [
        ("", "mg/dL", "mmol/L"),  # of which substance?
        ("1751-7", "g/dL", "mmol/L"),  # albumin: none stated
        ("3094-0", "meq/L", "mg/dL"),
        ("", "meq/L", "mmol/L"),  # calcium has two
        ("", "[iU]/L", "/L"),
        ("2339-0", "[iU]/L", "mg/L"),
        ("", "[arb'U]/mL", "[iU]/mL"),
        ("", "%", "mmol/mol"),  # ten times as many, but for HbA1c
        ("4548-4", "%", "1"),
        ("", "%/L", "/L"),
        ("", "rad/L", "/L"),
        ("", "Cel", "[degF]"),
        ("", "mg/g{creat}", "g/g"),
        ("", "mL/min", "L/h"),
        ("", "U/L", "nkat/L"),
        ("", "{score}", "1"),
        ("", "[pH]", "1"),
        ("", "kg", "mg/dL"),
        ("", "no unit", "mg/dL"),
        ("", "mg/dL", ""),
        ("", "", "mg/dL"),
        ("", "(" * 50, "mg"),
        ("", "m" * 5000, "mg"),
    ],
)
def test_what_is_not_converted(loinc: str, code: str, target: str) -> None:
    assert convert(measured("5", code), target, loinc) is None


def test_the_comparator_and_the_written_number_stay() -> None:
    found = convert(measured("0.60", "mg/dL", "<"), "umol/L", "2160-0")
    assert found is not None
    assert (str(found), str(found.original)) == ("<53 umol/L", "<0.60 mg/dL")
    same = convert(measured("72.50", "kg"), "kg")
    assert same is not None
    assert same.text == "72.50"


def test_factors_are_exact() -> None:
    assert factor_between("mg/dL", "g/L") == Fraction(1, 100)
    assert factor_between("mmol/L", "mg/dL", "15074-8") == GLUCOSE_G_MOL / 10 == Fraction("18.0156")
    assert molar_mass("C4H7N3O") == Fraction("113.12")


def test_one_axis_for_two_units() -> None:
    axis = same_axis(["umol/L", "mg/dL", "", "umol/L", "%"], "2160-0")
    assert axis is not None
    assert axis.code == "umol/L"
    assert axis.conversions["%"] is None
    for text, code, expected in (("88", "umol/L", "88"), ("1.00", "mg/dL", "88.4")):
        way = axis.conversions[code]
        assert way is not None
        found = way.of(measured(text, code))
        assert found is not None
        assert (found.text, str(found.original)) == (expected, f"{text} {code}")
    assert same_axis(["", ""]) is None


def test_of_units_used_equally_often_the_latest_is_the_axis() -> None:
    axis = same_axis(["umol/L", "mg/dL", "mg/dL", "umol/L"], "2160-0")
    assert axis is not None
    assert axis.code == "umol/L"


@pytest.mark.parametrize(
    ("pair", "text"),
    [(("mg/dL", "umol/L", "2160-0"), "1.32"), (("%", "mmol/mol", "4548-4"), "6.5"), (("kg", "g", ""), "-0")],
)
def test_a_value_is_placed_where_it_is_converted_to(pair: tuple[str, str, str], text: str) -> None:
    way = conversion(UnitPair(*pair))
    assert way is not None
    found = way.of(measured(text, pair[0]))
    assert found is not None
    assert way.place([float(text)]) == pytest.approx([float(found.value)])


def test_what_an_equation_puts_below_zero_is_neither_converted_nor_placed() -> None:
    way = conversion(UnitPair("%", "mmol/mol", "4548-4"))
    assert way is not None
    assert way.of(measured("2.1", "%")) is None
    assert math.isnan(way.place([2.1])[0])


def test_one_analyte_has_one_code_by_mass_and_by_moles() -> None:
    assert analyte("14682-9") == analyte("2160-0") == "2160-0"
    assert analyte("59261-8") == "4548-4"
    assert analyte("2951-2") == "2951-2"
    # Nitrogen in urea is not urea, and blood is not plasma.
    assert len({analyte(code) for code in ("3094-0", "3091-6", "2339-0", "2345-7")}) == 4


def test_both_codes_of_an_analyte_measure_the_same_substance() -> None:
    for moles, mass in substances._BY_MASS.items():
        known = substances.MOLAR_MASSES_G_MOL
        both_hba1c = {moles, mass} <= substances.HBA1C
        assert both_hba1c or known[moles] == known[mass]


def test_no_path_of_a_medicine_reaches_the_conversions() -> None:
    package = Path(serums_desktop.__file__).parent
    importers = {
        path.relative_to(package).parts[0]
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "serums_desktop.analytics.units"
    }
    assert importers <= {"charts", "analytics"}


def test_the_unit_packages_are_not_on_the_way_to_the_window() -> None:
    code = (
        "import sys, serums_desktop.analytics.units; print({'pint', 'ucumvert', 'lark'} & set(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "set()"


def test_several_workers_may_ask_at_once_for_the_first_time() -> None:
    code = """
from concurrent.futures import ThreadPoolExecutor
from serums_desktop.analytics.units import UnitPair, conversion

pairs = [("mg/dL", "umol/L", "2160-0"), ("g/L", "g/dL", ""), ("mmol/L", "g/dL", "718-7"), ("kg", "g", "")]
with ThreadPoolExecutor(4) as workers:
    print(all(workers.map(conversion, [UnitPair(*pair) for pair in pairs])))
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "True"
