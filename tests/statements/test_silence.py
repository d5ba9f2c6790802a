"""Who declines to comment has answered (R14), who does not reply has not (R00): our own sentences in every language."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.incidents import is_answer
from briefing.model import Article, Statement
from briefing.statements import statements_in

# What stands before, so that China is accused of a hack.
ACCUSED = {
    "en": "Norway accused China on Tuesday of hacking its parliament.",
    "fr": "La Norvège a accusé mardi la Chine d'avoir piraté son parlement.",
    "de": "Norwegen wirft China vor, das Parlament gehackt zu haben. Die norwegische Regierung beschuldigte China.",
    "es": "Noruega acusó a China de un ciberataque contra el Parlamento.",
    "it": "La Norvegia ha accusato la Cina di un attacco informatico.",
    "pt": "A Noruega acusou a China de um ciberataque.",
    "nl": "Noorwegen beschuldigt China van een hack.",
    "zh": "挪威政府指责中国黑客入侵议会邮件系统。",
    "ja": "ノルウェー政府は、中国のハッカーが議会にサイバー攻撃をしたと非難した。",
    "ko": "노르웨이 정부는 중국 해커의 의회 해킹을 규탄했다.",
    "ru": "Норвегия обвинила Китай в кибератаке на парламент.",
    "pl": "Rząd Norwegii oskarżył Chiny o cyberatak.",
    "cs": "Norská vláda obvinila Čínu z kyberútoku.",
    "sk": "Nórska vláda obvinila Čínu z kyberútoku.",
    "uk": "МЗС Норвегії звинуватило Китай у кібератаці.",
    "sv": "Den norska regeringen anklagar Kina för dataintrånget.",
    "da": "Den norske regering anklager Kina for hackerangrebet.",
    "no": "Den norske regjeringen anklager Kina for dataangrepet.",
    "fi": "Norja syyttää Kiinaa tietomurrosta.",
    "el": "Η Νορβηγία κατηγόρησε την Κίνα για κυβερνοεπίθεση.",
    "ar": "اتهمت النرويج الصين بشن هجوم إلكتروني.",
    "tr": "Norveç, Çin'i siber saldırıyla suçladı.",
}

DECLINED = {
    "en": [
        "The Chinese embassy declined to comment.",
        "A Chinese foreign ministry spokesman refused to answer questions.",
        "The Chinese embassy would not comment.",
        "The Chinese embassy had no comment.",
        "The Chinese embassy turned down a request for comment.",
        '"We have no comment," the Chinese embassy said.',
        "China's foreign ministry said it was not aware of the hack.",
        "The Chinese embassy does not comment on such matters.",
        "The Chinese embassy will not comment.",
        "The Chinese embassy did not want to answer questions about the hack.",
        "The Chinese embassy declined to comment on Tuesday.",
        "A spokesman of the Chinese embassy did not elaborate.",
    ],
    "fr": [
        "L'ambassade de Chine a refusé de commenter.",
        "L'ambassade de Chine a refusé de s'exprimer.",
        "L'ambassade de Chine n'a pas souhaité s'exprimer.",
        "L'ambassade de Chine s'est refusée à tout commentaire.",
        "L'ambassade de Chine n'a pas souhaité faire de commentaires.",
        "L'ambassade de Chine a dit ne pas être au courant de l'affaire.",
    ],
    "de": [
        "Die chinesische Botschaft wollte sich nicht äußern.",
        "Die chinesische Botschaft wollte sich zu den Vorwürfen nicht äußern.",
        "Die chinesische Botschaft lehnte eine Stellungnahme ab.",
        "Die chinesische Botschaft wollte den Hackerangriff nicht kommentieren.",
    ],
    "es": [
        "La embajada de China rehusó comentar.",
        "La embajada de China se negó a hacer declaraciones.",
        "La embajada de China declinó responder.",
    ],
    "it": [
        "L'ambasciata della Cina si è rifiutata di commentare.",
        "L'ambasciata cinese non ha voluto commentare.",
    ],
    "pt": ["A embaixada da China recusou comentar.", "A embaixada da China não quis comentar."],
    "nl": ["De Chinese ambassade wilde niet reageren.", "De Chinese ambassade weigerde commentaar."],
    "zh": [
        "中国外交部发言人未予置评。",
        "中国驻挪威大使馆拒绝置评。",
        "中国外交部发言人不愿评论此事。",
        "中国外交部拒绝就此事发表评论。",
        "中國外交部發言人沒有正面回應。",
        "中国外交部发言人表示，不了解有关情况。",
    ],
    "ja": ["中国大使館はコメントを差し控えた。", "中国大使館はコメントを拒否した。"],
    "ko": ["중국 대사관은 논평을 거부했다.", "중국 대사관은 언급을 거부했다."],
    "ru": ["Посольство Китая отказалось от комментариев.", "МИД Китая не комментирует кибератаку."],
    "pl": ["Ambasada Chin odmówiła komentarza.", "Ambasada Chin nie chciała komentować."],
    "cs": ["Čínské velvyslanectví odmítlo komentovat hackerský útok.", "Čínské velvyslanectví se odmítlo vyjádřit."],
    "sk": ["Čínske veľvyslanectvo odmietlo komentovať kyberútok."],
    "uk": ["Посольство Китаю відмовилося коментувати.", "Посольство Китаю відмовилося від коментарів."],
    "sv": ["Kinas ambassad avböjde att kommentera.", "Kinas ambassad ville inte uttala sig."],
    "da": ["Kinas ambassade afviste at kommentere.", "Kinas ambassade ønskede ikke at udtale sig."],
    "no": ["Kinas ambassade avslo å kommentere.", "Kinas ambassade ønsket ikke å kommentere."],
    "fi": ["Kiinan suurlähetystö kieltäytyi kommentoimasta.", "Kiinan suurlähetystö ei halunnut kommentoida."],
    "el": ["Η κινεζική πρεσβεία αρνήθηκε να σχολιάσει."],
    "ar": ["رفضت السفارة الصينية التعليق.", "امتنعت السفارة الصينية عن التعليق."],
    "tr": ["Çin Büyükelçiliği yorum yapmaktan kaçındı.", "Çin Büyükelçiliği yorum yapmayı reddetti."],
}

UNANSWERED = {
    "en": [
        "The Chinese embassy did not respond to a request for comment.",
        "The Chinese embassy has not replied to questions.",
        "The Chinese embassy did not immediately comment.",
        "The Chinese embassy could not be reached.",
        "The Chinese embassy had no immediate comment.",
        "The Chinese embassy failed to answer e-mails.",
        "The Chinese embassy ignored requests for comment.",
        "The Chinese embassy issued no statement.",
        "Beijing has yet to react.",
        "Beijing has remained silent.",
        "Beijing said nothing.",
        "Beijing kept quiet on Tuesday.",
        "No reply from the Chinese side had been published by noon.",
        "No comment came from the Chinese embassy.",
        "From Beijing came no reply.",
        "Requests for comment to the Chinese embassy went unanswered.",
        "The Chinese embassy left questions unanswered.",
        "The request was not immediately answered by the Chinese embassy.",
    ],
    "fr": [
        "L'ambassade de Chine n'a pas répondu aux questions.",
        "L'ambassade de Chine n'a pas donné suite à une demande de commentaire.",
        "L'ambassade de Chine n'a pas encore réagi.",
        "Pékin n'a pour l'heure pas commenté ces accusations.",
        "L'ambassade de Chine n'était pas joignable.",
    ],
    "de": [
        "Die chinesische Botschaft reagierte zunächst nicht.",
        "Die chinesische Botschaft antwortete nicht auf eine Anfrage.",
        "Die chinesische Botschaft hat sich bislang nicht geäußert.",
        "Die chinesische Botschaft ließ eine Anfrage unbeantwortet.",
        "Die chinesische Botschaft beantwortete die Fragen nicht.",
        "Die chinesische Botschaft war nicht zu erreichen.",
        "Peking hat sich zu den Vorwürfen nicht geäußert.",
        "Eine Stellungnahme der chinesischen Botschaft lag am Montag nicht vor.",
    ],
    "es": [
        "La embajada de China no respondió a las preguntas.",
        "La embajada de China no se ha pronunciado.",
        "La embajada de China guardó silencio.",
    ],
    "it": ["L'ambasciata della Cina non ha risposto.", "L'ambasciata cinese non ha ancora commentato."],
    "pt": ["A embaixada da China não respondeu.", "A embaixada da China ainda não reagiu."],
    "nl": ["De Chinese ambassade reageerde niet.", "De Chinese ambassade heeft nog niet gereageerd."],
    "zh": [
        "中国外交部发言人沒有立即回應置評請求。",
        "中国驻挪威大使馆尚未回应。",
        "中国驻挪威大使馆没有回复置评请求。",
        "中国外交部没有就此事作出回应。",
        "中方保持沉默。",
    ],
    "ja": [
        "ハッカー攻撃について、中国大使館はコメントの要請に応じなかった。",
        "中国大使館は質問に回答していない。",
        "中国大使館からの返答はなかった。",
        "中国側はまだ公式にコメントしていない。",
    ],
    "ko": ["중국 대사관은 논평 요청에 응하지 않았다.", "중국 대사관은 입장을 밝히지 않았다."],
    "ru": ["Посольство Китая не ответило на запрос.", "МИД Китая пока не отреагировал."],
    "pl": [
        "Ambasada Chin nie odpowiedziała na pytania.",
        "Ambasada Chin milczy.",
        "Pekin milczy.",
        "MSZ Chin nie odniosło się do zarzutów.",
    ],
    "cs": ["Čínské velvyslanectví na dotazy nereagovalo.", "Čínské velvyslanectví neodpovědělo."],
    "sk": ["Čínske veľvyslanectvo nereagovalo."],
    "uk": ["Посольство Китаю не відповіло на запит.", "Посольство Китаю не відреагувало."],
    "sv": ["Kinas ambassad har inte svarat.", "Kinas ambassad har ännu inte kommenterat."],
    "da": ["Kinas ambassade svarede ikke.", "Kinas ambassade har endnu ikke reageret."],
    "no": ["Kinas ambassade svarte ikke på spørsmål.", "Kinas ambassade har foreløpig ikke svart."],
    "fi": ["Kiinan suurlähetystö ei vastannut.", "Kiinan suurlähetystö ei ole kommentoinut."],
    "el": ["Η κινεζική πρεσβεία δεν απάντησε."],
    "ar": ["لم ترد السفارة الصينية على الأسئلة.", "لم تعلق السفارة الصينية."],
    "tr": ["Çin Büyükelçiliği yanıt vermedi.", "Çin Büyükelçiliği henüz yorum yapmadı."],
}


def read(lang: str, text: str) -> tuple[list[Statement], list[Statement]]:
    """(the accusations, what China says or leaves unsaid) of a text."""
    before = ACCUSED[lang]
    whole = before + ("" if lang in ("zh", "ja") else " ") + text
    article = Article(id="a", title="", text=whole, source="s", published="2024-05-02", lang=lang)
    found = statements_in(article, load()).statements
    return [s for s in found if s.direction == "accusation"], [s for s in found if "CN" in s.governments]


def cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(lang, text) for lang, texts in table.items() for text in texts]


def test_every_language_has_both_meanings() -> None:
    assert set(DECLINED) == set(UNANSWERED) == set(ACCUSED)


@pytest.mark.parametrize(("lang", "text"), cases(DECLINED))
def test_who_declines_to_comment_has_answered(lang: str, text: str) -> None:
    charges, said = read(lang, text)
    assert {(s.direction, s.kind, s.response_codes) for s in said} == {("response", ("no_comment",), ("R14",))}
    assert is_answer(said[0], charges)


@pytest.mark.parametrize(("lang", "text"), cases(UNANSWERED))
def test_who_does_not_reply_is_silent_still(lang: str, text: str) -> None:
    charges, said = read(lang, text)
    assert {(s.direction, s.kind, s.response_codes) for s in said} == {("response", ("no_comment",), ("R00",))}
    assert not is_answer(said[0], charges)
    assert "nobody answered" in said[0].why["response_codes"]
