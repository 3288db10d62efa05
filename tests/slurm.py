"""A Slurm of one node on loopback, from Debian's slurm-wlm and munge, for as long as it is used."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

CONF = Path("/etc/slurm/slurm.conf")
"""Its default place: the plugin takes variables of Slurm out of the environment."""
PROGRAMS = ("munged", "mungekey", "slurmctld", "slurmd", "sbatch", "squeue", "srun")
SETTINGS = """
ClusterName=local
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=26817
SlurmdPort=26818
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
AuthType=auth/munge
AuthInfo=socket={folder}/munge/socket
SlurmUser=root
SlurmdUser=root
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerParameters=sched_min_interval=0,batch_sched_delay=0
ReturnToService=2
MinJobAge=300
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=1
JobAcctGatherParams=OverMemoryKill
AccountingStorageType=accounting_storage/none
SlurmdParameters=config_overrides
NodeName=localhost NodeAddr=127.0.0.1 CPUs=2 RealMemory=16000
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def find_obstacle() -> str | None:
    """Return why no Slurm can be started here, or None."""
    lacking = [name for name in PROGRAMS if shutil.which(name, path=search_path()) is None]
    if lacking:
        return f"not installed: {', '.join(lacking)}"
    if os.geteuid():
        return "only root may start a Slurm"
    if CONF.exists():
        return f"there is a Slurm here already: {CONF}"
    return None


def search_path() -> str:
    """Return where programs are looked for: those of Slurm's servers are in sbin."""
    return f"{os.environ['PATH']}:/usr/sbin:/sbin"


@contextmanager
def running_slurm() -> Iterator[None]:
    """Start the servers, and stop them at the end."""
    environment = {**os.environ, "PATH": search_path()}
    CONF.parent.mkdir(exist_ok=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="slurm-")))
        folder.chmod(0o755)
        for name in ("state", "spool", "munge"):
            (folder / name).mkdir()
        shutil.chown(folder / "munge", "munge", "munge")
        CONF.write_text(SETTINGS.format(folder=folder))
        stack.callback(CONF.unlink)
        munge = f"{folder}/munge"
        key = ("mungekey", f"--keyfile={munge}/key")
        subprocess.run(key, check=True, env=environment, user="munge", group="munge")
        for user, command in (
            (
                "munge",
                f"munged --foreground --key-file={munge}/key --socket={munge}/socket "
                f"--pid-file={munge}/pid --seed-file={munge}/seed --log-file={munge}/log",
            ),
            ("root", "slurmctld -D"),
            ("root", "slurmd -D -N localhost"),
        ):
            server = subprocess.Popen(
                command.split(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
                user=user,
                group=user,
            )
            stack.callback(server.wait)
            stack.callback(server.terminate)
        wait_until_idle(environment)
        yield


def wait_until_idle(environment: dict[str, str], longest: float = 60) -> None:
    """Return when the node takes jobs. Raises TimeoutError where it does not."""
    last = time.monotonic() + longest
    while time.monotonic() < last:
        done = subprocess.run(
            ["sinfo", "--noheader", "--format=%T"],
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        if done.stdout.strip() == "idle":
            return
        time.sleep(0.2)
    raise TimeoutError(f"the node is not idle: {done.stdout}{done.stderr}")
