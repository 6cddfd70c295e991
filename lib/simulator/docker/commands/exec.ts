import type { CommandOutput } from '../../machine/types'
import type { Container, ContainerExec } from '../container'
import { type DockerVerb, parseFlags } from '../docker-call'
import { DockerError } from '../docker-error'

/** `docker exec CONTAINER COMMAND…`: what the container can run is `cat`, `ls`, `test`, `true`, `sh -c`, or its own `exec`. */
export const exec: DockerVerb = async ({ engine, args, context }) => {
  const flags = parseFlags(args, {
    '-i': 'stdin', '-t': 'tty', '--interactive': 'stdin', '--tty': 'tty', '--privileged': 'privileged', '-d': 'detach', '--detach': 'detach',
    '-u': 'user=', '--user': 'user=', '-w': 'workdir=', '--workdir': 'workdir=', '-e': 'env=', '--env': 'env=',
  }, true) // prettier-ignore
  const [name = '', ...command] = flags.words
  const container = engine.container(name)
  if (container.status !== 'running')
    throw new DockerError(`Container ${container.id} is not running`)
  const run = container.spec.exec ?? fileExec(container)
  return run(command, flags.options['stdin'] ? context.stdin : '')
}

const fileExec = (container: Container): ContainerExec => {
  const files = { ...container.spec.image.spec.files, ...container.spec.files }
  const read = (path: string): string | undefined => {
    const content = files[path]
    return typeof content === 'function' ? content() : content
  }
  const below = (path: string): string[] => {
    const prefix = path.endsWith('/') ? path : `${path}/`
    const names = Object.keys(files).filter((file) => file.startsWith(prefix))
    return [...new Set(names.map((file) => file.slice(prefix.length).split('/')[0] ?? ''))].sort()
  }
  const run = ([program = '', ...rest]: readonly string[]): CommandOutput => {
    const paths = rest.filter((word) => !word.startsWith('-'))
    if (program === 'true') return {}
    if (program === 'cat') return join(paths.map((path) => show(path, read(path))))
    if (program === 'ls') return join(paths.map((path) => list(path, read(path), below(path))))
    if (program === 'test')
      return {
        exitCode: paths.every((path) => read(path) !== undefined || below(path).length > 0) ? 0 : 1,
      }
    if (program === 'sh' || program === 'bash')
      return script(rest[rest.indexOf('-c') + 1] ?? '', run)
    return {
      stderr: `OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": executable file not found in $PATH: unknown\n`,
      exitCode: 126,
    }
  }
  return (command) => run(command)
}

const show = (path: string, text: string | undefined): CommandOutput =>
  text === undefined
    ? { stderr: `cat: ${path}: No such file or directory\n`, exitCode: 1 }
    : { stdout: text }

function list(path: string, text: string | undefined, entries: readonly string[]): CommandOutput {
  if (text !== undefined) return { stdout: `${path}\n` }
  if (entries.length > 0) return { stdout: entries.map((entry) => `${entry}\n`).join('') }
  return { stderr: `ls: cannot access '${path}': No such file or directory\n`, exitCode: 2 }
}

// Enough of a shell for `cat a && cat b; cat c`.
function script(text: string, run: (command: readonly string[]) => CommandOutput): CommandOutput {
  const outputs: CommandOutput[] = []
  for (const part of text.split(/(;|&&|\n)/)) {
    const failed = (outputs.at(-1)?.exitCode ?? 0) !== 0
    if (part === '&&' && failed) break
    if (/^(;|&&|\s*)$/.test(part)) continue
    outputs.push(
      run(
        (part.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^["']|["']$/g, '')),
      ),
    )
  }
  return { ...join(outputs), exitCode: outputs.at(-1)?.exitCode ?? 0 }
}

const join = (outputs: readonly CommandOutput[]): CommandOutput => ({
  stdout: outputs.map(({ stdout }) => stdout ?? '').join(''),
  stderr: outputs.map(({ stderr }) => stderr ?? '').join(''),
  exitCode: Math.max(0, ...outputs.map(({ exitCode }) => exitCode ?? 0)),
})
