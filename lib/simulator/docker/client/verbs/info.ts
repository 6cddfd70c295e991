import { type DockerVerb } from '../docker-call'
import { filledIn } from '../docker-format'
import { describeDaemon } from '../../describing/daemon'
import { DockerFormatError } from '../docker-format-error'

const known = { '-f': 'format=', '--format': 'format=' }

/** `docker info`, whole or by `--format`. */
export const info: DockerVerb = ({ engine, parse }) => {
  const format = parse(known).options['format']?.at(-1)
  const facts = describeDaemon(engine)
  if (format !== undefined)
    return { stdout: `${filledIn(format === 'json' ? '{{json .}}' : format, facts)}\n` }
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

/** `docker version`, whole or by `--format`. */
export const version: DockerVerb = ({ engine, parse }) => {
  const format = parse(known).options['format']?.at(-1)
  const { version: number, apiVersion } = engine.options
  const one = {
    Version: number,
    APIVersion: apiVersion,
    ApiVersion: apiVersion,
    DefaultAPIVersion: apiVersion,
    MinAPIVersion: number.startsWith('2') && Number(number.slice(0, 2)) >= 25 ? '1.24' : '1.12',
    GitCommit: '297e128',
    GoVersion: 'go1.19.8',
    Os: 'linux',
    Arch: 'amd64',
    Experimental: false,
  }
  const data = { Client: { ...one, Context: 'default' }, Server: one }
  if (format !== undefined)
    return { stdout: `${ofVersion(format === 'json' ? '{{json .}}' : format, data)}\n` }
  const part = (indent: string): string =>
    [
      ['Version', one.Version],
      ['API version', one.APIVersion],
      ['OS/Arch', 'linux/amd64'],
    ]
      .map(([name, value]) => `${indent}${`${name}:`.padEnd(19 - indent.length + 1)}${value}\n`)
      .join('')
  return {
    stdout: `Client:\n${part(' ')} Context:           default\n\nServer:\n Engine:\n${part('  ')}`,
  }
}

/** Its template is called by its name, and knows what the fields are of. */
function ofVersion(format: string, data: object): string {
  try {
    return filledIn(format, data)
  } catch (error) {
    if (!(error instanceof DockerFormatError)) throw error
    throw new DockerFormatError(
      error.message
        .replace(/^template parsing error: template: :/, 'template: version:')
        .replace('executing ""', 'executing "version"')
        .replace(
          /map has no entry for key "(\w+)"/,
          "can't evaluate field $1 in type system.versionInfo",
        ),
    )
  }
}
