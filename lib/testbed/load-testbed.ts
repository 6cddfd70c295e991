import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, resolve } from 'node:path'
import { TestbedFileError } from './mistakes'
import { type SshSection, type TestbedFile } from './schema'
import { type RegistrySection } from './registry-section'
import { type RegistrySpec, Secret, type SshSpec, type Testbed } from './testbed'
import { type Environment } from './variables'

/**
 * Reads a testbed file: defaults filled in, `${VAR}` replaced, paths absolute.
 * @throws TestbedFileError naming every mistake with its line and its fix
 */
export function loadTestbed(file: string, env: Environment = process.env): Testbed {
  const path = resolve(file)
  const { content, warnings } = reader().readTestbedFile(file, readText(file, path), env)
  const local = (written: string): string =>
    resolve(dirname(path), written.replace(/^~(?=$|\/)/, env['HOME'] ?? homedir()))

  const { vmhost, duts, cluster, simulator, knownHosts, receipt, templates, images, ...others } =
    content
  const { registry, ...rest } = others
  return {
    ...rest,
    file: path,
    warnings,
    vmhost: {
      name: 'vmhost',
      address: vmhost.address,
      ssh: sshSpec(vmhost.ssh, vmhost.address, local),
      unarmed: vmhost.unarmed,
      proxy: vmhost.proxy
        ? {
            http: vmhost.proxy.http ?? null,
            https: vmhost.proxy.https ?? null,
            no: vmhost.proxy.no,
          }
        : null,
    },
    duts: duts.map(({ name, address, ssh, unarmed }) => ({
      name,
      address,
      unarmed,
      ssh: sshSpec(ssh, address, local),
    })),
    cluster: clusterSpec(cluster),
    images: { ...images, registry: images.registry ?? null },
    templates: [templates].flat().map(local),
    registry: registry ? registrySpec(registry, local) : null,
    knownHosts: local(knownHosts),
    receipt: {
      tolerate: receipt.tolerate.map(({ machine, ...each }) => ({ machine, ...each })),
    },
    ...(simulator ? { simulator: { control: local(simulator.control) } } : {}),
  }
}

function readText(file: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const what = `cannot be read: ${(error as Error).message}; KUBESONIC_TESTBED or --testbed names it`
    throw new TestbedFileError(file, [{ line: 1, path: [], what }])
  }
}

function sshSpec(ssh: SshSection, address: string, local: (path: string) => string): SshSpec {
  return {
    host: ssh.host ?? address,
    port: ssh.port,
    user: ssh.user,
    become: ssh.become ?? (ssh.user === 'root' ? 'none' : 'sudo'),
    identityFile: ssh.identityFile ? local(ssh.identityFile) : null,
    password: ssh.password ? new Secret(ssh.password) : null,
    hostKey: ssh.hostKey,
  }
}

function registrySpec(
  { host, ca, tokenCommand, ...rest }: RegistrySection,
  local: (path: string) => string,
): RegistrySpec {
  return {
    ...rest,
    host: host.replace(/^https?:\/\//, ''),
    ca: ca ? local(ca) : null,
    tokenCommand: tokenCommand ?? null,
  }
}

function clusterSpec(cluster: TestbedFile['cluster']): Testbed['cluster'] {
  const { minikube, api } = cluster
  return {
    ...cluster,
    api: { host: api.host ?? null, port: api.port ?? null },
    minikube: {
      version: minikube.version,
      url: minikube.url ?? null,
      sha256: minikube.sha256 ?? null,
      path: minikube.path ?? null,
    },
  }
}

/** zod and yaml cost 0.1 s, which a dry run need not pay. */
function reader(): typeof import('./read-testbed-file') {
  return require('./read-testbed-file') as typeof import('./read-testbed-file')
}
