import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pods } from '../../resources/pods'
import { NodeLab } from '../testing/node-lab'

let lab: NodeLab
before(async () => (lab = await NodeLab.begin()))
after(() => lab[Symbol.asyncDispose]())

const directory = (pod: string): string =>
  `/var/lib/kubelet/pods/${lab.found(pod)?.metadata.uid}/volumes`

test('an emptyDir is shared by a pod’s containers, outlives them, and goes with the pod', async () => {
  const mount = { volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }] }
  const image = { image: 'lab/busybox:1', command: ['sleep', '9999'] }
  lab.create('sharing', {
    containers: [
      { name: 'main', ...image, ...mount },
      { name: 'other', ...image, ...mount },
    ],
    volumes: [{ name: 'scratch', emptyDir: {} }],
  })
  await lab.runs('sharing')
  await lab.inside('sharing', 'echo kept > /scratch/note')
  const other = `$(docker ps -q -f name=k8s_other_sharing_)`
  assert.equal((await lab.type(`docker exec ${other} cat /scratch/note`)).stdout, 'kept\n')
  await lab.type(`docker kill $(docker ps -q -f name=k8s_main_sharing_)`)
  await lab.until(
    'main is restarted',
    () => lab.found('sharing')?.status.containerStatuses?.[0]?.restartCount === 1,
  )
  assert.equal(await lab.inside('sharing', 'cat /scratch/note'), 'kept\n')
  const own = directory('sharing')
  assert.equal((await lab.type(`cat ${own}/kubernetes.io~empty-dir/scratch/note`)).stdout, 'kept\n')
  lab.api.delete(pods, { namespace: 'default', name: 'sharing' })
  await lab.until('the pod is gone', () => lab.found('sharing') === undefined)
  await lab.clock.pass(5)
  assert.equal((await lab.type(`ls -d ${own}`)).exitCode, 2)
})

test('hostPaths are of their type or made; part of one is a part of the machine', async () => {
  await lab.type('mkdir -p /srv/data/sub; echo mine > /srv/data/sub/file')
  lab.create('made', {
    main: {
      volumeMounts: [
        { name: 'directory', mountPath: '/directory' },
        { name: 'data', mountPath: '/part', subPath: 'sub' },
        { name: 'file', mountPath: '/a-file' },
      ],
    },
    volumes: [
      { name: 'directory', hostPath: { path: '/srv/new/deep', type: 'DirectoryOrCreate' } },
      { name: 'data', hostPath: { path: '/srv/data', type: 'Directory' } },
      { name: 'file', hostPath: { path: '/srv/file', type: 'FileOrCreate' } },
    ],
  })
  await lab.runs('made')
  await lab.inside(
    'made',
    'echo in > /a-file; echo too > /directory/x; cat /part/file; echo more > /part/y',
  )
  assert.equal(
    (await lab.type('cat /srv/file /srv/new/deep/x /srv/data/sub/file /srv/data/sub/y')).stdout,
    'in\ntoo\nmine\nmore\n',
  )
  lab.api.delete(pods, { namespace: 'default', name: 'made' })
  await lab.until('the pod is gone', () => lab.found('made') === undefined)
  await lab.clock.pass(5)
  assert.equal((await lab.type('cat /srv/data/sub/file')).stdout, 'mine\n')
})

for (const [type, path, why] of [
  ['Directory', '/etc/hostname', 'hostPath type check failed: /etc/hostname is not a directory'],
  ['File', '/etc', 'hostPath type check failed: /etc is not a file'],
  ['FileOrCreate', '/no/such/file', 'open /no/such/file: no such file or directory'],
  ['Socket', '/etc/hostname', 'hostPath type check failed: /etc/hostname is not a socket file'],
  [
    'CharDevice',
    '/etc/hostname',
    'hostPath type check failed: /etc/hostname is not a character device',
  ],
  ['BlockDevice', '/dev/null', 'hostPath type check failed: /dev/null is not a block device'],
] as const)
  test(`a hostPath ${path} is refused as ${type}`, async () => {
    const pod = `refused-${type.toLowerCase()}`
    lab.create(pod, { volumes: [{ name: 'h', hostPath: { path, type } }] })
    await lab.until('it was refused', () => lab.said('FailedMount', pod).length > 0)
    assert.equal(
      lab.said('FailedMount', pod)[0]?.message,
      `MountVolume.SetUp failed for volume "h" : ${why}`,
    )
    lab.api.delete(pods, { namespace: 'default', name: pod })
  })
