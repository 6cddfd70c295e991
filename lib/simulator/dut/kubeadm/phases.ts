import type { CommandLine } from '../../go/command-line'

const phases = {
  join: {
    'control-plane-join': 'Join a machine as a control plane instance',
    'control-plane-prepare': 'Prepare the machine for serving a control plane',
    'kubelet-start': 'Write kubelet settings, certificates and (re)start the kubelet',
    preflight: 'Run join pre-flight checks',
  },
  reset: {
    'cleanup-node': 'Run cleanup node.',
    preflight: 'Run reset pre-flight checks',
    'remove-etcd-member': 'Remove a local etcd member.',
    'update-cluster-status': 'Remove this node from the ClusterStatus object.',
  },
} as const

const globalFlags = `      --add-dir-header           If true, adds the file directory to the header of the log messages
      --log-file string          If non-empty, use this log file
      --log-file-max-size uint   Defines the maximum size a log file can grow to. Unit is megabytes. If the value is 0, the maximum file size is unlimited. (default 1800)
      --one-output               If true, only write logs to their native severity level (vs also writing to each lower severity level
      --rootfs string            [EXPERIMENTAL] The path to the 'real' host root filesystem.
      --skip-headers             If true, avoid header prefixes in the log messages
      --skip-log-headers         If true, avoid headers when opening log files
  -v, --v Level                  number for the log level verbosity
`

/** What `kubeadm VERB phase` prints where no phase is named, or none of its own: no failure. */
export function phasesOf(verb: keyof typeof phases): string {
  const rows = Object.entries(phases[verb]).map(
    ([name, about]) => `  ${name.padEnd(21)} ${about}\n`,
  )
  return `Use this command to invoke single phase of the ${verb} workflow

Usage:
  kubeadm ${verb} phase [command]

Available Commands:
${rows.join('')}
Flags:
  -h, --help   help for phase

Global Flags:
${globalFlags}
Use "kubeadm ${verb} phase [command] --help" for more information about a command.
`
}

/** Takes `phase NAME` from the words of a join: undefined where all phases are wanted, `none` where the name is no phase's. */
export function takePhase(line: CommandLine): keyof (typeof phases)['join'] | 'none' | undefined {
  const [word, name] = line.words
  if (word !== 'phase') return undefined
  line.words.splice(0, 2)
  return name !== undefined && name in phases.join
    ? (name as keyof (typeof phases)['join'])
    : 'none'
}
