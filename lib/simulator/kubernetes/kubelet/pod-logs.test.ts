import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pods } from '../resources/pods'
import { NodeLab } from './testing/node-lab'

let lab: NodeLab
before(async () => (lab = await NodeLab.begin()))
after(() => lab[Symbol.asyncDispose]())

const said = async (line: string): Promise<string> => (await lab.type(line)).stdout

test('a container’s log is found by the names of its pod, for each start, and goes with it', async () => {
  lab.create('talker', {
    main: { command: ['sh', '-c', 'echo one; echo two >&2; sleep 30; exit 1'] },
  })
  await lab.runs('talker')
  const { uid } = lab.found('talker')!.metadata
  const id = (await said('docker ps -q --no-trunc -f name=k8s_main_talker')).trim()
  const own = `/var/log/pods/default_talker_${uid}`
  assert.equal(
    await said(`readlink ${own}/main/0.log`),
    `/var/lib/docker/containers/${id}/${id}-json.log\n`,
  )
  const named = `/var/log/containers/talker_default_main-${id}.log`
  assert.equal(await said(`readlink ${named}`), `${own}/main/0.log\n`)
  assert.match(
    await said(`cat ${named}`),
    /^{"log":"one\\n","stream":"stdout","time":"\S+Z"}\n{"log":"two\\n","stream":"stderr","time":"\S+"}\n$/,
  )
  const restarted = (times: number) => (): boolean =>
    lab.found('talker')?.status.containerStatuses?.[0]?.restartCount === times
  await lab.until('it was restarted', restarted(1))
  assert.equal(await said(`ls ${own}/main`), '0.log\n1.log\n')
  await lab.until('it was restarted again', restarted(2))
  assert.equal(
    await said(`ls ${own}/main; ls /var/log/containers | grep -c talker`),
    '1.log\n2.log\n2\n',
  )
  lab.api.delete(pods, { namespace: 'default', name: 'talker' })
  await lab.until('the pod is gone', () => lab.found('talker') === undefined)
  await lab.clock.pass(61)
  assert.equal(
    await said(`ls -d ${own} 2>&1; ls /var/log/containers | grep -c talker`),
    `ls: cannot access '${own}': No such file or directory\n0\n`,
  )
})
