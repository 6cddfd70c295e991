import { bytesIn } from '../bytes-in'
import type { ParsedFlags } from '../docker-call'
import { isOn } from '../docker-call'
import { ClientError } from '../../docker-error'

type Read = (values: readonly string[]) => Readonly<Record<string, unknown>>

const as =
  (field: string, value: (text: string) => unknown): Read =>
  (values) => ({ [field]: value(values.at(-1) ?? '') })

const list =
  (field: string): Read =>
  (values) => ({ [field]: values })

const text = String

/** What options of `docker run` are in HostConfig that the twin keeps and does nothing with. */
const fields: Readonly<Record<string, Read>> = {
  capdrop: list('CapDrop'),
  security: list('SecurityOpt'),
  host: list('ExtraHosts'),
  dns: list('Dns'),
  search: list('DnsSearch'),
  group: list('GroupAdd'),
  link: list('Links'),
  from: list('VolumesFrom'),
  uts: as('UTSMode', text),
  userns: as('UsernsMode', text),
  cgroupns: as('CgroupnsMode', text),
  runtime: as('Runtime', text),
  parent: as('CgroupParent', text),
  cpuset: as('CpusetCpus', text),
  shares: as('CpuShares', Number),
  score: as('OomScoreAdj', Number),
  pids: as('PidsLimit', Number),
  cpus: as('NanoCpus', (cpus) => Math.round(Number(cpus) * 1e9)),
  shm: as('ShmSize', bytesIn),
  reserved: as('MemoryReservation', bytesIn),
  swap: as('MemorySwap', (amount) => (amount === '-1' ? -1 : bytesIn(amount))),
  device: (values) => ({ Devices: values.map(device) }),
  ulimit: (values) => ({ Ulimits: values.map(ulimit) }),
  sysctl: (values) => ({ Sysctls: pairs(values) }),
  storage: (values) => ({ StorageOpt: pairs(values) }),
  tmpfs: (values) => ({
    Tmpfs: Object.fromEntries(values.map((each) => splitAt(each, ':'))),
  }),
}

/** What `docker run` was told besides, by the fields of HostConfig. Throws ClientError. */
export function requestedHostConfig(flags: ParsedFlags): Readonly<Record<string, unknown>> {
  const { logopt, logdriver } = flags.options
  return {
    ...(Object.assign(
      {},
      ...Object.entries(fields).map(([name, read]) => {
        const values = flags.options[name]
        return values ? read(values) : {}
      }),
    ) as Record<string, unknown>),
    ...((logopt ?? logdriver) && {
      LogConfig: { Type: logdriver?.at(-1) ?? 'json-file', Config: pairs(logopt ?? []) },
    }),
    ...(isOn(flags, 'readonly') && { ReadonlyRootfs: true }),
    ...(isOn(flags, 'publishall') && { PublishAllPorts: true }),
    ...(isOn(flags, 'init') && { Init: true }),
    ...(isOn(flags, 'oom') && { OomKillDisable: true }),
  }
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** A map of Go is written in the order of its keys. */
const pairs = (values: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(values.map((each) => splitAt(each, '=')).toSorted())

function device(asked: string): object {
  const [host = '', inside = host, permissions = 'rwm'] = asked.split(':')
  if (!/^[rwm]+$/.test(permissions)) throw new ClientError(`bad mode specified: ${permissions}`)
  return { PathOnHost: host, PathInContainer: inside, CgroupPermissions: permissions }
}

function ulimit(asked: string): object {
  const [name, limits] = splitAt(asked, '=')
  const [soft = '', hard = soft] = limits.split(':')
  return { Name: name, Hard: Number(hard), Soft: Number(soft) }
}
