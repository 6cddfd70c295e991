import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { before, test, type TestContext } from 'node:test'
import { startLab } from './kubectl/lab'
import {
  type KubectlRelease,
  kubectlOf,
  releases,
  TamperedPackage,
  unsupported,
} from './kubectl/releases'
import { applies, disagreement, run } from './kubectl/run-step'
import { access } from './kubectl/steps-access'
import { mistakes } from './kubectl/steps-mistakes'
import { ownership } from './kubectl/steps-ownership'
import { reading } from './kubectl/steps-reading'
import { daemonSets, deleting } from './kubectl/steps-workloads'
import { applying, labelling } from './kubectl/steps-writing'
import { workspace } from './kubectl/workspace'

const script = [
  reading,
  mistakes,
  access,
  labelling,
  applying,
  ownership,
  daemonSets,
  deleting,
].flat()

/** Of each release: the directory of its kubectl, or why there is none. */
const fetched = new Map<KubectlRelease, string | Error>()
/** How many commands agree, for each version. */
const agreed: number[] = []

before(async () => {
  if (unsupported()) return
  await Promise.all(
    releases.map(async (release) => {
      try {
        fetched.set(release, await kubectlOf(release))
      } catch (error) {
        if (error instanceof TamperedPackage) throw error
        fetched.set(release, error as Error)
      }
    }),
  )
})

test('the script of kubectl commands', { concurrency: 2 }, async (t) => {
  await Promise.all(
    releases.map((release) =>
      t.test(
        `kubectl ${release.version} finds Kubernetes ${release.cluster} as it should be`,
        (each) => runScript(each, release),
      ),
    ),
  )
  const commands = agreed.reduce((sum, count) => sum + count, 0)
  t.diagnostic(
    `kubectl: ${commands} commands agree on ${agreed.length} versions, 0 listed differences`,
  )
})

async function runScript(t: TestContext, release: KubectlRelease): Promise<void> {
  const kubectl = fetched.get(release)
  const why =
    unsupported() ?? (kubectl instanceof Error ? kubectl.message.split('\n')[0] : undefined)
  if (why !== undefined || kubectl === undefined) return t.skip(why ?? 'it was not fetched')

  const lab = await startLab(release.cluster)
  const directory = await workspace(lab)
  t.after(async () => {
    await lab[Symbol.asyncDispose]()
    rmSync(directory, { recursive: true })
  })
  const steps = script.filter((step) => applies(step, release))
  const differences: string[] = []
  for (const step of steps) {
    const difference = disagreement(step, await run(step.run, directory, String(kubectl)))
    if (difference) differences.push(`$ ${step.run}\n${difference}`)
  }
  assert.deepEqual([...differences, ...lab.unknown], [])
  agreed.push(steps.length)
}
