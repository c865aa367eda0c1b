"""Who a hospital's patient is, from its own columns, and how it is asked for somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain

from serums_desktop.domain.identifiers import CHI, Identifier
from serums_desktop.domain.people import Agreement, PatientAtSource, PersonName, Sex, folded
from serums_desktop.domain.query import PatientQuery, compare
from serums_desktop.sources.data_lake.definitions import Hospital
from serums_desktop.sources.data_lake.rows import Row

# FCRB and USTAN write numbers (male 1, female 2), ZMC letters (man, vrouw).
_SEXES = {"1": Sex.MALE, "2": Sex.FEMALE, "M": Sex.MALE, "V": Sex.FEMALE, "F": Sex.FEMALE}

_CHI_DIGITS = 10
_MOST_NAME_QUESTIONS = 16
# Dutch and Spanish particles of surnames, which are written small.
_PARTICLES = {
    "de",
    "del",
    "den",
    "der",
    "het",
    "la",
    "las",
    "los",
    "op",
    "te",
    "ten",
    "ter",
    "van",
    "von",
    "y",
}

Question = dict[str, object]


def native_system(hospital: Hospital) -> str:
    """The system of a hospital's own patient numbers. USTAN's are national: CHI."""
    if hospital.key == "chi":
        return CHI.system
    return hospital.numbers or f"urn:serums:{hospital.name.lower()}:{hospital.key}"


def native_number(row: Row, hospital: Hospital) -> str:
    """Whose row it is, "" where it does not say. Leading zeros were lost on the way."""
    number = row.whole(hospital.key)
    if number is None:
        return ""
    digits = _CHI_DIGITS if hospital.key == "chi" else hospital.digits
    return f"{number:0{digits}d}" if digits else str(number)


def patient_id(serums_id: int, number: str) -> str:
    """Names a patient at one hospital. A SERUMS id alone does not: it may be three people's at three."""
    return f"{serums_id}-{number}"


def numbers_of(patient: PatientAtSource) -> tuple[int, str]:
    """The SERUMS id and the hospital's number of a patient. Raises ValueError for another source's id."""
    serums_id, _, number = patient.patient_id.partition("-")
    if not number:
        raise ValueError("not a patient of a data lake")
    return int(serums_id), number


def patient(row: Row, hospital: Hospital, source_id: str, serums_id: int) -> PatientAtSource:
    """The patient that a row of the hospital's table of people describes."""
    number = native_number(row, hospital)
    if hospital.name == "USTAN":
        # One column, "FIRST LAST".
        given, _, family = row.text("name").partition(" ")
        name, born, sex = PersonName(family or given, given if family else ""), "date_of_birth", "gender"
    elif hospital.name == "FCRB":
        family = " ".join(filter(None, (row.text("nname"), row.text("gbnam"))))
        name, born, sex = PersonName(family, row.text("vname")), "gbdat", "gschl"
    else:
        name, born, sex = PersonName(row.text("nnams"), row.text("nname")), "gbdat", "gschl"
    return PatientAtSource(
        source_id=source_id,
        patient_id=patient_id(serums_id, number),
        name=name,
        birth_date=row.date(born) or row.date("dob"),
        sex=_sex(row, sex),
        identifiers=(Identifier(native_system(hospital), number),),
        deceased=row.date("dat_death") or (row.whole("death_flag") == 1 or None),
    )


def is_same(row: Row, known: PatientAtSource, hospital: Hospital) -> bool:
    """Whether a row of the table of people describes the patient who was asked for."""
    serums_id, _ = numbers_of(known)
    return is_same_person(patient(row, hospital, known.source_id, serums_id), known)


def is_same_person(found: PatientAtSource, known: PatientAtSource) -> bool:
    """Whether a hospital still means the person it meant before.

    The number must be the same; the birth date must not differ, nor every part of the name.
    """
    if found.patient_id != known.patient_id:
        return False
    born, known_born = found.birth_date, known.birth_date
    if born is not None and known_born is not None and born.text != known_born.text:
        return False
    names = set(folded(f"{found.name.family} {found.name.given}").split())
    known_names = set(folded(f"{known.name.family} {known.name.given}").split())
    return not names or not known_names or bool(names & known_names)


def fits(query: PatientQuery, found: PatientAtSource) -> bool:
    """Whether a hit is somebody who was asked for: a service that joins on nothing names strangers too."""
    return all(
        criterion.agreement is not Agreement.DIFFERS
        for criterion in compare(query, found)
        # A number of an issuer that this hospital does not know says nothing either way.
    ) and (bool(query.words) or bool(set(query.identifiers) & set(found.identifiers)))


def questions(query: PatientQuery, hospital: Hospital) -> Iterator[Question]:
    """What to ask a hospital: by each number it knows, and by name in every order the words may stand in.

    It finds only what is written exactly so.
    """
    for identifier in query.identifiers:
        if identifier.system == native_system(hospital) and identifier.value.isdigit():
            yield {"patient_id": int(identifier.value)}
    if query.words:
        born = {"dob": _born(query.birth_date, hospital)} if query.birth_date is not None else {}
        asked: list[Question] = []
        for words in dict.fromkeys((_as_written(query.words), query.words)):
            asked += [{**question, **born} for question in _names(words, hospital)]
        unique = [question for place, question in enumerate(asked) if question not in asked[:place]]
        yield from unique[:_MOST_NAME_QUESTIONS]


def _names(words: tuple[str, ...], hospital: Hospital) -> Iterator[Question]:
    splits = [(words[:place], words[place:]) for place in range(1, len(words))]
    # Which words are surnames nobody said: both orders are tried.
    for family, given in chain(splits, ((right, left) for left, right in splits)):
        last, first = " ".join(family), " ".join(given)
        if hospital.name == "USTAN":
            yield {"first_name": f"{first} {last}".upper()}
        elif hospital.name == "FCRB":
            yield {"first_name": first, "first_surname": last}
            if len(family) > 1:
                yield {"first_name": first, "first_surname": family[0], "family_name": " ".join(family[1:])}
        else:
            yield {"first_name": first, "family_name": last}
    if len(words) == 1 and hospital.name != "USTAN":
        yield {"first_surname" if hospital.name == "FCRB" else "family_name": words[0]}
        yield {"first_name": words[0]}


def _as_written(words: tuple[str, ...]) -> tuple[str, ...]:
    """Names with capitals where people write them, for words that were typed in one case."""
    return tuple(
        word.casefold()
        if word.casefold() in _PARTICLES
        else word.title()
        if word.islower() or word.isupper()
        else word
        for word in words
    )


def _born(day: dt.date, hospital: Hospital) -> str:
    return f"{day:%m/%d/%Y}" if hospital.name == "USTAN" else day.isoformat()


def _sex(row: Row, column: str) -> Sex:
    number = row.whole(column)
    return _SEXES.get(str(number) if number is not None else row.text(column).upper(), Sex.UNKNOWN)
