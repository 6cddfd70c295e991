import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { Client, type ClientChannel, type ConnectConfig, type SFTPWrapper } from 'ssh2'
import { SimulatedClock } from '../time/clock'
import { Machine } from '../machine/machine'
import { SeededRandom } from '../chance/seeded-random'
import { generateKeyPair } from './key-pair'
import { serveSsh, type SshService } from './ssh-server'

const key = generateKeyPair()

test('a command runs over SSH with its output, its errors, its exit code and its input', async () => {
  await using lab = await aLab()
  const client = await lab.login({ privateKey: key.private })
  assert.deepEqual(await exec(client, 'echo out; echo err >&2; exit 3'), {
    stdout: 'out\n',
    stderr: 'err\n',
    exitCode: 3,
  })
  assert.equal(
    (await exec(client, 'sudo sh -c "cat > /etc/x"; cat /etc/x', 'typed')).stdout,
    'typed',
  )
  client.end()
})

test('a command that reads nothing starts though its input is never ended', async () => {
  await using lab = await aLab()
  const client = await lab.login({ privateKey: key.private })
  assert.equal((await exec(client, 'echo at once')).stdout, 'at once\n')
  client.end()
})

test('a wrong password, an unknown key and a password for root are refused', async () => {
  await using lab = await aLab()
  const refused = /All configured authentication methods failed/
  await assert.rejects(lab.login({ password: 'wrong' }), refused)
  await assert.rejects(lab.login({ privateKey: generateKeyPair().private }), refused)
  await assert.rejects(lab.login({ username: 'root', password: 'right' }), refused)
  const client = await lab.login({ password: 'right' })
  client.end()
})

test('the eleventh session of a connection is refused with reason 2, and the others live on', async () => {
  await using lab = await aLab()
  const client = await lab.login({ privateKey: key.private })
  const open = Array.from({ length: 10 }, () => exec(client, 'sleep 0.3; echo done'))
  await assert.rejects(exec(client, 'true'), { reason: 2 })
  assert.deepEqual(
    (await Promise.all(open)).map(({ stdout }) => stdout),
    Array(10).fill('done\n'),
  )
  assert.equal((await exec(client, 'echo again')).stdout, 'again\n')
  client.end()
})

test('a machine without power cuts its connections and refuses new ones; with power it answers at the same port', async () => {
  await using lab = await aLab()
  const client = await lab.login({ privateKey: key.private })
  client.on('error', () => undefined)
  const cut = new Promise<void>((resolve) => client.on('close', () => resolve()))
  const running = exec(client, 'sleep 30').catch((error: unknown) => error)
  await exec(client, 'true')
  lab.machine.goDown()
  await cut
  await running
  await assert.rejects(lab.login({ privateKey: key.private }), /ECONNREFUSED/)
  lab.machine.comeUp()
  for (;;) {
    const back = await lab.login({ privateKey: key.private }).catch(() => undefined)
    if (!back) continue
    assert.equal((await exec(back, 'echo back')).stdout, 'back\n')
    back.end()
    break
  }
})

test('a dropped connection ends without an exit code, and the command goes on', async () => {
  await using lab = await aLab()
  const client = await lab.login({ privateKey: key.private })
  const channel = await open(client, 'sleep 0.2; echo survived > /tmp/proof')
  let code: unknown = 'none'
  channel.on('exit', (given: unknown) => (code = given))
  const closed = new Promise<void>((resolve) => client.on('close', () => resolve()))
  lab.service.dropConnections()
  await closed
  assert.equal(code, 'none')
  while (!lab.machine.fs.exists('/tmp/proof')) await new Promise(setImmediate)
})

test('a followed log arrives as it is written', async () => {
  await using lab = await aLab()
  lab.machine.install({
    name: 'follow',
    run: async (_, { stream, signal }) => {
      stream?.('first\n')
      if (!signal.aborted) await once(signal, 'abort')
      return {}
    },
  })
  const client = await lab.login({ privateKey: key.private })
  const channel = await open(client, 'follow')
  const [chunk] = (await once(channel, 'data')) as [Buffer]
  assert.equal(chunk.toString(), 'first\n')
  client.end()
})

test('SFTP writes, reads, lists, renames over and removes, as the login user', async () => {
  await using lab = await aLab()
  const client = await lab.login({ privateKey: key.private })
  const sftp = await new Promise<SFTPWrapper>((resolve, reject) =>
    client.sftp((error, opened) => (error ? reject(error) : resolve(opened))),
  )
  const binary = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 256))

  await call((done) => sftp.writeFile('/home/admin/a', binary, done))
  await call((done) => sftp.writeFile('b', 'old', done))
  await call((done) => sftp.ext_openssh_rename('/home/admin/a', '/home/admin/b', done))
  assert.deepEqual(await call<Buffer>((done) => sftp.readFile('b', done)), binary)
  assert.deepEqual(
    await call<string[]>((done) =>
      sftp.readdir('.', (error, list) => done(error, list?.map(({ filename }) => filename).sort())),
    ),
    ['.ssh', 'b'],
  )
  await assert.rejects(
    call((done) => sftp.writeFile('/etc/x', 'no', done)),
    /Permission denied/,
  )
  assert.equal(lab.machine.fs.stat('/home/admin/b').uid, 1000)
  client.end()
})

interface Lab extends AsyncDisposable {
  readonly machine: Machine
  readonly service: SshService
  login(config: ConnectConfig): Promise<Client>
}

async function aLab(): Promise<Lab> {
  const admin = {
    name: 'admin',
    uid: 1000,
    gid: 1000,
    home: '/home/admin',
    groups: ['sudo'],
    password: 'right',
    sudo: 'all',
  } as const
  const root = { ...admin, name: 'root', uid: 0, gid: 0, home: '/root' } as const
  const machine = new Machine({
    hostname: 'vlab-01',
    users: [root, admin],
    clock: new SimulatedClock(0),
    random: new SeededRandom(1),
  })
  machine.fs.writeText('/home/admin/.ssh/authorized_keys', key.public)
  machine.fs.chown('/home/admin/.ssh', 1000, 1000)
  const service = await serveSsh(machine)
  return {
    machine,
    service,
    login: (config) =>
      connect({ host: '127.0.0.1', port: service.port, username: 'admin', ...config }),
    async [Symbol.asyncDispose]() {
      await service.close()
    },
  }
}

function connect(config: ConnectConfig): Promise<Client> {
  const client = new Client()
  return new Promise((resolve, reject) => {
    client.on('ready', () => {
      client.setNoDelay(true)
      resolve(client)
    })
    client.on('error', reject)
    client.connect(config)
  })
}

function open(client: Client, command: string): Promise<ClientChannel> {
  return new Promise((resolve, reject) =>
    client.exec(command, (error, channel) => (error ? reject(error) : resolve(channel))),
  )
}

async function exec(
  client: Client,
  command: string,
  input?: string,
): Promise<{ stdout: string; stderr: string; exitCode: unknown }> {
  const channel = await open(client, command)
  let stdout = ''
  let stderr = ''
  channel.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  channel.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  if (input !== undefined) channel.end(input)
  const [exitCode] = (await once(channel, 'close')) as unknown[]
  return { stdout, stderr, exitCode }
}

function call<T = unknown>(
  act: (done: (error?: Error | null, value?: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) =>
    act((error, value) => (error ? reject(error) : resolve(value as T))),
  )
}
