"""Acts, blame and condemnation, and plans and hypotheticals that are none: sentences of our own."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article
from briefing.statements import statements_in

BEFORE = "On Tuesday several ministries in Europe accused China of hacking their mail servers.\n\n"
Told = dict[str, str]  # government -> a kind that its words must have

ACTS: list[tuple[str, Told]] = [
    (
        "Two officers of the People's Liberation Army were put on the sanctions list by the US Treasury.",
        {"US": "sanction"},
    ),
    ("The firm has been sanctioned by the Foreign Office for the hack.", {"GB": "sanction"}),
    ("Four officers of China's army are charged by US prosecutors with hacking a turbine maker.", {"US": "indictment"}),
    ("An indictment unsealed by US prosecutors names four Chinese hackers.", {"US": "indictment"}),
    ("Four Chinese hackers were indicted by the US Department of Justice in May.", {"US": "indictment"}),
    ("A reward of $2 million was offered by the US State Department for two Chinese hackers.", {"US": "other"}),
    ("Three hackers from Wuhan were barred by Norway from entering the country.", {"NO": "sanction"}),
    ("Sanctions imposed by the EU on two Chinese hackers came into force on Monday.", {"EU": "sanction"}),
    ("The hackers now face UK sanctions.", {"GB": "sanction"}),
    ("A warning issued by the NSA tells ports how to find Chinese hackers.", {"US": "advisory"}),
    ("The US Commerce Department added two firms from Wuhan to its entity list over the hack.", {"US": "sanction"}),
    ("Canada froze their assets after the hack.", {"CA": "sanction"}),
    ("Britain is sanctioning two Chinese hackers.", {"GB": "sanction"}),
    ("US prosecutors issued arrest warrants for four Chinese hackers.", {"US": "indictment"}),
    ("Australia barred three Chinese hackers from entering the country.", {"AU": "sanction"}),
    ("Australia banned three Chinese hackers from travel to its territory.", {"AU": "sanction"}),
    ("The US State Department revoked the visas of two Chinese hackers.", {"US": "sanction"}),
    ("Ports should patch their routers, Norway's National Security Authority urged.", {"NO": "advisory"}),
    (
        "Norway's National Security Authority advised ports to patch their routers against the Chinese hackers.",
        {"NO": "advisory"},
    ),
    ("Norway's National Security Authority has put out guidance for ports.", {"NO": "advisory"}),
    ("New guidance from Norway's National Security Authority tells ports how to find the hackers.", {"NO": "advisory"}),
    ("Ports were told by Norway's National Security Authority to patch their routers.", {"NO": "advisory"}),
    ("US prosecutors have charged two Chinese hackers with stealing the mail.", {"US": "indictment"}),
    ("A federal grand jury in Boston indicted two Chinese hackers.", {"US": "indictment"}),
    ("The US Justice Department announced charges against two Chinese hackers.", {"US": "indictment"}),
    ("The US Justice Department brought charges against two Chinese hackers.", {"US": "indictment"}),
    ("The FBI put two Chinese hackers on its most wanted list.", {"US": "indictment"}),
    ("Norway imposed sanctions on two Chinese hackers.", {"NO": "sanction"}),
    ("Norway slapped sanctions on two Chinese hackers.", {"NO": "sanction"}),
    ("Norway announced sanctions against two Chinese hackers and their firm.", {"NO": "sanction"}),
    ("Norway has placed two Chinese hackers under sanctions.", {"NO": "sanction"}),
    ("Two Chinese hackers were hit with sanctions by Norway.", {"NO": "sanction"}),
    ("Norway's sanctions on two Chinese hackers took effect on Monday.", {"NO": "sanction"}),
    ("Norway imposed a travel ban on two Chinese hackers.", {"NO": "sanction"}),
    ("Norway imposed travel bans and asset freezes on two Chinese hackers.", {"NO": "sanction"}),
    ("The EU Council added two Chinese hackers to its sanctions list.", {"EU": "sanction"}),
    ("Norwegian prosecutors said on Monday that they had charged two Chinese hackers.", {"NO": "indictment"}),
    (
        "Two Chinese hackers, Wan Example and Li Example, were indicted by a US federal grand jury.",
        {"US": "indictment"},
    ),
    ("A US court in Boston charged two Chinese hackers.", {"US": "indictment"}),
    ("US authorities unsealed an indictment against two Chinese hackers.", {"US": "indictment"}),
    ("Washington has sanctioned the firm.", {"US": "sanction"}),
    ("Washington has put the firm on a blacklist.", {"US": "sanction"}),
    ("Washington blacklisted the firm over the hack.", {"US": "sanction"}),
    ("The firm was blacklisted by Washington over the hack.", {"US": "sanction"}),
    ("The firm had already been blacklisted by Washington.", {"US": "sanction"}),
    ("The firm, which Washington sanctioned on Monday, sells spyware.", {"US": "sanction"}),
    ("The firm, sanctioned by Washington on Monday, sells spyware.", {"US": "sanction"}),
    ("The firm, against which Washington imposed sanctions on Monday, sells spyware.", {"US": "sanction"}),
]

BLAME: list[tuple[str, Told]] = [
    ("The hack was blamed on China by the Norwegian government.", {"NO": "attribution"}),
    ("The hack was laid at China's door by the Norwegian government.", {"NO": "attribution"}),
    (
        "The theft was traced by Canada's Communications Security Establishment to a unit of China's army.",
        {"CA": "attribution"},
    ),
    ("Chinese hackers were behind it, it was stated by the Belgian foreign ministry.", {"BE": "attribution"}),
    ("Norway put the blame for the hack squarely on China.", {"NO": "attribution"}),
    ("Norway laid the blame at Beijing's door.", {"NO": "attribution"}),
    ("Norway pinned the hack on Chinese state-backed hackers.", {"NO": "attribution"}),
    ("Norway put the hack down to Chinese state-backed hackers.", {"NO": "attribution"}),
    ("Norway traced the hack to Chinese state-backed hackers.", {"NO": "attribution"}),
    ("Norway named China's Ministry of State Security as the sponsor of the hack.", {"NO": "attribution"}),
    ("Norway pointed the finger at China over the hack.", {"NO": "attribution"}),
    ("Norway holds Chinese state-backed hackers to be the culprits.", {"NO": "attribution"}),
    ("Norway considers China responsible for the hack.", {"NO": "attribution"}),
    ("Norway regards the hack as the work of China's Ministry of State Security.", {"NO": "attribution"}),
    ("Norway sees China's Ministry of State Security behind the hack.", {"NO": "attribution"}),
    (
        "Norway's security service went public with its finding that Chinese state-backed hackers read the mail.",
        {"NO": "attribution"},
    ),
    ("Norway's government went further and blamed China's Ministry of State Security.", {"NO": "attribution"}),
    ("Norway followed Sweden in blaming China for the hack.", {"NO": "attribution"}),
    (
        "Norway's foreign minister, speaking in Oslo alongside her Swedish counterpart, blamed China for the hack.",
        {"NO": "attribution"},
    ),
    ("It was China's Ministry of State Security that read the mail, Norway's government said.", {"NO": "attribution"}),
    ("Behind the hack, says Norway's police, stands China's Ministry of State Security.", {"NO": "attribution"}),
    ("Norway's police are convinced that Chinese state-backed hackers were behind it.", {"NO": "attribution"}),
    ("Norway's police are certain that Chinese state-backed hackers were behind it.", {"NO": "attribution"}),
    ("Norway's police have no doubt that Chinese state-backed hackers were behind it.", {"NO": "attribution"}),
    (
        "There is no doubt, Norway's police say, that Chinese state-backed hackers were behind it.",
        {"NO": "attribution"},
    ),
    ("Norway's police have concluded that Chinese state-backed hackers were behind it.", {"NO": "attribution"}),
    ("Norway's police came to the conclusion that Chinese state-backed hackers were behind it.", {"NO": "attribution"}),
    ("Norway's police lay the hack at the feet of Chinese state-backed hackers.", {"NO": "attribution"}),
    ("Norway's police have attributed the hack to Chinese state-backed hackers.", {"NO": "attribution"}),
    ("Norway has formally and publicly attributed the hack to China.", {"NO": "attribution"}),
    ("Norway on Monday formally attributed the hack to China.", {"NO": "attribution"}),
    ("Norway became the first country to blame China for the hack.", {"NO": "attribution"}),
    ("Norway was the first to blame China for the hack.", {"NO": "attribution"}),
    ("Norway is the latest country to accuse China of hacking.", {"NO": "attribution"}),
    ("Norway added its voice to those blaming China for the hack.", {"NO": "attribution"}),
    ("The Norwegian government holds China responsible for the hack.", {"NO": "attribution"}),
    ("China is responsible, in the Norwegian government's view.", {"NO": "attribution"}),
    ("Norway's police say they have evidence that Chinese state-backed hackers did it.", {"NO": "attribution"}),
    ("Evidence points to China, Norway's police say.", {"NO": "attribution"}),
    ("All signs point to China, says the Norwegian minister of justice.", {"NO": "attribution"}),
    ("Norway's foreign ministry: The hack was the work of China's Ministry of State Security.", {"NO": "attribution"}),
    ("US prosecutors say the two Chinese hackers stole the mail.", {"US": "attribution"}),
    ("Norway, unlike Sweden, blamed China.", {"NO": "attribution"}),
    ("Unlike Sweden, Norway blamed China.", {"NO": "attribution"}),
    ("Norway blamed China on Monday, Sweden on Tuesday.", {"NO": "attribution"}),
    ("Speaking to reporters in Beijing, Norway's foreign minister blamed China for the hack.", {"NO": "attribution"}),
    ("Asked who was behind the hack, Norway's foreign minister pointed at China.", {"NO": "attribution"}),
    (
        "Norway's NSM, whose experts studied the malware, assessed that Chinese state-backed hackers wrote it.",
        {"NO": "attribution"},
    ),
    ("The malware, Norway's NSM assessed, was written by Chinese state-backed hackers.", {"NO": "attribution"}),
    (
        "It is almost certain that Chinese state-backed hackers wrote the malware, Norway's NSM said.",
        {"NO": "attribution"},
    ),
    ("Norway and its allies blamed China for the hack.", {"NO": "attribution"}),
    ("Norway, with the backing of its allies, blamed China for the hack.", {"NO": "attribution"}),
    ("Norway, backed by its allies, blamed China for the hack.", {"NO": "attribution"}),
    ("Norway's prime minister used a speech in Bergen to accuse China of the hack.", {"NO": "attribution"}),
    ("Norway's police chief suggested that Chinese state-backed hackers were behind it.", {"NO": "attribution"}),
    (
        "Norway's police chief left no doubt who was behind it: China's Ministry of State Security.",
        {"NO": "attribution"},
    ),
    (
        "US authorities accuse the two men of having hacked a port for China's Ministry of State Security.",
        {"US": "attribution"},
    ),
]

CONDEMNED: list[tuple[str, Told]] = [
    ("The Chinese ambassador was summoned by the Dutch foreign ministry over the hack.", {"NL": "condemnation"}),
    ("Beijing's envoy was called in by the Finnish foreign ministry after the hack.", {"FI": "condemnation"}),
    ("The Norwegian foreign ministry hauled in the Chinese ambassador over the hack.", {"NO": "condemnation"}),
    ("Norway hit out at China for the hack.", {"NO": "condemnation"}),
    ("The Norwegian foreign minister tore into China over the hack.", {"NO": "condemnation"}),
    ("Norway's foreign minister took China to task over the hack.", {"NO": "condemnation"}),
    ("Norway told China to stop its hackers.", {"NO": "call"}),
    ("Norway wants China to stop its hackers.", {"NO": "call"}),
    ("Norway has asked China to stop its hackers.", {"NO": "call"}),
    ("Norway expects Beijing to rein in its hackers.", {"NO": "call"}),
    (
        'Norway\'s foreign minister found it "appalling" that Chinese hackers had read the mail of a port.',
        {"NO": "condemnation"},
    ),
    ('Norway\'s foreign minister described the Chinese hack as "an outrage".', {"NO": "condemnation"}),
    ("Norway's foreign minister termed the Chinese hack reckless.", {"NO": "condemnation"}),
    ("Norway expelled two Chinese diplomats over the hack.", {"NO": "condemnation"}),
    ("Norway condemned the Chinese hack. Sweden did likewise.", {"NO": "condemnation"}),
    (
        "Norway summoned the Chinese ambassador and said the hack was Chinese, adding that it must stop.",
        {"NO": "condemnation"},
    ),
    (
        "\"A reckless act by China's Ministry of State Security,\" Norway's foreign minister called it.",
        {"NO": "condemnation"},
    ),
    ('Norway\'s foreign minister called the Chinese hack "reckless" and "a breach of trust".', {"NO": "condemnation"}),
    ('Norway\'s foreign minister spoke of a "reckless" act by Chinese hackers.', {"NO": "condemnation"}),
    ("Norway's foreign minister voiced outrage over the Chinese hack.", {"NO": "condemnation"}),
    ("Norway is deeply concerned about the Chinese hack.", {"NO": "condemnation"}),
    ("Norway expressed its strong concern at the Chinese hack.", {"NO": "condemnation"}),
    ("Norway strongly condemns malicious cyber activity by China.", {"NO": "condemnation"}),
    ("In the strongest terms, Norway condemned the Chinese hack.", {"NO": "condemnation"}),
    ("Norway's condemnation of the Chinese hack was swift.", {"NO": "condemnation"}),
    ("A protest by Norway's foreign ministry called the Chinese hack reckless.", {"NO": "condemnation"}),
    ("Norway demanded an explanation from China for the hack.", {"NO": "call"}),
    ("Norway demanded that China stop the hacking at once.", {"NO": "call"}),
    ("Norway called on China to rein in its hackers and warned ports to patch their routers.", {"NO": "call"}),
    ("China must rein in its hackers, Norway demanded.", {"NO": "call"}),
    ("In a statement, Norway's foreign ministry condemned the Chinese hack.", {"NO": "condemnation"}),
    ("A statement from Norway's foreign ministry condemned the Chinese hack.", {"NO": "condemnation"}),
    ("A spokesman for Norway's foreign ministry, Nils Example, condemned the Chinese hack.", {"NO": "condemnation"}),
    ("Norway's foreign ministry spokesman Nils Example condemned the Chinese hack.", {"NO": "condemnation"}),
    ("Norway's prime minister wrote on X that China must answer for the hack.", {"NO": "call"}),
    ('"China must answer for the hack," Norway\'s prime minister wrote on X.', {"NO": "call"}),
    ('On X, Norway\'s prime minister wrote: "China must answer for the hack."', {"NO": "call"}),
    ("China must answer for the hack, Norway's prime minister wrote on X.", {"NO": "call"}),
    ("Norway's prime minister took to X to condemn the Chinese hack.", {"NO": "condemnation"}),
]

NOBODY: list[tuple[str, Told]] = [
    ("Three Chinese hackers were added to the FBI's most wanted list.", {}),
    ("If London went ahead with sanctions, China would answer.", {}),
    ("Norway is about to blame China for the hack.", {}),
    ("Norway will blame China for the hack on Monday.", {}),
    ("Norway considers sanctions over the hack.", {}),
    ("New US charges against Chinese hackers are expected within days.", {}),
    ("Norway did not blame China for the hack.", {}),
    ("Norway has not sanctioned anybody over the hack.", {}),
    ("Calls are growing for UK sanctions on the Chinese hackers.", {}),
    ("The hackers fear US sanctions.", {}),
    ("Experts expect Norway to blame China.", {}),
    ("Norway threatened China with sanctions.", {}),
    ("The port put its trust in Norway.", {}),
    ("The advisory for ports in Norway was on the table.", {}),
    ("Oslo put a ship on the list of wrecks.", {}),
    ("For Norway it was the second hack of the year.", {}),
    ("The answer from Norway is what the port is waiting for.", {}),
    ("Without comment from Norway the port is lost.", {}),
    ("Norway may sanction the hackers.", {}),
    ("Norway could be hit with sanctions by China.", {}),
    ("Norway closed its doors to two Chinese hackers.", {}),
    ("Neither Norway nor Sweden has blamed China.", {}),
    ("Norway's foreign minister sidestepped the question.", {}),
    ("Should Norway blame China, Beijing will answer.", {}),
    ("Norway is weighing whether to blame China.", {}),
    ("Norway plans to impose sanctions.", {}),
    ("Norway wants to impose sanctions.", {}),
    ("Pressure grew on Norway to blame China.", {}),
    ("The opposition wants Norway to blame China.", {}),
    ("It is not Norway that blames China.", {}),
    ("Norway hosted a hearing on the hack.", {}),
    ("A Norwegian newspaper blamed China.", {}),
    ("The hack hit Norway.", {}),
    ("Norway's ports put the hack behind them.", {}),
    ("Hackers added Norway to the list of their victims.", {}),
    ("The list of victims includes Norway.", {}),
    ("The firm signed a deal with Norway.", {}),
    ("A port in Norway signed the advisory.", {}),
    ("Norway's port was blamed for the hack by its insurer.", {}),
    ("Norway saw a ship behind the island.", {}),
    ("The hackers called Norway a soft target.", {}),
    ("In Norway's view from the sea, ports look small.", {}),
    ("Norway's police chief did not rule out that Chinese state-backed hackers were behind it.", {}),
    ("There were no illusions in Oslo.", {}),
    ("Norway's ambassador in Beijing was summoned.", {}),
    ("Microsoft blamed Chinese state-backed hackers.", {}),
    ("Researchers at a firm in Norway blamed Chinese state-backed hackers.", {}),
    ("Norwegian media blamed China.", {}),
    ("A former Norwegian minister blamed China.", {}),
    ("Norway, analysts say, blames China.", {}),
    ("NRK reported that Norway would blame China.", {}),
]


def told(text: str) -> dict[str, set[str]]:
    """Which governments say something in a text, and of which kinds."""
    text = BEFORE + text
    found: dict[str, set[str]] = {}
    for s in statements_in(Article(id="a", title="", text=text, source="s", published="2024-05-02"), load()).statements:
        assert text[s.start : s.end] == s.text
        for government in s.governments if s.start >= len(BEFORE) else ():
            found.setdefault(government, set()).update(s.kind)
    return found


@pytest.mark.parametrize(("text", "wanted"), [*ACTS, *BLAME, *CONDEMNED, *NOBODY])
def test_whose_act_it_is(text: str, wanted: Told) -> None:
    found = told(text)
    assert found.keys() == wanted.keys(), found
    assert all(kind in found[government] for government, kind in wanted.items()), found
