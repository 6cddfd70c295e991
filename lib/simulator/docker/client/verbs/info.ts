import { type DockerVerb, parseFlags } from '../docker-call'
import { filledIn } from '../docker-format'

/** `docker info`, whole or by `--format`. */
export const info: DockerVerb = ({ engine, args }) => {
  const format = parseFlags(args, { '-f': 'format=', '--format': 'format=' }).options['format']?.at(
    -1,
  )
  const containers = engine.containers()
  const { proxies, insecureRegistries } = engine.settings
  const facts = {
    Containers: containers.length,
    ContainersRunning: containers.filter(({ status }) => status === 'running').length,
    ContainersStopped: containers.filter(({ status }) => status !== 'running').length,
    Images: engine.images.all().length,
    ServerVersion: engine.options.version,
    Driver: 'overlay2',
    LoggingDriver: 'json-file',
    CgroupDriver: engine.options.cgroupDriver,
    CgroupVersion: engine.options.cgroupDriver === 'systemd' ? '2' : '1',
    OperatingSystem: 'Debian GNU/Linux',
    OSType: 'linux',
    Architecture: 'x86_64',
    HttpProxy: proxies.http,
    HttpsProxy: proxies.https,
    NoProxy: proxies.no,
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: {
      InsecureRegistryCIDRs: ['127.0.0.0/8'],
      IndexConfigs: Object.fromEntries(
        insecureRegistries
          .filter((entry) => !entry.includes('/'))
          .map((Name) => [Name, { Name, Mirrors: [], Secure: false, Official: false }]),
      ),
    },
    DockerRootDir: '/var/lib/docker',
  }
  if (format !== undefined)
    return { stdout: `${filledIn(format === 'json' ? '{{json .}}' : format, facts)}\n` }
  const server = [
    ['Containers', facts.Containers],
    ['Images', facts.Images],
    ['Server Version', facts.ServerVersion],
    ['Storage Driver', facts.Driver],
    ['Logging Driver', facts.LoggingDriver],
    ['Cgroup Driver', facts.CgroupDriver],
    ['Cgroup Version', facts.CgroupVersion],
    ['Docker Root Dir', facts.DockerRootDir],
    ...Object.entries({
      'HTTP Proxy': proxies.http,
      'HTTPS Proxy': proxies.https,
      'No Proxy': proxies.no,
    }).filter(([, value]) => value !== ''),
    ['Registry', 'https://index.docker.io/v1/'],
    ['Insecure Registries', ['', ...insecureRegistries, '127.0.0.0/8'].join('\n  ')],
  ]
  return {
    stdout: `Client:\n Context:    default\n\nServer:\n${server.map(([name, value]) => ` ${name}: ${value}\n`.replace(': \n', ':\n')).join('')}`,
  }
}

/** `docker version`, whole or by `--format`. */
export const version: DockerVerb = ({ engine, args }) => {
  const format = parseFlags(args, { '-f': 'format=', '--format': 'format=' }).options['format']?.at(
    -1,
  )
  const one = {
    Version: engine.options.version,
    APIVersion: engine.options.apiVersion,
    ApiVersion: engine.options.apiVersion,
    Os: 'linux',
    Arch: 'amd64',
  }
  if (format !== undefined)
    return {
      stdout: `${filledIn(format === 'json' ? '{{json .}}' : format, { Client: one, Server: one })}\n`,
    }
  const part = (title: string): string =>
    `${title}\n  Version:          ${one.Version}\n  API version:      ${one.APIVersion}\n  OS/Arch:          linux/amd64\n`
  return { stdout: `${part('Client:')}\n${part('Server:\n Engine:')}` }
}
