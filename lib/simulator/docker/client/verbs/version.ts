import type { DockerEngine } from '../../engine'
import { type DockerVerb } from '../docker-call'
import { filledIn } from '../docker-format'
import { DockerFormatError } from '../docker-format-error'

/** What the packages of a release were built with; of others the twin knows their versions alone. */
interface Build {
  readonly go: string
  readonly client: string
  readonly daemon: string
  readonly builtAt: string
  readonly containerd: { readonly version: string; readonly commit: string }
  readonly runc: { readonly version: string; readonly commit: string }
  readonly init: string
}

const builds: Readonly<Record<string, Build>> = {
  // As Debian 12 builds it.
  '20.10.24+dfsg1': {
    go: 'go1.19.8',
    client: '297e128',
    daemon: '5d6db84',
    builtAt: '2026-05-07T21:09:36.000Z',
    containerd: { version: '1.6.20~ds1', commit: '1.6.20~ds1-1+deb12u3' },
    runc: { version: '1.1.5+ds1', commit: '1.1.5+ds1-1+deb12u1' },
    init: '0.19.0',
  },
}

/** `docker version`, whole or by `--format`. */
export const version: DockerVerb = ({ engine, parse }) => {
  const format = parse({ '-f': 'format=', '--format': 'format=' }).options['format']?.at(-1)
  if (format === undefined) return { stdout: wholeText(engine) }
  const data = { Client: clientOf(engine), Server: serverOf(engine) }
  return { stdout: `${rendered(format === 'json' ? '{{json .}}' : format, data)}\n` }
}

const leastApi = ({ options }: DockerEngine): string =>
  Number(options.version.split('.')[0]) >= 25 ? '1.24' : '1.12'

const buildOf = ({ options }: DockerEngine): Build | undefined => builds[options.version]

/** What templates know besides: JSON has it by another name. */
const alsoAs = (object: object, APIVersion: string): object =>
  Object.defineProperty(object, 'APIVersion', { value: APIVersion })

function clientOf(engine: DockerEngine): object {
  const { version: Version, apiVersion } = engine.options
  const build = buildOf(engine)
  const known = build && {
    GitCommit: build.client,
    GoVersion: build.go,
  }
  return alsoAs(
    {
      Platform: { Name: '' },
      Version,
      ApiVersion: apiVersion,
      DefaultAPIVersion: apiVersion,
      ...known,
      Os: 'linux',
      Arch: 'amd64',
      ...(build && { BuildTime: timeText(build) }),
      Context: 'default',
      Experimental: true,
    },
    apiVersion,
  )
}

function serverOf(engine: DockerEngine): object {
  const { version: Version, apiVersion } = engine.options
  const build = buildOf(engine)
  const kernel = kernelOf(engine)
  const component = (Name: string, version: string, Details: object): object => ({
    Name,
    Version: version,
    Details,
  })
  const engineDetails = build && {
    ApiVersion: apiVersion,
    Arch: 'amd64',
    BuildTime: timeText(build),
    Experimental: 'false',
    GitCommit: build.daemon,
    GoVersion: build.go,
    KernelVersion: kernel,
    MinAPIVersion: leastApi(engine),
    Os: 'linux',
  }
  return alsoAs(
    {
      Platform: { Name: '' },
      ...(build && {
        Components: [
          component('Engine', Version, engineDetails ?? {}),
          component('containerd', build.containerd.version, { GitCommit: build.containerd.commit }),
          component('runc', build.runc.version, { GitCommit: build.runc.commit }),
          component('docker-init', build.init, { GitCommit: '' }),
        ],
      }),
      Version,
      ApiVersion: apiVersion,
      MinAPIVersion: leastApi(engine),
      ...(build && { GitCommit: build.daemon, GoVersion: build.go }),
      Os: 'linux',
      Arch: 'amd64',
      KernelVersion: kernel,
      ...(build && { BuildTime: build.builtAt.replace('.000Z', '.000000000+00:00') }),
    },
    apiVersion,
  )
}

const kernelOf = ({ options }: DockerEngine): string =>
  options.host?.machine.fs.readText('/proc/sys/kernel/osrelease').trim() ?? ''

/** `Thu May  7 21:09:36 2026` */
function timeText({ builtAt }: Build): string {
  const [day = '', date = '', month = '', year = '', time = ''] = new Date(builtAt)
    .toUTCString()
    .split(/,? /)
  return `${day} ${month} ${String(Number(date)).padStart(2)} ${time} ${year}`
}

function wholeText(engine: DockerEngine): string {
  const { version: number, apiVersion } = engine.options
  const build = buildOf(engine)
  const rows = (
    indent: string,
    pairs: readonly (readonly [string, string] | false | undefined)[],
  ): string =>
    pairs
      .map((pair) =>
        pair ? `${indent}${`${pair[0]}:`.padEnd(20 - indent.length)}${pair[1]}\n` : '',
      )
      .join('')
  const built = (commit: string) =>
    build
      ? ([
          ['Go version', build.go],
          ['Git commit', commit],
          ['Built', timeText(build)],
        ] as const)
      : []
  const part = (
    name: string,
    { version: is, commit }: { version: string; commit: string },
  ): string =>
    ` ${name}:\n${rows('  ', [
      ['Version', is],
      ['GitCommit', commit],
    ])}`
  return [
    'Client:\n',
    rows(' ', [['Version', number], ['API version', apiVersion], ...built(build?.client ?? ''), ['OS/Arch', 'linux/amd64'], ['Context', 'default'], build && ['Experimental', 'true']]),
    '\nServer:\n Engine:\n',
    rows('  ', [['Version', number], ['API version', `${apiVersion} (minimum version ${leastApi(engine)})`], ...built(build?.daemon ?? ''), ['OS/Arch', 'linux/amd64'], ['Experimental', 'false']]),
    ...(build ? [part('containerd', build.containerd), part('runc', build.runc), part('docker-init', { version: build.init, commit: '' })] : []),
  ].join('') // prettier-ignore
}

/** Its template is called by its name, and knows what the fields are of. */
function rendered(format: string, data: object): string {
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
