import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { type Running, start } from './kubesonic'
import { Results } from './results'
import { SimulatedLab } from './simulated-lab'

const feature = `@joined
Feature: A DUT without power
  Background:
    Given a minikube cluster on the vmhost
    And the DUT is joined
  Scenario: It goes down
    When I label the node deployDaemonset=true
    Then "show kube server status" says that the DUT is not connected within 60 seconds
  Scenario: It is not there any more
    Then the node is Ready within 60 seconds
`

const faultFeature = (fault: string): string => `@joined @simulated
Feature: A DUT with a fault
  Scenario: It goes down
    Given a minikube cluster on the vmhost
    And the DUT is joined
    And the fault "${fault}"
    Then "show kube server status" says that the DUT is not connected within 5 seconds
`

describe('a DUT that loses its power in mid-scenario', { concurrency: 2 }, () => {
  test('is waited for, and has put itself back: the run says so, skips the rest and exits 1', async (t) => {
    const { lab, running, dut } = await inTheMiddle(t)
    dut.powerOff()
    await running.says(/vlab-01[^\n;]*; waiting for it to come back, up to 600 s/)
    await dut.powerOn()
    const { exitCode, stdout, stderr } = await running.finished
    const said = stdout + stderr
    assert.equal(exitCode, 1, said)
    assert.match(stdout, /^failed .*It goes down/m)
    assert.match(stdout, /^skipped .*It is not there any more\n.*this machine was booted/m)
    assert.match(stderr, /^ {2}vlab-01 {2}was put back already: .*this machine was booted at/m)
    assert.doesNotMatch(said, /NOT RESTORED|Could not undo/)
    assert.deepEqual(withoutDatabase(lab), [])
  })

  test('is waited for by "kubesonic restore" after its runner was killed, too', async (t) => {
    const { lab, running, dut } = await inTheMiddle(t)
    running.child.kill('SIGKILL')
    await running.finished
    dut.powerOff()
    const restoring = start(t, ['restore', '--testbed', lab.file])
    await restoring.says(
      /vlab-01 does not answer at [^;]*; waiting for it to come back, up to 600 s/,
    )
    await dut.powerOn()
    const { exitCode, stdout, stderr } = await restoring.finished
    assert.equal(exitCode, 0, stdout + stderr)
    assert.match(stdout, /^vlab-01 answers again, after/m)
    assert.deepEqual(withoutDatabase(lab), [])
  })

  for (const fault of ['power-cut', 'dut-reboot'])
    test(`by the fault ${fault}, which ends with the scenario, is waited for after that`, async (t) => {
      const lab = await SimulatedLab.start(t)
      const file = lab.beside('fault.feature', faultFeature(fault))
      const run = ['run', '--testbed', lab.file, file, ...new Results(t).options]
      const { exitCode, stdout, stderr } = await start(t, run).finished
      const said = stdout + stderr
      assert.equal(exitCode, 1, said)
      assert.match(stderr, /^ {2}vlab-01 {2}was put back already: .*this machine was booted at/m)
      assert.doesNotMatch(said, /NOT RESTORED|Could not undo/)
      assert.deepEqual(withoutDatabase(lab), [])
    })

  for (const [where, known] of [
    ['where nobody has ever reached it', ''],
    ['at a port where nobody has ever reached it', '127.0.0.1 ssh-ed25519 AAAAC3Nz\n'],
  ] as const)
    test(`is refused at once by "kubesonic restore" ${where}`, async (t) => {
      const lab = await SimulatedLab.start(t)
      const [dut] = lab.testbed.simulation.duts
      dut!.powerOff()
      const file = lab.edited((text) =>
        text.replace(/^knownHosts:.*/m, `knownHosts: ${lab.beside('others', known)}`),
      )
      const { exitCode, stdout, stderr } = await start(t, ['restore', '--testbed', file]).finished
      assert.equal(exitCode, 2, stdout + stderr)
      assert.match(stderr, /^vlab-01 does not answer at/m)
      assert.doesNotMatch(stdout, /waiting/)
    })
})

/** STATE_DB begins anew with a boot. */
const withoutDatabase = (lab: SimulatedLab): string[] =>
  lab.traces().filter((trace) => !trace.includes(' STATE_DB '))

async function inTheMiddle(t: TestContext): Promise<{
  lab: SimulatedLab
  running: Running
  dut: SimulatedLab['testbed']['simulation']['duts'][number]
}> {
  const lab = await SimulatedLab.start(t)
  const file = path.join(path.dirname(lab.file), 'power.feature')
  writeFileSync(file, feature)
  const running = start(t, ['run', '--testbed', lab.file, file, ...new Results(t).options])
  await lab.nodeHasLabel('deployDaemonset')
  return { lab, running, dut: lab.testbed.simulation.duts[0]! }
}
