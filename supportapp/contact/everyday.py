"""Word lists for `clues`: what is no name although it stands where a name would, and the areas of postcodes."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


POSTCODE_AREAS = _words(
    """
    ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en
    ex fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml
    n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td
    tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze
    """
)
AREAS_WITH_LETTERS = frozenset({"e", "ec", "n", "nw", "se", "sw", "w", "wc"})
NOT_DISTRICTS = frozenset({"co2", "me2", "wd40"})

STREET_TYPES = {
    "avenue": "(?:avenue|ave|av)",
    "close": "(?:close|cl)",
    "court": "(?:court|ct)",
    "crescent": "(?:crescent|cres|cr)",
    "drive": "(?:drive|dr)",
    "gardens": "(?:gardens|gdns)",
    "green": "green",
    "grove": "(?:grove|gr)",
    "hill": "hill",
    "lane": "(?:lane|ln)",
    "mews": "mews",
    "parade": "parade",
    "park": "park",
    "place": "(?:place|pl)",
    "rise": "rise",
    "road": "(?:road|rd)",
    "row": "row",
    "square": "(?:square|sq)",
    "street": "(?:street|str|st)",
    "terrace": "(?:terrace|terr|ter)",
    "view": "view",
    "walk": "walk",
    "way": "way",
}
SHORT_TYPES = {
    "ave": "avenue", "av": "avenue", "cl": "close", "cres": "crescent", "ct": "court", "dr": "drive", "gdns": "gardens",
    "ln": "lane", "pl": "place", "rd": "road", "sq": "square", "st": "street", "ter": "terrace", "terr": "terrace",
}  # fmt: skip
SCHOOL_WORDS = _words(
    """
    the of and c e ce cofe rc roman catholic church england voluntary aided controlled community foundation
    free primary junior juniors infant infants secondary high grammar nursery academy college school pre
    preschool sixth form first middle upper lower boys girls trust kindergarten playgroup special
    independent
    """
)
COUNTRIES = frozenset({"england", "wales", "scotland", "uk", "gb", "britain", "ireland", "kingdom"})

# Names of towns, streets and schools that are words of every letter: they count only with a capital.
EVERYDAY = _words(
    """
    ash bath battle beech big bridge brook bury busy cage castle church deal east elm eye field fields
    forest giant grange green hall hill hook hope king lake little long main manor march meadow meadows moor
    nelson new north oak oaks old orchard park queen rainbow reading river rose rugby rye sale settle south
    spring star street summer sun sunshine tiny top tree trees valley ware wash wells west wood woods young
    """
)

# Words that stand before "school", "road" or "park" in plain talk, many with the capital of a sentence's first word.
PLAIN = _words(
    """
    a after again all along also always am an and another are as at back bad be because been before best
    better big boarding both bring brought bus busy but by call called came can car caravan class close come
    coronation could country cross crossed cycle daily day days dear did different do does down downing
    drama driving each early easter end enjoy enjoyed every everyone everything fast feel felt few find fine
    finish finished first for from full fun funny get gets give go goes going good got great grammar had
    happy has hate have he hello her home here hi high his hope hour hours how i if in infant infants into is it
    its jan january february jumper jurassic junior just keep last late leave leaving left let like liked
    little live local long look lot lots love loved lovely main many may me medical memory metre metres
    middle mile miles min mins minute minutes miss missed missing mon monday month months more most mostly
    mr mrs ms much my nearby near nearest never new next nice no normal not nothing now nursery of off old
    on once one only opposite or other our out outside over own past people per play playing please pre
    primary proper pupils quality quick quiet reach really reception retail round safari sat sand saturday
    saw school science secondary see seemed service sesame she short since skate skateboard skip slow small
    so some soon special started start starting still stay stop sunday super swimming take talk tell than
    thanks that the their them then there theme these they thing things think this those three thursday time
    times to today together tomorrow tonight too took toward towards trampoline tuesday two uni until up
    upper us usually very walk walked walking want wanted was water we wednesday week weekend weekends weeks
    well went were wet what when where which while whole why will with work would year years yes yesterday
    you your friday december november october september christmas eid diwali halloween summer winter autumn
    spring term mum mums mummy mam dad dads daddy nan nanna nana nanny gran grandma grandad granny grandpa
    auntie aunty aunt uncle sister brother baby family teacher teachers homework breakfast after-school
    """
)


def is_plain(word: str) -> bool:
    """Whether `word`, folded, is one of plain talk or a country; "mum's" is as plain as "mum"."""
    bare = word.strip(".,;:&'-").removesuffix("'s").removesuffix("'")
    return not bare or bare in PLAIN or bare in COUNTRIES
