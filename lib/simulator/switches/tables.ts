import { type Duration } from '../chance/durations'
import type { Mutant } from '../mutants/mutant'
import type { Switchable } from './switchable'

/** docs/faults.md: every fault with its parameters. */
export const faultsPage = (
  faults: readonly Switchable[],
): string => `# Faults of the simulated testbed

Things that happen to a healthy system. On from the start with \`npx kubesonic simulate --fault NAME:KEY=VALUE,…\`;
switched in a scenario tagged @simulated by the steps of \`step-definitions/fault.steps.ts\`, in programs over the
control socket that the testbed file names. They end with the scenario, or after the wall time that is said.

${table(
  ['Fault', 'What happens', 'Parameters'],
  faults.map(({ name, what, parameters }) => [
    `\`${name}\``,
    what,
    Object.entries(parameters)
      .map(
        ([key, { meaning, byDefault }]) =>
          `\`${key}\`${byDefault && ` (${byDefault})`}: ${meaning}`,
      )
      .join('; '),
  ]),
)}`

/** docs/mutants.md: every mutant, and what must find it. */
export const mutantsPage = (
  mutants: readonly Mutant[],
): string => `# Mutants of the simulated testbed

A DUT or a cluster with a bug in it, on with \`npx kubesonic simulate --mutant NAME\`. For each there is a scenario that
must fail on it, in the named step and with the named words; without it the scenario passes. \`npm test\` shows both.

${table(
  ['Mutant', 'What is broken', 'Found by', 'In the step', 'Which says'],
  mutants.map(({ name, what, feature, scenario, step, message }) => [
    `\`${name}\``,
    what,
    `${feature}: ${scenario}`,
    step,
    message,
  ]),
)}`

/** Of docs/simulator.md: every duration that hangs on chance. */
export const durationsTable = (durations: Readonly<Record<string, Duration>>): string =>
  table(
    ['Whose', 'What', 'Takes'],
    Object.values(durations).map(({ of, what, leastMs, mostMs }) => [
      of,
      what,
      mostMs < 1_000 ? `${leastMs}–${mostMs} ms` : `${leastMs / 1000}–${mostMs / 1000} s`,
    ]),
  )

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
  return `${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}`
}
