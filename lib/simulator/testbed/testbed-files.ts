import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { yamlText } from '../kubernetes/json/yaml-text'
import type { JsonObject } from '../kubernetes/json/json'
import { loadedFrom } from '../dut/loaded-images'
import type { Identity } from './identity'
import { idleImage } from '../registry/lab-registry'
import type { Simulation } from '../simulation/simulation'
import type { SshService } from '../ssh/ssh-server'

export interface TestbedFacts {
  readonly identity: Identity
  /** The control socket's path. */
  readonly control: string
  readonly dutPassword: string | undefined
  readonly apiPort: number
  /** Where the runner finds the API server: the DUTs' view of it is another one. */
  readonly runnerPort: number
}

/** Writes key, known_hosts and, last and at once, the testbed file; answers its path. */
export async function writeTestbedFiles(
  directory: string,
  simulation: Simulation,
  facts: TestbedFacts,
): Promise<string> {
  await writeFile(join(directory, 'identity'), facts.identity.privateKey, { mode: 0o600 })
  await writeFile(join(directory, 'known_hosts'), knownHosts(simulation), { mode: 0o600 })
  await writeFile(join(directory, 'registry-ca.crt'), simulation.registry.ca)
  await writeFile(join(directory, 'registry-token.cjs'), tokenProgram(simulation), { mode: 0o600 })
  const file = join(directory, 'testbed.yaml')
  await writeFile(`${file}.part`, yamlText(describe(simulation, facts)), { mode: 0o600 })
  await rename(`${file}.part`, file)
  return file
}

function describe(simulation: Simulation, facts: TestbedFacts): JsonObject {
  const { vmhost, duts, kubernetes } = simulation
  const ssh = (hostname: string): JsonObject => ({
    host: '127.0.0.1',
    port: serverOf(simulation, hostname).port,
    identityFile: './identity',
  })
  const password = facts.dutPassword
  const rights = password === undefined ? { become: 'sudo' } : { become: 'sudo-password', password }
  return {
    name: 'simulated',
    vmhost: {
      address: vmhost.address,
      ssh: { ...ssh(vmhost.machine.hostname), user: 'root', become: 'none' },
    },
    duts: duts.map(({ options: { hostname, address } }) => ({
      name: hostname,
      address,
      ssh: { ...ssh(hostname), user: 'admin', ...rights },
    })),
    cluster: {
      kubernetes,
      apiPort: facts.apiPort,
      api: { host: '127.0.0.1', port: facts.runnerPort },
    },
    registry: {
      host: simulation.registry.registry.host,
      ca: './registry-ca.crt',
      tokenCommand: 'node registry-token.cjs',
      image: `${idleImage.repository}:${idleImage.tag}`,
    },
    images: { registry: loadedFrom },
    knownHosts: './known_hosts',
    simulator: { control: facts.control },
  }
}

/** Prints a token for three hours, as `az acr login --expose-token` does: it can, since it has the registry's key. */
const tokenProgram = ({
  registry: { registry },
}: Simulation): string => `const { createHmac } = require('node:crypto')
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const exp = Math.floor(Date.now() / 1000) + 3 * 3600
const body = encoded({ alg: 'HS256', typ: 'JWT' }) + '.' + encoded({ exp })
const signature = createHmac('sha256', '${registry.credentials.key}').update(body).digest('base64url')
console.log(JSON.stringify({ accessToken: body + '.' + signature, loginServer: '${registry.host}' }))
`

const knownHosts = ({ sshServers }: Simulation): string =>
  [...sshServers.values()]
    .map(({ port, hostKeyPublic }) => `[127.0.0.1]:${port} ${hostKeyPublic}\n`)
    .join('')

function serverOf({ sshServers }: Simulation, hostname: string): SshService {
  const server = sshServers.get(hostname)
  if (!server) throw new Error(`No SSH server was started for ${hostname}.`)
  return server
}
