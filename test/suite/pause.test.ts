import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import path from 'node:path'
import { describe, test } from 'node:test'
import { root, Running, start } from './kubesonic'
import { Results } from './results'
import { SimulatedLab } from './simulated-lab'

const failing = `@clustered
Feature: Something is wrong
  Scenario: It fails
    Given a minikube cluster on the vmhost
    When I label the node deployDaemonset=true
`

describe('--pause-on-failure', () => {
  for (const [why, more, message] of [
    ['not on a terminal', [], /^--pause-on-failure needs a terminal: .*\n {2}Next: /],
    ['with --parallel', ['--parallel', '2'], /^--pause-on-failure and --parallel do not go/],
  ] as const)
    test(`is refused ${why}`, async (t) => {
      const { exitCode, stderr } = await start(t, ['run', '--pause-on-failure', ...more]).finished
      assert.equal(exitCode, 2)
      assert.match(stderr, message)
    })

  test('holds the machines longer and tells how to log in, until Enter', async (t) => {
    const lab = await SimulatedLab.start(t)
    const feature = lab.beside('fails.feature', failing)
    const kubesonic = [process.execPath, path.join(root, 'bin/kubesonic.cjs'), 'run']
    const args = ['--pause-on-failure', '--testbed', lab.file, feature, ...new Results(t).options]
    // A terminal of its own.
    const command = [...kubesonic, ...args].map((word) => `'${word}'`).join(' ')
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: root })
    t.after(() => child.kill('SIGKILL'))
    const running = new Running(child)
    await running.says(/Paused: "It fails" failed, and is not undone yet\./)
    const [, login = ''] = await running.says(/vmhost {2}held until .*: (ssh .*)\r?\n/)
    await running.says(/Press Enter/)
    assert.match(login, /^ssh -i \S+ -o UserKnownHostsFile=\S+ -p \d+ root@127\.0\.0\.1$/)
    const [dut] = lab.testbed.simulation.duts
    const leases = await dut!.machine.exec('cat /var/lib/kubesonic/lease/*.lease')
    assert.match(leases.stdout, /^alone 3600 /)
    child.stdin.write('\n')
    const { exitCode, stdout } = await running.finished
    assert.equal(exitCode, 1, stdout)
    assert.match(stdout, /1 failed/)
    assert.deepEqual(lab.traces(), [])
  })
})
