import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { mutants } from '../../lib/simulator/mutants/catalogue'
import { type Mutant } from '../../lib/simulator/mutants/mutant'
import { simulateTestbed, type SimulatedTestbed } from '../../lib/simulator/simulate-testbed'
import { newRunId } from '../../lib/lifecycle/run-id'
import { loadTestbed } from '../../lib/testbed/load-testbed'
import { type HeldMachines, machines } from '../../support/coordinator/machines'
import { closeWorkerSession } from '../../support/worker-session'
import { moment } from './moment'
import { type ScenarioOutcome } from './outcome'
import { Plan } from './plan'

const folder = mkdtempSync(path.join(tmpdir(), 'kubesonic-mutants-'))
let plan: Plan
before(async () => {
  plan = await Plan.load(folder)
})
after(() => rmSync(folder, { recursive: true }))

/** Runs the scenario while the mutant is on: from the moment that it says until the scenario has ended or failed. */
async function withMutant(testbed: SimulatedTestbed, mutant: Mutant): Promise<ScenarioOutcome> {
  const { name, from, step, feature, scenario } = mutant
  const on = (): Promise<void> => testbed.mutants.switchOn(name)
  const off = (): Promise<void> => testbed.mutants.switchOff(name)
  if (from === 'start') await on()
  Object.assign(moment, {
    levelsReached: async () => (from === 'scenario' ? on() : undefined),
    step: async (text: string) => (from === 'step' && text.includes(step) ? on() : undefined),
    over: off,
  })
  return plan.run(testbed.testbedFile, { feature, scenario, impatient: step })
}

const titleOf = ({ feature, scenario }: Mutant): string => `${feature} › ${scenario}`
const titles = new Set(mutants.all.map(titleOf))
/** Those that must be there when the DUT joins come last, each on machines of its own. */
const caughtBy = (title: string): Mutant[] =>
  ['scenario', 'step', 'start'].flatMap((from) =>
    mutants.all.filter((mutant) => mutant.from === from && titleOf(mutant) === title),
  )

for (const title of titles)
  describe(title, () => {
    const found = caughtBy(title)
    let testbed: SimulatedTestbed
    let held: HeldMachines
    before(async () => {
      testbed = await simulateTestbed({ scale: 0 })
      held = await beginRun(testbed)
    })
    after(async () => {
      await closeWorkerSession()
      await held.close()
      await testbed.close()
    })

    test('passes without a mutant', async () => {
      Object.assign(moment, { levelsReached: nothing, step: nothing, over: nothing })
      const { steps, failed } = await plan.run(testbed.testbedFile, found[0]!)
      assert.ok(steps > 0, 'no such scenario')
      assert.equal(failed, undefined)
    })

    for (const mutant of found)
      test(`finds ${mutant.name}`, async (t) => {
        const own = mutant.from === 'start' ? await simulateTestbed({ scale: 0 }) : undefined
        if (own) {
          await closeWorkerSession()
          const ownHeld = await beginRun(own)
          t.after(async () => {
            await closeWorkerSession()
            await ownHeld.close()
            await own.close()
          })
        }
        const { failed } = await withMutant(own ?? testbed, mutant)
        assert.ok(failed, `${mutant.what} Nothing failed.`)
        assert.ok(failed.step.includes(mutant.step), `${failed.step}: ${failed.message}`)
        assert.ok(failed.message.includes(mutant.message), failed.message)
      })
  })

/** As the coordinator does: a run of its own, which holds the leases. */
async function beginRun({ testbedFile }: SimulatedTestbed): Promise<HeldMachines> {
  process.env['KUBESONIC_TESTBED'] = testbedFile
  process.env['KUBESONIC_RUN'] = newRunId()
  return machines.prepare(loadTestbed(testbedFile), {
    log: () => undefined,
    signal: new AbortController().signal,
  })
}

async function nothing(): Promise<void> {}
