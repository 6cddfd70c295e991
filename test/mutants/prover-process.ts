import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { mutants } from '../../lib/simulator/mutants/catalogue'
import { type Mutant } from '../../lib/simulator/mutants/mutant'
import { closeWorkerSession, workerSession } from '../../support/worker-session'
import { HeldTestbed } from './held-testbed'
import { moment } from './moment'
import { type ScenarioOutcome } from './outcome'
import { Plan } from './plan'
import { type Proof } from './prover'

// Runs scenarios one after the other on a testbed in this process, as its parent asks. Not in the parent: a process of
// node:test follows every promise, which costs the simulation a third of its speed.

const folder = mkdtempSync(path.join(tmpdir(), 'kubesonic-mutants-'))
const plan = Plan.load(folder)
let held: HeldTestbed | undefined

process.on('message', ({ mutant, ...scenario }: Proof) => {
  void prove(mutant, scenario).then(
    (outcome) => process.send?.({ outcome }),
    (error: unknown) => process.send?.({ error: String((error as Error).stack) }),
  )
})

process.once('disconnect', () => {
  void letGo().finally(() => {
    rmSync(folder, { recursive: true })
    process.exit()
  })
})

async function prove(
  name: string | undefined,
  scenario: { readonly feature: string; readonly scenario: string },
): Promise<ScenarioOutcome> {
  held ??= await HeldTestbed.begin()
  const { testbed } = held
  if (name !== undefined) return withMutant(held, mutants.find(name))
  Object.assign(moment, {
    levelsReached: nothing,
    step: nothing,
    over: nothing,
    failing: undefined,
  })
  return (await plan).run(testbed.testbedFile, scenario)
}

/** Runs the scenario while the mutant is on: from the moment that it says until the scenario has ended or failed. */
async function withMutant({ testbed }: HeldTestbed, mutant: Mutant): Promise<ScenarioOutcome> {
  const { name, from, step, feature, scenario, spoils } = mutant
  const on = (): Promise<void> => testbed.mutants.switchOn(name)
  const off = (): Promise<void> => testbed.mutants.switchOff(name)
  const leave = async (): Promise<void> => {
    const session = await workerSession()
    await session.reach('prepared')
    await session.disjoin()
  }
  if (from === 'join') {
    await leave()
    await on()
  }
  Object.assign(moment, {
    levelsReached: async () => (from === 'scenario' ? on() : undefined),
    step: async (text: string) => (from === 'step' && text.includes(step) ? on() : undefined),
    over: off,
    failing: step,
  })
  try {
    return await (await plan).run(testbed.testbedFile, { feature, scenario, impatient: step })
  } finally {
    await off()
    if (spoils) await letGo()
    else if (from === 'join') await leave()
  }
}

async function letGo(): Promise<void> {
  const ended = held
  held = undefined
  await closeWorkerSession()
  await ended?.close()
}

async function nothing(): Promise<void> {}
