# ruff: noqa: E501
from __future__ import annotations

import pytest

from dragoman.reading import detect, settle_language
from dragoman.reading.language import language_code

FOREIGN = {
    "de": "Die Außenministerin ist am Montag zu Gesprächen nach Kairo gereist. Dort will sie mit ihrem Amtskollegen"
    " über die Lage im Sudan beraten. Deutschland habe zusätzliche Hilfen zugesagt, sagte ein Sprecher in Berlin.",
    "fr": "Le ministre des Affaires étrangères s'est rendu lundi au Caire pour des entretiens. Il doit y rencontrer son"
    " homologue afin d'évoquer la situation au Soudan. La France a promis une aide supplémentaire, a dit un porte-parole.",
    "es": "El ministro de Asuntos Exteriores viajó el lunes a El Cairo para mantener conversaciones. Allí se reunirá con"
    " su homólogo para hablar de la situación en Sudán. España ha prometido más ayuda, dijo un portavoz en Madrid.",
    "it": "Il ministro degli Esteri si è recato lunedì al Cairo per una serie di colloqui. Incontrerà il suo omologo per"
    " discutere della situazione in Sudan. L'Italia ha promesso nuovi aiuti, ha detto un portavoce a Roma.",
    "pt": "O ministro dos Negócios Estrangeiros viajou na segunda-feira para o Cairo. Vai reunir-se com o seu homólogo"
    " para discutir a situação no Sudão. Portugal prometeu mais ajuda, disse um porta-voz do governo em Lisboa.",
    "nl": "De minister van Buitenlandse Zaken is maandag naar Caïro gereisd voor overleg. Daar spreekt hij met zijn"
    " ambtgenoot over de toestand in Soedan. Nederland heeft extra hulp toegezegd, zei een woordvoerder in Den Haag.",
    "tr": "Dışişleri Bakanı pazartesi günü görüşmelerde bulunmak üzere Kahire'ye gitti. Bakan burada mevkidaşıyla"
    " Sudan'daki durumu ele alacak. Türkiye ek yardım sözü verdi, dedi bir sözcü Ankara'da gazetecilere.",
    "id": "Menteri Luar Negeri berangkat ke Kairo pada hari Senin untuk melakukan pembicaraan. Ia akan bertemu dengan"
    " mitranya untuk membahas keadaan di Sudan. Indonesia menjanjikan bantuan tambahan, kata seorang juru bicara.",
    "ru": "Министр иностранных дел в понедельник прибыл в Каир для переговоров. Там он встретится со своим коллегой,"
    " чтобы обсудить положение в Судане. Россия обещала дополнительную помощь, сообщил представитель министерства.",
    "ar": "وصل وزير الخارجية يوم الاثنين إلى القاهرة لإجراء محادثات. ومن المقرر أن يلتقي نظيره المصري لبحث الوضع في"
    " السودان. وقال متحدث باسم الوزارة إن بلاده وعدت بتقديم مساعدات إضافية.",
    "zh": "外交部长周一抵达开罗进行会谈。他将在那里会见埃及外长,讨论苏丹局势。发言人说,中国承诺提供更多援助。",
}  # fmt: skip

ENGLISH = [
    "Foreign Minister Nguyen Thi Bich Ngoc met Abdulrahman al-Dosari in Kuala Lumpur.",
    "Gurbanguly Orazov congratulates Emomali Sharipov on re-election",
    "Mbeki, Obasanjo hold talks in Ouagadougou",
    "Recep Yilmaz visits Baku, meets Ilham Mammadov",
    "Police in Ciudad Juarez arrest Jose Luis Hernandez Garcia",
    "TEHRAN ACCUSES RIYADH",
    "Zelensky, Merz, Meloni discuss Nord Stream",
    "Prime Minister Jean-Pierre Le Goff de la Tour resigns.",
]


@pytest.mark.parametrize(("code", "text"), FOREIGN.items())
def test_foreign_articles(code: str, text: str) -> None:
    assert detect(text) == code
    assert detect(text.split(". ")[0]) != "en" or code in ("nl", "tr", "id")  # short: English in doubt


@pytest.mark.parametrize("text", ENGLISH)
def test_english_full_of_names(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize("text", ["", "  ", "12 345", "---"])
def test_no_letters(text: str) -> None:
    assert detect(text) is None


def test_declared_language_is_trusted_on_short_text() -> None:
    assert settle_language("fr", ENGLISH[0]) == "fr"
    assert settle_language("English", FOREIGN["de"][:100]) == "en"


def test_declared_language_is_contradicted_by_long_text() -> None:
    long = " ".join([FOREIGN["de"]] * 3)
    assert settle_language("en", long) == "de"
    assert settle_language("de-DE", long) == "de"


def test_undeclared_language_is_detected() -> None:
    assert settle_language(None, FOREIGN["ru"]) == "ru"
    assert settle_language("klingonese", FOREIGN["ru"]) == "ru"


@pytest.mark.parametrize(
    ("name", "code"),
    [("EN", "en"), ("en-US", "en"), ("en_GB", "en"), ("eng", "en"), ("English", "en"), ("Farsi", "fa"), ("x-y", None)],
)
def test_language_code(name: str, code: str | None) -> None:
    assert language_code(name) == code
