import { type SshSpec } from '../testbed/testbed'
import { type Milliseconds } from '../wait/duration'
import { Command } from './command'
import { quote } from './quote'

/** What is sent to a machine for a command: a line for its login shell, and stdin. */
export interface WireScript {
  readonly line: string
  readonly stdin: Buffer
}

/** Ends the part of stdin that is sudo's: whether sudo reads a password is sudo's decision. */
const passwordEnds = 'kubesonic: stdin follows'

/**
 * Becomes the command's user, under a time limit that holds when nobody listens any more. The script always
 * runs in `sh`, whatever the login shell is.
 */
export function wireScript(
  { script, user }: Command,
  { become, password }: Pick<SshSpec, 'become' | 'password'>,
  { stdin = Buffer.alloc(0), within }: { stdin?: Buffer; within?: Milliseconds | undefined } = {},
): WireScript {
  const limit = within === undefined ? '' : `timeout -k 5 ${Math.ceil(within / 1000)} `
  const shell = (body: string): string => `${limit}sh -c ${quote(`export LC_ALL=C.UTF-8\n${body}`)}`
  if (user === 'login' || become === 'none') return { line: shell(script), stdin }
  if (become === 'sudo') return { line: `sudo -n -H ${shell(script)}`, stdin }
  const skip = `IFS= read -r line; [ "$line" = ${quote(passwordEnds)} ] || IFS= read -r line`
  const typed = Buffer.from(`${password?.reveal() ?? ''}\n${passwordEnds}\n`)
  return {
    line: `sudo -S -p '' -H ${shell(`${skip}\n${script}`)}`,
    stdin: Buffer.concat([typed, stdin]),
  }
}

/** Closing a channel ends no process on the machine; that its stdin ends is seen there, also when the runner was killed. */
export const untilStdinEnds = ({ script, user }: Command): Command =>
  new Command(
    [
      'exec 3<&0',
      `{ exec ${script}`,
      '} < /dev/null 3<&- & followed=$!',
      '{ cat; kill "$followed"; } <&3 > /dev/null 2>&1 &',
      'exec 3<&-',
      'wait "$followed"',
    ].join('\n'),
    user,
  )
