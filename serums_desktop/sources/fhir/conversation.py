"""One conversation with a FHIR server: its pages, within bounds, and what its refusals mean."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sources.fhir.bundles import Page, read_page
from serums_desktop.sources.fhir.capabilities import Capabilities
from serums_desktop.sources.fhir.http import Answer, FhirHttp, Limits, Parameters
from serums_desktop.work.cancel import CancelToken

# The answers of a server that does not know what it was asked for, or has nothing there.
NOT_OFFERED = frozenset({400, 404, 405, 410, 501})

# What a whole server is in, or the line to it: the next question would meet it again.
OF_THE_SERVER = frozenset(
    {
        SourceFault.UNREACHABLE,
        SourceFault.TLS,
        SourceFault.TIMEOUT,
        SourceFault.INTERRUPTED,
        SourceFault.UNAUTHORISED,
        SourceFault.TOO_MANY_REQUESTS,
    }
)

# An id that nobody has: the question about it is as allowed as the one that was refused, and reveals nobody.
NOBODY = "nobody-0"

PAGE_COUNT = "500"


class Habits:
    """What is learnt about a server by talking to it, for as long as we know it. Safe from any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._counts_pages = True
        self._lists = True
        self._reads_whole = True

    @property
    def counts_pages(self) -> bool:
        """Whether it may be told how long its pages should be (`_count`)."""
        with self._guard:
            return self._counts_pages

    @property
    def lists(self) -> bool:
        """Whether it can say what it has without sending it."""
        with self._guard:
            return self._lists

    @property
    def reads_whole(self) -> bool:
        """Whether a whole record may be asked for by one question (`$everything`)."""
        with self._guard:
            return self._reads_whole

    def refused_count(self) -> None:
        """It answers without `_count` what it refused with it."""
        with self._guard:
            self._counts_pages = False

    def refused_listing(self) -> None:
        """It cannot list, or what it lists cannot be asked for."""
        with self._guard:
            self._lists = False

    def refused_whole(self) -> None:
        """It knows no `$everything`, whatever it says of itself."""
        with self._guard:
            self._reads_whole = False


class Meter:
    """What has come in one conversation, against its bounds. Safe from any thread."""

    def __init__(self, source_id: str, limits: Limits) -> None:
        self._source_id = source_id
        self._limits = limits
        self._guard = threading.Lock()
        self._pages = self._entries = self._bytes = 0

    def count(self, answer: Answer, page: Page) -> None:
        """Raises SourceError(TOO_LARGE) where this page is one too many."""
        limits = self._limits
        with self._guard:
            self._pages += 1
            self._entries += len(page.entry)
            self._bytes += len(answer.body)
            if self._pages > limits.pages or self._entries > limits.entries or self._bytes > limits.bytes:
                raise SourceError(self._source_id, SourceFault.TOO_LARGE)


class Conversation:
    """Questions to one server for one purpose. Safe from any thread.

    Every method raises SourceError, SignInRefused, CardError, Cancelled.
    """

    def __init__(
        self,
        http: FhirHttp,
        capabilities: Capabilities,
        habits: Habits,
        meter: Meter,
        purpose: PurposeOfUse,
        cancel: CancelToken,
    ) -> None:
        self.http = http
        self.capabilities = capabilities
        self.habits = habits
        self.purpose = purpose
        self.cancel = cancel
        self._meter = meter

    def until(self, cancel: CancelToken) -> Conversation:
        """The same conversation, part of which ends with another token."""
        return Conversation(self.http, self.capabilities, self.habits, self._meter, self.purpose, cancel)

    @property
    def reads_whole(self) -> bool:
        """Whether a whole record is asked for by one question: offered, or nothing is said of what is."""
        known = self.capabilities
        return self.habits.reads_whole and (known.everything or not known.parameters)

    def get(self, address: str, question: Parameters | None = None) -> Answer:
        """One answer."""
        return self.http.get(address, self.purpose, self.cancel, question)

    def post(self, address: str, body: bytes) -> Answer:
        """One answer to a question that is a resource."""
        return self.http.post(address, body, self.purpose, self.cancel)

    def pages(
        self, address: str, question: Parameters, most: int | None = None, link: str = ""
    ) -> Iterator[Page]:
        """A bundle and those its next links lead to, at most so many; with `link`, from that one on.

        A page's own next link is whole, unless it leads to another server: that is an error of the next page.
        Raises SourceError(TOO_LARGE) beyond `most`, and where a link leads back.
        """
        if link:
            answer = self.get(self.http.next_page(link, self.http.fhir_base))
        else:
            answer = self._begin(address, question)
        visited = {answer.url}
        while True:
            page = read_page(answer.body, self.http.source_id)
            self._meter.count(answer, page)
            written, page_url = page.next_url, answer.url
            with contextlib.suppress(SourceError):
                page.lead_to(self.http.next_page(written, page_url) if written else "")
            yield page
            if not written:
                return
            url = self.http.next_page(written, page_url)
            if url in visited or (most is not None and len(visited) >= most):
                raise SourceError(self.http.source_id, SourceFault.TOO_LARGE)
            visited.add(url)
            answer = self.get(url)

    def raise_unless_empty(self, error: SourceError, kind: str) -> None:
        """Tell a refusal that concerns one patient from one that concerns the token.

        A patient-level refusal is an empty answer: that there is something to refuse must not be
        visible (Regulation (EU) 2025/327, Article 8). The same question about nobody tells which it is.
        Raises the error, or what the question about nobody met with.
        """
        if error.kind is not SourceFault.FORBIDDEN:
            raise error
        self.get(kind, {"_id": NOBODY, "_count": "1"})

    def _begin(self, address: str, question: Parameters) -> Answer:
        """Ask; where a server knows no `_count` (400, FHIR R4 §3.1.1.1), ask once more without it."""
        bare = {name: value for name, value in question.items() if name != "_count"}
        if not self.habits.counts_pages:
            return self.get(address, bare)
        try:
            return self.get(address, question)
        except SourceError as error:
            if error.http_status != 400 or len(bare) == len(question):
                raise
        answer = self.get(address, bare)
        self.habits.refused_count()
        return answer
