import { DockerFormatError } from '../docker-format-error'
import { Answered, type DockerVerb } from '../docker-call'
import { filledIn, missingField } from '../docker-format'
import { describeDaemon } from '../../describing/daemon'

const known = { '-f': 'format=', '--format': 'format=' }

/** `docker info`, whole or by `--format`. */
export const info: DockerVerb = ({ engine, parse }) => {
  const format = parse(known).options['format']?.at(-1)
  const facts = describeDaemon(engine)
  if (format !== undefined)
    return { stdout: `${ofInfo(format === 'json' ? '{{json .}}' : format, facts)}\n` }
  const { proxies, insecureRegistries } = engine.settings
  const lines = [
    `Containers: ${facts.Containers}`,
    ` Running: ${facts.ContainersRunning}`,
    ` Paused: ${facts.ContainersPaused}`,
    ` Stopped: ${facts.ContainersStopped}`,
    `Images: ${facts.Images}`,
    `Server Version: ${facts.ServerVersion}`,
    `Storage Driver: ${facts.Driver}`,
    ...facts.DriverStatus.map(([name, value]) => ` ${name}: ${value}`),
    `Logging Driver: ${facts.LoggingDriver}`,
    `Cgroup Driver: ${facts.CgroupDriver}`,
    `Cgroup Version: ${facts.CgroupVersion}`,
    'Plugins:',
    ...Object.entries(facts.Plugins).flatMap(([name, all]) =>
      all ? [` ${name}: ${all.join(' ')}`] : [],
    ),
    `Swarm: ${facts.Swarm.LocalNodeState}`,
    `Runtimes: ${Object.keys(facts.Runtimes).join(' ')}`,
    `Default Runtime: ${facts.DefaultRuntime}`,
    `Init Binary: ${facts.InitBinary}`,
    `containerd version: ${facts.ContainerdCommit.ID}`,
    `runc version: ${facts.RuncCommit.ID}`,
    `init version: ${facts.InitCommit.ID}`,
    'Security Options:',
    ' seccomp',
    '  Profile: default',
    `Kernel Version: ${facts.KernelVersion}`,
    `Operating System: ${facts.OperatingSystem}`,
    `OSType: ${facts.OSType}`,
    `Architecture: ${facts.Architecture}`,
    `CPUs: ${facts.NCPU}`,
    `Total Memory: ${(facts.MemTotal / 1024 ** 3).toPrecision(4)}GiB`,
    `Name: ${facts.Name}`,
    `ID: ${facts.ID}`,
    `Docker Root Dir: ${facts.DockerRootDir}`,
    'Debug Mode: false',
    ...Object.entries({
      'HTTP Proxy': proxies.http,
      'HTTPS Proxy': proxies.https,
      'No Proxy': proxies.no,
    }).flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`])),
    `Registry: ${facts.IndexServerAddress}`,
    'Labels:',
    'Experimental: false',
    'Insecure Registries:',
    ...[...insecureRegistries, '127.0.0.0/8'].map((each) => ` ${each}`),
    'Live Restore Enabled: false',
  ]
  return {
    stdout: `Client:\n Context:    default\n Debug Mode: false\n\nServer:\n${lines.map((line) => ` ${line}\n`).join('')}\n`,
  }
}

/** Its template knows what the fields are of. */
function ofInfo(format: string, facts: object): string {
  try {
    return filledIn(format, facts)
  } catch (error) {
    if (!(error instanceof DockerFormatError)) throw error
    const missing = missingField(error)
    if (!missing) throw error
    throw new Answered({
      stdout: '\n',
      stderr: `${missing.where}: can't evaluate field ${missing.field} in type system.info\n`,
      exitCode: 1,
    })
  }
}
