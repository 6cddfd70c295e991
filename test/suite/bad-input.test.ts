import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { generateIdentity } from '../../lib/simulator/testbed/identity'
import { start } from './kubesonic'
import { Results } from './results'
import { SimulatedLab } from './simulated-lab'

describe(
  'a testbed file that does not fit its machines is refused, naming machine, field and fix',
  { concurrency: 2 },
  () => {
    test('a vmhost at whose port nobody listens', async (t) => {
      const lab = await SimulatedLab.start(t)
      const port = await closedPort()
      const file = lab.edited((text) => text.replace(/(vmhost:[^]*port: )\d+/, `$1${port}`))
      await refused(t, lab, file, [
        `vmhost does not answer at 127.0.0.1 port ${port} (ECONNREFUSED).`,
        `Next: see that it is up and that ssh -p ${port} root@127.0.0.1 works from here (testbed file: vmhost, ssh.host and ssh.port)`,
      ])
    })

    test('a registry at whose port nobody listens, where the plan pulls from it', async (t) => {
      const lab = await SimulatedLab.start(t)
      const file = lab.edited((text) => text.replace(/^( +host: .*):5000$/m, '$1:5001'))
      const line = readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((each) => each.endsWith(':5001'))
      await refused(t, lab, file, [
        `${file}:${line + 1}: registry.host: nobody takes a connection at `,
        ':5001, as the vmhost sees it: correct the port, or start the registry',
      ])
    })

    test('a machine that answers with the host key of another', async (t) => {
      const lab = await SimulatedLab.start(t)
      const [first = '', second = ''] = knownHosts(lab)
      const swapped = `${hostOf(first)} ${keyOf(second)}\n${second}\n`
      await refused(t, lab, withKnownHosts(lab, swapped), [
        `vmhost (${hostOf(first).replace(/\[(.*)\]:/, '$1 port ')}) offers ssh-ed25519 SHA256:`,
        'somebody else may be answering.',
        '(testbed file: vmhost, knownHosts)',
      ])
    })

    test('machines that known_hosts does not have: each is named with its fingerprint', async (t) => {
      const lab = await SimulatedLab.start(t)
      await refused(t, lab, withKnownHosts(lab, ''), [
        'has no host key for vmhost',
        'which offers ssh-ed25519 SHA256:',
        'ssh-keyscan -p',
        '(testbed file: vlab-01, knownHosts)',
      ])
    })

    test('an identity that the machine does not accept', async (t) => {
      const lab = await SimulatedLab.start(t)
      lab.beside('stranger', generateIdentity('a stranger').privateKey)
      const file = lab.edited((text) => text.replaceAll('./identity', './stranger'))
      await refused(t, lab, file, [
        'vmhost does not let root in: tried the identity file.',
        'vlab-01 does not let admin in: tried the identity file.',
        '(testbed file: vlab-01, ssh.user, ssh.identityFile and ssh.password)',
      ])
    })

    test('a variable that is not set, with its line', async (t) => {
      const lab = await SimulatedLab.start(t)
      const file = lab.edited((text) => text.replace('user: admin', 'user: "${DUT_LOGIN}"'))
      const line = readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((each) => each.includes('DUT_LOGIN'))
      await refused(t, lab, file, [
        `${file}:${line + 1}: duts[0].ssh.user: needs the environment variable DUT_LOGIN, which is not set`,
      ])
    })
  },
)

async function refused(
  t: TestContext,
  lab: SimulatedLab,
  file: string,
  says: readonly string[],
): Promise<void> {
  const run = await start(t, ['run', '--testbed', file, ...new Results(t).options]).finished
  assert.equal(run.exitCode, 2, run.stdout + run.stderr)
  for (const each of says)
    assert.ok(run.stderr.includes(each), `${each}\n  is not in\n${run.stderr}`)
  assert.doesNotMatch(run.stderr, /^ +at /m)
  assert.equal(run.stdout, '')
  assert.deepEqual(lab.traces({ cache: 'remove' }), [])
}

const knownHosts = ({ file }: SimulatedLab): string[] =>
  readFileSync(path.join(path.dirname(file), 'known_hosts'), 'utf8')
    .trim()
    .split('\n')

const hostOf = (line: string): string => line.split(' ')[0] ?? ''
const keyOf = (line: string): string => line.split(' ').slice(1).join(' ')

function withKnownHosts(lab: SimulatedLab, text: string): string {
  lab.beside('other_known_hosts', text)
  return lab.edited((file) => file.replace('./known_hosts', './other_known_hosts'))
}

/** A port that was free just now. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
