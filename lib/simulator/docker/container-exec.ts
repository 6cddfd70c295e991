import type { SimulatedClock } from '../clock'
import { Machine } from '../machine/machine'
import type { CommandOutput } from '../machine/types'
import { SeededRandom } from '../random'
import type { Container } from './container'

/** A container's own files and shell: made when something is first run in it, gone with the container. */
const insides = new WeakMap<Container, Machine>()

/** Runs a command in a container as root: the creator's `exec`, or a shell over the container's own files. */
export async function execIn(
  container: Container,
  clock: SimulatedClock,
  command: readonly string[],
  stdin = '',
): Promise<CommandOutput> {
  if (container.spec.exec) return container.spec.exec(command, stdin)
  const [program = ''] = command
  const script = command.map(quoted).join(' ')
  const { stdout, stderr, exitCode } = await insideOf(container, clock).exec(script, { stdin })
  const isThere = exitCode !== 127 || !stderr.toString().includes(`bash: line 1: ${program}: `)
  if (isThere) return { stdout: stdout.toString(), stderr: stderr.toString(), exitCode }
  const why = program.startsWith('/')
    ? `stat ${program}: no such file or directory`
    : 'executable file not found in $PATH'
  return {
    stderr: `OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": ${why}: unknown\n`,
    exitCode: 126,
  }
}

function insideOf(container: Container, clock: SimulatedClock): Machine {
  const known = insides.get(container)
  if (known) return known
  const { id, spec } = container
  const hostname = spec.hostname ?? id.slice(0, 12)
  const made = new Machine({ hostname, users: [], clock, random: new SeededRandom(1) })
  for (const [path, content] of Object.entries({ ...spec.image.spec.files, ...spec.files })) {
    if (typeof content === 'function') made.fs.generate(path, { read: content })
    else made.fs.writeText(path, content)
  }
  insides.set(container, made)
  return made
}

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`
