"""Which words name one product, and which look alike and must not meet."""

from __future__ import annotations

import pytest

from serums_desktop.domain.medicine_names import LONGEST_NAME, Product, read_product, substance_words
from tests.unit.domain.spelled_products import METOPROLOL

SAME = [
    ("Metformin", "Metformin hydrochloride"),
    ("Metformina clorhidrato 850 mg comprimidos", "METFORMINE 850 MG TABL"),
    (
        "Levotiroxina sódica 75 microgramos",
        "Levothyroxine 75 \N{MICRO SIGN}g",
    ),
    ("Levothyroxine sodium 75 mcg tablets", "levothyroxin 75 \N{GREEK SMALL LETTER MU}g"),
    ("Hidroclorotiazida 12,5 mg", "Hydrochlorothiazid 12.5 mg Tabletten"),
    ("Insulin glargine 100 units/ml", "Insulina glargina 100 UI/ml"),
    ("Paracetamol 1 g", "Acetaminophen 1 g oral tablet"),
    ("Salbutamol inhaler", "Albuterol sulfate inhaler"),
    ("Amlodipinbesilat 5 mg Tabletten", "amlodipine 5 mg"),
    ("Digoxin 0,125 mg", "digoxina 0.125 mg"),
    ("Amoxicillin / clavulanic acid 875 mg/125 mg", "amoxicilina-clavulanic acid 875/125 mg"),
    ("Acenocumarol 4 mg", "ACENOCUMAROL 4MG"),
]

# Confused in practice (after the lists of look-alike names that medication safety bodies publish), or one
# substance in products that are not each other.
APART = [
    ("Metoprolol succinate 50 mg", "Metoprolol tartrate 50 mg"),
    ("Metoprolol 50 mg", "Metoprolol tartrate 50 mg"),
    ("Metoprolol 50 mg", "Metoprolol 50 mg retard"),
    ("Insulin glargine", "Insulin aspart"),
    ("Insulin glargine 100 units/ml", "Insulin glargine 300 units/ml"),
    ("Prednisone 5 mg", "Prednisolone 5 mg"),
    ("Hydroxyzine 25 mg", "Hydralazine 25 mg"),
    ("Hydroxyzine hydrochloride", "Hydroxyzine pamoate"),
    ("Levothyroxine", "Liothyronine"),
    ("Perindopril erbumine 4 mg", "Perindopril arginine 4 mg"),
    ("Penicillin V potassium", "Penicillin G benzathine"),
    ("Fluticasone propionate", "Fluticasone furoate"),
    ("Amphotericin B", "Amphotericin B liposomal"),
    ("Doxorubicin hydrochloride", "Doxorubicin liposomal"),
    ("Bupropion SR 150 mg", "Bupropion XL 150 mg"),
    ("Diltiazem SR 120 mg", "Diltiazem CD 120 mg"),
    ("Apixaban 2,5 mg", "Apixaban 5 mg"),
    ("Heparin 1,000 units", "Heparin 1 units"),
    ("Heparin 1.000 IE", "Heparin 1 IE"),
    ("Levothyroxine 50 mcg", "Levothyroxine 50 mg"),
    ("Paracetamol 500 mg", "Paracetamol 0.5 g"),
    ("Perindopril/amlodipine 10 mg/5 mg", "Amlodipine/perindopril 10 mg/5 mg"),
    ("Amoxicillin 500 mg", "Amoxicillin (clavulanic acid) 500 mg"),
    ("Losartan 50 mg", "Losartan (Hydrochlorothiazide) 50 mg"),
    ("Insulin (glargine)", "Insulin (aspart)"),
    ("Mixtard 30", "Mixtard 50"),
    ("Concerta 18 tablets", "Concerta 36 tablets"),
    ("Chloramphenicol eye drops", "Chloramphenicol ointment"),
    ("Diclofenac sodium", "Diclofenac potassium"),
    ("Vitamin D3", "Vitamin B12"),
    ("Carbamazepine", "Oxcarbazepine"),
    ("Clonidine", "Clonazepam"),
    ("Chlorpromazine", "Chlorpropamide"),
    ("Clomipramine", "Clomifene"),
    ("Glipizide", "Gliclazide"),
    ("Lamotrigine", "Lamivudine"),
    ("Vinblastine", "Vincristine"),
    ("Cisplatin", "Carboplatin"),
    ("Daunorubicin", "Doxorubicin"),
    ("Dobutamine", "Dopamine"),
    ("Ephedrine", "Epinephrine"),
    ("Epinephrine", "Norepinephrine"),
    ("Quinine", "Quinidine"),
    ("Sulfadiazine", "Sulfasalazine"),
    ("Tramadol", "Trazodone"),
    ("Cefuroxime", "Cefotaxime"),
    ("Cefazolin", "Ceftazidime"),
    ("Digoxin", "Digitoxin"),
    ("Morphine", "Hydromorphone"),
    ("Oxycodone", "Hydrocodone"),
    ("Methotrexate", "Metolazone"),
    ("Mercaptopurine", "Mercaptamine"),
    ("Penicillin", "Penicillamine"),
    ("Azathioprine", "Azacitidine"),
    ("Enalapril", "Enalaprilat"),
    ("Estradiol", "Estriol"),
    ("Thiamine", "Tyramine"),
    ("Potassium chloride", "Sodium chloride"),
    ("Calcium carbonate", "Calcium gluconate"),
    ("Lithium carbonate", "Lithium citrate"),
]


def test_many_spellings_are_one_product() -> None:
    assert len(METOPROLOL) > 13
    (only,) = {read_product(words) for words in METOPROLOL}
    assert only == Product("metoprolol", "metoprolol", ("succinate",), ("prolonged",), (), ("47.5mg",))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_no_country_tells_apart_is_one(one: str, other: str) -> None:
    assert read_product(one) == read_product(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_look_alikes_stay_apart(one: str, other: str) -> None:
    assert read_product(one) != read_product(other)


@pytest.mark.parametrize(
    "words", ["", "Insulin", "Medicamento", "Other drug", "see note", "tablets 5 mg", "?"]
)
def test_what_names_no_substance_has_no_name(words: str) -> None:
    assert read_product(words).substance == ""


def test_a_brand_in_brackets_stands_in_its_substances_row_though_it_is_not_folded() -> None:
    branded, plain = read_product("Apixaban (Eliquis) 5 mg"), read_product("Apixaban 5 mg")
    assert branded.substance != plain.substance
    assert branded.loosely == plain.loosely == "apixaban"


def test_one_substance_in_the_words_of_four_languages() -> None:
    spellings = ("penicillin", "penicilina", "penicilline", "penicillinum")
    assert {substance_words([word]) for word in spellings} == {"penicilin"}


def test_what_is_too_long_for_a_name_meets_only_its_equal() -> None:
    letter = "x" * (LONGEST_NAME + 1)
    assert read_product(letter) == read_product(letter) != read_product(letter + "y")
    assert read_product(letter).substance == ""
