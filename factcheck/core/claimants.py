"""Who or what can say something: people, bodies and documents; no value, plane or negotiation does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core.names import PEOPLE
from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from factcheck.core.syntax import Word

#: Bodies that speak with one voice, as common nouns.
BODIES = vocabulary(
    "administration agency airline alliance army association authority bank board body brokerage bureau cabinet camp "
    "campaign center centre chain charity church city club coalition college commission committee community company "
    "congress consortium corporation council country county couple court crew defence defense delegation department "
    "district embassy family federation firm force foundation fund government group hospital house household industry "
    "institute institution jury leadership league left manufacturer media medic military ministry mission movement "
    "nation network newspaper ngo office operator opposition organisation organization outlet panel parliament party "
    "police press prosecution public regime right school senate service side society staff state team think town "
    "tribunal troop union university utility watchdog website white world"
)

#: Documents and displays that can be read.
_DOCUMENTS = vocabulary(
    "accord account act ad advertisement advisory affidavit agreement analysis announcement article assessment audit "
    "bill biography blog brief clip commentary spot slide slideshow footage book booklet briefing broadcast brochure "
    "bulletin caption census chart charter clause communique communiqué complaint constitution contract data database "
    "declaration decree diary directive disclosure document dossier draft editorial email e-mail entry essay estimate "
    "evidence figure file filing finding forecast form guidance guideline handout headline image index indictment "
    "inquiry inscription interview investigation journal label law lawsuit leaflet legend letter listing log magazine "
    "manifesto manual map memo memoir memorandum message minute model modelling motion note notice obituary opinion "
    "order page paper passage petition photo picture plan plaque plea poll post poster proposal prospectus protocol "
    "publication reading recording register regulation release report research resolution result review rule ruling "
    "sample scan scripture sign site song source speech spreadsheet statement statistic story strategy study suit "
    "summary survey tally tape test testimony text transcript treaty tweet verdict version video voicemail warrant "
    "will datum"
)

#: Words for people by what they are that no ending gives away; joined to those that stand for pronouns.
_OTHERS = vocabulary(
    "people guard cook nurse spy thief chief adult adviser aide ally anybody architect artist athlete aunt bishop "
    "boss captain celebrity champion child citizen client coroner counsel couple cousin critic crowd customer dad "
    "delegate diplomat doctor elder everybody everyone executive expert fan fellow figure friend guest guy host "
    "individual insider kid king lady lad local mate medic men mom monk mum observer one other parent partner peer "
    "person pilot priest pro relative representative royal sailor scholar sheriff sibling somebody someone specialist "
    "spouse star survivor they those twin uncle veteran vet victim women youth many some most both several all few "
    "none half he she it we i you who mogul surrogate majority millennial insurgent militant dissident tenant migrant "
    "applicant accountant consultant participant assistant lieutenant sergeant merchant defendant immigrant president "
    "agent correspondent opponent proponent student resident superintendent respondent descendant pundit academic "
    "cleric skeptic sceptic mechanic paramedic politician police"
)

#: Endings of nouns for people by what they do, and nouns that only look like them.
_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "person", "eer", "ee", "maker", "naut", "crat")
_NO_AGENTS = vocabulary(
    "matter number paper order power water letter weather winter summer river border offer answer danger disorder "
    "factor error terror humor humour color colour favor favour labor labour sector tower computer center corner "
    "register charter chapter member-state fever cover transfer ladder shoulder layer barrier carrier tanker bomber "
    "helicopter mortar quarter remainder list twist mist wrist fist trouser dinner cancer disaster theater theatre "
    "laser server counter filter shelter folder cluster gender degree fee tree committee guarantee coffee flee three "
    "encounter anger hunger murder slander minor behavior behaviour reactor tractor motor monitor door floor indoor "
    "mirror horror rumor rumour vapor harbor honor indicator generator radiator elevator sensor vector specimen "
    "tariffs newsletter never december september november october trailer boiler freezer boulder rubber silver timber "
    "lumber chamber amber ember"
)
#: Shorter words that end alike are roots of their own: "beer", "door", "fee".
LONGEST_ROOT = 4

_BEARERS = ("PERSON", "ORG", "NORP", "GPE")
_NOT_NAMES = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL")


def may_speak(head: Word) -> bool:
    """May the noun phrase with this head be made a claimant?"""
    if head.entity in _NOT_NAMES:
        return False
    if head.is_name or head.entity in _BEARERS:
        return True
    lemma = head.lemma.lower()
    if lemma in _OTHERS or lemma in PEOPLE or lemma in BODIES or lemma in _DOCUMENTS:
        return True
    if head.tag not in ("NN", "NNS"):
        return head.tag == "CD" or (head.tag[:2] == "JJ" and head.child("det") is not None)
    return is_person_noun(head)


def is_person_noun(head: Word) -> bool:
    """Does the common noun stand for people, by what it means or by its ending?"""
    lemma = head.lemma.lower()
    part = lemma.rpartition("-")[2]
    if part in BODIES or part in _DOCUMENTS or part in _NO_AGENTS:
        return False
    return part in _OTHERS or part in PEOPLE or (part.endswith(_ENDINGS) and len(part) > LONGEST_ROOT)
