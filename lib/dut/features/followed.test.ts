import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Host } from '../../host/host'
import { seconds } from '../../wait/duration'
import { waitFor } from '../../wait/wait-for'
import { isFollowed } from './followed'

const within = seconds(0)
const dutThatSays = (stdout: string): Host =>
  ({ name: 'vlab-01', run: async () => ({ stdout }) }) as never

test('a container is followed once container wait has found its id', async () => {
  const line =
    'Nov 23 09:16:15.805449 vlab-01 container[4351]: container_wait: wait_loop: snmp = kube running 596f08878da5'
  const told = await waitFor(isFollowed(dutThatSays(`596f08878da5\n${line}\n`), 'snmp'), { within })
  assert.equal(told, line)
  for (const [says, seen] of [
    ['596f08878da5\n', /has not found 596f08878da5/],
    ['\n', /no container id/],
  ] as const)
    await assert.rejects(waitFor(isFollowed(dutThatSays(says), 'snmp'), { within }), seen)
})
