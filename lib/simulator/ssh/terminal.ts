import type { ServerChannel } from 'ssh2'
import type { Machine } from '../machine/machine'
import type { User } from '../machine/types'

/** Ends the output of a line and carries the shell's directory and status out of it. */
const mark = '\u0002'

/**
 * A login shell for a person at a terminal: edits a line, runs it, shows the prompt again. The directory is
 * kept from line to line; variables are not.
 */
export const runTerminal = (
  machine: Machine,
  user: User,
  channel: ServerChannel,
  signal: AbortSignal,
): void => {
  let cwd = user.home
  let line = ''
  let ahead = ''
  let running: AbortController | undefined

  const show = (text: string): void =>
    void (channel.writable && channel.write(text.replace(/\r?\n/g, '\r\n')))
  const prompt = (): void => {
    const place = cwd === user.home ? '~' : cwd
    show(`${user.name}@${machine.hostname}:${place}${user.uid === 0 ? '#' : '$'} `)
  }
  const leave = (status: number): void => {
    show('logout\n')
    channel.exit(status)
    channel.end()
  }

  const runLine = async (): Promise<void> => {
    const text = line
    line = ''
    if (/^\s*(exit|logout)\b/.test(text)) return leave(Number(/\d+/.exec(text)?.[0] ?? 0))
    running = new AbortController()
    let shown = ''
    let directory: string | undefined
    const onStdout = (chunk: string): void => {
      shown += chunk
      const [output = '', after] = shown.split(mark)
      show(output)
      shown = after === undefined ? '' : mark + after
      directory = after ?? directory
    }
    const carried = `${text}\nprintf '${mark}%s' "$PWD"`
    await machine.exec(text.trim() === '' ? `printf '${mark}%s' "$PWD"` : carried, {
      user: user.name,
      cwd,
      signal: AbortSignal.any([signal, running.signal]),
      onStdout,
      onStderr: show,
      origin: 'ssh',
    })
    running = undefined
    cwd = directory ?? cwd
    prompt()
    const keys = ahead
    ahead = ''
    for (const key of keys) typed(key)
  }

  const typed = (key: string): void => {
    if (key === '\u0003') {
      running?.abort()
      line = ''
      show('^C\n')
      if (!running) prompt()
    } else if (running) ahead += key
    else if (key === '\u0004' && line === '') leave(0)
    else if (key === '\u007f' || key === '\b') {
      if (line !== '') show('\b \b')
      line = line.slice(0, -1)
    } else if (key === '\r' || key === '\n') {
      show('\n')
      void runLine()
    } else if (key >= ' ') {
      line += key
      show(key)
    }
  }

  channel.on('data', (chunk: Buffer) => {
    for (const key of chunk.toString('utf8')) typed(key)
  })
  show(`Linux ${machine.hostname} (simulated)\n`)
  prompt()
}
