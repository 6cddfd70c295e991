import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Host } from '../../host/host'
import { seconds } from '../../wait/duration'
import { waitFor } from '../../wait/wait-for'
import { journeyStart } from './journey-start'

const rows = (owner: string): string =>
  `{'set_owner': 'kube'}\n{'current_owner': '${owner}', 'container_id': '${owner === 'local' ? 'snmp' : ''}'}\n{}\n`

const dutThatSays = (...answers: readonly (readonly [before: string, after: string])[]): Host => {
  const left = [...answers]
  const [last = ['', '']] = answers.slice(-1)
  return {
    name: 'vlab-01',
    run: async () => {
      const [before, after] = left.shift() ?? last
      const date = '1795702139.641020 Nov 26 14:08:59.641020'
      return {
        stdout: `${rows(before)}--\nactive\n--\n071a29fe4751 snmp\n--\n--\n${date}\n${rows(after)}`,
      }
    },
  } as never
}

test('a journey starts at a moment between two looks that agree', async () => {
  const start = await waitFor(journeyStart(dutThatSays(['local', 'local']), 'snmp'), {
    within: seconds(0),
  })
  assert.equal(start.look.currentOwner, 'local')
  assert.deepEqual(start.moment, {
    epoch: '1795702139.641020',
    logTime: 'Nov 26 14:08:59.641020',
  })
})

test('one that somebody else has begun is waited for', async () => {
  const dut = dutThatSays(['local', 'none'], ['none', 'local'], ['local', 'local'])
  const { look } = await waitFor(journeyStart(dut, 'snmp'), { within: seconds(60) })
  assert.equal(look.currentOwner, 'local')
  await assert.rejects(
    waitFor(journeyStart(dutThatSays(['local', 'none']), 'snmp'), { within: seconds(0) }),
    /snmp on vlab-01 to stay as it is[^]*on its way: set_owner kube, current_owner local/,
  )
})
