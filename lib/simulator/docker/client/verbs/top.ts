import { nameOf } from '../../../file-system/paths'
import { addressesOf, commandOf } from '../../container/container'
import type { DockerVerb } from '../docker-call'
import { DockerError } from '../../docker-error'
import { containerFor } from '../not-found'
import { entered } from '../../nsenter'

type Process = readonly [pid: number, parent: number, command: readonly string[]]

const columns = ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD']

/** `docker top CONTAINER`: its first process and what that runs just now, as `ps -ef` on the machine has them. */
export const top: DockerVerb = ({ engine, args: [name = '', ...options], parse }) => {
  parse({ '-o': 'o=' }, true)
  const container = engine.container(name)
  if (container.status !== 'running')
    throw new DockerError(`Container ${container.id} is not running`)
  const started = new Date(container.startedAt ?? 0).toISOString().slice(11, 16)
  const processes: readonly Process[] = [
    [container.pid, 1, commandOf(container)],
    // nsenter becomes the command that it enters with; that one stays among the processes of the container.
    ...[...(container.program?.children ?? [])].map(([pid, command]): Process => [
      pid,
      container.pid,
      entered(command),
    ]),
  ]
  const asked = columnsIn(options)
  const line = (cells: readonly string[]): string =>
    `${cells.map((cell, at) => (at < cells.length - 1 ? cell.padEnd(20) : cell)).join('')}\n`
  const rows = processes.map(([pid, parent, command]) => {
    const cells: Record<string, string> = {
      UID: 'root', USER: 'root', PID: `${pid}`, PPID: `${parent}`, C: '0', STIME: started, TTY: '?', TIME: '00:00:00',
      CMD: command.join(' '), COMMAND: nameOf(command[0] ?? ''),
    } // prettier-ignore
    return line(asked.map((column) => cells[column] ?? '-'))
  })
  return { stdout: line(asked) + rows.join('') }
}

/** `-o pid,comm`, as `ps` heads them. */
function columnsIn(options: readonly string[]): readonly string[] {
  const [, list] = /-e?o\s*(\S+)/.exec(options.join(' ')) ?? []
  const heads: Readonly<Record<string, string>> = { comm: 'COMMAND', args: 'CMD', cmd: 'CMD' }
  return list?.split(',').map((name) => heads[name] ?? name.toUpperCase()) ?? columns
}

/** `docker port CONTAINER [PORT]`. */
export const port: DockerVerb = ({ engine, parse }) => {
  const [name = '', asked] = parse({}).words
  const { spec, status } = containerFor(engine, name)
  const published = status === 'running' ? (spec.ports ?? []) : []
  const wanted = published.filter(({ inside }) => asked === undefined || [inside, inside.replace(/\/tcp$/, '')].includes(asked)) // prettier-ignore
  if (asked !== undefined && wanted.length === 0)
    return {
      stderr: `Error: No public port '${/\//.test(asked) ? asked : `${asked}/tcp`}' published for ${name}\n`,
      exitCode: 1,
    }
  const line = (inside: string, end: string): string =>
    asked === undefined ? `${inside} -> ${end}\n` : `${end}\n`
  return {
    stdout: wanted
      .flatMap((port) =>
        addressesOf(port).map((address) => line(port.inside, `${address}:${port.outside}`)),
      )
      .join(''),
  }
}
