"""The journal in Bulgarian words: areas and actions of verbs, names of tables and columns."""

from __future__ import annotations

from functools import cache

from ruse_desktop.domain.journal_columns import RARE
from ruse_desktop.kernel.i18n import _, mark

_AREAS = mark(
    "accounts=Профили|acts=Актове за отличия|agreements=Споразумения|archive=Архив|"
    "artwork=Измервания на символи|attachments=Приложения|backups=Резервни копия|badge=Значка|"
    "bodies=Органи|books=Книги|campaigns=Оповестяване|city-day=Празник на града|commissions=Комисии|"
    "competitions=Конкурси|contacts=Контакти|drafts=Чернови|editions=Издания на отличията|emblem=Герб|"
    "emblem-place=Места на герба|envelopes=Пликове|erasure=Заличаване|events=Календар|flag=Знаме|"
    "flag-anniversaries=Годишнини със знаме|flag-appearances=Участия на знамето|funds=Средства|"
    "imports=Внасяне|institutions=Институции|journal=Журнал|law=Наредбата|memory=Паметна книга|"
    "minutes=Протоколи|nominations=Предложения|office-holders=Длъжности|offices=Длъжности|papers=Документи|"
    "payments=Плащания|people=Картони|permits=Разрешения|personal=Лични данни|"
    "practice=Служебна практика|protection=Закрила|protocol=Церемонии|publications=Публикации|"
    "publicity=Оповестяване|register-files=Файлове към регистри|requirement=Изисквания|"
    "rescue=Спасяване|retention=Срокове за пазене|seal=Печат|search=Търсене|sessions=Заседания|"
    "signing=Ключ за дипломи|stock=Склад|units=Звена|violations=Нарушения|web-list=Списък за сайта|"
    "second-text=Втори език|word-template=Шаблони за Word|wording=Текстове на документи|"
    "year=Откриване на година"
)
_ACTIONS = mark(
    "accept=прието|adopt=взето|replace=заменено|act=акт|add=добавено|admit=допуснато|agree=съгласувано|announce=обявено|"
    "annotate=отбелязано|answer=отговорено|apply=заявено|appoint=назначено|"
    "approve-plan=утвърден план|approve-programme=утвърдена програма|approve-report=утвърден отчет|"
    "attend=присъствие|author=автор|award=присъдено|bring-back-hint=върнато напомняне|"
    "change=променено|changed-password=сменена парола|check=проверено|choose=избрано|"
    "close=приключено|close-volume=приключен том|confirm=потвърдено|connect=свързан от разстояние|"
    "copy-year=копирана година|correct=поправено|create=създадено|criteria=критерии|"
    "data-copy=копие на данните|decide=решено|decide-otherwise=друго решение|"
    "delete-draft=изтрита чернова|design=образец|dismiss-hint=отхвърлено напомняне|done=извършено|"
    "draft=чернова|elect-chair=избран председател|end=прекратено|enter=вписано|"
    "enter-count=въведено преброяване|enter-rules=въведен правилник|entry=творба|erase=заличено|"
    "exclude=изключено|export=изнесено|extract-entered=вписано извлечение|"
    "extract-sent=изпратено извлечение|failed=неуспешен вход|file=приложен файл|"
    "file-out=махнат файл|fill=попълнено|fix=определена сума|forget-notices=забравени покани|"
    "forum=форум|forum-out=махнат форум|give=дадено|give-back=върнато|"
    "give-back-remark=бележка за връщане|give-copy=даден препис|group=група|guest=гост|guest-out=махнат гост|"
    "hand-over=връчено|honorary=почетни граждани|honour=отличено|import=внесено|in-room=в залата|"
    "incomplete=за допълване|invited=поканени|issue=издадено|item=проява|"
    "item-change=променена проява|item-out=махната проява|join-again=върнато в поредица|keep=запазено|"
    "keep-usual=обичайни стъпки|kind=вид|lead=водещ|lift=вдигнато|line=ред|"
    "line-change=променен ред|line-out=махнат ред|link=свързано|link-proposal=свързано предложение|"
    "list=списък|make-key=нов ключ|merge=обединено|mark=отбелязано|member=член|member-out=край на членство|motive=мотиви|"
    "move-once=преместено веднъж|nominated=номинирано|nominations=предложения|"
    "not-admitted=недопуснато|not-taken-up=невнесено|notices=покани|open=отворено|outlet=обект|"
    "outlet-change=променен обект|outlet-close=закрит обект|override=отклонение|pass-on=предаден|"
    "pay=платено|photo=снимка|pin=ПИН|place=място|plan=планирано|position=длъжност|"
    "prepare=подготвено|print=печат|print-certificate=удостоверение|print-copy=препис|"
    "print-diploma=диплома|print-extract=извлечение|published=публикувано|rebuild=наново|"
    "recheck=повторна проверка|receive=получено|record=вписано|recovered=възстановен достъп|"
    "recovery-sheet=лист за възстановяване|register=регистрирано|rehearse=проба на копие|"
    "release=освободено|remote=от разстояние|remote-returned=върнат код|remove=махнато|"
    "remove-step=махната стъпка|renew=подновено|repin=друга редакция|reset-password=нова парола|"
    "restore=върнато|restored=възстановено от копие|resume-slot=подновен жребий|"
    "return=върнато|return-copy=върнат препис|reverse=сторнирано|review=прегледано|revoke=отнето|"
    "sale=продажба|sale-out=махната продажба|save=записано|save-organisation=записана организация|"
    "save-team=записан екип|seal-named=запечатано поименно|seal-round=запечатан кръг|"
    "seat=място в залата|see=видяно|seen=видяно|set=определено|set-apart=различни лица|"
    "settle=уредено|sew-on=пришито|share=разделено|sign=подписано|signed-in=вход|skip=пропуснато|"
    "sponsor=спонсор|sponsor-change=променен спонсор|sponsor-out=махнат спонсор|"
    "start-ballot=начало на тайно гласуване|start-chair-ballot=гласуване за председател|"
    "start-codes=гласуване с кодове|status=състояние|step=стъпка|steps=стъпки|strike=зачеркнато|"
    "strike-hand-over=зачеркнато предаване|strike-list=зачеркнат списък|submit=внесено|"
    "submitted=постъпило|take=изнесено|take-back=върнато|take-off=свалено|term=срок|"
    "term-out=махнат срок|unawarded=неприсъдено|undecide=отменено решение|unmerge=разделено|"
    "unrenew=отменено подновяване|update=променено|void-chair=недействителен избор|"
    "void-round=недействителен кръг|withdraw=оттеглено|withdrawn=оттеглено|withheld=задържано|"
    "withhold=задържано|write-off=бракувано|approve=утвърдено|amend=изменение|"
    "correct-law=поправка на редакция|refuse=отказано|permit=разрешено|deny=отказано|"
    "complete=допълнено|reply=отговор|call=покана|decree=постановление|statement=акт|"
    "signal=сигнал|inspect=проверка|appeal=обжалвано|pay-fine=платена глоба|close-case=приключено|"
    "confirm-law=потвърдена редакция|anonymise=обезличено|reapply=повторено заличаване"
)
_FIELDS = mark(
    "act=акт|act_date=дата на акта|act_no=№ на акта|active=действащ|address=адрес|amount=сума|"
    "announced_on=обявено на|applicant=заявител|approved_on=утвърдено на|assistants=асистенти|"
    "at=кога|author=автор|award=отличие|award_id=отличие|awards=отличия|basis=основание|"
    "bearer=знаменосец|birth_date=дата на раждане|birth_year=година на раждане|blank=празни|"
    "book=книга|books=книги|by=кой|capacity=места|category=вид|changed_at=променено на|"
    "changed_by=променено от|checked_on=проверено на|citation=разпоредба|citizenship=гражданство|"
    "city_day_id=празник|closed_at=приключено на|closed_on=приключено на|closed_why=защо е приключено|"
    "code=код|commission_id=комисия|condition=състояние|confirmed_by=потвърдил|"
    "confirmed_on=потвърдено на|contact=за връзка|country=държава|created_at=създадено на|"
    "created_on=създадено на|currency=валута|damage=повреда|date_from=от|date_to=до|day=ден|"
    "deadline=срок|death_date=дата на смъртта|decided_by=решил|decision=решение|"
    "decision_no=№ на решението|description=описание|detail=подробност|due_on=срок|"
    "edition_id=издание|email=ел. поща|employer=месторабота|ended_on=прекратено на|"
    "ended_why=защо е прекратено|ends=край|entered_on=вписано на|entry_no=№ в книгата|"
    "event_id=събитие|expires_on=изтича на|facts=данни|failures=неуспешни опити|family=фамилия|"
    "file_id=файл|form=форма|gender=пол|given=име|given_on=дадено на|ground=основание|"
    "ground_text=основание|guard=охрана|hall=зала|held_on=проведено на|holder=носител|"
    "id=№|incoming_no=входящ №|incoming_on=входирано на|intake_no=№ в регистъра|"
    "internal_text=служебен текст|invalid=недействителни|issued=издадени|issued_on=издадено на|"
    "issuer=издал|judgement=преценка|jury=жури|keeper=води книгата|kind=вид|label=надпис|"
    "latin=на латиница|laureate_id=носител|law_edition=редакция на наредбата|left=напуснал|"
    "login=име за вход|material=материал|medium=къде|member_id=член|members=членове|middle=презиме|"
    "mode=начин|month=месец|motive=мотив|motives=мотиви|must_change=смяна на паролата|name=име|"
    "nomination_id=предложение|nominee_kind=вид на предложения|note=бележка|number=№|"
    "occasion=повод|office=длъжност|on=на|order_date=дата на заповедта|order_no=№ на заповедта|"
    "organisation=организация|organisation_id=организация|organiser=организатор|"
    "outgoing_no=изходящ №|outcome=изход|paid=платено|paid_on=платено на|paper=документ|"
    "partner=партньор|patron=патрон|people=лица|permit_id=разрешение|person_id=лице|phone=телефон|"
    "photo=снимка|place=място|planned=планирано|position=длъжност|postmarked_on=пощенско клеймо|"
    "prize=награда|product=изделие|proposer=предложител|proposer_id=предложител|"
    "protocol_no=№ на протокола|pseudonym=псевдоним|public=публично|public_text=публичен текст|"
    "published_on=публикувано на|purpose=цел|quantity=количество|rank=ранг|reason=причина|"
    "received_by=получил|received_on=получено на|receiver=получател|recurrence=повторение|"
    "registered_at=регистрирано на|registered_on=регистрирано на|registry_no=регистров №|"
    "remark=бележка|removed=махнато|removed_why=защо е махнато|renewal=подновяване|reply=отговор|"
    "responsible=отговаря|result=резултат|returned_on=върнато на|role=роля|roles=роли|"
    "round_id=кръг|rule=правило|scenario=сценарий|sealed_on=запечатано на|seats=места|"
    "secretary=секретар|section=раздел|serial=сериен №|session_id=заседание|sha256=отпечатък на файл|"
    "shelf=място на оригинала|signed_by=подписал|signed_on=подписано на|since=от|size=размер|"
    "slot=място за награда|source=източник|starts=начало|state=състояние|steps=стъпки|"
    "struck_at=зачеркнато на|struck_by=зачеркнал|struck_why=защо е зачеркнато|"
    "submitted_on=внесено на|subject=предмет|suffix=вид на файла|summary=кратко|supplier=доставчик|"
    "taken_at=изнесено на|taken_on=изнесено на|team_id=екип|term_from=мандат от|"
    "term_until=мандат до|text=текст|title=наименование|titles=звания|to_whom=на кого|total=общо|"
    "unit=звено|until=до|unused=неизползвани|used=използвани|uses_flag=участва знамето|valid=валидни|"
    "valid_from=в сила от|valid_to=в сила до|valid_until=валидно до|value=стойност|version=версия|"
    "voided_why=защо е недействително|votes=гласове|website=сайт|what=какво|when=кога|"
    "where=къде|who=кой|why=защо|withdrawn_on=оттеглено на|year=година"
)


