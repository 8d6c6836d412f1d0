"""How the checks of a nomination are called, for a sentence about the rule."""

from __future__ import annotations

from ruse_desktop.kernel.i18n import mark

CHECKS: dict[str, str] = {
    "submission-deadline": mark("Предложението е постъпило в срок"),
    "proposer-kind": mark("Предлагащият има право да предлага"),
    "proposer-area": mark("Предлагащият работи в областта"),
    "self-proposal": mark("Никой не предлага сам себе си"),
    "nominee-category": mark("Номинираният е от посочените категории"),
    "section-chosen": mark("Посочен е раздел"),
    "slot-kind": mark("Наградата в раздела е за лице или за екип"),
    "genre": mark("Жанрът е от посочените"),
    "once-only": mark("Наградата се дава само веднъж"),
    "once-only-member": mark("Член на екипа не е удостояван"),
    "merit-period": mark("Заслугите са от периода"),
    "posthumous": mark("Не се присъжда посмъртно"),
    "motives-present": mark("Има мотиви"),
    "motives-length": mark("Мотивите са изчерпателни"),
    "registry-number": mark("Предложението е заведено"),
    "organisation-seat": mark("Седалището на организацията"),
    "team-members": mark("Екипът е посочен поименно"),
    "science-only": mark("Раздел само за образование"),
    "two-sections": mark("Номиниран в два раздела"),
    "fact-present": mark("Полето е попълнено"),
    "fact-among": mark("Стойността е от допустимите"),
    "fact-at-least": mark("Стойността не е по-малка от изискваната"),
    "fact-within": mark("Датата е в изисквания период"),
    "lines-at-least": mark("Има достатъчно редове"),
    "lines-complete": mark("Редовете са попълнени докрай"),
    "age-below": mark("Възрастта е под изискваната"),
    "settlement-among": mark("Населеното място е от допустимите"),
    "dossier-complete": mark("Документите са пълни"),
    "dossier-late": mark("Документите са представени в срок"),
    "other-award": mark("Номинираният няма друга награда"),
    "judgement": mark("Преценка на човек"),
    "information": mark("За сведение"),
}
"""By the kind of `EligibilityRule`."""
