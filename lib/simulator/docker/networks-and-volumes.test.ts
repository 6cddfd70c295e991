import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { SimulatedClock } from '../clock'
import { Machine } from '../machine/machine'
import { SeededRandom } from '../random'
import { dockerCommand } from './docker-command'
import { DockerEngine } from './engine'

let docker: (args: string) => Promise<{ stdout: string; stderr: string; exitCode: number }>

beforeEach(() => {
  const [clock, random] = [new SimulatedClock(0), new SeededRandom(4)]
  const engine = new DockerEngine({
    clock,
    random,
    version: '20.10.24+dfsg1',
    apiVersion: '1.41',
    cgroupDriver: 'cgroupfs',
    images: [{ tags: ['pause:1'], sizeBytes: 1, command: ['/pause'] }],
  })
  const machine = new Machine({ hostname: 'vmhost', clock, random, users: [] })
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
