"""Rows in Welsh. A person who reads Welsh checks them all; certainty is wanted all the same."""

import re

from mailflow.understand.intents.rule import row

_CHAMPION = r"(?:hyrwyddwyr|hyrwyddwr|hyrwyddwraig|pencampwr(?:wyr)?)"

REPLIED = re.compile(r"(?:ie|na|efallai|dim byd|gadael|hepgor|saib|dychwelyd|stopio|ailanfon|tynnu allan)[.! ]*")
"""The words that our Welsh mails ask people to reply; nobody need read Welsh to be sure of them."""

ROWS = (
    row(
        "join.cymraeg",
        "ymuno hyrwyddwr hyrwyddwyr",
        rf"\b(?:hoffwn|rwyf am|dw i eisiau|dwi eisiau|rydw i eisiau|hoffwn i|a gaf i|ga i|rwy'n awyddus i"
        rf"|dw i'n awyddus i|rwyf eisiau)\b[\w', -]{{0,30}}\b(?:ymuno|bod yn {_CHAMPION}|fod yn {_CHAMPION}"
        rf"|dod yn {_CHAMPION}|ddod yn {_CHAMPION})",
        "The writer asks in Welsh to join.",
        unless=r"\bddim (?:eisiau|am)\b",
    ),
    row(
        "leave.cymraeg",
        "adael gadael stopio stopiwch tynnwch dad-danysgrifio tynnu dileu ymddiswyddo oddi",
        r"\b(?:tynnwch|tynnu|dilewch|a wnewch chi dynnu|dynnu|cymerwch|wnewch chi dynnu)\b[\w', -]{0,15}\b(?:fi"
        r"|fy enw|i)\b[\w', -]{0,20}\b(?:oddi ar|o'r|o)\b(?! (?:sgwrs|sgyrsiau|wefan|dudalen))|\b(?:hoffwn|rwyf am"
        r"|dw i eisiau|dwi eisiau|rydw i eisiau|rwy'n|dw i'n|rwyf yn) (?:adael|gadael|ymddiswyddo"
        r"|rhoi'r gorau)\b(?! (?:y cyfarfod|y sgwrs))|^(?:gadael|dad-?danysgrifio|stopi(?:o|wch))[.! ]*$"
        r"|\bddim (?:eisiau|am) (?:bod"
        r"|parhau) yn hyrwyddwr\b",
        "The writer asks in Welsh to leave.",
        unless=r"\bddim (?:eisiau|am) (?:gadael|adael)\b|\bos\b(?! gwel)",
    ),
    row(
        "pause.cymraeg",
        "seibiant oedi saib mamolaeth tadolaeth",
        r"\b(?:hoffwn|rwyf am|dw i eisiau|dwi eisiau|angen|cymryd|gymryd|gael|cael)\b[\w', -]{0,20}\b(?:seibiant|saib"
        r"|oedi)\b(?! (?:coffi|paned))|\b(?:[cg]|ngh|ch)yfnod (?:mamolaeth|tadolaeth)\b"
        r"|^(?:saib|seibiant|oedi)[.! ]*$|\babsenoldeb (?:mamolaeth|tadolaeth)\b"
        r"|\b(?:allwch|wnewch|gallwch) chi (?:fy|f'w) oedi\b",
        "The writer asks in Welsh for a pause.",
    ),
    row(
        "skip.cymraeg",
        "hepgor colli methu sgwrs",
        r"\b(?:hoffwn hepgor|rhaid i mi golli|alla i ddim gwneud|ni allaf wneud|dw i ddim ar gael"
        r"|methu gwneud)\b[\w', -]{0,20}\b(?:sgwrs|mis|fis|tachwedd|rhagfyr|ionawr|chwefror|mawrth|ebrill|mai|mehefin"
        r"|gorffennaf|awst|medi|hydref)",
        "The writer misses one round, in Welsh.",
    ),
    row(
        "skip.command_cymraeg",
        "hepgor",
        r"^hepgor(?: (?:y )?mis (?:hwn|nesaf))?[.! ]*$",
        "The whole message is the command to skip, in Welsh.",
    ),
    row(
        "join.resume_cymraeg",
        "dychwelyd ddychwelyd ol",
        r"^(?:dychwelyd|yn ol)[.! ]*$|\b(?:hoffwn|barod i|rwyf am|dw i eisiau|dwi eisiau|rwyf|rwy|dw i)\b[\w', -]{0,12}"
        r"\b(?:dychwelyd|ddychwelyd|ddod yn ol|'n ol|yn ol)\b",
        "The writer wants, in Welsh, to come back after a pause.",
        threads="return pause membership welcome",
    ),
    row(
        "problem.resend_cymraeg",
        "ailanfon ailanfonwch ail-anfon anfonwch",
        r"^(?:ail-?anfon(?:wch)?|anfonwch (?:ef|hi|yr e-?bost) eto)\b",
        "The writer wants our last mail again, in Welsh.",
        threads="join",
    ),
    row(
        "confirm_yes.cymraeg",
        "ydw ie iawn hoffwn cadarnhau wrth oes ydwyf gwnaf byddaf",
        r"^(?:ie|ydw|ydwyf|iawn|oes|gwnaf|hoffwn|byddaf|wrth gwrs|rwy'n cadarnhau|rwyf yn cadarnhau"
        r"|dw i'n cadarnhau)\b",
        "The answer is yes, in Welsh.",
        threads="confirm verify return move still swap",
        literal=True,
        unless=r"\bos\b(?! gwel)|\bond\b",
    ),
    row(
        "confirm_no.cymraeg",
        "na nage dim ddim",
        r"^(?:na|nage|nac (?:ydw|oes)|dim diolch)\b|\bdw i ddim (?:eisiau|am)\b|\bwedi newid fy meddwl\b",
        "The answer is no, in Welsh.",
        threads="confirm verify return move still swap",
        literal=True,
    ),
    row(
        "rsvp_yes.cymraeg",
        "dod ddod bresennol mynychu fynychu yno ydw ie byddaf gallaf gallu",
        r"\b(?:byddaf|bydda i|gallaf|galla i|rwy'n gallu|dw i'n gallu|mi fyddaf|hoffwn)\b[\w', -]{0,15}\b(?:dod|ddod"
        r"|yno|bresennol|yn bresennol|mynychu|fynychu|ymuno)\b|^(?:ie|ydw|byddaf|gallaf|iawn)\b",
        "The writer is coming, in Welsh.",
        threads="meeting",
        literal=True,
        unless=r"\bddim\b|\bmethu\b",
    ),
    row(
        "rsvp_no.cymraeg",
        "methu ddim ymddiheuriadau na allaf",
        r"\bmethu (?:dod|mynychu|bod|ymuno)\b|\b(?:alla i ddim|ni allaf|fydda i ddim|ni fyddaf"
        r"|dw i ddim yn gallu)\b[\w', -]{0,15}\b(?:dod|ddod|mynychu|fynychu|yno|bresennol|ymuno)\b|\bymddiheuriadau\b"
        r"|^na(?:c (?:ydw|allaf))?\b",
        "The writer is not coming, in Welsh.",
        threads="meeting",
        literal=True,
    ),
    row(
        "rsvp_maybe.cymraeg",
        "efallai siwr gwybod",
        r"^efallai\b|\bddim yn (?:siwr|gwybod) (?:eto|a (?:alla|fydda))\b",
        "The writer does not know yet whether they come, in Welsh.",
        threads="meeting",
        literal=True,
    ),
    row(
        "did_not_meet.cymraeg",
        "cyfarfod gyfarfod cwrdd chyfarfu gwrdd",
        r"\b(?:wnaethom ni ddim|wnaethon ni ddim|ni wnaethom|nid ydym wedi|dydyn ni ddim wedi|heb|methu"
        r"|doedden ni ddim yn gallu|ni chyfarfu|ddaru ni ddim|ni lwyddodd|ni lwyddom i)\b[\w', -]{0,25}\b(?:cyfarfod"
        r"|gyfarfod|cwrdd|gwrdd|ein grwp|y grwp|chwrdd)\b|\bni chyfarfu\b",
        "The group did not meet, in Welsh.",
        threads="chat update",
        literal=True,
    ),
    row(
        "update_nil.cymraeg",
        "dim byd ddim adrodd",
        r"\bdim (?:byd )?(?:newydd )?(?:i'w|i) (?:adrodd|nodi|ddweud|rannu)\b|\bdim byd (?:newydd|y mis hwn)\b"
        r"|\bdim diweddariad\b|^dim byd[.! ]*$",
        "There is nothing to report, in Welsh.",
        threads="update chat",
        literal=True,
    ),
    row(
        "complaint.cymraeg",
        "cwyn cwyno anfodlon annerbyniol gormod",
        r"\b(?:cwyn|cwyno|anfodlon|annerbyniol|gormod o (?:e-?byst|negeseuon))\b",
        "The writer complains, in Welsh.",
    ),
    row(
        "question.cymraeg",
        "pryd sut pwy ble beth oes pam",
        r"^(?:pryd|sut|pwy|ble|beth|oes|pam|a oes|faint)\b[^.]{0,120}\?",
        "The writer asks a question in Welsh.",
        literal=True,
    ),
)
