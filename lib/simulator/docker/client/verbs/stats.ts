import type { Container } from '../../container/container'
import { type DockerVerb, isOn } from '../docker-call'
import type { DockerEngine } from '../../engine'
import { formatRows } from '../formatting'

const headers = {
  Container: 'CONTAINER', ID: 'CONTAINER ID', Name: 'NAME', CPUPerc: 'CPU %', MemUsage: 'MEM USAGE / LIMIT', MemPerc: 'MEM %',
  NetIO: 'NET I/O', BlockIO: 'BLOCK I/O', PIDs: 'PIDS',
} // prettier-ignore
const columns = ['ID', 'Name', 'CPUPerc', 'MemUsage', 'MemPerc', 'NetIO', 'BlockIO', 'PIDs']

/** `docker stats`: once with `--no-stream`, else each second until it is ended. */
export const stats: DockerVerb = async ({ engine, parse, context }) => {
  const flags = parse({ '-a': 'all', '--all': 'all', '--no-stream': 'once', '--no-trunc': 'full', '--format': 'format=' }) // prettier-ignore
  const asked = flags.words.map((name) => engine.container(name))
  const shown = (): readonly Container[] =>
    flags.words.length > 0
      ? asked
      : engine.containers().filter(({ status }) => isOn(flags, 'all') || status === 'running')
  const format = flags.options['format']?.at(-1)
  const table = (): string =>
    formatRows(
      shown().map((each) => row(each, engine, isOn(flags, 'full'))),
      format,
      headers,
      columns,
    )
  if (isOn(flags, 'once')) return { stdout: table() }
  while (!context.signal.aborted) {
    context.stream(table())
    await engine.options.clock.delay(1000, context.signal).catch(() => undefined)
  }
  return {}
}

/** What an idle process of SONiC's takes, more of it where more runs. */
function row(container: Container, engine: DockerEngine, full: boolean): Record<string, string> {
  const { id, spec, status } = container
  const isUp = status === 'running'
  const processes = 1 + (container.program?.children.size ?? 0)
  const used = isUp ? 1 + spec.image.spec.sizeBytes / 8_000_000 : 0
  const limit = spec.memory ? spec.memory / 1024 ** 2 : memoryOf(engine)
  return {
    Container: spec.name,
    ID: full ? id : id.slice(0, 12),
    Name: spec.name,
    CPUPerc: '0.00%',
    MemUsage: isUp ? `${mebibytes(used)} / ${mebibytes(limit)}` : '0B / 0B',
    MemPerc: `${((used * 100) / limit).toFixed(2)}%`,
    NetIO: '0B / 0B',
    BlockIO: '0B / 0B',
    PIDs: isUp ? String(processes) : '0',
  }
}

const mebibytes = (amount: number): string =>
  amount >= 1024
    ? `${Number((amount / 1024).toPrecision(4))}GiB`
    : `${Number(amount.toPrecision(4))}MiB`

/** All that the machine has. */
const memoryOf = ({ options }: DockerEngine): number =>
  Number(
    /MemTotal:\s*(\d+)/.exec(options.host?.machine.fs.readText('/proc/meminfo') ?? '')?.[1] ??
      4_012_360,
  ) / 1024
