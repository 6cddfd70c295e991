import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { type Machine } from '../../lib/simulator/machine/machine'
import { start } from './kubesonic'
import { Results } from './results'
import { SimulatedLab } from './simulated-lab'

/** What is there before, down to backups that other tests make, and what an older run of ours could not put back. */
const originals = {
  '/etc/sonic/credentials/restapiserver.crt': 'their certificate\n',
  '/etc/sonic/credentials/restapiserver.key': 'their key\n',
  '/etc/sonic/credentials/restapiserver.crt.bak': 'their backup\n',
  '/etc/sonic/credentials/restapiserver.key.bak': 'their backup\n',
  '/etc/sonic/kube_admin.conf': 'their kubeconfig\n',
  '/etc/hosts.bak': 'their backup\n',
  '/etc/default/kubelet.bak': 'their backup\n',
  '/etc/kubernetes/pki/ca.crt': 'their CA\n',
  '/tmp/tmp0_kube_join': 'of an older join\n',
  '/var/lib/kubesonic/20250101-000000-aaaaa/state': 'restored\n',
  '/var/lib/kubesonic/20250101-000000-aaaaa/restore.log': 'what became of it\n',
  '/var/lib/kubesonic/20250101-000000-aaaaa/001-x.etc_hosts.before': 'the original\n',
}

test('originals, backups and what an older run left survive; every undo script is POSIX sh', async (t) => {
  const lab = await SimulatedLab.start(t)
  const { machine: dut } = lab.testbed.simulation.duts[0]!
  for (const [file, content] of Object.entries(originals)) {
    dut.fs.mkdirp(path.posix.dirname(file), {})
    dut.fs.writeText(file, content, { mode: 0o640 })
  }
  lab.begin()
  const feature = 'features/node-readiness.feature'
  const running = start(t, ['run', '--testbed', lab.file, feature, ...new Results(t).options])
  await running.says(/passed .*Node readiness/)
  const scripts = [...scriptsOn(dut), ...scriptsOn(lab.testbed.simulation.vmhost.machine)]
  assert.ok(scripts.length >= 20, String(scripts.length))
  assertPosix(scripts)

  const run = await running.finished
  assert.equal(run.exitCode, 0, run.stdout + run.stderr)
  assert.deepEqual(lab.traces(), [])
})

interface Script {
  readonly file: string
  readonly text: string
  readonly mode: number
}

/** All that runs of ours keep on the machine to be run. */
function scriptsOn({ fs }: Machine): Script[] {
  const journals = '/var/lib/kubesonic'
  return fs
    .list(journals)
    .map((run) => path.posix.join(journals, run))
    .filter((directory) => fs.lstat(directory).kind === 'directory')
    .flatMap((directory) => fs.list(directory).map((name) => path.posix.join(directory, name)))
    .filter((file) => file.endsWith('.sh'))
    .map((file) => ({ file, text: fs.readText(file), mode: fs.lstat(file).mode & 0o777 }))
}

/** Real shells read each of them; nobody but root may. */
function assertPosix(scripts: readonly Script[]): void {
  const directory = mkdtempSync(path.join(tmpdir(), 'undo-'))
  try {
    for (const { file, text, mode } of scripts) {
      const copy = path.join(directory, 'script.sh')
      writeFileSync(copy, text)
      for (const shell of ['dash', 'bash']) execFileSync(shell, ['-n', copy])
      assert.equal(mode & 0o077, 0, file)
      assert.doesNotMatch(text, /^\s*trap |PRIVATE KEY-----\n/m, file)
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
}
