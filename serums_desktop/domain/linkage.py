"""Who is this patient: how strongly two sources' patients agree, criterion by criterion.

Weights follow I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", Journal of the American
Statistical Association 64 (1969), 1183-1210: each criterion adds log2(m/u) bits, m the share of true pairs
that compare so, u that of strangers. The shares below are this program's own estimates. A weight proposes and
never decides: `same_person` alone links by itself.
"""

from __future__ import annotations

import enum
import math

import msgspec

from serums_desktop.domain.dates import PartialDate, Precision
from serums_desktop.domain.identifiers import NATIONAL_NUMBERS, Check
from serums_desktop.domain.people import (
    HERE,
    PatientAtSource,
    Person,
    PersonName,
    Sex,
    agree,
    folded,
    same_person,
)


class Likelihood(enum.StrEnum):
    """What the comparison comes to. Only `CERTAIN` is linked without asking."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    CERTAINLY_NOT = "certainly-not"


class Field(enum.StrEnum):
    """What is compared."""

    IDENTIFIER = "identifier"
    FAMILY = "family"
    GIVEN = "given"
    BIRTH_DATE = "birth-date"
    SEX = "sex"
    CITY = "city"


class Likeness(enum.StrEnum):
    """How one field compares. `CLOSE`: a slip of the pen, a double surname cut short, an initial."""

    SAME = "same"
    CLOSE = "close"
    DIFFERS = "differs"
    NOT_GIVEN = "not-given"


class Comparison(msgspec.Struct, frozen=True):
    """One field of two patients: what each source says, how it compares, what it weighs in bits.

    `system` is the issuer of a compared number.
    """

    field: Field
    likeness: Likeness
    one: str
    other: str
    bits: float
    system: str = ""


class Weighing(msgspec.Struct, frozen=True):
    """Two patients compared. `bits` is the sum over `comparisons`."""

    likelihood: Likelihood
    bits: float
    comparisons: tuple[Comparison, ...]


# m and u of each outcome. A birth date: strangers share a day once in 365.25 x 80. Names: the sum of squared
# frequencies of a European population's names is a few in a thousand for surnames, about one in a hundred for
# given names.
_SHARES: dict[Field, dict[Likeness, tuple[float, float]]] = {
    Field.IDENTIFIER: {Likeness.SAME: (0.97, 1e-6), Likeness.DIFFERS: (0.03, 1.0)},
    Field.FAMILY: {
        Likeness.SAME: (0.90, 0.004),
        Likeness.CLOSE: (0.08, 0.010),
        Likeness.DIFFERS: (0.02, 0.986),
    },
    Field.GIVEN: {
        Likeness.SAME: (0.88, 0.012),
        Likeness.CLOSE: (0.10, 0.030),
        Likeness.DIFFERS: (0.02, 0.958),
    },
    Field.BIRTH_DATE: {
        Likeness.SAME: (0.96, 1 / (365.25 * 80)),
        Likeness.CLOSE: (0.03, 0.003),
        Likeness.DIFFERS: (0.01, 0.997),
    },
    Field.SEX: {Likeness.SAME: (0.99, 0.5), Likeness.DIFFERS: (0.01, 0.5)},
    Field.CITY: {Likeness.SAME: (0.75, 0.05), Likeness.DIFFERS: (0.25, 0.95)},
}

# One in a hundred thousand, before anything is compared; probable from odds of a hundred to one.
_PRIOR_BITS = math.log2(1e-5)
_PROBABLE_BITS = math.log2(100) - _PRIOR_BITS

# Jaro-Winkler similarity from which two spellings are taken for one name.
_CLOSE_NAMES = 0.92

# Letters that Unicode does not take apart into a base and an accent.
_BASE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def weigh(one: PatientAtSource, other: PatientAtSource) -> Weighing:
    """Compare two sources' patients.

    Certain is what `same_person` says; certainly not what contradicts itself: a national number of one issuer
    that differs, two of given name, birth date and sex that differ, or less than no evidence at all.
    """
    comparisons = (
        *_numbers(one, other),
        _compared(Field.FAMILY, one.name.family, other.name.family, _family(one, other)),
        _compared(Field.GIVEN, one.name.given, other.name.given, _given(one, other)),
        _compared(Field.BIRTH_DATE, _text(one.birth_date), _text(other.birth_date), _born(one, other)),
        _compared(Field.SEX, one.sex.value, other.sex.value, _sex(one, other)),
        _compared(Field.CITY, one.city, other.city, _city(one, other)),
    )
    bits = sum(comparison.bits for comparison in comparisons)
    if same_person(one, other):
        likelihood = Likelihood.CERTAIN
    elif bits < 0 or _contradicts(comparisons):
        likelihood = Likelihood.CERTAINLY_NOT
    elif bits >= _PROBABLE_BITS and not any(
        comparison.likeness is Likeness.DIFFERS and comparison.field is not Field.CITY
        for comparison in comparisons
    ):
        likelihood = Likelihood.PROBABLE
    else:
        likelihood = Likelihood.POSSIBLE
    return Weighing(likelihood, bits, comparisons)


def weigh_person(person: Person, candidate: PatientAtSource) -> Weighing:
    """Compare a candidate with everybody a person is known as: a contradiction with one of them counts.

    Otherwise the strongest agreement is told. A temporary identity's name is nobody's, and beside others it
    counts for nothing.
    """
    known_as = [known for known in person.known_as if known.source_id != HERE] or [
        msgspec.structs.replace(known, name=PersonName("", "")) for known in person.known_as
    ]
    weighings = [weigh(known, candidate) for known in known_as]
    against = [weighing for weighing in weighings if weighing.likelihood is Likelihood.CERTAINLY_NOT]
    if against:
        return min(against, key=lambda weighing: weighing.bits)
    strongest = max(weighings, key=lambda weighing: weighing.bits)
    if strongest.likelihood is Likelihood.CERTAIN and not all(
        weighing.likelihood is Likelihood.CERTAIN for weighing in weighings
    ):
        # Agreeing with some of them alone is not the rule that links by itself.
        strongest = msgspec.structs.replace(strongest, likelihood=Likelihood.PROBABLE)
    return strongest


def links_by_itself(person: Person, candidate: PatientAtSource) -> bool:
    """Whether a source's patient joins a person without anybody being asked.

    It has to be the same person, by the rule, as somebody the person is known as, and to agree with all the
    others: no chain of numbers joins people of different birth date, sex or surname. Those whom somebody
    linked by hand, and may carry no number at all, must not contradict it. Whoever was put apart stays apart.
    """
    if candidate.key in person.apart:
        return False
    by_hand = {f"{link.source_id}/{link.patient_id}" for link in person.links}
    known = [patient for patient in person.known_as if patient.source_id != HERE]
    decided = [patient for patient in known if patient.key in by_hand]
    basis = [patient for patient in known if patient.key not in by_hand] or decided
    return (
        any(same_person(candidate, one) for one in basis)
        and all(agree(candidate, one) for one in basis)
        and all(weigh(one, candidate).likelihood is not Likelihood.CERTAINLY_NOT for one in decided)
    )


def _numbers(one: PatientAtSource, other: PatientAtSource) -> list[Comparison]:
    theirs = {number.system: number for number in other.identifiers}
    comparisons = []
    for number in one.identifiers:
        match = theirs.get(number.system)
        if not number.system or match is None:
            continue
        same = number.value == match.value
        counts = Check.WRONG not in {number.check(), match.check()}
        likeness = Likeness.SAME if same else Likeness.DIFFERS
        bits = _bits(Field.IDENTIFIER, likeness) if counts else 0.0
        comparisons.append(
            Comparison(Field.IDENTIFIER, likeness, number.value, match.value, bits, number.system)
        )
    return comparisons


def _contradicts(comparisons: tuple[Comparison, ...]) -> bool:
    numbers = [comparison for comparison in comparisons if comparison.field is Field.IDENTIFIER]
    if any(
        number.likeness is Likeness.DIFFERS and number.bits and number.system in NATIONAL_NUMBERS
        for number in numbers
    ):
        return True
    differing = {comparison.field for comparison in comparisons if comparison.likeness is Likeness.DIFFERS}
    # A relative has the surname and the town; on a shared number the surname counts as well.
    innate = {Field.GIVEN, Field.BIRTH_DATE, Field.SEX}
    if any(number.likeness is Likeness.SAME for number in numbers):
        innate.add(Field.FAMILY)
    return len(differing & innate) >= 2


def _compared(field: Field, one: str, other: str, likeness: Likeness) -> Comparison:
    return Comparison(field, likeness, one, other, _bits(field, likeness))


def _bits(field: Field, likeness: Likeness) -> float:
    shares = _SHARES[field].get(likeness)
    return math.log2(shares[0] / shares[1]) if shares is not None else 0.0


def _plain(text: str) -> str:
    """A name without case, accents, hyphens or the letters that stand for an accented one."""
    return folded(text).translate(_BASE_LETTERS).replace("'", "").replace("\u2019", "")


def _words(text: str) -> list[str]:
    return [
        word for word in _plain(text).split() if word not in {"de", "van", "von", "der", "den", "la", "el"}
    ]


def _family(one: PatientAtSource, other: PatientAtSource) -> Likeness:
    mine, theirs = _words(one.name.family), _words(other.name.family)
    if not (mine and theirs):
        return Likeness.NOT_GIVEN
    if mine == theirs or _without_umlauts(mine) == _without_umlauts(theirs):
        return Likeness.SAME
    # Two surnames in Spain and one abroad; a married name beside a birth name.
    if set(mine) & set(theirs) or _similar(" ".join(mine), " ".join(theirs)):
        return Likeness.CLOSE
    crossed = set(mine) & set(_words(other.name.given)) and set(theirs) & set(_words(one.name.given))
    return Likeness.CLOSE if crossed else Likeness.DIFFERS


def _given(one: PatientAtSource, other: PatientAtSource) -> Likeness:
    mine, theirs = _words(one.name.given), _words(other.name.given)
    if not (mine and theirs):
        return Likeness.NOT_GIVEN
    if mine == theirs or _without_umlauts(mine) == _without_umlauts(theirs):
        return Likeness.SAME
    first, second = mine[0], theirs[0]
    initial = first[0] == second[0] and 1 in {len(first.rstrip(".")), len(second.rstrip("."))}
    if initial or set(mine) & set(theirs) or _similar(first, second):
        return Likeness.CLOSE
    crossed = set(mine) & set(_words(other.name.family)) and set(theirs) & set(_words(one.name.family))
    return Likeness.CLOSE if crossed else Likeness.DIFFERS


def _without_umlauts(words: list[str]) -> str:
    text = " ".join(words)
    for written, base in _UMLAUTS:
        text = text.replace(written, base)
    return text


def _similar(one: str, other: str) -> bool:
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415  only where people are compared

    return float(JaroWinkler.similarity(one, other)) >= _CLOSE_NAMES


def _born(one: PatientAtSource, other: PatientAtSource) -> Likeness:
    mine, theirs = one.birth_date, other.birth_date
    if mine is None or theirs is None:
        return Likeness.NOT_GIVEN
    if mine.text == theirs.text:
        return Likeness.SAME if mine.precision is Precision.DAY else Likeness.CLOSE
    shorter, longer = sorted((mine.text, theirs.text), key=len)
    if len(shorter) < len(longer):
        return Likeness.CLOSE if longer.startswith(shorter) else Likeness.DIFFERS
    return Likeness.CLOSE if _slip(shorter, longer) else Likeness.DIFFERS


def _slip(one: str, other: str) -> bool:
    """Day and month swapped, or one digit another."""
    swapped = one[:4] == other[:4] and one[5:7] == other[8:10] and one[8:10] == other[5:7]
    return swapped or sum(mine != theirs for mine, theirs in zip(one, other, strict=True)) == 1


def _sex(one: PatientAtSource, other: PatientAtSource) -> Likeness:
    if {one.sex, other.sex} & {Sex.UNKNOWN, Sex.OTHER}:
        return Likeness.NOT_GIVEN
    return Likeness.SAME if one.sex is other.sex else Likeness.DIFFERS


def _city(one: PatientAtSource, other: PatientAtSource) -> Likeness:
    if not (one.city and other.city):
        return Likeness.NOT_GIVEN
    return Likeness.SAME if _plain(one.city) == _plain(other.city) else Likeness.DIFFERS


def _text(date: PartialDate | None) -> str:
    return date.text if date is not None else ""
