"""What one mole of a measured substance weighs, by LOINC code.

Masses are computed from the formula with the abridged standard atomic weights of IUPAC (CIAAW 2021).
Haemoglobin is the exception: the monomer, a quarter of 64,458 g/mol (ICSH 1995). Conventions:
triglycerides count as triolein, phosphate as phosphorus, and urea nitrogen by the two nitrogen atoms
that each molecule of urea carries, so that its moles are moles of urea.
"""

from __future__ import annotations

import re
from fractions import Fraction

_ATOMIC_WEIGHTS = {
    "H": Fraction("1.008"),
    "C": Fraction("12.011"),
    "N": Fraction("14.007"),
    "O": Fraction("15.999"),
    "Mg": Fraction("24.305"),
    "P": Fraction("30.974"),
    "Ca": Fraction("40.078"),
    "Fe": Fraction("55.845"),
}
_PART = re.compile(r"([A-Z][a-z]?)(\d*)")


def molar_mass(formula: str) -> Fraction:
    """Grams in a mole of a formula without brackets. Raises KeyError for an element not listed."""
    parts = _PART.findall(formula)
    return sum((_ATOMIC_WEIGHTS[atom] * int(count or 1) for atom, count in parts), Fraction(0))


GLUCOSE_G_MOL = molar_mass("C6H12O6")
_HAEMOGLOBIN_MONOMER_G_MOL = Fraction(64_458, 4)

_FORMULAS = {
    # glucose: serum or plasma, blood, fasting, interstitial fluid, means of a sensor
    "C6H12O6": "2339-0 2345-7 15074-8 14749-6 1558-6 14771-0 99504-3 105272-9 97507-8 105273-7",
    # cholesterol: total, HDL, LDL direct and calculated
    "C27H46O": "2093-3 14647-2 2085-9 14646-4 2089-1 13457-7 22748-8 39469-2",
    "C57H104O6": "2571-8 14927-8",  # triglycerides as triolein
    "C4H7N3O": "2160-0 14682-9",  # creatinine
    "CH4N2O": "3091-6 22664-7",  # urea
    "N2": "3094-0",  # urea nitrogen
    "C5H4N4O3": "3084-1 14933-6",  # uric acid
    "C33H36N4O6": "1975-2 14631-6 1968-7 14629-0",  # bilirubin: total, direct
    "Ca": "17861-6 2000-8",  # calcium
    "P": "2777-1 14879-1",  # phosphate as phosphorus
    "Mg": "19123-9 2601-3",  # magnesium
    "Fe": "2498-4 14798-3",  # iron
    "C3H6O3": "14118-4 2524-7",  # lactate as lactic acid
}
MOLAR_MASSES_G_MOL = {
    code: molar_mass(formula) for formula, codes in _FORMULAS.items() for code in codes.split()
} | dict.fromkeys(("718-7", "59260-0"), _HAEMOGLOBIN_MONOMER_G_MOL)

HBA1C = frozenset({"4548-4", "17856-6", "59261-8"})

# Each by mass, or as a share, and then in moles: what was measured, in which specimen, and how, are the same.
_ONE_ANALYTE = (
    # glucose: blood, serum or plasma, fasting, mean of a sensor
    "2339-0 15074-8",
    "2345-7 14749-6",
    "1558-6 14771-0",
    "97507-8 105273-7",
    # cholesterol: total, HDL, LDL, LDL calculated
    "2093-3 14647-2",
    "2085-9 14646-4",
    "2089-1 22748-8",
    "13457-7 39469-2",
    "2571-8 14927-8",  # triglycerides
    "2160-0 14682-9",  # creatinine
    "3091-6 22664-7",  # urea
    "3084-1 14933-6",  # uric acid
    # bilirubin: total, direct
    "1975-2 14631-6",
    "1968-7 14629-0",
    "17861-6 2000-8",  # calcium
    "2777-1 14879-1",  # phosphate
    "19123-9 2601-3",  # magnesium
    "2498-4 14798-3",  # iron
    "14118-4 2524-7",  # lactate
    "718-7 59260-0",  # haemoglobin
    "4548-4 59261-8",  # HbA1c by NGSP and by IFCC
)
_BY_MASS = {moles: mass for mass, moles in (pair.split() for pair in _ONE_ANALYTE)}


def analyte(loinc: str) -> str:
    """One LOINC code for what is the same measurement in mass and in moles; any other code is its own."""
    return _BY_MASS.get(loinc, loinc)
