import type { CommandContext, CommandOutput } from '../../machine/types'
import { quote } from '../../machine/commands/running'
import { signalNamed } from '../../shell/signals'
import type { Journal } from '../journal/journal'

/** `killall [-SIGNAL|-s SIGNAL] [-q] NAME…`. */
export function killall(args: readonly string[], { machine, user }: CommandContext): CommandOutput {
  const at = args.findIndex((arg) => /^(-s|--signal)$/.test(arg))
  const quiet = args.some((arg) => /^(-q|--quiet)$/.test(arg))
  const given = at >= 0 ? args[at + 1] : args.find((arg) => /^-[A-Z0-9]+$/.test(arg))?.slice(1)
  const signal = given === undefined ? 'TERM' : signalNamed(given)
  if (signal === undefined)
    return { stderr: `${given}: unknown signal; killall -l lists signals.\n`, exitCode: 1 }
  const names = args.filter((arg, index) => !arg.startsWith('-') && !(at >= 0 && index === at + 1))
  let stderr = ''
  let exitCode = 0
  for (const name of names) {
    const found = machine.processes.all().filter((each) => each.name === name && each.pid > 1)
    if (found.length === 0) stderr += quiet ? '' : `${name}: no process found\n`
    if (found.length === 0) exitCode = 1
    for (const { pid, user: owner } of found)
      if (user.uid === 0 || owner === user.name) machine.processes.signal(pid, signal)
      else {
        stderr += `${name}(${pid}): Operation not permitted\n`
        exitCode = 1
      }
  }
  return { stderr, exitCode }
}

/** `fuser FILE…`: nobody holds a file open for as long as one could see it. */
export function fuser(args: readonly string[], { fs, cwd }: CommandContext): CommandOutput {
  const names = args.filter((arg) => !arg.startsWith('-') && !/^\d+\/(tcp|udp)$/.test(arg))
  const missing = names.filter((name) => !fs.exists(name.startsWith('/') ? name : `${cwd}/${name}`))
  return {
    stderr: missing.map((name) => `Specified filename ${name} does not exist.\n`).join(''),
    exitCode: 1,
  }
}

/** `systemd-cat [-t TAG] [-p PRIORITY] [COMMAND…]`: output goes to the journal. */
export const systemdCat =
  (journal: Journal) =>
  async (args: readonly string[], context: CommandContext): Promise<CommandOutput> => {
    const value = (short: string, long: string): string | undefined => {
      const at = args.findIndex((arg) => arg === short || arg === long)
      return at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith(`${long}=`))?.split('=')[1]
    }
    const skip = args.findIndex((arg, at) => !arg.startsWith('-') && !/^(-t|--identifier|-p|--priority)$/.test(args[at - 1] ?? ''))
    const command = skip < 0 ? [] : args.slice(skip)
    const priority = levels.indexOf(value('-p', '--priority') ?? 'info')
    const identifier = value('-t', '--identifier') ?? command[0] ?? 'cat'
    const ran = command.length > 0 ? await context.sh(command.map(quote).join(' ')) : { stdout: context.stdin, stderr: '', exitCode: 0 }
    for (const message of `${ran.stdout}${ran.stderr}`.split('\n').filter(Boolean))
      journal.write({ identifier, message, transport: 'stdout', uid: context.user.uid, ...(priority >= 0 && { priority }) })
    return { exitCode: ran.exitCode }
  } // prettier-ignore

const levels = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug']
