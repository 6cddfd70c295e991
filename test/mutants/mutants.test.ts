import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { mutants } from '../../lib/simulator/mutants/catalogue'
import { type Mutant } from '../../lib/simulator/mutants/mutant'
import { Prover } from './prover'

const titleOf = ({ feature, scenario }: Mutant): string => `${feature} › ${scenario}`

/** By the scenario that finds them; those that must be there when the DUT joins, or that spoil a testbed, come last. */
const byScenario = new Map<string, Mutant[]>()
for (const mutant of mutants.all
  // test/suite/receipt.test.ts finds those of a whole run.
  .filter(({ from }) => from !== 'run')
  .toSorted((a, b) => lateness(a) - lateness(b)))
  byScenario.set(titleOf(mutant), [...(byScenario.get(titleOf(mutant)) ?? []), mutant])

function lateness({ from, spoils }: Mutant): number {
  return (spoils ? 10 : 0) + ['scenario', 'step', 'join'].indexOf(from)
}

test('there are at least 40, each with a name of its own', () => {
  assert.ok(mutants.all.length >= 40, `${mutants.all.length} mutants`)
  assert.equal(new Set(mutants.all.map(({ name }) => name)).size, mutants.all.length)
})

// Two processes, as CI has two cores; each has half of the mutants.
describe('every mutant is found', { concurrency: 2 }, () => {
  for (const [number, scenarios] of lanes([...byScenario.values()], 2).entries())
    describe(`process ${number + 1}`, { concurrency: 1 }, () => {
      let prover: Prover
      before(() => {
        prover = new Prover()
      })
      after(() => prover.close())
      for (const found of scenarios) describe(titleOf(found[0]!), () => finds(() => prover, found))
    })
})

/** Shares them out, the most work first, to whoever has least. */
function lanes(scenarios: readonly Mutant[][], count: number): Mutant[][][] {
  const all: Mutant[][][] = Array.from({ length: count }, () => [])
  for (const each of scenarios.toSorted((a, b) => b.length - a.length))
    all.toSorted((a, b) => a.flat().length - b.flat().length)[0]!.push(each)
  return all
}

function finds(prover: () => Prover, found: readonly Mutant[]): void {
  const { feature, scenario } = found[0]!
  test('passes without a mutant', async () => {
    const { steps, failed } = await prover().prove({ feature, scenario })
    assert.ok(steps > 0, 'no such scenario')
    assert.equal(failed, undefined)
  })

  for (const { name, what, step, message } of found)
    test(`finds ${name}`, async () => {
      const { failed } = await prover().prove({ feature, scenario, mutant: name })
      assert.ok(failed, `${what} Nothing failed.`)
      assert.ok(failed.step.includes(step), `${failed.step}: ${failed.message}`)
      assert.ok(failed.message.includes(message), failed.message)
    })
}
