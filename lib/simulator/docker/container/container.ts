import type { CommandOutput } from '../../machine/types'
import type { ContainerLog } from './container-log'
import type { Image } from '../images/image-store'
import type { RunningProgram } from './container-program'

/** Runs a command in a container: `docker exec`. */
export type ContainerExec = (
  argv: readonly string[],
  stdin: string,
) => CommandOutput | Promise<CommandOutput>

/** A path of the machine that a container sees as one of its own. */
export interface Mount {
  readonly source: string
  readonly target: string
  readonly readOnly?: boolean
  /** As it was asked for, where it was: `ro`, `rw`. */
  readonly mode?: string
  /** Of what lies in a volume of the daemon; `anonymous`: nobody has named it, and it goes with its container. */
  readonly volume?: { readonly name: string; readonly anonymous?: true }
}

/** `80/tcp` in the container, `8080` on the machine. */
export interface PublishedPort {
  readonly inside: string
  readonly outside: string
  /** Of the machine; default: all of both families. */
  readonly address?: string
}

/** The machine's addresses at which a port is published. */
export const addressesOf = ({ address }: PublishedPort): readonly string[] =>
  address ? [address] : ['0.0.0.0', '::']

/** What a container is created from. */
export interface ContainerSpec {
  readonly name: string
  readonly image: Image
  /** As the creator wrote the image: dockershim gives the id, people a tag. */
  readonly imageName: string
  /** In place of the image's, and of its command. */
  readonly entrypoint?: readonly string[]
  /** In place of the image's. */
  readonly command?: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
  readonly env?: readonly string[]
  /** A network's name, or `container:ID`; default: bridge. */
  readonly networkMode?: string
  readonly privileged?: boolean
  readonly hostPid?: boolean
  /** Default: whether `networkMode` is host. */
  readonly hostNetwork?: boolean
  readonly mounts?: readonly Mount[]
  readonly hostname?: string
  readonly user?: string
  readonly workingDir?: string
  readonly tty?: boolean
  readonly openStdin?: boolean
  /** Created by a client that stays for its output. */
  readonly attached?: boolean
  /** Bytes; default: no limit. */
  readonly memory?: number
  readonly capAdd?: readonly string[]
  /** Default: private. */
  readonly ipcMode?: string
  readonly ports?: readonly PublishedPort[]
  readonly restartPolicy?: RestartPolicy
  /** What else its creator has told the daemon, by the fields of `HostConfig`; it changes nothing but what is shown. */
  readonly hostConfig?: Readonly<Record<string, unknown>>
  /** `--rm`: it goes once it has ended. */
  readonly autoRemove?: boolean
  /** Added to the image's; a function's answer is read at each `cat`. */
  readonly files?: Readonly<Record<string, string | (() => string)>>
  readonly exec?: ContainerExec
}

/** `on-failure` restarts no oftener than `retries`, 0: as often as need be. */
export interface RestartPolicy {
  readonly name: 'no' | 'always' | 'unless-stopped' | 'on-failure'
  readonly retries: number
}

export interface Container {
  readonly id: string
  /** Renamed and updated, it is another. */
  spec: ContainerSpec
  /** Milliseconds since the epoch; null when it has not happened. */
  readonly createdAt: number
  startedAt: number | null
  finishedAt: number | null
  status: 'created' | 'running' | 'exited'
  /** Its processes stand still. */
  paused: boolean
  /** How often its restart policy has started it again. */
  restartCount: number
  exitCode: number
  pid: number
  /** In the daemon's network, while it runs in one. */
  address?: string | undefined
  readonly log: ContainerLog
  /** Of an image that has one, while it runs. */
  program?:
    | {
        readonly running: RunningProgram
        /** What it runs just now, by process number. */
        readonly children: ReadonlyMap<number, readonly string[]>
        end(): void
      }
    | undefined
  /** Why it could not be started. */
  startError?: string
}

/** The network whose address it has; none in another container's. */
export const networkOf = ({ networkMode = 'bridge' }: ContainerSpec): string =>
  networkMode.startsWith('container:') ? '' : networkMode.replace(/^default$/, 'bridge')

/** What it was created with: the entrypoint, and what follows it. */
export const partsOfCommand = ({
  image: { spec: image },
  entrypoint,
  command,
}: ContainerSpec): readonly [entrypoint: readonly string[], command: readonly string[]] => [
  entrypoint ?? image.entrypoint ?? [],
  command ?? (entrypoint ? [] : (image.command ?? [])),
]

/** What its first process is started as. */
export const commandOf = ({ spec }: Container): readonly string[] => partsOfCommand(spec).flat()

/** What its first process finds in its environment; of two with one name the later counts. */
export const environmentOf = ({ spec }: Container): Readonly<Record<string, string>> =>
  environmentIn([...(spec.image.spec.env ?? []), ...(spec.env ?? [])])

/** As the daemon keeps it: the creator's own first, then what the image has besides. */
export function environmentLines({ image, env = [] }: ContainerSpec): readonly string[] {
  const own = environmentIn(env)
  return [...env, ...(image.spec.env ?? []).filter((line) => !(line.split('=')[0]! in own))]
}

/** Of lines `NAME=value`. */
export const environmentIn = (lines: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=')
      return [line.slice(0, at), line.slice(at + 1)]
    }),
  )

/** As `ps`, its filter and `inspect` name it. */
export const stateOf = ({ status, paused }: Container): string =>
  status === 'running' && paused ? 'paused' : status

/** `Up 3 seconds`, `Exited (0) 2 minutes ago`, `Created`. */
export function statusText(container: Container, now: number): string {
  if (container.status === 'created') return 'Created'
  if (container.status === 'running')
    return `Up ${dockerDuration(now - (container.startedAt ?? now))}${container.paused ? ' (Paused)' : ''}`
  return `Exited (${container.exitCode}) ${dockerDuration(now - (container.finishedAt ?? now))} ago`
}

/** Docker's own rounding: `Less than a second`, `About a minute`, `3 hours`, `2 weeks`. */
export function dockerDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60 + 0.5)
  if (seconds < 1) return 'Less than a second'
  if (seconds === 1) return '1 second'
  if (seconds < 60) return `${seconds} seconds`
  if (minutes === 1) return 'About a minute'
  if (minutes < 60) return `${minutes} minutes`
  if (hours === 1) return 'About an hour'
  if (hours < 48) return `${hours} hours`
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`
  return `${Math.floor(hours / 24 / 365)} years`
}

/** `2026-11-23T08:19:41.059000000Z`; the zero time when it has not happened. */
export const dockerTime = (ms: number | null): string =>
  ms === null ? '0001-01-01T00:00:00Z' : `${new Date(ms).toISOString().slice(0, 23)}000000Z`

/** Three significant digits, units of 1000: `691kB`, `1.98MB`, `299MB`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${Number(value.toPrecision(3))}${units[unit]}`
}
