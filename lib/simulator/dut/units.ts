import { nameOf } from '../file-system/paths'
import type { UnitDefinition, UnitProgram } from '../linux/systemd/unit-definition'

/** The program behind each unit that has one in the simulation. */
export interface UnitPrograms {
  readonly docker: UnitProgram
  readonly ctrmgrd: UnitProgram
  readonly kubelet: UnitProgram
}

const daemon = (name: string, description: string, executable: string): UnitDefinition => ({
  name: `${name}.service`,
  description,
  enablement: 'enabled',
  process: {
    name: nameOf(executable.split(' ')[0] ?? name),
    commandLine: () => executable,
    memory: '12.4M',
  },
  restart: { policy: 'always', seconds: 10 },
})

/** The units of every SONiC device, in the order in which they start. */
export const commonUnits = (programs: UnitPrograms): UnitDefinition[] => [
  daemon('ssh', 'OpenBSD Secure Shell server', '/usr/sbin/sshd -D'),
  daemon('rsyslog', 'System Logging Service', '/usr/sbin/rsyslogd -n -iNONE'),
  {
    ...daemon(
      'docker',
      'Docker Application Container Engine',
      '/usr/bin/dockerd -H fd:// --storage-driver=overlay2 --bip=240.127.1.1/24 --iptables=false --ipv6=true --fixed-cidr-v6=fd00::/80',
    ),
    documentation: 'https://docs.docker.com',
    program: programs.docker,
  },
  daemon('database', 'Database container', '/usr/bin/database.sh wait'),
  {
    name: 'sonic.target',
    description: 'SONiC services target',
    enablement: 'enabled',
    head: ['Requires=database.service', 'After=database.service'],
  },
  {
    ...daemon(
      'caclmgrd',
      'Control Plane ACL configuration daemon',
      '/usr/bin/python3 /usr/local/bin/caclmgrd',
    ),
    unitFile: '\n[Install]\nWantedBy=sonic.target',
  },
]

/** What an image built with Kubernetes has on top. */
export const kubernetesUnits = (
  programs: UnitPrograms,
  kubeletFlags: () => readonly string[],
): UnitDefinition[] => [
  {
    name: 'ctrmgrd.service',
    description: 'Container Manager watcher daemon',
    enablement: 'enabled',
    head: [
      'Requires=caclmgrd.service',
      'After=caclmgrd.service',
      'BindsTo=sonic.target',
      'After=sonic.target',
    ],
    process: {
      name: 'python3',
      commandLine: () => 'python3 /usr/local/bin/ctrmgrd.py',
      type: 'simple',
      exec: '/usr/local/bin/ctrmgrd.py',
      memory: '28.5M',
    },
    restart: { policy: 'always', seconds: 30 },
    unitFile: '\n[Install]\nWantedBy=sonic.target',
    program: programs.ctrmgrd,
  },
  {
    name: 'kubelet.service',
    description: 'kubelet: The Kubernetes Node Agent',
    documentation: 'https://kubernetes.io/docs/home/',
    enablement: 'disabled',
    head: ['Wants=network-online.target', 'After=network-online.target'],
    process: {
      name: 'kubelet',
      commandLine: () =>
        [
          '/usr/bin/kubelet',
          '--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf',
          '--kubeconfig=/etc/kubernetes/kubelet.conf',
          '--config=/var/lib/kubelet/config.yaml',
          ...kubeletFlags(),
        ].join(' '),
      exec: '/usr/bin/kubelet',
      memory: '26.1M',
    },
    restart: { policy: 'always', seconds: 10 },
    service: ['StartLimitInterval=0'],
    unitFile: '\n[Install]\nWantedBy=multi-user.target',
    program: programs.kubelet,
  },
]
