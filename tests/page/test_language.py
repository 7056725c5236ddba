"""Arabic is read; what shares its letters is not."""

import pytest

from marsad.page.language import detect

SAMPLES = [
    ("ar", "أعلنت الشرطة أن دوريتها عثرت على مخبأ للأسلحة شرقي البلدة."),
    ("ar", "انفجار وسط بغداد"),
    ("ar", "مقتل جندي وجرح ثلاثة"),
    ("ar", "شفت الناس طايرة بالهوا، ما ظل شي بالسوق"),
    ("ar", "قال وزير الخارجية الإيراني إن بلاده ترحب بالمحادثات مع پاکستان"),
    ("fa", "پلیس اعلام کرد که یک انبار اسلحه در شرق شهر کشف شده است و دو نفر بازداشت شدند."),
    ("fa", "وزير خارجه ايران گفت كه اين كشور براي گفتگو آماده است"),
    ("ur", "پولیس نے کہا ہے کہ شہر کے مشرق میں اسلحے کا ایک ذخیرہ ملا ہے اور دو افراد گرفتار ہوئے ہیں۔"),
    ("ku", "پۆلیس ڕایگەیاند کە لە ڕۆژهەڵاتی شارەکە کۆگایەکی چەک دۆزراوەتەوە و دوو کەس دەستگیرکران."),
    ("ps", "پولیسو وویل چې د ښار په ختیځ کې یې د وسلو یوه ذخیره موندلې او دوه کسان یې نیولي دي."),
    ("he", "המשטרה הודיעה כי מחסן נשק נמצא במזרח העיר ושני אנשים נעצרו."),
    ("en", "The police said that a cache of weapons was found in the east of the town."),
    ("und", "La police a annoncé la découverte d'une cache d'armes à l'est de la ville."),
    ("und", "Полиция сообщила об обнаружении склада оружия на востоке города."),
    ("und", "警察在城东发现一个武器库并逮捕了两人。"),
    ("und", ""),
    ("und", "123 456"),
    ("und", "ok"),
]


@pytest.mark.parametrize(("code", "text"), SAMPLES)
def test_language(code: str, text: str):
    assert detect(text).code == code


def test_a_little_latin_leaves_arabic_arabic():
    found = detect("أعلنت شركة Example Systems أن طائراتها MQ-9 لم تشارك في العملية شرقي البلدة.")
    assert found.code == "ar"
    assert 0.5 < found.share < 0.9


def test_long_texts_are_sampled():
    assert detect("أعلنت الشرطة في بيان أن العملية انتهت. " * 200_000).code == "ar"
