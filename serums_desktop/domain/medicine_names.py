"""What a medicine's words name: a substance, and what makes it another product.

Two spellings are brought together only by what no country uses to tell medicines apart: case, accents, the
endings and letters by which languages write one international name (metformin, metformina, metformine; WHO
gives each name in Latin, English, French and Spanish), tablets against capsules, and brands in square
brackets (as RxNorm writes them) or marked as registered. Salts, kinds of release, ways of giving and
strengths are kept and compared: metoprolol succinate is not the tartrate. A word not known here stays part
of the name, so that it keeps two products apart.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import msgspec

from serums_desktop.domain.written_amounts import one_case, take_strengths

_LETTERS = (("ph", "f"), ("ch", "c"), ("h", ""), ("y", "i"), ("k", "c"), ("ae", "e"), ("oe", "e"))
_REPEATED = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)?")
_BRAND = re.compile(r"\[[^\]]*\]|\([^()]*[\N{REGISTERED SIGN}\N{TRADE MARK SIGN}][^()]*\)")
# French and Catalan: d'alliberament.
_ELISION = re.compile(r"\b[dl]['\N{RIGHT SINGLE QUOTATION MARK}]")
_REMARK = re.compile(r"\([^()]*\)")


def spelled(word: str) -> str:
    """A word of `one_case` in one spelling of its international name; short words stay as they are."""
    if len(word) < 5 or not word.isalpha():
        return word
    for written, letter in _LETTERS:
        word = word.replace(written, letter)
    word = _REPEATED.sub(r"\1", word)
    if word.endswith("um"):
        return word[:-2]
    return word[:-1] if word[-1] in "aeo" else word


def _table(groups: dict[str, str]) -> dict[str, str]:
    return {word: mark for mark, words in groups.items() for word in _set(words)}


def _set(words: str) -> frozenset[str]:
    return frozenset(spelled(one_case(word)) for word in words.split())


# Tablets and capsules, and no form at all, are one: senders leave out what is usual.
_SOLID = _set(
    "tablet tablets tabl tab tabs tbl tabletas tableta tabletten tablette tablettes tabletter compr comp cp"
    " cpr comprimido comprimidos comprimit comprimits comprime comprimes compressa compresse capsule"
    " capsules caps cap capsula capsulas capsulen kapsel kapseln kaps kps gelule gelules hartkapseln"
    " filmtabletten filmtablette filmtabl filmcoated film coated recubierto recubiertos recubierta"
    " recubiertas recobert recoberts pellicule pellicules pelicula filmomhulde filmomhulld oral orally"
    " orale orales peroral dragees"
)
_FORMS = _table({
    "injection": "injection injections injectable inyeccion inyectable injectie injektion injektionslosung"
    " injeccio injectables infusion infusie infusionslosung perfusion ampoule ampoules ampolla ampollas"
    " ampulle ampullen vial viales iv im sc pen fertigpen penfill kwikpen flexpen cartridge fertigspritze",
    "liquid": "solution solucion losung oplossing solucio suspension suspensie suspensio syrup jarabe sirup"
    " siroop sirop xarop liquid elixir",
    "drops": "drops gotas gotes tropfen druppels gouttes colirio collyre augentropfen oogdruppels",
    "cream": "cream crema creme",
    "ointment": "ointment pomada salbe zalf pommade unguento",
    "gel": "gel",
    "patch": "patch patches parche parches pflaster pleister pegat transdermal transdermico transdermique",
    "spray": "spray",
    "inhaled": "inhaler inhalation inhalacion inhalador inhalator inhalatie aerosol inhalacio accuhaler"
    " turbuhaler",
    "rectal": "suppository suppositories supositorio supositorios supositori zapfchen zetpil suppositoire",
    "powder": "powder polvo pulver poeder poudre pols",
    "sublingual": "sublingual sublinguale",
    "dispersible": "dispersible dispersibles effervescent efervescente efervescentes brausetabletten"
    " bruistablet soluble orodispersible bucodispersable bucodispersables schmelztabletten",
    "chewable": "chewable masticable masticables kautabletten kauwtablet",
})  # fmt: skip
# Letters of one market's product lines (XL, SR…) are kept apart: for some substances they mean other hours.
_RELEASES = _table({
    "prolonged": "ret retard retardtabletten retardtabl retardkapseln retardtablette mr er xr pr mga mva"
    " prolonged extended modified prolongada prolongado prolongat prolongee modificada modificado modificat"
    " modifiee prolungato verlengde gereguleerde depottabletten depottabletter depottablett depottabl"
    " verzogerter veranderter lp",
    "xl": "xl", "sr": "sr", "la": "la", "cr": "cr", "cd": "cd", "xt": "xt",
    "gastro-resistant": "gastroresistant gastroresistants gastroresistente gastrorresistente"
    " gastrorresistentes gastro resistant resistants resistentes magensaftresistent magensaftresistente"
    " maagsapresistent maagsapresistente ec enteric delayed dr",
})  # fmt: skip
_RELEASE_NOUNS = _set(
    "release liberacion liberation liberacio alliberament alliberacio afgifte rilascio freisetzung"
    " wirkstofffreisetzung"
)
_SALTS = _table({
    "hydrochloride": "hydrochloride hcl clorhidrato chlorhydrate hydrochlorid hydrochloorzuur clorhidrat"
    " cloridrato",
    "hydrate": "monohydrate dihydrate trihydrate hemihydrate hydrate monohidrato dihidrato trihidrato"
    " anhydrous",
    "succinate": "succinate succ succinas", "tartrate": "tartrate tart", "bitartrate": "bitartrate",
    "fumarate": "fumarate hemifumarate", "maleate": "maleate", "besilate": "besilate besylate",
    "mesilate": "mesilate mesylate", "tosilate": "tosilate tosylate", "citrate": "citrate",
    "acetate": "acetate", "phosphate": "phosphate fosfato fosfaat fosfat", "sulfate": "sulfate sulphate",
    "hydrogensulfate": "hydrogensulfate bisulfate", "nitrate": "nitrate", "carbonate": "carbonate",
    "bicarbonate": "bicarbonate", "gluconate": "gluconate", "lactate": "lactate", "oxalate": "oxalate",
    "malate": "malate", "benzoate": "benzoate", "bromide": "bromide bromuro bromid",
    "hydrobromide": "hydrobromide hbr", "chloride": "chloride cloruro chlorid clorur chlorure",
    "iodide": "iodide", "sodium": "sodium sodico sodica sodique natrium sodic sodio",
    "potassium": "potassium potasico potasica potassique kalium potassic potasio",
    "calcium": "calcium calcico calcica calcique calcic calcio",
    "magnesium": "magnesium magnesico magnesio magnesic",
    "pamoate": "pamoate embonate", "palmitate": "palmitate", "decanoate": "decanoate",
    "enantate": "enantate enanthate", "cipionate": "cipionate cypionate", "undecanoate": "undecanoate",
    "propionate": "propionate", "dipropionate": "dipropionate", "furoate": "furoate",
    "valerate": "valerate", "butyrate": "butyrate", "benzathine": "benzathine", "procaine": "procaine",
    "arginine": "arginine", "erbumine": "erbumine", "lysine": "lysine", "trometamol": "trometamol",
    "mofetil": "mofetil", "liposomal": "liposomal", "pegylated": "pegylated",
})  # fmt: skip
# Dropping a counter-ion makes it equal to none said, never to another one. Hydrochlorides and water of
# crystallisation always; others only where a substance is marketed as hardly anything else.
_UNSAID = frozenset({"hydrochloride", "hydrate"})
_USUAL_SALTS = {
    spelled(substance): salt
    for substance, salt in {
        "amlodipine": "besilate", "atorvastatin": "calcium", "bisoprolol": "fumarate",
        "citalopram": "hydrobromide", "dabigatran": "mesilate", "doxazosin": "mesilate",
        "enalapril": "maleate", "escitalopram": "oxalate", "levothyroxine": "sodium", "losartan": "potassium",
        "montelukast": "sodium", "pantoprazole": "sodium", "pravastatin": "sodium",
        "quetiapine": "fumarate", "rosuvastatin": "calcium", "salbutamol": "sulfate",
        "sitagliptin": "phosphate", "warfarin": "sodium",
    }.items()
}  # fmt: skip
# Two national names that pharmacopoeias give for one international one.
_SYNONYMS = {
    spelled(national): spelled(name)
    for national, name in {
        "acetaminophen": "paracetamol", "albuterol": "salbutamol", "epinephrine": "adrenaline",
        "norepinephrine": "noradrenaline", "frusemide": "furosemide", "thyroxine": "levothyroxine",
        "glyburide": "glibenclamide", "meperidine": "pethidine",
    }.items()
}  # fmt: skip
_CONNECTIVES = _set("de del des als como com con amb with mit met und and et avec the of")
# Words that name no one substance, or only a class of them.
_VAGUE = _set(
    "insulin vaccine vitamin interferon heparin iron factor immunoglobulin oestrogen hormone antibiotic"
    " medicine medication medicament medicamento medicatie medikament drug other otro otros andere autre"
    " unknown desconocido unbekannt onbekend inconnu unspecified none product producto note nota see ver"
)
_LONGEST_SALTS = sorted((salt for salt in _SALTS if len(salt) >= 6), key=len, reverse=True)


# Nothing longer is a name: it meets only what is equal in every character.
LONGEST_NAME = 400


class Product(msgspec.Struct, frozen=True):
    """What a product's words say.

    `substance` names it for folding, empty where the words name none; `loosely` is the same without what
    stands in brackets, for standing in one row and for nothing else. The others are sorted marks, but for
    `strengths`, which keep their order.
    """

    substance: str = ""
    loosely: str = ""
    salts: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()


def read_product(words: str) -> Product:
    """Read a product's or substance's words."""
    if len(words) > LONGEST_NAME:
        return Product(strengths=(hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest(),))
    plain = one_case(_BRAND.sub(" ", words))
    strengths, rest = take_strengths(plain)
    marks: dict[str, set[str]] = {"salt": set(), "release": set(), "form": set()}
    named = _substance(rest, marks)
    loosely = _substance(_REMARK.sub(" ", rest), {mark: set() for mark in marks}) if "(" in rest else named
    salts = marks["salt"] - _UNSAID
    if len(named) == 1:
        salts.discard(_USUAL_SALTS.get(named[0], ""))
    # With several strengths the order of the substances says which is whose.
    name = " ".join(named if len(strengths) > 1 else sorted(set(named)))
    return Product(
        "" if not named or _VAGUE.issuperset(named) else name,
        " ".join(sorted(set(loosely or named))),
        tuple(sorted(salts)),
        tuple(sorted(marks["release"])),
        tuple(sorted(marks["form"])),
        strengths,
    )


def substance_words(words: Iterable[str]) -> str:
    """Words of a substance as one name, in whatever order and language's spelling they stand."""
    named = {_SYNONYMS.get(word, word) for word in map(spelled, words)} - _CONNECTIVES
    return "" if _VAGUE.issuperset(named) else " ".join(sorted(named))


