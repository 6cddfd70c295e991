import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { SimulatedClock } from '../../time/clock'
import type { FileSystem } from '../../file-system/file-system'
import { Machine } from '../../machine/machine'
import { SeededRandom } from '../../chance/seeded-random'
import { insideOf } from '../container/container-inside'
import { dockerCommand } from './docker-command'
import { DockerEngine } from '../engine'

let machine: Machine
let engine: DockerEngine
let docker: (args: string) => Promise<{ stdout: string; stderr: string; exitCode: number }>

beforeEach(() => {
  const [clock, random] = [new SimulatedClock(0), new SeededRandom(4)]
  machine = new Machine({ hostname: 'vmhost', clock, random, users: [] })
  engine = new DockerEngine({
    clock,
    random,
    version: '20.10.24+dfsg1',
    apiVersion: '1.41',
    cgroupDriver: 'cgroupfs',
    images: [{ tags: ['pause:1'], sizeBytes: 1, entrypoint: ['/pause'] }],
    host: { machine, publish: () => () => undefined, listensAt: () => undefined },
  })
  machine.install(dockerCommand(engine))
  docker = (args) => machine.exec(`docker ${args}`)
})

test('a daemon has three networks and no volume, in the columns of the real client', async () => {
  assert.equal(
    (await docker('network ls')).stdout.replace(/^[0-9a-f]{12}/gm, '<short id>  '),
    [
      'NETWORK ID     NAME      DRIVER    SCOPE',
      '<short id>     bridge    bridge    local',
      '<short id>     host      host      local',
      '<short id>     none      null      local\n',
    ].join('\n'),
  )
  assert.equal((await docker('volume ls')).stdout, 'DRIVER    VOLUME NAME\n')
})

test('what was created is listed by name and label, is inspected, and goes', async () => {
  const { stdout: id } = await docker(
    'network create --driver=bridge --subnet=192.168.49.0/24 --gateway=192.168.49.1 -o --ip-masq --label=of=me net',
  )
  assert.match(id, /^[0-9a-f]{64}\n$/)
  assert.equal((await docker('volume create data --label of=me')).stdout, 'data\n')
  for (const [kind, name] of [
    ['network', 'net'],
    ['volume', 'data'],
  ] as const) {
    const list = async (filter: string): Promise<string> =>
      (await docker(`${kind} ls ${filter} --format "{{.Name}}"`)).stdout
    assert.match(await list(''), new RegExp(`^${name}$`, 'm'))
    assert.equal(await list('--filter label=of=me'), `${name}\n`)
    assert.equal(await list('--filter label=of=you'), '')
    assert.equal((await docker(`${kind} inspect ${name} -f "{{.Labels.of}}"`)).stdout, 'me\n')
    assert.equal((await docker(`${kind} rm ${name}`)).stdout, `${name}\n`)
    assert.equal(await list('--filter label=of=me'), '')
    const { stderr, exitCode } = await docker(`${kind} inspect ${name}`)
    assert.deepEqual([stderr, exitCode], [`Error: No such ${kind}: ${name}\n`, 1])
  }
})

test('what a container uses stays, and what is always there, too', async () => {
  await docker('network create net')
  await docker('run -d --name user --network net -v data:/var pause:1')
  const refused = async (args: string, why: RegExp): Promise<void> => {
    const { stderr, exitCode } = await docker(args)
    assert.equal(exitCode, 1)
    assert.match(stderr, why)
  }
  await refused('network rm net', /: error while removing network: network net id \w+ has active/)
  await refused('volume rm data', /: remove data: volume is in use - \[[0-9a-f]{64}\]$/m)
  await refused('network rm bridge', /: bridge is a pre-defined network and cannot be removed$/m)
  await refused('network create net', /: network with name net already exists$/m)
  assert.equal((await docker('ps --format "{{.Networks}}"')).stdout, 'net\n')
  await docker('rm -f user')
  assert.equal((await docker('network rm net')).exitCode, 0)
  assert.equal((await docker('volume rm data')).exitCode, 0)
})

test('docker ps and inspect tell of the volumes of a container as of its paths', async () => {
  await docker('run -d --name user -v data:/var:ro -v /srv:/srv -v /scratch pause:1')
  const shown = async (args: string): Promise<string> => (await docker(args)).stdout.trimEnd()
  const columns = await shown('ps --no-trunc --format "{{.Mounts}} {{.LocalVolumes}}"')
  assert.match(columns, /^data,\/srv,[0-9a-f]{64} 2$/)
  for (const wanted of ['data', '/srv', '/var'])
    assert.equal(await shown(`ps --filter volume=${wanted} --format "{{.Names}}"`), 'user')
  assert.equal(await shown('ps --filter volume=other --format "{{.Names}}"'), '')
  const [data, srv, scratch] = JSON.parse(await shown('inspect user -f "{{json .Mounts}}"')) as [
    ...Record<string, unknown>[],
  ]
  assert.deepEqual(data, {
    Type: 'volume',
    Name: 'data',
    Source: '/var/lib/docker/volumes/data/_data',
    Destination: '/var',
    Driver: 'local',
    Mode: 'ro',
    RW: false,
    Propagation: '',
  })
  assert.deepEqual([srv?.['Type'], srv?.['Name']], ['bind', undefined])
  assert.equal(scratch?.['Destination'], '/scratch')
  assert.equal(
    await shown('inspect user -f "{{json .HostConfig.Binds}}"'),
    '["data:/var:ro","/srv:/srv"]',
  )
})

test('a volume that nobody has named goes with its container, and only with rm -v', async () => {
  const volumes = async (): Promise<number> =>
    (await docker('volume ls -q')).stdout.split('\n').length - 1
  await docker('run -d --name user -v data:/var -v /scratch pause:1')
  assert.equal(await volumes(), 2)
  await docker('rm -f -v user')
  assert.equal((await docker('volume ls -q')).stdout, 'data\n')
  await docker('run -d --name user -v /scratch pause:1')
  await docker('rm -f user')
  assert.equal(await volumes(), 2)
})

test('what a container writes into a volume is there for the next one, until the volume goes', async () => {
  const inside = (name: string): FileSystem =>
    insideOf(engine.container(name), engine.options.clock).fs
  await docker('run -d --name one -v data:/var pause:1')
  inside('one').writeText('/var/note', 'hello')
  await docker('rm -f one')
  await docker('run -d --name two -v data:/mnt pause:1')
  assert.equal(inside('two').readText('/mnt/note'), 'hello')
  await docker('rm -f two')
  await docker('volume rm data')
  assert.equal(machine.fs.exists('/var/lib/docker/volumes/data'), false)
})

test('a name that is none of a volume is refused', async () => {
  const { stderr, exitCode } = await docker('run -d -v a/b:/var pause:1')
  assert.equal(exitCode, 125)
  assert.match(stderr, /: create a\/b: "a\/b" includes invalid characters for a local volume name/)
  assert.equal((await docker('volume ls -q')).stdout, '')
})
