"""A sample stream for the hard cases of grouping: all matters, people and words here are invented.

Real governments appear, because the gazetteer knows no others; what they say here nobody said.
"""

from __future__ import annotations

from briefing.model import RawItem


def item(name: str, day: str | None, title: str, text: str, **fields: str) -> RawItem:
    """An article line of the sample stream."""
    return RawItem(
        source=fields.pop("source", f"Sample {name}"), id=name, title=title, text=text, published=day, **fields
    )


# One incident in five languages: the mail of Norway's grid operator, blamed on China on 3 March 2031.
GRID = (
    item(
        "grid-en",
        "2031-03-03",
        "Norway blames China for theft of grid operator's mail",
        "OSLO - Norway on Monday accused China of reading the mail of Kraftnett, its grid operator, for "
        "eleven months. "
        "Energy Minister Tove Falk said state-backed hackers of the group APT31 had copied 14,300 letters. "
        "“We will not "
        "accept this,” Falk said. The security service PST has shared what it found with 26 companies.",
    ),
    item(
        "grid-wire",
        "2031-03-03",
        "Chinese hackers copied 14,300 letters of Kraftnett, minister says",
        "Hackers backed by the Chinese state sat in the mail servers of the Norwegian company Kraftnett from April to "
        "February, Energy Minister Tove Falk told reporters in Oslo. PST names APT31. The ambassador of "
        "China has been "
        "asked to call at the foreign ministry on Tuesday.",
    ),
    item(
        "grid-de",
        "2031-03-04",
        "Norwegen macht China für Angriff auf Netzbetreiber verantwortlich",
        "Norwegen wirft China vor, hinter dem Angriff auf den Netzbetreiber Kraftnett zu stehen. Die Hacker "
        "der Gruppe "
        "APT31 hätten 14.300 Briefe kopiert, sagte Energieministerin Tove Falk in Oslo. Der Nachrichtendienst PST "
        "habe 26 Unternehmen gewarnt.",
    ),
    item(
        "grid-cs",
        "2031-03-04",
        "Norsko obvinilo Čínu z krádeže pošty energetické firmy",
        "Norsko obvinilo Čínu, že stojí za útokem na firmu Kraftnett. Hackeři skupiny APT31 podle ministryně Tove "
        "Falkové zkopírovali 14 300 dopisů. Tajná služba PST varovala 26 podniků.",
    ),
    item(
        "grid-zh",
        "2031-03-05",
        "外交部回应挪威指责",
        "有记者问，挪威政府指责中国黑客组织APT31攻击Kraftnett公司。外交部发言人表示，挪方的指责毫无根据，中方坚决反对任何形式的网络攻击，要求挪方拿出证据。",
    ),
    item(
        "grid-fr",
        "2031-03-05",
        "La Norvège accuse la Chine, Pékin dément",
        "La Norvège accuse des pirates du groupe APT31 d'avoir copié 14 300 lettres de Kraftnett, selon la "
        "ministre de "
        "l'Énergie Tove Falk. La Chine a rejeté mercredi ces accusations, « sans fondement » selon un porte-parole du "
        "ministère des Affaires étrangères.",
    ),
    item(
        "grid-answer",
        "2031-03-05",
        "Beijing rejects Norwegian claims over Kraftnett",
        "China on Wednesday dismissed as groundless Norway's charge that it hacked the grid operator "
        "Kraftnett. A foreign "
        "ministry spokesperson said China opposes all forms of cyberattacks and asked Oslo for evidence.",
    ),
)
GRID_LATER = item(
    "grid-later",
    "2031-06-20",
    "Three months on, Norway sanctions two over Kraftnett hack",
    "Norway put two Chinese nationals on its sanctions list on Friday for the theft of 14,300 letters from the grid "
    "operator Kraftnett. Energy Minister Tove Falk said both work for a company that serves the group APT31.",
)
GRID_ANNIVERSARY = item(
    "grid-year",
    "2032-03-08",
    "A year after Kraftnett: what the grid learned",
    "A year after hackers read the letters of the grid operator Kraftnett, engineers in Oslo tell how "
    "they rebuilt their "
    "mail. In March 2031 Norway had blamed China and the group APT31 for copying 14,300 letters.",
)
GRID_LATE = item(
    "grid-late",
    "2031-03-04",
    "Kraftnett: 26 companies warned by PST after mail theft",
    "The Norwegian security service PST has warned 26 companies after the mail of the grid operator "
    "Kraftnett was read by "
    "hackers of APT31, whom Oslo ties to China. Energy Minister Tove Falk spoke of 14,300 letters.",
)
GRID_WRONG_YEAR = item(
    "grid-wrong-year",
    "2021-03-04",
    "Kraftnett hack: Norway ties APT31 to theft of 14,300 letters",
    "Norway ties the hacker group APT31, and with it China, to the theft of 14,300 letters from the grid operator "
    "Kraftnett. Energy Minister Tove Falk said that the security service PST had watched for months.",
)
GRID_UNDATED = item(
    "grid-undated",
    None,
    "Norwegian grid operator's letters in Chinese hands, says Falk",
    "Energy Minister Tove Falk blames China's hackers of APT31 for the theft of 14,300 letters from Kraftnett, the "
    "grid operator of Norway. PST had warned 26 companies.",
)

