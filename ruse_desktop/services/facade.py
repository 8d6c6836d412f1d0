"""All services over one opened database, as the window and the command line receive them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruse_desktop.services.account_list import AccountList
from ruse_desktop.services.accounts import AccountService, Delays
from ruse_desktop.services.agreement_import import AgreementImport
from ruse_desktop.services.agreement_register import AgreementRegister
from ruse_desktop.services.agreements import AgreementService
from ruse_desktop.services.announcements import AnnouncementPapers
from ruse_desktop.services.archive import ArchiveService
from ruse_desktop.services.artwork import ArtworkService
from ruse_desktop.services.attachments import AttachmentService
from ruse_desktop.services.backups import BackupService
from ruse_desktop.services.badge_forums import BadgeForums
from ruse_desktop.services.badge_honours import BadgeHonours
from ruse_desktop.services.badge_outlets import BadgeOutlets
from ruse_desktop.services.badge_stock import BadgeStock
from ruse_desktop.services.badge_wear_lists import BadgeWearLists
from ruse_desktop.services.badge_wearers import BadgeWearers
from ruse_desktop.services.bodies import Bodies
from ruse_desktop.services.body_import import BodyImport
from ruse_desktop.services.book_hand_over import HandOverService
from ruse_desktop.services.book_keeping import KeepingService
from ruse_desktop.services.book_printing import PrintingService
from ruse_desktop.services.book_returns import ReturnService
from ruse_desktop.services.book_revocation import RevocationService
from ruse_desktop.services.book_volume import VolumeService
from ruse_desktop.services.books import BookService
from ruse_desktop.services.calendar import CalendarService
from ruse_desktop.services.calendar_copy import CalendarCopyService
from ruse_desktop.services.calendar_files import CalendarFiles
from ruse_desktop.services.calendar_list import CalendarLists
from ruse_desktop.services.calendar_sources import (
    HolidaySource,
    PaymentSource,
    SessionSource,
    WheelSource,
)
from ruse_desktop.services.calendar_terms import OfficeTerms, SymbolTerms
from ruse_desktop.services.campaign_import import CampaignImport
from ruse_desktop.services.campaign_register import CampaignRegister
from ruse_desktop.services.campaigns import CampaignService
from ruse_desktop.services.ceremony import CeremonyService
from ruse_desktop.services.chair_ballots import ChairBallotService
from ruse_desktop.services.city_day import CityDayService
from ruse_desktop.services.city_day_money import CityDayMoney
from ruse_desktop.services.city_day_papers import CityDayPapers
from ruse_desktop.services.commissions import CommissionService
from ruse_desktop.services.competition_import import CompetitionImport
from ruse_desktop.services.competition_register import CompetitionRegister
from ruse_desktop.services.competitions import CompetitionService
from ruse_desktop.services.contact_import import ContactImport
from ruse_desktop.services.contacts import Contacts
from ruse_desktop.services.diploma_check import DiplomaChecker
from ruse_desktop.services.diplomas import DiplomaService
from ruse_desktop.services.direct_papers import DirectPapers
from ruse_desktop.services.drafts import DraftService
from ruse_desktop.services.editions import EditionService
from ruse_desktop.services.emblem import EmblemService
from ruse_desktop.services.emblem_places import EmblemPlaces
from ruse_desktop.services.envelopes import EnvelopeService
from ruse_desktop.services.erasure import ErasureService
from ruse_desktop.services.event_links import EventLinks
from ruse_desktop.services.flag import FlagService
from ruse_desktop.services.flag_anniversaries import FlagAnniversaries
from ruse_desktop.services.flag_appearances import FlagAppearances
from ruse_desktop.services.flag_custody import FlagCustody
from ruse_desktop.services.flag_regulations import FlagRegulations
from ruse_desktop.services.form_reading import FormService
from ruse_desktop.services.funds import FundService
from ruse_desktop.services.imports import ImportService
from ruse_desktop.services.institution_import import InstitutionImport
from ruse_desktop.services.institution_register import InstitutionRegister
from ruse_desktop.services.institutions import InstitutionService
from ruse_desktop.services.intake_register import IntakeRegister
from ruse_desktop.services.journal import JournalService
from ruse_desktop.services.law import LawService
from ruse_desktop.services.letters import LetterService
from ruse_desktop.services.memory_pages import MemoryService
from ruse_desktop.services.nomination_lists import NominationLists
from ruse_desktop.services.nomination_merging import MergingService
from ruse_desktop.services.nomination_steps import NominationSteps
from ruse_desktop.services.nominations import NominationService
from ruse_desktop.services.office_holder_import import OfficeHolderImport
from ruse_desktop.services.office_holders import OfficeHolders
from ruse_desktop.services.old_books import OldBookService
from ruse_desktop.services.override_register import OverrideRegister
from ruse_desktop.services.overrides import OverrideService
from ruse_desktop.services.payment_lists import PaymentListService
from ruse_desktop.services.payment_papers import PaymentPapers
from ruse_desktop.services.payments import PaymentService
from ruse_desktop.services.people import PeopleService
from ruse_desktop.services.people_sheet import PeopleSheet
from ruse_desktop.services.permit_files import PermitFiles
from ruse_desktop.services.permit_form import PermitFormService
from ruse_desktop.services.permit_papers import PermitPapers
from ruse_desktop.services.permit_steps import PermitSteps
from ruse_desktop.services.permits import PermitService
from ruse_desktop.services.personal_data import PersonalData
from ruse_desktop.services.practice import PracticeService
from ruse_desktop.services.protection import ProtectionService
from ruse_desktop.services.protocol_plans import ProtocolPlans
from ruse_desktop.services.protocol_visits import ProtocolVisits
from ruse_desktop.services.publications import PublicationService
from ruse_desktop.services.register_files import RegisterFiles
from ruse_desktop.services.register_terms import RegisterTerms
from ruse_desktop.services.rehearsal import RehearsalService
from ruse_desktop.services.remote_ballots import CodesHolder, RemoteBallotService
from ruse_desktop.services.remote_named import NamedVoteService
from ruse_desktop.services.remote_sessions import RemoteSessionService
from ruse_desktop.services.requirements import RequirementService
from ruse_desktop.services.restore import RestoreService
from ruse_desktop.services.seal import SealService
from ruse_desktop.services.seal_custody import CustodyService
from ruse_desktop.services.seal_waiting import SealWaiting
from ruse_desktop.services.search import SearchService
from ruse_desktop.services.second_texts import SecondTexts
from ruse_desktop.services.secret_ballots import Holder, SecretBallotService
from ruse_desktop.services.session_acts import ActService
from ruse_desktop.services.session_chair import ChairService
from ruse_desktop.services.session_conflicts import ConflictService
from ruse_desktop.services.session_days import SessionDays
from ruse_desktop.services.session_notices import NoticeService
from ruse_desktop.services.session_papers import PaperService
from ruse_desktop.services.session_tellers import TellerService
from ruse_desktop.services.sessions import SessionService
from ruse_desktop.services.signed_minutes import SignedMinutesService
from ruse_desktop.services.signing import KeyService, OpenKey
from ruse_desktop.services.signing_sheet import SigningSheet
from ruse_desktop.services.statistics import StatisticsService
from ruse_desktop.services.stipends import StipendService
from ruse_desktop.services.stock import StockService
from ruse_desktop.services.stock_papers import StockPapers
from ruse_desktop.services.today import TodayService
from ruse_desktop.services.violation_files import ViolationFiles
from ruse_desktop.services.violation_papers import ViolationPapers
from ruse_desktop.services.violation_steps import ViolationSteps
from ruse_desktop.services.violations import ViolationService
from ruse_desktop.services.web_export import WebExport
from ruse_desktop.services.web_list import WebListService
from ruse_desktop.services.word_templates import WordTemplates
from ruse_desktop.services.wording import WordingService
from ruse_desktop.services.year_opening import YearOpeningService
from ruse_desktop.services.year_report import YearReportService

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ruse_desktop.domain.actors import Actor
    from ruse_desktop.domain.practice import Practice
    from ruse_desktop.kernel.clock import Clock
    from ruse_desktop.law.book import LawBook
    from ruse_desktop.law.calendar import WorkingCalendar
    from ruse_desktop.services.table_import import TableImport
    from ruse_desktop.storage.store import Store
    from ruse_desktop.storage.volumes import Volumes


@dataclass
class Services:
    """The verbs of every feature; `actor` is who works at this workstation.

    `sticks` are the volumes plugged in, None = those of this machine.
    """

    store: Store
    law: LawBook
    calendar: WorkingCalendar
    actor: Actor
    clock: Clock
    data_dir: Path
    sticks: Volumes | None = None
    practice: Practice = field(init=False)
    _box: Holder = field(init=False, repr=False, default_factory=Holder)
    _codes: CodesHolder = field(init=False, repr=False, default_factory=CodesHolder)
    _delays: Delays = field(init=False, repr=False, default_factory=dict)
    _key: OpenKey = field(init=False, repr=False, default_factory=OpenKey)

    def __post_init__(self) -> None:
        """Build each service from what it needs."""
        store, law = self.store, self.law
        self.accounts = AccountService(store, self.data_dir, self._delays)
        self.drafts = DraftService(store, self.data_dir)
        self.journal = JournalService(store, law, lambda: self.actor)
        self.personal = PersonalData(store, law, lambda: self.actor)
        self.account_list = AccountList(self.accounts, law, store.clock)
        self.backups = BackupService(store, self.data_dir / "backups", self.sticks)
        self.restores = RestoreService(store, self.data_dir)
        self.rehearsals = RehearsalService(store, self.data_dir, self._over)
        self.practices = PracticeService(store, law)
        self.practice = self.practices.today()
        self.wording = WordingService(store, law)
        self.ordinance = LawService(
            store, law, self.data_dir / "ordinance", self.rebuild,
            calendar=self.calendar, practice=self.practice,
        )  # fmt: skip
        self.people = PeopleService(store, law)
        self.attachments = AttachmentService(
            store, self.data_dir / "attachments", self.practice.attachment_limit
        )
        self.erasures = ErasureService(store, law, self.attachments)
        self._build_books()
        self.nominations = NominationService(
            store, law, self.calendar, self.practice, self.attachments
        )
        self.nomination_lists = NominationLists(store, law, self.calendar, self.practice)
        told = (store, law, self.calendar, self.practice)
        self.intake_register = IntakeRegister(*told)
        self.merging = MergingService(*told)
        self.nomination_steps = NominationSteps(*told)
        self.letters = LetterService(*told, self.intake_register)
        self.envelopes = EnvelopeService(store)
        self.forms = FormService(store, law, self.calendar, self.practice)
        self.imports = ImportService(store, law, self.nominations, self.backups.before_import)
        self._build_commissions()
        self._build_awarding()
        self._build_symbols()
        self._build_badge()
        self.permits = PermitService(store, law, self.practice)
        self.permit_steps = PermitSteps(store, law, self.practice)
        self.permit_papers = PermitPapers(store, law)
        self.permit_files = PermitFiles(store, self.practice, self.attachments)
        self._build_registers()
        self._build_calendar()
        self.web_export = WebExport(
            store, law, calendar=self.calendar_lists, editions=self.editions,
            announcements=self.announcements, laureates=self.web_list,
        )  # fmt: skip
        self.search = SearchService(store, law.bodies)
        self.today = TodayService(*told, nominations=self.nominations, backups=self.backups)

    def _build_books(self) -> None:
        """Editions, laureate books and the money that goes with them."""
        store, law = self.store, self.law
        self.emblem = EmblemService(store, law, self.attachments)
        self.word_templates = WordTemplates(store, law, self.attachments)
        self.artwork = ArtworkService(store, law, self.practice, self.attachments)
        self.emblem_places = EmblemPlaces(store, law, self.practice)
        self.permit_form = PermitFormService(store, law)
        self.requirements = RequirementService(store, law, self.practice, self.attachments)
        self.editions = EditionService(store, law)
        self.books = BookService(store, law, self.backups.before_import)
        self.memory = MemoryService(
            store, law, self.practice,
            books=self.books, attachments=self.attachments, practices=self.practices,
        )  # fmt: skip
        self.volumes = VolumeService(store, law)
        self.printing = PrintingService(store, law)
        self.keeping = KeepingService(store, law)
        self.old_books = OldBookService(store, law, self.books, self.data_dir / "old-books")
        self.hand_overs = HandOverService(store, law, self.practice)
        self.second_texts = SecondTexts(store, self.books)
        self.year_reports = YearReportService(store, law)
        self.web_list = WebListService(store, law, self.hand_overs)
        self.statistics = StatisticsService(store, law)
        self.revocations = RevocationService(store, law, self.calendar, self.practice)
        self.returns = ReturnService(store, law)
        self.overrides = OverrideService(store, self.practice)
        self.override_register = OverrideRegister(store, law)
        self.payments = PaymentService(store, law, self.practice)
        self.payment_lists = PaymentListService(store, law, self.practice, self.payments)
        self.payment_papers = PaymentPapers(store, law, self.practice)
        self.stipends = StipendService(store, law, self.practice)
        self.funds = FundService(store, law, self.practice)

    def _build_awarding(self) -> None:
        """What goes with an award: diplomas, stock, ceremonies."""
        store, law = self.store, self.law
        self.signing = KeyService(store, self.practice, self._key)
        self.signing_sheet = SigningSheet(store, law, self.signing)
        self.diplomas = DiplomaService(store, law, self.books, self.signing)
        self.diploma_checks = DiplomaChecker(self.books, self.signing)
        self.stock = StockService(store, law, self.attachments)
        self.stock_papers = StockPapers(store, law, self.stock)
        self.ceremonies = CeremonyService(store, law, self.practice, self.hand_overs)
        self.protocol_plans = ProtocolPlans(store, law, self.practice, self.hand_overs)
        self.protocol_visits = ProtocolVisits(store, law, self.practice, self.attachments)

    def _build_symbols(self) -> None:
        """The municipal symbols: seal, flag, badge, permits, violations, protection."""
        store, law = self.store, self.law
        self.seal = SealService(store, law, self.practice)
        self.flag = FlagService(store, law, self.practice, self.attachments)
        self.flag_custody = FlagCustody(store, law, self.practice, self.attachments)
        self.seal_custody = CustodyService(store, law, self.practice)
        self.seal_waiting = SealWaiting(store, law, self.practice)
        self.violations = ViolationService(store, law, self.practice)
        self.violation_steps = ViolationSteps(store, law, self.practice)
        self.violation_files = ViolationFiles(store, self.practice, self.attachments)
        self.violation_papers = ViolationPapers(store, law, self.practice, self.attachments)
        self.protection = ProtectionService(store, law, self.practice, self.attachments)

    def _build_badge(self) -> None:
        """The badge: its stock, who wears it, honours, souvenirs."""
        store, law = self.store, self.law
        self.badge_stock = BadgeStock(store, law)
        self.badge_wearers = BadgeWearers(store, law, self.practice)
        self.badge_wear_lists = BadgeWearLists(store, law, self.calendar)
        self.badge_honours = BadgeHonours(store, law, self.hand_overs)
        self.badge_forums = BadgeForums(store, law, self.practice)
        self.badge_outlets = BadgeOutlets(store, law, self.practice)

    def _build_registers(self) -> None:
        """The department's own registers."""
        store, law, practice = self.store, self.law, self.practice
        self.people_sheet = PeopleSheet(store, law, self.people)
        self.register_files = RegisterFiles(store, practice, self.attachments)
        self.agreements = AgreementService(store, practice)
        self.agreement_register = AgreementRegister(store, law)
        self.competitions = CompetitionService(store, practice)
        self.competition_register = CompetitionRegister(store, law)
        self.office_holders = OfficeHolders(store, law, practice)
        self.contacts = Contacts(store, law, practice)
        self.bodies = Bodies(store, law, practice)
        self.institutions = InstitutionService(store, practice)
        self.institution_register = InstitutionRegister(store, law, practice)
        before = self.backups.before_import
        self.register_imports: dict[str, TableImport[Any]] = {
            "institutions": InstitutionImport(store, before, law.town.removeprefix("гр. ")),
            "contacts": ContactImport(store, before),
            "agreements": AgreementImport(store, before),
            "competitions": CompetitionImport(store, before),
            "offices": OfficeHolderImport(store, before),
            "bodies": BodyImport(store, before),
            "publicity": CampaignImport(store, before),
        }

    def _build_calendar(self) -> None:
        """The protocol calendar with what the program puts into it itself."""
        law, practice = self.law, self.practice
        sources = (
            HolidaySource(self.calendar), WheelSource(law, self.calendar, practice),
            SessionSource(law), PaymentSource(law, practice), SymbolTerms(practice), OfficeTerms(law),
            RegisterTerms(),
        )  # fmt: skip
        self.events = CalendarService(self.store, law, practice, sources)
        self.event_links = EventLinks(self.store)
        self.calendar_files = CalendarFiles(self.store, law, self.events)
        self.calendar_copies = CalendarCopyService(self.store, self.events)
        self.calendar_lists = CalendarLists(self.store, law, self.events)
        self.campaigns = CampaignService(self.store, law, practice, self.attachments)
        self.campaign_register = CampaignRegister(self.store, law, self.calendar, practice)
        self.flag_anniversaries = FlagAnniversaries(self.store)
        self.flag_appearances = FlagAppearances(
            self.store, law, self.calendar, practice, self.events, self.flag_anniversaries
        )
        self.flag_regulations = FlagRegulations(self.store, self.attachments)
        self.city_day = CityDayService(
            self.store, law, self.calendar, practice, self.events,
            self.flag_appearances.begin_feast_in,
        )  # fmt: skip
        self.year_opening = YearOpeningService(
            self.store, law, self.calendar, practice, editions=self.editions,
            city_day=self.city_day, copies=self.calendar_copies,
        )  # fmt: skip
        self.city_day_money = CityDayMoney(self.store, law, practice)
        self.city_day_papers = CityDayPapers(self.store, law, practice, self.city_day)

    def _build_commissions(self) -> None:
        """Commissions, their sessions, ballots and papers, the acts after them."""
        store, law = self.store, self.law
        told = (store, law, self.calendar, self.practice)
        self.commissions = CommissionService(store, law)
        self.sessions = SessionService(store, law, self.calendar, self.practice)
        self.session_days = SessionDays(*told)
        self.secret_ballots = SecretBallotService(*told, holder=self._box, rounds=self.sessions)
        self.chair_ballots = ChairBallotService(*told, holder=self._box, rounds=self.sessions)
        self.tellers = TellerService(*told, rounds=self.sessions)
        self.remote = RemoteSessionService(store, self.practice, rounds=self.sessions)
        self.remote_ballots = RemoteBallotService(
            store, self.practice, holder=self._codes, rounds=self.sessions
        )
        self.named_votes = NamedVoteService(
            store, self.practice, municipality=law.municipality, rounds=self.sessions
        )
        self.signed_minutes = SignedMinutesService(store, self.attachments)
        self.papers = PaperService(*told, self.nominations)
        self.acts = ActService(*told)
        self.direct_papers = DirectPapers(store, law, self.nominations, self.acts)
        self.publications = PublicationService(*told)
        self.announcements = AnnouncementPapers(*told, self.books)
        self.archives = ArchiveService(store, law, self.practice)
        self.chairs = ChairService(*told)
        self.session_notices = NoticeService(*told)
        self.session_conflicts = ConflictService(*told)

    @contextmanager
    def _over(self, store: Store, data_dir: Path) -> Iterator[Services]:
        """The same services over another file; after it papers look as this one's again."""
        try:
            yield Services(store, self.law, self.calendar, self.actor, self.clock, data_dir)
        finally:
            self.emblem.apply()
            self.wording.apply()

    def become(self, actor: Actor) -> Actor:
        """Let another person work from now on."""
        self.actor = actor
        return actor

    def rebuild(self, law: LawBook | None = None) -> None:
        """Work from now on by another law or by the office's newest answers."""
        if law is not None:
            self.law, self.calendar = law, law.calendar()
        self.__post_init__()

    def take_changes(self) -> frozenset[str]:
        """The kinds of thing changed since the last call."""
        return self.store.take_changes()

    def close(self) -> None:
        """Make the backup of the exit and release the file; the file is released in any case.

        Raises DatabaseProblem when the backup could not be made.
        """
        try:
            self.backups.at_exit(actor=self.actor)
        finally:
            self._box.drop()
            self._codes.clear()
            self.emblem.release()
            self.wording.release()
            self.attachments.forget_shown()
            self.store.close()
