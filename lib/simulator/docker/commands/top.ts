import { commandOf } from '../container'
import type { DockerVerb } from '../docker-call'
import { DockerError } from '../docker-error'

const columns = ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD']

/** `docker top CONTAINER`: its first process, as `ps -ef` on the machine has it. */
export const top: DockerVerb = ({ engine, args: [name = ''] }) => {
  const container = engine.container(name)
  if (container.status !== 'running')
    throw new DockerError(`Container ${container.id} is not running`)
  const started = new Date(container.startedAt ?? 0).toISOString().slice(11, 16)
  const command = commandOf(container).join(' ')
  const values = ['root', String(container.pid), '1', '0', started, '?', '00:00:00', command]
  const line = (cells: readonly string[]): string =>
    `${cells.map((cell, at) => (at < cells.length - 1 ? cell.padEnd(20) : cell)).join('')}\n`
  return { stdout: line(columns) + line(values) }
}

/** `docker port CONTAINER`: SONiC's daemons publish none. */
export const port: DockerVerb = ({ engine, args: [name = ''] }) => {
  engine.container(name)
  return {}
}