# A twin of the same accuser and the same year: Norway's fish institute.
FISH = (
    item(
        "fish-1",
        "2031-09-10",
        "Norway: Chinese hackers took data of the fish institute",
        "Norway said on Wednesday that hackers from China broke into the Institute of Salmon Research in "
        "Bergen in August. "
        "Fisheries Minister Odd Rist said feed recipes and 900 samples of breeding data were taken.",
    ),
    item(
        "fish-2",
        "2031-09-11",
        "Bergen salmon researchers hacked, minister points at China",
        "Breeding data of the Institute of Salmon Research went to servers in China, Fisheries Minister Odd "
        "Rist said in "
        "Bergen. 900 samples are affected. China's embassy in Oslo called the claim groundless and said "
        "China opposes all "
        "forms of cyberattacks.",
    ),
)

# Two ransomware cases of one week, and two patch days.
RANSOM = (
    item(
        "ransom-a1",
        "2031-04-07",
        "Ransomware stops trams in Kessheim",
        "The gang Redlatch has locked the computers of the tram company of Kessheim and asks for 90 bitcoin. "
        "Director Pia "
        "Holm said all 44 lines stand still.",
    ),
    item(
        "ransom-a2",
        "2031-04-08",
        "Kessheim trams still down after attack by Redlatch",
        "For a second day no tram runs in Kessheim. The gang Redlatch, which locked the company's computers, wants 90 "
        "bitcoin; director Pia Holm will not pay.",
    ),
    item(
        "ransom-b1",
        "2031-04-09",
        "Ransomware hits hospital in Marvik",
        "The gang Oxbow has locked patient files of the Saint Amara hospital in Marvik. Doctor Jon Vasko said 300 "
        "operations were put off. The gang asks for 2 million dollars.",
    ),
    item(
        "ransom-b2",
        "2031-04-10",
        "Marvik hospital moves patients after Oxbow attack",
        "Saint Amara hospital in Marvik moves patients to Tolna, as its files remain locked by the gang "
        "Oxbow. Doctor Jon "
        "Vasko said 300 operations wait.",
    ),
)
PATCHES = (
    item(
        "patch-may",
        "2031-05-13",
        "May patch day: Softmark closes 61 holes",
        "Softmark has closed 61 holes in its programs, among them CVE-2031-20111 in the print queue, which attackers "
        "already use. Five are critical.",
    ),
    item(
        "patch-june",
        "2031-06-10",
        "June patch day: Softmark closes 73 holes",
        "Softmark has closed 73 holes in its programs, among them CVE-2031-30222 in the mail viewer, which attackers "
        "already use. Four are critical.",
    ),
)

