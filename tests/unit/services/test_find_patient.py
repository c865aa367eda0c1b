from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.identifiers import BSN, CIP, DNI, Identifier
from serums_desktop.domain.people import PatientAtSource, PersonName, Sex
from serums_desktop.domain.query import Grade, understand
from serums_desktop.services.find_patient import rank

DNI_NUMBER = Identifier(DNI.system, "99881135R")


def _patient(source: str, family: str, born: str, *numbers: Identifier) -> PatientAtSource:
    return PatientAtSource(
        source, "1", PersonName(family, "Joana"), PartialDate.parse(born), Sex.FEMALE, tuple(numbers)
    )


JOANA = [
    _patient("fcrb", "Soler Vila", "1935-03-14", DNI_NUMBER),
    _patient("zmc", "Soler Vila", "1935-03-14", DNI_NUMBER, Identifier(BSN.system, "999914030")),
]
NAMESAKE = _patient("gp", "Soler Vilar", "1935-03-14", Identifier(CIP.system, "SOVI1350314015"))
YOUNGER = _patient("device-cloud", "Sole Vila", "1936-04-03")


def test_sources_that_agree_become_one_person_and_namesakes_stay_apart() -> None:
    matches = rank(understand("soler vila joana 14/3/1935 99881135R"), [*JOANA, NAMESAKE, YOUNGER])
    assert [len(match.person.known_as) for match in matches] == [2, 1, 1]
    assert [match.grade for match in matches] == [Grade.CERTAIN, Grade.POSSIBLE, Grade.POSSIBLE]


def test_without_a_number_nobody_is_certain() -> None:
    (match,) = rank(understand("soler vila joana 14/3/1935"), JOANA)
    assert match.grade is Grade.PROBABLE


def test_the_order_in_which_sources_answer_does_not_matter() -> None:
    query = understand("soler joana")
    found = [*JOANA, NAMESAKE, YOUNGER]
    assert rank(query, found) == rank(query, found[::-1])
