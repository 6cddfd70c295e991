import { type Measurement, table } from './measurement'
import { startUp } from './start-up'
import { waitLatency } from './wait-latency'

const benchmarks: readonly (() => Promise<Measurement[]>)[] = [startUp, waitLatency]

const main = async (): Promise<void> => {
  delete process.env.KUBESONIC_TESTBED
  const rows: Measurement[] = []
  for (const benchmark of benchmarks) rows.push(...(await benchmark()))
  process.stdout.write(`${table(rows)}\n`)
}

void main()
