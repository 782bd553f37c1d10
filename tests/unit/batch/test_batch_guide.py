"""The guide's cluster with TLS: its certificates, its settings and its commands, on this machine instead of three."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.batch.inline import GOOD, rows
from tests.unit.batch.test_batch_cluster import ENVIRONMENT, free_port

ROOT = Path(__file__).resolve().parents[3]
PROGRAMS = Path(sys.executable).parent


@pytest.mark.slow
def test_a_cluster_with_tls_as_the_guide_says(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "guide" / "batch.md").read_text(encoding="utf-8")
    certificates, commands = re.findall(r"^```bash\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    (settings,) = re.findall(r"^```yaml\n(distributed:.*?)^```", text, re.DOTALL | re.MULTILINE)
    for line in certificates.splitlines():
        subprocess.run(shlex.split(line), cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "dask.yaml").write_text(settings.replace("/etc/jixiao", str(tmp_path)), encoding="utf-8")
    (tmp_path / "各单位报告").mkdir()
    (tmp_path / "各单位报告" / "a.txt").write_text(GOOD, encoding="utf-8")
    port = free_port()
    here = commands.replace("10.0.0.1", "127.0.0.1").replace("8786", str(port)).replace("--nworkers 16", "--nworkers 1")
    scheduler, worker, check = map(shlex.split, here.splitlines())
    environment = {**ENVIRONMENT, "DASK_CONFIG": str(tmp_path), "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    running = [
        subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
        for command in (scheduler, worker)
    ]
    try:
        for one in running:  # each says so once it listens
            assert one.stderr is not None
            said = iter(one.stderr.readline, b"")
            assert any(b"Scheduler at:" in line or b"Registered to:" in line for line in said)
        command = [sys.executable, "-m", *check]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert rows(tmp_path / "审核结果")["documents"]["status"].to_pylist() == ["checked"]
        plain = {**environment, "DASK_CONFIG": str(tmp_path / "没有")}
        refused = subprocess.run(
            [*command, "--seconds", "5"], cwd=tmp_path, env=plain, capture_output=True, text=True, check=False
        )
        assert refused.returncode == 2 and "集群没有应答" in refused.stderr, "without the certificates nobody gets in"
    finally:
        for one in running[::-1]:
            os.killpg(one.pid, signal.SIGKILL)
            one.communicate()
