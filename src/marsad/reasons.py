"""Reason codes: why a field is empty, a sentence was set aside, or a document was not read as it stands.

One table, in English and Arabic, so that the command line, the web pages and the exports say the same thing.
Codes are part of the output contract: a code is never renamed, only added.  docs/reasons.md is the same table.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Every reason code there is."""

    # the document
    EMPTY_DOCUMENT = "empty-document"
    NO_PARAGRAPHS = "no-paragraphs"
    NOT_ARABIC = "not-arabic"
    MIXED_LANGUAGE = "mixed-language"
    LANGUAGE_UNSURE = "language-unsure"
    DECODED_WITH_REPLACEMENT = "decoded-with-replacement"
    WRONG_CHARSET_DECLARED = "wrong-charset-declared"
    CHARSET_GUESSED = "charset-guessed"
    MOJIBAKE_REPAIRED = "mojibake-repaired"
    TRUNCATED_INPUT = "truncated-input"
    DOCUMENT_CUT = "document-cut"
    HTML_FALLBACK = "html-fallback"
    LONE_SURROGATES = "lone-surrogates"
    BIDI_CONTROLS = "bidi-controls"
    CONTROL_CHARACTERS = "control-characters"
    # dates
    UNDATED = "undated"
    NO_PUBLICATION_DATE = "no-publication-date"
    BAD_PUBLICATION_DATE = "bad-publication-date"
    DATE_ORDER_ASSUMED = "date-order-assumed"
    DATE_UNRESOLVED = "date-unresolved"
    DATE_VAGUE = "date-vague"
    DATE_IMPOSSIBLE = "date-impossible"
    # places
    PLACE_UNNAMED = "place-unnamed"
    PLACE_UNKNOWN = "place-unknown"
    PLACE_AMBIGUOUS = "place-ambiguous"
    # who did it, to whom, who says so
    ACTOR_UNNAMED = "actor-unnamed"
    ACTOR_DROPPED = "actor-dropped"
    ACTOR_UNKNOWN = "actor-unknown"
    TARGET_UNNAMED = "target-unnamed"
    SOURCE_UNNAMED = "source-unnamed"
    SOURCE_IMPLICIT = "source-implicit"
    COUNT_UNCLEAR = "count-unclear"
    COUNT_NOT_GIVEN = "count-not-given"
    CODE_NOT_APPLICABLE = "code-not-applicable"
    # sentences that looked like an event and were not coded
    REJECTED_GENERIC = "event-rejected-generic"
    REJECTED_FIGURATIVE = "event-rejected-figurative"
    REJECTED_BACK_REFERENCE = "event-rejected-back-reference"
    REJECTED_HYPOTHETICAL = "event-rejected-hypothetical"
    REJECTED_SPORT = "event-rejected-sport"
    REJECTED_MARKET = "event-rejected-market"
    REJECTED_HEALTH = "event-rejected-health"
    REJECTED_CULTURE = "event-rejected-culture"
    REJECTED_NAME = "event-rejected-name"
    REJECTED_NO_ROLE = "event-rejected-no-role"
    REJECTED_DUPLICATE = "event-rejected-duplicate"
    REJECTED_CALLED_FOR = "event-rejected-called-for"

    TIME_NOT_GIVEN = "time-not-given"
    PLACE_REFERENCE = "place-reference"
    SOURCE_OUTLET = "source-outlet"

    NOT_OCCURRED = "not-occurred"
    NOT_COMPLETED = "not-completed"
    ACTOR_KIND_UNKNOWN = "actor-kind-unknown"
    TARGET_KIND_UNKNOWN = "target-kind-unknown"
    NOT_ORGANISED_VIOLENCE = "not-organised-violence"
    OUTSIDE_SYSTEM = "outside-system"
    TYPE_NOT_IN_TABLE = "type-not-in-table"
    SIDE_NOT_REGISTERED = "side-not-registered"


