import { exitCodes } from './exit-codes'
import { BadInput } from '../testbed/bad-input'
import { redactStream } from '../redaction/redacting-stream'
import { nearest } from '../testbed/did-you-mean'

/** A command of `kubesonic`: `run` gets the arguments after its name and answers the exit code. */
export interface CliCommand {
  readonly name: string
  readonly summary: string
  run(args: readonly string[]): Promise<number>
}

/** Commands that work without Cucumber; each is loaded when it is called. */
const commands: readonly CliCommand[] = [
  {
    name: 'simulate',
    summary: 'start the simulated testbed and show how to reach its machines',
    run: (args) => (require('./simulate') as typeof import('./simulate')).simulate(args),
  },
  {
    name: 'restore',
    summary: 'put back what a run that was killed has changed, and take down a kept cluster',
    run: (args) => (require('./restore') as typeof import('./restore')).restoreCommand(args),
  },
  {
    name: 'lease',
    summary: 'show who holds which machine, or break a lease',
    run: (args) => (require('./lease') as typeof import('./lease')).leaseCommand(args),
  },
  {
    name: 'template',
    summary: 'print the DaemonSet that a template makes of its parameters',
    run: (args) => (require('./template') as typeof import('./template')).templateCommand(args),
  },
]

/** bin/kubesonic.cjs runs these itself: they need Cucumber and the features, which the library is without. */
const inCheckout: readonly CliCommand[] = [
  onlyInCheckout('run', 'run the test plan (npm run acceptance)'),
  onlyInCheckout(
    'matrix',
    'upgrade containers on every branch × Kubernetes × image (npm run matrix)',
  ),
  onlyInCheckout('report', 'make the Allure report of the last run (npm run report)'),
]

/**
 * `kubesonic <command> …`. Answers the exit code: 2 for bad input, whose message goes to stderr. Anything unexpected
 * is thrown.
 */
export async function main(args: readonly string[]): Promise<number> {
  const all = [...inCheckout, ...commands]
  const [name, ...rest] = args
  // The simulated machines' passwords are there to be typed.
  if (name !== 'simulate')
    for (const stream of [process.stdout, process.stderr]) redactStream(stream)
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(helpText(all))
    return name === undefined ? exitCodes.badInput : exitCodes.passed
  }
  try {
    return await find(name, all).run(rest)
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    process.stderr.write(`${error.message}\n`)
    return exitCodes.badInput
  }
}

function onlyInCheckout(name: string, summary: string): CliCommand {
  const refuse = (): Promise<number> =>
    Promise.reject(
      new BadInput(
        `kubesonic ${name} needs a checkout of kubesonic-acceptance: this is the library alone.\n  Next: git clone it and run npm ci there.`,
      ),
    )
  return { name, summary, run: refuse }
}

function find(name: string, all: readonly CliCommand[]): CliCommand {
  const command = all.find((each) => each.name === name)
  if (command) return command
  const meant = nearest(
    name,
    all.map((each) => each.name),
  )
  throw new BadInput(
    `There is no command "kubesonic ${name}".${meant ? ` Did you mean "kubesonic ${meant}"?` : ''}\n  Next: kubesonic --help lists the commands.`,
  )
}

const helpText = (all: readonly CliCommand[]): string => {
  const width = Math.max(...all.map(({ name }) => name.length))
  const lines = all.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`)
  return `usage: kubesonic <command> [options]\n\n${lines.join('')}\nkubesonic <command> --help tells more.\n`
}
