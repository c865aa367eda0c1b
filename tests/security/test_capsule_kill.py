"""A filling that is killed anywhere leaves the old capsule or the new one: never neither, never a mixture."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from serums_desktop.audit.keeper_client import EvidenceKeeperClient, RunningKeeper
from serums_desktop.domain.errors import CapsuleClosed, CapsuleFault, EvidenceNotKept
from serums_desktop.domain.evidence import Act, Deed
from serums_desktop.domain.people import Person
from serums_desktop.domain.purpose import PurposeOfUse
from tests.faults.shim import build
from tests.unit.audit.capsules import FILLED, CardIssuer, Counter, Keeping, content
from tests.unit.audit.keeping import PROGRAM, write_configuration
from tests.unit.audit.synthetic import AGENT, START_S

ROOT = Path(__file__).parents[2]
SIGN_IN = Deed(Act.SIGN_IN, START_S, AGENT, PurposeOfUse.TREATMENT)
KILLS = 20

# One interpreter that forks for every line: where, and at which of the calls that change a file it is killed
# there (0: nowhere). It says how many calls there were, and that the child is gone.
CHILD = """
import os, sys
from pathlib import Path
from tests.faults.shim import Fault, FaultLayer
from tests.unit.audit.capsules import Keeping, content

for line in sys.stdin:
    directory, at = line.split()
    child = os.fork()
    if not child:
        layer = FaultLayer(Path(directory))
        keeping = Keeping(Path(directory))
        layer.begin(Fault(at=int(at)))
        keeping.fill(content("p-77", b"new"), content("p-new"), name="new")
        keeping.capsule.state()
        print("calls", layer.end(), flush=True)
        keeping.journal.close()
        os._exit(0)
    print("gone", os.waitpid(child, 0)[1], flush=True)
"""

Fill = Callable[[Path, int], tuple[int, int]]


@pytest.fixture(scope="module")
def fill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fill]:
    """Fills a capsule anew: how many calls there were (0 where it was killed), and the wait status."""
    if sys.platform != "linux":
        pytest.skip("faults come by LD_PRELOAD")
    library = build(tmp_path_factory.mktemp("faults"))
    with subprocess.Popen(
        [sys.executable, "-c", CHILD],
        cwd=ROOT,
        env=os.environ | {"LD_PRELOAD": str(library), "OPENBLAS_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        asked, said = process.stdin, process.stdout
        assert asked is not None
        assert said is not None

        def run(directory: Path, at: int) -> tuple[int, int]:
            asked.write(f"{directory} {at}\n")
            asked.flush()
            calls = 0
            while (words := said.readline().split())[0] == "calls":
                calls = int(words[1])
            return calls, int(words[1])

        yield run
        asked.close()


def what_opens(place: Path) -> str:
    """Which filling the next run of the keeper finds, whose every part is of that one; "" for none."""
    keeping = Keeping(place, counter=Counter())
    entry = keeping.journal.append([SIGN_IN])[0].entry
    if keeping.capsule.state().filled_s is None:
        with pytest.raises(CapsuleClosed) as closed:
            keeping.capsule.patients(keeping.journal, entry)
        assert closed.value.reason is CapsuleFault.EMPTY
        keeping.journal.close()
        return ""
    people = keeping.capsule.patients(keeping.journal, entry)
    opened = keeping.capsule.open(keeping.journal, keeping.start())
    keeping.journal.close()
    (name,) = (raw.decode() for source in opened.sources for raw in source.resources)
    assert {one.leading.patient_id for one in people} == {"p-77", f"p-{name}"}
    return name


def killed_at_every_call(fill: Fill, before: Path) -> list[str]:
    """What opens after each."""
    place = before.with_name("place")
    shutil.copytree(before, place)
    calls, status = fill(place, 0)
    assert (status, what_opens(place)) == (0, "new")
    found = []
    for at in range(1, calls + 1):
        shutil.rmtree(place)
        shutil.copytree(before, place)
        assert fill(place, at) == (0, signal.SIGKILL)
        found.append(what_opens(place))
        # Whichever it was, the next run finds it again, and fills it anew.
        assert what_opens(place) == found[-1]
        assert fill(place, 0)[1] == 0
        assert what_opens(place) == "new"
    return found


def test_the_capsule_before_it_stays_until_the_new_one_is_there(fill: Fill, tmp_path: Path) -> None:
    keeping = Keeping(tmp_path / "before")
    keeping.fill(content("p-77", b"old"), content("p-old"), name="old")
    keeping.journal.close()
    found = killed_at_every_call(fill, tmp_path / "before")
    assert len(found) >= 10
    assert set(found) == {"old", "new"}
    # From one moment on it is the new one.
    assert found == sorted(found, reverse=True)


def test_the_first_one_is_there_or_not(fill: Fill, tmp_path: Path) -> None:
    Keeping(tmp_path / "before").journal.close()
    found = killed_at_every_call(fill, tmp_path / "before")
    assert set(found) == {"", "new"}
    assert found == sorted(found)


def test_a_keeper_that_is_killed_while_it_is_filled(tmp_path: Path) -> None:
    """The real process, at any moment of begin, add and commit."""
    chosen = random.Random(22)
    configuration = write_configuration(tmp_path / "serums-desktop.toml")
    with configuration.open("a") as file:
        file.write('[capsule]\nallowed = true\nlawful_basis = "An invented law, section 1"\n')
    (tmp_path / "anchors.pem").touch()
    (tmp_path / "cards.pem").write_bytes(CardIssuer().pem)
    begun, acknowledged, found = 0, 0, 0
    with RunningKeeper(PROGRAM, tmp_path / "evidence", configuration) as keeper:
        for _ in range(KILLS):
            keeper.start()
            asking = EvidenceKeeperClient(tmp_path / "evidence")
            if acknowledged:
                found = filling_of(asking.capsule_patients(asking.keep(SIGN_IN).entry))
                assert acknowledged <= found <= begun
            filling = Filling(EvidenceKeeperClient(tmp_path / "evidence"), begun)
            filling.start()
            for _ in range(chosen.randint(4, 40)):
                filling.steps.acquire()
            assert keeper.pid is not None
            os.kill(keeper.pid, signal.SIGKILL)
            filling.join()
            asking.close()
            begun, acknowledged = filling.begun, max(filling.acknowledged, found)
    assert acknowledged > KILLS // 2


class Filling(threading.Thread):
    """Fills one after another, each of three people named by its number, until the keeper dies."""

    def __init__(self, client: EvidenceKeeperClient, begun: int) -> None:
        super().__init__()
        self.client = client
        self.begun = begun
        self.acknowledged = 0
        self.steps = threading.Semaphore(0)

    def run(self) -> None:
        try:
            while True:
                self.begun += 1
                filling = self.client.begin_filling("Location/w-1")
                self.steps.release()
                for number in range(3):
                    self.client.add_to_filling(filling, content(f"{self.begun}-{number}"))
                    self.steps.release()
                self.client.commit_filling(filling, FILLED)
                self.acknowledged = self.begun
                self.steps.release()
        except EvidenceNotKept:
            self.client.close()


def filling_of(people: tuple[Person, ...]) -> int:
    """The number that everybody in it is named by."""
    names = [one.leading.patient_id.split("-") for one in people]
    assert sorted(number for _, number in names) == ["0", "1", "2"]
    (filling,) = {int(filling) for filling, _ in names}
    return filling
