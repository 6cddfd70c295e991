import { type DockerEngine } from '../../lib/simulator/docker/engine'
import { type Dut } from '../../lib/simulator/dut/dut'
import { type Machine } from '../../lib/simulator/machine/machine'
import { type Vmhost } from '../../lib/simulator/vmhost/vmhost'

/** What a run must leave as it was, each thing by name: files with owner and mode, settings, rows, containers with their networks and volumes, rules. */
export type MachineState = Readonly<Record<string, string>>

export function stateOf(host: Vmhost | Dut): MachineState {
  return {
    ...filesOf(host.machine),
    ...stateOfDocker(host.docker),
    ...('databases' in host ? dutStateOf(host) : {}),
  }
}

/** Logs grow, and /proc tells of programs that come and go; /proc/sys is what was set. */
const unsteady =
  /^\/(var\/log|var\/lock|dev|run|proc(?!\/sys)|var\/lib\/docker\/containers\/\w+\/\w+-json\.log)\//

/** `vlab-01 /etc/hosts: was …, is …` for each thing that differs. */
export function differences(
  before: Readonly<Record<string, MachineState>>,
  after: Readonly<Record<string, MachineState>>,
): string[] {
  return Object.keys(before).flatMap((machine) => {
    const [was = {}, is = {}] = [before[machine], after[machine]]
    return [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((thing) => was[thing] !== is[thing])
      .map((thing) => `${machine} ${thing}: was ${shown(was[thing])}, is ${shown(is[thing])}`)
  })
}

const shown = (value: string | undefined): string =>
  value === undefined ? 'absent' : JSON.stringify(value.slice(0, 120))

function filesOf({ fs }: Machine): MachineState {
  const state: Record<string, string> = {}
  const visit = (path: string): void => {
    if (unsteady.test(`${path}/`)) return
    const { kind, uid, gid, mode } = fs.lstat(path)
    const content = kind === 'file' ? fs.readText(path) : kind
    state[path] = `${uid}:${gid} ${(mode & 0o7777).toString(8)} ${content}`
    if (kind === 'directory')
      for (const name of fs.list(path)) visit(path === '/' ? `/${name}` : `${path}/${name}`)
  }
  visit('/')
  return state
}

function stateOfDocker(docker: DockerEngine): MachineState {
  return Object.fromEntries([
    ...docker.containers().map(({ spec, status }) => [`container ${spec.name}`, status]),
    ...docker.networks.all().map(({ name, id }) => [`network ${name}`, id]),
    ...docker.volumes.all().map(({ name }) => [`volume ${name}`, 'there']),
  ]) as MachineState
}

function dutStateOf({ databases, parts }: Dut): MachineState {
  const rows = [databases.config, databases.state].flatMap((database, i) =>
    database
      .keys()
      .map((key) => [`${['CONFIG', 'STATE'][i]}_DB ${key}`, JSON.stringify(database.hgetall(key))]),
  )
  const rules = Object.entries(parts.iptables).map(([family, tables]) => [
    `iptables ${family}`,
    ['filter', 'nat', 'mangle']
      .flatMap((table) =>
        tables
          .chains(table)
          .map(([chain]) => `${table} ${chain} ${tables.rules(table, chain)?.join(';')}`),
      )
      .join('\n'),
  ])
  return Object.fromEntries([...rows, ...rules]) as MachineState
}
