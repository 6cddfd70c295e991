import { joinFlow } from './join-flow'
import { type Measurement, table } from './measurement'
import { simulator } from './simulator'
import { startUp } from './start-up'
import { templates } from './templates'
import { upgrade } from './upgrade'
import { waitLatency } from './wait-latency'
import { wholePlan } from './whole-plan'

const benchmarks: Readonly<Record<string, () => Promise<Measurement[]>>> = {
  'start-up': startUp,
  'wait-latency': waitLatency,
  templates,
  'join-flow': joinFlow,
  upgrade,
  'whole-plan': wholePlan,
  simulator,
}

/** `npm run bench [-- NAME …]`: prints the figures as a table. Exits 1 when one is missed, 2 on an unknown name. */
const main = async (names: readonly string[]): Promise<number> => {
  const unknown = names.filter((name) => !(name in benchmarks))
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benchmarks).join(', ')}.\n`,
    )
    return 2
  }
  delete process.env.KUBESONIC_TESTBED
  const rows: Measurement[] = []
  for (const [name, benchmark] of Object.entries(benchmarks)) {
    if (names.length > 0 && !names.includes(name)) continue
    process.stderr.write(`${name} …\n`)
    rows.push(...(await benchmark()))
  }
  process.stdout.write(table(rows))
  return rows.every(({ reached }) => reached) ? 0 : 1
}

main(process.argv.slice(2)).then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  },
)
