import { lastingId } from '../lasting-id'
import type { DockerEngine } from '../engine'

/** What a daemon tells of itself. */
export function describeDaemon(engine: DockerEngine) {
  const containers = engine.containers()
  const running = containers.filter(({ status }) => status === 'running')
  const { proxies, insecureRegistries } = engine.settings
  const machine = engine.options.host?.machine
  const read = (path: string): string => (machine?.fs.exists(path) ? machine.fs.readText(path) : '')
  const commit = (ID: string) => ({ ID, Expected: ID })
  const facts = {
    ID: idOf(engine),
    Containers: containers.length,
    ContainersRunning: running.filter(({ paused }) => !paused).length,
    ContainersPaused: running.filter(({ paused }) => paused).length,
    ContainersStopped: containers.length - running.length,
    Images: engine.images.all().length,
    Driver: 'overlay2',
    DriverStatus: [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
      ['Native Overlay Diff', 'true'],
      ['userxattr', 'false'],
    ] as const,
    Plugins: {
      Volume: ['local'],
      Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'],
      Authorization: null,
      Log: [
        'awslogs',
        'fluentd',
        'gcplogs',
        'gelf',
        'journald',
        'json-file',
        'local',
        'logentries',
        'splunk',
        'syslog',
      ],
    },
    MemoryLimit: true,
    SwapLimit: true,
    KernelMemory: true,
    KernelMemoryTCP: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    IPv4Forwarding: true,
    BridgeNfIptables: true,
    BridgeNfIp6tables: true,
    Debug: false,
    OomKillDisable: true,
    NEventsListener: 0,
    NCPU: 2,
    MemTotal: Number(/MemTotal:\s*(\d+)/.exec(read('/proc/meminfo'))?.[1] ?? 0) * 1024,
    Name: machine?.hostname ?? '',
    ServerVersion: engine.options.version,
    LoggingDriver: 'json-file',
    CgroupDriver: engine.options.cgroupDriver,
    CgroupVersion: engine.options.cgroupDriver === 'systemd' ? '2' : '1',
    KernelVersion: read('/proc/sys/kernel/osrelease').trim(),
    OperatingSystem: /PRETTY_NAME="(.*)"/.exec(read('/etc/os-release'))?.[1] ?? 'Debian GNU/Linux',
    OSType: 'linux',
    Architecture: 'x86_64',
    HttpProxy: proxies.http,
    HttpsProxy: proxies.https,
    NoProxy: proxies.no,
    IndexServerAddress: 'https://index.docker.io/v1/',
    GenericResources: null,
    RegistryConfig: {
      AllowNondistributableArtifactsCIDRs: [],
      AllowNondistributableArtifactsHostnames: [],
      InsecureRegistryCIDRs: ['127.0.0.0/8'],
      IndexConfigs: Object.fromEntries(
        [...insecureRegistries.filter((entry) => !entry.includes('/')), 'docker.io']
          .toSorted()
          .map((Name) => {
            const Official = Name === 'docker.io'
            return [Name, { Name, Mirrors: [], Secure: Official, Official }]
          }),
      ),
      Mirrors: [],
    },
    DockerRootDir: '/var/lib/docker',
    Swarm: {
      LocalNodeState: 'inactive',
      NodeID: '',
      NodeAddr: '',
      ControlAvailable: false,
      Error: '',
      RemoteManagers: null,
    },
    Runtimes: {
      'io.containerd.runc.v2': { path: 'runc' },
      'io.containerd.runtime.v1.linux': { path: 'runc' },
      runc: { path: 'runc' },
    },
    DefaultRuntime: 'runc',
    LiveRestoreEnabled: false,
    InitBinary: 'docker-init',
    ContainerdCommit: commit('1.6.20~ds1-1+deb12u1'),
    RuncCommit: commit('1.1.5+ds1-1+deb12u1'),
    InitCommit: commit(''),
    SecurityOptions: ['name=seccomp,profile=default'],
    ExperimentalBuild: false,
    Labels: [],
    Isolation: '',
    Warnings: null,
    ClientInfo: { Debug: false, Context: 'default', Plugins: [], Warnings: null },
  }
  // By these names templates know what JSON writes otherwise.
  return Object.defineProperties(facts, {
    HTTPProxy: { value: proxies.http },
    HTTPSProxy: { value: proxies.https },
  })
}

/** Twelve groups of four, as dockerd makes it of its key. */
const idOf = (engine: DockerEngine): string =>
  lastingId(`daemon ${engine.options.host?.machine.hostname}`)
    .toUpperCase()
    .slice(0, 48)
    .match(/.{4}/g)!
    .join(':')
