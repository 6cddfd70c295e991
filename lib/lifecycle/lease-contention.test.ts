import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { root } from '../host/command'
import { SeededRandom } from '../simulator/random'
import { ask, ContendedVmhost } from './fixtures/contended-vmhost'
import { LeaseShell, type Mutation } from './fixtures/lease-shell'
import { request } from './fixtures/test-machine'

const contenders = 16

test('16 contenders, 200 rounds, the wall clock stepping by up to an hour: one has the DUT, the others are told who', async (t) => {
  const rounds = await dutRounds(t)
  assert.deepEqual(rounds, { holders: 200, told: 200 * 15, grew: true })
})

test('16 contenders, 100 stays: a cluster is shared and never lost, and nobody is overtaken', async (t) => {
  const { grants, problems, left } = await clusterStays(t)
  assert.deepEqual(problems, [])
  assert.ok(grants >= 100)
  assert.deepEqual(left, [])
})

test('whoever died while it stood in line leaves nothing behind', async (t) => {
  const shell = new LeaseShell(t)
  const cluster = { ...request, use: 'cluster' } as const
  await ask(shell, { ...cluster, run: 'builds' })
  assert.equal((await ask(shell, { ...cluster, run: 'dies' })).outcome, 'wait')
  shell.elapse(31)
  await shell.call(root`let_go builds`)
  assert.deepEqual(shell.files(), [])
})

test('a lease that is cut short by a full disk leaves nothing, and loses no place to others', async (t) => {
  const cluster = { ...request, use: 'cluster' } as const
  const shell = new LeaseShell(t, (words) =>
    words.replace(/^ *sync .*lease\.new" &&$/m, '    [ ! -e "$BASE.full" ] &&'),
  )
  await shell.call(root`: > "$BASE.full"`)
  assert.equal((await ask(shell, { ...cluster, run: 'alone' })).outcome, 'unwritable')
  assert.deepEqual(shell.files(), [])
  await shell.call(root`rm "$BASE.full"`)
  await ask(shell, { ...cluster, run: 'builds' })
  const { number } = await ask(shell, { ...cluster, run: 'waits' })
  await shell.call(root`: > "$BASE.full"`)
  const answer = await ask(shell, { ...cluster, run: 'waits' }, number)
  assert.equal(answer.outcome, 'unwritable')
  assert.deepEqual(
    answer.leases.map(({ run }) => run),
    ['builds'],
  )
})

for (const [mechanism, mutation] of Object.entries<Mutation>({
  'a live lease stands in the way': (words) =>
    words.replace('alone) builder=$number ;;', 'alone) ;;'),
  'the last to go is told': (words) =>
    words.replace('[ "$number" != "$mine" ] && [ "$left" -gt 0 ]', 'false'),
  'nobody who came later gets in before': (words) => words.replace('queue=$number', 'queue='),
  'ages are counted by the uptime': (words) => words.replace('now=${uptime%.*}', 'now=$(date +%s)'),
}))
  test(`without "${mechanism}" these tests fail`, async (t) => {
    const { problems } = await clusterStays(t, mutation)
    assert.notDeepEqual(problems, [])
  })

async function dutRounds(
  t: TestContext,
): Promise<{ holders: number; told: number; grew: boolean }> {
  const shell = new LeaseShell(t)
  let [holders, told, last, grew] = [0, 0, 0, true]
  for (let round = 0; round < 200; round++) {
    const runs = Array.from({ length: contenders }, (_, i) => `${round}-${i}`)
    const answers = await Promise.all(runs.map((run) => ask(shell, { ...request, run })))
    const taken = answers.filter(({ outcome }) => outcome === 'taken')
    const [winner] = taken
    holders += taken.length
    told += answers.filter(
      ({ outcome, leases }) => outcome === 'held' && leases[0]?.number === winner?.number,
    ).length
    grew &&= (winner?.number ?? 0) > last
    last = winner?.number ?? 0
    // Every third dies: its lease ends, and the next round takes over.
    if (round % 3 === 0) shell.elapse(request.seconds)
    else await shell.call(root`let_go ${winner?.leases[0]?.run ?? ''}`)
  }
  return { holders, told, grew }
}

interface Stays {
  readonly grants: number
  readonly problems: readonly string[]
  readonly left: readonly string[]
}

/** Contenders come, build a cluster or share one, stay for a while, and go or die, in an order that a seed draws. */
async function clusterStays(t: TestContext, mutation?: Mutation): Promise<Stays> {
  const vmhost = new ContendedVmhost(new LeaseShell(t, mutation))
  const random = new SeededRandom(7)
  let [grants, steps] = [0, 0]
  while ((grants < 100 || vmhost.isUsed) && vmhost.problems.length === 0) {
    if (++steps > 20_000) vmhost.problems.push('somebody waits for ever')
    const who = Math.floor(random.next() * contenders)
    grants += await vmhost.step(who, random.next(), grants < 100)
  }
  await vmhost.finish()
  return { grants, problems: vmhost.problems, left: vmhost.shell.files() }
}
