import assert from 'node:assert/strict'
import { before, test, type TestContext } from 'node:test'
import { kubectlOf, releases, TamperedPackage, unsupported } from './kubectl/releases'
import { changing } from './kubectl-twin/lines-changing'
import { formats } from './kubectl-twin/lines-formats'
import { reading } from './kubectl-twin/lines-reading'
import { TwoLabs } from './kubectl-twin/two-labs'

/** The recorded lab's: what is typed on the machines is nearest to that. */
const [release] = releases

let kubectl: string | undefined
let why = unsupported()

before(async () => {
  if (why !== undefined || !release) return
  try {
    kubectl = await kubectlOf(release)
  } catch (error) {
    if (error instanceof TamperedPackage) throw error
    why = (error as Error).message.split('\n')[0]
  }
})

const isThere = [
  'kubectl wait --for=condition=Ready node --all --timeout=20s',
  'kubectl apply -f web.yaml',
  'kubectl label node vlab-01 web=yes',
  'kubectl rollout status ds/web --timeout=20s >/dev/null',
]

test('the machines’ kubectl reads and prints as the real one does', (t) =>
  agree(t, isThere.slice(0, 1), [...reading, ...formats]))

test('the machines’ kubectl changes things as the real one does', (t) =>
  agree(t, isThere, changing))

async function agree(
  t: TestContext,
  first: readonly string[],
  lines: readonly string[],
): Promise<void> {
  if (kubectl === undefined || !release) return t.skip(why ?? 'it was not fetched')
  await using labs = await TwoLabs.start(kubectl, release.version, release.cluster)
  for (const line of first) await labs.type(line)
  const differences: string[] = []
  for (const line of lines) {
    const { real, twin } = await labs.type(line)
    if (real !== twin) differences.push(`$ ${line}\n=== real\n${real}\n=== twin\n${twin}`)
  }
  assert.deepEqual(differences, [])
  t.diagnostic(`kubectl on the machines: ${lines.length} lines agree, 0 listed differences`)
}