_SENTENCES: dict[Reason, tuple[str, str]] = {
    Reason.EMPTY_DOCUMENT: ("The document holds no text.", "لا نص في الوثيقة."),
    Reason.NO_PARAGRAPHS: (
        "No running text was found on the page, only furniture.",
        "لم يُعثر في الصفحة على متن، بل على عناصر الموقع وحدها.",
    ),
    Reason.NOT_ARABIC: (
        "The document is not in Arabic; it was not read for events.",
        "الوثيقة ليست بالعربية، فلم تُقرأ بحثاً عن أحداث.",
    ),
    Reason.MIXED_LANGUAGE: (
        "Part of the document is in another language; only the Arabic was read.",
        "جزء من الوثيقة بلغة أخرى، وقُرئ منها العربي وحده.",
    ),
    Reason.LANGUAGE_UNSURE: (
        "There is too little text to tell the language.",
        "النص أقصر من أن تُعرف لغته.",
    ),
    Reason.DECODED_WITH_REPLACEMENT: (
        "Some bytes were not valid text and show as replacement characters.",
        "بعض البايتات ليست نصاً سليماً، وتظهر مكانها علامة الاستبدال.",
    ),
    Reason.WRONG_CHARSET_DECLARED: (
        "The declared character set does not fit the bytes; another was used.",
        "الترميز المعلن لا يوافق البايتات، فاستُعمل غيره.",
    ),
    Reason.CHARSET_GUESSED: (
        "No character set was declared; it was inferred from the bytes.",
        "لم يُعلن ترميز، فاستُنتج من البايتات.",
    ),
    Reason.MOJIBAKE_REPAIRED: (
        "The text had been decoded wrongly before it came here and was restored.",
        "كان النص قد فُك ترميزه خطأ قبل وصوله، فأُعيد إلى أصله.",
    ),
    Reason.TRUNCATED_INPUT: (
        "The input breaks off; what came before the break was read.",
        "المدخل مبتور، وقُرئ ما سبق موضع البتر.",
    ),
    Reason.DOCUMENT_CUT: (
        "The document is longer than the reading limit; only its beginning was read.",
        "الوثيقة أطول من حد القراءة، فقُرئ أولها وحده.",
    ),
    Reason.HTML_FALLBACK: (
        "The main text of the page could not be told apart; all its visible text was taken.",
        "تعذر تمييز متن الصفحة، فأُخذ كل نصها الظاهر.",
    ),
    Reason.LONE_SURROGATES: (
        "Half characters (lone surrogates) were replaced one for one.",
        "استُبدلت أنصاف محارف (بدائل منفردة) واحداً بواحد.",
    ),
    Reason.BIDI_CONTROLS: (
        "The text carries direction overrides; what is seen may differ from what is written.",
        "في النص محارف تقلب اتجاهه، فقد يخالف المرئي المكتوب.",
    ),
    Reason.CONTROL_CHARACTERS: (
        "The text carries control characters that no page should hold.",
        "في النص محارف تحكم لا ينبغي أن تكون في صفحة.",
    ),
    Reason.UNDATED: (
        "The report gives no date for this event.",
        "لا يذكر التقرير تاريخاً لهذا الحدث.",
    ),
    Reason.NO_PUBLICATION_DATE: (
        "The day of publication is unknown, so relative dates stay unresolved.",
        "يوم النشر مجهول، فبقيت التواريخ النسبية بلا تحديد.",
    ),
    Reason.BAD_PUBLICATION_DATE: (
        "The publication date given with the document is not a date and was ignored.",
        "تاريخ النشر المرفق بالوثيقة ليس تاريخاً، فأُهمل.",
    ),
    Reason.DATE_ORDER_ASSUMED: (
        "The page's date can be read two ways; day before month was assumed.",
        "تاريخ الصفحة يحتمل قراءتين، فقُدّم اليوم على الشهر.",
    ),
    Reason.DATE_UNRESOLVED: (
        "The words of time could not be tied to a calendar date.",
        "تعذر ربط عبارة الزمن بتاريخ محدد.",
    ),
    Reason.DATE_VAGUE: ("The words of time are too vague for a date.", "عبارة الزمن أعم من أن تعطي تاريخاً."),
    Reason.DATE_IMPOSSIBLE: ("The date written does not exist.", "التاريخ المكتوب لا وجود له."),
    Reason.PLACE_UNNAMED: ("The report names no place for this event.", "لا يسمي التقرير مكاناً لهذا الحدث."),
    Reason.PLACE_UNKNOWN: (
        "The place is not in the gazetteer; it has the coordinates of the unit around it, or none.",
        "المكان ليس في معجم الأماكن، فله إحداثيات الوحدة التي حوله أو لا إحداثيات له.",
    ),
    Reason.PLACE_AMBIGUOUS: (
        "Several places bear this name and the report does not decide between them.",
        "يحمل هذا الاسم أكثر من مكان، والتقرير لا يرجح أحدها.",
    ),
    Reason.ACTOR_UNNAMED: ("The report does not say who did it.", "لا يذكر التقرير الفاعل."),
    Reason.ACTOR_DROPPED: (
        "No subject stands in the clause of the event, so none was borrowed from another.",
        "ليس في جملة الحدث فاعل، ولم يُستعر فاعل من غيرها.",
    ),
    Reason.ACTOR_UNKNOWN: (
        "The group is not in the registry; its name stands as written.",
        "الجماعة ليست في السجل، فبقي اسمها كما ورد.",
    ),
    Reason.TARGET_UNNAMED: ("The report does not say whom it befell.", "لا يذكر التقرير من وقع عليه الحدث."),
    Reason.SOURCE_UNNAMED: (
        "The claim is attributed, but not to anyone named.",
        "الكلام منسوب، لكن إلى غير مسمى.",
    ),
    Reason.SOURCE_IMPLICIT: (
        "The report states this in its own voice.",
        "يذكر التقرير هذا بلسانه دون نسبة.",
    ),
    Reason.COUNT_UNCLEAR: ("A number stands near, but what it counts is unclear.", "بقربه عدد لا يتضح معدوده."),
    Reason.COUNT_NOT_GIVEN: ("The report gives no number.", "لا يذكر التقرير عدداً."),
    Reason.CODE_NOT_APPLICABLE: (
        "The coding scheme has no code for an event of this kind or status.",
        "ليس في نظام الترميز رمز لحدث من هذا النوع أو بهذه الحال.",
    ),
    Reason.REJECTED_GENERIC: (
        "Not coded: it speaks of such acts in general, not of one of them.",
        "لم يُرمَّز: كلام عام عن مثل هذه الأفعال لا عن واحد منها.",
    ),
    Reason.REJECTED_FIGURATIVE: (
        "Not coded: the words are used figuratively.",
        "لم يُرمَّز: الألفاظ مجازية.",
    ),
    Reason.REJECTED_BACK_REFERENCE: (
        "Not coded: it refers back to an event already recorded.",
        "لم يُرمَّز: إحالة إلى حدث سبق تسجيله.",
    ),
    Reason.REJECTED_HYPOTHETICAL: (
        "Not coded: it is a condition or a supposition.",
        "لم يُرمَّز: شرط أو افتراض.",
    ),
    Reason.REJECTED_SPORT: ("Not coded: the words belong to sport.", "لم يُرمَّز: الألفاظ من لغة الرياضة."),
    Reason.REJECTED_MARKET: ("Not coded: the words belong to markets.", "لم يُرمَّز: الألفاظ من لغة الأسواق."),
    Reason.REJECTED_HEALTH: ("Not coded: the words belong to medicine.", "لم يُرمَّز: الألفاظ من لغة الطب."),
    Reason.REJECTED_CULTURE: (
        "Not coded: the words belong to film, letters or the arts.",
        "لم يُرمَّز: الألفاظ من لغة الأدب والفنون.",
    ),
    Reason.REJECTED_NAME: (
        "Not coded: the word is part of a name.",
        "لم يُرمَّز: اللفظ جزء من اسم.",
    ),
    Reason.REJECTED_NO_ROLE: (
        "Not coded: nobody does or suffers it in the sentence.",
        "لم يُرمَّز: ليس في الجملة فاعل ولا مفعول.",
    ),
    Reason.REJECTED_DUPLICATE: (
        "Not coded: another record covers the same words.",
        "لم يُرمَّز: الألفاظ نفسها في سجل آخر.",
    ),
    Reason.REJECTED_CALLED_FOR: (
        "Not coded as an event: it is only called for; see the statements.",
        "لم يُرمَّز حدثاً: هو مطلوب فحسب، انظر التصريحات.",
    ),
    Reason.TIME_NOT_GIVEN: ("The clause does not say when.", "لا تذكر الجملة متى وقع."),
    Reason.PLACE_REFERENCE: (
        "The words point back to a place named before.",
        "تشير الكلمات إلى مكان ذُكر من قبل.",
    ),
    Reason.SOURCE_OUTLET: ("The outlet itself tells it.", "تروي الوسيلة الخبر من عندها."),
    Reason.NOT_OCCURRED: (
        "No code: the system codes only what happened.",
        "لا رمز: لا يرمّز النظام إلا ما وقع.",
    ),
    Reason.NOT_COMPLETED: (
        "No code: the system does not code attempts of this kind.",
        "لا رمز: لا يرمّز النظام محاولات من هذا النوع.",
    ),
    Reason.ACTOR_KIND_UNKNOWN: (
        "No code: it depends on who acts, and the text does not say.",
        "لا رمز: يتوقف على الفاعل، والنص لا يذكره.",
    ),
    Reason.TARGET_KIND_UNKNOWN: (
        "No code: it depends on whom it was done to, and the text does not say.",
        "لا رمز: يتوقف على المستهدف، والنص لا يذكره.",
    ),
    Reason.NOT_ORGANISED_VIOLENCE: (
        "No code: the system covers organised violence only.",
        "لا رمز: لا يشمل النظام إلا العنف المنظم.",
    ),
    Reason.OUTSIDE_SYSTEM: (
        "No code: the system has none for events of this type.",
        "لا رمز: ليس في النظام رمز لهذا النوع من الأحداث.",
    ),
    Reason.TYPE_NOT_IN_TABLE: (
        "No code: the code table has no line for this event type.",
        "لا رمز: لا سطر لهذا النوع في جدول الرموز.",
    ),
    Reason.SIDE_NOT_REGISTERED: (
        "No dyad: a side is told only in the article's own words.",
        "لا ثنائي: لا يُسمّى أحد الطرفين إلا بكلام الخبر.",
    ),
}


def sentence(code: str, lang: str = "en") -> str:
    """The sentence for people behind a code, in English (``en``) or Arabic (``ar``).

    Raises:
        ValueError: the code is not in the table.
    """
    english, arabic = _SENTENCES[Reason(code)]
    return arabic if lang == "ar" else english
