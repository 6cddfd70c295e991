import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { machineWithDocker } from '../testing/machine-with-docker'

let { engine, sh } = machineWithDocker()
beforeEach(() => {
  ;({ engine, sh } = machineWithDocker())
})

test('what a container writes is in a file of the machine, an object a line, from its first start until it is removed', async () => {
  const image = engine.images.find('k8s.gcr.io/pause:3.2')!
  const container = engine.create({ name: 'one', image, imageName: 'pause' })
  const path = (): Promise<string> =>
    sh(`docker inspect -f '{{.LogPath}}' one`).then(({ stdout }) => stdout.trim())
  assert.equal(await path(), '')
  engine.start(container)
  container.log.write('out "quoted"\n', 1_764_000_000_000)
  container.log.write('wrong\n', 1_764_000_000_250, 'stderr')
  assert.equal(await path(), `/var/lib/docker/containers/${container.id}/${container.id}-json.log`)
  assert.equal(
    (await sh(`cat ${await path()}`)).stdout,
    '{"log":"out \\"quoted\\"\\n","stream":"stdout","time":"2025-11-24T16:00:00.000000000Z"}\n' +
      '{"log":"wrong\\n","stream":"stderr","time":"2025-11-24T16:00:00.250000000Z"}\n',
  )
  assert.deepEqual(await sh('docker logs one').then(({ stdout, stderr }) => [stdout, stderr]), [
    'out "quoted"\n',
    'wrong\n',
  ])
  await sh(`truncate -s 0 ${await path()}`)
  assert.equal((await sh('docker logs one 2>&1')).stdout, '')
  const directory = `/var/lib/docker/containers/${container.id}`
  assert.equal((await sh(`stat -c %a ${directory} ${await path()}`)).stdout, '710\n640\n')
  await sh('docker rm -f one')
  assert.equal((await sh(`ls ${directory}`)).exitCode, 2)
})
