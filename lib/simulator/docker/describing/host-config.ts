import type { ContainerSpec } from '../container/container'
import { bindsOf } from '../mounts'
import { goStruct } from '../../go/template/go-text'

/** What the daemon sets where nobody has asked for anything, in the order of its fields. */
const untouched = {
  Binds: null, ContainerIDFile: '', LogConfig: { Type: 'json-file', Config: {} }, NetworkMode: 'default', PortBindings: {},
  RestartPolicy: {}, AutoRemove: false, VolumeDriver: '', VolumesFrom: null, CapAdd: null, CapDrop: null,
  CgroupnsMode: 'host', Dns: [], DnsOptions: [], DnsSearch: [], ExtraHosts: null, GroupAdd: null, IpcMode: 'private',
  Cgroup: '', Links: null, OomScoreAdj: 0, PidMode: '', Privileged: false, PublishAllPorts: false, ReadonlyRootfs: false,
  SecurityOpt: null, StorageOpt: undefined, Tmpfs: undefined, UTSMode: '', UsernsMode: '', ShmSize: 67_108_864,
  Sysctls: undefined, Runtime: 'runc', ConsoleSize: [0, 0], Isolation: '', CpuShares: 0, Memory: 0, NanoCpus: 0,
  CgroupParent: '', BlkioWeight: 0, BlkioWeightDevice: [], BlkioDeviceReadBps: null, BlkioDeviceWriteBps: null,
  BlkioDeviceReadIOps: null, BlkioDeviceWriteIOps: null, CpuPeriod: 0, CpuQuota: 0, CpuRealtimePeriod: 0,
  CpuRealtimeRuntime: 0, CpusetCpus: '', CpusetMems: '', Devices: [], DeviceCgroupRules: null, DeviceRequests: null,
  KernelMemory: 0, KernelMemoryTCP: 0, MemoryReservation: 0, MemorySwap: 0, MemorySwappiness: null,
  OomKillDisable: false, PidsLimit: null, Ulimits: null, CpuCount: 0, CpuPercent: 0, IOMaximumIOps: 0,
  IOMaximumBandwidth: 0,
} // prettier-ignore

const masked = [
  '/proc/asound', '/proc/acpi', '/proc/kcore', '/proc/keys', '/proc/latency_stats', '/proc/timer_list',
  '/proc/timer_stats', '/proc/sched_debug', '/proc/scsi', '/sys/firmware',
] // prettier-ignore
const readOnly = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger']

export function describeHostConfig(spec: ContainerSpec): object {
  const { restartPolicy = { name: 'no', retries: 0 }, privileged = false, memory = 0 } = spec
  const pod = spec.labels?.['io.kubernetes.pod.uid']
  return goStruct({
    ...untouched,
    Binds: bindsOf(spec.mounts),
    NetworkMode: spec.networkMode ?? 'default',
    PortBindings: Object.fromEntries(
      (spec.ports ?? []).map(({ inside, outside, address = '' }) => [
        inside,
        [{ HostIp: address, HostPort: outside }],
      ]),
    ),
    RestartPolicy: goStruct({
      Name: restartPolicy.name,
      MaximumRetryCount: restartPolicy.retries,
    }),
    AutoRemove: spec.autoRemove ?? false,
    CapAdd: spec.capAdd?.length ? spec.capAdd : null,
    IpcMode: spec.ipcMode ?? 'private',
    Privileged: privileged,
    PidMode: spec.hostPid ? 'host' : '',
    ...(privileged && { SecurityOpt: ['label=disable'] }),
    Memory: memory,
    MemorySwap: memory * 2,
    CgroupParent: pod ? `/kubepods/besteffort/pod${pod}` : '',
    MaskedPaths: privileged ? null : masked,
    ReadonlyPaths: privileged ? null : readOnly,
    ...spec.hostConfig,
    LogConfig: goStruct({ ...(spec.hostConfig?.['LogConfig'] ?? untouched.LogConfig) }),
  })
}
