import { type DescribedEnvironment, environmentLines, type FieldValue } from './environment-lines'
import { longTime } from './shared-lines'

export interface Probe {
  readonly exec?: { readonly command?: readonly string[] }
  readonly httpGet?: {
    readonly path?: string
    readonly port: string | number
    readonly scheme?: string
    readonly host?: string
  }
  readonly tcpSocket?: { readonly port: string | number; readonly host?: string }
  readonly initialDelaySeconds?: number
  readonly timeoutSeconds?: number
  readonly periodSeconds?: number
  readonly successThreshold?: number
  readonly failureThreshold?: number
}

export interface DescribedContainer extends DescribedEnvironment {
  readonly name: string
  readonly image: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly ports?: readonly {
    readonly containerPort: number
    readonly hostPort?: number
    readonly protocol?: string
  }[]
  readonly resources?: Readonly<
    Record<'limits' | 'requests', Readonly<Record<string, string>> | undefined>
  >
  readonly livenessProbe?: Probe
  readonly readinessProbe?: Probe
  readonly startupProbe?: Probe
  readonly volumeMounts?: readonly {
    readonly name: string
    readonly mountPath: string
    readonly readOnly?: boolean
    readonly subPath?: string
  }[]
}

interface ContainerState {
  readonly reason?: string
  readonly message?: string
  readonly exitCode?: number
  readonly signal?: number
  readonly startedAt?: string
  readonly finishedAt?: string
}

export interface DescribedContainerStatus {
  readonly name: string
  readonly containerID?: string
  readonly imageID: string
  readonly ready: boolean
  readonly restartCount: number
  readonly state?: Readonly<Record<string, ContainerState>>
  readonly lastState?: Readonly<Record<string, ContainerState>>
}

/** The lines of one container; without a status those of a template. */
export function containerLines(
  container: DescribedContainer,
  status?: DescribedContainerStatus,
  fieldValue: FieldValue = () => '',
): string {
  const { image, command, args, ports = [], resources, volumeMounts = [] } = container
  const port = (title: string, values: readonly string[]): string =>
    `    ${title}${values.length > 1 ? 's' : ''}:\t${values.join(', ') || '<none>'}\n`
  return [
    status ? `    Container ID:\t${status.containerID ?? ''}\n` : '',
    `    Image:\t${image}\n`,
    status ? `    Image ID:\t${status.imageID}\n` : '',
    port(
      'Port',
      ports.map(({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`),
    ),
    port(
      'Host Port',
      ports.map(({ hostPort = 0, protocol = 'TCP' }) => `${hostPort}/${protocol}`),
    ),
    wordLines('Command', command),
    wordLines('Args', args),
    status ? statusLines(status) : '',
    resourceLines('Limits', resources?.limits),
    resourceLines('Requests', resources?.requests),
    ...probes.map(([title, field]) =>
      container[field] ? `    ${title}:\t${probeText(container[field])}\n` : '',
    ),
    environmentLines(container, fieldValue),
    volumeMounts.length > 0
      ? `    Mounts:\n${volumeMounts
          .toSorted((a, b) => (a.mountPath < b.mountPath ? -1 : 1))
          .map(mountLine)
          .join('')}`
      : '    Mounts:\t<none>\n',
  ].join('')
}

const probes = [
  ['Liveness', 'livenessProbe'],
  ['Readiness', 'readinessProbe'],
  ['Startup', 'startupProbe'],
] as const

const mountLine = ({
  name,
  mountPath,
  readOnly,
  subPath,
}: NonNullable<DescribedContainer['volumeMounts']>[number]): string =>
  `      ${mountPath} from ${name} (${readOnly ? 'ro' : 'rw'}${subPath ? `,path="${subPath}"` : ''})\n`

const wordLines = (title: string, words: readonly string[] | undefined): string =>
  words?.length
    ? `    ${title}:\n${words
        .map((word) =>
          word
            .split('\n')
            .map((line) => `      ${line}\n`)
            .join(''),
        )
        .join('')}`
    : ''

const resourceLines = (
  title: string,
  amounts: Readonly<Record<string, string>> | undefined,
): string =>
  amounts && Object.keys(amounts).length > 0
    ? `    ${title}:\n${Object.entries(amounts)
        .sort()
        .map(([name, amount]) => `      ${name}:\t${amount}\n`)
        .join('')}`
    : ''

function statusLines({ state, lastState, ready, restartCount }: DescribedContainerStatus): string {
  const last =
    lastState && Object.keys(lastState).length > 0 ? stateLines('Last State', lastState) : ''
  return `${stateLines('State', state ?? { waiting: {} })}${last}    Ready:\t${ready ? 'True' : 'False'}\n    Restart Count:\t${restartCount}\n`
}

function stateLines(title: string, state: Readonly<Record<string, ContainerState>>): string {
  const [word = 'waiting', detail = {}] = Object.entries(state)[0] ?? []
  const name = `${word[0]?.toUpperCase()}${word.slice(1)}`
  const line = (label: string, value: string | number | undefined): string =>
    value === undefined || value === '' ? '' : `      ${label}:\t${value}\n`
  const ended = word === 'terminated'
  return [
    `    ${title}:\t${name}\n`,
    line('Reason', detail.reason),
    ended ? line('Message', detail.message) : '',
    line('Signal', detail.signal),
    ended ? line('Exit Code', detail.exitCode ?? 0) : '',
    detail.startedAt || ended ? line('Started', longTime(detail.startedAt)) : '',
    ended ? line('Finished', longTime(detail.finishedAt)) : '',
  ].join('')
}

function probeText(probe: Probe): string {
  const { exec, httpGet, tcpSocket } = probe
  const what = exec
    ? `exec [${(exec.command ?? []).join(' ')}]`
    : httpGet
      ? `http-get ${(httpGet.scheme ?? 'HTTP').toLowerCase()}://${httpGet.host ?? ''}:${httpGet.port}${httpGet.path ?? '/'}`
      : `tcp-socket ${tcpSocket?.host ?? ''}:${tcpSocket?.port ?? ''}`
  return `${what} delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 1}s period=${probe.periodSeconds ?? 10}s #success=${probe.successThreshold ?? 1} #failure=${probe.failureThreshold ?? 3}`
}
