import type { ShellCommand, ShellContext } from '../types'
import { answerUsage, parseOptions } from './options'
import { residentOf, virtualOf } from './process-memory'
import { summary } from './uptime'

/** `top -b -n1 [-p PID,…]`: one look, as nothing here changes by itself; without `-b` there is no terminal to paint. */
export const top: ShellCommand = {
  name: 'top',
  run: (args, context) =>
    answerUsage(() => {
      const options = parseOptions('top', args, { flags: 'bcHiS', values: 'ndpuowU' })
      if (!options.has('b')) return { stderr: 'top: failed tty get\n', exitCode: 1 }
      const pids = options.value('p')?.split(',')
      const user = options.value('u') ?? options.value('U')
      const shown = context.machine.processes
        .all()
        .filter((each) => !pids || pids.includes(String(each.pid)))
        .filter((each) => user === undefined || each.user === user)
      const lines = shown.map(
        (each) =>
          `${String(each.pid).padStart(7)} ${each.user.slice(0, 8).padEnd(8)}  20   0 ${String(virtualOf(each)).padStart(7)} ${String(residentOf(each)).padStart(6)} ${String(Math.floor(residentOf(each) / 2)).padStart(6)} S   0.0 ${percent(context, residentOf(each)).padStart(5)}   0:00.00 ${options.has('c') ? each.args.join(' ') : each.name}`,
      )
      return { stdout: [...head(context), ...lines].map((line) => `${line}\n`).join('') }
    }),
}

function head(context: ShellContext): string[] {
  const { machine } = context
  const count = String(machine.processes.all().length)
  const shown = (kibibytes: number): string => (kibibytes / 1024).toFixed(1).padStart(8)
  const mebibytes = (name: string): string => shown(kilobytes(context, name))
  const available = kilobytes(context, 'MemAvailable')
  return [
    `top -${summary(context)}`,
    `Tasks: ${count.padStart(3)} total,   1 running, ${String(Number(count) - 1).padStart(3)} sleeping,   0 stopped,   0 zombie`,
    '%Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st ',
    `MiB Mem : ${mebibytes('MemTotal')} total, ${mebibytes('MemFree')} free, ${shown(kilobytes(context, 'MemTotal') - available)} used, ${shown(available - kilobytes(context, 'MemFree'))} buff/cache     `,
    `MiB Swap: ${mebibytes('SwapTotal')} total, ${mebibytes('SwapFree')} free, ${shown(0)} used. ${shown(available)} avail Mem `,
    '',
    '    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND',
  ]
}

const percent = (context: ShellContext, resident: number): string =>
  ((resident * 100) / kilobytes(context, 'MemTotal')).toFixed(1)

const kilobytes = ({ machine }: ShellContext, name: string): number =>
  Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(machine.fs.readText('/proc/meminfo'))?.[1] ?? 0)