# General news: a ferry, a mine, a flood; each in other words over days.
FERRY = (
    item(
        "ferry-1",
        "2031-03-03",
        "Ferry Luna runs aground off Tolna",
        "The ferry Luna with 212 people on board ran aground off Tolna in fog on Monday. Captain Irma Dahl "
        "called for help "
        "at six. Nobody was hurt, the coast guard said.",
    ),
    item(
        "ferry-2",
        "2031-03-04",
        "All 212 brought ashore from stranded Luna",
        "Boats brought all passengers of the Luna to Tolna during the night. The coast guard asks why the "
        "ferry left its "
        "lane in the fog; Captain Irma Dahl will be heard today.",
    ),
    item(
        "ferry-3",
        "2031-03-09",
        "Captain of the Luna heard over grounding",
        "Irma Dahl, captain of the ferry that ran aground off Tolna, told the inquiry that the radar had "
        "failed. Divers "
        "look at the hull of the Luna.",
    ),
)
MINE = (
    item(
        "mine-1",
        "2031-03-05",
        "Roof falls at Grauberg mine, nine men missing",
        "Nine miners are missing after a roof fell in the Grauberg coal mine on Wednesday. Rescue chief Emil "
        "Stark said the "
        "fall was 600 metres below ground.",
    ),
    item(
        "mine-2",
        "2031-03-06",
        "Grauberg: knocking heard below ground",
        "Rescuers at the coal mine of Grauberg have heard knocking from 600 metres below ground, where nine "
        "miners have "
        "been missing since a roof fell, Emil Stark said.",
    ),
)
PARLIAMENT_VOTE = item(
    "oslo-vote",
    "2031-03-04",
    "Norway's parliament votes on cod quotas",
    "Norway's parliament voted on Tuesday to raise the quota for cod by 4 percent. Speaker Liv Aas "
    "counted 98 votes for it.",
)
OTHERS = (
    item(
        "russia",
        "2031-03-04",
        "Estonia blames Russia for attack on its lottery",
        "Estonia accused Russia on Tuesday of an attack that took its state lottery off the net. Minister "
        "Kalle Must named "
        "the military service GRU.",
    ),
    item(
        "trade",
        "2031-03-05",
        "China answers tariffs on glass",
        "China will put a duty of 12 percent on Canadian glass, the ministry of commerce said in answer to tariffs. A "
        "spokesperson called Ottawa's step unreasonable.",
    ),
    item(
        "drills",
        "2031-03-05",
        "Chinese ships drill near Taiwan",
        "Eleven Chinese ships held a drill east of Taiwan on Wednesday, the defence ministry in Taipei said.",
    ),
    item(
        "sport",
        "2031-03-06",
        "Strelsau win the cup in the last minute",
        "Strelsau beat Hentzau 2-1 with a goal by Milo Brand in the last minute before 31,000 people.",
    ),
)
WEEK = item(
    "week",
    "2031-04-12",
    "The week in hacking",
    "Trams in Kessheim stood still for a second day after the gang Redlatch locked the computers of the "
    "company; director "
    "Pia Holm will not pay the 90 bitcoin that are asked for.\n\n"
    "In Marvik the Saint Amara hospital moved patients to Tolna while its files remain locked by the "
    "gang Oxbow. Doctor "
    "Jon Vasko counts 300 operations that had to be put off since Wednesday.",
)
THREE = item(
    "three",
    "2031-09-13",
    "From Kraftnett to salmon: a year of break-ins",
    "Norway says that Chinese hackers took breeding data and 900 samples from the Institute of Salmon "
    "Research in Bergen; "
    "Fisheries Minister Odd Rist spoke of servers in China, and the embassy in Oslo denied it.\n\n"
    "In March Energy Minister Tove Falk had blamed the hacker group APT31, and with it China, for the theft of 14,300 "
    "letters from the grid operator Kraftnett, of which the service PST warned 26 companies.\n\n"
    "Trams in Kessheim stood still in April after the gang Redlatch had locked the computers of the company and asked "
    "director Pia Holm for 90 bitcoin to open all 44 lines again.",
)
TEASERS = item(
    "teasers",
    "2031-03-06",
    "Glass harvest praised in Zenda",
    "The glass works of Zenda have had their best year, owner Rosa Lind said on Thursday; 80 people work "
    "there now.\n\n"
    "You May Also Like\n"
    "Norway blames China for theft of grid operator's mail\n"
    "Ferry Luna runs aground off Tolna\n"
    "Chinese hackers copied 14,300 letters of Kraftnett, minister says",
)
HEADLINE = item("headline", "2031-03-04", "Chinese hackers copied 14,300 letters of Kraftnett, minister says", "")
NO_TITLE = item(
    "no-title",
    "2031-03-04",
    "",
    "Energy Minister Tove Falk told parliament in Oslo that hackers of APT31, backed by China, had "
    "copied 14,300 letters "
    "of the grid operator Kraftnett. PST warned 26 companies.",
)
MAIN = (*GRID, *FISH, *RANSOM, *PATCHES, *FERRY, *MINE, PARLIAMENT_VOTE, *OTHERS)
