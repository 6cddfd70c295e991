import { commandOf } from '../../container/container'
import type { DockerVerb } from '../docker-call'
import { DockerError } from '../../docker-error'
import { entered } from '../../nsenter'

type Process = readonly [pid: number, parent: number, command: readonly string[]]

const columns = ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD']

/** `docker top CONTAINER`: its first process and what that runs just now, as `ps -ef` on the machine has them. */
export const top: DockerVerb = ({ engine, args: [name = ''] }) => {
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
  const line = (cells: readonly string[]): string =>
    `${cells.map((cell, at) => (at < cells.length - 1 ? cell.padEnd(20) : cell)).join('')}\n`
  const rows = processes.map(([pid, parent, command]) =>
    line(['root', `${pid}`, `${parent}`, '0', started, '?', '00:00:00', command.join(' ')]),
  )
  return { stdout: line(columns) + rows.join('') }
}

/** `docker port CONTAINER`: SONiC's daemons publish none. */
export const port: DockerVerb = ({ engine, args: [name = ''] }) => {
  engine.container(name)
  return {}
}
