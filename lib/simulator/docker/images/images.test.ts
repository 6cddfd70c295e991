import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { knownRegistries } from './image-store'
import { machineWithDocker } from '../testing/machine-with-docker'

let { engine, sh } = machineWithDocker()
beforeEach(() => {
  ;({ engine, sh } = machineWithDocker())
})

test('an image that no registry holds is refused in the words of the daemon', async () => {
  const unknownHost = await sh('docker pull registry.lab:5000/lab/bb:1')
  assert.equal(
    unknownHost.stderr,
    'Error response from daemon: Get "https://registry.lab:5000/v2/": dial tcp: lookup registry.lab: Temporary failure in name resolution\n',
  )
  engine.registry = knownRegistries([
    { tags: ['registry.lab:5000/lab/bb:1'], sizeBytes: 1_980_000, command: ['sh'] },
  ])
  const unknownTag = await sh('docker pull registry.lab:5000/lab/bb:2')
  assert.equal(
    unknownTag.stderr,
    'Error response from daemon: manifest for registry.lab:5000/lab/bb:2 not found: manifest unknown: manifest unknown\n',
  )
  assert.equal(
    (
      await sh(
        'docker pull -q registry.lab:5000/lab/bb:1; docker images -q registry.lab:5000/lab/bb | wc -l',
      )
    ).stdout,
    'registry.lab:5000/lab/bb:1\n1\n',
  )
})

test('a tag names the same image, and removing it leaves the other', async () => {
  await sh('docker tag k8s.gcr.io/pause:3.5 mirror.example/pause:3.5')
  assert.equal(
    (await sh('docker rmi mirror.example/pause:3.5')).stdout,
    'Untagged: mirror.example/pause:3.5\n',
  )
  assert.notEqual(engine.findImage('k8s.gcr.io/pause:3.5'), undefined)
})

test('an image is not removed by its id while a container needs it; ps quotes the words of its command', async () => {
  await sh("docker run -d --name user k8s.gcr.io/pause:3.5 sh -c 'a b'")
  const [image] = engine.images.all()
  const id = image?.id.slice(7, 19) ?? ''
  const user = engine.find('user')?.id.slice(0, 12) ?? ''
  const refused = `Error response from daemon: conflict: unable to delete ${id}`
  assert.equal(
    (await sh(`docker rmi -f ${id}`)).stderr,
    `${refused} (cannot be forced) - image is being used by running container ${user}\n`,
  )
  assert.equal(
    (await sh('docker ps --no-trunc --format "{{.Command}}"')).stdout,
    `"/pause sh -c 'a b'"\n`,
  )
  await sh('docker tag k8s.gcr.io/pause:3.5 a.example/pause:3.5; docker stop user')
  assert.equal(
    (await sh(`docker rmi ${id}`)).stderr,
    `${refused} (must be forced) - image is referenced in multiple repositories\n`,
  )
  assert.deepEqual(image?.tags[0], 'a.example/pause:3.5')
})