def words_of(plain: str) -> list[str]:
    """The words of a text of `one_case`, numbers among them."""
    return _WORD.findall(_ELISION.sub("", plain.replace("\N{MIDDLE DOT}", "")))


def _substance(plain: str, marks: dict[str, set[str]]) -> list[str]:
    """The words that name the substance, in their order; what the others say goes into `marks`."""
    words = [spelled(word) for word in words_of(plain)]
    named: list[str] = []
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if word in _SOLID or word in _CONNECTIVES or word in _RELEASE_NOUNS:
            continue
        # French and Italian: comprimé à libération prolongée, compresse a rilascio.
        if word == "a" and following in _RELEASE_NOUNS:
            continue
        if (mark := _RELEASES.get(word)) is not None:
            marks["release"].add(mark)
        elif (mark := _FORMS.get(word)) is not None:
            marks["form"].add(mark)
        elif (mark := _SALTS.get(word)) is not None:
            marks["salt"].add(mark)
        else:
            named += _without_salt(word, marks["salt"])
    # A salt that stands alone is the substance: potassium chloride.
    if not named:
        named, marks["salt"] = sorted(marks["salt"]), set()
    return [_SYNONYMS.get(word, word) for word in named]


def _without_salt(word: str, salts: set[str]) -> list[str]:
    """German and Dutch write substance and salt as one word: Metoprololsuccinat."""
    for salt in _LONGEST_SALTS:
        if word.endswith(salt) and len(word) - len(salt) >= 5:
            salts.add(_SALTS[salt])
            return [spelled(word[: -len(salt)])]
    return [word]
