import { type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { type Readable } from 'node:stream'

/** How a program on the runner has ended, and all that it printed, in the order in which it came. */
export interface ChildOutput {
  /** Null where a signal ended it. */
  readonly code: number | null
  readonly signal: string | null
  readonly output: string
}

/** Resolves when it has ended. */
export async function childOutput(
  child: ChildProcessByStdio<null, Readable, Readable>,
): Promise<ChildOutput> {
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => said.push(text.toString()))
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  return { code, signal, output: said.join('') }
}
