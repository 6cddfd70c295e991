import { residentOf, virtualOf } from '../commands/process-memory'
import type { Machine } from '../machine'
import type { Process } from './processes'

/** `/proc/PID`: what it is, where it belongs, whose it is, what it holds; its start in ticks since the boot. */
export const showInProc = (machine: Machine, process: Process): void => {
  const { fs, clock, bootedAt, mounts } = machine
  const { pid, name, ppid, pgid, args } = process
  const comm = name.slice(0, 15)
  const ticks = Math.floor((clock.monotonic() - bootedAt) / 10)
  const stat = `${pid} (${comm}) S ${ppid} ${pgid} ${pgid} 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 ${ticks} 0 0\n`
  fs.generateDirectory(
    `/proc/${pid}`,
    {
      stat: () => stat,
      comm: () => `${comm}\n`,
      status: () => statusOf(machine, process),
      statm: () => `${virtualOf(process) / 4} ${residentOf(process) / 4} 0 0 0 0 0\n`.replace(/\.\d+/g, ''),
      cmdline: () => args.map((arg) => `${arg}\0`).join(''),
      mounts: () => mounts.text(),
      oom_score_adj: () => '0\n',
    },
    { exe: executableOf(process), root: '/' },
  )
} // prettier-ignore

/** Names are not looked up once more: programs are in /usr/bin but where they were called by their path. */
const executableOf = ({ pid, name, args: [program = ''] }: Process): string => {
  if (pid === 1 && name === 'systemd') return '/usr/lib/systemd/systemd'
  return program.startsWith('/') ? program : `/usr/bin/${name}`
}

function statusOf({ users }: Machine, process: Process): string {
  const { pid, ppid, name, user: owner } = process
  const user = users.find(owner)
  const { uid, gids } = user ? users.credentials(user) : { uid: 0, gids: [0] }
  const four = (id: number): string => Array.from({ length: 4 }, () => id).join('\t')
  const kilobytes = (size: number): string => `${String(Math.round(size)).padStart(8)} kB`
  return [
    `Name:\t${name.slice(0, 15)}`,
    'Umask:\t0022',
    'State:\tS (sleeping)',
    `Tgid:\t${pid}`,
    'Ngid:\t0',
    `Pid:\t${pid}`,
    `PPid:\t${ppid}`,
    'TracerPid:\t0',
    `Uid:\t${four(uid)}`,
    `Gid:\t${four(gids[0] ?? 0)}`,
    'FDSize:\t64',
    `Groups:\t${[...gids].sort((one, other) => one - other).join(' ')} `,
    `VmPeak:\t${kilobytes(virtualOf(process))}`,
    `VmSize:\t${kilobytes(virtualOf(process))}`,
    `VmRSS:\t${kilobytes(residentOf(process))}`,
    'VmSwap:\t       0 kB',
    'Threads:\t1',
    ...['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].map(
      (set) => `${set}:\t${uid === 0 && /Prm|Eff/.test(set) ? all : set === 'CapBnd' ? all : none}`,
    ),
    'NoNewPrivs:\t0',
    'Seccomp:\t0',
    '',
  ].join('\n')
}

/** Capabilities. */
const all = '000001ffffffffff'
const none = '0000000000000000'