_TABLES = mark(
    "contact=Контакт|contact_group=Група на контакт|wording=Текст на документи|word_template=Шаблон за Word|second_text=Текст на втори език|"
    "account=Профил|agreement=Споразумение|agreement_renewal=Подновяване на споразумение|"
    "archive_item=Архивна единица|audit_line=Ред в журнала|artwork=Измерване|attachment=Приложение|attendance=Присъствие|"
    "award_edition=Издание на отличие|backup_place=Място за копия|backup_record=Резервно копие|"
    "backup_rehearsal=Проба на копие|backup_restore=Възстановяване|badge_forum=Форум|"
    "badge_honour=Почетен знак|badge_outlet=Търговски обект|badge_outlet_move=Движение на значки|"
    "badge_position=Длъжност със значка|badge_term=Мандат със значка|badge_wear=Право на значка|"
    "body=Орган|body_member=Член на орган|book=Книга|book_entry=Запис в книга|book_keeper=Книговодител|book_print=Издаден документ|"
    "book_receipt=Разписка|campaign=Оповестяване|campaign_file=Файл към оповестяване|"
    "card_distinct=Различни лица|card_merge=Обединени картони|chair_option=Кандидат за председател|"
    "chair_round=Избор на председател|city_day=Празник на града|city_day_approval=Утвърждаване|"
    "city_day_entry=Платено|city_day_item=Проява|city_day_line=Ред от плана|"
    "city_day_sponsor=Спонсор|city_day_version=Версия на програмата|commission=Комисия|"
    "commission_member=Член на комисия|commission_order=Заповед за комисия|"
    "commission_parity=Паритет|competition=Конкурс|competition_entry=Творба в конкурс|"
    "completion_request=Искане за допълване|conflict=Конфликт на интереси|"
    "conflict_hint_note=Напомняне за конфликт|copy_given=Даден препис|deciding_act=Акт|"
    "deciding_act_name=Име в акт|emblem_check=Проверка на герба|emblem_choice=Избран герб|"
    "emblem_place=Място на герба|emblem_review=Преглед на герба|emblem_version=Версия на герба|"
    "entry_private=Лични данни към запис|envelope=Плик|event=Събитие|event_task=Задача|"
    "extract_sent=Изпратено извлечение|finding_answer=Отговор на проверка|flag=Знаме|"
    "flag_accessory=Аксесоар на знамето|flag_anniversary=Годишнина|"
    "flag_appearance=Участие на знамето|flag_checklist=Стъпки за знамето|"
    "flag_movement=Изнасяне на знамето|flag_photo=Снимка на знамето|flag_rules=Правилник|"
    "fund_line=Средства|give_back=Връщане|institution=Институция|laureate=Носител|"
    "laureate_name=Име на носител|law_amendment=Изменение|law_confirmation=Потвърдена редакция|"
    "memory_page=Страница на паметната книга|merit=Заслуга|named_vote=Поименен глас|"
    "nomination=Предложение|nomination_state=Състояние на предложение|"
    "nomination_step=Стъпка на предложение|office_holder=Длъжностно лице|organisation=Организация|"
    "organisation_name=Име на организация|override=Отклонение|paper_entry=Вписан документ|"
    "paper_print=Отпечатан документ|payment=Плащане|payment_list=Платежен списък|"
    "payment_share=Дял от сума|permit=Разрешение|permit_file=Файл към разрешение|"
    "permit_step=Стъпка по разрешение|person=Лице|person_name=Име на лице|"
    "practice_answer=Служебна практика|prize_sum=Сума на награда|protected_mark=Закриляно означение|"
    "protected_mark_file=Файл към закрила|protected_mark_renewal=Подновяване на закрила|"
    "protocol_cost=Разход|protocol_file=Файл към церемония|protocol_gift=Подарък|"
    "protocol_guest=Гост|protocol_plan=Протоколен план|protocol_step=Стъпка от сценарий|"
    "publication=Публикация|recovery_sheet=Лист за възстановяване|register_file=Файл към регистър|"
    "remote_box=Кутия с кодове|remote_member=Участник от разстояние|"
    "remote_session=Заседание от разстояние|requirement=Изискване|revocation=Отнемане|"
    "seal_custody=Пазене на печата|seal_entry=Подпечатан документ|seal_skip=Неподпечатан документ|"
    "session=Заседание|session_criteria=Критерии|session_guest=Гост на заседание|"
    "session_lead=Водещ|session_notice=Покана|signed_minutes=Подписан протокол|"
    "signing_key=Ключ за дипломи|slot_award=Присъдена награда|slot_unawarded=Неприсъдена награда|"
    "stipend_event=Събитие по стипендия|stock_batch=Партида|stock_design=Образец|"
    "stock_kind=Вид в склада|stock_move=Движение в склада|taken_up=Внасяне в съвета|team=Екип|"
    "team_member=Член на екип|violation=Нарушение|violation_file=Доказателство|"
    "violation_step=Стъпка по нарушение|vote_eligible=Право на глас|vote_option=Възможност за глас|"
    "vote_round=Кръг на гласуване|web_publication=Публикуване на сайта|"
    "web_withheld=Задържано от сайта"
)


