import assert from 'node:assert/strict'
import { test } from 'node:test'
import { root } from '../../host/command'
import { ask } from '../fixtures/contended-vmhost'
import { clusterStays, dutRounds } from '../fixtures/lease-contest'
import { LeaseShell, type Mutation } from '../fixtures/lease-shell'
import { request } from '../fixtures/test-machine'

// 200 rounds and 200 stays: npm run test:crash -- --leases
test('16 contenders, 100 rounds, the wall clock stepping by up to an hour: one has the DUT, the others are told who', async (t) => {
  const rounds = await dutRounds(t, 100)
  assert.deepEqual(rounds, { holders: 100, told: 100 * 15, grew: true })
})

test('16 contenders, 50 stays: a cluster is shared and never lost, and nobody is overtaken', async (t) => {
  const { grants, problems, left } = await clusterStays(t, 50)
  assert.deepEqual(problems, [])
  assert.ok(grants >= 50)
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
    const { problems } = await clusterStays(t, 100, mutation)
    assert.notDeepEqual(problems, [])
  })