@cache
def _read(words: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in words.split("|"))


def _words(source: str) -> dict[str, str]:
    """The table in the language of the window; a broken translation falls back to Bulgarian."""
    return _read(source) | (_read(_(source)) if _(source) != source else {})


def verb_text(verb: str) -> str:
    """„Предложения: регистрирано“."""
    area, _dot, action = verb.partition(".")
    return f"{_words(_AREAS).get(area, area)}: {_words(_ACTIONS).get(action, action)}"


def knows(verb: str) -> bool:
    """Whether both parts of the verb have words."""
    area, _dot, action = verb.partition(".")
    return area in _read(_AREAS) and action in _read(_ACTIONS)


def areas() -> tuple[tuple[str, str], ...]:
    """(code, words) of all areas, by their words."""
    return tuple(sorted(_words(_AREAS).items(), key=lambda pair: pair[1]))


def table_text(table: str) -> str:
    """What a row of the table is; one without words is quoted as it is."""
    return _words(_TABLES).get(table, table)


def field_text(column: str) -> str:
    """The name of a column; one without words is quoted as it is."""
    known = _words(_FIELDS).get(column) or _words(RARE).get(column)
    return known or _("поле „{name}“").format(name=column)


def names_table(table: str) -> bool:
    """Whether the table has words."""
    return table in _read(_TABLES)


def names_field(column: str) -> bool:
    """Whether the column has words."""
    return column in _read(_FIELDS) or column in _read(RARE)


__all__ = [
    "areas", "field_text", "knows", "names_field", "names_table", "table_text", "verb_text",
]  # fmt: skip
